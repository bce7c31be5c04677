"""Lists: a page by key, JSON made straight from rows."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpResponse
from pydantic import Field

MOST: Final = 100
Size = Annotated[int, Field(ge=1, le=MOST)]


def page(items: Iterable[dict[str, Any]], next_before: str | int | None) -> HttpResponse:
    """A page and the key of the next; no row is validated on its way out, tests hold it to its shape."""
    told = {"items": list(items), "next_before": next_before if next_before is None else str(next_before)}
    return HttpResponse(json.dumps(told, default=plain, ensure_ascii=False), content_type="application/json")


def plain(value: object) -> str:
    """A value that JSON has no word for."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(type(value))
