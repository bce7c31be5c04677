"""``samspil simulate explain``: where matters wait, and what a little more or less would give."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any, Final

from samspil.cli.desk import OK, Desk, place_as_data
from samspil.cli.simulate.asking import how, read_workload_of, refuse_what_cannot_be_played
from samspil.cli.simulate.told import between, figure, number, said
from samspil.cli.sources import Source, find, load

if TYPE_CHECKING:
    from samspil.core.simulation.explaining import Explained, Tried, Waiting
    from samspil.core.simulation.workload.reading import ReadWorkload

SHOWN: Final = ("lead_days", "passes", "hours")


def run(asked: Namespace, desk: Desk) -> int:
    """Say where it waits, and try each remedy on the same luck."""
    refuse_what_cannot_be_played(asked)
    from samspil.core.simulation.explaining import explain  # noqa: PLC0415 – a second of imports

    workload, source = read_workload_of(asked), find(asked.model)
    found = explain(load(source), source.files, workload, how(asked, desk))
    told = as_data(asked, workload, found, source)
    if desk.as_json:
        desk.write_json(told)
    else:
        draw(told, desk)
    return OK


def as_data(asked: Namespace, workload: ReadWorkload, found: Explained, source: Source) -> dict[str, Any]:
    """The whole answer for machines."""
    return {
        "model": found.result.world.model.key,
        "workload": workload.spec.key,
        "years": asked.years,
        "replications": asked.replications,
        "seed": asked.seed,
        "waiting": [_waiting(one, source) for one in found.waiting],
        "tried": [_tried(one, source) for one in found.tried],
    }


def _waiting(one: Waiting, source: Source) -> dict[str, Any]:
    return {
        "forum": one.forum,
        "days_a_year": figure(one.days),
        "share": number(one.share),
        "causes_days": {name: figure(value) for name, value in one.causes.items()},
        **place_as_data(source.place(one.place)),
    }


def _tried(one: Tried, source: Source) -> dict[str, Any]:
    remedy = one.remedy
    return {
        "what": remedy.what.value,
        "subjects": list(remedy.subjects),
        "before": remedy.before,
        "after": remedy.after,
        "changes": [{"where": change.where, "value": change.value} for change in remedy.changes],
        "differences": {name: figure(value) for name, value in one.differences.items()},
        **place_as_data(source.place(remedy.place)),
    }


def draw(told: dict[str, Any], desk: Desk) -> None:
    """The answer for people: where it waits and why, then what each remedy changes, with its line."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    screen.line(desk.console, desk.say("simulate.explain.waits"), style="bold cyan")
    for one in told["waiting"]:
        _draw_waiting(one, desk)
    screen.heading(desk.console, desk.say("simulate.explain.helps"))
    for one in told["tried"]:
        subjects = ", ".join(one["subjects"])
        numbers = {name: one[name] for name in ("before", "after")}
        words = desk.say(f"simulate.explain.{one['what']}", subject=subjects, **numbers)
        screen.line(desk.console, words, indent=2, style="bold")
        for name in SHOWN:
            value = one["differences"][name]
            if value["mean"] is not None:
                label, change = desk.say(f"simulate.{name}"), between(value, name, desk, is_change=True)
                screen.labelled(desk.console, label, change, indent=4)
        screen.labelled(desk.console, desk.say("simulate.explain.line"), _line(one), indent=4)
    desk.console.print()
    method = {name: told[name] for name in ("replications", "years", "seed")}
    screen.line(desk.console, desk.say("simulate.method", **method), style="dim")


def _draw_waiting(one: dict[str, Any], desk: Desk) -> None:
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    days, share = said(one["days_a_year"]["mean"], "days", desk), said(one["share"], "load", desk)
    told = desk.say("simulate.explain.forum", forum=one["forum"], days=days, share=share)
    screen.line(desk.console, told, indent=2, style="bold")
    causes = sorted(one["causes_days"].items(), key=lambda cause: -cause[1]["mean"])
    why = ", ".join(
        desk.say(
            "simulate.where", cause=desk.say(f"simulate.cause.{name}"), days=said(value["mean"], "days", desk)
        )
        for name, value in causes
    )
    screen.line(desk.console, why, indent=4)
    screen.labelled(desk.console, desk.say("simulate.explain.line"), _line(one), indent=4)


def _line(one: dict[str, Any]) -> str:
    return f"{one['file']}:{one['line']}"
