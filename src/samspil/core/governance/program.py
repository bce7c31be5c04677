"""What compiling a model gives: tables for the kernel, and the way back to keys, texts and lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from samspil.core.governance.kernel import Tables
from samspil.core.governance.language.mandates import Mandate
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Outcome, Step
from samspil.core.governance.parameters import ParameterBook

FAR_FUTURE_DAY = 3_652_059
KIND = "kind"


@dataclass(frozen=True, slots=True)
class Body:
    """Who acts at a step or holds a mandate: one forum or one role, or the members, each for itself."""

    sort: str
    key: str

    @property
    def is_forum(self) -> bool:
        """Whether it is a forum."""
        return self.sort == "forum"

    def __str__(self) -> str:
        return f"{self.sort} {self.key}"


@dataclass(frozen=True, slots=True, eq=False)
class CompiledStep:
    """A step for one body; a step whose body depends on an attribute is compiled once for each value."""

    index: int
    route: str
    key: str
    body: Body
    spec: Step


@dataclass(frozen=True, slots=True, eq=False)
class CompiledOutcome:
    """An outcome of a compiled step."""

    index: int
    key: str
    spec: Outcome
    effect: Effect


@dataclass(frozen=True, slots=True, eq=False)
class CompiledMandate:
    """A mandate for one body."""

    index: int
    key: str
    body: Body
    spec: Mandate


@dataclass(frozen=True, slots=True)
class Program:
    """A compiled model."""

    tables: Tables
    book: ParameterBook
    attributes: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    steps: tuple[CompiledStep, ...]
    outcomes: tuple[CompiledOutcome | None, ...]
    outcomes_of: tuple[tuple[CompiledOutcome, ...], ...]
    mandates: tuple[CompiledMandate, ...]
    forums: tuple[str, ...]
    ends: tuple[str, ...]
    starts: Mapping[str, int]
    items: Mapping[tuple[int, str], int]
    phases: Mapping[tuple[str, str], int]
    step_number: Mapping[tuple[str, str, Body], int] = field(default_factory=dict)

    def end(self, target: int) -> str:
        """The key of an end, from a target below zero."""
        return self.ends[-target - 1]

    def attribute_number(self, key: str) -> int:
        """An attribute's place in the vector that describes a matter."""
        return self.attributes.index(key)
