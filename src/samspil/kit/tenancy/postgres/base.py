"""The connection that Django uses: ``ENGINE = "samspil.kit.tenancy.postgres"``.

The scope is told when a question is asked, not when it is opened: a connection that is new, taken from a pool
or opened by another thread needs no care, a scope in which nothing is asked costs nothing, and after a
rollback, which takes back what was told, it is told again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import psycopg
from django.db.backends.postgresql import base

from samspil.kit.tenancy import scope

_TELL: Final = "SELECT set_config('app.organisations', %s, false)"


class DatabaseWrapper(base.DatabaseWrapper):
    """Row-level security reads ``app.organisations``; a connection that was told nothing finds nothing."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self._told: str | None = None
        self.execute_wrappers = [self._ask]

    def connect(self) -> None:
        """A connection, of which is not known what it was told."""
        self._told = None
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

    def tell(self) -> None:
        """Say to the database what is in scope, where it does not know; only COPY must ask for it."""
        wanted = ",".join(map(str, sorted(scope.organisations_or_none() or ())))
        if wanted == self._told:
            return
        self.validate_no_broken_transaction()
        with self.wrap_database_errors:
            self.connection.execute(_TELL, [wanted])
        self._told = wanted

    def _rollback(self) -> None:
        self._told = None
        super()._rollback()  # type: ignore[misc]

    def _savepoint_rollback(self, sid: str) -> None:
        """Not by way of a question: in a failed transaction nothing can be told before it."""
        self._told = None
        with self.wrap_database_errors:
            self.connection.execute(self.ops.savepoint_rollback_sql(sid))
