"""Lists of units and people carried out: all or nothing, each change in the journal, nobody ever deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from samspil.apps.organisations.models import Access, Holding, Organisation, Person, Post, Unit, Upload
from samspil.apps.organisations.selectors.listed import PATH
from samspil.apps.organisations.services.uploading import Preview, preview
from samspil.core.errors import ProblemsError
from samspil.core.organisation_import.listed import ListedPerson, ListedUnit
from samspil.core.organisation_import.planning import Change, Consequence
from samspil.kit import periods
from samspil.kit.journal.recording import By, Told, record

_DONE: Final = {Change.NEW: "added", Change.CHANGED: "changed", Change.MOVED: "moved", Change.GONE: "ended"}


@dataclass(slots=True)
class _Import:
    """One import while it is carried out."""

    organisation_id: int
    on: date
    seen: Preview
    units: dict[str, Unit]
    told: list[Told] = field(default_factory=list)


@transaction.atomic
def apply_upload(upload: Upload, digest: str, on: date, by: By) -> dict[str, tuple[int, int]]:
    """Carry out an upload whose consequences somebody has seen: how many units and people of each change.

    What goes, ends on the day: people with their posts, roles, seats and log-ins. Only what was seen is
    done: where anything has changed since, nothing is.

    Raises:
        ProblemsError: ``consequences_have_changed``, and as for `preview`.
    """
    Organisation.objects.select_for_update().get(pk=upload.organisation_id)
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    seen = preview(upload, on, by.at)
    if seen.digest != digest:
        raise ProblemsError.of("consequences_have_changed")
    doing = _Import(upload.organisation_id, on, seen, dict(seen.existing.units))
    _change_units(doing)
    _change_people(doing)
    _end_units(doing)
    counts = {one.value: seen.consequences.count(one) for one in Change}
    facts = {"file": upload.file_digest, "complete": upload.is_complete, "counts": counts}
    doing.told.append(Told("organisations.import.applied", "upload", str(upload.public_id), facts))
    record(doing.organisation_id, doing.told, by)
    upload.applied_at, upload.tables, upload.tables_digest = by.at, "", ""
    upload.save(update_fields=["applied_at", "tables", "tables_digest"])
    return counts


def _change_units(doing: _Import) -> None:
    for one in doing.seen.consequences.units:
        if one.after is None or one.change is Change.UNCHANGED:
            continue
        unit = doing.units.get(one.after.external_id) or Unit(
            organisation_id=doing.organisation_id, valid_from=doing.on
        )
        unit.name, unit.short, unit.ean = one.after.name, one.after.short_code or "", one.after.ean or ""
        unit.external_id = one.after.external_id
        unit.parent = doing.units.get(one.after.parent)
        unit.save()
        doing.units[one.after.external_id] = unit
        doing.told.append(_told_unit(unit, one))


def _told_unit(unit: Unit, one: Consequence[ListedUnit]) -> Told:
    facts = {"name": unit.name, "fields": list(one.fields), "id": _plain_id(unit.external_id)}
    return Told(f"organisations.unit.{_DONE[one.change]}", "unit", str(unit.public_id), facts)


def _plain_id(external_id: str) -> str:
    return "" if external_id.startswith(PATH) else external_id


def _end_units(doing: _Import) -> None:
    """Children before parents, as the consequences stand; whoever still belongs there, belongs nowhere."""
    for one in doing.seen.consequences.units:
        if one.before is None or one.change is not Change.GONE:
            continue
        unit = doing.units[one.before.external_id]
        Person.objects.filter(periods.on(doing.on), unit=unit).update(unit=None)
        _end_posts(Post.objects.filter(periods.on(doing.on), unit=unit), doing.on)
        _end([unit], doing.on)
        doing.told.append(_told_unit(unit, one))


def _change_people(doing: _Import) -> None:
    every = doing.seen.consequences.people
    by_change = {
        change: list(found)
        for change, found in groupby(sorted(every, key=lambda one: one.change.value), lambda one: one.change)
    }
    _add(doing, by_change.get(Change.NEW, []))
    _renew(doing, [*by_change.get(Change.CHANGED, []), *by_change.get(Change.MOVED, [])])
    _let_go(doing, by_change.get(Change.GONE, []))


def _add(doing: _Import, new: list[Consequence[ListedPerson]]) -> None:
    rows = []
    for one in new:
        assert one.after is not None, "who is new is listed"
        person = Person(
            organisation_id=doing.organisation_id,
            name=one.after.name,
            email=one.after.email,
            valid_from=doing.on,
        )
        _place(person, one.after, doing.units)
        rows.append((person, one.after))
        doing.told.append(_told_person(person, one))
    Person.objects.bulk_create([person for person, _listed in rows])
    Post.objects.bulk_create(post for person, listed in rows for post in _posts(person, listed, doing))


def _renew(doing: _Import, changed: list[Consequence[ListedPerson]]) -> None:
    for one in changed:
        assert one.after is not None, "who has changed is listed"
        person = doing.seen.existing.people[one.after.email]
        person.name = one.after.name
        if "posts" in one.fields:
            _end_posts(person.posts.filter(periods.on(doing.on)), doing.on)
            _place(person, one.after, doing.units)
            Post.objects.bulk_create(_posts(person, one.after, doing))
        person.save(update_fields=["name", "unit", "function"])
        doing.told.append(_told_person(person, one))


def _let_go(doing: _Import, gone: list[Consequence[ListedPerson]]) -> None:
    for one in gone:
        assert one.before is not None, "who is gone was here"
        person = doing.seen.existing.people[one.before.email]
        _end_posts(person.posts.filter(periods.on(doing.on)), doing.on)
        theirs = {"organisation_id": doing.organisation_id}
        held = Holding.objects.filter(periods.on(doing.on), holder=person.public_id, **theirs)
        for holding in held:
            facts = {
                "role": holding.role,
                "forum": holding.forum,
                "seat": holding.seat,
                "until": str(doing.on),
            }
            doing.told.append(Told("organisations.holding.ended", "person", str(person.public_id), facts))
        _end(held, doing.on)
        accesses = Access.objects.filter(periods.on(doing.on), person=person.public_id, **theirs)
        if accesses:
            doing.told.append(
                Told("organisations.access.ended", "person", str(person.public_id), {"until": str(doing.on)})
            )
        _end(accesses, doing.on)
        _end([person], doing.on)
        doing.told.append(_told_person(person, one))


def _told_person(person: Person, one: Consequence[ListedPerson]) -> Told:
    facts = {"fields": list(one.fields)}
    sort = f"organisations.person.{_DONE[one.change]}"
    return Told(sort, "person", str(person.public_id), facts, {"name": person.name})


def _place(person: Person, listed: ListedPerson, units: Mapping[str, Unit]) -> None:
    """The first post with a unit says where somebody belongs, the first with a role what they are."""
    posts = listed.posts or ()
    person.unit = next((units[one.unit] for one in posts if one.unit), None)
    person.function = next((one.role for one in posts if one.role), "")


def _posts(person: Person, listed: ListedPerson, doing: _Import) -> list[Post]:
    return [
        Post(
            organisation_id=doing.organisation_id,
            person=person,
            unit=doing.units[one.unit] if one.unit else None,
            title=one.role,
            valid_from=doing.on,
        )
        for one in listed.posts or ()
    ]


def _end_posts(rows: QuerySet[Post], on: date) -> None:
    """A post of that same day was never held: two lists in a day leave no trace of the first."""
    rows.filter(valid_from=on).delete()
    rows.update(valid_to=on)


def _end(rows: Iterable[Unit | Person | Holding | Access], on: date) -> None:
    """End rows on a day; what began that same day has had it, and ends the day after."""
    for row in rows:
        row.valid_to = max(on, row.valid_from + timedelta(days=1))
        row.save(update_fields=["valid_to"])
