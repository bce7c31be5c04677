"""Fair shares against known games, against brute force, and the group that would do better."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations, permutations
from math import isclose
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.rounding import whole
from samspil.core.sharing import shapley
from samspil.core.sharing.fairness import proportional, side_by_side
from samspil.core.sharing.games import PriceStep, TableGame, VolumeCost, VolumeGame, groups, table_of
from samspil.core.sharing.nucleolus import nucleolus
from samspil.core.sharing.objections import nearest

NAMES = "abcdefghi"
LIST = VolumeCost(100_000, 500, (PriceStep(0, 900), PriceStep(300, 700), PriceStep(1_000, 450)))
NINE = VolumeGame(dict(zip(NAMES, (40, 53, 33, 71, 120, 24, 215, 98, 66), strict=True)), LIST)


def table(number: int, cost: Callable[[list[int]], int]) -> TableGame:
    costs = [cost([at for at in range(number) if group >> at & 1]) for group in range(1 << number)]
    return TableGame(tuple(NAMES[:number]), tuple(costs))


def airport(*lengths: int) -> TableGame:
    return table(len(lengths), lambda group: max([lengths[at] for at in group], default=0))


def bankruptcy(estate: int, *claims: int) -> TableGame:
    """What a group is left with when all others have been paid in full; as a cost it is below nought."""
    return table(
        len(claims),
        lambda group: -max(estate - sum(one for at, one in enumerate(claims) if at not in group), 0),
    )


def decimals(division: dict[str, Fraction]) -> list[float]:
    return [round(float(one), 4) for one in division.values()]


def by_orders(game: TableGame) -> dict[str, Fraction]:
    """The Shapley value by its definition: every order, one after another."""
    orders = list(permutations(range(len(game.members))))
    added = [0] * len(game.members)
    for order in orders:
        group = 0
        for at in order:
            added[at] += game.costs[group | 1 << at] - game.costs[group]
            group |= 1 << at
    return {one: Fraction(added[at], len(orders)) for at, one in enumerate(game.members)}


costs_of_four = st.lists(st.integers(0, 1000), min_size=15, max_size=15).map(
    lambda costs: TableGame(("a", "b", "c", "d"), (0, *costs))
)
price_lists = st.builds(
    VolumeCost,
    fixed=st.integers(0, 1000),
    member=st.integers(0, 100),
    steps=st.tuples(st.integers(0, 90), st.integers(1, 10), st.integers(0, 90)).map(
        lambda one: (PriceStep(0, one[0]), PriceStep(one[1], one[2]))
    ),
    whole=st.booleans(),
)
volume_games = st.builds(
    lambda volumes, cost: VolumeGame(dict(zip(NAMES, volumes, strict=False)), cost),
    st.lists(st.integers(0, 12), min_size=1, max_size=6),
    price_lists,
)


def test_the_airport_of_five_runways() -> None:
    game = airport(1, 3, 4, 7, 9)
    assert decimals(shapley.of_table(game)) == [0.2, 0.7, 1.0333, 2.5333, 4.5333]
    assert decimals(nucleolus(game)) == [0.5, 1.1667, 1.1667, 2.0833, 4.0833]


@pytest.mark.parametrize(
    ("estate", "awarded"), [(100, [33.3333] * 3), (200, [50, 75, 75]), (300, [50, 100, 150])]
)
def test_the_three_wives_of_the_talmud(estate: int, awarded: list[float]) -> None:
    found = nucleolus(bankruptcy(estate, 100, 200, 300))
    assert [-one for one in decimals(found)] == awarded


@given(game=costs_of_four)
def test_shapley_is_the_mean_of_all_orders(game: TableGame) -> None:
    assert shapley.of_table(game) == by_orders(game)


@given(game=volume_games)
def test_counting_by_volume_is_counting_group_by_group(game: VolumeGame) -> None:
    assert shapley.of_volumes(game) == shapley.of_table(table_of(game))


def test_nine_by_volume_are_nine_by_all_groups_to_the_last_digit() -> None:
    by_volume, by_group = shapley.of_volumes(NINE), shapley.of_table(table_of(NINE))
    assert all(isclose(by_volume[one], by_group[one], abs_tol=1e-9) for one in NAMES)
    assert by_volume == by_group


def complaints(game: TableGame, division: dict[str, Fraction]) -> list[Fraction]:
    """What each group pays above its own cost, the worst first."""
    pays = [division[one] for one in game.members]
    return sorted(
        (
            sum((pays[at] for at in range(len(pays)) if group >> at & 1), Fraction(0)) - game.costs[group]
            for group in groups(len(pays))
        ),
        reverse=True,
    )


@given(game=costs_of_four, moves=st.lists(st.integers(-20, 20), min_size=4, max_size=4))
def test_no_other_division_has_smaller_complaints_than_the_nucleolus(
    game: TableGame, moves: list[int]
) -> None:
    best = nucleolus(game)
    assert sum(best.values()) == game.total
    moved = {one: pays + move for (one, pays), move in zip(best.items(), moves, strict=True)}
    moved["a"] -= sum(moves)
    assert complaints(game, best) <= complaints(game, moved)


@given(game=costs_of_four)
def test_nothing_can_be_moved_from_one_to_another_without_a_worse_complaint(game: TableGame) -> None:
    """A consequence of Kohlberg's criterion: each in a group that complains most is matched by another."""
    best = nucleolus(game)
    worst = complaints(game, best)[0]
    pays = [best[one] for one in game.members]
    tight = [
        group
        for group in groups(4)
        if sum(pays[at] for at in range(4) if group >> at & 1) - game.costs[group] == worst
    ]
    for one in range(4):
        for other in range(4):
            raised = [group for group in tight if group >> one & 1 and not group >> other & 1]
            lowered = [group for group in tight if group >> other & 1 and not group >> one & 1]
            assert raised or not lowered


