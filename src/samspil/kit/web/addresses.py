"""Where pages are, by name. What is not built has no address, and what would lead to it is left out."""

from __future__ import annotations

from typing import Any

from django.urls import NoReverseMatch, reverse


def address(view: str, *args: Any) -> str:
    """Where a page is; empty where it is not built."""
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""
