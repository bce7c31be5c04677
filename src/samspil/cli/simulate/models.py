"""``samspil simulate``: what a way of governing would do to lead times, before it is adopted."""

from __future__ import annotations

import os
from argparse import Namespace
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from samspil import library
from samspil.cli.desk import OK, Desk, WrongUsageError
from samspil.cli.sources import find, load, read_file
from samspil.core.errors import Problem

if TYPE_CHECKING:
    from samspil.core.governance.load import GovernanceModel
    from samspil.core.simulation.results import Figure, KindResult, Result
    from samspil.core.simulation.workload.reading import ReadWorkload

MOST_YEARS: Final = 60
MOST_RUNS: Final = 100_000
_MINUS: Final = "\u2212"
_SHARES: Final = frozenset({"in_time", "passes", "load", "consents", "late"})


def run(asked: Namespace, desk: Desk) -> int:
    """Try the models on the same luck, and tell what differs."""
    from samspil.core.simulation.compiled import compiled_loop  # noqa: PLC0415 – a second of imports
    from samspil.core.simulation.trying import try_models  # noqa: PLC0415 – a second of imports

    _refuse_numbers(asked)
    workload = _workload(asked.workload)
    models = _models(asked, workload)
    results = try_models(
        models,
        workload,
        years=asked.years,
        runs=asked.replications,
        seed=asked.seed,
        loop=compiled_loop(str(_kept())),
    )
    told = as_data(asked, workload, results, desk)
    if desk.as_json:
        desk.write_json(told)
    else:
        draw(told, desk)
    return OK


def _refuse_numbers(asked: Namespace) -> None:
    for name, value, most in (
        ("--years", asked.years, MOST_YEARS),
        ("--replications", asked.replications, MOST_RUNS),
        ("--seed", asked.seed, 2**32 - 1),
    ):
        least = 0 if name == "--seed" else 1
        if not least <= value <= most:
            raise WrongUsageError(
                [Problem("number_out_of_reach", {"name": name, "value": value, "least": least, "most": most})]
            )


def _workload(asked: str) -> ReadWorkload:
    from samspil.core.simulation.workload.reading import read_workload  # noqa: PLC0415 – see above

    if asked in library.shipped_workloads():
        return read_workload(library.workload_file(asked), f"{asked}.yaml")
    return read_workload(read_file(asked), asked)


def _models(asked: Namespace, workload: ReadWorkload) -> list[GovernanceModel]:
    """Each model, and where something is to be changed in it the changed one after it."""
    from samspil.core.simulation.changing import with_changes  # noqa: PLC0415 – see above

    found = []
    for key in asked.models:
        source = find(key)
        model = load(source)
        found.append(model)
        if asked.set:
            found.append(with_changes(model, source.files, asked.set, workload.spec.starts))
    return found


def _kept() -> Path:
    """Where machine code is kept, so that only the first time takes half a minute."""
    home = os.environ.get("XDG_CACHE_HOME")
    return (Path(home) if home else Path.home() / ".cache") / "samspil"


