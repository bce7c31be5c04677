"""Meeting calendars and clocks in words that a secretary would use."""

from datetime import date
from fractions import Fraction

import pytest
from tests.core.governance.diagram.diagram_world import pictured

from samspil.core.governance.diagram.values_in_words import (
    amount,
    clock_in_words,
    grouped,
    listed,
    lowered,
    parameter,
    rhythm,
)
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.forums import Calendar
from samspil.core.governance.language.routes import Clock

START = date(2024, 1, 1)


def meets(rule: str, language: str = "en", months_off: tuple[int, ...] = ()) -> str:
    written = {
        "starts": "2026-01-06T09:00",
        "rule": rule,
        "months_off": list(months_off),
        "when_closed": "next",
        "source": "assumed",
    }
    return rhythm(Calendar.model_validate(written, strict=False), language)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=DAILY", "every day"),
        ("FREQ=DAILY;INTERVAL=3", "every 3 days"),
        ("FREQ=WEEKLY;BYDAY=TU,TH", "every week, Tuesday and Thursday"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", "every 2 weeks, Monday"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "every month, last Friday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE;BYSETPOS=2", "every month, second Monday, Tuesday or Wednesday"),
        ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1,3", "every month, first and third Monday or Tuesday"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "every month, on day 1, 15"),
        ("FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "every 3 months, second Thursday"),
        ("FREQ=YEARLY;BYMONTH=3,9;BYDAY=1WE", "first Wednesday in March and September"),
        ("FREQ=YEARLY;BYMONTH=3", "every year, in March"),
        ("FREQ=YEARLY;INTERVAL=2;BYMONTH=3;BYDAY=1WE", "every 2 years, first Wednesday, in March"),
        ("FREQ=YEARLY;BYDAY=20MO", "every year, 20. Monday"),
        ("freq=weekly", "every week"),
    ],
)
def test_a_recurrence_is_said(rule: str, said: str) -> None:
    assert meets(rule) == said


def test_months_off_are_said() -> None:
    assert meets("FREQ=MONTHLY;BYDAY=4WE", "da", (7,)) == "hver måned, fjerde onsdag, ikke i juli"


def test_a_value_is_that_of_the_day() -> None:
    assert parameter(pictured(), "park_months", START, "nb") == "1 måned"
    assert parameter(pictured(), "park_months", date(2025, 1, 1), "nb") == "7 måneder"


def test_clocks_are_said() -> None:
    said = [
        clock_in_words(pictured(), clock, START, "da")
        for clock in (
            None,
            Clock(working_days="supplement_days"),
            Clock(meetings="next_meeting"),
            Clock(meetings="two_meetings"),
        )
    ]
    assert said == ["straks", "10 arbejdsdage", "næste møde", "senest 2 møder efter"]


def test_money_is_told_in_kroner_and_one_of_anything_in_the_singular() -> None:
    """A parameter of money counts øre."""
    said = [amount(Fraction(ore), Unit.MONEY_DKK, "da") for ore in (10_000_000, 150)]
    assert said == ["100.000 kr.", "1,5 kr."]
    assert [amount(Fraction(n), Unit.MONTHS, "en") for n in (1, 2)] == ["1 month", "2 months"]


def test_what_is_no_whole_number_of_hundredths_is_told_as_a_fraction() -> None:
    assert [grouped(Fraction(2, 3), "da"), grouped(Fraction(1, 8), "en")] == ["2/3", "1/8"]


@pytest.mark.parametrize(
    ("name", "inside"), [("Amount", "amount"), ("GDPR", "GDPR"), ("B-cases", "B-cases"), ("Ø", "Ø")]
)
def test_a_name_inside_a_sentence_begins_small_unless_its_first_letter_is_one_by_itself(
    name: str, inside: str
) -> None:
    assert lowered(name) == inside


def test_lists_are_joined() -> None:
    assert [listed(words, "da") for words in ([], ["a"], ["a", "b"])] == ["", "a", "a og b"]


def test_decimals_are_written_as_the_language_does() -> None:
    half = Fraction(4001, 2)
    assert [grouped(half, language) for language in ("da", "en", "nb")] == [
        "2.000,5",
        "2,000.5",
        "2\u00a0000,5",
    ]
