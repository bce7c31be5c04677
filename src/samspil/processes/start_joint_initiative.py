"""From a joint matter that members have consented to, to the initiative that carries it out together.

The matter says who takes part; the initiative follows it. The coordinator starts it once, and the worker
keeps it up with the matter: who joins later there, or leaves, does so here without anybody writing it twice.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.parts import carried_matter, parts_of
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import list_organisations, members_on
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.selectors.matrix import initiative_of_matter
from samspil.apps.portfolio.services.initiatives import start
from samspil.apps.portfolio.services.joining import keep_up, take_up
from samspil.apps.portfolio.services.leaving import let_leavers_go
from samspil.apps.portfolio.services.lent_hands import end_hands_of_who_is_gone
from samspil.apps.portfolio.services.taking_part import invite
from samspil.apps.portfolio.types import NewInitiative
from samspil.core.errors import Problem
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


@transaction.atomic
def start_joint_initiative(matter: UUID, new: NewInitiative, *, acting: Acting, at: datetime) -> Initiative:
    """An initiative of the association: with are those who have consented; the other members may follow it.

    Raises:
        NotFoundError: there is no such joint matter of the association, or nobody takes part in it.
        RefusedError: one may not start it, what is said does not hold together, or it has been started.
    """
    carried_matter(acting.organisation_id, matter)
    before = initiative_of_matter(acting.organisation_id, matter)
    if before is not None:
        raise RefusedError(Problem("joint_matter_has_its_initiative", {"number": before}))
    initiative = start(replace(new, matter=matter), acting=acting, at=at)
    members = members_on(acting.organisation_id, timezone.localdate(at))
    invite(initiative, [one.code for one in members], acting=acting, at=at)
    take_up(initiative, parts_of([matter])[matter], acting=acting, at=at)
    return initiative


def keep_up_with_joint_matters(now: datetime) -> int:
    """Who joins or leaves by a joint matter, whose day to leave has come, and what they lent; how many
    changes."""
    changes = 0
    for organisation in list_organisations():
        if organisation.kind == OrganisationKind.ASSOCIATION.value:
            with scope.within([organisation.pk]):
                changes += keep_up(organisation.pk, at=now) + let_leavers_go(organisation.pk, at=now)
                changes += end_hands_of_who_is_gone(organisation.pk, at=now)
    return changes
