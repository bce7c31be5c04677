"""Who could tender together and when: against every way there is, where there are few."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations
from random import Random

import pytest
from tests.core.retender import plain
from tests.core.retender.contracts import generated

from samspil import library
from samspil.core.calendar import WorkCalendar
from samspil.core.errors import ProblemsError
from samspil.core.retender.aligning import Prices, align
from samspil.core.retender.chain import Asking, takeover
from samspil.core.retender.gains import gains
from samspil.core.retender.need import Movable, Table, Tender, movable
from samspil.core.retender.parameters import Route
from samspil.core.retender.stabbing import fewest
from samspil.core.retender.terms import Notice, Option, Terms
from samspil.core.retender.windows import Closed, Window, first_of, month, move, window
from samspil.core.units import Money

ON = date(2026, 11, 22)
UNTIL = date(2034, 12, 31)
DANISH = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
ASKING = Asking(ON, DANISH, library.retender_parameters().lead_times_on(ON, Route.EU_TENDER))
READY = takeover(ASKING)
NO_EFFECT = (Fraction(0), Fraction(0), Fraction(0))


# --- the fewest tenders ---


def test_the_fewest_tenders_are_those_that_trying_all_finds() -> None:
    rng = Random(1)
    for _ in range(300):
        number = rng.randint(1, 8)
        firsts = [rng.randrange(12) for _ in range(number)]
        windows = {str(at): (first, first + rng.randrange(6)) for at, first in enumerate(firsts)}
        found = fewest(windows)
        assert len(found) == _by_trying(list(windows.values()))
        assert sorted(key for stab in found for key in stab.keys) == sorted(windows)
        assert all(windows[key][0] <= stab.at <= windows[key][1] for stab in found for key in stab.keys)


def _by_trying(windows: list[tuple[int, int]]) -> int:
    moments = range(max(last for _, last in windows) + 1)
    for number in range(1, len(windows) + 1):
        for chosen in combinations(moments, number):
            if all(any(first <= at <= last for at in chosen) for first, last in windows):
                return number
    raise AssertionError


def test_nobody_needs_no_tender_and_a_window_that_closes_before_it_opens_is_refused() -> None:
    assert fewest({}) == ()
    assert len(fewest({"a": (3, 3)})) == 1
    with pytest.raises(ProblemsError, match="window_out_of_order"):
        fewest({"a": (3, 2)})


# --- the cheapest tenders ---


def some(rng: Random, number: int, lone: int = 0) -> list[Movable]:
    found = []
    for at in range(number):
        first = rng.randrange(8)
        last = first + rng.randrange(6)
        wanted = rng.randint(first, last)
        found.append(
            Movable(f"c{at}", first, last, wanted, rng.randrange(20), rng.randrange(20), rng.randint(0, lone))
        )
    return found


def partitions(keys: Sequence[Movable]) -> Iterator[list[list[Movable]]]:
    if not keys:
        yield []
        return
    head, rest = keys[0], keys[1:]
    for parts in partitions(rest):
        yield [[head], *parts]
        for at, part in enumerate(parts):
            yield [*parts[:at], [head, *part], *parts[at + 1 :]]


def cheapest_by_trying(contracts: Sequence[Movable], prices: Prices) -> int:
    """Every way to part them, each part in its cheapest month."""
    best = None
    for parts in partitions(contracts):
        total = 0
        for part in parts:
            moved = min(sum(one.costs(at) for one in part) for at in range(14))
            total += prices.tender + prices.each_more * (len(part) - 1) + moved
            total += part[0].lone if len(part) == 1 else 0
        best = total if best is None else min(best, total)
    assert best is not None
    return best


def test_the_cheapest_tenders_are_those_that_trying_all_finds() -> None:
    rng = Random(2)
    for _ in range(80):
        contracts = some(rng, rng.randint(1, 6))
        prices = Prices(rng.randrange(1, 60), 0)
        prices = replace(prices, each_more=rng.randint(0, prices.tender))
        found = align({"need": contracts}, prices)
        assert found.optimal
        assert found.cost == cheapest_by_trying(contracts, prices), (contracts, prices)


def test_eight_contracts_too() -> None:
    rng = Random(8)
    for _ in range(3):
        contracts = some(rng, 8)
        assert align({"need": contracts}, Prices(40, 5)).cost == cheapest_by_trying(contracts, Prices(40, 5))


def test_what_is_forgone_alone_is_never_reckoned_too_low_and_seldom_too_high() -> None:
    rng, exact = Random(3), 0
    for _ in range(80):
        contracts = some(rng, rng.randint(1, 6), lone=30)
        truth = cheapest_by_trying(contracts, Prices(30, 3))
        found = align({"need": contracts}, Prices(30, 3))
        assert found.bound <= truth <= found.cost
        exact += found.cost == truth
    assert exact >= 76


def test_where_only_tenders_count_there_are_the_fewest() -> None:
    rng = Random(4)
    for _ in range(60):
        contracts = [replace(one, early=0, late=0) for one in some(rng, 8)]
        found = align({"need": contracts}, Prices(1))
        assert found.cost == len(fewest({one.key: (one.first, one.last) for one in contracts}))


def test_a_plan_costs_what_its_tenders_say() -> None:
    rng = Random(5)
    for _ in range(40):
        contracts = some(rng, 6, lone=9)
        found, prices = align({"n": contracts}, Prices(25, 4)), Prices(25, 4)
        by_key = {one.key: one for one in contracts}
        total = 0
        for tender in found.tenders["n"]:
            total += prices.tender + prices.each_more * (len(tender.keys) - 1)
            total += sum(by_key[key].costs(tender.at) for key in tender.keys)
            total += by_key[tender.keys[0]].lone if len(tender.keys) == 1 else 0
        assert total == found.cost
        assert sorted(key for tender in found.tenders["n"] for key in tender.keys) == sorted(by_key)


def test_a_wider_window_never_costs_more() -> None:
    rng = Random(6)
    for _ in range(60):
        contracts = some(rng, 6)
        wider = [replace(one, last=one.last + 3) for one in contracts]
        assert align({"n": wider}, Prices(30)).cost <= align({"n": contracts}, Prices(30)).cost


# --- capacity ---


def capacity_by_trying(needs: dict[str, list[Movable]], prices: Prices) -> int:
    """Every set of months for every need together."""
    capacity = prices.capacity or 0
    plans: list[tuple[int, tuple[int, ...]]] = [(0, ())]
    for contracts in needs.values():
        options = []
        for number in range(1, len(contracts) + 1):
            for chosen in combinations(range(14), number):
                cost = sum(min(one.costs(at) for at in chosen) for one in contracts)
                if cost < 10**17:
                    cost += prices.tender * number + prices.each_more * (len(contracts) - number)
                    options.append((cost, tuple(at // 3 for at in chosen)))
        plans = _pareto((one + two, (*a, *b)) for one, a in plans for two, b in options)
    return min(
        cost + prices.over * sum(max(held.count(quarter) - capacity, 0) for quarter in set(held))
        for cost, held in plans
    )


def _pareto(plans: Iterator[tuple[int, tuple[int, ...]]]) -> list[tuple[int, tuple[int, ...]]]:
    best: dict[tuple[int, ...], int] = {}
    for cost, held in plans:
        key = tuple(sorted(held))
        best[key] = min(cost, best.get(key, cost))
    return [(cost, held) for held, cost in best.items()]


def test_with_capacity_the_truth_lies_between_the_bound_and_the_plan() -> None:
    rng, exact = Random(7), 0
    for _ in range(25):
        needs = {f"n{at}": some(rng, 3) for at in range(3)}
        prices = Prices(20, 2, over=rng.choice([5, 30]), capacity=rng.randint(0, 2))
        truth = capacity_by_trying(needs, prices)
        found = align(needs, prices)
        assert found.bound <= truth <= found.cost, (needs, prices)
        exact += found.cost == truth
    assert exact >= 20


def test_a_plan_says_how_far_above_capacity_each_quarter_is() -> None:
    fixed = {f"n{at}": [Movable(f"c{at}", 4, 4, 4, 0, 0)] for at in range(3)}
    found = align(fixed, Prices(10, over=7, capacity=1))
    assert found.over == {3: 2}
    assert (found.cost, found.bound, found.optimal) == (44, 44, True)


def test_capacity_that_is_never_reached_changes_nothing() -> None:
    needs = {"n": [Movable("a", 0, 9, 4, 1, 1), Movable("b", 0, 9, 8, 1, 1)]}
    assert align(needs, Prices(1, over=9, capacity=5)).cost == align(needs, Prices(1)).cost


def test_one_round_gives_a_plan_and_a_bound_and_near_enough_is_enough() -> None:
    rng = Random(9)
    needs = {f"n{at}": some(rng, 4, lone=6) for at in range(6)}
    prices = Prices(20, 2, over=30, capacity=1)
    few, many = align(needs, prices, rounds=0), align(needs, prices, rounds=80)
    assert many.cost <= few.cost
    assert many.bound >= few.bound
    assert 0 <= many.gap <= few.gap < 1
    assert align(needs, prices, rounds=80, near=Fraction(1)).bound == few.bound


def test_where_capacity_is_no_matter_and_the_bound_stays_below_the_search_stops() -> None:
    apart = [Movable("a", 0, 5, 0, 9, 9, lone=50), Movable("b", 4, 9, 9, 9, 9, lone=50)]
    found = align({"n": apart}, Prices(30, over=5, capacity=9), rounds=10**9)
    assert found.bound < found.cost == cheapest_by_trying(apart, Prices(30))


def test_nothing_costs_nothing() -> None:
    found = align({}, Prices(10))
    assert (found.cost, found.gap, found.optimal) == (0, Fraction(0), True)


@pytest.mark.parametrize(
    ("code", "make"),
    [
        ("nothing_to_align", lambda: Table.of([])),
        ("movable_out_of_order", lambda: Movable("a", 3, 2, 3, 0, 0)),
        ("movable_out_of_order", lambda: Movable("a", 1, 2, 3, 0, 0)),
        ("movable_out_of_order", lambda: Movable("a", 1, 4, 3, 0, -1)),
        ("prices_below_zero", lambda: Prices(-1)),
        ("prices_below_zero", lambda: Prices(1, 2)),
        ("prices_below_zero", lambda: Prices(1, -1)),
        ("prices_below_zero", lambda: Prices(1, capacity=-1)),
    ],
)
def test_what_cannot_be_planned_with_is_refused(code: str, make: object) -> None:
    with pytest.raises(ProblemsError, match=code):
        make()  # type: ignore[operator]


def test_one_alone_is_joined_to_another_or_fetches_one() -> None:
    lonely = Movable("a", 0, 5, 0, 9, 9, lone=50)
    other = Movable("b", 4, 9, 4, 9, 9)
    third = Movable("c", 5, 9, 9, 9, 9)
    found = align({"n": [lonely, other, third]}, Prices(30))
    assert found.cost == cheapest_by_trying([lonely, other, third], Prices(30))


# --- windows ---


def test_a_contract_with_a_last_day_is_held_to_it_and_to_its_options() -> None:
    terms = Terms(ends_on=date(2029, 12, 31), options=(Option(12, 90), Option(12, 90)))
    assert window(terms, ASKING, UNTIL) == Window(date(2030, 1, 1), date(2032, 1, 1), date(2030, 1, 1))


def test_a_notice_opens_the_window_when_one_could_be_ready() -> None:
    terms = Terms(ends_on=date(2031, 12, 31), notice=Notice(6))
    found = window(terms, ASKING, UNTIL)
    assert found == Window(READY, date(2032, 1, 1), date(2032, 1, 1))
    bound = replace(terms, irrevocable_until=date(2030, 6, 30))
    assert window(bound, ASKING, UNTIL) == replace(found, first=date(2030, 7, 1))
    given = replace(terms, terminated_on=date(2030, 6, 30))
    assert window(given, ASKING, UNTIL) == Window(date(2030, 12, 31), date(2030, 12, 31), date(2030, 12, 31))


def test_what_runs_on_or_renews_can_be_taken_over_until_the_day_that_is_asked_about() -> None:
    running = Terms(continuous=True, notice=Notice(36))
    assert window(running, ASKING, UNTIL) == Window(date(2029, 11, 23), UNTIL, date(2029, 11, 23))
    renewed = Terms(ends_on=date(2029, 12, 31), renews_months=12)
    assert window(renewed, ASKING, UNTIL) == Window(date(2030, 1, 1), UNTIL, date(2030, 1, 1))


def test_an_option_that_is_too_late_widens_nothing() -> None:
    terms = Terms(ends_on=date(2027, 1, 31), options=(Option(48, 90), Option(48, 0)))
    assert window(terms, ASKING, UNTIL) == Closed(READY, date(2027, 2, 1))
    in_time = replace(terms, options=(Option(48, 60), Option(48, 0)))
    assert window(in_time, ASKING, UNTIL) == Window(READY, date(2035, 2, 1), READY)


def test_moving_to_any_day_in_a_window_ends_the_contract_by_then() -> None:
    asked = 0
    for terms in generated(10, 400):
        found = window(terms, ASKING, UNTIL)
        if isinstance(found, Closed):
            continue
        for day in {found.first, found.wanted, found.last}:
            moved = move(terms, ASKING, day)
            longest = plain.last_day(terms, ON, moved.options)
            assert longest is None or longest >= day - plain.DAY or terms.renews_months
            if moved.options:
                shorter = plain.last_day(terms, ON, moved.options - 1)
                assert shorter is not None
                assert shorter < day - plain.DAY
                assert moved.option_by is not None
                assert moved.option_by >= ON
            asked += 1
    assert asked > 150


def test_a_move_says_what_to_do_and_by_when() -> None:
    terms = Terms(ends_on=date(2029, 12, 31), options=(Option(12, 90), Option(12, 90)), notice=Notice(6))
    later = move(terms, ASKING, date(2030, 7, 1))
    assert (later.days, later.options, later.option_by) == (181, 1, date(2029, 10, 2))
    assert later.notice_by is None
    sooner = move(terms, ASKING, date(2029, 7, 1))
    assert (sooner.days, sooner.options, sooner.notice_by) == (-184, 0, date(2028, 12, 29))
    same = move(terms, ASKING, date(2030, 1, 1))
    assert (same.days, same.options, same.option_by, same.notice_by) == (0, 0, None, None)
    running = move(Terms(continuous=True, notice=Notice(6)), ASKING, date(2029, 7, 1))
    assert (running.days, running.notice_by) == (0, date(2028, 12, 29))
    bound = Terms(continuous=True, notice=Notice(6), irrevocable_until=date(2030, 1, 1))
    assert move(bound, ASKING, date(2029, 7, 1)).notice_by is None


def test_a_move_beyond_all_options_uses_all() -> None:
    terms = Terms(ends_on=date(2029, 12, 31), options=(Option(12),))
    assert move(terms, ASKING, date(2032, 1, 1)).options == 1


def test_what_moving_costs_follows_the_price_of_a_year() -> None:
    together = library.retender_parameters().together_on(ON)
    found = Window(date(2030, 1, 5), date(2031, 1, 1), date(2030, 3, 1))
    one = movable("a", found, Money.of(120_000), together)
    assert (one.last - one.first, one.wanted - one.first) == (12, 2)
    assert (one.early, one.late, one.lone) == (250_000, 50_000, 2_400_000)
    assert movable("a", found, Money.of(120_000), together, months=12).lone == 600_000


def test_months_count_on_from_year_to_year() -> None:
    days = [date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 5)]
    assert [month(day) - month(days[0]) for day in days] == [0, 1, 12]
    assert [first_of(month(day)) for day in days] == [day.replace(day=1) for day in days]


# --- what each gains ---


def test_what_is_paid_sums_to_what_the_tender_costs() -> None:
    rng = Random(11)
    for number in (1, 2, 5, 9, 13):
        contracts = [Movable(f"c{at}", 0, 12, rng.randrange(13), 3, 4) for at in range(number)]
        tender, prices = Tender(6, tuple(one.key for one in contracts)), Prices(100, 7)
        found = gains(contracts, tender, prices, dict.fromkeys(tender.keys, 1000), NO_EFFECT)
        costs = 100 + 7 * (number - 1) + sum(one.costs(6) for one in contracts)
        assert sum(one.pays for one in found.gains) == costs
        assert found.fair is (number <= 12)
        assert (found.nearest is None) is (number in {1, 13})


def test_who_is_alone_gains_no_price_effect() -> None:
    effect = (Fraction(0), Fraction(1, 20), Fraction(3, 20))
    lone = Movable("a", 0, 4, 2, 1, 1)
    found = gains([lone, Movable("b", 9, 9, 9, 0, 0)], Tender(2, ("a",)), Prices(100), {"a": 1000}, effect)
    assert found.gains[0].saves == (0, 0, 0)


def test_who_cannot_be_joined_otherwise_is_held_to_a_tender_of_its_own() -> None:
    apart = [Movable("a", 0, 2, 2, 0, 0), Movable("b", 0, 9, 9, 0, 0), Movable("c", 2, 5, 5, 0, 0)]
    found = gains(apart, Tender(2, ("a", "b", "c")), Prices(90), dict.fromkeys("abc", 0), NO_EFFECT)
    assert [one.pays for one in found.gains] == [30, 30, 30]
    assert found.nearest is not None
    assert not found.nearest.objects
