"""What crosses the border where another system is asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from samspil.core.systems.vocabulary import Visibility


class AskedState(StrEnum):
    """Where a question to another system stands."""

    WAITING = "waiting"
    ASKING = "asking"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class KitosQuestion:
    """Where KITOS is asked, with which token, for which organisation there, and who may see what is new."""

    address: str
    token: str = field(repr=False)
    cvr: str = ""
    visibility: Visibility = Visibility.OWN
