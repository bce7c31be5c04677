"""Groups that hold together, at most one of each member in each."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.matching.groups import grouped, speaks_for

KEYS = "abcdef"
MEMBERS = dict(zip(KEYS, "112233", strict=True))
PAIRS = st.dictionaries(st.sampled_from(list(combinations(KEYS, 2))), st.floats(0.01, 0.99), max_size=12)
OTHERWISE = 0.2


def partitions(keys: list[str]) -> Iterator[list[list[str]]]:
    if not keys:
        yield []
        return
    for part in partitions(keys[1:]):
        yield [[keys[0]], *part]
        for at in range(len(part)):
            yield [*part[:at], [keys[0], *part[at]], *part[at + 1 :]]


def allowed(groups: list[list[str]]) -> bool:
    return all(len({MEMBERS[key] for key in group}) == len(group) for group in groups)


BEST = [part for part in partitions(list(KEYS)) if allowed(part)]


@given(PAIRS)
def test_no_member_is_twice_in_a_group_and_nobody_is_in_two(pairs: dict[tuple[str, str], float]) -> None:
    found = grouped(pairs, MEMBERS, OTHERWISE)
    assert allowed([list(group) for group in found])
    keys = [key for group in found for key in group]
    assert len(keys) == len(set(keys))
    assert all(len(group) > 1 for group in found)


@given(PAIRS)
def test_more_speaks_for_the_groups_than_for_leaving_everybody_alone(
    pairs: dict[tuple[str, str], float],
) -> None:
    assert speaks_for(grouped(pairs, MEMBERS, OTHERWISE), pairs, OTHERWISE) >= 0


@given(PAIRS)
def test_what_speaks_for_them_is_at_least_half_of_the_most_there_can_be(
    pairs: dict[tuple[str, str], float],
) -> None:
    """Against every way to put six together."""
    most = max(speaks_for(part, pairs, OTHERWISE) for part in BEST)
    assert speaks_for(grouped(pairs, MEMBERS, OTHERWISE), pairs, OTHERWISE) >= most / 2 - 1e-9


def test_a_chain_is_broken_where_its_ends_are_known_to_differ() -> None:
    chain = {("a", "c"): 0.9, ("c", "e"): 0.8, ("a", "e"): 0.01}
    assert grouped(chain, MEMBERS) == (("a", "c"),)
    assert grouped(chain | {("a", "e"): 0.5}, MEMBERS) == (("a", "c", "e"),)


@pytest.mark.parametrize(("probability", "found"), [(0.51, (("a", "c"),)), (0.5, ()), (0.49, ())])
def test_two_are_a_group_when_it_is_likelier_than_not(
    probability: float, found: tuple[tuple[str, ...], ...]
) -> None:
    assert grouped({("a", "c"): probability}, MEMBERS) == found
