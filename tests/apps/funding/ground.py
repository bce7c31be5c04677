"""What the tests of money begin with: a bank of the association, what fills it, and who keeps it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from tests.apps.portfolio.ground import coordinator, keeper
from tests.apps.world import NOW, World

from samspil.apps.funding.services.accounts import open_account
from samspil.apps.funding.services.posting import post
from samspil.apps.funding.types import Bookkeeper, NewAccount, PostedVoucher
from samspil.core.finance.ledger import Kind, Reference, Voucher, transfer
from samspil.core.units import Money

JANUARY, FEBRUARY, MARCH = date(2026, 1, 2), date(2026, 2, 2), date(2026, 3, 2)


def books_of(world: World, code: str = "") -> Bookkeeper:
    """Whoever keeps the ledger of a member, or of the association."""
    return Bookkeeper.of(keeper(world, code) if code else coordinator(world), NOW)


def account(world: World, kind: Kind, key: str = "", *, code: str = "", member: str = "") -> UUID:
    """An account, opened where it is not there."""
    with world.scope(code):
        new = NewAccount(kind, key or kind.value, key or kind.value, member=member)
        return open_account(new, keeper=books_of(world, code))


def moves(
    world: World,
    source: UUID,
    into: UUID,
    kroner: int,
    *,
    on: date = MARCH,
    key: str = "",
    code: str = "",
    came_from: Reference | None = None,
    went_to: Reference | None = None,
) -> PostedVoucher:
    """So many kroner from one account into another."""
    lines = transfer(source, into, Money.of(kroner), came_from=came_from, went_to=went_to)
    voucher = Voucher(on, "Flyttet", "moved", lines, key or f"{source} {into} {kroner} {on}")
    with world.scope(code):
        return post(voucher, keeper=books_of(world, code))
