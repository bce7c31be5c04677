"""The way of a matter on the screen."""

from __future__ import annotations

from typing import Any

from samspil.cli import screen
from samspil.cli.desk import Desk


def draw(told: dict[str, Any], desk: Desk) -> None:
    """Everything that ``explaining`` found, from the matter to what is assumed."""
    _matter(told, desk)
    for number, step in enumerate(told["steps"], start=1):
        _step(number, step, desk)
    _end(told, desk)
    _others(told, desk)


def _place(part: dict[str, Any]) -> str:
    return f"{part['file']}:{part['line']}"


def _matter(told: dict[str, Any], desk: Desk) -> None:
    console, matter = desk.console, told["matter"]
    screen.line(console, f"{matter['name']} – {told['model']['name']}", style="bold cyan")
    known = [f"{one['name']}: {one['text']}" for one in matter["attributes"]]
    screen.labelled(console, desk.say("explain.known"), "; ".join(known))
    screen.labelled(console, desk.say("explain.brought"), matter["brought"]["text"])
    roles = ", ".join(one["name"] for one in matter["may_be_brought_by"])
    screen.labelled(console, desk.say("explain.may_bring"), roles)


def _step(number: int, step: dict[str, Any], desk: Desk) -> None:
    console = desk.console
    screen.heading(console, f"{number}. {step['name']}")
    told = {
        "explain.who": f"{step['who']['name']} ({desk.words.say('do.' + step['do'])})",
        "explain.entered": step["entered"]["text"],
    }
    for key, text in told.items():
        screen.labelled(console, desk.say(key), text, indent=3)
    if step["due"]:
        _due(step["due"], desk)
    screen.labelled(console, desk.say("explain.outcome"), step["outcome"]["name"], indent=3)
    if step["mandate"]:
        mandate = step["mandate"]
        code = f"{mandate['code']} ({mandate['code_text']}; {mandate['scope_text']})"
        screen.labelled(console, desk.say("explain.mandate"), f"{code}, {_place(mandate)}", indent=3)
    for why in step["reasons"]:
        screen.labelled(console, desk.say("explain.because"), f"{why['text']}, {_place(why)}", indent=3)
    others = ", ".join(one["name"] for one in step["alternatives"])
    screen.labelled(console, desk.say("explain.alternatives"), others, indent=3)
    screen.labelled(console, desk.say("explain.line"), _place(step), indent=3)


def _due(due: dict[str, Any], desk: Desk) -> None:
    console = desk.console
    length = f"{due['text']} ({due['length']}, {_place(due)})"
    label = "explain.meeting" if due["papers_by"] else "explain.due"
    screen.labelled(console, desk.say(label), length, indent=3)
    if due["papers_by"]:
        screen.labelled(console, desk.say("explain.papers"), due["papers_by_text"], indent=5)
    for counted in due["counted"]:
        screen.line(console, counted, indent=5, style="dim")


def _end(told: dict[str, Any], desk: Desk) -> None:
    console, end = desk.console, told["end"]
    decided, members = told["decided_by"], told["members"]
    screen.heading(console, desk.say("explain.ends", end=end["name"], at=end["text"]))
    if decided is not None:
        mandate = decided["mandate"]
        text = f"{decided['who']['name']}, {mandate['code']} ({mandate['code_text']}), {_place(mandate)}"
        screen.labelled(console, desk.say("explain.decided_by"), text)
    if members is not None:
        screen.line(console, f"{members['text']} ({_place(members)})")
    if decided is None and members is None:
        screen.line(console, desk.say("explain.nobody_decides"))


def _others(told: dict[str, Any], desk: Desk) -> None:
    console = desk.console
    informed = [f"{one['who']['name']} ({_place(one)})" for one in told["informed"]]
    screen.labelled(console, desk.say("explain.informed"), ", ".join(informed))
    if told["obligations"]:
        screen.heading(console, desk.say("explain.obligations"))
    for owed in told["obligations"]:
        by = owed["member"] or owed["owed_by"]["name"]
        args = {"who": by, "what": owed["name"], "to": owed["owed_to"]["name"], "by": owed["text"]}
        screen.line(console, f"{desk.say('explain.owed', **args)} ({_place(owed)})", indent=2)
    if told["assumed"]:
        screen.heading(console, desk.say("explain.assumed", count=len(told["assumed"])))
    for guess in told["assumed"]:
        screen.line(console, f"{guess['what']} ({_place(guess)})", indent=2, style="dim")
