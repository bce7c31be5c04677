"""An organisation's own catalogue: the next version of it."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from samspil.apps.competences.models import CatalogueVersion
from samspil.apps.competences.rights import may_confirm
from samspil.apps.competences.selectors.catalogues import NAME, catalogue_of, used_competences
from samspil.apps.competences.types import CATALOGUE
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.competences.reading import read_catalogue, refuse_what_is_lost
from samspil.core.errors import Problem


@transaction.atomic
def keep_catalogue(document: str, *, acting: Acting, at: datetime) -> int:
    """Go by this catalogue from now on; the number of its version. The same again is no new one.

    Raises:
        RefusedError: ``not_yours_to_keep_catalogue``.
        ProblemsError: it is not as a catalogue is written, line by line; ``catalogue_lacks_used``,
            ``catalogue_levels_changed``.
    """
    if not may_confirm(acting):
        raise RefusedError(Problem("not_yours_to_keep_catalogue", {}))
    document = document.replace("\r\n", "\n")
    new = read_catalogue(document.encode(), NAME)
    now = catalogue_of(acting.organisation_id)
    if now.number is not None and now.document == document:
        return now.number
    refuse_what_is_lost(new, now.catalogue, used_competences(acting.organisation_id))
    digest = hashlib.sha256(document.encode()).hexdigest()
    row = CatalogueVersion.objects.create(
        organisation_id=acting.organisation_id,
        number=(now.number or 0) + 1,
        document=document,
        digest=digest,
        made_at=at,
        made_by=acting.person,
    )
    note(
        acting,
        at,
        "competences.catalogue.kept",
        (CATALOGUE, row.public_id),
        {"number": row.number, "digest": digest},
    )
    return row.number
