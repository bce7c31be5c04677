"""Deciding a cost key, sharing a cost out by it, settling it by actual use, and letting one join late.

What is shared out is posted: each member's share is owed on an account that it reads itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final, cast
from uuid import UUID

from django.db import transaction

from samspil.apps.funding.models import KeyVersion, SharedCost
from samspil.apps.funding.models.ledger import JOINT_COST
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.books import first_open_day
from samspil.apps.funding.selectors.cost_keys import (
    entries_of,
    established,
    is_settled_already,
    key_on,
    key_settled_by,
    late_entry_of,
    member_data,
    member_of,
)
from samspil.apps.funding.selectors.resting import taken_back
from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper, NewAccount, SharedSort
from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.services.leading import check_leads
from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.cost_keys.coming_and_going import LateComer
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import CostKey, CostKind, data_of, read
from samspil.core.finance.cost_keys.sharing_out import as_kept, charge, reconciled, share_out
from samspil.core.finance.ledger import Kind, Line, Reference, Voucher
from samspil.core.units import Money
from samspil.kit.journal.tables import lock_head

if TYPE_CHECKING:
    from samspil.apps.funding.models.resting import RestingRows
    from samspil.apps.organisations.types import Acting
    from samspil.apps.portfolio.models import Initiative

KEY: Final = "cost_key"
COST: Final = "shared_cost"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key as it was decided: from which day, and by which decision (in the register, or in words)."""

    content: Mapping[str, Any]
    valid_from: date
    decision: str
    decided: UUID | None = None


@dataclass(frozen=True, slots=True)
class NewCost:
    """A cost of a period; without an amount the key's own price is charged.

    ``members`` are those that may carry, with what is counted of each; ``names`` what they are called. It is
    posted ``on`` a day; on the period's last where nothing is said.
    """

    kind: CostKind
    text: str
    first: date
    last: date
    members: tuple[Member, ...]
    names: Mapping[str, str]
    amount: Money | None = None
    whose: str = ""
    on: date | None = None


@transaction.atomic
def keep_key(initiative: Initiative, new: NewKey, *, acting: Acting, at: datetime) -> KeyVersion:
    """A version of a key is in force from a day on; what was decided before stays as it was.

    Raises:
        RefusedError: ``not_yours_to_lead``, ``cost_key_names_a_decision``, what the key lacks.
    """
    check_leads(acting, initiative, at)
    lock_head(initiative.organisation_id)
    if not new.decision.strip():
        raise RefusedError(Problem("cost_key_names_a_decision", {}))
    kind = CostKind(str(new.content.get("kind")))
    before = KeyVersion.objects.filter(initiative=initiative, kind=kind.value).order_by("-number").first()
    number = before.number + 1 if before else 1
    row = KeyVersion.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        kind=kind.value,
        number=number,
        content=data_of(_read({**new.content, "version": number})),
        valid_from=new.valid_from,
        decided=new.decided,
        decision=new.decision.strip(),
        made_at=at,
        made_by=acting.person,
    )
    facts = {"initiative": initiative.public_id, "kind": kind.value, "number": number, "from": new.valid_from}
    tell(Bookkeeper.of(acting, at), f"{KEY}.decided", (KEY, row.public_id), facts, {"decision": row.decision})
    return row


@transaction.atomic
def share_cost(initiative: Initiative, new: NewCost, *, acting: Acting, at: datetime) -> SharedCost:
    """A cost is shared out by the key in force on the period's first day, and posted.

    A cost is known again by its name, its period and whose it is: it is shared once, unless it is taken back.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, ``cost_is_shared_already``, ``no_cost_key_in_force``, what
            the key lacks, what the ledger refuses.
    """
    _check_keeps(acting)
    lock_head(initiative.organisation_id)
    if _like(initiative, new).standing().exists():
        raise RefusedError(
            Problem(
                "cost_is_shared_already", {"text": new.text.strip(), "first": new.first, "last": new.last}
            )
        )
    version = key_on(initiative, new.kind, new.first)
    if version is None:
        raise RefusedError(Problem("no_cost_key_in_force", {"day": new.first}))
    try:
        key, period = read(version.content), Period(new.first, new.last)
        new = replace(new, members=as_kept(key, new.members))
        if new.amount is None:
            shared = charge(key, new.members, period)
        else:
            shared = share_out(key, new.members, period, new.amount, new.whose)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from None
    # With an index it is the amount that was given which is kept: the key brings it to the year's prices.
    amount = shared.amount if new.amount is None else new.amount
    made = _Made(version, SharedSort.COST, new, amount, shared.pays)
    return _kept(initiative, made, acting, at)


