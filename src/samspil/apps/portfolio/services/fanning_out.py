"""A programme is planned once; each member has its own plan, which follows unless the member deviates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Milestone, MilestoneMove, Participation
from samspil.apps.portfolio.services.initiatives import write
from samspil.apps.portfolio.services.leading import check_keeps, check_leads
from samspil.apps.portfolio.services.plans import (
    NewMilestone,
    shown_milestone,
    write_milestone,
)
from samspil.apps.portfolio.services.settling import hold_plans, settle
from samspil.apps.portfolio.services.showing import (
    as_own,
    show_next,
    show_participation,
    show_to_the_association,
)
from samspil.apps.portfolio.services.taking_part import check_open, own_part
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.core.errors import Problem, ProblemsError
from samspil.core.portfolio import fan_out
from samspil.core.portfolio.pace import COMMITTED, Pace
from samspil.core.portfolio.plan import Moved
from samspil.kit.tenancy import scope


@transaction.atomic
def fan_out_plan(initiative: Initiative, *, acting: Acting, at: datetime) -> int:
    """Every member that takes part gets its own plan of the common milestones, or has it brought up to date.

    A plan follows the common one unless its member deviates. Nothing of a member's own is overwritten, and
    doing it twice changes nothing. Nothing is written at who has left the association, has gone out of what
    is voluntary, or has ended its own part. How many plans there are now.

    Raises:
        RefusedError: one may not, or the initiative is over.
    """
    check_leads(acting, initiative, at)
    check_open(initiative)
    members = {one.pk for one in members_on(initiative.organisation_id, timezone.localdate(at))}
    rows = initiative.participations.select_related("member").order_by("code")
    followed = (one for one in rows if one.member_id in members and follows(initiative, one))
    reached = sum(_bring_up_to_date(initiative, one, at=at) for one in followed)
    tell(initiative, "initiative.plan_fanned_out", {"members": reached}, acting=acting, at=at)
    return reached


def follows(initiative: Initiative, row: Participation) -> bool:
    """Whether a member is to have a plan: what is mandatory stays its task; the rest it has chosen."""
    if initiative.is_mandatory:
        return True
    return row.pace in COMMITTED or (row.own is not None and row.pace != Pace.OPTED_OUT)


@transaction.atomic
def open_own(initiative: UUID, *, acting: Acting, at: datetime) -> None:
    """A member opens its own part by itself, before it is fanned out or after it ended: a plan binds nobody.

    Raises:
        RefusedError: one may not, the municipality is no longer a member, the initiative is over, or its own
            part is under way already.
        NotFoundError: the initiative is not shared with us.
    """
    check_keeps(acting)
    hold_plans(acting.organisation_id)
    own = Initiative.objects.filter(organisation_id=acting.organisation_id, common=initiative, end="")
    if own.exists():
        raise RefusedError(Problem("own_part_is_under_way", {}))
    with own_part(initiative, acting, timezone.localdate(at)) as row:
        check_open(row.initiative)
        _own_part(row.initiative, row.member_id, acting=acting, at=at)
        _bring_up_to_date(row.initiative, row, at=at)


def _bring_up_to_date(initiative: Initiative, row: Participation, *, at: datetime) -> bool:
    common = [
        fan_out.CommonMilestone(one.public_id, one.name, one.expected_on, one.latest_on)
        for one in initiative.milestones.order_by("expected_on", "pk")
        if not one.is_withdrawn
    ]
    hold_plans(row.member_id)
    with scope.widened([row.member_id]):
        own = Initiative.objects.filter(organisation_id=row.member_id, common=initiative.public_id)
        mine = own.order_by("end", "-pk").first() or _own_part(initiative, row.member_id, at=at)
        if not mine.is_open:
            return False
        before = as_own(mine)
        after = fan_out.follow(common, before)
        _write_own(mine, after, {one.id: one for one in common})
        _tell_the_member(mine, fan_out.differences(before, after), at=at)
        show_participation(row, mine, len(fan_out.too_late(common, as_own(mine))), at=at)
    return True


def _tell_the_member(mine: Initiative, differs: fan_out.Differences, *, at: datetime) -> None:
    """In its own journal, where its plan is another now. What begins now has been told as that."""
    if differs.are_none or mine.started_at == at:
        return
    facts = {
        "common": mine.common,
        "came": [str(one.common) for one in differs.came],
        "moved": [
            {"milestone": str(one.common), "was": str(was), "now": str(one.planned_on)}
            for one, was in differs.moved
        ],
        "gone": [str(one.common) for one in differs.gone],
    }
    tell(mine, "initiative.plan_followed", facts, acting=None, at=at)


def _own_part(
    initiative: Initiative, member: int, *, acting: Acting | None = None, at: datetime
) -> Initiative:
    """A member's own part of a common initiative, in its own portfolio."""
    new = NewInitiative(
        title=initiative.title,
        purpose=initiative.purpose,
        form=Form.TASK,
        is_mandatory=initiative.is_mandatory,
        legal_source=initiative.legal_source,
        legal_deadline=initiative.legal_deadline,
        common=initiative.public_id,
        areas=tuple(initiative.areas),
        kle=tuple(initiative.kle),
        starts_on=initiative.starts_on,
    )
    mine = write(new, member, None, at=at)
    facts = {"common": initiative.public_id, "is_mandatory": initiative.is_mandatory}
    tell(mine, "initiative.came_from_the_association", facts, acting=acting, at=at)
    return mine


