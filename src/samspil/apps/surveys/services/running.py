"""Opening a round, reminding those who have not answered, and closing it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Area, Invited, Round, Words
from samspil.apps.surveys.services.inviting import letters_of, tell
from samspil.apps.surveys.services.preparing import held_round
from samspil.apps.surveys.services.working_out import work_out
from samspil.apps.surveys.types import ROUND
from samspil.core.errors import Problem
from samspil.kit.ids import drawn_number
from samspil.kit.journal.recording import By, record, told_of
from samspil.kit.mail.forgetting import take_back


@transaction.atomic
def open_round(round_: Round, *, acting: Acting, at: datetime) -> Round:
    """From now on people can answer: by a letter with a link, or, in an area without addresses, by its link.

    Raises:
        RefusedError: ``not_yours_to_lead_survey``, ``round_has_begun``, ``survey_asks_no_area``,
            ``round_ends_before_today``.
    """
    row = held_round(round_, acting)
    own = {"organisation_id": row.organisation_id, "round": row}
    if row.opened_at is not None:
        raise RefusedError(Problem("round_has_begun", {}))
    if row.answer_by < timezone.localdate(at):
        raise RefusedError(Problem("round_ends_before_today", {"day": row.answer_by.isoformat()}))
    if not Area.objects.filter(**own).exists():
        raise RefusedError(Problem("survey_asks_no_area", {}))
    people = list(Invited.objects.filter(**own).order_by("id"))
    row.opened_at = at
    row.save(update_fields=["opened_at"])
    Area.objects.filter(**own).exclude(pk__in={one.area_id for one in people}).update(by_link=True)
    tell(row, people, acting=acting, at=at)
    _record(row, "opened", {"invited": len(people)}, str(acting.person), at)
    return row


@transaction.atomic
def remind(round_: Round, *, acting: Acting, at: datetime) -> int:
    """Another letter to those who have not answered; how many.

    Raises:
        RefusedError: ``not_yours_to_lead_survey``, ``round_is_not_open``.
    """
    row = held_round(round_, acting)
    _refuse_when_not_open(row)
    silent = Invited.objects.filter(organisation_id=row.organisation_id, round=row, has_answered=False)
    people = list(silent.order_by("id"))
    tell(row, people, acting=acting, at=at)
    _record(row, "reminded", {"people": len(people)}, str(acting.person), at)
    return len(people)


@transaction.atomic
def close_round(round_: Round, *, acting: Acting, at: datetime) -> Round:
    """No more answers. What may be shown is worked out, and addresses go.

    Raises:
        RefusedError: ``not_yours_to_lead_survey``, ``round_is_not_open``.
    """
    return _close(held_round(round_, acting), str(acting.person), at)


@transaction.atomic
def close_what_is_over(organisation_id: int, *, at: datetime) -> int:
    """Rounds whose last day has passed close by themselves, so that no address is kept longer; how many."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("version")
    open_ = rows.filter(organisation_id=organisation_id, opened_at__isnull=False, closed_at=None)
    over = list(open_.filter(answer_by__lt=timezone.localdate(at)))
    for row in over:
        _close(row, "clock", at)
    return len(over)


def _close(row: Round, by: str, at: datetime) -> Round:
    _refuse_when_not_open(row)
    row.closed_at = at
    row.save(update_fields=["closed_at"])
    own = {"organisation_id": row.organisation_id, "round": row}
    answers = work_out(row)
    _lay_words_anew(own)
    Invited.objects.filter(**own).update(address="", letters=0)
    take_back(row.organisation_id, letters_of(row))
    _record(row, "closed", {"answers": answers}, by, at)
    return row


def _lay_words_anew(own: Mapping[str, object]) -> None:
    """Under keys drawn again, all at once: nothing of the database itself tells in which order they came."""
    rows = list(Words.objects.filter(**own))
    Words.objects.filter(**own).delete()
    for row in rows:
        row.id = drawn_number()
    Words.objects.bulk_create(sorted(rows, key=lambda row: row.id), batch_size=500)


def _refuse_when_not_open(row: Round) -> None:
    if row.opened_at is None or row.closed_at is not None:
        raise RefusedError(Problem("round_is_not_open", {}))


def _record(row: Round, what: str, facts: dict[str, int], by: str, at: datetime) -> None:
    told = told_of(f"surveys.round.{what}", (ROUND, row.public_id), facts)
    record(row.organisation_id, [told], By(by, at))
