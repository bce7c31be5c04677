"""Entering, changing and removing a contract, and drawing on its value."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Agreement, Contract, ContractOption, ContractSystem, Draw, LocalUse
from samspil.apps.systems.services.drawn_under import keep_drawn_under
from samspil.apps.systems.services.hiding import hide_where_hidden
from samspil.apps.systems.services.holding import check_keeps, columns_of, hold, put, tell
from samspil.apps.systems.services.readers import keep_register_readers
from samspil.apps.systems.services.standing import keep_standing
from samspil.apps.systems.types.register import CONTRACT, NewContract, NewDraw
from samspil.core.errors import Problem
from samspil.core.systems.checks import Bounds, contract_problems
from samspil.kit.journal.recording import By

_BESIDE = ("parent", "agreement", "options", "systems")
# What of a contract says where its draws count, and for whom.
_COUNTS_UNDER = frozenset({"agreement_id", "visibility", "hides_prices", "currency"})


@transaction.atomic
def add_contract(new: NewContract, *, acting: Acting, at: datetime) -> Contract:
    """A contract with its options and what it is about.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``contract_needs_a_name``, what cannot be so of it.
        NotFoundError: a contract, agreement or system that it names is not here.
    """
    check_keeps(acting)
    owner, by = acting.organisation_id, By(str(acting.person), at)
    said = _said(new, owner)
    row = Contract(organisation_id=owner, made_at=at, changed_at=at, **said)
    row.save()
    _put_options(row, new)
    _put_systems(row, new)
    keep_standing(owner, timezone.localdate(at), Q(pk=row.pk))
    tell(owner, "contract.added", (CONTRACT, row.public_id), said, by, options=len(new.options))
    if row.agreement_id is not None:
        keep_drawn_under(owner, timezone.localdate(at))
    keep_register_readers(owner, by, on=timezone.localdate(at))
    return row


@transaction.atomic
def change_contract(contract: Contract, new: NewContract, *, acting: Acting, at: datetime) -> Contract:
    """Everything that is said of a contract, as it is now. What is as before is not told.

    Raises:
        RefusedError: as for `add_contract`; ``record_was_removed``, ``contract_above_itself``.
        NotFoundError: a contract, agreement or system that it names is not here.
    """
    row = hold(contract, acting)
    said = _said(new, row.organisation_id)
    del said["source_key"]
    if said["parent_id"] is not None and _is_below(row.pk, said["parent_id"]):
        raise RefusedError(Problem("contract_above_itself", {"name": row.name}))
    differs = put(row, said, at)
    moved = {"options": _put_options(row, new), "systems": _put_systems(row, new)}
    if differs or any(moved.values()):
        by = By(str(acting.person), at)
        keep_standing(row.organisation_id, timezone.localdate(at), Q(pk=row.pk))
        tell(row.organisation_id, "contract.changed", (CONTRACT, row.public_id), differs, by, **moved)
        if differs.keys() & _COUNTS_UNDER:
            keep_drawn_under(row.organisation_id, timezone.localdate(at))
        keep_register_readers(row.organisation_id, by, on=timezone.localdate(at))
        hide_where_hidden(row, timezone.localdate(at))
    return row


@transaction.atomic
def remove_contract(contract: Contract, *, acting: Acting, at: datetime) -> None:
    """The contract is gone from lists; what was drawn of it stays.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``record_was_removed``.
    """
    row = hold(contract, acting)
    put(row, {"removed_on": timezone.localdate(at), "visibility": "own"}, at)
    by = By(str(acting.person), at)
    tell(row.organisation_id, "contract.removed", (CONTRACT, row.public_id), {}, by)
    if row.agreement_id is not None:
        keep_drawn_under(row.organisation_id, timezone.localdate(at))
    keep_register_readers(row.organisation_id, by, on=timezone.localdate(at))
    hide_where_hidden(row, timezone.localdate(at))


@transaction.atomic
def draw(contract: Contract, new: NewDraw, *, acting: Acting, at: datetime) -> Draw:
    """What was drawn of a contract's value; below nothing where a mistake is taken back.

    Raises:
        RefusedError: ``not_yours_to_keep_register``, ``record_was_removed``, ``draw_needs_an_amount``.
    """
    row = hold(contract, acting)
    if new.amount_minor == 0 or not new.what.strip():
        raise RefusedError(Problem("draw_needs_an_amount", {}))
    drawn = Draw.objects.create(
        organisation_id=row.organisation_id,
        contract=row,
        drawn_on=new.drawn_on,
        amount_minor=new.amount_minor,
        what=new.what.strip(),
        told_at=at,
        told_by=acting.person,
    )
    put(row, {"drawn_minor": row.drawn_minor + new.amount_minor}, at)
    said = {"what": drawn.what, "amount_minor": drawn.amount_minor, "drawn_on": drawn.drawn_on}
    by = By(str(acting.person), at)
    tell(row.organisation_id, "contract.drawn", (CONTRACT, row.public_id), said, by)
    if row.agreement_id is not None:
        keep_drawn_under(row.organisation_id, timezone.localdate(at))
    return drawn


def _said(new: NewContract, owner: int) -> dict[str, Any]:
    """The columns of a contract, once nothing in it contradicts the rest."""
    if not new.name.strip():
        raise RefusedError(Problem("contract_needs_a_name", {}))
    for problem in contract_problems(bounds_of(new)):
        raise RefusedError(problem)
    said = columns_of(new, without=_BESIDE)
    said["parent_id"] = _key(Contract, new.parent, owner)
    said["agreement_id"] = _key(Agreement, new.agreement, owner)
    return said


def bounds_of(new: NewContract) -> Bounds:
    """What hangs together of a contract."""
    return Bounds(
        starts_on=new.starts_on,
        ends_on=new.ends_on,
        irrevocable_until=new.irrevocable_until,
        notice_months=new.notice_months,
        options_used=new.options_used,
        options=[(one.months, one.notice_days) for one in new.options],
        value_minor=new.value_minor,
        cvr=new.supplier_cvr.strip(),
        is_foreign=new.supplier_is_foreign,
        other_days=(
            *(new.signed_on, new.supplier_signed_on, new.terminated_on),
            *(new.payment_begins_on, new.audited_on),
        ),
    )


def _key(model: type[Contract] | type[Agreement], public_id: UUID | None, owner: int) -> int | None:
    if public_id is None:
        return None
    rows = model.objects.filter(organisation_id=owner, public_id=public_id)
    found: int | None = rows.values_list("pk", flat=True).first()
    if found is None:
        raise NotFoundError(str(public_id))
    return found


def _is_below(top: int, key: int | None) -> bool:
    """Whether a contract is another, or below it."""
    seen: set[int] = set()
    while key is not None and key not in seen:
        if key == top:
            return True
        seen.add(key)
        key = Contract.objects.filter(pk=key).values_list("parent_id", flat=True).first()
    return False


def _put_options(row: Contract, new: NewContract) -> bool:
    """The options as they are now; whether they were otherwise."""
    said = enumerate(new.options, 1)
    wanted = [(place, one.months, one.notice_days, one.value_minor) for place, one in said]
    names = ("place", "months", "notice_days", "value_minor")
    rows = ContractOption.objects.filter(contract=row).order_by("place")
    if list(rows.values_list(*names)) == wanted:
        return False
    rows.delete()
    ContractOption.objects.bulk_create(
        ContractOption(
            organisation_id=row.organisation_id, contract=row, **dict(zip(names, one, strict=True))
        )
        for one in wanted
    )
    return True


def _put_systems(row: Contract, new: NewContract) -> bool:
    """The systems that it is about; whether they were otherwise."""
    rows = LocalUse.objects.filter(organisation_id=row.organisation_id, public_id__in=new.systems)
    known = dict(rows.values_list("public_id", "pk"))
    if len(known) < len(set(new.systems)):
        raise NotFoundError
    wanted = set(known.values())
    there = dict(ContractSystem.objects.filter(contract=row).values_list("use_id", "pk"))
    if wanted == there.keys():
        return False
    gone = [key for use, key in there.items() if use not in wanted]
    ContractSystem.objects.filter(pk__in=gone).delete()
    new_ones = sorted(wanted - there.keys())
    have_main = set(
        ContractSystem.objects.filter(use__in=new_ones, is_main=True).values_list("use_id", flat=True)
    )
    ContractSystem.objects.bulk_create(
        ContractSystem(
            organisation_id=row.organisation_id, contract=row, use_id=use, is_main=use not in have_main
        )
        for use in new_ones
    )
    return True
