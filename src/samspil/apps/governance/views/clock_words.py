"""How long is left, in working days, as a clock on a page."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.core.calendar import WorkCalendar
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.load import GovernanceModel
from samspil.wording.words import Words

SOON: Final = 2  # working days left, or fewer, stand out
# For what another organisation shares, whose own closed days are not known here.
_DANISH: Final = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
Clock = dict[str, Any]


def of_matter(row: Any, model: GovernanceModel, now: datetime, words: Words) -> Clock | None:
    """The clock of a matter or a line of a list: what it has of ``due_at``, ``due_on``, ``parked_until``."""
    if row.end:
        return None
    if row.parked_until is not None:
        text = _("Rests until %(day)s") % {"day": words.day(row.parked_until)}
        return {"state": "paused", "text": text, "due": row.parked_until}
    if row.due_at is None or row.due_on is None:
        return None
    until = row.due_until or row.due_at
    return _running(row.due_on, now > until, calendar_of(model), now, words)


def of_day(due_on: date, model: GovernanceModel | None, now: datetime, words: Words) -> Clock:
    """The clock of what is due by the end of a day."""
    today = timezone.localdate(now)
    return _running(due_on, today > due_on, calendar_of(model) if model else _DANISH, now, words)


def _running(due_on: date, late: bool, calendar: WorkCalendar, now: datetime, words: Words) -> Clock:
    today = timezone.localdate(now)
    days = calendar.working_days_between(today, due_on)
    if late:
        return {"state": "late", "text": _late(-days), "due": due_on}
    state = "soon" if days <= SOON else "ok"
    return {"state": state, "text": _left(days, due_on, words), "due": due_on}


def _late(days: int) -> str:
    if days <= 0:
        return _("The time is up today")
    text = ngettext("%(days)s working day late", "%(days)s working days late", days)
    return text % {"days": days}


def _left(days: int, due_on: date, words: Words) -> str:
    if days <= 0:
        return _("Today at the latest")
    if days <= SOON:
        return ngettext("%(days)s working day left", "%(days)s working days left", days) % {"days": days}
    return _("By %(day)s") % {"day": words.day(due_on)}
