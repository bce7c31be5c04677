"""Re-tendering: real contracts' calendars against a plain calculation, and a whole country's tenders."""

from __future__ import annotations

import csv
import os
import resource
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path
from random import Random
from time import perf_counter
from typing import Final

from tests.core.retender import plain
from tests.core.retender.contracts import generated

from bench.report import Section
from samspil import library
from samspil.core.calendar import WorkCalendar
from samspil.core.retender.aligning import Plan, Prices, align
from samspil.core.retender.chain import Asking, Sort, chain
from samspil.core.retender.need import Movable, movable
from samspil.core.retender.parameters import Route
from samspil.core.retender.terms import Notice, Option, Segment, Terms
from samspil.core.retender.windows import Closed, window
from samspil.core.units import Money

ON: Final = date(2026, 11, 22)
UNTIL: Final = date(2036, 12, 31)
MEMBERS: Final = int(os.environ.get("BENCH_MEMBERS", "98"))
NEEDS: Final = int(os.environ.get("BENCH_NEEDS", "60"))
DATA: Final = Path(os.environ.get("SAMSPIL_DATA", "../shared/data"))
REAL: Final = DATA / "procurement" / "act_contracts" / "act_contracts_2025.csv"
DANISH: Final = WorkCalendar("DK", frozenset({"christmas_eve"}), frozenset(), "Europe/Copenhagen")


def sections() -> Iterator[Section]:
    """Both sections of the page."""
    yield Section("The re-tender calendar", "retender", table=_calendar())
    yield Section("Tendering together", "retender_together", table=_together())


def _asking() -> Asking:
    return Asking(ON, DANISH, library.retender_parameters().lead_times_on(ON, Route.EU_TENDER))


# --- the calendar ----------------------------------------------------------------------------------------


def real() -> list[Terms]:
    """The register's contracts with both days; none where the raw data is not here."""
    if not REAL.exists():
        return []
    with REAL.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    days = [(_day(row["execution_date"]), _day(row["expiry_date"])) for row in rows]
    return [Terms(first, last) for first, last in days if first and last and first <= last]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _calendar() -> str:
    lines = ["| contracts | how many | dates | as the plain calculation | for one contract |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    every = {"real ones (Canberra's register, first and last day)": real()}
    every["made by a seed, with options, notice and renewal"] = list(generated(12, 1000))
    for name, contracts in every.items():
        if not contracts:
            lines.append(f"| {name} | the raw data is not here | | | |")
            continue
        begun = perf_counter()
        found = [chain(terms, _asking()) for terms in contracts]
        spent = (perf_counter() - begun) / len(contracts)
        dates, same = 0, 0
        for terms, one in zip(contracts, found, strict=True):
            expected = dict(_plainly(terms))
            told = {(act.sort, act.number): act.by for act in one.acts}
            dates += len(expected)
            same += sum(told.get(key) == day for key, day in expected.items())
            same -= len(told.keys() - expected.keys())
        lines.append(f"| {name} | {len(contracts):,} | {dates:,} | {same:,} | {spent * 1e6:.0f} µs |")
    return "\n".join(lines)


def _plainly(terms: Terms) -> Iterator[tuple[tuple[Sort, int], date]]:
    last = plain.last_day(terms, ON, 0)
    if last is None:
        return
    ready, asking = last + plain.DAY, _asking()
    for phase, length in reversed(asking.lead_times.phases):
        ready = plain.begin_of(ready, phase, length, DANISH)
        yield (Sort(phase.value), 0), ready
    for option in () if terms.terminated_on else terms.options_left[:1]:
        told_by = last - timedelta(days=option.notice_days)
        yield (Sort.OPTION, terms.options_used + 1), plain.working_day_back(DANISH, told_by)
    if terms.renews_months and terms.terminated_on is None:
        given = plain.last_notice(terms, last)
        if given is not None:
            yield (Sort.NOTICE, 0), plain.working_day_back(DANISH, given)


# --- tendering together ----------------------------------------------------------------------------------


def country(seed: int = 13) -> dict[str, list[Movable]]:
    """One contract of each need for each member, with windows by their terms; those too late are left out."""
    rng, asking = Random(seed), _asking()
    together = library.retender_parameters().together_on(ON)
    needs: dict[str, list[Movable]] = {}
    for need in range(NEEDS):
        usual = rng.lognormvariate(12.5, 0.9)
        for member in range(MEMBERS):
            yearly = Money(int(usual * rng.lognormvariate(0, 0.6) * 100))
            found = window(_terms(rng), asking, UNTIL)
            if not isinstance(found, Closed):
                one = movable(f"{need}-{member}", found, yearly, together)
                needs.setdefault(f"need {need}", []).append(one)
    return needs


def _terms(rng: Random) -> Terms:
    ends = ON + timedelta(days=rng.randrange(200, 2200))
    options = tuple(Option(12, rng.choice([90, 180])) for _ in range(rng.randrange(4)))
    months = rng.choice([0, 3, 6, 12])
    notice = Notice(months, None, rng.choice([None, Segment.QUARTER]) if months else None)
    return Terms(ends_on=ends, options=options, notice=notice)


def _together() -> str:
    lines = [
        "| what | wall | tenders | alone it would be | cost, million kr. | bound | gap |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    together = library.retender_parameters().together_on(ON)
    needs = country()
    contracts = sum(len(one) for one in needs.values())
    safe = {key: [_without_effect(one) for one in many] for key, many in needs.items()}
    prices = Prices(together.tender.minor, together.each_more.minor, together.over_capacity.minor)
    for name, asked, capacity in (
        ("tenders and moving", safe, None),
        ("and at most so many a quarter that most are full", safe, 8),
        ("and the likely price effect", needs, 8),
    ):
        limited = Prices(prices.tender, prices.each_more, prices.over, capacity)
        begun = perf_counter()
        plan = align(asked, limited, near=Fraction(1, 1000))
        lines.append(_row(name, perf_counter() - begun, plan, contracts))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    lines += ["", f"{contracts:,} contracts of {MEMBERS} members could move; peak memory {peak:.0f} MB."]
    return "\n".join(lines)


def _without_effect(one: Movable) -> Movable:
    return Movable(one.key, one.first, one.last, one.wanted, one.early, one.late)


def _row(name: str, wall: float, plan: Plan, contracts: int) -> str:
    tenders = sum(len(many) for many in plan.tenders.values())
    kroner: Mapping[str, float] = {"cost": plan.cost / 1e8, "bound": plan.bound / 1e8}
    gap = "optimal" if plan.optimal else f"{float(plan.gap):.2%}"
    cells = [name, f"{wall:.1f} s", f"{tenders:,}", f"{contracts:,}"]
    return "| " + " | ".join([*cells, f"{kroner['cost']:.1f}", f"{kroner['bound']:.1f}", gap]) + " |"
