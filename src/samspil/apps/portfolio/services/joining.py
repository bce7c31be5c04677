"""Members that take part because the joint matter says so: by a decision of their own, from its day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.parts import PartTaken, Terms, parts_of, terms_of
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Participation
from samspil.apps.portfolio.services.readers import keep_readers_of
from samspil.apps.portfolio.services.taking_part import change_pace
from samspil.apps.portfolio.services.telling import tell
from samspil.core.portfolio.pace import COMMITTED, Pace
from samspil.kit.journal.recording import By

TERMS_IN = "da"  # what is written of a member's terms stands as its association writes, whoever reads it


@transaction.atomic
def keep_up(owner: int, *, at: datetime) -> int:
    """What joint matters say of who takes part shows in the initiatives that came of them; how many changes.

    Four questions where nothing has changed, and nothing is written then.
    """
    rows = Initiative.objects.filter(organisation_id=owner, is_joint=True, end="", matter__isnull=False)
    initiatives = {one.matter: one for one in rows if one.matter is not None}
    if not initiatives:
        return 0
    parts = parts_of(initiatives)
    return sum(take_up(initiatives[matter], said, acting=None, at=at) for matter, said in parts.items())


def take_up(
    initiative: Initiative, parts: Iterable[PartTaken], *, acting: Acting | None, at: datetime
) -> int:
    """Each member's part as the joint matter has it; how many were otherwise. Within a transaction.

    Who is no longer a member of the association comes in no more. A member's pace is moved only from where
    it is not with: how far it has come it says itself.
    """
    rows = {one.code: one for one in initiative.participations.select_for_update()}
    news = [one for one in parts if _differs(rows.get(one.code), one)]
    if not news:
        return 0
    assert initiative.matter is not None
    members = {one.pk for one in members_on(initiative.organisation_id, timezone.localdate(at))}
    terms = terms_of(initiative.matter, TERMS_IN)
    began = min((one.joined_on for one in rows.values() if one.joined_on), default=None)
    done = 0
    for part in news:
        row = rows.get(part.code)
        if row is None and part.member_id not in members:
            continue
        row = row or _invited(initiative, part, at=at)
        is_late = began is not None and part.joined_on > began
        _take_up(row, part, terms, is_late=is_late, at=at)
        facts = {"member": part.code, "joined_on": part.joined_on, "leaves_on": part.leaves_on}
        own = {"own_matter": part.own_matter}
        tell(initiative, "initiative.member_takes_part", facts | own, acting=acting, at=at)
        done += 1
    by = By(str(acting.person) if acting else "clock", at)
    keep_readers_of(initiative, by, on=timezone.localdate(at))
    return done


def _differs(row: Participation | None, part: PartTaken) -> bool:
    if row is None:
        return True
    return (row.joined_on, row.leaves_on, row.own_matter) != (
        part.joined_on,
        part.leaves_on,
        part.own_matter,
    )


def _invited(initiative: Initiative, part: PartTaken, *, at: datetime) -> Participation:
    """A member that came after everybody was invited may see the initiative from now."""
    today = timezone.localdate(at)
    return Participation.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        member_id=part.member_id,
        code=part.code,
        pace_since=today,
        invited_on=today,
    )


def _take_up(row: Participation, part: PartTaken, terms: Terms, *, is_late: bool, at: datetime) -> None:
    comes_in = row.joined_on != part.joined_on
    row.joined_on, row.leaves_on, row.own_matter = part.joined_on, part.leaves_on, part.own_matter
    row.decided_on = timezone.localdate(part.decided_at) if part.decided_at else row.decided_on
    if part.leaves_on is not None:
        row.terms = terms.leaving
    elif comes_in:
        row.terms = terms.joining if is_late else ""
    if part.leaves_on is None and Pace(row.pace) not in COMMITTED:
        change_pace(row, Pace.JOINING, "", at=at)
    row.save()
