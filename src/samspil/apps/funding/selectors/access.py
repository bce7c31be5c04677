"""From a URL to a row, the only way: an account of one's own, or one that shows one's own money elsewhere."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import date
from uuid import UUID

from samspil.apps.funding.models import Account, Voucher
from samspil.apps.funding.types import SHARED_ACCOUNT
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.kit.sharing import door


@contextmanager
def access_account(acting: Acting, public_id: UUID, on: date) -> Generator[Account]:
    """An account of the organisation one acts for, or one that it may read; what is about it is found inside.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    own = Account.objects.filter(organisation_id=acting.organisation_id, public_id=public_id).first()
    if own is not None:
        yield own
        return
    with door.reading(SHARED_ACCOUNT, public_id, on) as owner:
        found = Account.objects.filter(organisation_id=owner, public_id=public_id).first() if owner else None
        if found is None:
            raise NotFoundError(str(public_id))
        yield found


def access_voucher(acting: Acting, public_id: UUID) -> Voucher:
    """A voucher of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    row = Voucher.objects.filter(organisation_id=acting.organisation_id, public_id=public_id).first()
    if row is None:
        raise NotFoundError(str(public_id))
    return row
