"""``samspil simulate sweep``: one model with many values of what may be changed; which no other beats."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from samspil.cli.desk import OK, Desk, place_as_data
from samspil.cli.simulate.asking import how, read_workload_of, refuse_what_cannot_be_played
from samspil.cli.simulate.told import between, figure, said
from samspil.cli.sources import Source, find, load

if TYPE_CHECKING:
    from samspil.core.simulation.sweeping import Row, Variant
    from samspil.core.simulation.workload.reading import ReadWorkload

SHOWN: Final = ("median_days", "p80_days", "approved", "passes", "locally", "hours")


def run(asked: Namespace, desk: Desk) -> int:
    """Try every combination on the same luck."""
    refuse_what_cannot_be_played(asked)
    from samspil.core.simulation.sweeping import read_over, sweep, variants  # noqa: PLC0415 – imports

    over = [read_over(words) for words in asked.over]
    workload, source = read_workload_of(asked), find(asked.model)
    found = variants(load(source), source.files, over, workload.spec.starts)
    rows = sweep([_placed(one, source) for one in found], workload, how(asked, desk))
    told = as_data(asked, workload, rows, desk)
    if desk.as_json:
        desk.write_json(told)
    else:
        draw(told, desk)
    return OK


def _placed(variant: Variant, source: Source) -> Variant:
    return replace(
        variant,
        problems=tuple(source.placed(problem) for problem in variant.problems),
        places=tuple(source.place(place) for place in variant.places),
    )


def as_data(asked: Namespace, workload: ReadWorkload, rows: tuple[Row, ...], desk: Desk) -> dict[str, Any]:
    """The whole answer for machines; the first row is the model as it is."""
    from samspil.core.simulation.sweeping import FRONTIER  # noqa: PLC0415 – a second of imports

    return {
        "model": rows[0].result.world.model.key if rows[0].result else None,
        "workload": workload.spec.key,
        "workload_name": workload.spec.name.in_language(desk.language),
        "years": asked.years,
        "replications": asked.replications,
        "seed": asked.seed,
        "frontier_of": list(FRONTIER),
        "rows": [_row(row, desk) for row in rows],
    }


def _row(row: Row, desk: Desk) -> dict[str, Any]:
    changes = zip(row.variant.changes, row.variant.places, strict=True)
    total = {} if row.result is None else row.result.total
    return {
        "changes": [
            {"where": change.where, "value": change.value, **place_as_data(place)}
            for change, place in changes
        ],
        "digest": row.variant.model.digest if row.variant.model else None,
        "problems": [desk.as_data(problem) for problem in row.variant.problems],
        "total": {name: figure(value) for name, value in total.items()},
        "differences": {name: figure(value) for name, value in row.differences.items()},
        "overloaded": [] if row.result is None else list(row.result.overloaded),
        "on_frontier": row.is_on_frontier,
    }


def draw(told: dict[str, Any], desk: Desk) -> None:
    """The answer for people: a line for each variant, marked where none beats it, then what differs."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    screen.line(desk.console, desk.say("simulate.title", name=told["workload_name"]), style="bold cyan")
    desk.console.print()
    tried = [row for row in told["rows"] if row["total"]]
    names = [name for name in SHOWN if any(row["total"][name]["mean"] is not None for row in tried)]
    columns = ["", *(desk.say(f"simulate.short.{name}") for name in names)]
    screen.table(desk.console, columns, [_cells(row, names, desk) for row in tried])
    screen.line(desk.console, desk.say("simulate.sweep.frontier"), style="dim")
    for row in tried[1:]:
        _draw_differences(row, names, desk)
    for row in told["rows"]:
        if row["problems"]:
            _draw_refused(row, desk)
    desk.console.print()
    method = {name: told[name] for name in ("replications", "years", "seed")}
    screen.line(desk.console, desk.say("simulate.method", **method), style="dim")


def _cells(row: dict[str, Any], names: list[str], desk: Desk) -> list[str]:
    mark = "★" if row["on_frontier"] else "–"
    return [
        f"{mark} {_changes(row, desk)}",
        *(said(row["total"][name]["mean"], name, desk) for name in names),
    ]


def _draw_differences(row: dict[str, Any], names: list[str], desk: Desk) -> None:
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    screen.heading(desk.console, _changes(row, desk))
    for name in names:
        value = row["differences"][name]
        if value["mean"] is not None:
            told = between(value, name, desk, is_change=True)
            screen.labelled(desk.console, desk.say(f"simulate.{name}"), told, indent=2)
    for key in row["overloaded"]:
        screen.line(desk.console, desk.say("simulate.overloaded", body=key), indent=2, style="bold red")


def _draw_refused(row: dict[str, Any], desk: Desk) -> None:
    """What no model can be, and why, with the line."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    screen.heading(desk.console, desk.say("simulate.sweep.refused", changes=_changes(row, desk)))
    for problem in row["problems"]:
        where = f"{problem['file']}:{problem['line']}: " if problem["file"] else ""
        screen.line(desk.console, where + problem["text"], indent=2)


def _changes(row: dict[str, Any], desk: Desk) -> str:
    told = ", ".join(f"{change['where']}={change['value']}" for change in row["changes"])
    return told or desk.say("simulate.sweep.as_it_is")
