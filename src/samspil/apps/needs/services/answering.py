"""What people say: that a need is the same as the others', that it is not, or that they take it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.needs.models import Finding, Pair, Part, Told
from samspil.apps.needs.rights import may_answer
from samspil.apps.needs.selectors.reach import Reach
from samspil.apps.needs.services.leaving import keep_numbers
from samspil.apps.needs.types import NEED, Said
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, record, told_of

# As the grouping takes a pair that was not found.
_UNKNOWN: Final = 0.2
# What was answered and taken back has moved parts as well: whatever is there, it is compared anew.
_ANEW: Final = ""


@transaction.atomic
def say_of_part(part: Part, said: Said, *, acting: Acting, reach: Reach, at: datetime) -> int:
    """Say that what one member tells is the same as what the others in its common need tell, or not.

    A member says so of its own, whoever keeps the association of anybody's. What is said to be another leaves
    the common need at once and is not put there again. How many pairs were answered comes back.

    Raises:
        NotFoundError: it is in no common need any more.
        RefusedError: ``not_yours_to_say_needs``.
    """
    _check(acting, part.member_id, part.organisation_id)
    held = list(Part.objects.select_for_update(of=("self",)).filter(common=part.common_id).order_by("pk"))
    told = reach.shown.filter(pk__in=[one.told_id for one in held]).values_list("pk", flat=True)
    others = [key for key in told if key != part.told_id]
    if not others or part.told_id not in told:
        raise NotFoundError
    pairs = [_pair(part.organisation_id, part.told_id, other) for other in others]
    for pair in pairs:
        _put(pair, said, acting, at)
    _journal(pairs, said, acting, at, part.told_id)
    if said is Said.OTHER:
        Part.objects.filter(pk=part.pk).delete()
        left = {one.told_id for one in held} - {part.told_id}
        _mark(part.organisation_id, left)
    else:
        _mark(part.organisation_id, [one.told_id for one in held])
    keep_numbers([part.common_id])
    return len(pairs)


@transaction.atomic
def take_back(pair: Pair, *, acting: Acting, reach: Reach, at: datetime) -> None:
    """What was said of a pair is not said any more; it may be found again.

    Raises:
        NotFoundError: nothing was said of it, or one of the two is hidden.
        RefusedError: ``not_yours_to_say_needs``.
    """
    row = Pair.objects.select_for_update(of=("self",)).exclude(said=Said.NOTHING.value).filter(pk=pair.pk)
    found = row.first()
    if found is None:
        raise NotFoundError
    told = list(reach.shown.filter(pk__in=[found.one_id, found.other_id]))
    if len(told) < len({found.one_id, found.other_id}):
        raise NotFoundError
    _check(acting, *(one.organisation_id for one in told), found.organisation_id)
    _put(found, Said.NOTHING, acting, at)
    _journal([found], Said.NOTHING, acting, at, found.one_id)
    keys = [one.pk for one in told]
    commons = set(
        Part.objects.filter(organisation_id=found.organisation_id, told__in=keys).values_list(
            "common_id", flat=True
        )
    )
    for common in commons:
        _mark(
            found.organisation_id, list(Part.objects.filter(common=common).values_list("told_id", flat=True))
        )
    keep_numbers(commons)


def _check(acting: Acting, *owners: int) -> None:
    if acting.organisation_id not in owners or not may_answer(acting):
        raise RefusedError(Problem("not_yours_to_say_needs", {}))


def _pair(association_id: int, told: int, other: int) -> Pair:
    """The pair, held; one that was not found by itself is as likely as a pair that nothing is known of."""
    one, two = sorted((told, other))
    rows = Pair.objects.select_for_update(of=("self",))
    found = rows.filter(organisation_id=association_id, one=one, other=two).first()
    if found is None:
        found = Pair(organisation_id=association_id, one_id=one, other_id=two, score=0.0)
        found.first_chance = found.chance = _UNKNOWN
    return found


def _put(pair: Pair, said: Said, acting: Acting, at: datetime) -> None:
    is_said = said is not Said.NOTHING
    pair.said = said.value
    pair.answered_at = at if is_said else None
    pair.answered_by = acting.person if is_said else None
    pair.answered_for_id = acting.organisation_id if is_said else None
    pair.save()
    Finding.objects.filter(organisation_id=pair.organisation_id).update(digest=_ANEW)


def _mark(association_id: int, told: Iterable[int]) -> None:
    """Which parts of one common need somebody has said to be the same as another of them."""
    keys = set(told)
    pairs = Pair.objects.filter(organisation_id=association_id, said=Said.SAME.value)
    sure = {
        key
        for pair in pairs.filter(one__in=keys, other__in=keys).values_list("one_id", "other_id")
        for key in pair
    }
    parts = Part.objects.filter(organisation_id=association_id, told__in=keys)
    parts.filter(told__in=sure).update(is_confirmed=True)
    parts.exclude(told__in=sure).update(is_confirmed=False)


def _journal(pairs: Sequence[Pair], said: Said, acting: Acting, at: datetime, about: int) -> None:
    """One entry in the association's chain, and in that of the member which said so."""
    others = [one.other_id if one.one_id == about else one.one_id for one in pairs]
    names = dict(Told.objects.filter(pk__in=[about, *others]).values_list("pk", "public_id"))
    facts = {"others": " ".join(str(names[key]) for key in others), "for": acting.organisation_id}
    entry = told_of(f"needs.need.{_ACTIONS[said]}", (NEED, names[about]), facts)
    for owner in sorted({pairs[0].organisation_id, acting.organisation_id}):
        record(owner, [entry], By(str(acting.person), at))


_ACTIONS: Final = {Said.SAME: "confirmed", Said.OTHER: "refused", Said.NOTHING: "taken_back"}
