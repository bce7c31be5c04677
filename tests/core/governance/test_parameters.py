"""A parameter on a day: what it was, since when, and who said so."""

from datetime import date
from fractions import Fraction

import pytest
from tests.core.governance.small_world import WORLD, changed, load_from

from samspil.core.errors import Place, ProblemsError
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.commitments import DatedValue
from samspil.core.governance.parameters import MISSING, number, number_or_nothing

MODEL = load_from(WORLD, "town")
BOOK = MODEL.program.book


@pytest.mark.parametrize(
    ("day", "ore", "since"),
    [
        (date(2026, 1, 1), 100_000, date(2026, 1, 1)),
        (date(2026, 12, 31), 100_000, date(2026, 1, 1)),
        (date(2027, 1, 1), 200_000, date(2027, 1, 1)),
        (date(2099, 1, 1), 200_000, date(2027, 1, 1)),
    ],
)
def test_a_value_holds_from_its_day_until_the_next(day: date, ore: int, since: date) -> None:
    reading = BOOK.read("limit", day)
    assert reading.value == ore
    assert (reading.key, reading.since, reading.unit) == ("limit", since, Unit.MONEY_DKK)
    assert reading.spec == MODEL.spec.parameters["limit"].values[since]
    assert BOOK.columns_on(day.toordinal())[0][BOOK.number_of("limit")] == ore
    assert reading.place.line == (5 if since.year == 2026 else 6)


def test_before_its_first_day_there_is_no_value_and_none_is_made_up() -> None:
    day = date(2025, 12, 31)
    assert BOOK.columns_on(day.toordinal())[0][BOOK.number_of("limit")] == MISSING
    with pytest.raises(ProblemsError) as refused:
        BOOK.read("limit", day)
    assert refused.value.problems[0].args == {
        "parameter": "limit",
        "day": "2025-12-31",
        "first_day": "2026-01-01",
    }
    assert refused.value.problems[0].place == Place("town/parameters.yaml", 1, 1)


def test_shares_are_exact_as_numerator_and_denominator() -> None:
    numerators, denominators = BOOK.columns_on(date(2026, 1, 1).toordinal())
    half, levy = BOOK.number_of("half"), BOOK.number_of("levy")
    assert (numerators[half], denominators[half]) == (1, 2)
    assert Fraction(numerators[levy], denominators[levy]) == Fraction(5, 2)


@pytest.mark.parametrize(
    ("written", "unit", "expected"),
    [
        (0, Unit.COUNT, 0),
        ("0.25", Unit.SHARE, Fraction(1, 4)),
        (1, Unit.SHARE, 1),
        ("1.0001", Unit.SHARE, None),
        ("1000.5", Unit.MONEY_DKK, 100_050),
        ("0.01", Unit.MONEY_NOK, 1),
        ("0.001", Unit.MONEY_DKK, None),
        (24, Unit.HOUR, 24),
        (25, Unit.HOUR, None),
        (1000, Unit.PER_MILLE, 1000),
        ("1000.1", Unit.PER_MILLE, None),
        ("2.5", Unit.COUNT, None),
        ("2/1", Unit.COUNT, 2),
        (-1, Unit.COUNT, None),
        ("1e3", Unit.COUNT, None),
        ("\u0661", Unit.COUNT, None),
        (" 1", Unit.COUNT, None),
        ("9" * 15, Unit.MONEY_DKK, int("9" * 15) * 100),
        ("9" * 16, Unit.MONEY_DKK, None),
        ("1/0", Unit.SHARE, None),
    ],
)
def test_a_number_is_of_its_unit_or_none(written: int | str, unit: Unit, expected: Fraction | None) -> None:
    dated = DatedValue(value=written, source="assumed")
    assert number_or_nothing(dated, unit) == expected
    if expected is None:
        with pytest.raises(ValueError, match=r"."):
            number(dated, unit)


def test_another_currency_is_told_wherever_it_is_used() -> None:
    with pytest.raises(ProblemsError) as refused:
        changed("town/parameters.yaml", ("unit: dkk", "unit: nok"))
    assert {problem.code for problem in refused.value.problems} == {"wrong_unit", "wrong_test"}
