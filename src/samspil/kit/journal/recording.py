"""Writing in the journal, in the transaction of the change it tells of."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db import connection

from samspil.core.errors import SamspilError
from samspil.kit.journal import chain, tables

_SALT: Final = 16  # bytes
_FEW_SALTS: Final = 32
_MANY_SALTS: Final = 4096  # to ask lets go of Python's lock, which a thread that writes rows then has


class NotInTransactionError(SamspilError):
    """The journal and the change it tells of must be kept or lost together."""


@dataclass(frozen=True, slots=True)
class By:
    """Who does something (an opaque id, or ``clock``), and when."""

    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to write: ``personal`` values stay outside the chain and can be erased."""

    action: str
    subject_type: str
    subject_id: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, str] = field(default_factory=dict)


def told_of(
    action: str,
    subject: tuple[str, UUID | str],
    facts: Mapping[str, Any] | None = None,
    written: Mapping[str, str] | None = None,
) -> Told:
    """One thing to write, of a subject by its sort and public id.

    Facts are days, amounts and ids, kept as the chain can hold them; what people did write is personal.
    """
    said = {name: _plain(value) for name, value in (facts or {}).items()}
    personal = {name: value for name, value in (written or {}).items() if value}
    return Told(action, subject[0], str(subject[1]), said, personal)


def record(organisation_id: int, entries: Iterable[Told], by: By) -> None:
    """Add entries to an organisation's chain, in order; one or a hundred thousand, in the same few questions.

    Raises:
        NotInTransactionError: outside a transaction.
        NoScopeError: the organisation is not in scope.
    """
    Recorder(organisation_id, by).add(entries)


class Recorder:
    """Adds to an organisation's chain again and again in one transaction, and asks only once where it ends.

    From the first entry on nobody else adds to it. What goes through `record` meanwhile would come between.
    """

    def __init__(self, organisation_id: int, by: By) -> None:
        self._organisation_id, self._by = organisation_id, by
        self._end: tuple[int, str] | None = None

    def add(self, entries: Iterable[Told]) -> None:
        """Add entries, in order.

        Raises:
            NotInTransactionError: outside a transaction.
            NoScopeError: the organisation is not in scope.
        """
        if not connection.in_atomic_block:
            raise NotInTransactionError("open a transaction around the change and its entry")
        sequence, last = self._end or tables.lock_head(self._organisation_id)
        moment = self._by.at.astimezone(UTC)
        owner, at = str(self._organisation_id), tables.written(moment)
        rows: list[tables.Row] = []
        secrets: list[tables.Secret] = []
        salts = _salts()
        for told in entries:
            facts = chain.canonical(_with_committed(told, secrets, salts))
            what = (told.action, told.subject_type, told.subject_id, facts)
            sequence += 1
            previous, last = last, chain.hash_of(last, chain.Link(owner, sequence, at, self._by.actor, *what))
            rows.append(tables.Row(sequence, *what, previous, last))
        if rows:
            tables.add(tables.Added(self._organisation_id, moment, self._by.actor, rows, secrets))
        self._end = sequence, last


def _salts() -> Iterator[str]:
    """As many as are asked for: to ask chance for many costs what it costs to ask for one."""
    count = _FEW_SALTS
    while True:
        drawn = os.urandom(_SALT * count).hex()
        for at in range(0, len(drawn), 2 * _SALT):
            yield drawn[at : at + 2 * _SALT]
        count = _MANY_SALTS


def _with_committed(told: Told, secrets: list[tables.Secret], salts: Iterator[str]) -> Mapping[str, Any]:
    if not told.personal:
        return told.facts
    committed = {}
    for name, value in told.personal.items():
        salt = next(salts)
        committed[name] = chain.commitment(salt, value)
        secrets.append(tables.Secret(committed[name], salt, value))
    return {**told.facts, "personal": committed}


def _plain(value: Any) -> Any:
    return value if isinstance(value, bool | int | str | list | dict | type(None)) else str(value)
