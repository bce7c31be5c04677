"""An initiative rests, and goes on: no status report is owed for the time in between."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils import timezone

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.selectors.following import counted_from, following_of
from samspil.apps.portfolio.services.telling import tell
from samspil.core.portfolio.rhythm import days_rested


def let_rest(initiative: Initiative, *, is_paused: bool, at: datetime) -> None:
    """It rests from today, or goes on; nothing where that is so already. Within a transaction."""
    if initiative.is_paused is is_paused:
        return
    if is_paused:
        initiative.is_paused, initiative.paused_on = True, timezone.localdate(at)
    else:
        wake(initiative, at=at)
    initiative.changed_at = at
    initiative.save(update_fields=["is_paused", "paused_on", "reports_from", "changed_at"])
    tell(initiative, "initiative.paused" if is_paused else "initiative.resumed", acting=None, at=at)


def wake(initiative: Initiative, *, at: datetime) -> None:
    """It rests no longer, in a row yet to be saved: the days it rested are taken off its reports."""
    if initiative.is_paused and initiative.paused_on is not None:
        today = timezone.localdate(at)
        since = counted_from(initiative.started_at, initiative.reported_on, initiative.reports_from)
        rested = days_rested(since, initiative.paused_on, today)
        initiative.reports_from = since + timedelta(days=rested)
        _put_off(initiative, initiative.paused_on, today, at=at)
    initiative.is_paused, initiative.paused_on = False, None


def _put_off(initiative: Initiative, rested_from: date, today: date, *, at: datetime) -> None:
    """A report that was asked for before is due so much later, on a working day of the organisation."""
    rows = initiative.owed_reports.select_for_update().filter(met_at=None, let_go_at=None)
    row = rows.first()
    if row is None:
        return
    due_on = row.due_on + timedelta(days=days_rested(row.asked_on, rested_from, today))
    owing = following_of(initiative, today).owing
    row.due_on = owing.calendar.on_or_after(due_on) if owing else due_on
    row.save(update_fields=["due_on"])
    tell(initiative, "report.put_off", {"owed": row.public_id, "due_on": row.due_on}, acting=None, at=at)
