"""Preparing a round: what is asked, until when, and how the answers will be shown."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.balance.models import DialogueVersion, Invited, Round
from samspil.apps.balance.rights import may_lead
from samspil.apps.balance.selectors.dialogues import NAME, find_dialogue
from samspil.apps.balance.types import DIALOGUE, ROUND, NewRound
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.core.dialogues.reading import read_dialogue
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.tenancy.versions import keep_version


@transaction.atomic
def prepare_round(new: NewRound, *, acting: Acting, at: datetime) -> Round:
    """A round that nobody has been told of yet.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_ends_before_today``.
        NotFoundError: there is no such dialogue.
    """
    refuse_who_may_not(acting)
    if new.answer_by < timezone.localdate(at):
        raise RefusedError(Problem("round_ends_before_today", {"day": new.answer_by.isoformat()}))
    held = find_dialogue(acting.organisation_id, new.dialogue)
    row = Round.objects.create(
        organisation_id=acting.organisation_id,
        title=new.title,
        version=_version(held.dialogue.key, held.document, acting, at),
        shows=new.shows.value,
        answer_by=new.answer_by,
        language=new.language,
        prepared_at=at,
        prepared_by=acting.person,
    )
    facts = {
        "dialogue": new.dialogue,
        "answer_by": new.answer_by,
        "language": new.language,
        "shows": new.shows.value,
    }
    note(acting, at, "balance.round.prepared", (ROUND, row.public_id), facts, {"title": new.title})
    return row


@transaction.atomic
def keep_dialogue(document: str, *, acting: Acting, at: datetime) -> DialogueVersion:
    """A dialogue of one's own, or the next version of it; the same again is the version that is there.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``.
        ProblemsError: it is not as a dialogue is written, line by line.
    """
    refuse_who_may_not(acting)
    dialogue = read_dialogue(document.encode(), NAME.format(key="dialogue"))
    return _version(dialogue.key, document, acting, at)


@transaction.atomic
def change_questions(round_: Round, document: str, *, acting: Acting, at: datetime) -> Round:
    """Ask on in a new version; what was answered before keeps the questions that it answered.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``, ``round_is_closed``.
        ProblemsError: it is not as a dialogue is written; ``dialogue_is_another``, ``dialogue_lacks_groups``.
    """
    refuse_who_may_not(acting)
    row = held_round(round_)
    if row.closed_at is not None:
        raise RefusedError(Problem("round_is_closed", {}))
    dialogue = read_dialogue(document.encode(), NAME.format(key=row.version.key))
    if dialogue.key != row.version.key:
        raise ProblemsError.of("dialogue_is_another", key=row.version.key, found=dialogue.key)
    own = Invited.objects.filter(organisation_id=row.organisation_id, round=row)
    groups = set(own.order_by().values_list("group", flat=True).distinct())
    if lacking := groups - dialogue.groups.keys():
        raise ProblemsError.of("dialogue_lacks_groups", groups=", ".join(sorted(lacking)))
    row.version = _version(dialogue.key, document, acting, at)
    row.save(update_fields=["version"])
    facts = {"dialogue": dialogue.key, "version": row.version.number}
    note(acting, at, "balance.round.changed", (ROUND, row.public_id), facts)
    return row


def refuse_who_may_not(acting: Acting) -> None:
    """Refuse whoever may not lead.

    Raises:
        RefusedError: ``not_yours_to_lead_dialogue``.
    """
    if not may_lead(acting):
        raise RefusedError(Problem("not_yours_to_lead_dialogue", {}))


def held_round(round_: Round) -> Round:
    """The round as it is now, held until the transaction is over."""
    rows = Round.objects.select_for_update(of=("self",)).select_related("version")
    return rows.get(organisation_id=round_.organisation_id, pk=round_.pk)


def _version(key: str, document: str, acting: Acting, at: datetime) -> DialogueVersion:
    row, is_new = keep_version(
        DialogueVersion, acting.organisation_id, key, document, by=acting.person, at=at
    )
    if is_new:
        facts = {"key": key, "number": row.number, "digest": row.digest}
        note(acting, at, "balance.dialogue.kept", (DIALOGUE, row.public_id), facts)
    return row
