"""Where pages are, by name. What is not built has no address, and what would lead to it is left out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse

_ANY: Final = UUID(int=0)


def address(view: str, *args: Any) -> str:
    """Where a page is; empty where it is not built."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def addresses(view: str) -> Callable[[UUID], str]:
    """Where the pages of many rows are, by their public ids; the way there is looked up once for all."""
    pattern = address(view, _ANY)
    return lambda public_id: pattern.replace(str(_ANY), str(public_id))
