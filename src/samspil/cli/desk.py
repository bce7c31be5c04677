"""What every command is handed: the language, the form of the answer, and where to write it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.wording.catalogues import Language, fill, texts

if TYPE_CHECKING:
    from rich.console import Console

    from samspil.wording.words import Words

OK: Final = 0
REFUSED: Final = 1
WRONG_USAGE: Final = 2
NOT_FOUND: Final = 3


class NotFoundError(ProblemsError):
    """A file, a folder or a model that was asked for is not there."""


class WrongUsageError(ProblemsError):
    """A value on the command line that is not written as it must be."""


@dataclass(frozen=True)
class Desk:
    """One run of the command line."""

    language: Language
    as_json: bool = False

    def say(self, key: str, /, **args: object) -> str:
        """A text of the ``cli`` catalogue."""
        return fill(texts(self.language, "cli")[key], {name: str(value) for name, value in args.items()})

    @cached_property
    def words(self) -> Words:
        """The governance words of the language; read only by commands that speak."""
        from samspil.wording.words import Words  # noqa: PLC0415 – help and lists do without

        return Words(self.language)

    @cached_property
    def console(self) -> Console:
        """The screen. Nothing in a model is taken for markup."""
        return _console(stderr=False)

    @cached_property
    def error_console(self) -> Console:
        """Where problems are told."""
        return _console(stderr=True)

    def write_json(self, value: Mapping[str, Any]) -> None:
        """An answer for machines, in plain ASCII."""
        sys.stdout.write(json.dumps(value, indent=2, ensure_ascii=True) + "\n")

    def tell(self, problems: Iterable[Problem]) -> None:
        """What is wrong: on the error stream for people, in the answer for machines."""
        if self.as_json:
            self.write_json({"problems": [self.as_data(problem) for problem in problems]})
            return
        from rich.text import Text  # noqa: PLC0415 – only when there is something to say

        for problem in problems:
            where = Text(f"{problem.place}: " if problem.place else "", style="bold")
            self.error_console.print(where + Text(self.words.problem(problem)))

    def as_data(self, problem: Problem) -> dict[str, Any]:
        """A problem for machines: its code and arguments, the place, and the text in the language."""
        return {
            "code": problem.code,
            "args": {
                name: value if isinstance(value, int | None) else str(value)
                for name, value in problem.args.items()
            },
            **place_as_data(problem.place),
            "text": self.words.problem(problem),
        }


def place_as_data(place: Place | None) -> dict[str, Any]:
    """A file and a line; both ``null`` where there is none."""
    return {"file": place.file if place else None, "line": place.line if place else None}


def _console(stderr: bool) -> Console:
    from rich.console import Console  # noqa: PLC0415 – what answers in JSON draws nothing

    return Console(stderr=stderr, markup=False, emoji=False, highlight=False)
