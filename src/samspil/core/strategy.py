"""A national strategy as tasks that reach the municipalities: what, who says so, where it stands, by when."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.document import Document, problem_at, read
from samspil.core.governance.language.basics import Day, Key, Texts
from samspil.core.governance.shape import shaped

_Page = Annotated[int, Field(ge=1)]
_Line = Annotated[str, StringConstraints(min_length=1)]


class Party(StrEnum):
    """Who the strategy says will do it."""

    GOVERNMENT = "government"
    STATE = "state"
    KL = "kl"
    MUNICIPALITIES = "municipalities"
    DANISH_REGIONS = "danish_regions"
    REGIONS = "regions"


class TaskKind(StrEnum):
    """Whether a municipality can decline the task."""

    MANDATORY = "mandatory"
    VOLUNTARY = "voluntary"


class Ground(StrEnum):
    """Whether the strategy says so, or we read it that way."""

    STATED = "stated"
    ASSUMED = "assumed"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ForMunicipalities(_Part):
    """What the task is to a municipality; ``kind`` is given exactly where it is concerned."""

    concerned: bool
    concerned_is: Ground
    kind: TaskKind | None = None
    kind_is: Ground | None = None


class Deadline(_Part):
    """A day that the strategy names, what is to be done by then, and on which page."""

    on: Day
    page: _Page
    about: Texts


class StrategyTask(_Part):
    """One initiative of the strategy, in our words; ``number`` and ``page`` are the strategy's."""

    key: Key
    number: _Page
    focus_area: _Page
    page: _Page
    parties: Annotated[list[Party], Field(min_length=1)]
    municipalities: ForMunicipalities
    title: Texts
    task: Texts
    deadline: Deadline | None = None


class Strategy(_Part):
    """A strategy with its tasks in the order of the strategy."""

    key: Key
    title: Texts
    document: _Line
    published_by: _Line
    published_in: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}-[0-9]{2}$")]
    retrieved_on: Day
    first_year: _Page
    last_year: _Page
    tasks: Annotated[list[StrategyTask], Field(min_length=1)]


_UNIQUE: Final = ("key", "number")


def parse_strategy(data: bytes, name: str) -> Strategy:
    """The strategy in a YAML file, read as strictly as a governance model.

    Raises:
        ProblemsError: what is not as it should be, with its line: as for governance models; ``double_value``
            for a key or number that stood before, ``task_kind_missing`` and ``task_kind_without_concern``,
            ``deadline_outside_strategy``, ``strategy_ends_before_it_begins``.

    Complexity: linear in the size of the data, at most 100 kB.

    >>> parse_strategy(b"key: national", "strategy.yaml").tasks
    Traceback (most recent call last):
    ProblemsError: strategy.yaml:1: missing_key key=title
    """
    document = read(data, name)
    strategy = shaped(document, Strategy)
    problems = [*_about_the_whole(strategy, document), *_about_each(strategy, document)]
    if problems:
        raise ProblemsError(problems)
    return strategy


def _about_the_whole(strategy: Strategy, document: Document) -> Iterator[Problem]:
    if strategy.last_year < strategy.first_year:
        yield problem_at(
            document,
            ("last_year",),
            "strategy_ends_before_it_begins",
            first_year=strategy.first_year,
            last_year=strategy.last_year,
        )
    for column in _UNIQUE:
        first: dict[object, int] = {}
        for at, task in enumerate(strategy.tasks):
            path = ("tasks", at, column)
            value, line = getattr(task, column), document.place(path).line
            if first.setdefault(value, line) != line:
                yield problem_at(
                    document, path, "double_value", column=column, value=value, first_line=first[value]
                )


def _about_each(strategy: Strategy, document: Document) -> Iterator[Problem]:
    for at, task in enumerate(strategy.tasks):
        path = ("tasks", at)
        reach = task.municipalities
        if reach.concerned and (reach.kind is None or reach.kind_is is None):
            yield problem_at(document, (*path, "municipalities"), "task_kind_missing", task=task.key)
        if not reach.concerned and (reach.kind or reach.kind_is):
            yield problem_at(document, (*path, "municipalities"), "task_kind_without_concern", task=task.key)
        if task.deadline and not strategy.first_year <= task.deadline.on.year <= strategy.last_year:
            yield problem_at(
                document,
                (*path, "deadline", "on"),
                "deadline_outside_strategy",
                day=task.deadline.on,
                first_year=strategy.first_year,
                last_year=strategy.last_year,
            )