def test_one_member_carries_all_and_has_nobody_to_leave() -> None:
    one = TableGame(("a",), (0, 5))
    assert nucleolus(one) == shapley.of_table(one) == {"a": Fraction(5)}
    assert nearest(one, {"a": 5}) is None


@given(game=volume_games, parts=st.lists(st.integers(0, 400), min_size=6, max_size=6))
def test_the_group_nearest_to_leaving_is_the_same_whichever_way_it_is_found(
    game: VolumeGame, parts: list[int]
) -> None:
    division = dict(zip(game.members, parts, strict=False))
    division["a"] += game.total - sum(division.values())
    by_volume, by_group = nearest(game, division), nearest(table_of(game), division)
    assert (by_volume is None) == (by_group is None)
    if by_volume and by_group:
        assert by_volume.gains == by_group.gains
        assert by_volume.objects == by_group.objects
        volume = sum(game.volumes[one] for one in by_volume.members)
        assert by_volume.alone == game.cost.of(len(by_volume.members), volume)
        assert len(by_volume.members) < len(game.members)


def test_of_two_groups_that_gain_alike_the_smaller_is_told() -> None:
    game = table(3, len)
    found = nearest(game, {"a": 1, "b": 1, "c": 1})
    assert found
    assert (found.members, found.gains, found.objects, found.asked) == (("a",), 0, False, 6)


def test_a_falling_price_leaves_nobody_with_a_reason_to_go() -> None:
    shares = whole(shapley.of_volumes(NINE), NINE.total)
    found = nearest(table_of(NINE), shares)
    assert found
    assert not found.objects


