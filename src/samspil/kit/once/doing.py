"""Doing something at most once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from samspil.core.errors import SamspilError
from samspil.kit.once.models import Key
from samspil.kit.tenancy.writing import add


class AnotherRequestError(SamspilError):
    """The key was used for something else. A new request needs a new key."""


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, by whom, under which key; ``body`` is compared when the key comes again."""

    organisation_id: int
    who: str
    key: str
    body: Any

    @property
    def digest(self) -> str:
        """What is asked, as a hash."""
        told = json.dumps(self.body, sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(told.encode()).hexdigest()


def once(request: Request, do: Callable[[], Any], at: datetime, expected: Any = None) -> tuple[Any, bool]:
    """The answer (plain values), and whether it was given before.

    A second sender of the same key waits for the first, and gets its answer. What is ``expected`` to be the
    answer is kept with the key, which is written again only where it comes out otherwise.

    Raises:
        AnotherRequestError: the key came with another body before.
    """
    try:
        with transaction.atomic():
            # Taking the key first makes a second sender wait here, or fail on the constraint.
            add([_taken(request, at, expected)])
            answer = do()
            if answer != expected:
                _rows(request).update(answer=answer)
            return answer, False
    except IntegrityError:
        before = _before(request)
        if before is None:
            raise
        return before.answer, True


def forget_keys(before: datetime) -> int:
    """Keys in scope that were used before a moment go, with their answers; how many."""
    return Key.objects.filter(used_at__lt=before).delete()[0]


def _taken(request: Request, at: datetime, answer: Any) -> Key:
    return Key(
        organisation_id=request.organisation_id,
        who=request.who,
        key=request.key,
        request_digest=request.digest,
        answer=answer,
        used_at=at,
    )


def _rows(request: Request) -> QuerySet[Key]:
    """The row of a key that was taken."""
    return Key.objects.filter(organisation_id=request.organisation_id, who=request.who, key=request.key)


def _before(request: Request) -> Key | None:
    row = _rows(request).first()
    if row is not None and row.request_digest != request.digest:
        raise AnotherRequestError(request.key)
    return row
