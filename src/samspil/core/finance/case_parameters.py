"""What business cases are reckoned with, by day: discount rates, limits, the stress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated

from pydantic import Field, StringConstraints

from samspil.core.dated_values import Dated, Part, held_on
from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.discounting import Band, Rates, rates_on
from samspil.core.finance.what_if import Scenario
from samspil.core.governance.document import read
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.shape import shaped
from samspil.core.units import Money

_Decimal = Annotated[str, StringConstraints(pattern=r"^[0-9]{1,3}(\.[0-9]{1,4})?$")]
STRESS = "stress"


class _Band(Part):
    first: Annotated[int, Field(ge=0)]
    last: Annotated[int, Field(ge=0)] | None = None
    rate: _Decimal


class _Discount(Dated):
    bands: Annotated[list[_Band], Field(min_length=1)]


class _Short(Dated):
    amount_dkk: Annotated[int, Field(ge=0)]


class _Stress(Dated):
    costs: _Decimal
    benefits: _Decimal
    delay_years: Annotated[int, Field(ge=0)]


class _Named(Dated):
    calendar_days: Annotated[int, Field(ge=0)]


class _File(Part):
    discount_rates: Annotated[list[_Discount], Field(min_length=1)]
    short_up_to: Annotated[list[_Short], Field(min_length=1)]
    stress: Annotated[list[_Stress], Field(min_length=1)]
    payer_named_within: Annotated[list[_Named], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class ShortUpTo:
    """Up to which cost a case may be short, from a day on, with who says so and what was assumed."""

    since: date
    amount: Money
    source: str
    assumed: Texts | None


@dataclass(frozen=True, slots=True)
class Stress:
    """What every case is held against, from a day on, with who says so and what was assumed."""

    since: date
    scenario: Scenario
    source: str
    assumed: Texts | None


@dataclass(frozen=True, slots=True)
class NamedWithin:
    """How many days after its start an initiative says who pays, from a day on, with who says so."""

    since: date
    days: int
    source: str
    assumed: Texts | None


@dataclass(frozen=True, slots=True)
class CaseParameters:
    """Everything dated that a business case is reckoned with."""

    rates: tuple[Rates, ...]
    short_up_to: tuple[ShortUpTo, ...]
    stress: tuple[Stress, ...]
    payer_named_within: tuple[NamedWithin, ...]

    def rates_on(self, day: date) -> Rates:
        """The discount rates on a day.

        Raises:
            ProblemsError: ``no_discount_rates_on_day``.
        """
        return rates_on(self.rates, day)

    def short_up_to_on(self, day: date) -> ShortUpTo | None:
        """The short form's limit on a day; none before the first."""
        return held_on(self.short_up_to, day)

    def stress_on(self, day: date) -> Stress | None:
        """The stress on a day; none before the first."""
        return held_on(self.stress, day)

    def payer_named_within_on(self, day: date) -> NamedWithin | None:
        """How soon a payer is named, on a day; none before the first."""
        return held_on(self.payer_named_within, day)


def parse_case_parameters(data: bytes, name: str) -> CaseParameters:
    r"""The dated values in a YAML file, read as strictly as a governance model.

    Raises:
        ProblemsError: what is not as it should be, with its line: as for governance models;
            ``discount_bands_out_of_order`` for bands with a hole.

    >>> nothing = b"discount_rates: []\nshort_up_to: []\nstress: []\npayer_named_within: []"
    >>> parse_case_parameters(nothing, "case.yaml")
    Traceback (most recent call last):
    ProblemsError: case.yaml:1: too_few key=discount_rates
    case.yaml:2: too_few key=short_up_to
    case.yaml:3: too_few key=stress
    case.yaml:4: too_few key=payer_named_within
    """
    document = read(data, name)
    found = shaped(document, _File)
    rates, problems = list[Rates](), list[Problem]()
    for number, one in enumerate(found.discount_rates):
        bands = tuple(Band(band.first, band.last, Fraction(band.rate)) for band in one.bands)
        try:
            rates.append(Rates(one.since, one.source, bands))
        except ProblemsError as error:
            place = document.place(("discount_rates", number, "bands"))
            problems += [Problem(problem.code, problem.args, place) for problem in error.problems]
    if problems:
        raise ProblemsError(problems)
    short = tuple(
        ShortUpTo(one.since, Money.of(one.amount_dkk), one.source, one.assumed) for one in found.short_up_to
    )
    stress = tuple(
        Stress(
            one.since,
            Scenario(STRESS, Fraction(one.costs), Fraction(one.benefits), one.delay_years),
            one.source,
            one.assumed,
        )
        for one in found.stress
    )
    named = tuple(
        NamedWithin(one.since, one.calendar_days, one.source, one.assumed) for one in found.payer_named_within
    )
    return CaseParameters(tuple(rates), short, stress, named)
