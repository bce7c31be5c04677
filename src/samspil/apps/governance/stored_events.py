"""The engine's events as JSON and back, each by its own class."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final, get_args

from pydantic import TypeAdapter

from samspil.core.governance.events import Event, Events

_CLASSES: Final = {one.__name__: one for one in get_args(Event)}


@lru_cache(maxsize=64)
def _adapter(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(_CLASSES[name])


def as_json(event: Event) -> tuple[str, dict[str, Any]]:
    """An event's class and its fields as plain values."""
    name = type(event).__name__
    return name, _adapter(name).dump_python(event, mode="json")


def from_json(rows: Iterable[tuple[str, dict[str, Any]]]) -> Events:
    """Events from their classes and fields, as they were."""
    return tuple(_adapter(name).validate_python(fields) for name, fields in rows)
