"""The organisations whose rows the code now running may see. No scope: every question is refused."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from django.db import DatabaseError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from samspil.core.errors import SamspilError

_scope: ContextVar[frozenset[int] | None] = ContextVar("samspil_scope", default=None)
_SETTING: Final = "SELECT set_config('app.organisations', %s, false)"


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


@contextmanager
def within(organisation_ids: Iterable[int]) -> Generator[None]:
    """Only these organisations' rows are found, and on PostgreSQL the database itself keeps to that."""
    token = _scope.set(frozenset(organisation_ids))
    try:
        _tell_all()
        yield
    finally:
        _scope.reset(token)
        _tell_again()


@contextmanager
def widened(organisation_ids: Iterable[int]) -> Generator[None]:
    """These organisations' rows as well. Only for doors that have checked the right and journal it."""
    with within(organisations() | frozenset(organisation_ids)):
        yield


def tell(connection: BaseDatabaseWrapper) -> None:
    """Say to PostgreSQL what is in scope; a new connection has none and finds nothing."""
    if connection.vendor != "postgresql":
        return
    found = _scope.get() or frozenset()
    with connection.cursor() as cursor:
        cursor.execute(_SETTING, [",".join(str(one) for one in sorted(found))])


def _tell_all() -> None:
    for connection in connections.all(initialized_only=True):
        if connection.connection is not None:  # one that is not open yet is told when it opens
            tell(connection)


def _tell_again() -> None:
    """As before. A failed transaction answers no more; its rollback brings back what was told before it."""
    for connection in connections.all(initialized_only=True):
        if connection.connection is None:
            continue
        try:
            tell(connection)
        except DatabaseError:
            if not connection.in_atomic_block:
                connection.close()  # nobody may go on with a scope that is not ours
