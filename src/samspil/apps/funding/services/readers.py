"""Who reads the accounts that show a member's money, kept true as members come and go."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Account
from samspil.apps.funding.services.accounts import PURPOSE
from samspil.apps.funding.types import SHARED_ACCOUNT
from samspil.apps.organisations.selectors.standing import members_on
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """All accounts of an organisation; for how many readers that was otherwise. Again it changes nothing.

    A member that has left goes on reading what was its own money: the account is about it.
    """
    on = timezone.localdate(at)
    rows = Account.objects.filter(organisation_id=organisation_id).exclude(member="")
    accounts = dict(rows.values_list("public_id", "member"))
    if not accounts:
        return 0
    members = {one.code: one.pk for one in members_on(organisation_id, on)}
    given = door.given_by(organisation_id, [SHARED_ACCOUNT], on)
    changed = 0
    for key, code in accounts.items():
        subject = (SHARED_ACCOUNT, key)
        if code in members and members[code] not in given.get(subject, frozenset()):
            by = By("clock", at)
            changed += door.keep_to(organisation_id, [members[code]], subject, PURPOSE, by, on=on)
    return changed
