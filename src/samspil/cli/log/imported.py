"""``samspil log import``: is the log whole, and what was taken for what?"""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any, Final

import numpy as np

from samspil.cli.desk import OK, Desk
from samspil.cli.log.asking import read
from samspil.cli.log.told import moment
from samspil.core.errors import ProblemsError
from samspil.core.mining.reading.gathering import Read
from samspil.core.mining.writing import as_csv

_SHOWN: Final = 15


def run(asked: Namespace, desk: Desk) -> int:
    """Read the log whole, say what is in it, and write it plainly where that is asked for."""
    found = read(asked, asked.file)
    if asked.out:
        _write(found, asked.out, force=asked.force)
    told = as_data(found, asked.file)
    if desk.as_json:
        desk.write_json({**told, "out": asked.out})
    else:
        draw(told, found, desk)
        if asked.out:
            desk.console.print(desk.say("out.written", file=asked.out), soft_wrap=True)
    return OK


def _write(found: Read, file: str, *, force: bool) -> None:
    try:
        with Path(file).open("w" if force else "x", encoding="utf-8", newline="") as opened:
            opened.writelines(as_csv(found.log))
    except FileExistsError:
        raise ProblemsError.of("file_is_there", file=file) from None
    except OSError as error:
        raise ProblemsError.of("file_not_writable", file=file, said=error.strerror) from None


def as_data(found: Read, file: str) -> dict[str, Any]:
    """What is in a log, for machines."""
    log = found.log
    counts = np.bincount(log.activity, minlength=len(log.activities))
    named = sorted(zip(log.activities, counts.tolist(), strict=True), key=lambda one: (-one[1], one[0]))
    return {
        "file": file,
        "sort": found.sort,
        "cases": len(log.cases),
        "events": log.events,
        "activities": [{"name": name, "events": count} for name, count in named],
        "resources": len(log.resources),
        "first": moment(int(log.begun.min())).isoformat(),
        "last": moment(int(log.at.max())).isoformat(),
        "zone": log.zone,
        "writes_zones": found.writes_zones,
        "says_begun": log.says_begun,
        "columns": found.columns,
        "case_type": found.case_type,
        "left_out": {
            "other_transitions": found.left_out.other_transitions,
            "unfinished": found.left_out.unfinished,
            "without_case": found.left_out.without_case,
        },
    }


def draw(told: dict[str, Any], found: Read, desk: Desk) -> None:
    """The same for people."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    words = desk.words
    sort = desk.say(f"log.sort.{found.sort}")
    screen.line(desk.console, desk.say("log.import.whole", file=told["file"], sort=sort), style="bold cyan")
    counts = {key: words.number(told[key]) for key in ("cases", "events", "resources")}
    steps = words.number(len(told["activities"]))
    first, last = (
        words.day(moment(at).date()) for at in (int(found.log.begun.min()), int(found.log.at.max()))
    )
    screen.line(desk.console, desk.say("log.import.counts", steps=steps, first=first, last=last, **counts))
    key = "log.import.zoned" if found.writes_zones else "log.import.unzoned"
    screen.line(desk.console, desk.say(key, zone=told["zone"]), style="dim")
    for name, heading in found.columns.items():
        screen.labelled(desk.console, desk.say(f"log.column.{name}"), heading, indent=2)
    if found.case_type:
        screen.labelled(desk.console, desk.say("log.column.case"), found.case_type, indent=2)
    for name, count in told["left_out"].items():
        if count:
            screen.line(desk.console, desk.say(f"log.left_out.{name}", count=words.number(count)))
    desk.console.print()
    rows = [[one["name"], words.number(one["events"])] for one in told["activities"][:_SHOWN]]
    screen.table(desk.console, [desk.say("log.step"), desk.say("log.events")], rows)
    if len(told["activities"]) > _SHOWN:
        rest = words.number(len(told["activities"]) - _SHOWN)
        screen.line(desk.console, desk.say("log.more_steps", count=rest), style="dim")
