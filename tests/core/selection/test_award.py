"""Five applications to Favrskov's bank: who scores what, who is reached, and what it would take."""

from collections.abc import Mapping
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.selection.award import (
    Asked,
    Bar,
    Candidate,
    Fate,
    Measure,
    Placed,
    Rules,
    assess,
    bars,
    check_scores,
    may_be_seen,
    rank,
)
from samspil.core.units import Money

WEIGHTS = {"payback": Fraction(2, 5), "service": Fraction(1, 5), "organisation": Fraction(1, 5)}
BANK = Measure({**WEIGHTS, "competence": Fraction(1, 5)}, 5)
RULES = Rules(
    frozenset({"grant"}),
    ceiling=Money.of(500_000),
    largest_payback_years=3,
    pilots_without_case=True,
    own_operating_finance=True,
)


def scores(payback: int, service: int, organisation: int, competence: int) -> dict[str, int]:
    return {
        "payback": payback,
        "service": service,
        "organisation": organisation,
        "competence": competence,
    }


def candidate(key: str, points: int, amount: int) -> Candidate:
    return Candidate(key, Fraction(points), Money(amount))


def fates(placed: tuple[Placed, ...]) -> dict[str, Fate]:
    return {one.candidate.key: one.fate for one in placed}


def test_payback_weighs_twice_as_much_as_the_others() -> None:
    together = assess(BANK, [scores(5, 0, 0, 0)])
    assert together is not None
    assert together.points == 2


def test_each_assessor_counts_alike_and_it_is_said_where_they_differ() -> None:
    together = assess(BANK, [scores(5, 3, 2, 1), scores(1, 3, 4, 1), scores(3, 3, 3, 1)])
    assert together is not None
    assert together.points == Fraction(2, 5) * 3 + Fraction(1, 5) * (3 + 3 + 1)
    assert together.differ_most_on == ("payback",)
    assert together.widest == 4
    assert (together.spreads["payback"].lowest, together.spreads["payback"].highest) == (1, 5)


def test_assessors_who_agree_differ_on_nothing() -> None:
    together = assess(BANK, [scores(5, 3, 2, 1)] * 2)
    assert together is not None
    assert together.differ_most_on == ()


def test_two_criteria_they_differ_as_much_on_are_both_named() -> None:
    together = assess(BANK, [scores(5, 3, 2, 1), scores(3, 1, 2, 1)])
    assert together is not None
    assert together.differ_most_on == ("payback", "service")


def test_an_application_nobody_has_scored_has_no_points() -> None:
    assert assess(BANK, []) is None


@pytest.mark.parametrize("weights", [{}, {"a": Fraction(0)}, {"a": Fraction(2), "b": Fraction(-1)}])
def test_weights_that_weigh_nothing_are_refused(weights: Mapping[str, Fraction]) -> None:
    with pytest.raises(ProblemsError) as error:
        Measure(weights, 5)
    assert error.value.problems[0].code == "bad_weights"


@pytest.mark.parametrize(
    ("given_scores", "code"),
    [
        ({"payback": 3}, "score_is_missing"),
        ({**scores(1, 1, 1, 1), "looks": 3}, "score_is_missing"),
        (scores(6, 1, 1, 1), "score_outside"),
        (scores(-1, 1, 1, 1), "score_outside"),
    ],
)
def test_a_score_too_many_too_few_too_high_or_too_low_is_refused(
    given_scores: dict[str, int], code: str
) -> None:
    with pytest.raises(ProblemsError) as error:
        check_scores(BANK, given_scores)
    assert error.value.problems[0].code == code


def test_an_assessor_sees_no_others_scores_until_all_have_scored() -> None:
    asked = {"ane", "bo", "cai"}
    assert may_be_seen("ane", asked, {"ane", "bo"}) == {"ane"}
    assert may_be_seen("cai", asked, {"ane", "bo"}) == set()
    assert may_be_seen("the secretary", asked, {"ane", "bo"}) == set()
    assert may_be_seen("ane", asked, asked) == asked
    assert may_be_seen("the secretary", asked, asked) == asked


def test_what_the_pool_asks_for_is_enough() -> None:
    asked = Asked("grant", Money.of(500_000), payback_years=3, goes_into_operation=True)
    assert bars(RULES, asked) == (Bar.NO_OPERATING_FINANCE,)
    proved = Asked(
        "grant",
        Money.of(500_000),
        payback_years=3,
        goes_into_operation=True,
        operating_finance_named=True,
    )
    assert bars(RULES, proved) == ()


@pytest.mark.parametrize(
    ("asked", "bar"),
    [
        (Asked("grant", Money(1), payback_years=3, in_time=False), Bar.LATE),
        (Asked("loan", Money(1), payback_years=3), Bar.WRONG_FORM),
        (Asked("grant", Money.of("500000.01"), payback_years=3), Bar.OVER_CEILING),
        (Asked("grant", Money(1), payback_years=4), Bar.PAYS_BACK_TOO_LATE),
        (Asked("grant", Money(1)), Bar.NO_PAYBACK),
    ],
)
def test_each_bar_is_named(asked: Asked, bar: Bar) -> None:
    assert bars(RULES, asked) == (bar,)


def test_all_bars_are_named_at_once() -> None:
    asked = Asked("loan", Money.of(600_000), in_time=False, goes_into_operation=True)
    assert set(bars(RULES, asked)) == set(Bar) - {Bar.PAYS_BACK_TOO_LATE}


