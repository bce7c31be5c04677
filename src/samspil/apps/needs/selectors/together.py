"""A common need on its way to something joint: the members side by side, and what has been proposed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from samspil.apps.governance.selectors.adoptions import KindOnDay, kinds_on
from samspil.apps.governance.selectors.parts import parts_of
from samspil.apps.governance.selectors.subjects import DecidedAbout, matters_about
from samspil.apps.governance.types import NotFoundError
from samspil.apps.needs.models import CommonNeed, Part, Told, Wish
from samspil.apps.needs.selectors.reach import Reach, reaching
from samspil.apps.organisations.selectors import members_on
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.routes import Do, Nature
from samspil.core.governance.natures import nature_of
from samspil.kit.sharing import door

# As what a common need can be proposed to the members.
_NATURES: Final = frozenset({Nature.PURCHASE, Nature.IDEA, Nature.NEED, Nature.MANDATORY_TASK})
_MATTER: Final = "matter"


@dataclass(frozen=True, slots=True)
class Side:
    """A member: what it tells of the need, if anything; what it wants, if it has said; its own way."""

    member_id: int
    name: str
    told: Told | None = None
    is_confirmed: bool = False
    wants: str = ""
    said_on: date | None = None
    way: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Proposed:
    """A matter by which it was proposed to the members; ``with_count`` are with by decisions of their own."""

    matter: DecidedAbout
    with_count: int


@dataclass(frozen=True, slots=True)
class Together:
    """All of it. ``is_owner`` is said to the association."""

    public_id: UUID
    title: str
    association: str
    is_owner: bool
    sides: tuple[Side, ...]
    proposed: tuple[Proposed, ...]


def together(acting: Acting, common: UUID, on: date) -> Together:
    """A common need with every member of its association: those who have it first.

    Raises:
        NotFoundError: none of one's associations has found it.
    """
    with reaching(acting, on) as reach:
        row = _found(reach, common)
        owner = row.organisation_id
        sides = _sides(reach, row, on)
        titles = [one.told.title for one in sides if one.told is not None]
        return Together(
            row.public_id,
            max(sorted(set(titles)), key=titles.count) if titles else "",
            row.organisation.name,
            owner == acting.organisation_id,
            sides,
            _proposed(row, acting, on),
        )


def _found(reach: Reach, common: UUID) -> CommonNeed:
    rows = CommonNeed.objects.filter(public_id=common, organisation_id__in=reach.associations)
    row = rows.select_related("organisation").first()
    if row is None:
        raise NotFoundError(str(common))
    return row


def _sides(reach: Reach, row: CommonNeed, on: date) -> tuple[Side, ...]:
    parts = Part.objects.filter(common=row, told__in=reach.shown).select_related("told")
    has = {one.member_id: one for one in parts}
    said = {one.member_id: one for one in Wish.objects.filter(common=row)}
    names = {one.pk: one.name for one in members_on(row.organisation_id, on)}
    found = [_side(key, name, has.get(key), said.get(key)) for key, name in names.items()]
    return tuple(sorted(found, key=lambda one: (one.told is None, not one.wants, one.name)))


def _side(key: int, name: str, part: Part | None, said: Wish | None) -> Side:
    told = part.told if part else None
    confirmed = bool(part and part.is_confirmed)
    if said is None:
        return Side(key, name, told, confirmed)
    return Side(key, name, told, confirmed, said.wants, said.said_at.date(), said.way)


def _proposed(row: CommonNeed, acting: Acting, on: date) -> tuple[Proposed, ...]:
    """The matters about it; a member sees those that it has been asked about."""
    about = matters_about(row.public_id)
    if row.organisation_id != acting.organisation_id:
        about = [one for one in about if door.granted_by(_MATTER, one.matter, on) == row.organisation_id]
    parts: dict[UUID, list[Any]] = defaultdict(list, parts_of([one.matter for one in about]))
    return tuple(Proposed(one, len(parts[one.matter])) for one in about)


def kinds_to_propose(acting: Acting, on: date) -> list[KindOnDay]:
    """As what one may propose it to the members: kinds whose way asks them."""
    return [
        one
        for one in kinds_on(acting.organisation_id, on)
        if acting.roles & set(one.kind.brought_by)
        and nature_of(one.model.spec, one.key) in _NATURES
        and any(step.do is Do.CONSENT for step in one.model.spec.routes[one.kind.route].steps.values())
    ]
