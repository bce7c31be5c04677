"""Carrying a list out: all of it that was seen, or nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samspil.apps.systems.models import (
    Agreement,
    Contract,
    ContractOption,
    ContractSystem,
    LocalUse,
    RegisterUpload,
    SystemEntry,
    SystemRelation,
)
from samspil.apps.systems.services.drawn_under import keep_drawn_under
from samspil.apps.systems.services.hiding import hide_records
from samspil.apps.systems.services.importing.seeing import Record, Seen, Sheet, see
from samspil.apps.systems.services.importing.there import MODELS, SOURCES
from samspil.apps.systems.services.readers import keep_register_readers
from samspil.apps.systems.services.standing import KEPT, keep_standing, of_listed
from samspil.apps.systems.types.register import AGREEMENT, CONTRACT, ENTRY, USE
from samspil.core.errors import ProblemsError
from samspil.core.systems.lists.fields import Sort
from samspil.kit.ids import as_text, new_ids
from samspil.kit.jobs.confirmed import Tell
from samspil.kit.journal.recording import By, Recorder, Told, told_of
from samspil.kit.journal.tables import lock_head
from samspil.kit.tenancy.pouring import Into, Plain, pour, take_ids
from samspil.kit.tenancy.writing import change_many
from samspil.kit.uncollected import uncollected

_ACTIONS: Final = {
    Sort.USES: "use",
    Sort.CONTRACTS: "contract",
    Sort.CATALOGUE: "entry",
    Sort.AGREEMENTS: "agreement",
    Sort.AUTOMATIONS: "use",
}
_SUBJECTS: Final = {
    Sort.USES: USE,
    Sort.CONTRACTS: CONTRACT,
    Sort.CATALOGUE: ENTRY,
    Sort.AGREEMENTS: AGREEMENT,
    Sort.AUTOMATIONS: USE,
}
_AT_ONCE: Final = 500
_TOLD_AT_ONCE: Final = 5000
_IN_ROWS_OF_THEIR_OWN: Final = frozenset({"systems", "parent", "options", "agreement"})


@transaction.atomic
def apply_list(
    upload: RegisterUpload, seen_as: str, by: By, *, removes: bool = False, tell: Tell | None = None
) -> dict[str, int]:
    """Carry out what was seen of a list; where it is said, what is no longer in it is removed.

    ``tell`` is told on the way how many records are written, of how many.

    Raises:
        ProblemsError: ``register_list_has_changed`` where the register is no longer as it was seen.
        NotFoundError: what is kept is no list.
    """
    seen = see_held(upload)
    if seen.digest != seen_as:
        raise ProblemsError.of("register_list_has_changed")
    return carry_out(upload, seen, by, removes=removes, tell=tell)


def see_held(upload: RegisterUpload) -> Seen:
    """What a list would change, with the register held until the transaction ends."""
    lock_head(upload.organisation_id)
    return see(upload)


@uncollected()
def carry_out(
    upload: RegisterUpload, seen: Seen, by: By, *, removes: bool, tell: Tell | None = None
) -> dict[str, int]:
    """Write what was seen with the register held."""
    owner, counts = upload.organisation_id, _came_to(seen, removes=removes)
    journal, placed = Recorder(owner, by), dict[int, int]()
    done, total = 0, counts["new"] + counts["changed"] + counts["gone"]
    for sheet in seen.sheets:
        for told in _some(_carried_out(sheet, upload, by.at, placed, removes=removes)):
            journal.add(told)
            done += len(told)
            if tell is not None:
                tell(done, total)
    _let_go(upload, counts)
    keep_drawn_under(owner, timezone.localdate(by.at))
    keep_register_readers(owner, by, on=timezone.localdate(by.at))
    return counts


def _let_go(upload: RegisterUpload, counts: dict[str, int]) -> None:
    """What it came to stays for the page of whoever waits for a worker; of the list itself nothing does."""
    if upload.confirmed_at is None:
        upload.delete()
        return
    upload.came_to, upload.stopped, upload.content, upload.mapping = counts, None, b"", {}
    upload.save(update_fields=["came_to", "stopped", "content", "mapping"])


def _some(told: Iterator[Told]) -> Iterator[list[Told]]:
    while portion := list(islice(told, _TOLD_AT_ONCE)):
        yield portion


def _came_to(seen: Seen, *, removes: bool) -> dict[str, int]:
    counts = seen.counts
    return {**counts, "gone": counts["gone"] if removes else 0}


def _carried_out(
    sheet: Sheet, upload: RegisterUpload, at: datetime, placed: dict[int, int], *, removes: bool
) -> Iterator[Told]:
    """``placed`` are the rows that systems which are new in this list have got."""
    yield from _added(sheet, upload, at, placed)
    yield from _changed(sheet, upload, at, placed)
    if removes and sheet.gone:
        yield from _removed(sheet, upload, at)
    if sheet.sort is Sort.CONTRACTS:
        _put_under_parents(upload.organisation_id, sheet.records)


def _added(sheet: Sheet, upload: RegisterUpload, at: datetime, placed: dict[int, int]) -> Iterator[Told]:
    """New records, poured; each with its entry."""
    new = sheet.new
    if not new:
        return
    model, owner = MODELS[sheet.sort], upload.organisation_id
    is_contract = sheet.sort is Sort.CONTRACTS
    names = sorted({name for one in new for name in one.columns} | set(KEPT if is_contract else ()))
    keys, ids = take_ids(model, len(new)), new_ids(len(new))
    is_entry = sheet.sort is Sort.CATALOGUE
    ours = ["id"] if is_entry else ["id", "public_id"]
    if "catalogue" not in names and sheet.sort in {Sort.USES, Sort.CATALOGUE, Sort.AUTOMATIONS}:
        ours.append("catalogue")
    alike = {"made_at": at, "changed_at": at, "visibility": upload.mapping["visibility"]}
    if sheet.sort in SOURCES and "source_key" not in names:
        alike["source_key"] = SOURCES[sheet.sort]
    fields = {one.name: one for one in model._meta.concrete_fields}
    empty = {name: _plain(fields[name].get_default()) for name in names}
    blank = new_ids(len(new))
    on = timezone.localdate(at)
    said = (
        {**one.columns, **of_listed(one.columns, on, one.options)} if is_contract else one.columns
        for one in new
    )
    rows = (
        (
            *((key,) if is_entry else (key, public_id)),
            *((own,) if "catalogue" in ours else ()),
            *(
                _plain(columns[name]) if name in columns else own if name == "catalogue" else empty[name]
                for name in names
            ),
        )
        for key, public_id, own, columns in zip(keys, ids, blank, said, strict=True)
    )
    pour(Into(model, (*ours, *names), alike), owner, rows)
    wanted = [(key, _rows_of(one, placed)) for key, one in zip(keys, new, strict=True)]
    _link(owner, wanted, have_main=set())
    _add_options(owner, [(key, one.options) for key, one in zip(keys, new, strict=True)])
    _put_under_agreements(owner, [(key, one.agreement) for key, one in zip(keys, new, strict=True)])
    _say_what_they_work_in(owner, zip(keys, new, strict=True))
    if sheet.sort is Sort.USES:
        placed.update((one.place, key) for key, one in zip(keys, new, strict=True))
    for public_id, own, one in zip(ids, blank, new, strict=True):
        subject = as_text(own) if is_entry and "catalogue" in ours else str(one.columns.get("catalogue", own))
        yield _told(sheet.sort, "added", subject if is_entry else as_text(public_id), one, upload)


def _rows_of(one: Record, placed: Mapping[int, int]) -> frozenset[int]:
    """The systems that a record names, those among them that are new in the list by the row they have got."""
    return frozenset(placed.get(use, use) for use in one.systems)


def _changed(sheet: Sheet, upload: RegisterUpload, at: datetime, placed: Mapping[int, int]) -> Iterator[Told]:
    model: Any = MODELS[sheet.sort]
    changed = {one.key: one for one in sheet.records if one.is_changed}
    keys = list(changed)
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        alike: dict[tuple[str, ...], list[Any]] = {}
        for row in model.objects.filter(organisation_id=upload.organisation_id, pk__in=some).order_by("pk"):
            one = changed[row.pk]
            names = sorted(name for name in one.differs if name not in _IN_ROWS_OF_THEIR_OWN)
            for name in names:
                setattr(row, name, one.columns[name])
            row.changed_at = at
            alike.setdefault((*names, "changed_at"), []).append(row)
            subject = row.catalogue if sheet.sort is Sort.CATALOGUE else row.public_id
            yield _told(sheet.sort, "changed", str(subject), one, upload)
        for written, rows in alike.items():
            change_many(rows, written)
        if sheet.sort is Sort.CONTRACTS:
            _change_options(upload.organisation_id, [changed[key] for key in some])
            keep_standing(upload.organisation_id, timezone.localdate(at), Q(pk__in=some))
    _say_what_they_work_in(upload.organisation_id, ((one.key or 0, one) for one in changed.values()))
    if sheet.sort is Sort.CONTRACTS:
        _link_changed(upload.organisation_id, changed.values(), placed)
        moved = [(one.key, one.agreement) for one in changed.values() if "agreement" in one.differs]
        _put_under_agreements(upload.organisation_id, moved)


def _removed(sheet: Sheet, upload: RegisterUpload, at: datetime) -> Iterator[Told]:
    model: Any = MODELS[sheet.sort]
    on = timezone.localdate(at)
    keys = [key for key, _name in sheet.gone]
    for start in range(0, len(keys), _AT_ONCE):
        rows = model.objects.filter(
            organisation_id=upload.organisation_id, pk__in=keys[start : start + _AT_ONCE]
        )
        ids = list(rows.order_by("pk").values_list("public_id", flat=True))
        rows.update(removed_on=on, visibility="own", changed_at=at)
        if model is not SystemEntry:
            hide_records(upload.organisation_id, model, ids, on)
        for public_id in ids:
            subject = (_SUBJECTS[sheet.sort], public_id)
            yield told_of(f"systems.{_ACTIONS[sheet.sort]}.removed", subject, {"list": upload.digest})


def _told(sort: Sort, what: str, subject: str, one: Record, upload: RegisterUpload) -> Told:
    """What a list told of a record, as a hash beside the list's own: what it said is in the rows."""
    said = json.dumps(one.columns, default=str, sort_keys=True, ensure_ascii=False)
    facts = {
        "list": upload.digest,
        "line": one.line,
        "fields": sorted(one.differs) if one.differs else len(one.columns),
        "said": hashlib.sha256(said.encode()).hexdigest(),
    }
    return Told(f"systems.{_ACTIONS[sort]}.{what}", _SUBJECTS[sort], subject, facts)


