"""What is kept beside an initiative's plan: risks, notes, changes, and who is involved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from samspil.apps.governance.selectors.subjects import matters_about
from samspil.apps.portfolio.models import ChangeRequest, Initiative, Involvement, Note, Risk

MOST: Final = 200
MOST_CLOSED: Final = 50


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change, and where the matter that decides it stands: the matter's own word, not a copy of it."""

    change: ChangeRequest
    case_number: str
    matter: UUID | None
    result: str
    decided_at: datetime | None


def risks_of(initiative: Initiative) -> list[Risk]:
    """The open risks, the worst first, and then those that were closed last; two questions."""
    is_open = list(initiative.risks.filter(closed_on=None).order_by("-id")[:MOST])
    closed = list(initiative.risks.exclude(closed_on=None).order_by("-closed_on", "-id")[:MOST_CLOSED])
    worst = sorted(
        is_open, key=lambda one: (-one.likelihood * one.impact, -one.impact, one.review_on, one.pk)
    )
    return worst + closed


def notes_of(initiative: Initiative) -> list[Note]:
    """The open notes, newest first, and then those that were closed last; two questions."""
    is_open = list(initiative.notes.filter(closed_on=None).order_by("-id")[:MOST])
    return is_open + list(
        initiative.notes.exclude(closed_on=None).order_by("-closed_on", "-id")[:MOST_CLOSED]
    )


def changes_of(initiative: Initiative) -> list[ChangeLine]:
    """The changes, newest first, with where each is being decided; three questions."""
    rows = list(initiative.changes.order_by("-id")[:MOST])
    told = {one.matter: one for one in matters_about(initiative.public_id)} if _any_sent(rows) else {}
    lines = []
    for row in rows:
        about = told.get(row.matter) if row.matter else None
        lines.append(
            ChangeLine(
                row,
                about.case_number if about else "",
                row.matter,
                about.result if about else row.result,
                about.ended_at if about else row.decided_at,
            )
        )
    return lines


def _any_sent(rows: Iterable[ChangeRequest]) -> bool:
    return any(one.matter for one in rows)


def with_changes_sent(organisation_id: int) -> list[Initiative]:
    """The initiatives with a change whose result is not known yet; one question."""
    rows = Initiative.objects.filter(
        organisation_id=organisation_id, changes__matter__isnull=False, changes__result=""
    )
    return list(rows.distinct().order_by("pk"))


def involvements_of(initiative: Initiative) -> list[Involvement]:
    """Who is involved, as the plan was made."""
    return list(initiative.involvements.order_by("pk")[:MOST])


def open_points(rows: Iterable[Involvement]) -> list[Involvement]:
    """What is to be settled before it goes live: points that are open, and those nobody has involved yet."""
    return [one for one in rows if one.involved_on is None or (one.open_point and one.closed_on is None)]
