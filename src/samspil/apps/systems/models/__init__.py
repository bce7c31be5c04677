"""Rows about systems, contracts and what has been bought."""

from samspil.apps.systems.models.contracts import Agreement, Contract, ContractOption, ContractSystem, Draw
from samspil.apps.systems.models.drawn import DrawnUnder
from samspil.apps.systems.models.lists import AskedKitos, RegisterUpload
from samspil.apps.systems.models.notices import Notice
from samspil.apps.systems.models.same import SameAnswer, SameSystem
from samspil.apps.systems.models.systems import LocalUse, SystemEntry, SystemRelation

__all__ = [
    "Agreement",
    "AskedKitos",
    "Contract",
    "ContractOption",
    "ContractSystem",
    "Draw",
    "DrawnUnder",
    "LocalUse",
    "Notice",
    "RegisterUpload",
    "SameAnswer",
    "SameSystem",
    "SystemEntry",
    "SystemRelation",
]
