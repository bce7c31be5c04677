"""Which entries of the catalogue seem to be one system, and what has been said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import LocalUse, SameAnswer, SameSystem
from samspil.apps.systems.selectors.reach import Reach, reaching
from samspil.core.systems.likeness import Named, alike, pairs_alike
from samspil.core.systems.writing import plain_cvr

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class CatalogueSystem:
    """A system as those who show it call it; ``users`` are how many organisations have it, we among them.

    ``organisation`` is one of them: ourselves where we have it.
    """

    catalogue: UUID
    name: str
    vendor: str
    cvr: str
    organisation: str
    users: int
    is_ours: bool


@dataclass(frozen=True, slots=True)
class Proposed:
    """A proposal as one sees it: whose, how many uses of our own it is about, and what we have answered."""

    row: SameSystem
    organisation: str
    is_ours: bool
    to_move: int
    answer: SameAnswer | None


def list_proposed(acting: Acting, on: date) -> list[Proposed]:
    """What is said to be the same, by us and by those who work with us, the newest first.

    Of others' only what is about systems of our own, or is answered.
    """
    with reaching(acting, on) as reach:
        rows = list(_proposals(reach)[:MOST])
        answers = {
            one.proposal: one for one in SameAnswer.objects.filter(organisation=reach.own, undone_at=None)
        }
        counted = _own_under(reach.own, {one.gone for one in rows})
    found = [
        Proposed(
            one,
            one.organisation.name,
            one.organisation_id == reach.own,
            counted.get(one.gone, 0),
            answers.get(one.public_id),
        )
        for one in rows
    ]
    return [one for one in found if one.is_ours or one.to_move or one.answer]


def access_proposed(acting: Acting, public_id: UUID, on: date) -> SameSystem:
    """A proposal of ours, or of those we work together with, that is not taken back.

    Raises:
        NotFoundError: there is none.
    """
    with reaching(acting, on) as reach:
        found = _proposals(reach).filter(public_id=public_id).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def access_pair(acting: Acting, gone: UUID, kept: UUID, on: date) -> tuple[CatalogueSystem, CatalogueSystem]:
    """Two entries that one sees.

    Raises:
        NotFoundError: one of them is not there.
    """
    with reaching(acting, on) as reach:
        found = {one.catalogue: one for one in _systems(reach, Q(catalogue__in=[gone, kept]))}
    if gone not in found or kept not in found:
        raise NotFoundError
    return found[gone], found[kept]


def suggest_same(acting: Acting, on: date) -> list[tuple[CatalogueSystem, CatalogueSystem]]:
    """Pairs that seem to be one system and of which nothing is said yet: the one with fewer users first."""
    with reaching(acting, on) as reach:
        every = {str(one.catalogue): one for one in _systems(reach, Q())}
        said = {frozenset(pair) for pair in _proposals(reach).values_list("gone", "kept")}
    named = (Named(key, one.name, one.cvr) for key, one in every.items())
    found = []
    for one, other in pairs_alike(named):
        pair = sorted((every[one.key], every[other.key]), key=lambda each: each.users)
        if frozenset(each.catalogue for each in pair) not in said:
            found.append((pair[0], pair[1]))
    return sorted(found, key=lambda pair: (not (pair[0].is_ours or pair[1].is_ours), pair[1].name))[:MOST]


def systems_like(acting: Acting, name: str, cvr: str, on: date) -> list[CatalogueSystem]:
    """The systems that one sees and that seem to be the one that somebody is about to enter."""
    new, number = Named("", name, plain_cvr(cvr)), plain_cvr(cvr)
    near = Q(name__iexact=name.strip()) | (Q(vendor_cvr=number) if number else Q())
    with reaching(acting, on) as reach:
        found = [
            one for one in _systems(reach, near) if alike(new, Named(str(one.catalogue), one.name, one.cvr))
        ]
    return sorted(found, key=lambda one: (-one.users, one.name))[:5]


def _proposals(reach: Reach) -> QuerySet[SameSystem]:
    rows = SameSystem.objects.filter(
        Q(organisation=reach.own) | Q(organisation__in=reach.fellows), taken_back_at=None
    )
    return rows.select_related("organisation").order_by("-pk")


def _own_under(own: int, catalogues: Iterable[UUID]) -> dict[UUID, int]:
    rows = LocalUse.objects.filter(organisation=own, catalogue__in=list(catalogues), removed_on=None)
    return dict(rows.values_list("catalogue").annotate(Count("pk")).values_list("catalogue", "pk__count"))


def _systems(reach: Reach, near: Q) -> list[CatalogueSystem]:
    """One for each id of the catalogue, called as most recently entered here, else by another."""
    rows = LocalUse.objects.filter(reach.shown, near, removed_on=None).order_by("pk")
    columns = ("catalogue", "organisation_id", "name", "vendor", "vendor_cvr", "organisation__name")
    found: dict[UUID, tuple[str, str, str, str]] = {}
    users: dict[UUID, set[int]] = {}
    for catalogue, owner, *said in rows.values_list(*columns):
        if owner == reach.own or catalogue not in found:
            found[catalogue] = (said[0], said[1], said[2], said[3])
        users.setdefault(catalogue, set()).add(owner)
    return [
        CatalogueSystem(key, *said, len(users[key]), reach.own in users[key]) for key, said in found.items()
    ]
