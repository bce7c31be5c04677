"""Status reports that are owed: asked for by the rhythm, met by a report, let go with the initiative."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, OwedReport, StatusReport
from samspil.apps.portfolio.selectors.following import Followings, counted_from, due, followings_on
from samspil.apps.portfolio.services.telling import tell

_OPEN: Final = {"met_at": None, "let_go_at": None}


def owe_what_is_due(organisation_id: int, *, at: datetime) -> int:
    """Ask for every report of an organisation whose day has come; how many were asked for now.

    Doing it again, or twice at once, asks for nothing twice. Three questions where nothing is due.
    """
    today = timezone.localdate(at)
    followings = followings_on(organisation_id, today)
    owed = OwedReport.objects.filter(initiative=OuterRef("pk"), **_OPEN)
    rows = Initiative.objects.filter(~Exists(owed), organisation_id=organisation_id, end="", is_paused=False)
    named = rows.order_by("pk").values_list(
        "pk", "project_model", "started_at", "reported_on", "reports_from"
    )
    asked_for = [
        key
        for key, project_model, started_at, reported_on, reports_from in named
        for following in [followings.of(project_model)]
        for since in [counted_from(started_at, reported_on, reports_from)]
        if following.owing is not None and due(since, following, today).asked_on <= today
    ]
    return sum(_owe(key, followings, today, at) for key in asked_for)


@transaction.atomic
def _owe(key: int, followings: Followings, today: date, at: datetime) -> bool:
    """Ask for the report of one initiative, unless it has come or been asked for meanwhile.

    Who asks holds the initiative's row, as who reports does: of two that ask at once, one sees the other's.
    """
    initiative = Initiative.objects.select_for_update().get(pk=key)
    following = followings.of(initiative.project_model)
    if following.owing is None or not initiative.is_open or initiative.is_paused:
        return False
    since = counted_from(initiative.started_at, initiative.reported_on, initiative.reports_from)
    when = due(since, following, today)
    if when.asked_on > today or initiative.owed_reports.filter(**_OPEN).exists():
        return False
    row = OwedReport.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        role=following.owing.by.value,
        asked_on=when.asked_on,
        due_on=when.on,
        created_at=at,
    )
    facts = {"owed": row.public_id, "role": row.role, "asked_on": row.asked_on, "due_on": row.due_on}
    tell(initiative, "report.owed", facts, acting=None, at=at)
    return True


def meet_what_is_owed(report: StatusReport, *, acting: Acting, at: datetime) -> bool:
    """A report meets what its initiative owes; whether anything was owed. Within the report's transaction."""
    initiative = report.initiative
    row = initiative.owed_reports.select_for_update().filter(**_OPEN).first()
    if row is None:
        return False
    row.met_at, row.report = at, report
    row.save(update_fields=["met_at", "report"])
    facts = {"owed": row.public_id, "report": report.public_id, "due_on": row.due_on}
    tell(initiative, "report.met", facts, acting=acting, at=at)
    return True


@transaction.atomic
def let_go_of_what_is_over(organisation_id: int, *, at: datetime) -> int:
    """Nobody owes a report on what is over; how many were let go now."""
    rows = OwedReport.objects.filter(organisation_id=organisation_id, initiative__end__gt="", **_OPEN)
    gone = list(rows.select_for_update(of=("self",)).select_related("initiative"))
    for row in gone:
        row.let_go_at = at
        row.save(update_fields=["let_go_at"])
        tell(row.initiative, "report.let_go", {"owed": row.public_id}, acting=None, at=at)
    return len(gone)
