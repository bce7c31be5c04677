"""Lists: a page by key, JSON made straight from rows, and the address of the next."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Final, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from samspil.kit.api import shapes

MOST: Final = 100
Size = Annotated[int, Field(ge=1, le=MOST)]
# Where the last page ended: a key, or a moment or day and the number of the row.
Number = Annotated[int, Field(ge=1, le=2**62)]
Moment = Annotated[str, Field(pattern=r"^[0-9]{1,16}-[0-9]{1,18}$")]
_BEGINNING: Final = datetime(1970, 1, 1, tzinfo=UTC)
_Row = TypeVar("_Row")


class Page(Schema):
    """A page. `next` is the address of the one after it, as in the header `Link`; null on the last."""

    next: str | None


class Portion(shapes.Asked):
    """Of a short list: how many, and after which."""

    after: shapes.Name = ""
    size: Size = MOST


def page(request: HttpRequest, items: Iterable[dict[str, Any]], after: str | int | None) -> HttpResponse:
    """A page and where it ends; no row is validated on its way out, tests hold it to its shape."""
    told: dict[str, Any] = {"items": list(items), "next": None}
    headers = {}
    if after is not None:
        query = request.GET.copy()
        query["after"] = str(after)
        told["next"] = f"{request.path}?{query.urlencode()}"
        headers["Link"] = f'<{told["next"]}>; rel="next"'
    content = json.dumps(told, default=plain, ensure_ascii=False)
    return HttpResponse(content, content_type="application/json", headers=headers)


def portion(
    rows: Sequence[_Row], key: Callable[[_Row], str], asked: Portion
) -> tuple[Sequence[_Row], str | None]:
    """Some of a short list, and the key of the last where there are more; nothing after what is not there."""
    start = 0
    if asked.after:
        start = next((n for n, row in enumerate(rows, 1) if key(row) == asked.after), len(rows))
    found = rows[start : start + asked.size]
    return found, key(found[-1]) if start + asked.size < len(rows) else None


def written(at: datetime | date, pk: int) -> str:
    """Where a page in the order of time ends: to the microsecond, or to the day."""
    if isinstance(at, datetime):
        return f"{(at - _BEGINNING) // timedelta(microseconds=1)}-{pk}"
    return f"{at.toordinal()}-{pk}"


def moment_of(after: str) -> tuple[datetime, int]:
    """The same, read; one that is out of all time is the last there is."""
    microseconds, _dash, pk = after.partition("-")
    return _BEGINNING + timedelta(microseconds=int(microseconds)), int(pk)


def day_of(after: str) -> tuple[date, int]:
    """A day and a row; one that is out of all time is the last there is."""
    day, _dash, pk = after.partition("-")
    return date.fromordinal(min(max(int(day), 1), date.max.toordinal())), int(pk)


def plain(value: object) -> str:
    """A value that JSON has no word for."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value))
