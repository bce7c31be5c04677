"""A list carried out: all of it or nothing, what it tells added, nothing that it does not say touched.

It is carried out some lines at a time, so that memory does not grow with the list, in one transaction, so
that nobody sees half of it and nothing is left of it where it is broken off.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import transaction

from samspil.apps.organisations.services import next_case_numbers
from samspil.apps.portfolio.models import (
    Estimate,
    Initiative,
    ListedRow,
    ListUpload,
    RoleHolder,
    StatusReport,
)
from samspil.apps.portfolio.selectors.listed import ROLES
from samspil.apps.portfolio.services.importing.previewing import Preview, preview
from samspil.apps.portfolio.services.importing.rows import (
    BEGUN,
    CHANGED_FIELDS,
    ESTIMATED,
    REPORTED,
    Begun,
    change_initiative,
    new_estimate,
    new_report,
)
from samspil.apps.portfolio.services.importing.rows_by_column import NewLines
from samspil.apps.portfolio.services.showing import show_to_the_association
from samspil.core.errors import ProblemsError
from samspil.core.portfolio.listing.consequences import Change, Consequence, which_tell_of_progress
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.told import texts_of
from samspil.core.portfolio.status import Light
from samspil.kit.ids import as_text, new_id, new_ids
from samspil.kit.journal.recording import By, Recorder, Told
from samspil.kit.periods import on as in_period
from samspil.kit.tenancy.pouring import Into, Plain, meanwhile, pour, take_ids
from samspil.kit.uncollected import uncollected

AT_ONCE: Final = 2000  # initiatives
Tell = Callable[[int, int], object]
_Row = Begun | Initiative


@dataclass(frozen=True)
class _Applying:
    """One list while it is carried out."""

    upload: ListUpload
    seen: Preview
    on: date
    by: By

    @property
    def owner(self) -> int:
        """Whose list it is."""
        return self.upload.organisation_id

    @cached_property
    def list_id(self) -> str:
        """The list as it is told of."""
        return str(self.upload.public_id)


@dataclass(slots=True)
class _Portion:
    """Some initiatives with all lines that tell of them, each in the order of their years."""

    lines: list[tuple[int, _Row, Consequence]] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)

    def add(self, at: int, row: _Row, one: Consequence) -> None:
        """A line, its place in the list, and what it tells of."""
        self.lines.append((at, row, one))


@uncollected()
@transaction.atomic
def apply_list(upload: ListUpload, digest: str, on: date, by: By, tell: Tell | None = None) -> dict[str, int]:
    """Carry out a list whose consequences somebody has seen: how many lines came to what.

    What was kept is carried out, never what a browser sends again; where anything has changed since it was
    seen, nothing is. The first estimate of what is new is kept for ever; what was there gets no new one.
    ``tell`` is told on the way how many lines are done, of how many.

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
    done, total = 0, seen.count(Change.NEW) + seen.count(Change.CHANGED)
    journal = Recorder(doing.owner, by)
    with meanwhile():
        for count, told in _portions_done(doing):
            done += count
            journal.add(told)
            if tell is not None:
                tell(done, total)
    counts = {one.value: seen.count(one) for one in Change}
    facts = {"file": upload.digest, "name": seen.how.name, "counts": counts, "refused": len(seen.refused)}
    journal.add([Told("portfolio.list.applied", "list", str(upload.public_id), facts)])
    upload.applied_at, upload.came_to, upload.stopped = by.at, counts, None
    upload.tables, upload.content, upload.mapping = [], None, {}
    upload.save(update_fields=["applied_at", "came_to", "stopped", "tables", "content", "mapping"])
    return counts


def _portions_done(doing: _Applying) -> Iterator[tuple[int, Iterable[Told]]]:
    """Each portion when it is written: how many lines, and what the journal is told of them."""
    weighed = doing.seen.consequences
    new = _groups(doing, Change.NEW, weighed.firsts.__getitem__)
    keys, numbers = _to_come(doing, len(new))
    for groups in _some(new):
        if _all_alone(groups):
            yield len(groups), _begin_alone(doing, [at for (at,) in groups], keys, numbers)
        else:
            portion = _begin(doing, groups, keys, numbers)
            yield len(portion.lines), portion.told
    for groups in _some(_groups(doing, Change.CHANGED, weighed.initiative)):
        portion = _change(doing, groups)
        yield len(portion.lines), portion.told


def _to_come(doing: _Applying, count: int) -> tuple[Iterator[int], Iterator[str]]:
    """What the database and people will call what is new: asked once, before anything is written."""
    if not count:
        return iter(()), iter(())
    return iter(take_ids(Initiative, count)), iter(next_case_numbers(doing.owner, doing.on.year, count))


