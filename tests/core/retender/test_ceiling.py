"""What is left of a framework's ceiling, and when it is spent at the pace so far."""

from __future__ import annotations

import random
from datetime import date, timedelta
from fractions import Fraction

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.retender.ceiling import DrawDown, Drawn, RunsOut, draw_down, reached_about
from samspil.core.units import Money

BEGAN, TODAY, END = date(2026, 1, 1), date(2026, 6, 1), date(2029, 12, 31)
FAR = date(2090, 1, 1)


def bought(*amounts: int, member: str = "a") -> list[Drawn]:
    """So many kroner each, a day after the other from February on."""
    days = (date(2026, 2, 1) + timedelta(days=number) for number in range(len(amounts)))
    return [Drawn(member, day, Money.of(amount)) for day, amount in zip(days, amounts, strict=True)]


def of_two_hundred(*amounts: int, until: date = FAR) -> DrawDown:
    return draw_down(Money.of(200), bought(*amounts), BEGAN, TODAY, until)


def runs_out(*amounts: int, until: date = FAR) -> RunsOut:
    found = of_two_hundred(*amounts, until=until).runs_out
    assert found is not None
    return found


def test_what_is_drawn_is_counted_to_the_day_and_by_member() -> None:
    drawn = [
        Drawn("b", date(2026, 3, 1), Money.of(30)),
        Drawn("a", date(2026, 2, 1), Money.of(10)),
        Drawn("b", TODAY, Money.of(10)),
        Drawn("a", TODAY + timedelta(days=1), Money.of(999)),
    ]
    found = draw_down(Money.of(200), drawn, BEGAN, TODAY, FAR)
    assert (found.drawn, found.left, found.used) == (Money.of(50), Money.of(150), Fraction(1, 4))
    assert found.by_member == (("a", Money.of(10)), ("b", Money.of(40)))
    assert found.spent_on is None


def test_the_likely_day_is_counted_at_the_pace_so_far() -> None:
    # 152 days took a quarter; 456 more take the rest
    assert runs_out(10, 20, 20).likely == date(2027, 8, 31)


def test_many_small_purchases_say_more_than_one_large() -> None:
    small, large = runs_out(*[1] * 50), runs_out(25, 25)
    assert small.likely == large.likely == date(2027, 8, 31)
    assert small.latest is not None
    assert large.latest is not None
    assert large.earliest < small.earliest < date(2027, 8, 31) < small.latest < large.latest


def test_one_purchase_says_nothing_of_the_latest_day() -> None:
    found = runs_out(50)
    assert (found.likely, found.latest) == (date(2027, 8, 31), None)


def test_a_correction_is_taken_off_what_was_bought_before_it() -> None:
    assert runs_out(20, 30, 40, -40) == runs_out(20, 30)
    assert runs_out(20, 70, -40) == runs_out(20, 30)
    assert runs_out(10, 20, 30, 20, -30).likely == date(2027, 8, 31)


def test_a_correction_of_what_nobody_has_told_lowers_the_sum_alone() -> None:
    other = bought(50, member="a")
    back = Drawn("b", TODAY, Money.of(-10))
    found = draw_down(Money.of(200), [*other, back], BEGAN, TODAY, FAR)
    assert (found.drawn, found.by_member) == (Money.of(40), (("a", Money.of(50)), ("b", Money.of(-10))))
    assert found.runs_out is not None


@pytest.mark.parametrize("rest", [0, 1])
def test_a_ceiling_that_is_reached_is_spent_on_that_day(rest: int) -> None:
    found = of_two_hundred(100, 100, rest)
    assert (found.spent_on, found.left, found.runs_out) == (date(2026, 2, 2), Money.of(-rest), None)


def test_a_ceiling_is_spent_from_the_day_on_which_it_stayed_so() -> None:
    assert of_two_hundred(200, -1, 1).spent_on == date(2026, 2, 3)
    assert of_two_hundred(200, -1).spent_on is None


def test_what_lies_beyond_the_last_day_that_is_asked_about_is_not_said() -> None:
    every = runs_out(*[1] * 50)
    assert every.latest is not None
    assert every.likely is not None
    for day, left in ((every.latest, None), (every.likely, None), (every.earliest, None)):
        assert getattr(runs_out(*[1] * 50, until=day), _name(every, day)) == day
        found = of_two_hundred(*[1] * 50, until=day - timedelta(days=1)).runs_out
        assert (getattr(found, _name(every, day)) if found else None) is left


def _name(every: RunsOut, day: date) -> str:
    return next(name for name in ("earliest", "likely", "latest") if getattr(every, name) == day)


@pytest.mark.parametrize("began", [None, TODAY + timedelta(days=1)])
def test_no_day_is_said_where_nobody_knows_since_when_or_it_has_not_begun(began: date | None) -> None:
    assert draw_down(Money.of(200), bought(10), began, TODAY, FAR).runs_out is None


def test_no_day_is_said_where_nothing_was_drawn() -> None:
    assert of_two_hundred().runs_out is None
    assert of_two_hundred(10, -10).runs_out is None


def test_what_is_drawn_in_all_tells_the_same_day() -> None:
    # as above: 50 of 200 kroner in 152 days
    assert reached_about(Money.of(200), Money.of(50), BEGAN, TODAY, FAR) == date(2027, 8, 31)


@pytest.mark.parametrize(
    ("drawn", "began"), [(0, BEGAN), (-5, BEGAN), (200, BEGAN), (50, None), (50, TODAY + timedelta(days=1))]
)
def test_what_is_drawn_in_all_tells_no_day(drawn: int, began: date | None) -> None:
    assert reached_about(Money.of(200), Money.of(drawn), began, TODAY, FAR) is None


def test_a_ceiling_of_nothing_is_refused() -> None:
    with pytest.raises(ProblemsError, match="ceiling_not_above_zero"):
        draw_down(Money(0), [], BEGAN, TODAY, END)


def test_eight_of_ten_histories_run_out_within_their_span() -> None:
    chance = random.Random(20_261_123)
    within = sum(_is_within(chance) for _ in range(600))
    assert 0.74 <= within / 600 <= 0.86  # 0.8 ± 3.7 standard deviations of 600 tries


def _is_within(chance: random.Random) -> bool:
    """Purchases at any moment and of any size, seen for 400 days and then lived on with."""
    bought_on: list[tuple[float, int]] = []
    day, total = 0.0, 0
    while total < 100_000:
        day += chance.expovariate(1 / 8)
        amount = int(chance.expovariate(1 / 700)) + 1
        total += amount
        bought_on.append((day, amount))
    spent = BEGAN + timedelta(days=int(day))
    seen = [
        Drawn("a", BEGAN + timedelta(days=int(at)), Money(amount)) for at, amount in bought_on if at < 400
    ]
    found = draw_down(Money(100_000), seen, BEGAN, BEGAN + timedelta(days=399), FAR).runs_out
    assert found is not None
    return found.earliest <= spent and (found.latest is None or spent <= found.latest)
