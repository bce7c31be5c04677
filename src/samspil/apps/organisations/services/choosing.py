"""What people choose for themselves. It is theirs alone: no journal tells of it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from samspil.apps.organisations.models import Account
from samspil.kit.mail.types import How
from samspil.kit.mail.writing import wish


@transaction.atomic
def choose(account: Account, language: str, wishes: Mapping[str, How]) -> None:
    """The language of pages and mail, and how to hear of each kind of thing."""
    account = Account.objects.select_for_update().get(pk=account.pk)
    account.language = language
    account.save(update_fields=["language"])
    for kind, how in wishes.items():
        wish(account.pk, kind, how)
