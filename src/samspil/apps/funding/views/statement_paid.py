"""What has been paid of a statement, and what is open: as of a day, beside what never changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from samspil.apps.funding.selectors.cost_keys import names_of_sharers
from samspil.apps.funding.selectors.open_statements import (
    Payment,
    StatementStanding,
    payments_of,
    standings_on_statement,
)
from samspil.core.units import Money
from samspil.kit.excel.writing import Cell, Table
from samspil.kit.web.addresses import address
from samspil.wording.words import Words

if TYPE_CHECKING:
    from samspil.apps.funding.models import SharedCost

Shown = dict[str, Any]
MOST_TOLD = 100  # payments on a page


def paid_told(row: SharedCost, only: str, on: date, say: Words) -> Shown:
    """For a page and for a PDF: of all members, or of the one that reads what is its own."""
    names = names_of_sharers(row.initiative)
    rows = [one for one in standings_on_statement(row) if not only or one.member == only]
    named = [one for one in payments_of(row.initiative, only) if one.of == row.public_id]
    return {
        "title": _("What is paid and what is open on %(day)s") % {"day": say.day(on)},
        "head": [
            *(_("Member"), _("Owed before"), _("This statement"), _("Paid or credited of it")),
            *(_("Open of it"), _("Owes in all")),
        ],
        "rows": [_row(one, names, row.currency, say) for one in rows],
        "payments": _payments(named, names, say),
        "how": _(
            "A payment covers the statement it names. What names none, and what is credited, covers the"
            " oldest that are open."
        ),
    }


def with_paid(table: Table, row: SharedCost, only: str, on: date, say: Words) -> Table:
    """For Excel: two columns more, in øre; empty of members that are not the reader's to know of."""
    found = {one.member: one for one in standings_on_statement(row) if not only or one.member == only}
    day = {"day": say.day(on)}
    columns = [*table.columns, _("Paid or credited, in øre"), _("Open on %(day)s, in øre") % day]
    rows: list[list[Cell]] = []
    for line in table.rows:
        one = found.get(str(line[0]))
        rows.append([*line, one.covered if one else None, one.open if one else None])
    return replace(table, columns=columns, rows=rows)


def ways_to_pay(row: SharedCost) -> list[tuple[str, str]]:
    """Where a payment of it is noted, for each member that owes something of it."""
    names, page = (
        names_of_sharers(row.initiative),
        address("funding:sharing_payment", row.initiative.public_id),
    )
    return [
        (names.get(one.member, one.member), f"{page}?member={one.member}&statement={row.public_id}")
        for one in standings_on_statement(row)
        if one.open
    ]


def _row(one: StatementStanding, names: Mapping[str, str], currency: str, say: Words) -> list[str]:
    amounts = (one.before, one.charged, one.covered, one.open, one.now)
    return [names.get(one.member, one.member), *(say.money(Money(minor, currency)) for minor in amounts)]


def _payments(found: Sequence[Payment], names: Mapping[str, str], say: Words) -> list[str]:
    return [
        _("%(day)s: %(member)s paid %(amount)s (voucher %(number)s)")
        % {
            "day": say.day(one.day),
            "member": names.get(one.member, one.member),
            "amount": say.money(one.amount),
            "number": one.number,
        }
        for one in found[:MOST_TOLD]
    ]
