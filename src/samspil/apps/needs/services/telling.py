"""What an organisation tells of its needs: gathered, shown where somebody chose so, and taken out at once.

What is hidden leaves every common need in the transaction in which it is hidden: not only the pages that ask
for what is shown, but the numbers that are kept of a common need say nothing of it any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.needs.models import Gathering, Told
from samspil.apps.needs.rights import may_answer
from samspil.apps.needs.services.leaving import take_out
from samspil.apps.needs.services.readers import keep_readers
from samspil.apps.needs.types import BY_RECORD, NEED, NewTold, Sort
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.journal.models import Entry
from samspil.kit.journal.recording import By, record, told_of
from samspil.kit.tenancy.writing import change_many

# What a thing that is gone no longer says.
_SILENT: Final[Mapping[str, Any]] = {
    "title": "",
    "text": "",
    "kle": [],
    "cpv": [],
    "area": "",
    "system": "",
    "vendor": "",
    "vendor_name": "",
    "begins_on": None,
    "ends_on": None,
    "act": "",
    "act_by": None,
    "is_shown": False,
}
_LONGEST: Final = 300


def to_gather(organisation_id: int, on: date) -> int | None:
    """How far the journal has come; nothing where it was there already on the same day, when all was told."""
    rows = Entry.objects.filter(organisation_id=organisation_id)
    end = rows.aggregate(last=Max("sequence"))["last"] or 0
    held = Gathering.objects.filter(organisation_id=organisation_id, sequence=end, gathered_on=on)
    return None if held.exists() else end


@transaction.atomic
def tell(organisation_id: int, things: Iterable[NewTold], end: int, *, at: datetime) -> int:
    """All that an organisation tells, as it is now; for how many rows that was otherwise.

    What is no longer told says nothing any more. Nothing is journaled: it is where it was said.
    ``end`` is how far the journal had come before anything was asked.
    """
    on = timezone.localdate(at)
    held = {(one.sort, one.key): one for one in Told.objects.filter(organisation_id=organisation_id)}
    wanted = {(one.sort.value, one.key): one for one in things}
    new = [_row(organisation_id, one, at) for key, one in wanted.items() if key not in held]
    Told.objects.bulk_create(new)
    changed, hidden = [], []
    for key, row in held.items():
        columns = _columns(wanted[key], row) if key in wanted else {**_SILENT, "gone_on": row.gone_on or on}
        was_shown = row.is_shown
        if _put(row, columns, at):
            changed.append(row)
            if was_shown and not row.is_shown:
                hidden.append(row)
    change_many(changed, (*_SILENT, "gone_on", "changed_at"))
    take_out(organisation_id, hidden, on)
    Gathering.objects.update_or_create(
        organisation_id=organisation_id, defaults={"sequence": end, "gathered_on": on}
    )
    return len(new) + len(changed)


def _row(organisation_id: int, one: NewTold, at: datetime) -> Told:
    row = Told(organisation_id=organisation_id, sort=one.sort.value, key=one.key, changed_at=at)
    _put(row, _columns(one, row), at)
    return row


def _columns(one: NewTold, row: Told) -> dict[str, Any]:
    """What a row says; where it is chosen here who sees it, that stays as it was chosen."""
    return {
        "title": one.title[:_LONGEST],
        "text": one.text,
        "kle": list(one.kle),
        "cpv": list(one.cpv),
        "area": one.kle[0][:2] if one.kle else "",
        "system": one.system,
        "vendor": one.vendor,
        "vendor_name": one.vendor_name,
        "begins_on": one.begins_on,
        "ends_on": one.ends_on,
        "act": one.act,
        "act_by": one.act_by,
        "is_shown": row.is_shown if one.shown is None else one.shown,
        "gone_on": None,
    }


def _put(row: Told, columns: Mapping[str, Any], at: datetime) -> bool:
    """Whether anything of a row is otherwise now."""
    differs = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differs.items():
        setattr(row, name, value)
    if differs:
        row.changed_at = at
    return bool(differs)


@transaction.atomic
def hide(organisation_id: int, sort: Sort, keys: Iterable[UUID], *, on: date) -> None:
    """What is about these things is shown to nobody from now on, whatever is gathered next."""
    rows = Told.objects.filter(organisation_id=organisation_id, sort=sort.value, key__in=list(keys))
    shown = list(rows.filter(is_shown=True))
    Told.objects.filter(pk__in=[one.pk for one in shown]).update(is_shown=False)
    take_out(organisation_id, shown, on)


@transaction.atomic
def show_ours(told: Told, *, acting: Acting, at: datetime) -> None:
    """The association and its members see from now on that we need this, by its title and codes.

    Raises:
        NotFoundError: it is gone, or another's.
        RefusedError: ``not_yours_to_say_needs``, ``shown_by_its_record``.
    """
    _choose(told, acting=acting, at=at, shown=True)


@transaction.atomic
def hide_ours(told: Told, *, acting: Acting, at: datetime) -> None:
    """Nobody else sees it from now on. Raises as `show_ours`."""
    _choose(told, acting=acting, at=at, shown=False)


def _choose(told: Told, *, acting: Acting, at: datetime, shown: bool) -> None:
    own = Told.objects.filter(organisation_id=acting.organisation_id, pk=told.pk, gone_on=None)
    row = own.select_for_update(of=("self",)).first()
    if row is None:
        raise NotFoundError
    if not may_answer(acting):
        raise RefusedError(Problem("not_yours_to_say_needs", {}))
    if Sort(row.sort) in BY_RECORD:
        raise RefusedError(Problem("shown_by_its_record", {"title": row.title}))
    if row.is_shown is shown:
        return
    row.is_shown, row.shown_by, row.changed_at = shown, acting.person if shown else None, at
    row.save(update_fields=["is_shown", "shown_by", "changed_at"])
    _journal(row, acting.person, shown=shown, at=at)
    if not shown:
        take_out(row.organisation_id, [row], timezone.localdate(at))


@transaction.atomic
def show_when_brought(organisation_id: int, new: NewTold, person: UUID, *, at: datetime) -> None:
    """Whoever brings it has said that the association may see that we need it; it is told at once."""
    row = _row(organisation_id, new, at)
    row.is_shown, row.shown_by = True, person
    row.save()
    _journal(row, person, shown=True, at=at)
    keep_readers(organisation_id, at=at)


def _journal(row: Told, person: UUID, *, shown: bool, at: datetime) -> None:
    action = "needs.need.shown" if shown else "needs.need.hidden"
    told = told_of(action, (NEED, row.public_id), {"sort": row.sort, "thing": row.key})
    record(row.organisation_id, [told], By(str(person), at))
