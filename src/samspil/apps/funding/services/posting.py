"""Posting: the only way money moves. What was wrong is reversed by its mirror, never changed.

A voucher, its lines, what stands on the accounts and an entry in the journal are kept together or not at all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Account, Books, Milestone, Posting
from samspil.apps.funding.models import Voucher as Row
from samspil.apps.funding.rights import check_posts
from samspil.apps.funding.selectors.resting import built_upon, rows_on
from samspil.apps.funding.selectors.tracing import freed_and_left
from samspil.apps.funding.services.day_ends import BrokenLedgerError, ends_of, write_ends
from samspil.apps.funding.services.holding import hold_accounts, hold_books, posted_under
from samspil.apps.funding.services.loan_plans import plan_again
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper, PostedVoucher
from samspil.apps.governance.types import RefusedError
from samspil.core.errors import Problem
from samspil.core.finance.ledger import (
    Kind,
    Line,
    Reference,
    Voucher,
    mirror,
    of_sources,
    refusals,
    spent_above,
)
from samspil.core.units import Money
from samspil.kit.tenancy.writing import add, add_keyed, change


@transaction.atomic
def post(voucher: Voucher, *, keeper: Bookkeeper) -> PostedVoucher:
    """Post a voucher, or say what its key posted before.

    Raises:
        RefusedError: ``not_yours_to_keep_money``; the first of what ``core.finance.ledger.refusals`` says;
            ``source_spent_above``, ``voucher_key_used``.
        BrokenLedgerError: an account does not agree with itself.
    """
    check_posts(keeper)
    books = hold_books(keeper.organisation_id)
    return _posted_before(voucher, keeper) or _post(voucher, books, keeper)


@transaction.atomic
def reverse(
    voucher: UUID, reason: str, key: str, *, keeper: Bookkeeper, on: date | None = None
) -> PostedVoucher:
    """Take a voucher back on a day (today, or its own where that comes later), by its mirror, once.

    What was done by it is undone by that: rows rest on their voucher (`models.resting`).

    Raises:
        RefusedError: as for posting; ``no_such_voucher``, ``voucher_already_reversed``,
            ``reversal_is_not_reversed``, ``reversed_before_posted``, ``reversal_needs_a_reason``, and what
            `selectors.resting.built_upon` says where something else was worked out from it.
    """
    check_posts(keeper)
    books = hold_books(keeper.organisation_id)
    row = Row.objects.filter(organisation_id=keeper.organisation_id, public_id=voucher).first()
    if row is None:
        raise RefusedError(Problem("no_such_voucher", {}))
    new = mirror(as_posted(row), on or max(row.day, timezone.localdate(keeper.at)), reason.strip(), key)
    if before := _posted_before(new, keeper, reverses=row):
        return before
    _check_reversal(row, new)
    undone = list(rows_on(row.public_id))
    for one in undone:
        if problem := built_upon(one):
            raise RefusedError(problem)
    posted = _post(new, books, keeper, reverses=row)
    for one in undone:
        facts = {"sort": one._meta.model_name, "voucher": row.number, "reversed_by": posted.number}
        tell(keeper, "taken_back", one.told_of, facts)
        if isinstance(one, Milestone):
            plan_again(one.award, keeper)
    return posted


def as_posted(row: Row) -> Voucher:
    """The voucher that was posted."""
    postings = row.postings.select_related("account").order_by("place")
    lines = tuple(
        Line(
            one.account.public_id,
            Money(one.amount_minor, one.account.currency),
            _reference(one.came_from_sort, one.came_from),
            _reference(one.went_to_sort, one.went_to),
        )
        for one in postings
    )
    subject = _reference(row.subject_sort, row.subject)
    return Voucher(row.day, row.text, row.kind, lines, row.key, subject, row.enclosure)


def _reference(sort: str, key: UUID | None) -> Reference | None:
    return Reference(sort, key) if key else None


def _check_reversal(row: Row, new: Voucher) -> None:
    if not new.text:
        raise RefusedError(Problem("reversal_needs_a_reason", {}))
    if row.reverses_id is not None:
        raise RefusedError(Problem("reversal_is_not_reversed", {"number": row.number}))
    if Row.objects.filter(reverses=row).exists():
        raise RefusedError(Problem("voucher_already_reversed", {"number": row.number}))
    if new.day < row.day:
        raise RefusedError(Problem("reversed_before_posted", {"number": row.number, "day": row.day}))


def _posted_before(voucher: Voucher, keeper: Bookkeeper, reverses: Row | None = None) -> PostedVoucher | None:
    """What the key posted, once the books are held: nobody can be posting it meanwhile."""
    row = posted_under(keeper.organisation_id, voucher.key)
    if row is None:
        return None
    if row.digest != digest_of(voucher, reverses):
        raise RefusedError(Problem("voucher_key_used", {"number": row.number}))
    return PostedVoucher(row.public_id, row.number, row.day, before=True)


def digest_of(voucher: Voucher, reverses: Row | None = None) -> str:
    """What is posted, as a hash: the same key with something else in it is refused."""
    lines = [
        [
            str(line.account),
            line.amount.minor,
            line.amount.currency,
            _words(line.came_from),
            _words(line.went_to),
        ]
        for line in voucher.lines
    ]
    told: list[Any] = [str(voucher.day), voucher.text, voucher.kind, _words(voucher.subject), lines]
    told.append(str(reverses.public_id) if reverses else "")
    if voucher.enclosure:
        told.append(voucher.enclosure)
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _words(reference: Reference | None) -> str:
    return f"{reference.sort} {reference.id}" if reference else ""


def _post(voucher: Voucher, books: Books, keeper: Bookkeeper, reverses: Row | None = None) -> PostedVoucher:
    held = hold_accounts(keeper.organisation_id, {line.account for line in voucher.lines})
    ends, accounts = ends_of(held, voucher.day), {key: one for key, (one, _last) in held.items()}
    standings = {key: one.standing() for key, one in ends.items()}
    for problem in refusals(voucher, standings, books.closed_until):
        raise RefusedError(problem)
    _check_sources(voucher, accounts, keeper.organisation_id)
    row = _row(voucher, _next_number(books), keeper, reverses)
    add_keyed(row)
    postings = [_posting(row, place, line, accounts) for place, line in enumerate(voucher.lines, 1)]
    add(postings)
    write_ends(list(ends.values()), _by_account(postings), takes_back=reverses is not None)
    _check_sum(postings, accounts)
    change(books, ("last_number",))
    _tell(row, voucher, reverses, keeper)
    return PostedVoucher(row.public_id, row.number, row.day)


def _check_sources(voucher: Voucher, accounts: Mapping[UUID, Account], organisation_id: int) -> None:
    """No more is spent of what something freed than it did: a question for each source that is drawn on.

    Raises:
        RefusedError: ``source_spent_above``.
    """
    changed = of_sources(voucher, {key: Kind(one.kind) for key, one in accounts.items()})
    drawn = {source for source, change in changed.items() if change < 0}
    left = {(one, currency): freed_and_left(organisation_id, one, currency) for one, currency in drawn}
    for problem in spent_above(changed, left):
        raise RefusedError(problem)


def _next_number(books: Books) -> int:
    books.last_number += 1
    return books.last_number


def _row(voucher: Voucher, number: int, keeper: Bookkeeper, reverses: Row | None) -> Row:
    subject = voucher.subject
    return Row(
        organisation_id=keeper.organisation_id,
        number=number,
        day=voucher.day,
        text=voucher.text.strip(),
        kind=voucher.kind,
        subject_sort=subject.sort if subject else "",
        subject=subject.id if subject else None,
        enclosure=voucher.enclosure.strip(),
        key=voucher.key,
        digest=digest_of(voucher, reverses),
        reverses=reverses,
        posted_at=keeper.at,
        posted_by=keeper.person,
    )


def _posting(row: Row, place: int, line: Line, accounts: Mapping[UUID, Account]) -> Posting:
    came, went = line.came_from, line.went_to
    return Posting(
        organisation_id=row.organisation_id,
        voucher=row,
        place=place,
        account=accounts[line.account],
        day=row.day,
        amount_minor=line.amount.minor,
        came_from_sort=came.sort if came else "",
        came_from=came.id if came else None,
        went_to_sort=went.sort if went else "",
        went_to=went.id if went else None,
    )


def _by_account(postings: Sequence[Posting]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for one in postings:
        found.setdefault(one.account_id, []).append(one.amount_minor)
    return found


def _check_sum(postings: Sequence[Posting], accounts: Mapping[UUID, Account]) -> None:
    """What was written sums to nought in each currency, whatever the rules let through.

    Raises:
        BrokenLedgerError: it does not; nothing of it is kept.
    """
    currencies = {row.pk: row.currency for row in accounts.values()}
    sums: dict[str, int] = {}
    for one in postings:
        currency = currencies[one.account_id]
        sums[currency] = sums.get(currency, 0) + one.amount_minor
    if any(sums.values()):
        raise BrokenLedgerError(f"a voucher that does not balance: {sums}")


def _tell(row: Row, voucher: Voucher, reverses: Row | None, keeper: Bookkeeper) -> None:
    facts: dict[str, Any] = {
        "number": row.number,
        "day": row.day,
        "kind": row.kind,
        "lines": [[str(line.account), line.amount.minor, line.amount.currency] for line in voucher.lines],
    }
    if reverses is not None:
        facts["reverses"] = reverses.number
    tell(keeper, "reversed" if reverses else "posted", ("voucher", row.public_id), facts, _written(row))


def _written(row: Row) -> dict[str, str]:
    """What people wrote of it, beside the chain."""
    return {"text": row.text} | ({"enclosure": row.enclosure} if row.enclosure else {})
