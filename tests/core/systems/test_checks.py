"""What cannot be so of a contract, on both sides of each line."""

from datetime import date

import pytest

from samspil.core.systems.checks import Bounds, contract_problems

DAY = date(2026, 5, 1)
BEFORE = date(2026, 4, 30)


def codes(said: Bounds) -> list[str]:
    return [one.code for one in contract_problems(said)]


@pytest.mark.parametrize(
    "said",
    [
        Bounds(),
        Bounds(starts_on=DAY),
        Bounds(starts_on=date(1950, 1, 1), ends_on=date(2090, 12, 31), other_days=(None, DAY)),
        Bounds(ends_on=DAY),
        Bounds(starts_on=DAY, ends_on=DAY, irrevocable_until=DAY),
        Bounds(irrevocable_until=DAY),
        Bounds(notice_months=0, value_minor=0),
        Bounds(options=[(1, None), (12, 0)], options_used=2),
        Bounds(options_used=3),  # nobody has written the options one by one
        Bounds(cvr="13585628"),
        Bounds(cvr="HRB 12345", is_foreign=True),
    ],
)
def test_what_can_be_so_has_no_problem(said: Bounds) -> None:
    assert codes(said) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (Bounds(starts_on=DAY, ends_on=BEFORE), "contract_ends_before_it_begins"),
        (Bounds(starts_on=DAY, irrevocable_until=BEFORE), "contract_irrevocable_before_it_begins"),
        (Bounds(starts_on=date(1949, 12, 31)), "contract_out_of_range"),
        (Bounds(ends_on=date.max), "contract_out_of_range"),
        (Bounds(irrevocable_until=date(2091, 1, 1)), "contract_out_of_range"),
        (Bounds(other_days=(None, date.max)), "contract_out_of_range"),
        (Bounds(notice_months=-1), "contract_number_below_nothing"),
        (Bounds(value_minor=-1), "contract_number_below_nothing"),
        (Bounds(options=[(0, None)]), "option_needs_a_length"),
        (Bounds(options=[(12, -1)]), "option_needs_a_length"),
        (Bounds(options=[(12, None)], options_used=2), "more_options_used_than_given"),
        (Bounds(cvr="13585627"), "bad_cvr"),
    ],
)
def test_what_cannot_be_so_is_named(said: Bounds, code: str) -> None:
    assert codes(said) == [code]


def test_all_that_is_wrong_is_told_at_once() -> None:
    said = Bounds(starts_on=DAY, ends_on=BEFORE, cvr="1")
    assert codes(said) == ["contract_ends_before_it_begins", "bad_cvr"]


def test_an_option_is_named_by_its_place() -> None:
    [problem] = contract_problems(Bounds(options=[(12, None), (0, None)]))
    assert problem.args == {"option": 2}
