"""From words on a command line to an exit code: 0 well, 1 refused, 2 asked wrongly, 3 not found."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Sequence
from importlib import import_module
from typing import Final, Protocol, cast

from samspil.cli.desk import (
    NOT_FOUND,
    OK,
    REFUSED,
    WRONG_USAGE,
    Desk,
    NotFoundError,
    WrongUsageError,
)
from samspil.cli.parser import as_commands, language_of, parser
from samspil.core.errors import ProblemsError

_INTERRUPTED: Final = 130

# Each command is a module of its own, so that a short question waits for no other's imports.
_MODULES: Final = {
    "list": "listing",
    "check": "checking",
    "show": "showing",
    "explain": "explaining",
    "compare": "comparing",
    "diagram": "drawing",
    "schema": "schemas",
    "new": "starting",
}
_AREAS: Final = {
    "init": "running.beginning",
    "serve": "running.serving",
    "demo": "running.demonstrating",
    "worker": "running.working",
    "journal": "running.journal_checking",
    "import": "running.importing",
    "simulate": "simulate.models",
    "simulate sweep": "simulate.sweep",
    "simulate phase": "simulate.phase",
    "simulate explain": "simulate.explain",
    "log": "log.asking",
    "dialogue": "dialogues",
}


class Command(Protocol):
    """A module that answers one command."""

    def run(self, asked: Namespace, desk: Desk) -> int:
        """Answer, and give the exit code."""


def main(argv: Sequence[str] | None = None) -> int:
    """Answer one question."""
    words = sys.argv[1:] if argv is None else list(argv)
    _never_fail_on_a_letter()
    desk = Desk(language_of(words, os.environ))
    try:
        asked = parser(desk).parse_args(as_commands(words))
    except SystemExit as leaving:
        return int(leaving.code or OK)
    desk = Desk(desk.language, as_json=getattr(asked, "json", False))
    try:
        return _answer(asked, desk)
    except ProblemsError as error:
        desk.tell(error.problems)
        return _code_of(error)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except KeyboardInterrupt:
        return _INTERRUPTED


def _code_of(error: ProblemsError) -> int:
    if isinstance(error, NotFoundError):
        return NOT_FOUND
    return WRONG_USAGE if isinstance(error, WrongUsageError) else REFUSED


def _answer(asked: Namespace, desk: Desk) -> int:
    module = _AREAS.get(asked.area) or (_MODULES[asked.command] if asked.area else "welcome")
    code = cast("Command", import_module(f"samspil.cli.{module}")).run(asked, desk)
    sys.stdout.flush()
    return code


def _never_fail_on_a_letter() -> None:
    """A screen that lacks a letter shows a question mark for it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
