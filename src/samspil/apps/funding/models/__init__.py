"""Rows about money."""

from samspil.apps.funding.models.cases import CaseVersion, GateCase
from samspil.apps.funding.models.ledger import Account, AccountDay, Books, ClosedPeriod, Posting, Voucher

__all__ = ["Account", "AccountDay", "Books", "CaseVersion", "ClosedPeriod", "GateCase", "Posting", "Voucher"]