def _say_what_they_work_in(owner: int, records: Iterable[tuple[int, Record]]) -> None:
    """The systems that automations work in: those of the register, and the others by what they are called."""
    wanted = [(key, name) for key, one in records for name in one.works_in]
    if not wanted:
        return
    rows = LocalUse.objects.filter(organisation_id=owner, removed_on=None).order_by("-pk")
    known: dict[str, int] = {}
    for pk, name, local in rows.values_list("pk", "name", "local_name"):
        known[name.casefold()] = pk
        known.setdefault(local.casefold(), pk)
    told = ((key, known.get(name.casefold()), name) for key, name in wanted)
    pour(Into(SystemRelation, ("use_id", "other_id", "other_name")), owner, told)


def _link_changed(owner: int, records: Iterable[Record], placed: Mapping[int, int]) -> None:
    wanted = [(one.key, _rows_of(one, placed)) for one in records if one.systems and one.key]
    rows = ContractSystem.objects.filter(organisation_id=owner, contract__in=[key for key, _ in wanted])
    there = set(rows.values_list("contract_id", "use_id"))
    missing = [(key, frozenset(use for use in uses if (key, use) not in there)) for key, uses in wanted]
    main = ContractSystem.objects.filter(organisation_id=owner, is_main=True)
    _link(owner, missing, have_main=set(main.values_list("use_id", flat=True)))


