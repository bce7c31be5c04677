"""``samspil model compare``: what differs between ways of governing, in figures."""

from __future__ import annotations

from argparse import Namespace
from fractions import Fraction
from typing import Any, Final

from samspil.cli.days import day_asked
from samspil.cli.desk import OK, Desk
from samspil.cli.sources import find, load
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.compare import Decider, KindCompared, ModelCompared, compare

ALWAYS_TOLD: Final = (Decider.LOCALLY, Decider.FORUM, Decider.ASSOCIATION)
FIGURES: Final = ("least_bodies", "most_bodies", "least_wait", "expected_wait", "expected_days")


def run(asked: Namespace, desk: Desk) -> int:
    """Compare the models over the twelve months from a day."""
    models = [load(find(key)) for key in asked.models]
    empty = [Problem("model_without_kinds", {"key": model.key}) for model in models if not model.spec.kinds]
    if empty:
        raise ProblemsError(empty)
    on = day_asked(asked.on)
    told = {
        "on": on.isoformat(),
        "on_text": desk.words.day(on),
        "models": [as_data(one, desk) for one in compare(models, on)],
    }
    if desk.as_json:
        desk.write_json(told)
    else:
        draw(told, desk)
    return OK


def as_data(one: ModelCompared, desk: Desk) -> dict[str, Any]:
    """A compared model for machines: figures are means over its kinds, days are calendar days."""
    return {
        "key": one.model.key,
        "name": one.model.spec.name.in_language(desk.language),
        **{figure: _number(one.mean(figure)) for figure in FIGURES},
        "decided": {decider.value: _number(one.share(decider)) for decider in Decider},
        "kinds": [kind_as_data(one, kind, desk) for kind in one.kinds],
    }


def kind_as_data(one: ModelCompared, kind: KindCompared, desk: Desk) -> dict[str, Any]:
    """A kind of matter in a model, for machines."""
    return {
        "key": kind.kind,
        "name": one.model.spec.kinds[kind.kind].name.in_language(desk.language),
        "ways": kind.ways,
        **{figure: _number(Fraction(getattr(kind, figure))) for figure in FIGURES},
        "decided": {decider.value: _number(kind.deciders.get(decider, Fraction(0))) for decider in Decider},
    }


def _number(value: Fraction) -> float:
    """For machines: four decimals are more than the method's worth."""
    return round(float(value), 4)


def draw(told: dict[str, Any], desk: Desk) -> None:
    """The comparison for people: one row a figure, one column a model; then each model's kinds."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    models = told["models"]
    screen.line(desk.console, desk.say("compare.title", on=told["on_text"]), style="bold cyan")
    desk.console.print()
    rows = [
        [desk.say(f"compare.{figure}"), *(_figure(model[figure], desk) for model in models)]
        for figure in FIGURES
    ]
    for decider in Decider:
        shares = [Fraction(model["decided"][decider.value]) for model in models]
        if any(shares) or decider in ALWAYS_TOLD:
            label = desk.say("compare.decided", who=desk.words.say(f"decider.{decider.value}"))
            rows.append([label, *(desk.words.percent(share) for share in shares)])
    screen.table(desk.console, [desk.say("compare.figure"), *(model["name"] for model in models)], rows)
    for model in models:
        screen.heading(desk.console, model["name"])
        screen.table(desk.console, _kind_columns(desk), [_kind_row(kind, desk) for kind in model["kinds"]])
    desk.console.print()
    screen.line(desk.console, desk.say("compare.method"), style="dim")


def _figure(value: float, desk: Desk) -> str:
    return desk.words.number(Fraction(value).limit_denominator(10_000))


def _kind_columns(desk: Desk) -> list[str]:
    names = ("compare.kind", "compare.ways", "compare.bodies", "compare.wait", "compare.days", "compare.who")
    return [desk.say(name) for name in names]


def _kind_row(kind: dict[str, Any], desk: Desk) -> list[str]:
    deciders = [
        f"{desk.words.say(f'decider.{key}')} {desk.words.percent(Fraction(share))}"
        for key, share in kind["decided"].items()
        if share
    ]
    least, most = kind["least_bodies"], kind["most_bodies"]
    bodies = _figure(least, desk) if least == most else f"{_figure(least, desk)}–{_figure(most, desk)}"
    wait = f"{_figure(kind['least_wait'], desk)} / {_figure(kind['expected_wait'], desk)}"
    days = _figure(kind["expected_days"], desk)
    return [kind["name"], str(kind["ways"]), bodies, wait, days, ", ".join(deciders)]
