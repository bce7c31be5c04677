"""Units and people as lists say them: what exists on a day, to compare a new list with."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from samspil.apps.organisations.models import Access, Holding, Person, Post, Unit
from samspil.core.organisation_import.listed import ListedPerson, ListedUnit, OrganisationLists
from samspil.core.organisation_import.listed import Post as ListedPost

PATH = "path:"


@dataclass(frozen=True, slots=True)
class Existing:
    """What exists, as lists and as rows by what lists know them by."""

    lists: OrganisationLists
    units: Mapping[str, Unit]
    people: Mapping[str, Person]


def _ended_at_once(on: date) -> Q:
    """What began and was ended on one day stands in the lists of that day, but is in no list any more."""
    return Q(valid_from=on, valid_to=on + timedelta(days=1))


def existing_on(organisation_id: int, on: date) -> Existing:
    """The units of a day, parents first, and the people who have an address: others are in no list."""
    units = _units_by_id(organisation_id, on)
    ids = {unit.pk: external_id for external_id, unit in units.items()}
    rows = Person.objects.on(on).filter(organisation_id=organisation_id).exclude(email="")
    people = {one.email.casefold(): one for one in rows.exclude(_ended_at_once(on)).order_by("pk")}
    posts: dict[int, set[ListedPost]] = defaultdict(set)
    held = Post.objects.on(on).filter(organisation_id=organisation_id)
    for person_id, unit_id, title in held.values_list("person_id", "unit_id", "title"):
        posts[person_id].add(ListedPost(ids.get(unit_id, ""), title))
    lists = OrganisationLists(
        units=tuple(
            ListedUnit(key, unit.name, ids.get(unit.parent_id or 0, ""), unit.short, unit.ean)
            for key, unit in units.items()
        ),
        people=tuple(
            ListedPerson(email, person.name, tuple(sorted(posts[person.pk])))
            for email, person in people.items()
        ),
    )
    return Existing(lists, units, people)


def _units_by_id(organisation_id: int, on: date) -> dict[str, Unit]:
    """By the list's id, or for a unit made by hand the one that a list without ids would give it."""
    here = Unit.objects.on(on).filter(organisation_id=organisation_id).exclude(_ended_at_once(on))
    rows = {one.pk: one for one in here.order_by("pk")}
    found: dict[str, Unit] = {}
    for unit in _parents_first(rows):
        above = rows.get(unit.parent_id or 0)
        path = f"{PATH}{above.name.casefold() if above else ''}/{unit.name.casefold()}"
        key = unit.external_id or path
        found[key if key not in found else f"{PATH}{unit.public_id}"] = unit
    return found


def _parents_first(rows: Mapping[int, Unit]) -> Iterable[Unit]:
    done: dict[int, Unit] = {}
    for row in rows.values():
        way = []
        at: Unit | None = row
        while at is not None and at.pk not in done and at not in way:
            way.append(at)
            at = rows.get(at.parent_id or 0)
        done |= {one.pk: one for one in reversed(way)}
    return done.values()


@dataclass(frozen=True, slots=True)
class WhatGoes:
    """What somebody who leaves holds on a day."""

    holdings: tuple[tuple[str, str, str], ...] = ()
    log_ins: int = 0


def what_goes(organisation_id: int, people: Iterable[Person], on: date) -> dict[int, WhatGoes]:
    """By person: roles and seats (role, forum, seat), and with how many accounts they log in."""
    ids = {one.public_id: one.pk for one in people}
    held: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Holding.objects.on(on).filter(organisation_id=organisation_id, holder__in=ids)
    for holder, role, forum, seat in rows.values_list("holder", "role", "forum", "seat"):
        held[ids[holder]].append((role, forum, seat))
    log_ins: dict[int, int] = defaultdict(int)
    accesses = Access.objects.on(on).filter(organisation_id=organisation_id, person__in=ids)
    for who in accesses.values_list("person", flat=True):
        log_ins[ids[who]] += 1
    return {pk: WhatGoes(tuple(held[pk]), log_ins[pk]) for pk in {*held, *log_ins}}


def people_left_in(organisation_id: int, units: Iterable[Unit], on: date) -> dict[int, int]:
    """By unit: how many people belong to it on a day."""
    rows = Person.objects.on(on).filter(organisation_id=organisation_id, unit__in=list(units))
    counts: dict[int, int] = defaultdict(int)
    for unit_id in rows.values_list("unit_id", flat=True):
        counts[unit_id or 0] += 1
    return counts
