"""Rows about money."""

from samspil.apps.funding.models.cases import CaseVersion, GateCase
from samspil.apps.funding.models.funds import Fund
from samspil.apps.funding.models.ledger import Account, AccountDay, Books, ClosedPeriod, Posting, Voucher
from samspil.apps.funding.models.pools import (
    ENDS_A_YEAR,
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
from samspil.apps.funding.models.resting import RestsOnVoucher
from samspil.apps.funding.models.sharing import KeyVersion, SharedCost
from samspil.apps.funding.models.waiting import Registered

__all__ = [
    "ENDS_A_YEAR",
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
    "Fund",
    "GateCase",
    "GrantResult",
    "Instalment",
    "KeyVersion",
    "Milestone",
    "Pool",
    "Posting",
    "Registered",
    "RestsOnVoucher",
    "SharedCost",
    "Voucher",
]
