"""Rows about money."""

from samspil.apps.funding.models.cases import CaseVersion, GateCase
from samspil.apps.funding.models.ledger import Account, AccountDay, Books, ClosedPeriod, Posting, Voucher
from samspil.apps.funding.models.pools import (
    Application,
    Assessment,
    Award,
    Call,
    Filling,
    GrantResult,
    Instalment,
    Milestone,
    Pool,
)
from samspil.apps.funding.models.sharing import KeyVersion, SharedCost

__all__ = [
    "Account",
    "AccountDay",
    "Application",
    "Assessment",
    "Award",
    "Books",
    "Call",
    "CaseVersion",
    "ClosedPeriod",
    "Filling",
    "GateCase",
    "GrantResult",
    "Instalment",
    "KeyVersion",
    "Milestone",
    "Pool",
    "Posting",
    "SharedCost",
    "Voucher",
]
