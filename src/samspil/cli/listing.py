"""``samspil model list``: the models that ship, by what they say of themselves."""

from __future__ import annotations

from argparse import Namespace
from typing import Any

from samspil import library
from samspil.cli.desk import OK, Desk
from samspil.cli.sources import Source, header


def run(asked: Namespace, desk: Desk) -> int:
    """List them."""
    models = [as_data(header(Source(key)), desk) for key in library.shipped_models()]
    if not asked.parts:
        models = [model for model in models if not model["part"]]
    if desk.as_json:
        desk.write_json({"models": models})
    else:
        draw(models, desk)
    return OK


def as_data(header: dict[str, Any], desk: Desk) -> dict[str, Any]:
    """A model for machines."""
    return {
        "key": header["key"],
        "name": header["name"][desk.language],
        "summary": header["summary"][desk.language],
        "version": header["version"],
        "valid_from": header["valid_from"],
        "extends": header.get("extends"),
        "part": header.get("part", False),
        "source": header["source"],
    }


def draw(models: list[dict[str, Any]], desk: Desk) -> None:
    """The models for people."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    for model in models:
        screen.line(desk.console, model["key"], style="bold cyan")
        screen.line(desk.console, model["name"], indent=2)
        screen.line(desk.console, model["summary"], indent=2, style="dim")
    desk.console.print()
    screen.line(desk.console, desk.say("list.more", key=models[0]["key"]))
