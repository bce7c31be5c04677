"""What the parts about how an initiative goes show on its own page: one function for each part."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from samspil.apps.portfolio.selectors.following import following_on
from samspil.apps.portfolio.selectors.registers import involvements_of, notes_of, risks_of
from samspil.apps.portfolio.selectors.reports import report_due_on
from samspil.apps.portfolio.views import involvement as involving
from samspil.apps.portfolio.views import reports as reporting
from samspil.apps.portfolio.views.notes import note_line
from samspil.apps.portfolio.views.risk_picture import numbered, picture, risk_line
from samspil.kit.web.addresses import address

_MOST: Final = 3


def reports_part(initiative: Any, on: date) -> dict[str, Any]:
    """``reports`` of ``parts/reports.html``: the last four lights, and when the next report is due."""
    following = following_on(initiative.organisation_id, on)
    return {
        "strip": reporting.strip(initiative),
        "due": reporting.due_line(report_due_on(initiative, following, on)),
        "url": address("portfolio:reports", initiative.public_id),
    }


def risks_part(initiative: Any, on: date) -> dict[str, Any]:
    """``risks`` of ``parts/risks.html``: the three worst that are open."""
    found = numbered(risks_of(initiative))
    is_open = [one for one in found if one[1].closed_on is None]
    return {
        "rows": [risk_line(number, one, on) for number, one in is_open[:_MOST]],
        "told": picture(found)["told"],
        "url": address("portfolio:risks", initiative.public_id),
    }


def notes_part(initiative: Any, on: date) -> dict[str, Any]:
    """``notes`` of ``parts/notes.html``: the newest three that are open."""
    is_open = [one for one in notes_of(initiative) if one.closed_on is None]
    return {
        "rows": [note_line(one) for one in is_open[:_MOST]],
        "url": address("portfolio:notes", initiative.public_id),
    }


def involvement_part(initiative: Any, on: date) -> dict[str, Any]:
    """``involvement`` of ``parts/involvement.html``: what is open before it goes live."""
    found = involvements_of(initiative)
    return {
        "before_live": involving.before_live(initiative, found),
        "any": bool(found),
        "url": address("portfolio:involvement", initiative.public_id),
    }
