"""The link that opens the guide, once, in one browser; and the browser it was opened in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
from datetime import datetime
from typing import Final

from django.db import transaction

from samspil.apps.beginning.models import Guide
from samspil.apps.beginning.types import LINK_LASTS, Chosen, GoneError
from samspil.apps.organisations.selectors import is_anybody_here

_THE_ONE: Final = 1


@transaction.atomic
def make_link(at: datetime) -> str:
    """A secret that opens the guide once within a day; what was chosen before is still chosen.

    A browser that is in the guide stays there until the new link is used.

    Raises:
        GoneError: an organisation is here already.
    """
    if is_anybody_here():
        raise GoneError("an organisation is here")
    secret = _secret()
    told = {"link_hash": _hash(secret), "link_made_at": at, "link_until": at + LINK_LASTS}
    Guide.objects.update_or_create(pk=_THE_ONE, defaults=told)
    return secret


def is_open(secret: str, at: datetime) -> bool:
    """Whether a link would open the guide now."""
    row = Guide.objects.filter(pk=_THE_ONE, done_at=None, link_until__gt=at).first()
    return row is not None and _is(secret, row.link_hash) and not is_anybody_here()


@transaction.atomic
def open_guide(secret: str, at: datetime) -> str:
    """The link is used up, and the browser that used it gets a secret of its own; any other is out.

    Raises:
        GoneError: it does not open anything.
    """
    row = Guide.objects.select_for_update().filter(pk=_THE_ONE).first()
    if row is None or not is_open(secret, at):
        raise GoneError("the link opens nothing")
    browser = _secret()
    row.link_hash, row.browser_hash, row.opened_at = "", _hash(browser), at
    row.save(update_fields=["link_hash", "browser_hash", "opened_at"])
    return browser


def in_guide(browser: str) -> Guide:
    """The guide, for the browser that opened it.

    Raises:
        GoneError: it is another, or an organisation is here.
    """
    row = Guide.objects.filter(pk=_THE_ONE).first()
    return _checked(row, browser)


def locked(browser: str) -> Guide:
    """The same, and nobody else has it until the transaction ends."""
    row = Guide.objects.select_for_update().filter(pk=_THE_ONE).first()
    return _checked(row, browser)


def _checked(row: Guide | None, browser: str) -> Guide:
    if row is None or row.done_at is not None or not _is(browser, row.browser_hash) or is_anybody_here():
        raise GoneError("this browser is not in the guide")
    return row


def chosen_in(row: Guide) -> Chosen:
    """What has been chosen so far."""
    return Chosen.of_data(row.chosen)


@transaction.atomic
def choose(browser: str, **said: object) -> Chosen:
    """Keep what a page says; what other pages said stays.

    Raises:
        GoneError: this browser is not in the guide.
    """
    row = locked(browser)
    row.chosen = Chosen.of_data({**row.chosen, **said}).as_data()
    row.save(update_fields=["chosen"])
    return chosen_in(row)


def forget_left_behind(before: datetime) -> None:
    """A guide that nobody has opened or gone on with since: names and addresses in it go."""
    Guide.objects.filter(done_at=None, link_until__lt=before).update(chosen={}, link_hash="", browser_hash="")


def _is(secret: str, kept: str) -> bool:
    return bool(kept) and hmac.compare_digest(_hash(secret), kept)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _secret() -> str:
    """256 bits of chance."""
    return base64.urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
