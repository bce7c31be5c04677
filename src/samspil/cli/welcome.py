"""``samspil`` alone: what it is, and three questions to begin with."""

from __future__ import annotations

from argparse import Namespace
from typing import Final

from samspil import library
from samspil.cli.desk import OK, Desk
from samspil.cli.sources import Source, header

EXAMPLES: Final = {
    "list": "samspil model list",
    "explain": "samspil model explain jammerbugt_purchase_screening "
    "--matter docs/examples/purchase.yaml --on 2026-11-23",
    "show": "samspil model show jammerbugt_purchase_screening",
}


def governing_models() -> int:
    """How many models ship that are not just a part for others to build on."""
    return sum(not header(Source(key)).get("part", False) for key in library.shipped_models())


def run(asked: Namespace, desk: Desk) -> int:
    """Welcome."""
    if desk.as_json:
        examples = [{"text": desk.say(f"welcome.{key}"), "command": said} for key, said in EXAMPLES.items()]
        about = desk.say("welcome.about", count=governing_models())
        desk.write_json({"about": about, "examples": examples})
        return OK
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    screen.line(desk.console, "Samspil", style="bold cyan")
    screen.line(desk.console, desk.say("welcome.about", count=governing_models()))
    for key, command in EXAMPLES.items():
        desk.console.print()
        screen.line(desk.console, desk.say(f"welcome.{key}"))
        desk.console.print(f"  {command}", style="cyan", soft_wrap=True)
    desk.console.print()
    screen.line(desk.console, desk.say("welcome.more"), style="dim")
    return OK
