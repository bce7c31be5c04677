"""``samspil log metrics``: how long matters take, by which ways, and beside another log."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

from samspil.cli.desk import OK, Desk
from samspil.cli.log.asking import read
from samspil.cli.log.told import duration, spread_as_data, spread_columns, spread_row
from samspil.core.mining.comparing import Compared, compare
from samspil.core.mining.conformance import conformance
from samspil.core.mining.log import SECOND, EventLog
from samspil.core.mining.metrics import arrivals, lead_times, spread_of, variants, waits

_SHOWN: Final = 12


def run(asked: Namespace, desk: Desk) -> int:
    """Measure a log, and hold another against it where there is one."""
    log = read(asked, asked.file).log
    told = as_data(log, asked.file, asked.order or [])
    other = read(asked, asked.other).log if asked.other else None
    told["compared"] = compared_as_data(compare(log, other), asked.other) if other else None
    if desk.as_json:
        desk.write_json(told)
        return OK
    draw(told, log, desk)
    if other is not None:
        draw_compared(compare(log, other), (asked.file, asked.other), desk)
    return OK


def as_data(log: EventLog, file: str, order: list[str]) -> dict[str, Any]:
    """All measures for machines; times in seconds."""
    came, ways = arrivals(log), variants(log)
    return {
        "file": file,
        "cases": len(log.cases),
        "events": log.events,
        "lead_time": spread_as_data(spread_of(lead_times(log))),
        "waits": [
            {"before": one.before, "after": one.after, **spread_as_data(one.spread)} for one in waits(log)
        ],
        "ways": len(ways),
        "variants": [{"cases": one.cases, "steps": list(one.steps)} for one in ways],
        "arrivals": {
            "weekdays": list(came.weekdays),
            "hours": list(came.hours),
            "months": came.months,
            "days": came.days,
        },
        "conformance": _conformance(log, order) if order else None,
    }


def _conformance(log: EventLog, order: list[str]) -> dict[str, Any]:
    found = conformance(log, order)
    return {
        "order": order,
        "follow": found.follow,
        "skip": found.skip,
        "change": found.change,
        "skipped": found.skipped,
        "out_of_turn": found.out_of_turn,
        "again": found.again,
        "others": found.others,
    }


def compared_as_data(found: Compared, file: str) -> dict[str, Any]:
    """Two logs beside each other, for machines."""
    longer = found.median_longer
    return {
        "file": file,
        "cases": list(found.cases),
        "events": list(found.events),
        "lead_times": [spread_as_data(one) for one in found.lead_times],
        "median_longer": {
            name: value / SECOND
            for name, value in (("value", longer.value), ("low", longer.low), ("high", longer.high))
        },
        "in_both": found.in_both,
        "activities": [
            {
                "name": one.activity,
                "shares": list(one.shares),
                "waits": [None if wait is None else wait / SECOND for wait in one.waits],
            }
            for one in found.activities
        ],
    }


def draw(told: dict[str, Any], log: EventLog, desk: Desk) -> None:
    """The measures for people."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    words, console = desk.words, desk.console
    counts = {"cases": words.number(told["cases"]), "events": words.number(told["events"])}
    screen.line(console, desk.say("log.metrics.title", file=told["file"], **counts), style="bold cyan")
    console.print()
    spread = spread_of(lead_times(log))
    columns = [desk.say("log.lead_time"), *spread_columns(desk)]
    screen.table(console, columns, [[desk.say("log.whole_way"), *spread_row(spread, desk)]])
    screen.heading(console, desk.say("log.waits"))
    rows = [
        [f"{one.before} → {one.after}", words.number(one.spread.count), *spread_row(one.spread, desk)[:3]]
        for one in waits(log)[:_SHOWN]
    ]
    screen.table(console, [desk.say("log.between"), desk.say("log.times"), *spread_columns(desk)[:3]], rows)
    screen.heading(console, desk.say("log.ways", count=words.number(told["ways"])))
    ways = [
        [
            words.number(one["cases"]),
            words.percent(Fraction(one["cases"], told["cases"])),
            " → ".join(one["steps"]),
        ]
        for one in told["variants"][: _SHOWN // 2]
    ]
    screen.table(console, [desk.say("log.cases"), desk.say("log.share"), desk.say("log.way")], ways)
    _draw_arrivals(told["arrivals"], desk)
    if told["conformance"]:
        _draw_conformance(told, desk)


def _draw_arrivals(came: dict[str, Any], desk: Desk) -> None:
    from samspil.cli import screen  # noqa: PLC0415

    screen.heading(desk.console, desk.say("log.arrivals"))
    names = [desk.say(f"log.weekday.{at}") for at in range(7)]
    pairs = zip(names, came["weekdays"], strict=True)
    screen.line(desk.console, ", ".join(f"{name} {desk.words.number(count)}" for name, count in pairs))
    months = came["months"]
    least, most = (pick(months, key=lambda month: months[month]) for pick in (min, max))
    told = {"least": f"{least}: {months[least]}", "most": f"{most}: {months[most]}"}
    screen.line(desk.console, desk.say("log.months", count=desk.words.number(len(months)), **told))


def _draw_conformance(told: dict[str, Any], desk: Desk) -> None:
    from samspil.cli import screen  # noqa: PLC0415

    found = told["conformance"]
    screen.heading(desk.console, desk.say("log.conformance"))
    shares = {
        key: desk.words.percent(Fraction(found[key], told["cases"])) for key in ("follow", "skip", "change")
    }
    screen.line(desk.console, desk.say("log.conformance.shares", **shares))
    for sort in ("skipped", "out_of_turn", "again", "others"):
        for step, count in list(found[sort].items())[:_SHOWN]:
            text = desk.say(f"log.{sort}", step=step, count=desk.words.number(count))
            screen.line(desk.console, text, indent=2)


def draw_compared(found: Compared, files: tuple[str, str], desk: Desk) -> None:
    """Two logs beside each other, for people."""
    from samspil.cli import screen  # noqa: PLC0415

    screen.heading(desk.console, desk.say("log.compared", first=_short(files)[0], second=_short(files)[1]))
    names = _short(files)
    columns = [desk.say("log.lead_time"), desk.say("log.cases"), *spread_columns(desk)]
    rows = [
        [file, desk.words.number(cases), *spread_row(spread, desk)]
        for file, cases, spread in zip(names, found.cases, found.lead_times, strict=True)
    ]
    screen.table(desk.console, columns, rows)
    longer = found.median_longer
    values = {
        name: duration(value, desk)
        for name, value in (("value", longer.value), ("low", longer.low), ("high", longer.high))
    }
    screen.line(desk.console, desk.say("log.median_longer", **values))
    screen.line(desk.console, desk.say("log.in_both", count=desk.words.number(found.in_both)))
    screen.heading(desk.console, desk.say("log.differ_most"))
    differing = [
        [
            one.activity,
            *(desk.words.percent(Fraction(share).limit_denominator(10_000)) for share in one.shares),
        ]
        for one in found.activities[:_SHOWN]
    ]
    screen.table(desk.console, [desk.say("log.step"), *names], differing)
    screen.line(desk.console, desk.say("log.compared.method"), style="dim")


def _short(files: tuple[str, str]) -> tuple[str, str]:
    """Names without their folders, where they differ."""
    first, second = (Path(file).name for file in files)
    return files if first == second else (first, second)
