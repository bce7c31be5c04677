"""Saying that two entries of the catalogue are one system, answering for one's own, and undoing it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import LocalUse, SameAnswer, SameSystem, SystemEntry
from samspil.apps.systems.selectors.same import access_pair, access_proposed
from samspil.apps.systems.services.holding import check_keeps, tell
from samspil.apps.systems.services.readers import keep_register_readers
from samspil.apps.systems.types.register import ENTRY
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By


@transaction.atomic
def propose_same(gone: UUID, kept: UUID, *, acting: Acting, at: datetime) -> SameSystem:
    """Say to those one works together with that two are one system. One's own uses follow at once.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``same_as_itself``, ``same_is_said``.
        NotFoundError: one of the two is not seen.
    """
    check_keeps(acting)
    owner, on, by = acting.organisation_id, timezone.localdate(at), By(str(acting.person), at)
    one, other = access_pair(acting, gone, kept, on)
    if gone == kept:
        raise RefusedError(Problem("same_as_itself", {"name": one.name}))
    said = SameSystem.objects.filter(organisation_id=owner, taken_back_at=None)
    if said.filter(Q(gone__in=[gone, kept]) | Q(kept=gone)).exists():
        raise RefusedError(Problem("same_is_said", {"name": one.name}))
    row = SameSystem.objects.create(
        organisation_id=owner,
        gone=gone,
        kept=kept,
        gone_name=one.name,
        kept_name=other.name,
        said_at=at,
        said_by=acting.person,
    )
    tell(owner, "same.proposed", (ENTRY, gone), {}, by, same_as=kept)
    answer_same(row.public_id, is_same=True, acting=acting, at=at)
    keep_register_readers(owner, by, on=on)
    return row


@transaction.atomic
def answer_same(public_id: UUID, *, is_same: bool, acting: Acting, at: datetime) -> int:
    """Answer for one's own organisation; how many uses moved. Again it moves those that have come since.

    Lists go on knowing a use by the id that it came with.

    Raises:
        RefusedError: ``not_yours_to_keep_register``.
        NotFoundError: there is no such proposal, or it is taken back.
    """
    check_keeps(acting)
    said, owner = access_proposed(acting, public_id, timezone.localdate(at)), acting.organisation_id
    rows = SameAnswer.objects.select_for_update(of=("self",)).filter(organisation_id=owner, undone_at=None)
    answer = rows.filter(proposal=public_id).first()
    if answer is not None and answer.is_same is not is_same:
        _undo(answer, acting=acting, at=at)
        answer = None
    if answer is None:
        SameAnswer.objects.create(
            organisation_id=owner,
            proposal=public_id,
            gone=said.gone,
            kept=said.kept,
            is_same=is_same,
            answered_at=at,
            answered_by=acting.person,
        )
    moved = _move(owner, said.gone, said.kept, at) if is_same else 0
    by = By(str(acting.person), at)
    tell(owner, "same.answered", (ENTRY, said.gone), {}, by, same_as=said.kept, is_same=is_same, uses=moved)
    return moved


@transaction.atomic
def undo_same(public_id: UUID, *, acting: Acting, at: datetime) -> int:
    """Take one's own answer back; how many uses are again what they were.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``same_is_not_answered``.
    """
    check_keeps(acting)
    rows = SameAnswer.objects.select_for_update(of=("self",))
    answer = rows.filter(organisation_id=acting.organisation_id, proposal=public_id, undone_at=None).first()
    if answer is None:
        raise RefusedError(Problem("same_is_not_answered", {}))
    return _undo(answer, acting=acting, at=at)


@transaction.atomic
def take_back_same(public_id: UUID, *, acting: Acting, at: datetime) -> None:
    """Take one's own proposal back, and one's own answer with it. What others answered is theirs to undo.

    Raises:
        RefusedError: ``not_yours_to_keep_register``.
        NotFoundError: there is no such proposal.
    """
    check_keeps(acting)
    row = access_proposed(acting, public_id, timezone.localdate(at))
    if row.organisation_id != acting.organisation_id:
        raise RefusedError(Problem("not_yours_to_keep_register", {}))
    held = SameSystem.objects.select_for_update(of=("self",)).get(pk=row.pk)
    held.taken_back_at = at
    held.save(update_fields=["taken_back_at"])
    mine = SameAnswer.objects.filter(
        organisation_id=row.organisation_id, proposal=public_id, undone_at=None
    ).first()
    if mine is not None:
        _undo(mine, acting=acting, at=at)
    by = By(str(acting.person), at)
    tell(row.organisation_id, "same.taken_back", (ENTRY, row.gone), {}, by, same_as=row.kept)
    keep_register_readers(row.organisation_id, by, on=timezone.localdate(at))


def _move(owner: int, gone: UUID, kept: UUID, at: datetime) -> int:
    rows = LocalUse.objects.filter(organisation_id=owner, catalogue=gone)
    rows.filter(listed_as=None).update(listed_as=F("catalogue"))
    SystemEntry.objects.filter(organisation_id=owner, catalogue=gone).update(same_as=kept)
    return rows.update(catalogue=kept, changed_at=at)


def _undo(answer: SameAnswer, *, acting: Acting, at: datetime) -> int:
    owner, moved = answer.organisation_id, 0
    if answer.is_same:
        rows = LocalUse.objects.filter(organisation_id=owner, catalogue=answer.kept, listed_as=answer.gone)
        moved = rows.update(catalogue=answer.gone, listed_as=None, changed_at=at)
        SystemEntry.objects.filter(organisation_id=owner, catalogue=answer.gone).update(same_as=None)
    answer.undone_at = at
    answer.save(update_fields=["undone_at"])
    by = By(str(acting.person), at)
    tell(owner, "same.undone", (ENTRY, answer.gone), {}, by, same_as=answer.kept, uses=moved)
    return moved
