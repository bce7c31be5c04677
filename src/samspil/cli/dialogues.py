"""``samspil dialogue``: which dialogues ship, whether one is written as it must be, and what it asks."""

from __future__ import annotations

from argparse import Namespace
from typing import TYPE_CHECKING, Any

from samspil import library
from samspil.cli.desk import OK, Desk
from samspil.cli.sources import read_file

if TYPE_CHECKING:
    from samspil.core.dialogues.language import Dialogue


def run(asked: Namespace, desk: Desk) -> int:
    """Of the dialogues that are named, or of all that ship; `show` tells their questions."""
    found = [read(name) for name in asked.dialogues or library.shipped_dialogues()]
    told = [as_data(one, desk) for one in found]
    if desk.as_json:
        desk.write_json({"dialogues": told})
        return OK
    for one in told:
        draw(one, desk, with_questions=asked.what == "show")
    return OK


def read(name: str) -> Dialogue:
    """One that ships by its key, or a file.

    Raises:
        ProblemsError: it is not as a dialogue is written; every line that is not is told.
    """
    from samspil.core.dialogues.reading import read_dialogue  # noqa: PLC0415 – half a second

    if name in library.shipped_dialogues():
        return read_dialogue(library.dialogue_file(name), f"{name}.yaml")
    return read_dialogue(read_file(name), name)


def as_data(one: Dialogue, desk: Desk) -> dict[str, Any]:
    """A dialogue for machines."""
    tongue = desk.language
    return {
        "key": one.key,
        "name": one.name.in_language(tongue),
        "summary": one.summary.in_language(tongue),
        "source": one.source,
        "groups": {key: name.in_language(tongue) for key, name in one.groups.items()},
        "questions": [
            {
                "key": key,
                "theme": one.themes[question.theme].name.in_language(tongue),
                "text": question.text.in_language(tongue),
                "steps": [step.name.in_language(tongue) for step in one.scale_of(key).steps.values()],
                "source": question.source,
            }
            for key, question in one.questions.items()
        ],
    }


def draw(one: dict[str, Any], desk: Desk, *, with_questions: bool) -> None:
    """A dialogue for people."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    screen.line(desk.console, one["key"], style="bold cyan")
    screen.line(desk.console, one["name"], indent=2)
    screen.line(
        desk.console, desk.say("dialogue.holds", questions=len(one["questions"])), indent=2, style="dim"
    )
    for question in one["questions"] if with_questions else ():
        screen.line(desk.console, f"{question['theme']}: {question['text']}", indent=2)
        screen.line(
            desk.console, f"{' · '.join(question['steps'])} ({question['source']})", indent=4, style="dim"
        )
