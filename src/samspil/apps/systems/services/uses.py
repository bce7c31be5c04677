"""Entering, changing and removing a system in use here, and saying what it exchanges data with."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import LocalUse, SystemRelation
from samspil.apps.systems.services.catalogue import check_named
from samspil.apps.systems.services.hiding import hide_where_hidden
from samspil.apps.systems.services.holding import check_keeps, columns_of, hold, put, tell
from samspil.apps.systems.services.readers import keep_register_readers
from samspil.apps.systems.types.register import USE, NewRelation, NewUse
from samspil.core.errors import Problem
from samspil.kit.ids import new_id
from samspil.kit.journal.recording import By


@transaction.atomic
def add_use(new: NewUse, *, acting: Acting, at: datetime) -> LocalUse:
    """A system in use here, from the catalogue or new to it.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``system_needs_a_name``, ``use_ends_before_it_begins``,
            ``fewest_users_above_most``, ``bad_cvr``.
    """
    check_keeps(acting)
    _check(new)
    said = columns_of(new, without=("catalogue",))
    said["kle"] = _kle(new)
    owner = acting.organisation_id
    row = LocalUse(
        organisation_id=owner, catalogue=new.catalogue or new_id(), made_at=at, changed_at=at, **said
    )
    row.save()
    by = By(str(acting.person), at)
    tell(owner, "use.added", (USE, row.public_id), said, by, catalogue=row.catalogue)
    keep_register_readers(owner, by, on=timezone.localdate(at))
    return row


@transaction.atomic
def change_use(use: LocalUse, new: NewUse, *, acting: Acting, at: datetime) -> LocalUse:
    """Everything that is said of a use, as it is now. What is as before is not told.

    Raises:
        RefusedError: as for `add_use`, and ``record_was_removed``.
    """
    row = hold(use, acting)
    _check(new)
    said = columns_of(new, without=("catalogue", "source_key"))
    said["kle"] = _kle(new)
    if new.catalogue is not None:
        said["catalogue"] = new.catalogue
    differs = put(row, said, at)
    if differs:
        by = By(str(acting.person), at)
        tell(row.organisation_id, "use.changed", (USE, row.public_id), differs, by)
        keep_register_readers(row.organisation_id, by, on=timezone.localdate(at))
        hide_where_hidden(row, timezone.localdate(at))
    return row


@transaction.atomic
def remove_use(use: LocalUse, *, acting: Acting, at: datetime) -> None:
    """The use is gone from lists; contracts that name it keep it.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``record_was_removed``.
    """
    row = hold(use, acting)
    put(row, {"removed_on": timezone.localdate(at), "visibility": "own"}, at)
    by = By(str(acting.person), at)
    tell(row.organisation_id, "use.removed", (USE, row.public_id), {}, by)
    keep_register_readers(row.organisation_id, by, on=timezone.localdate(at))
    hide_where_hidden(row, timezone.localdate(at))


@transaction.atomic
def relate(use: LocalUse, new: NewRelation, *, acting: Acting, at: datetime) -> SystemRelation:
    """Another system that this one exchanges data with; it stands at both where both are here.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``record_was_removed``, ``relation_needs_a_system``,
            ``relation_to_itself``.
        NotFoundError: a system that is not here.
    """
    row = hold(use, acting)
    name = new.other_name.strip()
    if not name:
        raise RefusedError(Problem("relation_needs_a_system", {}))
    if new.other == row.public_id:
        raise RefusedError(Problem("relation_to_itself", {"name": name}))
    made = SystemRelation.objects.create(
        organisation_id=row.organisation_id,
        use=row,
        other_id=_key_of(new.other, row.organisation_id),
        other_name=name,
        way=new.way.value,
        interface=new.interface.strip(),
        frequency=new.frequency.strip(),
        description=new.description.strip(),
    )
    said = columns_of(new, without=("other",))
    tell(row.organisation_id, "use.related", (USE, row.public_id), said, By(str(acting.person), at))
    return made


@transaction.atomic
def end_relation(use: LocalUse, relation: SystemRelation, *, acting: Acting, at: datetime) -> None:
    """A system no longer exchanges data with another; it goes from both.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``record_was_removed``.
    """
    row = hold(use, acting)
    said = {"other_name": relation.other_name, "way": relation.way}
    SystemRelation.objects.filter(pk=relation.pk).delete()
    tell(row.organisation_id, "use.unrelated", (USE, row.public_id), said, By(str(acting.person), at))


def _key_of(other: UUID | None, owner: int) -> int | None:
    if other is None:
        return None
    rows = LocalUse.objects.filter(organisation_id=owner, public_id=other, removed_on=None)
    found: int | None = rows.values_list("pk", flat=True).first()
    if found is None:
        raise NotFoundError(str(other))
    return found


def _kle(new: NewUse) -> list[str]:
    """What holds here: the catalogue's without what is taken out, with what is added."""
    kept = [one for one in new.kle if one not in new.kle_removed]
    return list(dict.fromkeys([*kept, *new.kle_added]))


def _check(new: NewUse) -> None:
    check_named(new.name, new.vendor_cvr)
    if new.starts_on and new.ends_on and new.ends_on < new.starts_on:
        raise RefusedError(
            Problem("use_ends_before_it_begins", {"starts": new.starts_on, "ends": new.ends_on})
        )
    if new.users_from is not None and new.users_to is not None and new.users_to < new.users_from:
        raise RefusedError(Problem("fewest_users_above_most", {}))
