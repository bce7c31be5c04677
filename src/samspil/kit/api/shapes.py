"""The shapes of what is sent and answered: amounts, days and texts, each read strictly."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, Any, Final

from django.http import HttpRequest
from ninja import Schema
from pydantic import BeforeValidator, ConfigDict, Field, StringConstraints, WithJsonSchema

from samspil.kit.api.problems import ApiError

_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
AMOUNT: Final = r"^[0-9]{1,12}(\.[0-9]{1,2})?$"
# No control character but tab and line ends: databases refuse some, people see none.
LINES: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]*$"
# A character that can be seen. What \s stands for, those who read a description do not agree on.
_SEEN: Final = r"[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]"
ONE_LINE: Final = rf"^[^\x00-\x1f\x7f]*{_SEEN}[^\x00-\x1f\x7f]*$"
ADDRESS: Final = rf"^https?://{_SEEN}+$"


def _day(value: Any) -> Any:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("a day is written like 2026-11-23")
    return date.fromisoformat(value)


Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
_MOMENT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt].+([Zz]|[+-][0-9]{2}:[0-9]{2})", re.ASCII)


def _moment(value: Any) -> Any:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("a moment is written like 2026-11-23T10:00:00+01:00")
    return datetime.fromisoformat(value.upper())


def one_of(choices: type[StrEnum]) -> WithJsonSchema:
    """Says the choices where they stand: a description names each shape once, and several have an `Order`."""
    return WithJsonSchema({"type": "string", "enum": [one.value for one in choices]})


Moment = Annotated[
    datetime, BeforeValidator(_moment), WithJsonSchema({"type": "string", "format": "date-time"})
]
Amount = Annotated[
    str,
    StringConstraints(strict=True, pattern=AMOUNT),
    WithJsonSchema({"type": "string", "pattern": AMOUNT, "examples": ["100000.00"]}),
]
Line = Annotated[
    str,
    StringConstraints(
        strict=True,
        min_length=1,
        max_length=300,
        pattern=ONE_LINE,
    ),
]
Text = Annotated[str, StringConstraints(strict=True, max_length=5000, pattern=LINES)]
# What names a thing where people see it: a kind, a body, a forum, a seat.
Name = Annotated[str, StringConstraints(strict=True, max_length=80, pattern=LINES)]
# What stands in a narrow column, such as a function.
Short = Annotated[str, StringConstraints(strict=True, max_length=200, pattern=LINES)]
Key = Annotated[str, StringConstraints(strict=True, max_length=60, pattern=r"^[a-z][a-z0-9_]*$")]


def whole(value: Any) -> Any:
    """In JSON 5 and 5.0 are one number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


MOST: Final = 10**15
Whole = Annotated[
    int,
    Field(strict=True, ge=0, le=MOST),
    BeforeValidator(whole),
    WithJsonSchema({"type": "integer", "minimum": 0, "maximum": MOST}),
]
# A grade from 1 to 5, where 1 is least.
Grade = Annotated[
    int,
    Field(strict=True, ge=1, le=5),
    BeforeValidator(whole),
    WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 5}),
]


class Asked(Schema):
    """Something that is sent. A field that is not known is an error, not a mistake that nobody sees."""

    model_config = ConfigDict(extra="forbid")


class Money(Asked):
    """An exact amount; a decimal number as text, so that no reader makes a float of it."""

    amount: Amount
    currency: Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")] = "DKK"


def nothing_else(request: HttpRequest, known: type[Asked]) -> None:
    """A name in the query that is not known is an error, not a filter that nobody notices is missing.

    Raises:
        ApiError: 422.
    """
    unknown = sorted(set(request.GET) - set(known.model_fields))
    if unknown:
        errors = [{"where": f"query.{one}", "what": "not known"} for one in unknown]
        raise ApiError(422, "not_valid", errors=errors)
