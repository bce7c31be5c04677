"""What can be wrong, said as a code with arguments; the words are chosen at the edge."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line in a file that a person can open. Lines and columns count from 1."""

    file: str
    line: int
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with what was given.

    ``code`` names the message in ``locale/*/LC_MESSAGES/problems.po``; ``args`` fill it in.

    >>> str(Problem("unknown_key", {"key": "quorom"}, Place("model.yaml", 7)))
    'model.yaml:7: unknown_key key=quorom'
    """

    code: str
    args: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place else ""
        return where + " ".join([self.code, *(f"{name}={value}" for name, value in self.args.items())])


class SamspilError(Exception):
    """The root of every error that Samspil raises on purpose."""


class ProblemsError(SamspilError):
    """What was given is refused whole; every problem found is listed."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    @classmethod
    def of(cls, code: str, place: Place | None = None, /, **args: object) -> ProblemsError:
        """One problem as an error.

        >>> ProblemsError.of("file_too_large", Place("model.yaml", 1), limit_bytes=1).problems[0].code
        'file_too_large'
        """
        return cls([Problem(code, args, place)])