def _all_alone(groups: Sequence[Sequence[int]]) -> bool:
    return all(len(places) == 1 for places in groups)


def _groups(doing: _Applying, change: Change, who: Callable[[int], Hashable]) -> list[list[int]]:
    """The places of the lines of each initiative, those of earlier years first."""
    weighed, found = doing.seen.consequences, defaultdict[Hashable, list[int]](list)
    for at in weighed.where(change):
        found[who(at)].append(at)
    for places in found.values():
        if len(places) > 1:
            places.sort(key=lambda at: doing.seen.asked.told_on(weighed.lines[at]))
    return list(found.values())


def _begin_alone(
    doing: _Applying, places: Sequence[int], keys: Iterator[int], numbers: Iterator[str]
) -> Iterator[Told]:
    """What is new and told of by one line each: all of them by column."""
    seen, at_time = doing.seen, doing.by.at
    weighed, lines = seen.consequences, seen.consequences.lines.some(places)
    new = NewLines(
        lines,
        list(islice(keys, len(places))),
        new_ids(len(places)),
        list(islice(numbers, len(places))),
        seen.how.form.value,
        seen.asked.told_in,
        which_tell_of_progress(lines),
    )
    pour(_initiatives(at_time), doing.owner, new.initiatives())
    pour(_estimates(doing), doing.owner, new.estimates())
    for what, role in ROLES.items():
        common = {"role": role.value, "valid_from": doing.on}
        pour(Into(RoleHolder, ("initiative_id", "function"), common), doing.owner, new.holders(what))
    pour(_reports(doing), doing.owner, new.status())
    pour(_listed(doing), doing.owner, new.remembered([weighed.keys[at] for at in places]))
    begun = zip(new.ids, new.numbers, new.forms, new.are_mandatory, new.names, strict=True)
    return (_started(doing, *one) for one in begun)


def _begin(
    doing: _Applying, groups: Sequence[Sequence[int]], keys: Iterator[int], numbers: Iterator[str]
) -> _Portion:
    """What is new, numbered, with its first estimate; the lines that follow tell of the same initiative."""
    portion, weighed, at_time = _Portion(), doing.seen.consequences, doing.by.at
    estimates, rows, firsts = [], [], []
    for places, key in zip(groups, islice(keys, len(groups)), strict=True):
        lines = [weighed[at] for at in places]
        first = lines[places.index(min(places))]
        said = first.listed.known(Field.FORM)
        form = said if isinstance(said, str) else doing.seen.how.form.value
        row = Begun(key, new_id(), next(numbers), first.listed.name, form, at_time)
        for at, one in zip(places, lines, strict=True):
            change_initiative(row, one, doing.seen.asked.told_on(one.listed), at_time)
            portion.add(at, row, one)
        rows.append(row.plain())
        firsts.append((row, first, ROLES))
        estimate = new_estimate(lines[0].listed, key)
        if estimate is not None:
            estimates.append(estimate)
        told = row.public_id.hex, row.number, row.form, row.is_mandatory, first.listed.name
        portion.told.append(_started(doing, *told))
    pour(_initiatives(at_time), doing.owner, rows)
    pour(_estimates(doing), doing.owner, estimates)
    _hold(doing, firsts)
    _report(doing, portion)
    _remember(doing, portion)
    return portion


def _initiatives(at: datetime) -> Into:
    return Into(Initiative, BEGUN, {"started_at": at, "changed_at": at})


def _estimates(doing: _Applying) -> Into:
    common = {"sequence": 1, "reason": doing.seen.how.name, "made_at": doing.by.at}
    return Into(Estimate, ESTIMATED, common)


def _started(doing: _Applying, public_id: str, number: str, form: str, is_mandatory: bool, name: str) -> Told:  # noqa: PLR0917
    """What the journal is told of one that begins; its id comes as 32 digits."""
    facts = {"number": number, "form": form, "is_mandatory": is_mandatory, "matter": None}
    facts["list"] = doing.list_id
    return Told("portfolio.initiative.started", "initiative", as_text(public_id), facts, {"title": name})


