"""What things of money are called, by their ids, in scope; nothing where they are gone."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from samspil.apps.funding.models import Account, Application, Fund, Pool, SharedCost, Voucher


def pool_named(key: UUID) -> Mapping[str, str]:
    """A pool, by language."""
    row = Pool.objects.filter(public_id=key).first()
    return dict(row.name) if row else {}


def application_named(key: UUID) -> str:
    """An application with its case number."""
    row = Application.objects.filter(public_id=key).first()
    return str(row) if row else ""


def fund_named(key: UUID) -> str:
    """A fund: who gave it, and what for."""
    row = Fund.objects.filter(public_id=key).first()
    return f"{row.giver}: {row.purpose}" if row else ""


def statement_named(key: UUID) -> str:
    """A cost that was shared out."""
    row = SharedCost.objects.filter(public_id=key).first()
    return row.text if row else ""


def voucher_named(key: UUID) -> str:
    """A voucher: its number and text."""
    row = Voucher.objects.filter(public_id=key).first()
    return str(row) if row else ""


def accounts_named(keys: Collection[UUID]) -> dict[UUID, str]:
    """Accounts, by id; one question."""
    rows = Account.objects.filter(public_id__in=list(keys))
    return dict(rows.values_list("public_id", "name"))
