"""A member shows an initiative of its own to its associations, and takes it back: a few facts, to read."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors.fellows import associations_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.access import SHARED_LOCAL
from samspil.apps.portfolio.services.leading import check_keeps
from samspil.apps.portfolio.services.readers import PURPOSES
from samspil.apps.portfolio.services.telling import tell
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door


@transaction.atomic
def show_to_associations(initiative: Initiative, *, acting: Acting, at: datetime) -> None:
    """The associations see title, form, phase and status of it from today, and nothing else of it.

    Doing it again changes nothing.

    Raises:
        RefusedError: one may not, it is part of what is done together and seen already, or there is nobody to
            show it to.
    """
    check_keeps(acting)
    if initiative.common is not None:
        raise RefusedError(Problem("association_sees_it_already", {"title": initiative.title}))
    on, owner = timezone.localdate(at), initiative.organisation_id
    associations = associations_of(owner, on)
    if not associations:
        raise RefusedError(Problem("nobody_to_share_with", {}))
    subject = (SHARED_LOCAL, initiative.public_id)
    if door.keep_to(owner, associations, subject, PURPOSES[SHARED_LOCAL], By(str(acting.person), at), on=on):
        tell(initiative, "initiative.shown_to_associations", acting=acting, at=at)


@transaction.atomic
def show_no_longer(initiative: Initiative, *, acting: Acting, at: datetime) -> None:
    """Nobody outside sees it from today. Doing it again changes nothing.

    Raises:
        RefusedError: one may not.
    """
    check_keeps(acting)
    subject, by = (SHARED_LOCAL, initiative.public_id), By(str(acting.person), at)
    if door.keep_to(initiative.organisation_id, (), subject, "", by, on=timezone.localdate(at)):
        tell(initiative, "initiative.shown_no_longer", acting=acting, at=at)
