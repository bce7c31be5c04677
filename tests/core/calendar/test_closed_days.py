from __future__ import annotations

from datetime import date

import pytest
from tests.core.calendar.day_by_day import danish_holidays

from samspil.core.calendar import CLOSED_BY_ORGANISATION, closed_days
from samspil.core.errors import ProblemsError

NONE: frozenset[str] = frozenset()
NO_DAYS: frozenset[date] = frozenset()


def codes(refused: pytest.ExceptionInfo[ProblemsError]) -> list[str]:
    return [problem.code for problem in refused.value.problems]


def test_denmark_in_2026_keeps_the_days_of_the_almanac() -> None:
    """Almanak for Københavns Universitet: Easter Day is 5 April 2026."""
    assert closed_days("DK", NONE, NO_DAYS, 2026) == {
        date(2026, 1, 1): "Nytårsdag",
        date(2026, 4, 2): "Skærtorsdag",
        date(2026, 4, 3): "Langfredag",
        date(2026, 4, 5): "Påskedag",
        date(2026, 4, 6): "Anden påskedag",
        date(2026, 5, 14): "Kristi himmelfartsdag",
        date(2026, 5, 24): "Pinsedag",
        date(2026, 5, 25): "Anden pinsedag",
        date(2026, 12, 25): "Juledag",
        date(2026, 12, 26): "Anden juledag",
    }


def test_norway_in_2026_keeps_its_twelve_days_in_norwegian() -> None:
    assert closed_days("NO", NONE, NO_DAYS, 2026) == {
        date(2026, 1, 1): "Første nyttårsdag",
        date(2026, 4, 2): "Skjærtorsdag",
        date(2026, 4, 3): "Langfredag",
        date(2026, 4, 5): "Første påskedag",
        date(2026, 4, 6): "Andre påskedag",
        date(2026, 5, 1): "Arbeidernes dag",
        date(2026, 5, 14): "Kristi himmelfartsdag",
        date(2026, 5, 17): "Grunnlovsdag",
        date(2026, 5, 24): "Første pinsedag",
        date(2026, 5, 25): "Andre pinsedag",
        date(2026, 12, 25): "Første juledag",
        date(2026, 12, 26): "Andre juledag",
    }


def test_two_norwegian_days_on_one_date_are_both_named() -> None:
    assert closed_days("NO", NONE, NO_DAYS, 2007)[date(2007, 5, 17)] == "Grunnlovsdag; Kristi himmelfartsdag"


@pytest.mark.parametrize("year", range(1950, 2101))
def test_danish_holidays_follow_easter(year: int) -> None:
    assert closed_days("DK", NONE, NO_DAYS, year).keys() == danish_holidays(year)


def test_store_bededag_is_closed_for_the_last_time_in_2023() -> None:
    assert closed_days("DK", NONE, NO_DAYS, 2023)[date(2023, 5, 5)] == "Store bededag"
    assert date(2024, 4, 26) not in closed_days("DK", NONE, NO_DAYS, 2024)


@pytest.mark.parametrize(
    ("country", "key", "day", "name"),
    [
        ("DK", "christmas_eve", date(2026, 12, 24), "Juleaftensdag"),
        ("DK", "new_years_eve", date(2026, 12, 31), "Nytårsaftensdag"),
        ("DK", "may_day", date(2026, 5, 1), "1. maj"),
        ("DK", "constitution_day", date(2026, 6, 5), "Grundlovsdag"),
        ("NO", "christmas_eve", date(2026, 12, 24), "Julaften"),
        ("NO", "new_years_eve", date(2026, 12, 31), "Nyttårsaften"),
    ],
)
def test_a_chosen_day_is_closed_and_no_other(country: str, key: str, day: date, name: str) -> None:
    without = closed_days(country, NONE, NO_DAYS, 2026)
    assert day not in without
    assert closed_days(country, frozenset({key}), NO_DAYS, 2026) == {**without, day: name}


def test_an_extra_day_is_closed_in_its_own_year_only() -> None:
    extra = frozenset({date(2026, 10, 16)})
    assert closed_days("DK", NONE, extra, 2026)[date(2026, 10, 16)] == CLOSED_BY_ORGANISATION
    assert closed_days("DK", NONE, extra, 2027) == closed_days("DK", NONE, NO_DAYS, 2027)


def test_the_law_names_a_day_before_the_choice_and_the_choice_before_the_organisation() -> None:
    """Kristi himmelfartsdag fell on 1 May in 2008 (Easter Day 23 March)."""
    may_day, extra = frozenset({"may_day"}), frozenset({date(2008, 5, 1), date(2009, 5, 1)})
    assert closed_days("DK", may_day, extra, 2008)[date(2008, 5, 1)] == "Kristi himmelfartsdag"
    assert closed_days("DK", may_day, extra, 2009)[date(2009, 5, 1)] == "1. maj"


def test_a_country_nobody_described_is_refused() -> None:
    with pytest.raises(ProblemsError) as refused:
        closed_days("SE", NONE, NO_DAYS, 2026)
    assert str(refused.value) == "unknown_country country=SE known=DK, NO"


def test_every_choice_that_the_country_does_not_give_is_named() -> None:
    with pytest.raises(ProblemsError) as refused:
        closed_days("NO", frozenset({"may_day", "constitution_day", "christmas_eve"}), NO_DAYS, 2026)
    assert [dict(problem.args) for problem in refused.value.problems] == [
        {"day": "constitution_day", "known": "christmas_eve, new_years_eve"},
        {"day": "may_day", "known": "christmas_eve, new_years_eve"},
    ]
    assert codes(refused) == ["unknown_closed_day", "unknown_closed_day"]


@pytest.mark.parametrize(("country", "first"), [("DK", 1771), ("NO", 1901)])
def test_a_year_without_known_holidays_is_refused_rather_than_open(country: str, first: int) -> None:
    assert closed_days(country, NONE, NO_DAYS, first)
    assert closed_days(country, NONE, NO_DAYS, 2100)
    for year in (first - 1, 2101):
        with pytest.raises(ProblemsError) as refused:
            closed_days(country, NONE, NO_DAYS, year)
        expected = f"year_outside_calendar country={country} year={year} first={first} last=2100"
        assert str(refused.value) == expected
