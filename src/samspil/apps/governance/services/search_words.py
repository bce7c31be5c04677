"""The words by which matters are found, kept beside them on SQLite; PostgreSQL keeps its own."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection

from samspil.apps.governance.models import Matter


def add_words(matters: Iterable[Matter]) -> None:
    """Matters can be found from now on. Whoever makes many at once calls it once for all."""
    if connection.vendor != "sqlite":
        return
    rows = [(one.pk, f"{one.case_number} {one.title} {one.description}") for one in matters]
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT OR REPLACE INTO governance_matter_words(rowid, words) VALUES (%s, %s)", rows
        )
