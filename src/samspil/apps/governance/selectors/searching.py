"""Matters by words, within the scope of whoever asks."""

from __future__ import annotations

import re
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import BooleanField, Model, Q, QuerySet
from django.db.models.expressions import RawSQL

from samspil.apps.governance.models import Matter
from samspil.kit.searching import contains, words_of

_Row = TypeVar("_Row", bound=Model)

_SHORTEST: Final = 3  # letters; what is shorter is looked for in titles and case numbers only
# Who reads from the newest soon meets a word that so many have; the index would list them all.
_MANY: Final = 1000
_NEWEST: Final = 200


def with_words(rows: QuerySet[_Row], said: str, way: str = "") -> QuerySet[_Row]:
    """Those of some rows whose matter has every word said, in title, description or case number.

    The index knows no organisation: it only narrows what the scope has already let through.

    Args:
        rows: matters, or rows that belong to matters; read from the newest, a page at a time.
        said: the words.
        way: from a row to its matter, like ``matter__``.
    """
    for word in words_of(said):
        rows = rows.filter(_has(word, way))
    return rows


def _has(word: str, way: str) -> Q:
    if connection.vendor == "postgresql":
        return _has_on_postgres(word, way)
    if len(word) < _SHORTEST:
        return _contains(word, way, "title", "case_number")
    quoted = '"' + word.replace('"', '""') + '"'
    if _is_in_many(quoted):
        return _contains(word, way, "title", "case_number", "description")
    found = _raw("SELECT rowid FROM governance_matter_words WHERE words MATCH %s", quoted)
    return Q(**{f"{way}pk__in": found})


def _is_in_many(quoted: str) -> bool:
    """Whether the index would give more than is worth listing; it stops counting there."""
    first = "SELECT rowid FROM governance_matter_words WHERE words MATCH %s LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(first, [quoted, _MANY])
        return len(cursor.fetchall()) == _MANY


def _has_on_postgres(word: str, way: str) -> Q:
    """By its stem too. Row security lets no index be asked first, so what is rare is looked for by itself."""
    newest = Matter.objects.filter(pk__in=Matter.objects.order_by("-id").values("pk")[:_NEWEST])
    if not way or newest.filter(_says(word, "")).exists():
        return _says(word, way)
    return Q(**{f"{way}pk__in": Matter.objects.filter(_says(word, "")).values("pk")})


def _says(word: str, way: str) -> Q:
    stem = re.sub(r"[^\w-]", "", word)
    if not stem:
        return _contains(word, way, "title", "case_number")
    plain = _contains(word, way, "title", "case_number", "description")
    return plain | Q(_raw("words @@ plainto_tsquery('danish', %s)", stem, BooleanField()))


def _contains(word: str, way: str, *fields: str) -> Q:
    return contains(word, *(f"{way}{field}" for field in fields))


def _raw(sql: str, word: str, gives: Any = None) -> Any:
    # Each question stands above as it is; the word is handed over beside it.
    return RawSQL(sql, [word], gives)  # nosec B611
