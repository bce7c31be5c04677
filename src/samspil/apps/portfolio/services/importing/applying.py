"""A list carried out: all of it or nothing, what it tells added, nothing that it does not say touched."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from samspil.apps.organisations.services import next_case_numbers
from samspil.apps.portfolio.models import (
    Initiative,
    ListedRow,
    ListUpload,
    RoleHolder,
)
from samspil.apps.portfolio.selectors.listed import ROLES
from samspil.apps.portfolio.services.importing.previewing import Preview, preview
from samspil.apps.portfolio.services.importing.rows import (
    CHANGED_FIELDS,
    change_initiative,
    new_estimate,
    new_initiative,
    report_of,
)
from samspil.apps.portfolio.services.showing import show_to_the_association
from samspil.core.errors import ProblemsError
from samspil.core.portfolio.listing.consequences import Change, Consequence, told_by
from samspil.kit.journal.recording import By, Told, record
from samspil.kit.periods import on as in_period

AT_ONCE: Final = 500


@dataclass(slots=True)
class _Applying:
    """One list while it is carried out. ``rows`` are the initiatives that it touches, by line."""

    upload: ListUpload
    seen: Preview
    on: date
    by: By
    rows: dict[str, Initiative] = field(default_factory=dict)
    told: list[Told] = field(default_factory=list)


@transaction.atomic
def apply_list(upload: ListUpload, digest: str, on: date, by: By) -> dict[str, int]:
    """Carry out a list whose consequences somebody has seen: how many lines came to what.

    What was kept is carried out, never what a browser sends again; where anything has changed since it was
    seen, nothing is. The first estimate of what is new is kept for ever; what was there gets no new one.

    Raises:
        ProblemsError: ``consequences_have_changed``, ``list_is_unsure`` where a person has not said who a
            line is, and as for `preview`.
    """
    # The numbers are held first: two lists at once wait for each other here.
    next_case_numbers(upload.organisation_id, on.year, 0)
    upload = ListUpload.objects.select_for_update().get(pk=upload.pk)
    seen = preview(upload, on, by.at)
    if seen.digest != digest:
        raise ProblemsError.of("consequences_have_changed")
    if unsure := seen.count(Change.UNSURE):
        raise ProblemsError.of("list_is_unsure", count=unsure)
    doing = _Applying(upload, seen, on, by)
    touched = [one for one in seen.consequences if one.change in {Change.NEW, Change.CHANGED}]
    _begin(doing, [one for one in touched if not one.initiative])
    _change(doing, [one for one in touched if one.initiative])
    _report(doing, [one for one in touched if one.is_reported])
    _remember(doing, touched)
    counts = {one.value: seen.count(one) for one in Change}
    facts = {"file": upload.digest, "name": seen.how.name, "counts": counts, "refused": len(seen.refused)}
    doing.told.append(Told("portfolio.list.applied", "list", str(upload.public_id), facts))
    record(upload.organisation_id, doing.told, by)
    upload.applied_at, upload.tables, upload.mapping = by.at, [], {}
    upload.save(update_fields=["applied_at", "tables", "mapping"])
    return counts


def _begin(doing: _Applying, new: Sequence[Consequence]) -> None:
    """What is new, numbered, with its first estimate; the lines that follow tell of the same initiative."""
    firsts = [one for one in new if not one.follows]
    owner, how = doing.upload.organisation_id, doing.seen.how
    numbers = next_case_numbers(owner, doing.on.year, len(firsts)) if firsts else []
    made = [
        new_initiative(one.listed, owner, number, how.form, doing.by.at)
        for one, number in zip(firsts, numbers, strict=True)
    ]
    for one, row in zip(firsts, made, strict=True):
        doing.rows[one.key] = row
    for one in new:
        doing.rows[one.key] = doing.rows[one.follows or one.key]
    for one in _by_year(doing, new):
        change_initiative(doing.rows[one.key], one, doing.seen.asked.told_on(one.listed), doing.by.at)
    _create(made)
    earliest = {id(doing.rows[one.key]): one for one in reversed(_by_year(doing, new))}
    estimates = (
        new_estimate(earliest[id(row)].listed, row, doing.seen.how.name, doing.by.at) for row in made
    )
    _create([one for one in estimates if one is not None])
    _name(doing, firsts)
    for one, row in zip(firsts, made, strict=True):
        facts = {"number": row.number, "form": row.form, "is_mandatory": row.is_mandatory, "matter": None}
        facts["list"] = str(doing.upload.public_id)
        written = {"title": one.listed.name}
        doing.told.append(
            Told("portfolio.initiative.started", "initiative", str(row.public_id), facts, written)
        )


def _by_year(doing: _Applying, lines: Iterable[Consequence]) -> list[Consequence]:
    return sorted(lines, key=lambda one: doing.seen.asked.told_on(one.listed))


def _change(doing: _Applying, changed: Sequence[Consequence]) -> None:
    ids = doing.seen.portfolio.ids
    rows: dict[str, Initiative] = {}
    for keys in _portions(sorted({one.initiative for one in changed})):
        found = Initiative.objects.select_for_update().filter(pk__in=[ids[key] for key in keys])
        rows |= {str(row.public_id): row for row in found}
    for one in _by_year(doing, changed):
        row = doing.rows[one.key] = rows[one.initiative]
        change_initiative(row, one, doing.seen.asked.told_on(one.listed), doing.by.at)
    Initiative.objects.bulk_create(
        rows.values(),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=CHANGED_FIELDS,
    )
    _name(doing, [one for one in changed if not one.is_older])
    for one in changed:
        row = doing.rows[one.key]
        facts = {
            "number": row.number,
            "list": str(doing.upload.public_id),
            "fields": [each.field.value for each in one.differences],
            "is_reported": one.is_reported,
        }
        doing.told.append(Told("portfolio.initiative.told_by_list", "initiative", str(row.public_id), facts))
    for row in rows.values():
        if row.common is not None:
            show_to_the_association(row, at=doing.by.at)


def _name(doing: _Applying, lines: Sequence[Consequence]) -> None:
    """Who answers for it from today; who did before does no longer."""
    for what, role in ROLES.items():
        said = {
            doing.rows[one.key].pk: str(now)
            for one in lines
            if (now := one.listed.known(what)) is not None
            and (one.change is Change.NEW or any(each.field is what for each in one.differences))
        }
        for keys in _portions(list(said) if any(one.initiative for one in lines) else []):
            held = RoleHolder.objects.filter(in_period(doing.on), initiative__in=keys, role=role.value)
            held.filter(valid_from=doing.on).delete()
            held.filter(valid_from__lt=doing.on).update(valid_to=doing.on)
        _create(
            [
                RoleHolder(
                    organisation_id=doing.upload.organisation_id,
                    initiative_id=key,
                    role=role.value,
                    function=function,
                    valid_from=doing.on,
                )
                for key, function in said.items()
            ]
        )


def _report(doing: _Applying, lines: Sequence[Consequence]) -> None:
    reporter = _person(doing.by)
    _create(
        [
            report_of(
                one.listed, doing.rows[one.key], doing.seen.asked.told_on(one.listed), reporter, doing.by.at
            )
            for one in _by_year(doing, lines)
        ]
    )


def _remember(doing: _Applying, lines: Sequence[Consequence]) -> None:
    """What each line said, so that the same line again changes nothing."""
    rows = [
        ListedRow(
            organisation_id=doing.upload.organisation_id,
            initiative=doing.rows[one.key],
            source=doing.seen.how.name,
            key=one.key,
            digest=one.digest,
            values=told_by(one.listed),
            listed_at=doing.by.at,
        )
        for one in lines
    ]
    ListedRow.objects.bulk_create(
        rows,
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["organisation", "source", "key"],
        update_fields=["initiative", "digest", "values", "listed_at"],
    )


def _person(by: By) -> UUID:
    """Who did it; nobody in particular where it was the command line."""
    try:
        return UUID(by.actor)
    except ValueError:
        return UUID(int=0)


def _create(rows: Sequence[Any]) -> None:
    if rows:
        type(rows[0]).objects.bulk_create(rows, batch_size=AT_ONCE)


def _portions(keys: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for at in range(0, len(keys), AT_ONCE):
        yield keys[at : at + AT_ONCE]
