"""What plans add up to, in the rows that pages read: the initiative's, and a member's at its association."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Exists, F, OuterRef, Subquery, Value, When
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from samspil.apps.portfolio.models import Initiative, Milestone, Participation
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.core.portfolio import fan_out
from samspil.kit.sharing import door
from samspil.kit.tenancy import scope


def show_next(initiatives: Iterable[int]) -> None:
    """The next milestone and the expected end of initiatives, in their rows: lists read nothing else.

    One statement, worked out by the database. Without milestones the end stays as it was said.
    """
    plan = Milestone.objects.filter(initiative=OuterRef("pk"), is_withdrawn=False)
    coming = plan.filter(done_on=None).order_by("expected_on", "pk")
    last = Subquery(plan.order_by("-expected_on", "-pk").values("expected_on")[:1])
    Initiative.objects.filter(pk__in=sorted(set(initiatives))).update(
        next_on=Subquery(coming.values("expected_on")[:1]),
        next_name=Coalesce(Subquery(coming.values("name")[:1]), Value("")),
        expected_end=Case(
            When(Exists(plan), then=Greatest(last, Coalesce(F("starts_on"), last))), default=F("expected_end")
        ),
    )


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
