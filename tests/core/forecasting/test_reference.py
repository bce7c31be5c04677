"""Reference classes: what a source says comes out again, and one's own history moves it step by step."""

from math import log
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.forecasting.blending import FEW, blend, of_outcomes
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail, alpha_of_mean

# science.md section 6: 18 % over by more than half, those on average 447 % over; 73 % over on average in all.
TAIL = Tail(above=1.5, share=0.18, alpha=alpha_of_mean(1.5, 5.47), cap=1e12)
BODY = ((0.0, 0.3848), (0.5, 1.0), (0.82, 1.5))
IT = ReferenceClass("it", Measured.COST, "JMIS 2022", "to 2021", 5392, BODY, TAIL, "body")
RATIOS = st.floats(0.05, 30)


def test_the_public_figures_come_out_again() -> None:
    assert TAIL.mean == pytest.approx(5.47, rel=0.002)  # the cap takes the rest
    assert IT.probability_above(1.5) == pytest.approx(0.18)
    assert IT.mean == pytest.approx(1.73, abs=0.01)
    assert IT.quantile(0.5) == 1.0


def test_the_mean_of_a_capped_tail_is_what_drawing_from_it_gives() -> None:
    for tail in (Tail(1.5, 0.2, 1.378, 20.0), Tail(1.5, 0.2, 1.0, 20.0), Tail(1.5, 0.2, 0.8, 20.0)):
        levels = [(number + 0.5) / 200_000 for number in range(200_000)]
        mean = sum(min(1.5 * (1 - level) ** (-1 / tail.alpha), 20.0) for level in levels) / len(levels)
        assert tail.mean == pytest.approx(mean, rel=1e-4)


@given(st.floats(0, 1))
def test_a_quantile_is_where_its_probability_is_reached(level: float) -> None:
    assert IT.cdf(IT.quantile(level)) == pytest.approx(level, abs=1e-9)


