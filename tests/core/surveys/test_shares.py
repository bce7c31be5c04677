"""Shares of answers against published tables, the equation they solve, how often they hold what is true."""

from __future__ import annotations

from math import comb, sqrt

import pytest

from samspil.core.surveys.shares import Z_95, response_rate, wilson


# 4/5, 8/10, 40/50: the table of `reference/science.md` §9. 0/10 and 1/10 have closed forms of their own.
@pytest.mark.parametrize(
    ("yes", "answers", "low", "high"),
    [(4, 5, 0.38, 0.96), (8, 10, 0.49, 0.94), (40, 50, 0.67, 0.89), (0, 10, 0.0, 0.28), (10, 10, 0.72, 1.0)],
)
def test_published_intervals(yes: int, answers: int, low: float, high: float) -> None:
    found = wilson(yes, answers)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_nobody_says_it_has_a_closed_form() -> None:
    z2 = Z_95**2
    assert wilson(0, 7).high == pytest.approx(z2 / (7 + z2))
    assert wilson(7, 7).low == pytest.approx(7 / (7 + z2))


@pytest.mark.parametrize("of", [None, 98, 61])
@pytest.mark.parametrize("yes", [1, 12, 30, 59])
def test_both_bounds_solve_the_equation_of_the_score(yes: int, of: int | None) -> None:
    found = wilson(yes, 60, of)
    left = 1.0 if of is None else (of - 60) / (of - 1)
    for bound in (found.low, found.high):
        assert (yes / 60 - bound) ** 2 == pytest.approx(Z_95**2 * bound * (1 - bound) / 60 * left)


def test_sixty_of_ninety_eight_is_narrower_by_the_published_factor() -> None:
    """√((98-60)/(98-1)) = .626, and at one half the interval is narrower by nearly that."""
    assert sqrt((98 - 60) / (98 - 1)) == pytest.approx(0.626, abs=0.0005)
    whole, part = wilson(30, 60), wilson(30, 60, of=98)
    factor = (part.high - part.low) / (whole.high - whole.low)
    assert factor == pytest.approx(0.626 * sqrt((1 + Z_95**2 / 60) / (1 + 0.392 * Z_95**2 / 60)), abs=0.001)


def test_where_all_have_answered_nothing_is_guessed() -> None:
    found = wilson(3, 9, of=9)
    assert found.low == found.high == pytest.approx(1 / 3)
    assert wilson(1, 1, of=1).low == 1


def chance(drawn: int, yes: int, answers: int, of: int) -> float:
    """How likely a number of those drawn says yes: hypergeometric, counted out."""
    return comb(yes, drawn) * comb(of - yes, answers - drawn) / comb(of, answers)


def covered(answers: int, of: int, *, corrected: bool) -> float:
    """How often the interval holds the share of the population, the mean over populations but the ends."""
    found = 0.0
    for yes in range(1, of):
        for drawn in range(max(0, answers - of + yes), min(answers, yes) + 1):
            told = wilson(drawn, answers, of if corrected else None)
            if told.low <= yes / of <= told.high:
                found += chance(drawn, yes, answers, of)
    return found / (of - 1)


@pytest.mark.parametrize(("answers", "of"), [(10, 60), (30, 60), (45, 60)])
def test_it_holds_what_is_true_about_as_often_as_it_says(answers: int, of: int) -> None:
    assert 0.93 < covered(answers, of, corrected=True) < 0.975


def test_without_the_correction_it_would_be_far_too_wide() -> None:
    assert covered(45, 60, corrected=False) > 0.99


@pytest.mark.parametrize(
    ("yes", "answers", "of", "z"),
    [(-1, 5, None, 1.0), (6, 5, None, 1.0), (0, 0, None, 1.0), (1, 5, 4, 1.0), (1, 5, None, 0.0)],
)
def test_numbers_that_do_not_fit_are_refused(yes: int, answers: int, of: int | None, z: float) -> None:
    with pytest.raises(ValueError, match="answers"):
        wilson(yes, answers, of, z)


def test_how_many_answered() -> None:
    assert response_rate(0, 0) is None
    assert response_rate(7255, 27000) == pytest.approx(0.27, abs=0.005)  # Statens It's yearly survey
    for answers, invited in ((-1, 3), (4, 3)):
        with pytest.raises(ValueError, match="invited"):
            response_rate(answers, invited)
