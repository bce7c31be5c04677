"""What the re-tender calendar is reckoned with, by day: thresholds, lead times, what tendering costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from samspil.core.dated_values import Dated, Held, Part, held_on
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, read
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.shape import shaped
from samspil.core.units import Money

_Share = Annotated[str, StringConstraints(pattern=r"^0(\.[0-9]{1,4})?$")]
_Amount = Annotated[int, Field(ge=0)]


class Route(StrEnum):
    """How one buys again, the slowest first."""

    EU_TENDER = "eu_tender"
    MINI_COMPETITION = "mini_competition"
    BELOW_THRESHOLD = "below_threshold"


class Phase(StrEnum):
    """The parts of buying again, in order."""

    NEED_ANALYSIS = "need_analysis"
    MARKET_DIALOGUE = "market_dialogue"
    TENDER = "tender"
    STANDSTILL = "standstill"
    IMPLEMENTATION = "implementation"
    MIGRATION = "migration"


class _Thresholds(Dated):
    goods_and_services_dkk: _Amount
    light_dkk: _Amount
    announce_dkk: _Amount


class _FrameworkMost(Dated):
    months: Annotated[int, Field(ge=1)]


class _SmallChange(Dated):
    share: _Share


class _Length(Part):
    amount: Annotated[int, Field(ge=1, le=1000)]
    unit: Literal["months", "calendar_days", "working_days"]


class _LeadTimes(Dated):
    route: Route
    need_analysis: _Length | None = None
    market_dialogue: _Length | None = None
    tender: _Length
    standstill: _Length | None = None
    implementation: _Length | None = None
    migration: _Length | None = None


class _Together(Dated):
    tender_dkk: _Amount
    each_more_dkk: _Amount
    over_capacity_dkk: _Amount
    extension_premium: _Share
    early_exit: _Share
    price_effect: Annotated[list[_Share], Field(min_length=3, max_length=3)]


class _File(Part):
    thresholds: Annotated[list[_Thresholds], Field(min_length=1)]
    framework_most: Annotated[list[_FrameworkMost], Field(min_length=1)]
    small_change: Annotated[list[_SmallChange], Field(min_length=1)]
    lead_times: Annotated[list[_LeadTimes], Field(min_length=1)]
    together: Annotated[list[_Together], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which value one must tender in the EU, or announce, from a day on."""

    since: date
    goods_and_services: Money
    light: Money
    announce: Money
    source: str
    assumed: Texts | None = None


@dataclass(frozen=True, slots=True)
class FrameworkMost:
    """How long a framework agreement may run, from a day on."""

    since: date
    months: int
    source: str
    assumed: Texts | None = None


@dataclass(frozen=True, slots=True)
class SmallChange:
    """Below which share of its value a contract may be changed without a tender, from a day on."""

    since: date
    share: Fraction
    source: str
    assumed: Texts | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """How long something takes."""

    amount: int
    unit: Literal["months", "calendar_days", "working_days"]


@dataclass(frozen=True, slots=True)
class LeadTimes:
    """How long each part of buying again takes on a route, from a day on; parts it does not have left out."""

    since: date
    route: Route
    phases: tuple[tuple[Phase, Length], ...]
    source: str
    assumed: Texts | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """What tendering together is reckoned with, from a day on.

    ``extension_premium`` and ``early_exit`` are shares of a year's price for a year longer or shorter;
    ``price_effect`` the share of the price that a joint tender saves: at least, most likely, at most.
    """

    since: date
    tender: Money
    each_more: Money
    over_capacity: Money
    extension_premium: Fraction
    early_exit: Fraction
    price_effect: tuple[Fraction, Fraction, Fraction]
    source: str
    assumed: Texts | None = None


@dataclass(frozen=True, slots=True)
class RetenderParameters:
    """Everything dated that the calendar is reckoned with."""

    thresholds: tuple[Thresholds, ...]
    framework_most: tuple[FrameworkMost, ...]
    small_change: tuple[SmallChange, ...]
    lead_times: tuple[LeadTimes, ...]
    together: tuple[Together, ...]

    def thresholds_on(self, day: date) -> Thresholds:
        """The thresholds on a day.

        Raises:
            ProblemsError: ``no_retender_value_on_day``, here and in the others.
        """
        return _on(self.thresholds, day, "thresholds")

    def framework_most_on(self, day: date) -> FrameworkMost:
        """How long a framework agreement may run, on a day."""
        return _on(self.framework_most, day, "framework_most")

    def small_change_on(self, day: date) -> SmallChange:
        """How much a contract may be changed without a tender, on a day."""
        return _on(self.small_change, day, "small_change")

    def lead_times_on(self, day: date, route: Route) -> LeadTimes:
        """How long each part takes on a route, on a day."""
        return _on([one for one in self.lead_times if one.route is route], day, f"lead_times {route}")

    def together_on(self, day: date) -> Together:
        """What tendering together is reckoned with on a day."""
        return _on(self.together, day, "together")


def _on(every: Sequence[Held], day: date, name: str) -> Held:
    if (held := held_on(every, day)) is None:
        raise ProblemsError.of("no_retender_value_on_day", name=name, day=day)
    return held


def parse_retender_parameters(data: bytes, name: str) -> RetenderParameters:
    r"""The dated values in a YAML file, read as strictly as a governance model.

    Raises:
        ProblemsError: what is not as it should be, with its line: as for governance models;
            ``price_effect_out_of_order`` where it falls from least to most.

    >>> parse_retender_parameters(b"thresholds: []", "retender.yaml")
    Traceback (most recent call last):
    ProblemsError: retender.yaml:1: too_few key=thresholds
    """
    document = read(data, name)
    found = shaped(document, _File)
    if problems := list(_out_of_order(found, document)):
        raise ProblemsError(problems)
    return RetenderParameters(
        tuple(_thresholds(one) for one in found.thresholds),
        tuple(FrameworkMost(one.since, one.months, one.source, one.assumed) for one in found.framework_most),
        tuple(
            SmallChange(one.since, Fraction(one.share), one.source, one.assumed) for one in found.small_change
        ),
        tuple(_lead_times(one) for one in found.lead_times),
        tuple(_together(one) for one in found.together),
    )


def _out_of_order(found: _File, document: Document) -> Iterator[Problem]:
    for number, one in enumerate(found.together):
        effect = [Fraction(share) for share in one.price_effect]
        if any(later < before for before, later in pairwise(effect)):
            place = document.place(("together", number, "price_effect"))
            yield Problem("price_effect_out_of_order", {"shares": ", ".join(one.price_effect)}, place)


def _thresholds(one: _Thresholds) -> Thresholds:
    return Thresholds(
        one.since,
        Money.of(one.goods_and_services_dkk),
        Money.of(one.light_dkk),
        Money.of(one.announce_dkk),
        one.source,
        one.assumed,
    )


def _lead_times(one: _LeadTimes) -> LeadTimes:
    lengths = ((phase, getattr(one, phase.value)) for phase in Phase)
    phases = tuple((phase, Length(length.amount, length.unit)) for phase, length in lengths if length)
    return LeadTimes(one.since, one.route, phases, one.source, one.assumed)


def _together(one: _Together) -> Together:
    least, likely, most = (Fraction(share) for share in one.price_effect)
    return Together(
        one.since,
        Money.of(one.tender_dkk),
        Money.of(one.each_more_dkk),
        Money.of(one.over_capacity_dkk),
        Fraction(one.extension_premium),
        Fraction(one.early_exit),
        (least, likely, most),
        one.source,
        one.assumed,
    )
