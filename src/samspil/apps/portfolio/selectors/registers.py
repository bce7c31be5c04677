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


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change, and where the matter that decides it stands: the matter's own word, not a copy of it."""

    change: ChangeRequest
    case_number: str
    matter: UUID | None
    result: str
    decided_at: datetime | None


def risks_of(initiative: Initiative) -> list[Risk]:
    """The open risks, the worst first, and then those that are closed, the last closed first."""
    rows = list(initiative.risks.order_by("-id")[:MOST])
    is_open = sorted(
        (one for one in rows if one.closed_on is None),
        key=lambda one: (-one.likelihood * one.impact, -one.impact, one.review_on, one.pk),
    )
    closed = [one for one in rows if one.closed_on is not None]
    return is_open + sorted(closed, key=lambda one: (one.closed_on, one.pk), reverse=True)


def notes_of(initiative: Initiative) -> list[Note]:
    """The open notes, newest first, and then the closed."""
    rows = list(initiative.notes.order_by("-id")[:MOST])
    return sorted(rows, key=lambda one: one.closed_on is not None)


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


def involvements_of(initiative: Initiative) -> list[Involvement]:
    """Who is involved, as the plan was made."""
    return list(initiative.involvements.order_by("pk")[:MOST])


def open_points(rows: Iterable[Involvement]) -> list[Involvement]:
    """What is to be settled before it goes live: points that are open, and those nobody has involved yet."""
    return [one for one in rows if one.involved_on is None or (one.open_point and one.closed_on is None)]
