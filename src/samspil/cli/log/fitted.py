"""``samspil log fit``: a workload with what a log shows, and how sure that is."""

from __future__ import annotations

import json
from argparse import Namespace
from fractions import Fraction
from pathlib import Path
from typing import Any

from samspil.cli.desk import OK, Desk, WrongUsageError
from samspil.cli.log.asking import read
from samspil.cli.log.told import duration, moment
from samspil.cli.simulate.asking import read_workload_of
from samspil.core.errors import Problem, ProblemsError
from samspil.core.mining.as_workload import with_fitted
from samspil.core.mining.fitting import Fitted, fit
from samspil.core.mining.intervals import Estimate
from samspil.core.mining.log import SECOND, EventLog
from samspil.core.simulation.workload.reading import read_workload


def run(asked: Namespace, desk: Desk) -> int:
    """Fit a workload, say how sure each part is, and write it where that is asked for."""
    steps = _steps(asked.step)
    base = read_workload_of(asked)
    log = read(asked, asked.file).log
    fitted = fit(log)
    written = with_fitted(base.document.value, fitted, asked.kind, steps, _source(asked.file, log))
    data = json.dumps(written, indent=2, ensure_ascii=False) + "\n"
    read_workload(data.encode(), asked.out or asked.file)  # what would be refused later is refused now
    if asked.out:
        _write(data, asked.out, force=asked.force)
    if desk.as_json:
        desk.write_json(as_data(fitted, log, asked, written))
    else:
        draw(fitted, log, asked, desk)
    return OK


def _steps(said: list[str]) -> dict[tuple[str, str], str]:
    """``route.step=NAME IN THE LOG``, as many as were given."""
    found = {}
    for one in said:
        where, _, activity = one.partition("=")
        route, _, step = where.partition(".")
        if not (route and step and activity):
            raise WrongUsageError([Problem("fit_step_said_wrongly", {"value": one})])
        found[route, step] = activity
    return found


def _source(file: str, log: EventLog) -> str:
    first, last = (moment(int(at)).date().isoformat() for at in (log.begun.min(), log.at.max()))
    return f"data: {Path(file).name}, {len(log.cases)}, {first} – {last}"


def _write(data: str, file: str, *, force: bool) -> None:
    try:
        with Path(file).open("w" if force else "x", encoding="utf-8") as opened:
            opened.write(data)
    except FileExistsError:
        raise ProblemsError.of("file_is_there", file=file) from None
    except OSError as error:
        raise ProblemsError.of("file_not_writable", file=file, said=error.strerror) from None


def as_data(fitted: Fitted, log: EventLog, asked: Namespace, written: dict[str, Any]) -> dict[str, Any]:
    """What was fitted for machines, each with its interval of 95 in 100; times in seconds."""
    return {
        "file": asked.file,
        "cases": len(log.cases),
        "kind": asked.kind,
        "per_year": _estimate(fitted.coming.per_year),
        "by_month": [None if one is None else _estimate(one) for one in fitted.coming.by_month],
        "dispersion": round(fitted.coming.dispersion, 3),
        "holds_waiting": fitted.holds_waiting,
        "takes": [
            {"step": one.step, "times": one.times, "median": _estimate(one.median, SECOND)}
            for one in fitted.taking
        ],
        "going": [
            {"step": one.step, "then": one.then, "times": one.times, "share": _estimate(one.share)}
            for one in fitted.going
        ],
        "workload": written,
        "out": asked.out,
    }


def _estimate(one: Estimate, unit: int = 1) -> dict[str, float]:
    told = (("value", one.value), ("low", one.low), ("high", one.high))
    return {name: round(value / unit, 6) for name, value in told}


def draw(fitted: Fitted, log: EventLog, asked: Namespace, desk: Desk) -> None:
    """The same for people."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    words, console, coming = desk.words, desk.console, fitted.coming.per_year
    year = {
        name: words.number(round(value))
        for name, value in (("value", coming.value), ("low", coming.low), ("high", coming.high))
    }
    count = words.number(len(log.cases))
    screen.line(console, desk.say("log.fit.year", kind=asked.kind, count=count, **year), style="bold cyan")
    swarms = words.number(Fraction(round(10 * fitted.coming.dispersion), 10), 1)
    screen.line(console, desk.say("log.fit.swarms", times=swarms), style="dim")
    rows = [
        [
            one.step,
            words.number(one.times),
            *(duration(value, desk) for value in (one.median.value, one.median.low, one.median.high)),
        ]
        for one in fitted.taking
    ]
    heads = [desk.say(f"log.{name}") for name in ("step", "times", "median", "fit.least", "fit.most")]
    screen.table(console, heads, rows)
    if fitted.holds_waiting:
        screen.line(console, desk.say("log.fit.holds_waiting"))
    taken = ", ".join(one.partition("=")[0] for one in asked.step) or desk.say("log.fit.none")
    screen.line(console, desk.say("log.fit.taken", steps=taken, workload=asked.workload))
    if asked.out:
        console.print(desk.say("out.written", file=asked.out), soft_wrap=True)
