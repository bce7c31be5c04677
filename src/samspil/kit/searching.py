"""Rows by words that somebody says, in any writing."""

from __future__ import annotations

import re
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Model, Q, QuerySet

_Row = TypeVar("_Row", bound=Model)

_MOST_WORDS: Final = 8
_LONGEST: Final = 100


def words_of(said: str) -> list[str]:
    """The words that are looked for: the first few, none longer than anything is called."""
    return [word[:_LONGEST] for word in said.split()[:_MOST_WORDS]]


def with_words(rows: QuerySet[_Row], said: str, *fields: str) -> QuerySet[_Row]:
    """Those of some rows that have every word said, each in one of the fields."""
    for word in words_of(said):
        rows = rows.filter(contains(word, *fields))
    return rows


def contains(word: str, *fields: str) -> Q:
    """A word in one of some fields, in capital or small letters."""
    # SQLite compares without regard to case only where letters are English.
    how = "icontains" if word.isascii() or connection.vendor == "postgresql" else "iregex"
    said = re.escape(word) if how == "iregex" else word
    found = Q()
    for field in fields:
        found |= Q(**{f"{field}__{how}": said})
    return found
