"""The small words every part of the language is written with."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Day = date
Source = Annotated[
    str,
    StringConstraints(
        pattern=r"^(assumed|F[0-9]+\.[0-9]+(, F[0-9]+\.[0-9]+)*|(law|decision|data): \S.*)$",
    ),
    Field(description="A fact's number, `assumed`, or `law: …`, `decision: …`, `data: …`."),
]
Parameter = Annotated[Key, Field(description="The key of a dated value in parameters.yaml.")]


def exactly_one(shape: BaseModel) -> None:
    """Refuse a choice between keys of which none or several are given."""
    given = [name for name, value in shape if value not in (None, False)]
    if len(given) != 1:
        raise PydanticCustomError(
            "exactly_one",
            "exactly one",
            {"keys": ", ".join(type(shape).model_fields), "given": ", ".join(given)},
        )


class Strict(BaseModel):
    """A part of the file: unknown keys are refused, and nothing changes once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Texts(Strict):
    """What people read, in the three languages of the interface."""

    da: Annotated[str, StringConstraints(min_length=1)]
    en: Annotated[str, StringConstraints(min_length=1)]
    nb: Annotated[str, StringConstraints(min_length=1)]

    def in_language(self, language: str) -> str:
        """The text in ``da``, ``en`` or ``nb``.

        >>> Texts(da="sag", en="matter", nb="sak").in_language("en")
        'matter'
        """
        return str(getattr(self, language))


class Who(Strict):
    """Exactly one of: a forum, a role, or the forum or role that an attribute's value points to."""

    forum: Key | None = None
    role: Key | None = None
    forum_for: Key | None = None
    role_for: Key | None = None
    members: bool | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        exactly_one(self)
        return self


class Unit(StrEnum):
    """What a parameter's value counts."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"
    HOUR = "hour"
    COUNT = "count"
    MONEY_DKK = "dkk"
    MONEY_NOK = "nok"
    SHARE = "share"
    PER_MILLE = "per_mille"
    PEOPLE = "people"
    YEARS = "years"


class Bounds(Strict):
    """A number against dated parameters; all that are given must hold."""

    over: Parameter | None = None
    at_least: Parameter | None = None
    under: Parameter | None = None
    at_most: Parameter | None = None


Clause = dict[Key, bool | Key | list[Key] | Bounds]
When = Annotated[
    Clause | list[Clause],
    Field(description="All tests of a mapping must hold; of a list of mappings, any one."),
]
