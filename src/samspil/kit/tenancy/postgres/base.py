"""The connection that Django uses: ``ENGINE = "samspil.kit.tenancy.postgres"``.

The scope is told when a question is asked, not when it is opened: a connection that is new, taken from a pool
or opened by another thread needs no care, a scope in which nothing is asked costs nothing, and after a
rollback, which takes back what was told, it is told again.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import psycopg
from django.db import Error
from django.db.backends.postgresql import base

from samspil.kit.tenancy import scope

_TELL: Final = "SELECT set_config('app.organisations', %s, false)"


class DatabaseWrapper(base.DatabaseWrapper):
    """Row-level security reads ``app.organisations``; a connection that was told nothing finds nothing."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._told: str | None = None
        self._ahead: psycopg.Pipeline | None = None
        self.execute_wrappers = [self._ask]

    def connect(self) -> None:
        """A connection, of which is not known what it was told."""
        self._told = self._ahead = None
        super().connect()

    def is_usable(self) -> bool:
        """Asked once a request, before its first question: is the server there? It is told nothing.

        So what the request before had in scope is closed, and that needs no question of its own.
        """
        if self.connection is None:
            return False
        try:
            self.connection.execute(_TELL, [""])
        except psycopg.Error:
            return False
        self._told = ""
        return True

    def _ask(self, execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Every question passes here."""
        self.tell()
        return execute(sql, params, many, context)

    def send_ahead(self, sql: str, params: Sequence[Any]) -> None:
        """Send what gives no answer; what comes of it is heard with the next question, or with the commit.

        Whoever holds a lock that others wait for says its last words so: words and commit are one journey.
        Should they fail, the commit fails with their error and nothing is kept.
        """
        self.tell()
        with self.wrap_database_errors:
            ahead = self.connection.pipeline()
            ahead.__enter__()
            self._ahead = ahead
            self.connection.execute(sql, params)

    def _hear(self) -> None:
        """What came of that which was sent ahead."""
        ahead, self._ahead = self._ahead, None
        if ahead is not None:
            with self.wrap_database_errors:
                ahead.__exit__(None, None, None)

    def tell(self) -> None:
        """Say to the database what is in scope, where it does not know; only COPY must ask for it."""
        self._hear()
        wanted = ",".join(map(str, sorted(scope.organisations_or_none() or ())))
        if wanted == self._told:
            return
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            self.connection.execute(_TELL, [wanted])
        self._told = wanted

    def _commit(self) -> None:
        if self._ahead is not None:
            with self.wrap_database_errors:
                self.connection.execute("COMMIT", prepare=False)
        self._hear()
        super()._commit()  # type: ignore[misc]

    def _rollback(self) -> None:
        self._forget()
        super()._rollback()  # type: ignore[misc]

    def _forget(self) -> None:
        """What was told is taken back, and what was sent ahead with it."""
        self._told = None
        with suppress(Error):
            self._hear()

    def _savepoint_rollback(self, sid: str) -> None:
        """Not by way of a question: in a failed transaction nothing can be told before it."""
        self._forget()
        with self.wrap_database_errors:
            self.connection.execute(self.ops.savepoint_rollback_sql(sid))
