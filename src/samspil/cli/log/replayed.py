"""``samspil log replay``: the same matters under another calendar of meetings."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime, time
from typing import Any, Final

import numpy as np

from samspil.cli.desk import OK, Desk, WrongUsageError
from samspil.cli.log.asking import read
from samspil.cli.log.told import moment, spread_as_data, spread_columns, spread_row
from samspil.core.calendar.recurrence import read_recurrence
from samspil.core.errors import Problem
from samspil.core.mining.forums import Forum, days_seen, meetings_on
from samspil.core.mining.log import DAY, EventLog
from samspil.core.mining.metrics import lead_times, spread_of
from samspil.core.mining.replay import put_together, take_apart

_YEARS_AFTER: Final = 5


def run(asked: Namespace, desk: Desk) -> int:
    """Replay; without another calendar, the log as it is, which shows that nothing is lost."""
    log = read(asked, asked.file).log
    if asked.forum is None:
        if asked.meets or asked.papers is not None or asked.agenda is not None:
            raise WrongUsageError([Problem("log_replay_needs_forum", {})])
        raise WrongUsageError([Problem("log_replay_what", {"known": ", ".join(log.activities[:20])})])
    seen = days_seen(log, asked.forum)
    now = Forum(asked.forum, meetings_on(seen, log.zone), (asked.papers_now or 0) * DAY)
    papers = asked.papers if asked.papers is not None else asked.papers_now or 0
    days = _days(asked.meets, log) if asked.meets else seen
    then = Forum(asked.forum, meetings_on(days, log.zone), papers * DAY, asked.agenda)
    taken = take_apart(log, [now])
    before, after = put_together(taken, [now]), put_together(taken, [then])
    told = as_data(log, before, after, asked)
    if desk.as_json:
        desk.write_json(told)
    else:
        draw(told, log, after, desk)
    return OK


def _days(rule: str, log: EventLog) -> list[date]:
    """The days of meeting by a rule, from the log's first year until some years after its last."""
    first, last = (moment(int(at)).year for at in (log.begun.min(), log.at.max()))
    recurrence = read_recurrence(rule, datetime.combine(date(first, 1, 1), time(0)))
    return [day for year in range(first, last + _YEARS_AFTER + 1) for day in recurrence.days_of(year)]


def as_data(log: EventLog, before: EventLog, after: EventLog, asked: Namespace) -> dict[str, Any]:
    """Both for machines; times in seconds."""
    step = log.activities.index(asked.forum)
    return {
        "file": asked.file,
        "cases": len(log.cases),
        "forum": asked.forum,
        "meetings_seen": len(days_seen(log, asked.forum)),
        "is_given_back": before.same_as(log),
        "moved": int((lead_times(after) != lead_times(log)).sum()),
        "lead_time": spread_as_data(spread_of(lead_times(log))),
        "lead_time_then": spread_as_data(spread_of(lead_times(after))),
        "wait": spread_as_data(spread_of(_waits(log, step))),
        "wait_then": spread_as_data(spread_of(_waits(after, step))),
    }


def _waits(log: EventLog, step: int) -> Any:
    """Before each time that a step was taken, but for those that begin a case."""
    is_step = log.activity == step
    is_step[log.starts[:-1]] = False
    return np.diff(log.at, prepend=log.at[:1])[is_step]


def draw(told: dict[str, Any], log: EventLog, after: EventLog, desk: Desk) -> None:
    """Both for people."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    number = desk.words.number
    key = "log.replay.given_back" if told["is_given_back"] else "log.replay.not_given_back"
    counts = {"cases": number(told["cases"]), "meetings": number(told["meetings_seen"])}
    screen.line(desk.console, desk.say(key, forum=told["forum"], **counts), style="bold cyan")
    desk.console.print()
    step = log.activities.index(told["forum"])
    rows = [
        [desk.say("log.replay.wait"), *spread_row(spread_of(_waits(log, step)), desk)],
        [desk.say("log.replay.wait_then"), *spread_row(spread_of(_waits(after, step)), desk)],
        [desk.say("log.whole_way"), *spread_row(spread_of(lead_times(log)), desk)],
        [desk.say("log.replay.whole_way_then"), *spread_row(spread_of(lead_times(after)), desk)],
    ]
    screen.table(desk.console, [desk.say("log.lead_time"), *spread_columns(desk)], rows)
    screen.line(desk.console, desk.say("log.replay.moved", count=number(told["moved"])))
    screen.line(desk.console, desk.say("log.replay.method"), style="dim")
