"""Matters by words, within the scope of whoever asks."""

from __future__ import annotations

import re
from typing import Any, Final

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from samspil.apps.governance.models import Matter

_SHORTEST: Final = 3  # letters; what is shorter is looked for in titles and case numbers only
_MOST_WORDS: Final = 8


def with_words(matters: QuerySet[Matter], said: str) -> QuerySet[Matter]:
    """Those of some matters that have every word said, in title, description or case number.

    The index knows no organisation: it only narrows what the scope has already let through.
    """
    for word in said.split()[:_MOST_WORDS]:
        matters = matters.filter(_has(word[:100]))
    return matters


def _has(word: str) -> Q:
    plain = Q(title__icontains=word) | Q(case_number__icontains=word)
    if connection.vendor == "sqlite" and len(word) >= _SHORTEST:
        quoted = '"' + word.replace('"', '""') + '"'
        return Q(pk__in=_rows("SELECT rowid FROM governance_matter_words WHERE words MATCH %s", quoted))
    stem = re.sub(r"[^\w-]", "", word)
    if connection.vendor == "postgresql" and stem:
        found = "SELECT id FROM governance_matter WHERE words @@ plainto_tsquery('danish', %s)"
        return plain | Q(description__icontains=word) | Q(pk__in=_rows(found, stem))
    return plain


def _rows(sql: str, word: str) -> Any:
    # Both questions stand above as they are; the word is handed over beside them.
    return RawSQL(sql, [word])  # nosec B611
