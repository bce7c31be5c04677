"""What a purchase is worth against the limits, and what the shipped limits say."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.retender.parameters import Phase, Route, parse_retender_parameters
from samspil.core.retender.value import Volume, framework_length, worth
from samspil.core.units import Money

SHIPPED = library.retender_parameters()
IN_2025, IN_2026 = date(2025, 6, 1), date(2026, 6, 1)
NOTHING = Money(0)


def volume(member: str, yearly: int, months: int = 48, once: int = 0) -> Volume:
    return Volume(member, Money.of(yearly), months, Money.of(once))


def test_the_thresholds_of_2024_are_kfsts() -> None:
    found = SHIPPED.thresholds_on(IN_2025)
    assert (found.goods_and_services, found.light) == (Money.of(1_644_638), Money.of(5_581_350))
    assert found.assumed is None


def test_the_thresholds_of_2026_are_worked_out_of_euro_and_say_so() -> None:
    found = SHIPPED.thresholds_on(date(2026, 1, 1))
    assert found.goods_and_services == Money.of(216_000 * 746_038 // 100_000)
    assert found.light == Money.of(750_000 * 746_038 // 100_000)
    assert found.assumed is not None
    assert SHIPPED.thresholds_on(date(2025, 12, 31)).since == date(2024, 1, 1)


def test_before_the_first_day_there_is_no_value() -> None:
    with pytest.raises(ProblemsError, match="no_retender_value_on_day name=thresholds"):
        SHIPPED.thresholds_on(date(2023, 12, 31))
    with pytest.raises(ProblemsError, match="lead_times eu_tender"):
        SHIPPED.lead_times_on(date(2025, 12, 31), Route.EU_TENDER)


def test_standstill_is_ten_days_and_a_small_purchase_has_none() -> None:
    standstill = dict(SHIPPED.lead_times_on(IN_2026, Route.EU_TENDER).phases)[Phase.STANDSTILL]
    assert (standstill.amount, standstill.unit) == (10, "calendar_days")
    assert Phase.STANDSTILL not in dict(SHIPPED.lead_times_on(IN_2026, Route.BELOW_THRESHOLD).phases)


def test_what_tendering_together_costs_is_wide_and_says_why() -> None:
    found = SHIPPED.together_on(IN_2026)
    assert found.price_effect == (Fraction(0), Fraction(1, 20), Fraction(3, 20))
    assert found.assumed is not None
    assert SHIPPED.small_change_on(IN_2026).share == Fraction(1, 10)


def test_a_price_effect_that_falls_is_refused_at_its_line() -> None:
    from pathlib import Path  # noqa: PLC0415

    file = Path(library.__file__).parent / "reference_data" / "retender.yaml"
    turned = file.read_bytes().replace(b'["0.00", "0.05", "0.15"]', b'["0.05", "0.00", "0.15"]')
    with pytest.raises(ProblemsError, match=r"retender.yaml:\d+: price_effect_out_of_order"):
        parse_retender_parameters(turned, "retender.yaml")


def test_the_value_is_what_all_buy_with_options_and_is_not_split() -> None:
    limits = SHIPPED.thresholds_on(IN_2025)
    alone = worth([volume("a", 400_000)], limits)
    assert (alone.total, alone.tender, alone.announce) == (Money.of(1_600_000), False, True)
    assert alone.left == Money.of(44_638)
    joint = worth([volume("a", 400_000), volume("b", 10_000, once=5_000)], limits)
    assert joint.parts == (("a", Money.of(1_600_000)), ("b", Money.of(45_000)))
    assert joint.tender


@pytest.mark.parametrize(("once", "tender"), [(1_644_638, True), (1_644_637, False)])
def test_a_value_at_the_threshold_is_tendered(once: int, tender: bool) -> None:
    assert worth([volume("a", 0, 0, once)], SHIPPED.thresholds_on(IN_2025)).tender is tender


@pytest.mark.parametrize(("once", "announce"), [(500_000, True), (499_999, False)])
def test_a_value_at_the_national_limit_is_announced(once: int, announce: bool) -> None:
    assert worth([volume("a", 0, 0, once)], SHIPPED.thresholds_on(IN_2025)).announce is announce


def test_the_light_regime_has_its_own_limit() -> None:
    limits = SHIPPED.thresholds_on(IN_2025)
    assert not worth([volume("a", 0, 0, 5_581_349)], limits, light=True).tender
    assert worth([volume("a", 0, 0, 5_581_350)], limits, light=True).tender


def test_a_volume_is_never_rounded_down_nor_below_nothing() -> None:
    assert Volume("a", Money(100), 1, NOTHING).total == Money(9)
    for wrong in ((-1, 1, 0), (1, -1, 0), (1, 601, 0), (1, 1, -1)):
        with pytest.raises(ProblemsError, match="volume_out_of_range"):
            Volume("a", Money(wrong[0]), wrong[1], Money(wrong[2]))


@pytest.mark.parametrize(
    ("last", "months", "over"),
    [(date(2029, 12, 31), 48, False), (date(2030, 1, 1), 49, True), (date(2028, 12, 31), 36, False)],
)
def test_a_framework_of_four_years_is_lawful_and_a_day_more_is_not(
    last: date, months: int, over: bool
) -> None:
    found = framework_length(date(2026, 1, 1), last, SHIPPED.framework_most_on(IN_2026), "særlig anlægstid")
    assert (found.months, found.over, found.exception) == (months, over, "særlig anlægstid")
