"""Letters that have been sent long ago are emptied; that somebody was told stays, so that nobody is twice."""

from __future__ import annotations

from datetime import datetime

from samspil.kit.mail.models import Letter
from samspil.kit.mail.types import LetterState

_OVER = (LetterState.SENT.value, LetterState.REFUSED.value, LetterState.UNCERTAIN.value)


def empty_letters(before: datetime) -> int:
    """Empty those in scope that were over before a moment; how many had something in them."""
    rows = Letter.objects.filter(state__in=_OVER, send_at__lt=before).exclude(
        title="", text="", path="", address=""
    )
    return rows.update(title="", text="", path="", address="", error="")


def take_back(organisation_id: int, begins: str) -> None:
    """Letters whose key begins so are sent no more, and what was sent no longer says to whom, or what."""
    rows = Letter.objects.filter(organisation_id=organisation_id, key__startswith=begins)
    rows.filter(state=LetterState.WAITING.value).delete()
    rows.filter(state__in=_OVER).update(title="", text="", path="", address="", error="")
