"""``samspil simulate phase``: where each forum's meetings should lie so that papers flow, with none added."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from samspil.cli.desk import OK, Desk, place_as_data
from samspil.cli.simulate.asking import how, read_workload_of, refuse_what_cannot_be_played
from samspil.cli.simulate.told import between, figure, said
from samspil.cli.sources import Source, find, load

if TYPE_CHECKING:
    from samspil.core.governance.load import GovernanceModel
    from samspil.core.simulation.phasing.phase import Phased, PhasedForum
    from samspil.core.simulation.results import Result
    from samspil.core.simulation.workload.reading import ReadWorkload

SHOWN: Final = ("lead_days", "median_days", "p80_days", "hours")


def run(asked: Namespace, desk: Desk) -> int:
    """Phase the calendars, then play the model with them and as it is on the same luck."""
    refuse_what_cannot_be_played(asked)
    from samspil.core.simulation.phasing.phase import phase  # noqa: PLC0415 – a second of imports
    from samspil.core.simulation.trying import tried  # noqa: PLC0415 – a second of imports

    workload, source, settings = read_workload_of(asked), find(asked.model), how(asked, desk)
    model = load(source)
    phased = phase(model, workload, settings, any_weekday=asked.any_weekday)
    then = _changed(model, source, workload, phased)
    results = tried([model, then], workload, settings) if then else ()
    told = as_data(asked, workload, phased, results, source)
    if desk.as_json:
        desk.write_json(told)
    else:
        draw(told, phased, desk)
    return OK


def _changed(
    model: GovernanceModel, source: Source, workload: ReadWorkload, phased: Phased
) -> GovernanceModel | None:
    from samspil.core.simulation.changing import with_changes  # noqa: PLC0415 – a second of imports

    if not phased.changes:
        return None
    return with_changes(model, source.files, phased.changes, workload.spec.starts)


def as_data(
    asked: Namespace, workload: ReadWorkload, phased: Phased, results: tuple[Result, ...], source: Source
) -> dict[str, Any]:
    """The whole answer for machines; days are what a matter waits for one meeting."""
    from samspil.core.simulation.results import compared  # noqa: PLC0415 – a second of imports

    return {
        "workload": workload.spec.key,
        "years": asked.years,
        "replications": asked.replications,
        "seed": asked.seed,
        "forums": [_forum(one, source) for one in phased.forums],
        "changes": [{"where": one.where, "value": one.value} for one in phased.changes],
        "days_waited_a_year": {"now": round(phased.days_now, 3), "then": round(phased.days_then, 3)},
        "none_is_below": round(phased.bound, 3),
        "is_exact": phased.is_exact,
        "total": [{name: figure(value) for name, value in one.total.items()} for one in results],
        "differences": {name: figure(value) for name, value in compared(*results).items()} if results else {},
    }


def _forum(one: PhasedForum, source: Source) -> dict[str, Any]:
    return {
        "key": one.key,
        "rule_now": one.now.rule,
        "rule_then": one.then.rule,
        "starts_now": one.now.starts.isoformat(timespec="minutes"),
        "starts_then": one.then.starts.isoformat(timespec="minutes"),
        "meets_now": [day.isoformat() for day in one.days_of_now],
        "meets_then": [day.isoformat() for day in one.days_of_then],
        "a_year": round(one.a_year, 3),
        "days_now": round(one.days_now, 3),
        "days_then": round(one.days_then, 3),
        "places": one.places,
        **place_as_data(source.place(one.place)),
    }


def draw(told: dict[str, Any], phased: Phased, desk: Desk) -> None:
    """The answer for people: each forum with its days of meeting, then what the play says of it."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    columns = [
        desk.say(f"simulate.phase.{name}") for name in ("forum", "now", "then", "days_now", "days_then")
    ]
    screen.table(desk.console, columns, [_cells(one, desk) for one in phased.forums])
    key = "simulate.phase.exact" if phased.is_exact else "simulate.phase.searched"
    bound = said(phased.bound, "days", desk)
    days = {name: said(told["days_waited_a_year"][name], "days", desk) for name in ("now", "then")}
    screen.line(desk.console, desk.say(key, bound=bound, **days))
    if not phased.changes:
        screen.line(desk.console, desk.say("simulate.phase.stays"), style="bold")
        return
    screen.heading(desk.console, desk.say("simulate.phase.played"))
    for name in SHOWN:
        value = between(told["differences"][name], name, desk, is_change=True)
        screen.labelled(desk.console, desk.say(f"simulate.{name}"), value, indent=2)
    screen.heading(desk.console, desk.say("simulate.phase.try_it"))
    for change in phased.changes:
        screen.line(desk.console, f'--set "{change}"', indent=2)
    desk.console.print()
    method = {name: told[name] for name in ("replications", "years", "seed")}
    screen.line(desk.console, desk.say("simulate.method", **method), style="dim")


def _cells(one: PhasedForum, desk: Desk) -> list[str]:
    from samspil.cli.screen import NOTHING  # noqa: PLC0415 – the JSON needs no screen

    return [
        one.key,
        _days(one.days_of_now),
        _days(one.days_of_then) if one.then != one.now else NOTHING,
        said(one.days_now, "days", desk),
        said(one.days_then, "days", desk),
    ]


def _days(days: tuple[date, ...]) -> str:
    return ", ".join(day.isoformat() for day in days)
