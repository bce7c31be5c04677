"""A business case as plain data, to be kept and read again: the same case, to the øre."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from samspil.core.finance.business_case import Beside, BottomLine, Case, Kind, Line
from samspil.core.finance.discounting import Band, Rates
from samspil.core.units import Money


def as_data(case: Case) -> dict[str, Any]:
    """All of a case in texts, whole numbers, lists and dicts.

    >>> line = Line("Licence", Kind.OPERATION, "IT", (Money(5),), Fraction(3, 2))
    >>> as_data(Case(2027, 2026, (line,)))["lines"][0]["pessimistic"]
    '3/2'
    """
    return {
        "first_year": case.first_year,
        "price_year": case.price_year,
        "currency": case.currency,
        "lines": [_line(one) for one in case.lines],
        "beside": [{"text": one.text, "bottom_line": one.bottom_line.value} for one in case.beside],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "name": line.name,
        "kind": line.kind.value,
        "party": line.party,
        "amounts": [one.minor for one in line.amounts],
        "pessimistic": str(line.pessimistic),
        "optimistic": str(line.optimistic),
    }


def case_of(data: Mapping[str, Any]) -> Case:
    """The case that data were made of.

    >>> freed = Line("Time", Kind.BENEFIT, "", (Money(5),))
    >>> case = Case(2027, 2026, (freed,), (Beside("Calm", BottomLine("quality")),))
    >>> case_of(as_data(case)) == case
    True
    """
    lines = tuple(
        Line(
            one["name"],
            Kind(one["kind"]),
            one["party"],
            tuple(Money.many(one["amounts"], data["currency"])),
            Fraction(one["pessimistic"]),
            Fraction(one["optimistic"]),
        )
        for one in data["lines"]
    )
    beside = tuple(Beside(one["text"], BottomLine(one["bottom_line"])) for one in data["beside"])
    return Case(data["first_year"], data["price_year"], lines, beside)


def rates_as_data(rates: Rates) -> dict[str, Any]:
    """The rates that a case was reckoned with."""
    bands = [{"first": one.first, "last": one.last, "rate": str(one.rate)} for one in rates.bands]
    return {"since": rates.since.isoformat(), "source": rates.source, "bands": bands}


def rates_of(data: Mapping[str, Any]) -> Rates:
    """The rates that data were made of.

    >>> rates = Rates(date(2021, 1, 7), "FM", (Band(0, None, Fraction(7, 200)),))
    >>> rates_of(rates_as_data(rates)) == rates
    True
    """
    bands = tuple(Band(one["first"], one["last"], Fraction(one["rate"])) for one in data["bands"])
    return Rates(date.fromisoformat(data["since"]), data["source"], bands)