def _link(owner: int, wanted: Sequence[tuple[int, frozenset[int]]], have_main: set[int]) -> None:
    """The first contract that names a system is its main one."""
    if not any(uses for _key, uses in wanted):
        return
    if not have_main:
        main = ContractSystem.objects.filter(organisation_id=owner, is_main=True)
        have_main = set(main.values_list("use_id", flat=True))
    rows: list[tuple[Plain, ...]] = []
    for key, uses in wanted:
        for use in sorted(uses):
            rows.append((key, use, use not in have_main))
            have_main.add(use)
    pour(Into(ContractSystem, ("contract_id", "use_id", "is_main")), owner, rows)


def _change_options(owner: int, records: Iterable[Record]) -> None:
    """Other options than before, all of them: what was said of one of the same length stays."""
    changed = [(one.key, one.options) for one in records if "options" in one.differs and one.key]
    for key, months in changed:
        rows = ContractOption.objects.filter(organisation_id=owner, contract=key)
        rows.filter(place__gt=len(months)).delete()
        there = dict(rows.values_list("place", "months"))
        for place, length in enumerate(months, 1):
            if place in there and there[place] != length:
                rows.filter(place=place).update(months=length, notice_days=None, value_minor=None)
        _add_options(owner, [(key, months)], after=len(there))


