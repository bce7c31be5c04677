"""What crosses the border of this app."""

from samspil.apps.systems.types.history import PAGE_SIZE, Bought, HistoryFilter, Key
from samspil.apps.systems.types.register import (
    NewAgreement,
    NewContract,
    NewDraw,
    NewOption,
    NewRelation,
    NewUse,
)

__all__ = [
    "PAGE_SIZE",
    "Bought",
    "HistoryFilter",
    "Key",
    "NewAgreement",
    "NewContract",
    "NewDraw",
    "NewOption",
    "NewRelation",
    "NewUse",
]
