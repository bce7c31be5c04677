"""Which days a country, and the organisation's own choice, keep closed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from samspil.core.calendar.statutory import statutory_days
from samspil.core.errors import Problem, ProblemsError

CLOSED_BY_ORGANISATION = "closed_by_organisation"


@dataclass(frozen=True, slots=True)
class _Choice:
    """A day that the law leaves open and the organisation may close."""

    month: int
    day: int
    name: str


@dataclass(frozen=True, slots=True)
class _Country:
    language: str
    years: range
    choices: Mapping[str, _Choice]


# The years are those that `holidays` knows; it answers none at all outside them, without a word.
_COUNTRIES: Mapping[str, _Country] = {
    "DK": _Country(
        language="da",
        years=range(1771, 2101),
        choices={
            "christmas_eve": _Choice(12, 24, "Juleaftensdag"),
            "new_years_eve": _Choice(12, 31, "Nytårsaftensdag"),
            "may_day": _Choice(5, 1, "1. maj"),
            "constitution_day": _Choice(6, 5, "Grundlovsdag"),
        },
    ),
    "NO": _Country(
        language="no",
        years=range(1901, 2101),
        choices={
            "christmas_eve": _Choice(12, 24, "Julaften"),
            "new_years_eve": _Choice(12, 31, "Nyttårsaften"),
        },
    ),
}


def closed_days(country: str, optional: frozenset[str], extra: frozenset[date], year: int) -> dict[date, str]:
    """The days of one year, other than weekends as such, that are closed, each with why.

    Args:
        country: ISO 3166 code, "DK" or "NO".
        optional: the organisation's choice of ``christmas_eve``, ``new_years_eve`` and, in Denmark,
            ``may_day`` and ``constitution_day``.
        extra: days that the organisation closes for itself, of any year.
        year: Denmark 1771 to 2100, Norway 1901 to 2100.

    Returns:
        Day to the name in the country's own language, or ``closed_by_organisation`` for an extra day. The
        law's name stands before the choice's, and that before the extra day's. Holidays on weekends are
        listed.

    Raises:
        ProblemsError: ``unknown_country``, ``unknown_closed_day``, ``year_outside_calendar``.

    O(1) in the year. Source: the `holidays` package, after Danish lov nr. 214 of 7 March 2023 (no Store
    Bededag from 2024) and Norwegian lov om helligdager og helligdagsfred of 1995.

    >>> closed_days("DK", frozenset(), frozenset(), 2026)[date(2026, 4, 3)]
    'Langfredag'
    """
    check_closed_day_choice(country, optional)
    check_year(country, year)
    known = _COUNTRIES[country]
    chosen = [choice for key, choice in known.choices.items() if key in optional]
    statutory = statutory_days(country, year, known.language)
    return {
        **{day: CLOSED_BY_ORGANISATION for day in extra if day.year == year},
        **{date(year, choice.month, choice.day): choice.name for choice in chosen},
        **statutory,
    }


def check_closed_day_choice(country: str, optional: frozenset[str]) -> None:
    """Refuse a country that is not known, or a day that it does not let an organisation choose.

    Raises:
        ProblemsError: ``unknown_country``, or one ``unknown_closed_day`` for each such day.

    >>> check_closed_day_choice("DK", frozenset({"christmas_eve"}))
    """
    if country not in _COUNTRIES:
        raise ProblemsError.of("unknown_country", country=country, known=", ".join(_COUNTRIES))
    choices = _COUNTRIES[country].choices
    if unknown := sorted(optional - choices.keys()):
        known = ", ".join(choices)
        raise ProblemsError(Problem("unknown_closed_day", {"day": day, "known": known}) for day in unknown)


def check_year(country: str, year: int) -> None:
    """Refuse a year whose holidays nobody has told us; the country must be known.

    Raises:
        ProblemsError: ``year_outside_calendar``.

    >>> check_year("DK", 2026)
    """
    years = _COUNTRIES[country].years
    if year not in years:
        raise ProblemsError.of(
            "year_outside_calendar", country=country, year=year, first=years[0], last=years[-1]
        )
