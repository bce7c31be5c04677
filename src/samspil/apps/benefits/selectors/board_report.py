"""What a board is told of benefits: all of it, and initiative by initiative. Few questions, however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple
from uuid import UUID

from samspil.apps.benefits.models import Benefit, BenefitRequest, MapLink, MapStep
from samspil.apps.benefits.selectors.sums import Sums, sums_of
from samspil.apps.benefits.types import BottomLine, StepSort
from samspil.core.benefits.states import State

# What is over is measured no more.
_OVER: Final = (State.REALISED.value, State.PARTLY.value, State.NOT_REALISED.value, State.LAPSED.value)


class BoardBenefit(NamedTuple):
    """A benefit as a line of the report; amounts are hundredths of what it counts in."""

    key: int
    public_id: UUID
    number: str
    title: str
    is_disbenefit: bool
    bottom_line: str
    counted_in: str
    counted_with: str
    state: str
    owner: str
    first_minor: int
    expected_minor: int
    measured_minor: int | None
    taken_minor: int
    next_due_on: date | None
    initiative: UUID
    initiative_title: str

    def is_overdue(self, on: date) -> bool:
        """Whether a measurement of it is late."""
        return self.next_due_on is not None and self.next_due_on < on and self.state not in _OVER


_COLUMNS: Final = (
    *("pk", "public_id", "number", "title", "is_disbenefit", "bottom_line", "counted_in", "counted_with"),
    *("state", "owner", "first_minor", "expected_minor", "measured_minor", "taken_minor", "next_due_on"),
    *("initiative__public_id", "initiative__title"),
)


class Amounts(NamedTuple):
    """What a bottom line comes to in one currency or in hours."""

    bottom_line: str
    counted_in: str
    benefits: int
    first: int
    expected: int
    measured: int | None
    taken: int


class Chain(NamedTuple):
    """What a benefit comes of, and what it serves: titles, in the order of the map."""

    benefit: str
    deliverables: tuple[str, ...]
    changes: tuple[str, ...]
    goals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfInitiative:
    """A page: its benefits, what they come to, how they come about, what is asked of a decision."""

    public_id: UUID
    title: str
    benefits: tuple[BoardBenefit, ...]
    chains: tuple[Chain, ...]
    requests: tuple[BenefitRequest, ...]

    @property
    def amounts(self) -> list[Amounts]:
        """By bottom line and what is counted in. An effect is counted once; an idea promises nothing."""
        return amounts_of(self.benefits)


@dataclass(frozen=True, slots=True)
class BoardReport:
    """The whole of it on a day."""

    on: date
    sums: Sums
    benefits: tuple[BoardBenefit, ...]
    initiatives: tuple[OfInitiative, ...]
    requests: tuple[BenefitRequest, ...]

    @property
    def overdue(self) -> list[BoardBenefit]:
        """Those whose measurement is late, the latest first."""
        late = [one for one in self.benefits if one.is_overdue(self.on)]
        return sorted(late, key=lambda one: (one.next_due_on or self.on, one.key))


def board_report(organisation_id: int, on: date, initiative: UUID | None = None) -> BoardReport:
    """What the board is told of an organisation, or of one initiative of it. Six questions."""
    rows = Benefit.objects.filter(organisation_id=organisation_id)
    asked = BenefitRequest.objects.filter(organisation_id=organisation_id, decided_at=None)
    if initiative is not None:
        rows = rows.filter(initiative__public_id=initiative)
        asked = asked.filter(benefit__initiative__public_id=initiative)
    told = rows.order_by("initiative_id", "pk").values_list(*_COLUMNS)
    benefits = [BoardBenefit._make(row) for row in told]
    requests = list(asked.select_related("benefit__initiative").order_by("pk"))
    chains = _chains(organisation_id, benefits)
    by_initiative: dict[UUID, list[BoardBenefit]] = defaultdict(list)
    for one in benefits:
        by_initiative[one.initiative].append(one)
    pages = tuple(
        OfInitiative(
            key,
            found[0].initiative_title,
            tuple(found),
            tuple(chains[one.public_id] for one in found if one.public_id in chains),
            tuple(one for one in requests if one.benefit.initiative.public_id == key),
        )
        for key, found in by_initiative.items()
    )
    return BoardReport(on, sums_of(rows), tuple(benefits), pages, tuple(requests))


def amounts_of(benefits: Iterable[BoardBenefit]) -> list[Amounts]:
    """By bottom line and what is counted in, in the order of the three."""
    found: dict[tuple[str, str], Amounts] = {}
    counted: set[tuple[str, str]] = set()
    for one in benefits:
        key = (one.bottom_line, one.counted_in)
        so_far = found.get(key) or Amounts(*key, 0, 0, 0, None, 0)
        found[key] = so_far._replace(benefits=so_far.benefits + 1)
        group = (one.counted_with, one.counted_in)
        if one.state != State.IDEA.value and not (one.counted_with and group in counted):
            counted.add(group)
            found[key] = _with(found[key], one)
    lines = [one.value for one in BottomLine]
    return sorted(found.values(), key=lambda one: (lines.index(one.bottom_line), one.counted_in))


def _with(so_far: Amounts, one: BoardBenefit) -> Amounts:
    """Nothing measured is not nought measured."""
    measured = so_far.measured
    if one.measured_minor is not None:
        measured = (measured or 0) + one.measured_minor
    return so_far._replace(
        first=so_far.first + one.first_minor,
        expected=so_far.expected + one.expected_minor,
        measured=measured,
        taken=so_far.taken + one.taken_minor,
    )


def _chains(organisation_id: int, benefits: Sequence[BoardBenefit]) -> dict[UUID, Chain]:
    """The chain of each benefit that is linked to something in its map."""
    titles = {one.public_id: one.title for one in benefits}
    steps = MapStep.objects.filter(organisation_id=organisation_id).order_by("pk")
    sorts: dict[UUID, str] = {}
    for public_id, sort, title in steps.values_list("public_id", "sort", "title"):
        sorts[public_id], titles[public_id] = sort, title
    into: dict[UUID, list[UUID]] = defaultdict(list)
    out_of: dict[UUID, list[UUID]] = defaultdict(list)
    links = MapLink.objects.filter(organisation_id=organisation_id).order_by("pk")
    for source, target in links.values_list("source", "target"):
        into[target].append(source)
        out_of[source].append(target)
    found: dict[UUID, Chain] = {}
    for one in benefits:
        before, after = _reached(one.public_id, into), _reached(one.public_id, out_of)
        if before or after:
            found[one.public_id] = Chain(
                one.title,
                _of_sort(StepSort.DELIVERABLE, before, sorts, titles),
                _of_sort(StepSort.CHANGE, before, sorts, titles),
                _of_sort(StepSort.GOAL, after, sorts, titles),
            )
    return found


def _of_sort(
    sort: StepSort, keys: Iterable[UUID], sorts: Mapping[UUID, str], titles: Mapping[UUID, str]
) -> tuple[str, ...]:
    return tuple(titles[one] for one in keys if sorts.get(one) == sort.value)


def _reached(start: UUID, ways: Mapping[UUID, Sequence[UUID]]) -> list[UUID]:
    """All that can be reached one way, the nearest first; each once."""
    seen: dict[UUID, None] = {}
    waiting = list(ways.get(start, ()))
    while waiting:
        key = waiting.pop(0)
        if key not in seen:
            seen[key] = None
            waiting += ways.get(key, ())
    return list(seen)
