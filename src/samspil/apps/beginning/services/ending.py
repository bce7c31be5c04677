"""The end of the guide: everything that was chosen is made at once, and what was chosen is forgotten."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string

from samspil.apps.beginning.selectors.planning import as_asked
from samspil.apps.beginning.services.linking import chosen_in, locked
from samspil.apps.organisations.services.people import choose_password
from samspil.kit.journal.recording import By

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Account


@transaction.atomic
def end_guide(browser: str, password: str, on: date, at: datetime) -> tuple[Any, Account]:
    """What has begun, and the account of the first person, who may log in with the password.

    Raises:
        GoneError: this browser is not in the guide, or somebody has begun already.
        ProblemsError: what was chosen cannot begin; nothing is made.
    """
    row = locked(browser)
    begin: Callable[..., Any] = import_string(settings.SAMSPIL_BEGIN)
    asked = as_asked(chosen_in(row), on)
    begun = begin(replace(asked, on=on), By("init", at))
    # Nobody has answered a letter to the address: it is theirs only as far as whoever sat here says so.
    account = choose_password(begun.first.email, password)
    row.chosen, row.browser_hash, row.link_hash, row.done_at = {}, "", "", at
    row.save(update_fields=["chosen", "browser_hash", "link_hash", "done_at"])
    return begun, account
