"""The organisations whose rows the code now running may see. No scope: every question is refused.

On PostgreSQL the database keeps to the same: `samspil.kit.tenancy.postgres` tells it before each question.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar

from samspil.core.errors import SamspilError

_scope: ContextVar[frozenset[int] | None] = ContextVar("samspil_scope", default=None)


class NoScopeError(SamspilError):
    """A question was asked about rows before it was said whose. Open `scope.within(...)` around it."""


def organisations() -> frozenset[int]:
    """The organisations in scope.

    Raises:
        NoScopeError: none was opened.
    """
    found = _scope.get()
    if found is None:
        raise NoScopeError("no organisation is in scope")
    return found


def organisations_or_none() -> frozenset[int] | None:
    """The organisations in scope; none where no scope is open."""
    return _scope.get()


@contextmanager
def within(organisation_ids: Iterable[int]) -> Generator[None]:
    """Only these organisations' rows are found."""
    token = _scope.set(frozenset(organisation_ids))
    try:
        yield
    finally:
        _scope.reset(token)


@contextmanager
def widened(organisation_ids: Iterable[int]) -> Generator[None]:
    """These organisations' rows as well. Only for doors that have checked the right and journal it."""
    with within(organisations() | frozenset(organisation_ids)):
        yield
