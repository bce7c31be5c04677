"""Releases of one contracting process as the one that they come to, by the standard's rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, Final

_DEEPEST: Final = 24


class TooDeepError(ValueError):
    """What is kept of a release is nested beyond anything that the standard has."""


def merged(earlier: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, Any]:
    """What is said later stands; what it leaves out stays; null takes away. Lists go by the ids in them.

    Source: OCDS 1.1, "Merging".

    >>> merged({"a": 1, "l": [{"id": 1, "x": 1}]}, {"a": None, "l": [{"id": 1, "y": 2}, {"id": 2}]})
    {'l': [{'id': 1, 'x': 1, 'y': 2}, {'id': 2}]}
    """
    found = dict(earlier)
    for key, value in later.items():
        was = found.get(key)
        if value is None:
            found.pop(key, None)
        elif isinstance(was, dict) and isinstance(value, dict):
            found[key] = merged(was, value)
        elif isinstance(was, list) and isinstance(value, list) and _have_ids([*was, *value]):
            found[key] = _by_id(was, value)
        else:
            found[key] = value
    return found


def _have_ids(members: list[Any]) -> bool:
    return all(isinstance(one, dict) and one.get("id") is not None for one in members)


def _by_id(was: list[dict[str, Any]], now: list[dict[str, Any]]) -> list[dict[str, Any]]:
    found = {str(one["id"]): one for one in was}
    for one in now:
        key = str(one["id"])
        found[key] = merged(found[key], one) if key in found else one
    return list(found.values())


def kept(value: Any, keys: Collection[str], depth: int = 0) -> Any:
    """A value without what is not asked for: addresses, persons to ask, documents.

    Raises:
        TooDeepError: it is nested deeper than 24.

    >>> kept({"name": "Fiktiv", "contactPoint": {"name": "Bo"}}, {"name"})
    {'name': 'Fiktiv'}
    """
    if depth > _DEEPEST:
        raise TooDeepError
    if isinstance(value, dict):
        return {key: kept(one, keys, depth + 1) for key, one in value.items() if key in keys}
    if isinstance(value, list):
        return [kept(one, keys, depth + 1) for one in value]
    return value