def test_a_pilot_needs_no_payback_only_where_the_pool_says_so() -> None:
    pilot = Asked("grant", Money(1), pilot=True)
    assert bars(RULES, pilot) == ()
    strict = Rules(frozenset({"grant"}), largest_payback_years=3)
    assert bars(strict, pilot) == (Bar.NO_PAYBACK,)


def test_a_pool_that_asks_nothing_bars_nothing() -> None:
    asked = Asked("loan", Money.of(10**9), goes_into_operation=True)
    assert bars(Rules(frozenset({"loan"})), asked) == ()


def test_the_money_reaches_from_the_top_and_passes_over_what_is_too_large() -> None:
    placed = rank([candidate("c", 2, 30), candidate("a", 4, 70), candidate("b", 3, 50)], Money(100), most=5)
    assert [(one.candidate.key, one.place, one.fate, one.left.minor) for one in placed] == [
        ("a", 1, Fate.WITHIN, 100),
        ("b", 2, Fate.BEYOND, 30),
        ("c", 3, Fate.WITHIN, 30),
    ]


def test_who_is_beyond_is_told_the_points_and_the_kroner_it_would_take() -> None:
    placed = rank([candidate("a", 4, 70), candidate("b", 3, 50)], Money(100), most=5)
    assert placed[1].points_short == Fraction(101, 100)
    assert placed[1].amount_over == Money(20)
    assert (placed[0].points_short, placed[0].amount_over) == (None, None)


def test_no_points_help_one_that_asks_for_more_than_there_is() -> None:
    (placed,) = rank([candidate("a", 4, 101)], Money(100), most=5)
    assert placed.points_short is None
    assert placed.amount_over == Money(1)


def test_no_points_are_told_beyond_the_most_there_are() -> None:
    placed = rank([candidate("a", 5, 70), candidate("b", 3, 50)], Money(100), most=5)
    assert placed[1].points_short is None


def test_nothing_smaller_helps_where_nothing_is_left() -> None:
    placed = rank([candidate("a", 4, 100), candidate("b", 3, 50)], Money(100), most=5)
    assert placed[1].amount_over is None


def test_equals_share_a_place_and_are_tied_when_the_money_reaches_only_some() -> None:
    placed = rank([candidate("a", 3, 60), candidate("b", 3, 50), candidate("c", 2, 10)], Money(100), most=5)
    assert fates(placed) == {"a": Fate.TIED, "b": Fate.TIED, "c": Fate.BEYOND}
    assert [one.place for one in placed] == [1, 1, 3]
    by_key = {one.candidate.key: one for one in placed}
    assert by_key["a"].points_short == Fraction(1, 100)
    assert by_key["a"].amount_over == Money(10)
    assert by_key["c"].amount_over is None


def test_equals_whom_the_money_reaches_are_not_tied() -> None:
    placed = rank([candidate("a", 3, 60), candidate("b", 3, 40)], Money(100), most=5)
    assert set(fates(placed).values()) == {Fate.WITHIN}


def test_an_equal_that_is_too_large_by_itself_ties_nobody() -> None:
    placed = rank([candidate("a", 3, 60), candidate("b", 3, 400)], Money(100), most=5)
    assert fates(placed) == {"a": Fate.WITHIN, "b": Fate.BEYOND}
    assert {one.candidate.key: one.amount_over for one in placed}["b"] == Money(360)


def test_one_application_twice_is_refused() -> None:
    with pytest.raises(ProblemsError) as error:
        rank([candidate("a", 3, 60)] * 2, Money(100), most=5)
    assert error.value.problems[0].code == "duplicate_application"


CANDIDATES = st.lists(st.tuples(st.integers(0, 5), st.integers(1, 60)), min_size=1, max_size=6)


@given(CANDIDATES, st.integers(0, 120))
def test_what_the_money_reaches_never_costs_more_than_the_money(
    rows: list[tuple[int, int]], money: int
) -> None:
    placed = rank([candidate(str(number), *row) for number, row in enumerate(rows)], Money(money), most=5)
    within = sum(one.candidate.amount.minor for one in placed if one.fate is Fate.WITHIN)
    assert within <= money


@given(CANDIDATES, st.integers(0, 120))
def test_what_it_would_take_is_enough_and_nothing_less_is(rows: list[tuple[int, int]], money: int) -> None:
    asked = [candidate(str(number), *row) for number, row in enumerate(rows)]

    def fate(changed: Candidate) -> Fate:
        others = [changed if one.key == changed.key else one for one in asked]
        return fates(rank(others, Money(money), most=5))[changed.key]

    for one in rank(asked, Money(money), most=5):
        key, points, amount = one.candidate.key, one.candidate.points, one.candidate.amount
        if one.points_short is not None:
            assert fate(Candidate(key, points + one.points_short, amount)) is Fate.WITHIN
            for less in range(int(one.points_short)):
                assert fate(Candidate(key, points + less, amount)) is not Fate.WITHIN
        if one.amount_over is not None:
            assert fate(Candidate(key, points, amount - one.amount_over)) is Fate.WITHIN
            assert fate(Candidate(key, points, amount - one.amount_over + Money(1))) is not Fate.WITHIN


def test_the_order_they_come_in_changes_nothing() -> None:
    three = [candidate("a", 3, 60), candidate("b", 3, 50), candidate("c", 4, 10)]
    found = {rank(one, Money(100), most=5) for one in permutations(three)}
    assert len(found) == 1
