"""A workload fitted from a log, and how sure it is, against published intervals and by drawing."""

from datetime import UTC, datetime

import numpy as np
import pytest
from tests.core.mining.logs import read

from samspil.core.mining.fitting import Fitted, fit
from samspil.core.mining.intervals import of_count, of_median, of_share
from samspil.core.mining.log import DAY, HOUR, log_of
from samspil.core.simulation.workload.language import Arrivals, Takes

MONDAY = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp()) * 1000


@pytest.mark.parametrize(
    ("count", "low", "high"), [(0, 0, 3.689), (1, 0.0253, 5.572), (10, 4.795, 18.390), (100, 81.364, 121.627)]
)
def test_counts_are_as_sure_as_the_exact_table_says(count: int, low: float, high: float) -> None:
    """Garwood's exact limits as every table of them has; Byar's come within three per cent but for one."""
    found = of_count(count)
    assert found.low == pytest.approx(low, abs=0.03)
    assert found.high == pytest.approx(high, abs=0.03 if count else 0.1)


@pytest.mark.parametrize(
    ("count", "total", "low", "high"), [(4, 5, 0.38, 0.96), (8, 10, 0.49, 0.94), (40, 50, 0.67, 0.89)]
)
def test_shares_are_as_sure_as_wilson_says(count: int, total: int, low: float, high: float) -> None:
    """science.md §9."""
    found = of_share(count, total)
    assert (round(found.low, 2), round(found.high, 2)) == (low, high)


def test_medians_lie_within_their_interval_as_often_as_it_says() -> None:
    rng = np.random.default_rng(4)
    drawn = [of_median(rng.exponential(1e6, 41).astype(np.int64)) for _ in range(400)]
    held = sum(one.low <= 1e6 * np.log(2) <= one.high for one in drawn)
    assert held >= 400 * 0.95 - 3 * (400 * 0.95 * 0.05) ** 0.5


def fitted() -> Fitted:
    """Two weeks: two matters each Monday, one each Wednesday; half of them are looked at twice."""
    told = {}
    for week in range(2):
        for number, day in enumerate((0, 0, 2)):
            begin = MONDAY + (week * 7 + day) * DAY + 9 * HOUR
            steps = [("In", begin), ("Look", begin + (number + 1) * HOUR)]
            if number == 0:
                steps.append(("Look", begin + 5 * HOUR))
            told[f"{week}-{number}"] = [*steps, ("Out", begin + 6 * HOUR)]
    return fit(log_of(told, "UTC"))


def test_how_often_matters_come() -> None:
    coming = fitted().coming
    assert coming.per_year.value == pytest.approx(6 * 365.25 / 10)  # ten days from the first to the last
    assert [one.value for one in coming.by_weekday] == [2, 0, 1, 0, 0, 0, 0]
    assert coming.by_month[0] is not None
    assert coming.by_month[0].value == pytest.approx(1)
    assert coming.by_month[1:] == (None,) * 11
    assert coming.per_year.low < coming.per_year.value < coming.per_year.high


def test_where_they_go_and_how_long_it_takes() -> None:
    found = fitted()
    going = {(one.step, one.then): (one.times, round(one.share.value, 3)) for one in found.going}
    assert going == {
        ("In", "Look"): (6, 1.0),
        ("Look", "Look"): (2, 0.25),
        ("Look", "Out"): (6, 0.75),
        ("Out", None): (6, 1.0),
    }
    taking = {one.step: one for one in found.taking}
    assert set(taking) == {"Look", "Out"}, "what begins a matter waits for nothing"
    assert taking["Look"].times == 8
    assert taking["Look"].median.value == 2 * HOUR
    assert (taking["Look"].quantiles[0], taking["Look"].quantiles[-1]) == (HOUR, 4 * HOUR)
    assert found.holds_waiting


def test_swarms_make_it_less_sure() -> None:
    """Ten a week, or twenty every other week: as many, and not as sure."""
    even, swarms = (
        fit(
            log_of(
                {
                    f"{week}-{number}": [("In", MONDAY + week * 7 * DAY + number * HOUR)]
                    for week in range(0, 40, step)
                    for number in range(10 * step)
                },
                "UTC",
            )
        ).coming
        for step in (1, 2)
    )
    assert even.dispersion == 1
    assert swarms.dispersion > 5
    assert swarms.per_year.high - swarms.per_year.low > 2 * (even.per_year.high - even.per_year.low)


def test_the_simulator_reads_what_is_written() -> None:
    found = fitted()
    arrivals = Arrivals.model_validate(found.arrivals_as_written("purchase", "data: our log of January 2026"))
    assert float(arrivals.per_year or 0) == pytest.approx(found.coming.per_year.value, abs=1e-6)
    takes = Takes.model_validate(found.takes_as_written("Look"))
    assert takes.hours is not None
    assert takes.hours.quantiles is not None
    assert [float(one) for one in takes.hours.quantiles][-1] == 4
    with pytest.raises(KeyError):
        found.takes_as_written("In")


def test_a_step_takes_what_lies_between_its_beginning_and_its_end_where_both_are_known() -> None:
    rows = (
        "Sag;Aktivitet;Start;Slut",
        "1;In;2026-01-05 09:00;2026-01-05 10:00",
        "1;Out;2026-01-06 09:00;2026-01-06 12:00",
    )
    log = read("\n".join(rows).encode()).log
    found = {one.step: (one.times, one.median.value) for one in fit(log).taking}
    assert found == {"In": (1, HOUR), "Out": (1, 3 * HOUR)}
