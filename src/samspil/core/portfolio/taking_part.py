"""Coming in, late as well, and leaving: which of a member's own decisions counts, and how it goes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from samspil.core.errors import Problem


@dataclass(frozen=True, slots=True)
class OwnDecision:
    """What a member decided in a matter of its own about what is done together."""

    matter: UUID
    approves: bool
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Part:
    """A member's part on a day: with from ``joined_on``; ``leaves_on`` is the first day it is not.

    ``by_joint_matter``: it came in by a joint matter, whose rule says how one leaves.
    """

    joined_on: date | None = None
    leaves_on: date | None = None
    by_joint_matter: bool = False

    def has_left(self, today: date) -> bool:
        """Whether the day it leaves has come."""
        return self.leaves_on is not None and self.leaves_on <= today


def standing_consent(decisions: Iterable[OwnDecision], left_at: datetime | None = None) -> OwnDecision | None:
    """The decision that holds a member to taking part; nothing where it has none that stands.

    Of two decisions of one member the later counts (F4.2), so a yes before a no is none. Who has left comes
    in again by a new decision: a yes from before is used up.

    >>> from datetime import UTC
    >>> yes = OwnDecision(UUID(int=1), True, datetime(2026, 3, 2, tzinfo=UTC))
    >>> standing_consent([yes, OwnDecision(UUID(int=2), False, datetime(2026, 4, 2, tzinfo=UTC))])
    >>> standing_consent([yes]) == yes
    True
    """
    last = max(decisions, key=lambda one: (one.decided_at, one.matter), default=None)
    if last is None or not last.approves:
        return None
    return None if left_at is not None and last.decided_at <= left_at else last


def joined_again_on(part: Part, today: date) -> date:
    """The day a member takes part from: kept while it stays in, a new one when it comes back."""
    if part.joined_on is None or part.has_left(today):
        return today
    return part.joined_on


def may_read(part: Part, invited_on: date, today: date) -> bool:
    """Whether a member sees what is done together: from its invitation until the day it leaves.

    Who has left sees it again once it is invited anew, or comes in again: that takes the day it leaves away.

    >>> left, invited = Part(date(2026, 3, 2), date(2026, 6, 1)), date(2026, 3, 1)
    >>> may_read(left, invited, date(2026, 5, 31)), may_read(left, invited, date(2026, 6, 1))
    (True, False)
    >>> may_read(left, date(2026, 6, 2), date(2026, 6, 2))
    True
    """
    return part.leaves_on is None or today < part.leaves_on or part.leaves_on < invited_on


def gone_on(part: Part, invited_on: date, out_since: date | None) -> date | None:
    """The first day a member is not with, as far as it is known; nothing while it stays.

    The day it leaves, unless it was invited anew after it; else the day since when it says itself that it is
    out.

    >>> gone_on(Part(date(2026, 3, 2), date(2026, 6, 1)), date(2026, 3, 1), None)
    datetime.date(2026, 6, 1)
    >>> gone_on(Part(date(2026, 3, 2), date(2026, 6, 1)), date(2026, 6, 2), None)
    >>> gone_on(Part(), date(2026, 3, 1), date(2026, 4, 1))
    datetime.date(2026, 4, 1)
    """
    if part.leaves_on is not None and part.leaves_on >= invited_on:
        return part.leaves_on
    return out_since


def refuse_leaving(part: Part, on: date, terms: str, *, today: date) -> Problem | None:
    """Why a member cannot leave on a day and such terms; nothing where it can.

    >>> refuse_leaving(Part(), date(2026, 6, 1), "Keeps its data", today=date(2026, 5, 1)).code
    'leaves_what_it_is_not_in'
    """
    if part.joined_on is None or part.has_left(today):
        return Problem("leaves_what_it_is_not_in", {})
    if part.by_joint_matter:
        return Problem("leaves_by_its_own_decision", {})
    if on < max(today, part.joined_on):
        return Problem("leaves_on_a_day_gone_by", {"day": on})
    if not terms.strip():
        return Problem("leaving_needs_terms", {})
    return None
