"""Shares of closed rounds that somebody may take elsewhere: only what is shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils import timezone

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Round
from samspil.apps.surveys.rights import may_pass_on
from samspil.apps.surveys.selectors.access import access_closed
from samspil.apps.surveys.selectors.outcome import Asked, Cell, Outcome, outcome_of
from samspil.apps.surveys.types import ShownShare
from samspil.core.surveys.language import said_about
from samspil.core.surveys.suppression import TOTAL

if TYPE_CHECKING:
    from samspil.wording.catalogues import Language

MOST_ROUNDS: Final = 8


def shares_to_pass_on(acting: Acting, language: Language) -> list[ShownShare]:
    """Of the last rounds that are closed, the newest first: of everybody, of each area, of each function."""
    rows = Round.objects.filter(organisation_id=acting.organisation_id, closed_at__isnull=False)
    rows = rows.select_related("version").order_by("-closed_at", "-id")[: 4 * MOST_ROUNDS]
    passed = [row for row in rows if may_pass_on(acting, row)][:MOST_ROUNDS]
    return [share for row in passed for share in _shares(row, language)]


def shares_of_round(acting: Acting, public_id: UUID, language: Language) -> list[ShownShare]:
    """The same of one round, however old; none where it is not one's to pass on.

    Raises:
        NotFoundError: there is none that is closed and that one may read.
    """
    row = access_closed(acting, public_id)
    return list(_shares(row, language)) if may_pass_on(acting, row) else []


def find_share(acting: Acting, key: str, language: Language) -> ShownShare | None:
    """A share by its key; nothing where it is hidden, another's, or not one's to pass on."""
    try:
        found = shares_of_round(acting, UUID(key.partition(".")[0]), language)
    except (ValueError, NotFoundError):
        return None
    return next((one for one in found if one.key == key), None)


def _shares(row: Round, language: Language) -> Iterator[ShownShare]:
    outcome = outcome_of(row)
    cells: list[Cell] = [(TOTAL, TOTAL), *((area, TOTAL) for area in outcome.people)]
    cells += [(TOTAL, function) for function in outcome.functions]
    for one in outcome.asked:
        if not one.is_earlier:
            found = (_share(row, outcome, one, cell, language) for cell in cells)
            yield from (share for share in found if share is not None)


def _share(row: Round, outcome: Outcome, one: Asked, cell: Cell, language: Language) -> ShownShare | None:
    share = outcome.share(one, cell)
    if share is None or row.opened_at is None or row.closed_at is None:
        return None
    area, function = cell
    who = area if area != TOTAL else ""
    if function != TOTAL:
        who = outcome.survey.functions[function].in_language(language)
    people = sum(outcome.people.values()) if cell == (TOTAL, TOTAL) else outcome.people.get(area)
    return ShownShare(
        key=f"{row.public_id}.{hashlib.sha256(chr(10).join([one.digest, *cell]).encode()).hexdigest()[:24]}",
        round=row.public_id,
        title=row.title,
        question=said_about(one.question.text.in_language(language), row.about),
        share=one.scale.share.in_language(language),
        who=who,
        answers=share.answers,
        good=share.good,
        is_everybody=function == TOTAL and people == share.answers,
        first=timezone.localdate(row.opened_at),
        last=timezone.localdate(row.closed_at),
    )
