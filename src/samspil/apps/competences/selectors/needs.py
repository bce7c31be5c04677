"""What is needed, what of it is there, and how the rest is to come."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.apps.competences.models import CompetenceNeed, GapPlan, LoanAnswer
from samspil.apps.competences.selectors.people import standing
from samspil.apps.competences.types import SHARED_ANSWER, For, Way
from samspil.apps.organisations.selectors import list_people
from samspil.core.competences.gaps import Gap, HeldAt, gap_of
from samspil.kit.sharing import door

MOST = 300


@dataclass(frozen=True, slots=True)
class Answered:
    """What a member has said to who asked for somebody."""

    is_yes: bool
    words: str


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need with what is there of it, and its plans."""

    need: CompetenceNeed
    gap: Gap
    plans: tuple[GapPlan, ...]
    answers: Mapping[UUID, Answered]


def list_needs(organisation_id: int, on: date, *, initiative: UUID | None = None) -> list[NeedLine]:
    """What is needed now, the nearest day first; at most six questions, however many needs."""
    rows = CompetenceNeed.objects.filter(organisation_id=organisation_id, ended_at=None)
    rows = rows.filter(initiative=initiative) if initiative else rows
    return lines_of(list(rows.order_by("by_on", "id")[:MOST]), organisation_id, on)


def lines_of(needs: list[CompetenceNeed], organisation_id: int, on: date) -> list[NeedLine]:
    """These needs with what is there of each."""
    if not needs:
        return []
    held = _held(organisation_id, on, {one.competence for one in needs})
    plans: dict[int, list[GapPlan]] = defaultdict(list)
    own = GapPlan.objects.filter(organisation_id=organisation_id, need__in=needs, dropped_at=None)
    for plan in own.select_related("lender").order_by("due_on", "id"):
        plans[plan.need_id].append(plan)
    answers = answers_to((plan for some in plans.values() for plan in some), on)
    return [
        NeedLine(
            one,
            gap_of(one.people, one.level, _of(one, held), _lent(plans[one.pk], answers, on)),
            tuple(plans[one.pk]),
            answers,
        )
        for one in needs
    ]


def answers_to(plans: Iterable[GapPlan], on: date) -> dict[UUID, Answered]:
    """What members have said to plans that ask them for somebody; two questions where any does."""
    asked = {plan.public_id for plan in plans if plan.way == Way.BORROW.value}
    if not asked:
        return {}
    with door.readable(SHARED_ANSWER, on) as shared:
        rows = LoanAnswer.objects.filter(plan__in=asked & set(shared))
        told = list(rows.values_list("plan", "is_yes", "words"))
    return {plan: Answered(is_yes, words) for plan, is_yes, words in told}


def _lent(plans: Iterable[GapPlan], answers: Mapping[UUID, Answered], on: date) -> int:
    """Who is lent by a member that has said yes, as long as it is."""
    lent = [
        plan.people
        for plan in plans
        if plan.public_id in answers
        and answers[plan.public_id].is_yes
        and plan.last_on is not None
        and plan.last_on >= on
    ]
    return sum(lent)


Held = dict[str, list[tuple[UUID | None, HeldAt]]]


def _held(organisation_id: int, on: date, competences: Iterable[str]) -> Held:
    """Who of today holds what, by competence: with the unit where they work."""
    units = {
        one.public_id: one.unit.public_id if one.unit else None for one in list_people(organisation_id, on)
    }
    found: Held = defaultdict(list)
    for row in standing(organisation_id, on).filter(competence__in=set(competences)):
        if row.person in units:
            at = HeldAt(row.level, row.confirmed_at is not None)
            found[row.competence].append((units[row.person], at))
    return found


def _of(need: CompetenceNeed, held: Held) -> list[HeldAt]:
    """A unit's own people for the unit; for all else whoever can."""
    every = held.get(need.competence, [])
    if need.about == For.UNIT.value:
        return [one for unit, one in every if unit == need.unit]
    return [one for _unit, one in every]