@given(RATIOS, RATIOS)
def test_a_larger_ratio_is_never_less_probably_kept(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert IT.cdf(low) <= IT.cdf(high)


def test_outcomes_that_are_equal_are_a_step() -> None:
    steps = ReferenceClass(
        "s", Measured.COST, "own", "2026", 3, ((0.0, 0.9), (0.2, 1.0), (0.8, 1.0), (1.0, 1.2))
    )
    assert (steps.cdf(1.0), steps.quantile(0.3), steps.quantile(0.79)) == (0.8, 1.0, 1.0)
    assert (steps.cdf(0.5), steps.cdf(2.0), steps.quantile(1.0)) == (0.0, 1.0, 1.2)


def test_without_own_history_the_public_class_speaks_and_says_so() -> None:
    found = blend(IT, [])
    assert [round(found.found.quantile(level), 9) for level in (0.1, 0.5, 0.8, 0.99)] == [
        round(IT.quantile(level), 9) for level in (0.1, 0.5, 0.8, 0.99)
    ]
    assert [one.code for one in found.cautions] == ["forecast_without_own_history"]


def test_three_outcomes_say_so_and_hardly_narrow_anything() -> None:
    found = blend(IT, [1.0, 1.0, 1.0])
    assert [one.code for one in found.cautions] == ["forecast_from_few_outcomes"]
    assert found.weight < 0.2
    assert found.found.quantile(0.9) > 1.5  # three that went well rule no overrun out
    assert blend(IT, [1.0] * FEW).cautions == ()


def test_much_own_history_speaks_for_itself() -> None:
    chance = Random(7)
    own = [0.8 + 0.4 * chance.random() for _ in range(4000)]
    found = blend(IT, own).found
    assert found.quantile(0.5) == pytest.approx(1.0, abs=0.01)
    assert found.quantile(0.9) == pytest.approx(1.16, abs=0.01)
    assert found.probability_above(1.5) < 0.002


def test_the_tail_is_learnt_as_its_priors_are_worth() -> None:
    """Two of five above: share (20 * 0.18 + 2) / 25; alpha (3.6 + 2) / (3.6 / alpha + the logs)."""
    found = blend(IT, [0.9, 1.0, 1.1, 3.0, 6.0], strength=20.0).found.tail
    assert found is not None
    assert found.share == pytest.approx((20 * 0.18 + 2) / 25)
    assert found.alpha == pytest.approx(5.6 / (3.6 / TAIL.alpha + log(3.0 / 1.5) + log(6.0 / 1.5)))


@given(st.lists(RATIOS, max_size=40), st.floats(0.5, 100))
def test_a_blend_is_a_distribution_between_its_two(own: list[float], strength: float) -> None:
    found = blend(IT, own, strength).found
    assert found.cdf(0.0) == 0.0
    assert found.quantile(1.0) == found.tail.cap  # type: ignore[union-attr]
    body = [one for one in own if one <= 1.5]
    if body:
        below = found.cdf(min(body) - 1e-9) / (1 - found.tail.share)  # type: ignore[union-attr]
        assert below <= max(IT.cdf(min(body)) / 0.82, 1 / (len(body) + 1)) + 1e-6


def test_an_outcome_beyond_the_cap_counts_as_the_cap() -> None:
    capped = ReferenceClass("it", Measured.COST, "s", "p", 1, BODY, Tail(1.5, 0.18, 1.378, 10.0))
    found = blend(capped, [50.0]).found.tail
    assert found is not None
    assert found.alpha == pytest.approx(3.6 / (3.6 / 1.378 + log(10 / 1.5)))
    assert capped.quantile(1.0) == 10.0
    assert (capped.cdf(9.99) < 1.0, capped.cdf(10.0)) == (True, 1.0)


def test_outcomes_alone_make_a_class_where_there_are_enough() -> None:
    prior = Tail(1.5, 0.5, 1.378, 20.0)
    found = of_outcomes("own", Measured.COST, "us", [1.0] * 8 + [1.2, 3.0], prior)
    assert found.tail is not None
    assert found.tail.share == pytest.approx((0.5 + 1) / 11)
    assert found.tail.alpha == pytest.approx(1.5 / (0.5 / 1.378 + log(2)))
    assert found.quantile(0.5) == 1.0
    assert found.probability_within(1.0, 1.2) > 0.7
    assert found.probability_within(2.0, 20.0) == pytest.approx(found.probability_above(2.0))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Tail(1.5, 1.0, 1.0, 10.0), "tail_out_of_order"),
        (lambda: Tail(1.5, 0.1, 0.0, 10.0), "tail_out_of_order"),
        (lambda: Tail(1.5, 0.1, 1.0, 1.5), "tail_out_of_order"),
        (lambda: alpha_of_mean(1.5, 1.5), "tail_out_of_order"),
        (
            lambda: ReferenceClass("k", Measured.COST, "s", "p", 1, ((0.0, 1.0), (0.9, 0.8), (1.0, 2.0))),
            "class_out",
        ),
        (lambda: ReferenceClass("k", Measured.COST, "s", "p", 1, ((0.1, 1.0), (1.0, 2.0))), "class_out"),
        (lambda: ReferenceClass("k", Measured.COST, "s", "p", 1, ((0.0, 1.0), (0.9, 2.0))), "class_out"),
        (
            lambda: ReferenceClass("k", Measured.COST, "s", "p", 1, ((0.0, 1.0), (0.82, 1.6)), TAIL),
            "class_out",
        ),
        (lambda: IT.quantile(1.1), "level_outside_0_1"),
        (lambda: blend(IT, [1.0, 0.0]), "ratio_not_above_zero number=2"),
        (lambda: of_outcomes("k", Measured.COST, "s", [1.0] * 9, TAIL), "too_few_outcomes n=9 few=10"),
        (lambda: of_outcomes("k", Measured.COST, "s", [0.0] * 10, TAIL), "ratio_not_above_zero number=1"),
        (lambda: blend(IT, [1.0], strength=0), "strength_not_above_zero"),
        (
            lambda: blend(ReferenceClass("k", Measured.COST, "s", "p", 1, ((0.0, 1.0), (1.0, 2.0))), []),
            "without_tail",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(make, code: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ProblemsError, match=code):
        make()


def test_a_public_class_without_overruns_takes_ones_own() -> None:
    none_above = ReferenceClass(
        "k", Measured.COST, "s", "p", 9, ((0.0, 0.8), (1.0, 1.5)), Tail(1.5, 0.0, 1.4, 10.0)
    )
    assert blend(none_above, [1.0]).found.tail == Tail(1.5, 0.0, 1.4, 10.0)
    learnt = blend(none_above, [1.0, 3.0]).found.tail
    assert learnt is not None
    assert learnt.share == pytest.approx(1 / 22)
    assert learnt.alpha == pytest.approx(1 / log(2))