@transaction.atomic
def settle_cost(
    row: SharedCost,
    used: Mapping[str, int],
    amount: Money,
    on: date | None = None,
    *,
    acting: Acting,
    at: datetime,
) -> SharedCost:
    """The actual use has been counted: each pays or gets the difference. Once for each cost.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, ``cost_is_settled``, ``cost_is_taken_back``, what the key
            lacks, what the ledger refuses.
    """
    _check_keeps(acting)
    lock_head(row.organisation_id)
    if row.sort != SharedSort.COST.value or is_settled_already(row):
        raise RefusedError(Problem("cost_is_settled", {"text": row.text}))
    if taken_back([row]):
        raise RefusedError(Problem("cost_is_taken_back", {"text": row.text}))
    members = tuple(replace(one, use=used.get(one.key)) for one in map(member_of, row.members))
    names = {one["key"]: one["name"] for one in row.members}
    new = NewCost(
        CostKind(row.key.kind), row.text, row.first, row.last, members, names, amount, row.whose, on
    )
    try:
        counted = share_out(key_settled_by(row), members, Period(row.first, row.last), amount, row.whose)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from None
    billed = {code: Money(minor, row.currency) for code, minor in row.pays.items()}
    made = _Made(row.key, SharedSort.SETTLED, new, amount, reconciled(billed, counted), settles=row)
    return _kept(row.initiative, made, acting, at)


@transaction.atomic
def join_late(
    initiative: Initiative, joiner: Member, name: str, *, acting: Acting, at: datetime
) -> list[SharedCost]:
    """One that joins later pays its part of each cost of establishing it, to those who have paid so far.

    Raises:
        RefusedError: ``not_yours_to_keep_money``, ``nothing_was_established`` by the day it joins,
            ``has_joined_already``, what the key lacks, what the ledger refuses.
    """
    _check_keeps(acting)
    lock_head(initiative.organisation_id)
    day = joiner.from_on
    costs = [one for one in established(initiative) if day is not None and one.first <= day]
    if day is None or not costs:
        raise RefusedError(Problem("nothing_was_established", {"title": initiative.title}))
    left = [one for one in costs if not _is_in(joiner.key, one)]
    if not left:
        raise RefusedError(Problem("has_joined_already", {"member": name}))
    return [_entered(one, LateComer(joiner, day), name, acting, at) for one in left]


def _is_in(code: str, cost: SharedCost) -> bool:
    return code in cost.pays or code in {one.whose for one in entries_of(cost)}


def _entered(cost: SharedCost, newcomer: LateComer, name: str, acting: Acting, at: datetime) -> SharedCost:
    """What one that joins late pays of one cost, from the day it joins; posted once the ledger is open."""
    try:
        entry = late_entry_of(cost, newcomer)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from None
    key, day = newcomer.member.key, newcomer.on
    rows = (cost, *entries_of(cost))
    known = {one["key"]: one for row in rows for one in row.members}
    members = (*(member_of(one) for one in known.values()), newcomer.member)
    names = {one["key"]: one["name"] for one in known.values()} | {key: name}
    on = first_open_day(cost.organisation_id, day)
    new = NewCost(CostKind.ESTABLISHMENT, cost.text, day, day, members, names, entry.pays, key, on)
    pays = {one: -money for one, money in entry.to.items()} | {key: entry.pays}
    made = _Made(cost.key, SharedSort.ENTRY, new, entry.pays, pays, enters=cost)
    return _kept(cost.initiative, made, acting, at)


@dataclass(frozen=True, slots=True)
class _Made:
    """What is about to be kept and posted."""

    version: KeyVersion
    sort: SharedSort
    new: NewCost
    amount: Money
    pays: Mapping[str, Money]
    settles: SharedCost | None = None
    enters: SharedCost | None = None


