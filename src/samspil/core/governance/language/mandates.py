"""Mandates: who decides what, with the delegation codes that Danish municipalities publish."""

from __future__ import annotations

from enum import StrEnum
from typing import Final, Literal

from pydantic import Field

from samspil.core.governance.language.basics import (
    Day,
    Key,
    Parameter,
    SomeKeys,
    Source,
    Strict,
    Texts,
    When,
    Who,
)


class DelegationCode(StrEnum):
    """B decides, B* decides and may not delegate, B** within a framework, I recommends, O is informed.

    Source: the municipality of Sorø's published delegation plan (science.md §4).
    """

    DECIDES = "B"
    DECIDES_ITSELF = "B*"
    DECIDES_WITHIN_FRAMEWORK = "B**"
    RECOMMENDS = "I"
    IS_INFORMED = "O"


DECIDING: Final = frozenset(
    {DelegationCode.DECIDES, DelegationCode.DECIDES_ITSELF, DelegationCode.DECIDES_WITHIN_FRAMEWORK}
)


class Scope(StrEnum):
    """How far a mandate reaches."""

    OWN_UNIT = "own_unit"
    ORGANISATION = "organisation"
    ASSOCIATION = "association"


class Mandate(Strict):
    """One line of a delegation plan.

    ``covers`` names the reserved attributes (a new appropriation, a loan) that it reaches: a matter
    that has one is outside every mandate that does not name it.
    """

    who: Who
    code: DelegationCode
    kinds: SomeKeys | Literal["all"]
    when: When | None = None
    up_to: Parameter | None = None
    scope: Scope
    covers: list[Key] = Field(default_factory=list)
    framework: Texts | None = None
    delegated_from: Key | None = None
    valid_from: Day | None = None
    valid_to: Day | None = None
    source: Source