def test_a_group_that_would_do_better_is_named() -> None:
    equal = dict.fromkeys(NAMES, NINE.total // 9)
    equal["a"] += NINE.total - sum(equal.values())
    found = nearest(table_of(NINE), equal)
    assert found
    assert found.objects
    gains = {
        some: sum(equal[one] for one in some) - NINE.cost.of(size, sum(NINE.volumes[one] for one in some))
        for size in range(1, 9)
        for some in combinations(NAMES, size)
    }
    assert found.gains == gains[found.members] == max(gains.values()) > 0
    assert "g" not in found.members  # the largest, which pays far too little


def test_a_division_of_another_cost_is_refused() -> None:
    game = airport(1, 3)
    with pytest.raises(ProblemsError, match="division_does_not_sum sum=4 total=3"):
        nearest(game, {"a": 1, "b": 3})
    with pytest.raises(ProblemsError, match="division_of_others members=b, x"):
        nearest(game, {"a": 0, "x": 3})


def test_ways_side_by_side() -> None:
    found = side_by_side(
        NINE, others={"equal": whole(proportional(dict.fromkeys(NAMES, 0), NINE.total), NINE.total)}
    )
    assert [way.name for way in found.ways] == ["proportional", "shapley", "nucleolus", "equal"]
    assert [way.stands for way in found.ways] == [True, True, True, False]
    for way in found.ways:
        assert sum(way.pays.values()) == found.together == NINE.total
        assert way.saves == {one: found.alone[one] - way.pays[one] for one in NAMES}
    smallest = [round(100 * way.saves["f"] / found.alone["f"]) for way in found.ways[:3]]
    assert smallest == sorted(smallest, reverse=True)  # by volume the smallest saves most, by nucleolus least


def test_one_that_pays_less_by_itself_than_by_the_list_objects() -> None:
    found = side_by_side(NINE, alone={"i": 1_000})
    assert found.alone["i"] == 1_000
    by_volume = found.ways[0]
    assert by_volume.nearest
    assert by_volume.nearest.members == ("i",)
    assert by_volume.nearest.objects


def test_more_than_twelve_are_counted_by_volume_and_without_the_nucleolus() -> None:
    game = VolumeGame({f"{one:02}": 1 + one for one in range(13)}, LIST)
    assert [way.name for way in side_by_side(game).ways] == ["proportional", "shapley"]
    with pytest.raises(ProblemsError, match="alone_of_too_many number=13 most=12"):
        side_by_side(game, alone={"00": 1})


def test_what_ninety_eight_pay_is_all_of_it() -> None:
    volumes = [1 + at * 37 % 53 for at in range(98)]
    game = VolumeGame({f"{at:02}": one for at, one in enumerate(volumes)}, LIST)
    found = shapley.of_volumes(game)
    assert sum(found.values()) == game.total


def test_samples_find_the_value_within_their_intervals() -> None:
    def cost(group: tuple[str, ...]) -> int:
        return NINE.cost.of(len(group), sum(NINE.volumes[one] for one in group))

    exact = shapley.of_volumes(NINE)
    drawn = shapley.sampled(NINE.members, cost, orders=1000, seed=7)
    assert sum(drawn.division.values()) == NINE.total
    outside = [one for one in NAMES if abs(drawn.division[one] - exact[one]) > drawn.within[one]]
    assert len(outside) <= 2
    assert all(drawn.within[one] < exact[one] / 10 for one in NAMES)
    assert drawn == shapley.sampled(NINE.members, cost, orders=1000, seed=7)
    assert drawn != shapley.sampled(NINE.members, cost, orders=1000, seed=8)


def test_every_order_is_as_likely() -> None:
    seen = [shapley.order(("a", "b", "c"), 1, number) for number in range(6000)]
    counts = [seen.count(one) for one in permutations("abc")]
    assert sum((one - 1000) ** 2 / 1000 for one in counts) < 20.5  # chi square, five degrees: 1 in 1000


@settings(max_examples=1)
@given(orders=st.sampled_from([1, 1_000_001]))
def test_too_few_or_too_many_orders_are_refused(orders: int) -> None:
    with pytest.raises(ProblemsError, match="orders_outside"):
        shapley.sampled(("a",), len, orders, seed=1)


def test_the_whole_volume_may_get_the_price_of_its_step() -> None:
    steps = (PriceStep(0, 10), PriceStep(100, 5))
    assert VolumeCost(steps=steps, whole=True).price(99) == 990
    assert VolumeCost(steps=steps, whole=True).price(100) == 500
    assert VolumeCost(steps=steps).price(101) == 1005
    assert VolumeCost(whole=True).price(9) == VolumeCost().price(9) == 0


def many(number: int) -> dict[str, int]:
    return {str(one): 1 for one in range(number)}


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: VolumeCost(steps=(PriceStep(1, 1),)), "price_steps_out_of_order"),
        (lambda: VolumeCost(steps=(PriceStep(0, 1), PriceStep(0, 2))), "price_steps_out_of_order"),
        (lambda: VolumeCost(fixed=-1), "cost_below_nought"),
        (lambda: VolumeCost(steps=(PriceStep(0, -1),)), "cost_below_nought"),
        (lambda: VolumeGame({"a": -1}, LIST), "cost_below_nought"),
        (lambda: VolumeGame({}, LIST), "nobody_shares"),
        (
            lambda: VolumeGame({str(one): 0 for one in range(201)}, LIST),
            "too_many_to_share number=201 most=200",
        ),
        (lambda: shapley.of_volumes(VolumeGame({"a": 5001}, LIST)), "volume_too_large volume=5001 most=5000"),
        (
            lambda: nearest(VolumeGame({"a": 1, "b": 5000}, VolumeCost()), {"a": 0, "b": 0}),
            "volume_too_large",
        ),
        (
            lambda: table_of(VolumeGame({str(one): 1 for one in range(13)}, LIST)),
            "too_many_to_share number=13",
        ),
        (lambda: TableGame(("a",), (0,)), "groups_without_cost"),
        (lambda: TableGame(("a",), (1, 1)), "groups_without_cost"),
    ],
)
def test_a_game_that_is_none_is_refused(make: Callable[[], Any], code: str) -> None:
    with pytest.raises(ProblemsError, match=f"^{code}"):
        make()


def test_the_members_of_a_group_are_its_bits() -> None:
    assert airport(1, 2, 3).who(5) == ("a", "c")