def _change(doing: _Applying, groups: Sequence[Sequence[int]]) -> _Portion:
    """What is here already, as the list now says it is."""
    portion, weighed = _Portion(), doing.seen.consequences
    ids = doing.seen.portfolio.ids
    keys = sorted(ids[weighed.initiative(places[0])] for places in groups)
    rows = {str(row.public_id): row for row in Initiative.objects.select_for_update().filter(pk__in=keys)}
    for places in groups:
        row = rows[weighed.initiative(places[0])]
        for at in places:
            one = weighed[at]
            change_initiative(row, one, doing.seen.asked.told_on(one.listed), doing.by.at)
            portion.add(at, row, one)
            portion.told.append(_told_by_list(doing, row, one))
    Initiative.objects.bulk_create(
        rows.values(),
        batch_size=500,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=CHANGED_FIELDS,
    )
    _follow(doing, [(row, one) for _at, row, one in portion.lines if not one.is_older])
    _report(doing, portion)
    _remember(doing, portion)
    for row in rows.values():
        if row.common is not None:
            show_to_the_association(row, at=doing.by.at)
    return portion


def _told_by_list(doing: _Applying, row: Initiative, one: Consequence) -> Told:
    facts = {
        "number": row.number,
        "list": str(doing.upload.public_id),
        "fields": [each.field.value for each in one.differences],
        "is_reported": one.is_reported,
    }
    return Told("portfolio.initiative.told_by_list", "initiative", str(row.public_id), facts)


def _key(row: _Row) -> int:
    return row.key if isinstance(row, Begun) else row.pk


def _follow(doing: _Applying, lines: Sequence[tuple[_Row, Consequence]]) -> None:
    """Who answers for it from today; who did before does no longer."""
    differing = [(row, one, _new_roles(one)) for row, one in lines]
    for what, role in ROLES.items():
        keys = [_key(row) for row, _one, fields in differing if what in fields]
        held = RoleHolder.objects.filter(in_period(doing.on), initiative__in=keys, role=role.value)
        if keys:
            held.filter(valid_from=doing.on).delete()
            held.filter(valid_from__lt=doing.on).update(valid_to=doing.on)
    _hold(doing, [(row, one, fields) for row, one, fields in differing if fields])


def _new_roles(one: Consequence) -> set[Field]:
    """The roles of which a line says anew who holds them."""
    differs = {each.field for each in one.differences}
    return {what for what in ROLES if what in differs and isinstance(one.listed.known(what), str)}


def _hold(doing: _Applying, lines: Sequence[tuple[_Row, Consequence, Iterable[Field]]]) -> None:
    """Who holds some roles, from today; where several lines say so, the last of them."""
    said: dict[tuple[int, str], str] = {}
    for row, one, roles in lines:
        for what in roles:
            now = one.listed.known(what)
            if isinstance(now, str):
                said[_key(row), ROLES[what].value] = now
    rows = [(key, role, function) for (key, role), function in said.items()]
    pour(Into(RoleHolder, ("initiative_id", "role", "function"), {"valid_from": doing.on}), doing.owner, rows)


def _report(doing: _Applying, portion: _Portion) -> None:
    told_on = doing.seen.asked.told_on
    rows = (
        new_report(one.listed, _key(row), told_on(one.listed))
        for _at, row, one in portion.lines
        if one.is_reported
    )
    pour(_reports(doing), doing.owner, rows)


def _reports(doing: _Applying) -> Into:
    grey = dict.fromkeys(("expenditure", "time", "economic_benefits", "other_benefits"), Light.GREY.value)
    common = {**grey, "reported_at": doing.by.at, "reported_by": _person(doing.by)}
    return Into(StatusReport, REPORTED, common)


_REMEMBERED: Final = ("initiative_id", "key", "digest", "values")
_ONE_ROW: Final = ("organisation_id", "source", "key")


def _remember(doing: _Applying, portion: _Portion) -> None:
    """What each line said, so that the same line again changes nothing."""
    places = [at for at, _row, _one in portion.lines]
    texts = texts_of(doing.seen.consequences.lines, places)
    rows: Iterator[tuple[Plain, ...]] = (
        (_key(row), one.key, hashlib.sha256(text.encode()).hexdigest(), text)
        for (_at, row, one), text in zip(portion.lines, texts, strict=True)
    )
    pour(_listed(doing), doing.owner, rows)


def _listed(doing: _Applying) -> Into:
    common = {"source": doing.seen.how.name, "listed_at": doing.by.at}
    return Into(ListedRow, _REMEMBERED, common, _ONE_ROW)


def _person(by: By) -> UUID:
    """Who did it; nobody in particular where it was the command line."""
    try:
        return UUID(by.actor)
    except ValueError:
        return UUID(int=0)


def _some(groups: Sequence[list[int]]) -> Iterator[Sequence[list[int]]]:
    for at in range(0, len(groups), AT_ONCE):
        yield groups[at : at + AT_ONCE]
