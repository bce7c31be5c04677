"""That a row belongs to one of some organisations, asked without looking at each of them again and again.

Django's own ``in`` prepares, resolves and compares every key of the list for every question; with a hundred
organisations in scope that costs a page more than what the database does. These keys are whole numbers
already, and written as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from django.core.exceptions import EmptyResultSet
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import ForeignKey, Lookup
from django.db.models.sql.compiler import SQLCompiler


@dataclass(frozen=True, slots=True)
class Owners:
    """Keys of organisations, in order. Not iterable: Django would look through what is."""

    keys: tuple[int, ...]

    @classmethod
    def of(cls, keys: Iterable[int]) -> Self:
        """Each once, the smallest first."""
        return cls(tuple(sorted(set(keys))))


@ForeignKey.register_lookup
class OwnedByOneOf(Lookup[bool]):
    """``organisation__owned_by=Owners.of(...)``; nothing is found where there are none."""

    lookup_name = "owned_by"
    prepare_rhs = False
    rhs: Owners

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, tuple[Any, ...]]:
        """As ``in`` writes it."""
        keys = self.rhs.keys
        if not keys:
            raise EmptyResultSet
        column, params = self.process_lhs(compiler, connection)
        return f"{column} IN ({', '.join(['%s'] * len(keys))})", (*params, *keys)
