"""A draft of the portfolio: what would be changed, and what follows of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.load import Effort, Slot
from samspil.core.portfolio.pace import Pace
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class Draft:
    """An initiative as a scenario sees it. ``costs`` is by year; ``paces`` by the member's code."""

    id: UUID
    title: str
    starts_on: date
    ends_on: date
    is_mandatory: bool
    efforts: tuple[Effort, ...] = ()
    costs: Mapping[int, Money] = field(default_factory=dict)
    paces: Mapping[str, Pace] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Shift:
    """The whole initiative comes so many months later; earlier when below zero."""

    initiative: UUID
    months: int


@dataclass(frozen=True, slots=True)
class Drop:
    """The initiative is not carried out."""

    initiative: UUID


@dataclass(frozen=True, slots=True)
class Add:
    """An initiative that is not in the portfolio today."""

    draft: Draft


@dataclass(frozen=True, slots=True)
class SetPace:
    """One member takes part at another pace."""

    initiative: UUID
    member: str
    pace: Pace


Change = Shift | Drop | Add | SetPace


def apply(portfolio: Iterable[Draft], changes: Iterable[Change]) -> tuple[Draft, ...]:
    """The portfolio with the changes, in their order; what is asked of the slots moves with the initiative.

    Raises:
        ProblemsError: ``scenario_knows_no_such_initiative``, ``scenario_drops_a_mandatory_task``,
            ``scenario_adds_what_is_there``.

    >>> one = Draft(UUID(int=1), "Care system", date(2026, 1, 15), date(2026, 6, 30), False)
    >>> str(apply([one], [Shift(one.id, 2)])[0].starts_on)
    '2026-03-15'
    """
    drafts = {one.id: one for one in portfolio}
    for change in changes:
        match change:
            case Shift():
                drafts[change.initiative] = _shifted(_the(drafts, change.initiative), change.months)
            case Drop():
                dropped = _the(drafts, change.initiative)
                if dropped.is_mandatory:
                    raise ProblemsError.of("scenario_drops_a_mandatory_task", None, title=dropped.title)
                del drafts[change.initiative]
            case Add():
                if change.draft.id in drafts:
                    raise ProblemsError.of("scenario_adds_what_is_there", None, title=change.draft.title)
                drafts[change.draft.id] = change.draft
            case SetPace():  # pragma: no branch
                one = _the(drafts, change.initiative)
                drafts[one.id] = replace(one, paces={**one.paces, change.member: change.pace})
    return tuple(drafts.values())


def _the(drafts: Mapping[UUID, Draft], key: UUID) -> Draft:
    if key not in drafts:
        raise ProblemsError.of("scenario_knows_no_such_initiative", None, initiative=str(key))
    return drafts[key]


def _shifted(one: Draft, months: int) -> Draft:
    step = relativedelta(months=months)
    efforts = tuple(
        replace(effort, slot=Slot(effort.slot.month + step, effort.slot.unit, effort.slot.competence))
        for effort in one.efforts
    )
    return replace(
        one,
        starts_on=one.starts_on + step,
        ends_on=one.ends_on + step,
        efforts=efforts,
        costs=_costs_shifted(one, months),
    )


def _costs_shifted(one: Draft, months: int) -> dict[int, Money]:
    """Each year's cost is spread evenly over its months that the initiative runs, moved, and added up again.

    The sum is kept to the øre: each year's amount is allocated over its months, never divided.
    """
    found: dict[int, Money] = {}
    for year, cost in one.costs.items():
        first = max(date(year, 1, 1), one.starts_on.replace(day=1))
        last = min(date(year, 12, 1), one.ends_on.replace(day=1))
        count = max(1, (last.month - first.month + 1) if first <= last else 1)
        start = first if first <= last else date(year, 1, 1)
        for place, part in enumerate(cost.allocate([1] * count)):
            to = (start + relativedelta(months=place + months)).year
            found[to] = found[to] + part if to in found else part
    return dict(sorted(found.items()))


def spread(cost: Money, first: date, last: date) -> dict[int, Money]:
    """A cost laid evenly on the months from ``first`` to ``last``, added up by year; to the øre.

    >>> {year: str(part) for year, part in spread(Money.of(30), date(2026, 12, 5), date(2027, 2, 1)).items()}
    {2026: '10.00 DKK', 2027: '20.00 DKK'}
    """
    months = max(1, (last.year - first.year) * 12 + last.month - first.month + 1)
    found: dict[int, Money] = {}
    for place, part in enumerate(cost.allocate([1] * months)):
        year = first.year + (first.month - 1 + place) // 12
        found[year] = found[year] + part if year in found else part
    return found


def cost_by_year(portfolio: Iterable[Draft]) -> dict[int, Money]:
    """What all of it costs, year by year. All in one currency, else ``currency_mismatch``."""
    found: dict[int, Money] = {}
    for one in portfolio:
        for year, cost in one.costs.items():
            found[year] = found[year] + cost if year in found else cost
    return dict(sorted(found.items()))
