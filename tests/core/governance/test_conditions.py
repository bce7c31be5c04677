"""Reasoning about conditions, held against trying every matter there is."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from samspil.core.governance import kernel
from samspil.core.governance.conditions import ALWAYS, Alternatives, Comparison, Vocabulary, both, can_overlap
from samspil.core.governance.document import read
from samspil.core.governance.parameters import book

# One choice of three, one yes or no, one number; parameters 0 to 2 are limits from 0 to 3.
WORDS = Vocabulary(
    ("choice", "yes", "number"),
    {"choice": ("a", "b", "c"), "yes": ("no", "yes")},
    book({}, read(b"a: 1", "f")),
)
EVERYTHING = list(product(range(3), range(2), range(6)))
BOUNDS = [kernel.OVER, kernel.AT_LEAST, kernel.UNDER, kernel.AT_MOST]

tests = st.one_of(
    st.builds(Comparison, st.just(0), st.just(kernel.IN), st.integers(1, 7)),
    st.builds(Comparison, st.just(1), st.just(kernel.IN), st.integers(1, 3)),
    st.builds(Comparison, st.just(2), st.sampled_from(BOUNDS), st.integers(0, 2)),
)
alternatives = st.lists(st.lists(tests, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple)
parameters = st.tuples(*[st.integers(0, 3)] * 3)


def meets(matter: tuple[int, ...], condition: Alternatives, limits: tuple[int, ...]) -> bool:
    return any(all(holds(matter[test.attribute], test, limits) for test in clause) for clause in condition)


def holds(value: int, test: Comparison, limits: tuple[int, ...]) -> bool:
    if test.operator == kernel.IN:
        return bool(test.operand >> value & 1)
    limit = limits[test.operand]
    return {
        kernel.OVER: value > limit,
        kernel.AT_LEAST: value >= limit,
        kernel.UNDER: value < limit,
        kernel.AT_MOST: value <= limit,
    }[test.operator]


@given(alternatives, alternatives, parameters)
def test_two_conditions_overlap_where_some_matter_meets_both(
    one: Alternatives, other: Alternatives, limits: tuple[int, ...]
) -> None:
    some = any(meets(matter, one, limits) and meets(matter, other, limits) for matter in EVERYTHING)
    assert can_overlap(one, other, limits) == some


@given(alternatives, alternatives, parameters)
def test_one_condition_is_within_another_where_no_matter_meets_only_it(
    one: Alternatives, other: Alternatives, limits: tuple[int, ...]
) -> None:
    none = not any(meets(matter, one, limits) and not meets(matter, other, limits) for matter in EVERYTHING)
    assert WORDS.is_within(one, other, limits) == none


@given(tests, parameters)
def test_a_test_and_its_opposite_share_no_matter_and_leave_none_out(
    test: Comparison, limits: tuple[int, ...]
) -> None:
    other = WORDS.opposite(test)
    for matter in EVERYTHING:
        assert meets(matter, ((test,),), limits) != meets(matter, ((other,),), limits)


@given(alternatives, alternatives, parameters)
def test_both_is_met_by_what_meets_each(
    one: Alternatives, other: Alternatives, limits: tuple[int, ...]
) -> None:
    for matter in EVERYTHING:
        expected = meets(matter, one, limits) and meets(matter, other, limits)
        assert meets(matter, both(one, other), limits) == expected


def test_what_takes_too_long_to_look_at_is_not_said_to_be_within() -> None:
    values = {"kind": ("k",), **{f"q{number}": ("no", "yes") for number in range(40)}}
    words = Vocabulary(tuple(values), values, WORDS.book)
    pairs = tuple(
        (Comparison(2 * n + 1, kernel.IN, 1), Comparison(2 * n + 2, kernel.IN, 1)) for n in range(20)
    )
    everything_else: Alternatives = tuple((Comparison(n + 1, kernel.IN, 2),) for n in range(40))
    assert not words.is_within(ALWAYS, (*pairs, *everything_else, ()), ())
    assert words.is_within(ALWAYS, ALWAYS, ())
