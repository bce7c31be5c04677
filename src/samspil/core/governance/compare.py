"""What differs between models: bodies passed, waiting that the calendars cause, and who decides.

Every kind of matter counts once, evenly over the different ways that its matters take. A matter of
each sort that the model can tell apart (see ``checks.coverage``) takes its usual way: the first
outcome that somebody may choose and that does not send it back, every clock used to its end.
Waiting for a meeting is the whole days from arriving at a forum to the meeting that can take the
matter, papers included; it is measured for a matter brought at ten o'clock on each working day of
the year, so that summer breaks count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from fractions import Fraction
from statistics import mean
from typing import Final

from samspil.core.governance import kernel
from samspil.core.governance.checks.coverage import Region, regions
from samspil.core.governance.clocks import calendar_of, clock, local_day
from samspil.core.governance.compiling import DECIDING_EFFECTS
from samspil.core.governance.events import Due
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.language.organisation import OrganisationKind
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import CompiledOutcome, CompiledStep
from samspil.core.governance.standing import refuse_before_valid

BROUGHT_AT_HOUR: Final = 10


class Decider(StrEnum):
    """Where a matter is decided."""

    NOBODY = "nobody"
    LOCALLY = "locally"
    FORUM = "forum"
    ASSOCIATION = "association"
    MEMBERS = "members"


@dataclass(frozen=True, slots=True)
class Stop:
    """One step of a usual way and the outcome taken there."""

    step: CompiledStep
    outcome: CompiledOutcome
    decides: bool


@dataclass(frozen=True, slots=True)
class KindCompared:
    """One kind of matter in one model; days are calendar days, shares are of its different ways.

    ``least_wait`` and ``expected_wait`` are for meetings alone; ``expected_days`` is the whole way
    when every clock is used to its end.
    """

    kind: str
    ways: int
    least_bodies: int
    most_bodies: int
    least_wait: int
    expected_wait: Fraction
    expected_days: Fraction
    deciders: dict[Decider, Fraction]


@dataclass(frozen=True, slots=True)
class ModelCompared:
    """One model: its kinds, and each figure as the mean over them."""

    model: GovernanceModel
    kinds: tuple[KindCompared, ...]

    def mean(self, figure: str) -> Fraction:
        """The mean over the kinds of one of their figures.

        Raises:
            ZeroDivisionError: the model has no kinds.
        """
        return sum((Fraction(getattr(kind, figure)) for kind in self.kinds), Fraction(0)) / len(self.kinds)

    def share(self, decider: Decider) -> Fraction:
        """The share of the kinds that are decided there; all five add up to one."""
        return sum((kind.deciders.get(decider, Fraction(0)) for kind in self.kinds), Fraction(0)) / len(
            self.kinds
        )


def compare(models: Sequence[GovernanceModel], on: date) -> tuple[ModelCompared, ...]:
    """Compare any number of models over the twelve months from a day.

    Complexity: sorts of matter, plus different ways times working days in a year.

    Raises:
        ProblemsError: a model is not valid on the day, or a forum has no meeting left.

    Source: F2.12 for the example, where nobody needs to approve an initiative.

    >>> from samspil import library
    >>> from samspil.core.governance import load
    >>> network = load("gladsaxe_network", library.model_files, library.municipalities())
    >>> (told,) = compare([network], date(2026, 11, 23))
    >>> [kind.deciders for kind in told.kinds if kind.kind == "local_initiative"]
    [{<Decider.NOBODY: 'nobody'>: Fraction(1, 1)}]
    """
    return tuple(ModelCompared(model, tuple(_Comparison(model, on).kinds())) for model in models)


@dataclass(slots=True)
class _Comparison:
    model: GovernanceModel
    on: date
    dues: dict[tuple[int, datetime], Due | None] = field(default_factory=dict)

    def kinds(self) -> Iterator[KindCompared]:
        refuse_before_valid(self.model, self.on)
        for kind in self.model.spec.kinds:
            yield self._kind(kind)

    def _kind(self, kind: str) -> KindCompared:
        day = self.on.toordinal()
        matters = regions(self.model.spec, self.model.program, kind, day)
        ways = list(dict.fromkeys(usual_way(self.model, region, day) for region in matters))
        bodies = [len(bodies_passed(way)) for way in ways]
        times = [self._times(way) for way in ways]
        deciders = Counter(decider_of(self.model, way) for way in ways)
        return KindCompared(
            kind=kind,
            ways=len(ways),
            least_bodies=min(bodies),
            most_bodies=max(bodies),
            least_wait=min(wait for way in times for wait, _ in way),
            expected_wait=mean(mean(Fraction(wait) for wait, _ in way) for way in times),
            expected_days=mean(mean(Fraction(days) for _, days in way) for way in times),
            deciders={decider: Fraction(count, len(ways)) for decider, count in deciders.items()},
        )

    def _times(self, way: tuple[Stop, ...]) -> list[tuple[int, int]]:
        """Days waited for meetings, and days in all, for each working day of the year."""
        return [self._time(way, at) for at in self._arrivals()]

    def _arrivals(self) -> Iterator[datetime]:
        calendar = calendar_of(self.model)
        for number in range(365):
            day = self.on + timedelta(days=number)
            if calendar.is_working_day(day):
                yield calendar.instant(day, BROUGHT_AT_HOUR)

    def _time(self, way: tuple[Stop, ...], at: datetime) -> tuple[int, int]:
        brought, waited = at, 0
        for stop in way:
            due = self._due(stop.step, at)
            if due is None:
                continue
            if due.unit == "meetings":
                waited += (due.on - local_day(self.model, at)).days
            at = due.at
        return waited, (local_day(self.model, at) - local_day(self.model, brought)).days

    def _due(self, step: CompiledStep, at: datetime) -> Due | None:
        if (step.index, at) not in self.dues:
            self.dues[step.index, at] = clock(self.model, step, at)
        return self.dues[step.index, at]


def usual_way(model: GovernanceModel, region: Region, day: int) -> tuple[Stop, ...]:
    """The steps that a matter passes when nothing is sent back, on a day (an ordinal)."""
    program = model.program
    parameters = program.book.columns_on(day)[0]
    visits = [0] * len(program.steps)
    start = program.starts[model.spec.kinds[region.kind].route]
    target = kernel.find_target(program.tables, start, region.vector, parameters)
    way: list[Stop] = []
    while target >= 0:
        step = program.steps[target]
        visits[target] += 1
        number, mandate, target = kernel.usual(program.tables, target, region.vector, parameters, day, visits)
        outcome = program.outcomes[number]
        assert outcome is not None, "the checks promise that somebody may choose"
        decides = mandate != kernel.NONE and outcome.effect in DECIDING_EFFECTS
        way.append(Stop(step, outcome, decides))
    return tuple(way)


def bodies_passed(way: tuple[Stop, ...]) -> list[str]:
    """The bodies that do something with a matter, each once; those only told are not counted."""
    return list(
        dict.fromkeys(
            str(stop.step.body)
            for stop in way
            if stop.step.spec.do is not Do.INFORM and stop.step.body.key != REQUESTER
        )
    )


def decider_of(model: GovernanceModel, way: tuple[Stop, ...]) -> Decider:
    """Where the last decision on the way is taken; members decide where each must consent."""
    if any(stop.step.spec.do is Do.CONSENT for stop in way):
        return Decider.MEMBERS
    deciding = [stop for stop in way if stop.decides]
    if not deciding:
        return Decider.NOBODY
    if not deciding[-1].step.body.is_forum:
        return Decider.LOCALLY
    is_association = model.spec.organisation.kind is OrganisationKind.ASSOCIATION
    return Decider.ASSOCIATION if is_association else Decider.FORUM
