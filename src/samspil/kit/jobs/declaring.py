"""Making a function a job."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django_tasks import task

DEFAULT_RETRIES: Final = 5


@dataclass(frozen=True, slots=True)
class Failure:
    """A job went wrong: why, under which number in the log, and when it is tried again.

    It is tried no more where ``again_at`` is nothing.
    """

    error: Exception
    number: str
    again_at: datetime | None


Hears = Callable[..., None]
_retries: Final[dict[str, int]] = {}
_hears: Final[dict[str, Hears]] = {}


def job(
    *, retries: int = DEFAULT_RETRIES, when_it_fails: Hears | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """A function that can be put in line with ``.enqueue(...)``; its arguments must be plain JSON.

    Args:
        retries: how often it is tried again before it is parked.
        when_it_fails: is told the `Failure` and the job's own arguments, in the transaction that keeps how
            the job ended. Where it fails itself, that is logged and nothing more.
    """

    def declared(function: Callable[..., Any]) -> Any:
        path = f"{function.__module__}.{function.__qualname__}"
        _retries[path] = retries
        if when_it_fails is not None:
            _hears[path] = when_it_fails
        return task()(function)

    return declared


def tries_of(path: str) -> int:
    """How often a job may be begun in all."""
    return 1 + _retries.get(path, DEFAULT_RETRIES)


def who_hears(path: str) -> Hears | None:
    """Who is told that a job went wrong."""
    return _hears.get(path)