def _write_own(
    mine: Initiative,
    plan: Iterable[fan_out.OwnMilestone],
    common: dict[UUID, fan_out.CommonMilestone],
) -> None:
    rows = {one.common: one for one in mine.milestones.all() if one.common is not None}
    for one in plan:
        row = rows.get(one.common)
        if row is None:
            latest = common[one.common].latest_on
            row = write_milestone(
                mine, NewMilestone(one.name, one.planned_on, latest_on=latest, common=one.common)
            )
        row.name, row.planned_on, row.is_withdrawn = one.name, one.planned_on, one.is_withdrawn
        row.save(update_fields=["name", "planned_on", "is_withdrawn"])
        settle(row)
    show_next([mine.pk])


@transaction.atomic
def deviate(
    milestone: Milestone, to: date, *, reason: str, acting: Acting, at: datetime
) -> tuple[Moved, ...]:
    """The member's own day for a common milestone, with why; shown to the association at once.

    Raises:
        RefusedError: one may not, no reason is given, it is no common milestone, or it is done.
    """
    check_leads(acting, milestone.initiative, at)
    hold_plans(milestone.organisation_id)
    return write_deviation(milestone, to, reason=reason, acting=acting, at=at)


def write_deviation(
    milestone: Milestone, to: date, *, reason: str, acting: Acting | None, at: datetime
) -> tuple[Moved, ...]:
    """The deviation alone, once the member or its decision has asked for it; where plans are held."""
    own = _common_milestone(milestone)
    if milestone.done_on is not None:
        raise RefusedError(Problem("milestone_is_done", {"name": milestone.name}))
    try:
        deviated = fan_out.deviate(own, to, reason)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    was = milestone.planned_on
    moved = _keep(milestone, deviated, reason, at=at)
    facts = {"milestone": milestone.public_id, "was": was, "to": to}
    tell(milestone.initiative, "milestone.deviates", facts, {"reason": reason}, acting=acting, at=at)
    show_to_the_association(milestone.initiative, at=at)
    return moved


@transaction.atomic
def follow_again(milestone: Milestone, *, acting: Acting, at: datetime) -> None:
    """The deviation is given up: the common day holds again, as the common plan expects it now.

    Raises:
        RefusedError: one may not, it is no common milestone, or it does not deviate.
    """
    check_leads(acting, milestone.initiative, at)
    own = _common_milestone(milestone)
    try:
        follows_now = fan_out.follow_again(own, _common_now(milestone, timezone.localdate(at)))
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    hold_plans(milestone.organisation_id)
    deviated, was = milestone.deviation, milestone.planned_on
    _keep(milestone, follows_now, "", at=at)
    facts = {"milestone": milestone.public_id, "was": was, "to": follows_now.planned_on}
    said = {"deviated": deviated}
    tell(milestone.initiative, "milestone.follows_again", facts, said, acting=acting, at=at)
    show_to_the_association(milestone.initiative, at=at)


def _common_milestone(milestone: Milestone) -> fan_out.OwnMilestone:
    if milestone.common is None:
        raise RefusedError(Problem("not_a_common_milestone", {"name": milestone.name}))
    return fan_out.OwnMilestone(
        milestone.common, milestone.name, milestone.planned_on, milestone.deviation, milestone.done_on
    )


def _common_now(milestone: Milestone, today: date) -> fan_out.CommonMilestone | None:
    """The common milestone as it is expected now; none where the association has given it up."""
    assert milestone.common is not None
    try:
        common = shown_milestone(milestone.common, today)
    except NotFoundError:
        return None
    if common.is_withdrawn:
        return None
    return fan_out.CommonMilestone(common.public_id, common.name, common.expected_on, common.latest_on)


def _keep(milestone: Milestone, own: fan_out.OwnMilestone, reason: str, *, at: datetime) -> tuple[Moved, ...]:
    """The member's day in its row; that it moved is kept beside it, as for every milestone."""
    if own.planned_on != milestone.planned_on:
        MilestoneMove.objects.create(
            organisation_id=milestone.organisation_id,
            milestone=milestone,
            at=at,
            was=milestone.planned_on,
            now=own.planned_on,
            reason=reason.strip(),
        )
    milestone.planned_on, milestone.deviation = own.planned_on, own.deviation
    milestone.save(update_fields=["planned_on", "deviation"])
    return settle(milestone)
