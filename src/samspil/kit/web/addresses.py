"""Where pages are, by name. What is not built has no address, and what would lead to it is left out."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

_ANY: Final = UUID(int=0)


def address(view: str, *args: Any) -> str:
    """Where a page is; empty where it is not built."""
    if args:
        return _reversed(view, args)
    return _place(view, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)


@lru_cache(maxsize=1024)
def _place(view: str, _prefix: str, _urlconf: str) -> str:
    """A page that there is one of, looked up once: every page names many. It lies where all of them lie."""
    return _reversed(view, ())


def _reversed(view: str, args: tuple[Any, ...]) -> str:
    try:
        return reverse(view, args=args)
    except NoReverseMatch:
        return ""


def addresses(view: str, *rest: str) -> Callable[[UUID], str]:
    """Where the pages of many rows are, by their public ids; the way there is looked up once for all.

    ``rest`` is what the address says after the id, of which there are to be few.
    """
    pattern = _pattern(view, rest, get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF)
    return lambda public_id: pattern.replace(str(_ANY), str(public_id))


@lru_cache(maxsize=1024)
def _pattern(view: str, rest: tuple[str, ...], _prefix: str, _urlconf: str) -> str:
    """The same for every row; it changes with where the pages lie, and with nothing else."""
    return address(view, _ANY, *rest)
