"""Making a function a job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django_tasks import task

DEFAULT_RETRIES: Final = 5
_retries: Final[dict[str, int]] = {}


def job(*, retries: int = DEFAULT_RETRIES) -> Callable[[Callable[..., Any]], Any]:
    """A function that can be put in line with ``.enqueue(...)``; its arguments must be plain JSON.

    Args:
        retries: how often it is tried again before it is parked.
    """

    def declared(function: Callable[..., Any]) -> Any:
        _retries[f"{function.__module__}.{function.__qualname__}"] = retries
        return task()(function)

    return declared


def tries_of(path: str) -> int:
    """How often a job may be begun in all."""
    return 1 + _retries.get(path, DEFAULT_RETRIES)
