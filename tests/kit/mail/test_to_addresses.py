"""Letters to whoever has an address and no account: once, in their language, with nothing to choose."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.core import mail
from tests.kit.conftest import Two

from samspil.kit.mail.forgetting import empty_letters, take_back
from samspil.kit.mail.models import Letter
from samspil.kit.mail.sending import send_due
from samspil.kit.mail.types import LetterTo
from samspil.kit.mail.writing import write_to
from samspil.kit.tenancy import scope

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def letter(key: str = "a:1", address: str = "somebody@lejre.example") -> LetterTo:
    return LetterTo(address, "da", "balance", key, "Hvordan ser du det?", "Svar", "/x/", False, AT)


def test_one_goes_to_the_address_once_and_offers_no_profile(two: Two, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with scope.within([two.ours.pk]):
        write_to(two.ours.pk, [letter()])
        write_to(two.ours.pk, [letter()])
        assert send_due("w", lambda: AT) == 1
        assert send_due("w", lambda: AT) == 0
    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["somebody@lejre.example"], "Samspil: Hvordan ser du det?")
    assert f"{settings.SAMSPIL_URL}/x/" in str(sent.body)
    assert "Du vælger" not in str(sent.body)


def test_what_is_emptied_or_taken_back_forgets_the_address(two: Two) -> None:
    with scope.within([two.ours.pk]):
        write_to(two.ours.pk, [letter("a:1"), letter("a:2"), letter("b:1")])
        Letter.objects.filter(key__in=["a:1", "b:1"]).update(state="sent")
        take_back(two.ours.pk, "a:")
        assert sorted(Letter.objects.values_list("key", "address")) == [
            ("a:1", ""),
            ("b:1", "somebody@lejre.example"),
        ]
        assert empty_letters(AT.replace(year=2027)) == 1
        assert not Letter.objects.exclude(address="").exists()
