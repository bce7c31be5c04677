"""Laying letters in the box, as each account wishes to hear."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.conf import settings

from samspil.kit.jobs.schedule import daily_at
from samspil.kit.mail.models import Letter, Wish
from samspil.kit.mail.types import How, LetterTo, NewLetter

DIGEST_HOUR: Final = 7
USUAL: Final = How.AT_ONCE


def write(organisation_id: int, letters: Iterable[NewLetter], now: datetime) -> int:
    """Lay letters in the box; what an account has been told, or wants to hear nothing of, is left out."""
    new = list(letters)
    wishes = wishes_of({one.account_id for one in new})
    rows = [
        _row(organisation_id, one, how, now)
        for one in new
        if (how := wishes.get((one.account_id, one.kind), USUAL)) is not How.NEVER
    ]
    Letter.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def write_to(organisation_id: int, letters: Iterable[LetterTo]) -> int:
    """Lay letters to addresses in the box, to go at once; what one has been told is left out."""
    rows = [
        Letter(
            organisation_id=organisation_id,
            address=one.address,
            language=one.language,
            send_at=one.created_at,
            **_said(one),
        )
        for one in letters
    ]
    Letter.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)


def wishes_of(accounts: Iterable[int]) -> Mapping[tuple[int, str], How]:
    """What some accounts have chosen; what they have not is the usual."""
    found = Wish.objects.filter(account_id__in=list(accounts)).values_list("account_id", "kind", "how")
    return {(account, kind): How(how) for account, kind, how in found}


def wish(account_id: int, kind: str, how: How) -> None:
    """An account chooses how it hears of one kind of thing."""
    Wish.objects.update_or_create(account_id=account_id, kind=kind, defaults={"how": how.value})


def _row(organisation_id: int, one: NewLetter, how: How, now: datetime) -> Letter:
    in_digest = how is How.DAILY
    return Letter(
        organisation_id=organisation_id,
        account_id=one.account_id,
        in_digest=in_digest,
        send_at=daily_at(DIGEST_HOUR, settings.TIME_ZONE)(now) if in_digest else now,
        **_said(one),
    )


def _said(one: NewLetter | LetterTo) -> dict[str, Any]:
    """What a letter says, whoever it goes to."""
    return {
        "kind": one.kind,
        "key": one.key[:150],
        "title": one.title[:200],
        "text": one.text,
        "path": one.path,
        "is_example": one.is_example,
        "created_at": one.created_at,
    }
