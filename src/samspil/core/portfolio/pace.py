"""Each member's own pace in what is done together."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from samspil.core.errors import Problem


class Pace(StrEnum):
    """How far a member has come. Source: F4.9."""

    OBSERVING = "observing"
    PREPARING = "preparing"
    JOINING = "joining"
    IMPLEMENTING = "implementing"
    LIVE = "live"
    OPTED_OUT = "opted_out"


COMMITTED: Final = frozenset({Pace.JOINING, Pace.IMPLEMENTING, Pace.LIVE})
_NEEDS_A_REASON: Final = frozenset({Pace.OPTED_OUT})
_ORDER: Final = tuple(one for one in Pace if one is not Pace.OPTED_OUT)


def refuse_pace(
    now: Pace, to: Pace, *, is_mandatory: bool, has_decided: bool, reason: str = ""
) -> Problem | None:
    """Why a member cannot go from one pace to another; nothing where it can.

    Nobody is bound without its own decision (F4.2): from *joining* on a voluntary initiative needs one. A
    mandatory task is the member's by law, so there the pace may say what is; who opts out of solving it
    together says why, since the task stays. Going back, too, needs a reason.

    >>> refuse_pace(Pace.PREPARING, Pace.JOINING, is_mandatory=False, has_decided=False).code
    'pace_needs_a_decision'
    """
    if now is to:
        return Problem("pace_is_that_already", {"pace": to.value})
    if to in COMMITTED and not is_mandatory and not has_decided:
        return Problem("pace_needs_a_decision", {"pace": to.value})
    if not reason.strip() and (to in _NEEDS_A_REASON or goes_back(now, to)):
        return Problem("pace_needs_a_reason", {"pace": to.value})
    return None


def goes_back(now: Pace, to: Pace) -> bool:
    """Whether the new pace is an earlier one."""
    return now in _ORDER and to in _ORDER and _ORDER.index(to) < _ORDER.index(now)
