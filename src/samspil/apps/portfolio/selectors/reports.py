"""Status reports: the last ones, the history a page at a time, and which are missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.portfolio.models import Estimate, Initiative, StatusReport
from samspil.apps.portfolio.selectors.following import Due, Following, counted_from, due
from samspil.core.governance.matter import currency_of

LAST: Final = 4
A_PAGE: Final = 12


@dataclass(frozen=True, slots=True)
class ReportPage:
    """Reports, newest first; ``older`` is the key of the next page."""

    rows: list[StatusReport]
    older: int | None


def reports_of(initiative: Initiative, before: int | None = None, size: int = A_PAGE) -> ReportPage:
    """A page of the history; a report never goes back in time, so the newest row is the newest day."""
    rows = initiative.reports.order_by("-id")
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: size + 1])
    return ReportPage(found[:size], found[size - 1].pk if len(found) > size else None)


def last_reports(initiative: Initiative, most: int = LAST) -> list[StatusReport]:
    """The last reports, the oldest of them first, as they are read from left to right."""
    return list(initiative.reports.order_by("-id")[:most])[::-1]


def report_due_on(initiative: Initiative, following: Following, today: date) -> Due | None:
    """When the next report is due; none is where an initiative is over or rests."""
    if not initiative.is_open or initiative.is_paused:
        return None
    since = counted_from(initiative.started_at, initiative.reported_on, initiative.reports_from)
    return due(since, following, today)


def promised(initiative: Initiative) -> tuple[Estimate | None, Estimate | None]:
    """The first estimate, and the newest that a decision has made; one question."""
    rows = list(initiative.estimates.order_by("sequence"))
    return (rows[0], rows[-1]) if rows else (None, None)


def currency_for(initiative: Initiative, on: date) -> str:
    """What amounts are in: the currency of the estimate, else of the organisation's model."""
    newest = promised(initiative)[1]
    if newest is not None and newest.currency:
        return newest.currency
    models = models_on(initiative.organisation_id, on)
    return currency_of(models[0]) if models else "DKK"
