"""A model on the screen."""

from __future__ import annotations

from typing import Any

from samspil.cli import screen
from samspil.cli.desk import Desk


def draw(told: dict[str, Any], desk: Desk) -> None:
    """Everything that ``showing`` found."""
    console = desk.console
    screen.line(console, told["name"], style="bold cyan")
    screen.line(console, told["summary"])
    screen.labelled(console, desk.say("show.version"), f"{told['version']}, {told['key']}, {told['on_text']}")
    screen.labelled(console, desk.say("show.extends"), told["extends"] or "")
    _forums(told, desk)
    _kinds(told, desk)
    _mandates(told, desk)
    _parameters(told, desk)
    console.print()
    screen.line(console, desk.say("show.assumed", **told["assumed"]), style="bold")


def _forums(told: dict[str, Any], desk: Desk) -> None:
    if not told["forums"]:
        return
    screen.heading(desk.console, desk.say("show.forums"))
    rows = []
    for forum in told["forums"]:
        meetings = "\n".join(one["text"] for one in forum["meetings"]) or desk.say("show.no_meetings")
        papers = forum["meetings"][0]["papers_by_text"] if forum["meetings"] else screen.NOTHING
        rows.append([forum["name"], forum["level_text"], forum["rule_text"], meetings, papers])
    columns = ["show.forum", "show.level", "show.rule", "show.meetings", "show.papers"]
    screen.table(desk.console, [desk.say(column) for column in columns], rows)


def _kinds(told: dict[str, Any], desk: Desk) -> None:
    if not told["kinds"]:
        return
    screen.heading(desk.console, desk.say("show.kinds"))
    for kind in told["kinds"]:
        bringers = ", ".join(kind["brought_by"])
        screen.line(desk.console, f"{kind['name']} ({kind['key']})")
        screen.labelled(desk.console, desk.say("show.brought_by"), bringers, indent=2)
        for way in kind["ways"]:
            screen.labelled(
                desk.console, desk.say("show.way"), " → ".join(one["name"] for one in way), indent=2
            )


def _mandates(told: dict[str, Any], desk: Desk) -> None:
    if not told["mandates"]:
        return
    screen.heading(desk.console, desk.say("show.mandates"))
    rows = []
    for mandate in told["mandates"]:
        who = ", ".join(dict.fromkeys(one["name"] for one in mandate["who"]))
        reach = "; ".join(part for part in (", ".join(mandate["kinds_text"]), mandate["when"]) if part)
        limit = mandate["up_to_text"] or screen.NOTHING
        rows.append(
            [who, f"{mandate['code']} ({mandate['code_text']})", reach, limit, mandate["source_text"]]
        )
    columns = ["show.who", "show.code", "show.reach", "show.up_to", "show.source"]
    screen.table(desk.console, [desk.say(column) for column in columns], rows)


def _parameters(told: dict[str, Any], desk: Desk) -> None:
    if not told["parameters"]:
        return
    screen.heading(desk.console, desk.say("show.parameters"))
    rows = [
        [one["name"], one["text"], one["since_text"], one["source_text"], f"{one['file']}:{one['line']}"]
        for one in told["parameters"]
    ]
    columns = ["show.parameter", "show.value", "show.since", "show.source", "show.line"]
    screen.table(desk.console, [desk.say(column) for column in columns], rows)
