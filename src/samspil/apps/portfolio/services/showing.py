"""What plans add up to, in the rows that pages read: the initiative's, and a member's at its association."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone

from samspil.apps.portfolio.models import Initiative, Milestone, Participation
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.core.portfolio import fan_out
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope


def show_next(initiatives: Iterable[int]) -> None:
    """The next milestone and the expected end of initiatives, in their rows: lists read nothing else."""
    chosen = sorted(set(initiatives))
    rows = {one.pk: one for one in Initiative.objects.filter(pk__in=chosen)}
    days = Milestone.objects.filter(initiative__in=chosen, is_withdrawn=False).order_by("expected_on", "pk")
    to_come: dict[int, Milestone] = {}
    last: dict[int, date] = {}
    for one in days:
        if one.done_on is None:
            to_come.setdefault(one.initiative_id, one)
        last[one.initiative_id] = max(last.get(one.initiative_id, one.expected_on), one.expected_on)
    for key, row in rows.items():
        coming = to_come.get(key)
        row.next_on = coming.expected_on if coming else None
        row.next_name = coming.name if coming else ""
        if key in last:
            row.expected_end = max(last[key], row.starts_on or last[key])
    Initiative.objects.bulk_update(rows.values(), ["next_on", "next_name", "expected_end"], batch_size=500)


def show_to_the_association(mine: Initiative, *, at: datetime) -> None:
    """The association's row of this member follows the member's own plan, where there is a common one."""
    if mine.common is None:
        return
    owner = door.granted_by(SHARED, mine.common, timezone.localdate(at))
    if owner is None:
        return
    with scope.widened([owner]):
        common = Initiative.objects.get(public_id=mine.common)
        row = common.participations.filter(member_id=mine.organisation_id).first()
        if row is None:
            return
        plan = [
            fan_out.CommonMilestone(one.public_id, one.name, one.expected_on, one.latest_on)
            for one in common.milestones.filter(is_withdrawn=False)
        ]
        show_participation(row, mine, len(fan_out.too_late(plan, as_own(mine))), at=at)


def show_participation(row: Participation, mine: Initiative, late: int, *, at: datetime) -> None:
    """What the member's own plan says, in the association's row."""
    mine.refresh_from_db()
    row.own = mine.public_id
    row.light, row.next_name, row.next_on = mine.light, mine.next_name, mine.next_on
    row.expected_end = mine.expected_end
    row.deviations = mine.milestones.exclude(deviation="").count()
    row.too_late = late
    row.told_at = at
    row.save(
        update_fields=[
            "own",
            "light",
            "next_name",
            "next_on",
            "expected_end",
            "deviations",
            "too_late",
            "told_at",
        ]
    )


def as_own(mine: Initiative) -> list[fan_out.OwnMilestone]:
    """A member's milestones that follow a common plan."""
    return [
        fan_out.OwnMilestone(
            one.common, one.name, one.planned_on, one.deviation, one.done_on, one.is_withdrawn
        )
        for one in mine.milestones.order_by("pk")
        if one.common is not None
    ]