def _kept(initiative: Initiative, made: _Made, acting: Acting, at: datetime) -> SharedCost:
    new, keeper = made.new, Bookkeeper.of(acting, at)
    if new.on is not None and new.on < new.first:
        raise RefusedError(Problem("cost_posted_too_early", {"first": new.first}))
    row = SharedCost(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        key=made.version,
        sort=made.sort.value,
        text=new.text.strip(),
        first=new.first,
        last=new.last,
        amount_minor=made.amount.minor,
        currency=made.amount.currency,
        is_charged=new.amount is None,
        whose=new.whose,
        members=[member_data(one, new.names.get(one.key, one.key)) for one in new.members],
        pays={one: money.minor for one, money in sorted(made.pays.items())},
        settles=made.settles,
        again=_before(initiative, made),
        enters=made.enters,
        made_at=at,
        made_by=acting.person,
    )
    lines = _lines(initiative, made, keeper)
    if lines:
        reference = Reference(COST, row.public_id)
        kind, key = f"{COST}.{row.sort}", str(row.public_id)
        voucher = Voucher(new.on or new.last, row.text, kind, tuple(lines), key, reference)
        row.voucher = post(voucher, keeper=keeper).id
    row.save(force_insert=True)
    facts = {
        "initiative": initiative.public_id,
        "sort": row.sort,
        "key": made.version.public_id,
        "amount": row.amount_minor,
        "currency": row.currency,
        "pays": [[one, minor] for one, minor in row.pays.items()],
    }
    tell(keeper, f"{COST}.{row.sort}", (COST, row.public_id), facts, {"text": row.text})
    return row


def _like(initiative: Initiative, new: NewCost) -> RestingRows[SharedCost]:
    """Costs that are the same cost by their name, their period and whose they are."""
    rows = SharedCost.objects.filter(initiative=initiative, sort=SharedSort.COST.value)
    same = rows.filter(text__iexact=new.text.strip(), first=new.first, last=new.last, whose=new.whose)
    return cast("RestingRows[SharedCost]", same)


def _before(initiative: Initiative, made: _Made) -> int:
    """How many like it have been taken back."""
    taken = SharedCost.objects.taken_back().filter(initiative=initiative, sort=made.sort.value)
    if made.sort is SharedSort.COST:
        return _like(initiative, made.new).taken_back().count()
    if made.sort is SharedSort.ENTRY:
        return taken.filter(enters=made.enters, whose=made.new.whose).count()
    return taken.filter(settles=made.settles).count()


def _lines(initiative: Initiative, made: _Made, keeper: Bookkeeper) -> Sequence[Line]:
    """Each share into the member's account, and all of them out of what the initiative costs together."""
    went_to = Reference("initiative", initiative.public_id)
    currency, names = made.amount.currency, made.new.names
    lines = [
        Line(_account(initiative, one, names.get(one, one), currency, keeper), money, went_to=went_to)
        for one, money in sorted(made.pays.items())
        if money.minor
    ]
    total = sum(line.amount.minor for line in lines)
    if total:
        key = f"{JOINT_COST}{initiative.public_id} {currency}"
        joint = NewAccount(Kind.TREASURY, key, initiative.title, currency, may_be_negative=True)
        lines.append(Line(open_account(joint, keeper=keeper), Money(-total, currency), went_to=went_to))
    return lines


def _account(initiative: Initiative, code: str, name: str, currency: str, keeper: Bookkeeper) -> UUID:
    """What a member owes of an initiative; below nought what it is to get back."""
    key = share_key(initiative, code, currency)
    title = f"{initiative.title}: {name}"[:200]
    new = NewAccount(Kind.SHARES, key, title, currency, may_be_negative=True, member=code)
    return open_account(new, keeper=keeper)


def share_key(initiative: Initiative, code: str, currency: str) -> str:
    """The ledger's own word for the account of what a member owes of an initiative."""
    return f"share {initiative.public_id} {code} {currency}"


def _check_keeps(acting: Acting) -> None:
    if not may_keep_money(acting):
        raise RefusedError(Problem("not_yours_to_keep_money", {}))


def _read(content: Mapping[str, Any]) -> CostKey:
    try:
        return read(content)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from None
