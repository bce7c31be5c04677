"""``samspil simulate``: what a way of governing would do to lead times, before it is adopted."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from samspil.cli.desk import OK, Desk
from samspil.cli.simulate.asking import how, read_workload_of, refuse_what_cannot_be_played
from samspil.cli.simulate.told import between, figure, number, said
from samspil.cli.sources import find, load

if TYPE_CHECKING:
    from samspil.core.governance.load import GovernanceModel
    from samspil.core.simulation.results import KindResult, Result
    from samspil.core.simulation.workload.reading import ReadWorkload


def run(asked: Namespace, desk: Desk) -> int:
    """Try the models on the same luck, and tell what differs."""
    refuse_what_cannot_be_played(asked)
    from samspil.core.simulation.trying import tried  # noqa: PLC0415 – a second of imports

    workload = read_workload_of(asked)
    results = tried(_models(asked, workload), workload, how(asked, desk))
    told = as_data(asked, workload, results, desk)
    if desk.as_json:
        desk.write_json(told)
    else:
        draw(told, desk)
    return OK


def _models(asked: Namespace, workload: ReadWorkload) -> list[GovernanceModel]:
    """Each model, and where something is to be changed in it the changed one after it."""
    from samspil.core.simulation.changing import with_changes  # noqa: PLC0415 – a second of imports

    found = []
    for key in asked.models:
        source = find(key)
        model = load(source)
        found.append(model)
        if asked.set:
            found.append(with_changes(model, source.files, asked.set, workload.spec.starts))
    return found


def as_data(
    asked: Namespace, workload: ReadWorkload, results: tuple[Result, ...], desk: Desk
) -> dict[str, Any]:
    """The whole answer for machines: what was asked, each model, and what differs from the first."""
    from samspil.core.simulation.results import compared  # noqa: PLC0415 – a second of imports

    return {
        "workload": workload.spec.key,
        "workload_name": workload.spec.name.in_language(desk.language),
        "years": asked.years,
        "replications": asked.replications,
        "seed": asked.seed,
        "models": [_model(one, desk) for one in results],
        "differences": [
            {name: figure(value) for name, value in compared(results[0], one).items()} for one in results[1:]
        ],
    }


def _model(one: Result, desk: Desk) -> dict[str, Any]:
    model = one.world.model
    bodies = {"forums": one.forums, "roles": one.roles, "members": one.members, "steps": one.steps}
    return {
        "key": model.key,
        "version": model.spec.version,
        "digest": model.digest,
        "name": model.spec.name.in_language(desk.language),
        "total": {name: figure(value) for name, value in one.total.items()},
        "overloaded": list(one.overloaded),
        "kinds": [_kind(kind, model, desk) for kind in one.kinds],
        **{
            name: [
                {"key": body.key, **{key: figure(value) for key, value in body.figures.items()}}
                for body in found
            ]
            for name, found in bodies.items()
        },
    }


def _kind(kind: KindResult, model: GovernanceModel, desk: Desk) -> dict[str, Any]:
    return {
        "key": kind.kind,
        "name": model.spec.kinds[kind.kind].name.in_language(desk.language),
        **{name: figure(value) for name, value in kind.figures.items()},
        "median_days": number(kind.median),
        "p80_days": number(kind.p80),
        "p90_days": number(kind.p90),
        "waits_days": {name: figure(value) for name, value in kind.waits.items()},
        "ends": {name: number(share) for name, share in kind.ends.items()},
        "decided": {decider.value: number(share) for decider, share in kind.deciders.items()},
    }


def draw(told: dict[str, Any], desk: Desk) -> None:
    """The answer for people: the models side by side, then each kind of matter, then what is full."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    models = told["models"]
    screen.line(desk.console, desk.say("simulate.title", name=told["workload_name"]), style="bold cyan")
    desk.console.print()
    rows = [
        [desk.say(f"simulate.{name}"), *(between(model["total"][name], name, desk) for model in models)]
        for name in models[0]["total"]
        if any(model["total"][name]["mean"] is not None for model in models)
    ]
    screen.table(desk.console, [desk.say("compare.figure"), *(model["name"] for model in models)], rows)
    for model, differs in zip(models[1:], told["differences"], strict=True):
        screen.heading(desk.console, desk.say("simulate.against", one=model["name"], other=models[0]["name"]))
        for name, value in differs.items():
            if value["mean"] is not None:
                label = desk.say(f"simulate.{name}")
                screen.labelled(desk.console, label, between(value, name, desk, is_change=True), indent=2)
    for model in models:
        screen.heading(desk.console, model["name"])
        _draw_kinds(model, desk)
        for key in model["overloaded"]:
            screen.line(desk.console, desk.say("simulate.overloaded", body=key), indent=2, style="bold red")
    desk.console.print()
    method = {name: told[name] for name in ("replications", "years", "seed")}
    screen.line(desk.console, desk.say("simulate.method", **method), style="dim")


def _draw_kinds(model: dict[str, Any], desk: Desk) -> None:
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    columns = ("kind", "a_year", "median", "p80", "p90", "in_time", "passes", "most_days_go")
    rows = [_kind_row(kind, desk) for kind in model["kinds"]]
    screen.table(desk.console, [desk.say(f"simulate.column.{name}") for name in columns], rows)


def _kind_row(kind: dict[str, Any], desk: Desk) -> list[str]:
    from samspil.cli.screen import NOTHING  # noqa: PLC0415 – the JSON needs no screen

    waits = {name: value["mean"] for name, value in kind["waits_days"].items() if name != "followed_up"}
    longest = max(waits, key=lambda name: waits[name] or 0, default=None)
    where = NOTHING
    if longest is not None and waits[longest]:
        days = said(waits[longest], "days", desk)
        where = desk.say("simulate.where", cause=desk.say(f"simulate.cause.{longest}"), days=days)
    return [
        kind["name"],
        said(kind["ended"]["mean"], "ended", desk),
        *(said(kind[f"{name}_days"], "days", desk) for name in ("median", "p80", "p90")),
        said(kind["in_time"]["mean"], "in_time", desk),
        said(kind["passes"]["mean"], "passes", desk),
        where,
    ]