def _add_options(owner: int, wanted: Sequence[tuple[int, tuple[int, ...]]], after: int = 0) -> None:
    rows = [
        (key, place, length)
        for key, months in wanted
        for place, length in enumerate(months, 1)
        if place > after
    ]
    if rows:
        pour(Into(ContractOption, ("contract_id", "place", "months")), owner, rows)


def _put_under_agreements(owner: int, wanted: Sequence[tuple[int | None, str]]) -> None:
    """Contracts under the agreement whose number they name."""
    contracts: dict[str, list[int]] = {}
    for key, number in wanted:
        if number and key is not None:
            contracts.setdefault(number.casefold(), []).append(key)
    if not contracts:
        return
    numbers = Agreement.objects.filter(organisation_id=owner).values_list("pk", "number")
    known = {number.casefold(): pk for pk, number in numbers}
    for number, keys in contracts.items():
        for start in range(0, len(keys), _AT_ONCE):
            rows = Contract.objects.filter(organisation_id=owner, pk__in=keys[start : start + _AT_ONCE])
            rows.update(agreement_id=known[number])


def _put_under_parents(owner: int, records: Iterable[Record]) -> None:
    """Contracts under the one that they name, where just one is called so and it is not themselves."""
    wanted = [one for one in records if one.parent and (one.key is None or "parent" in one.differs)]
    if not wanted:
        return
    rows = Contract.objects.filter(organisation_id=owner, removed_on=None)
    by_name: dict[str, list[int]] = {}
    for pk, name in rows.values_list("pk", "name"):
        by_name.setdefault(name.casefold(), []).append(pk)
    for one in wanted:
        parents, own = by_name.get(one.parent.casefold(), []), by_name.get(_name(one), [])
        if len(parents) == 1 and len(own) == 1 and parents != own:
            rows.filter(pk=own[0]).update(parent_id=parents[0])


def _name(one: Record) -> str:
    return str(one.columns["name"]).casefold()


def _plain(value: Any) -> Plain:
    match value:
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case UUID():
            return value.hex
        case date():
            return value.isoformat()
    return value  # type: ignore[no-any-return]
