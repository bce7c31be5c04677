"""The small words every part of the language is written with."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

# A set of choices is one bit each of a machine's whole number; the other limits keep checking quick.
MOST_CHOICES = 60
MOST_STEPS = 60
MOST_TESTS = 20
MOST_CLAUSES = 12
MOST_ROWS = 300

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")

Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
SomeKeys = Annotated[list[Key], Field(min_length=1)]
Code = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")]
Day = Annotated[date, BeforeValidator(lambda written: _read(written, _DAY, date, "not_a_day"))]
Moment = Annotated[
    datetime,
    BeforeValidator(lambda written: _read(written, _MOMENT, datetime, "not_a_moment")),
    Field(description="Local: the organisation's own clock."),
]
Source = Annotated[
    str,
    StringConstraints(
        pattern=r"^(assumed|F[0-9]+\.[0-9]+(, F[0-9]+\.[0-9]+)*|(law|decision|data): \S.*)$",
    ),
    Field(description="A fact's number, `assumed`, or `law: …`, `decision: …`, `data: …`."),
]
Parameter = Annotated[Key, Field(description="The key of a dated value in parameters.yaml.")]


def _read(written: object, form: re.Pattern[str], kind: type[date], code: str) -> date:
    """A day or moment written as one. Nothing else stands for one, such as seconds since 1970."""
    try:
        if isinstance(written, str) and form.fullmatch(written):
            return kind.fromisoformat(written)
    except ValueError:
        pass
    raise PydanticCustomError(code, "not in the calendar")


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


Clause = Annotated[dict[Key, bool | Key | list[Key] | Bounds], Field(min_length=1, max_length=MOST_TESTS)]
When = Annotated[
    Clause | Annotated[list[Clause], Field(min_length=1, max_length=MOST_CLAUSES)],
    Field(description="All tests of a mapping must hold; of a list of mappings, any one."),
]
