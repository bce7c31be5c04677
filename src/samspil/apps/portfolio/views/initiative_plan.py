"""The milestones of an initiative as its page shows them, and what waits for what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import ngettext

from samspil.apps.portfolio.selectors.whole import Other, Planned, Waits, Whole
from samspil.kit.web.addresses import addresses
from samspil.wording.words import Words

Shown = dict[str, Any]
Addresses = Callable[[UUID], str]
_OF_A_MILESTONE: Final = ("move", "reach", "wait")
_AT_ONCE: Final = 8
_NOT_FOLDED: Final = 2


def plan(whole: Whole, today: date, words: Words) -> Shown:
    """What is late and what comes next; then what comes later, and what is reached."""
    urls = {what: addresses("portfolio:milestone_change", what) for what in _OF_A_MILESTONE}
    ends = addresses("portfolio:dependency_end")
    lines = [_milestone(one, today, urls, words) for one in whole.plan]
    to_come = [one for one in lines if one["is_open"]]
    near, later = _apart(to_come or lines)
    return {
        "near": near,
        "later": later,
        "reached": [one for one in lines if not one["is_open"]] if to_come else [],
        "waits": [_waiting(one, waits, ends, words) for one in whole.plan for waits in one.waits_for],
        "holds_up": [_held_up(one, other, words) for one in whole.plan for other in one.holds_up],
    }


def _apart(lines: list[Shown]) -> tuple[list[Shown], list[Shown]]:
    """The lines one is to see at once: the first ones, and each that is late; a few more are not folded."""
    if len(lines) <= _AT_ONCE + _NOT_FOLDED:
        return lines, []
    near = [one for place, one in enumerate(lines) if place < _AT_ONCE or one["is_late"]]
    return near, [one for place, one in enumerate(lines) if place >= _AT_ONCE and not one["is_late"]]


def is_late(one: Planned, today: date) -> bool:
    """Whether a milestone to come is past its day, or will be past the law's."""
    return one.row.done_on is None and (one.row.expected_on < today or is_past_the_law(one))


def is_past_the_law(one: Planned) -> bool:
    """Whether a milestone is, or was, reached later than somebody demands."""
    latest = one.row.latest_on
    return latest is not None and (one.row.done_on or one.row.expected_on) > latest


def _milestone(one: Planned, today: date, urls: dict[str, Addresses], words: Words) -> Shown:
    row = one.row
    is_done = row.done_on is not None
    return {
        "id": row.public_id,
        "name": row.name,
        "is_gate": row.is_gate,
        "planned": words.day(row.planned_on),
        "expected": words.day(row.expected_on),
        "is_pushed": row.expected_on != row.planned_on and not is_done,
        "pushed_by": one.pushed_by,
        "first": words.day(row.first_on),
        "has_moved": row.first_on != row.planned_on,
        "latest": words.day(row.latest_on) if row.latest_on else "",
        "past_the_law": is_past_the_law(one),
        "is_late": is_late(one, today),
        "done": words.day(row.done_on) if row.done_on else "",
        "follows": row.common is not None and not row.deviation,
        "deviation": row.deviation,
        "moves": [
            {"at": words.day(timezone.localdate(move.at)), "was": words.day(move.was),
             "now": words.day(move.now), "reason": move.reason}
            for move in one.moves
        ],
        "is_open": not is_done,
        "urls": {what: url(row.public_id) for what, url in urls.items()} if not is_done else {},
    }  # fmt: skip


def _waiting(plan: Planned, one: Waits, ends: Addresses, words: Words) -> Shown:
    return {
        "name": plan.row.name,
        "lag": _lag(one.lag_days),
        "end_url": ends(one.dependency),
        **_other(one.other, words),
        "is_theirs": not one.is_ours,
    }


def _held_up(plan: Planned, one: Other, words: Words) -> Shown:
    return {"name": plan.row.name, **_other(one, words)}


def _other(one: Other, words: Words) -> Shown:
    return {
        "other": one.name,
        "on": words.day(one.expected_on) if one.expected_on else "",
        "title": one.title,
        "url": addresses("portfolio:initiative")(one.initiative) if one.initiative else "",
    }


def _lag(days: int) -> str:
    return ngettext("%(days)s day after", "%(days)s days after", days) % {"days": days} if days else ""
