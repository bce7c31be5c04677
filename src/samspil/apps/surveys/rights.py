"""Who may ask, who leads a round, and whose its results are. The one place for it.

Whoever keeps the organisation may ask, and its directors. A round is led by whoever prepared it; those who
keep the organisation lead it as well, but not the round of a unit that is not theirs. The results belong to
the unit that asked: its people read them, and others only where the round said so before the first answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.types import Readers

if TYPE_CHECKING:
    from samspil.apps.surveys.models import Round

_DIRECTORS: Final = frozenset({"director"})


def may_ask(acting: Acting) -> bool:
    """Whether somebody may prepare a survey, and write one of the organisation's own."""
    return may_keep(acting) or bool(acting.roles & _DIRECTORS)


def leads(acting: Acting, round_: Round) -> bool:
    """Whether somebody leads a round: invites, opens, closes."""
    if round_.prepared_by == acting.person:
        return True
    return may_keep(acting) and (round_.unit is None or _of_unit(acting, round_))


def may_read(acting: Acting, round_: Round) -> bool:
    """Whether somebody reads what came of a round, once it is closed."""
    return leads(acting, round_) or _of_unit(acting, round_) or round_.readers == Readers.EVERYBODY


def may_pass_on(acting: Acting, round_: Round) -> bool:
    """Whether somebody may take a share of a round elsewhere, where others read it.

    Results that belong to a unit are passed on by whoever leads the round alone.
    """
    return leads(acting, round_) or round_.readers == Readers.EVERYBODY


def _of_unit(acting: Acting, round_: Round) -> bool:
    return round_.unit is not None and str(round_.unit) == acting.unit
