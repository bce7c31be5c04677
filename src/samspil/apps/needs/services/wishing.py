"""A member says whether it wants to be with, and shows which way its own decision would take.

It binds nobody. Who is with is decided by each member in a matter of its own, once something is proposed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.selectors.adoptions import KindOnDay, kinds_on
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.needs.models import CommonNeed, Wish
from samspil.apps.needs.rights import may_answer
from samspil.apps.needs.selectors.reach import reaching
from samspil.apps.needs.types import COMMON_NEED, Wants
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.errors import Problem, ProblemsError
from samspil.core.governance.matter import Matter, Value
from samspil.core.governance.questions import Passage, route
from samspil.kit.journal.recording import By, record, told_of


@dataclass(frozen=True, slots=True)
class NewWish:
    """What a member says; ``known`` are the answers by which its own way is worked out, if it shows that.

    Where nothing can be said of its way, as by a machine, it ``keeps_way`` as it was shown before.
    """

    wants: Wants
    known: Mapping[str, Value] | None = None
    keeps_way: bool = False


def own_kind(organisation_id: int, on: date) -> KindOnDay | None:
    """The kind of matter by which a member answers something joint, in the model that it has adopted."""
    return next((one for one in kinds_on(organisation_id, on) if one.kind.answers_joint), None)


@transaction.atomic
def wish(common: UUID, new: NewWish, *, acting: Acting, at: datetime) -> None:
    """A member says what it wants of a common need; said again, that holds from then on.

    Raises:
        NotFoundError: there is no such common need among those that one's associations have found.
        RefusedError: ``not_yours_to_say_needs``; ``only_members_wish``; or what the model says no to.
    """
    on = timezone.localdate(at)
    with reaching(acting, on) as reach:
        rows = CommonNeed.objects.select_for_update(of=("self",))
        row = rows.filter(public_id=common, organisation_id__in=reach.associations).first()
        if row is None:
            raise NotFoundError(str(common))
        _check(acting)
        way = own_way(new.known, acting=acting, at=at) if new.known is not None else {}
        says = {"wants": new.wants.value, "said_at": at, "said_by": acting.person}
        said, _new = Wish.objects.update_or_create(
            organisation_id=row.organisation_id,
            common=row,
            member_id=acting.organisation_id,
            defaults=says if new.keeps_way else {**says, "way": way},
        )
        facts = {"member": acting.code, "wants": new.wants.value, "shows_its_way": bool(said.way)}
        told = told_of("needs.common.wished", (COMMON_NEED, row.public_id), facts)
        for owner in (row.organisation_id, acting.organisation_id):
            record(owner, [told], By(str(acting.person), at))


def _check(acting: Acting) -> None:
    if acting.organisation_kind is OrganisationKind.ASSOCIATION:
        raise RefusedError(Problem("only_members_wish", {}))
    if not may_answer(acting):
        raise RefusedError(Problem("not_yours_to_say_needs", {}))


def own_way(known: Mapping[str, Value], *, acting: Acting, at: datetime) -> dict[str, Any]:
    """Who would decide here, by which mandate and by when; nothing of what was answered.

    Raises:
        RefusedError: the model cannot tell, and says why; or none is adopted.
    """
    kind = own_kind(acting.organisation_id, timezone.localdate(at))
    if kind is None:
        raise RefusedError(Problem("no_kind_answers_joint", {}))
    matter = Matter("preview", kind.key, dict(known), str(acting.person), acting.unit)
    try:
        found = route(kind.model, matter, at)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    deciding = found.deciding
    return {
        "steps": [_step(kind, one) for one in found.passages],
        "who": _body(kind, deciding) if deciding else {},
        "code": _code(kind, deciding),
        "by": timezone.localdate(found.at).isoformat(),
    }


def _code(kind: KindOnDay, deciding: Passage | None) -> str:
    if deciding is None or deciding.mandate is None:
        return ""
    return kind.model.spec.mandates[deciding.mandate.key].code.value


def _step(kind: KindOnDay, one: Passage) -> dict[str, Any]:
    """One step, by the names that the member's model gives it: others cannot read that model."""
    name = one.step.spec.name
    return {
        "name": {"da": name.da, "en": name.en, "nb": name.nb},
        "who": _body(kind, one),
        "by": timezone.localdate(one.due.at).isoformat() if one.due else "",
    }


def _body(kind: KindOnDay, one: Passage) -> dict[str, str]:
    body = one.step.body
    table = kind.model.spec.forums if body.is_forum else kind.model.spec.roles
    if body.key not in table:
        return {}
    name = table[body.key].name
    return {"da": name.da, "en": name.en, "nb": name.nb}