def as_data(
    asked: Namespace, workload: ReadWorkload, results: tuple[Result, ...], desk: Desk
) -> dict[str, Any]:
    """The whole answer for machines: what was asked, each model, and what differs from the first."""
    from samspil.core.simulation.results import compared  # noqa: PLC0415 – see above

    return {
        "workload": workload.spec.key,
        "workload_name": workload.spec.name.in_language(desk.language),
        "years": asked.years,
        "replications": asked.replications,
        "seed": asked.seed,
        "models": [_model(one, desk) for one in results],
        "differences": [
            {name: _figure(value) for name, value in compared(results[0], one).items()} for one in results[1:]
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
        "total": {name: _figure(value) for name, value in one.total.items()},
        "overloaded": list(one.overloaded),
        "kinds": [_kind(kind, model, desk) for kind in one.kinds],
        **{
            name: [
                {"key": body.key, **{key: _figure(value) for key, value in body.figures.items()}}
                for body in found
            ]
            for name, found in bodies.items()
        },
    }


def _kind(kind: KindResult, model: GovernanceModel, desk: Desk) -> dict[str, Any]:
    return {
        "key": kind.kind,
        "name": model.spec.kinds[kind.kind].name.in_language(desk.language),
        **{name: _figure(value) for name, value in kind.figures.items()},
        "median_days": _number(kind.median),
        "p80_days": _number(kind.p80),
        "p90_days": _number(kind.p90),
        "waits_days": {name: _figure(value) for name, value in kind.waits.items()},
        "ends": {name: _number(share) for name, share in kind.ends.items()},
        "decided": {decider.value: _number(share) for decider, share in kind.deciders.items()},
    }


def _figure(value: Figure) -> dict[str, float | None]:
    return {"mean": _number(value.mean), "low": _number(value.low), "high": _number(value.high)}


def _number(value: float) -> float | None:
    """For machines: six decimals; nothing where there was nothing to count, or no interval."""
    return round(value, 6) if isfinite(value) else None


def draw(told: dict[str, Any], desk: Desk) -> None:
    """The answer for people: the models side by side, then each kind of matter, then what is full."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    models = told["models"]
    screen.line(desk.console, desk.say("simulate.title", name=told["workload_name"]), style="bold cyan")
    desk.console.print()
    rows = [
        [desk.say(f"simulate.{name}"), *(_between(model["total"][name], name, desk) for model in models)]
        for name in models[0]["total"]
        if any(model["total"][name]["mean"] is not None for model in models)
    ]
    screen.table(desk.console, [desk.say("compare.figure"), *(model["name"] for model in models)], rows)
    for model, differs in zip(models[1:], told["differences"], strict=True):
        screen.heading(desk.console, desk.say("simulate.against", one=model["name"], other=models[0]["name"]))
        for name, value in differs.items():
            if value["mean"] is not None:
                label = desk.say(f"simulate.{name}")
                screen.labelled(desk.console, label, _between(value, name, desk, is_change=True), indent=2)
    for model in models:
        screen.heading(desk.console, model["name"])
        _draw_kinds(model, desk)
        for key in model["overloaded"]:
            screen.line(desk.console, desk.say("simulate.overloaded", body=key), indent=2, style="bold red")
    desk.console.print()
    said = {name: told[name] for name in ("replications", "years", "seed")}
    screen.line(desk.console, desk.say("simulate.method", **said), style="dim")


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
        days = _said(waits[longest], "days", desk)
        where = desk.say("simulate.where", cause=desk.say(f"simulate.cause.{longest}"), days=days)
    return [
        kind["name"],
        _said(kind["ended"]["mean"], "ended", desk),
        *(_said(kind[f"{name}_days"], "days", desk) for name in ("median", "p80", "p90")),
        _said(kind["in_time"]["mean"], "in_time", desk),
        _said(kind["passes"]["mean"], "passes", desk),
        where,
    ]


def _between(value: dict[str, Any], name: str, desk: Desk, *, is_change: bool = False) -> str:
    """A mean with its interval; of a change also its sign."""
    mean = _said(value["mean"], name, desk, is_change=is_change)
    if value["low"] is None or value["mean"] is None:
        return mean
    low, high = (_said(value[end], name, desk, is_change=is_change) for end in ("low", "high"))
    return desk.say("simulate.between", mean=mean, low=low, high=high)


def _said(value: float | None, name: str, desk: Desk, *, is_change: bool = False) -> str:
    from samspil.cli.screen import NOTHING  # noqa: PLC0415 – the JSON needs no screen

    if value is None:
        return NOTHING
    sign = "+" if is_change and value > 0 else _MINUS if value < 0 else ""
    size = abs(value)
    if name in _SHARES:
        point = "," if desk.language != "en" else "."
        return f"{sign}{size * 100:.1f} %".replace(".", point)
    digits = 0 if size >= 100 else 1
    text = f"{size:.{digits}f}"
    return sign + (text if desk.language == "en" else text.replace(".", ","))
