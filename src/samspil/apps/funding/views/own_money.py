"""Our money: paid in, received, owed and saved, for each initiative, and the accounts it is added up from."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.forms.ledger import kind_in_words, year_of
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.books import BooksStand, books_stand
from samspil.apps.funding.selectors.own_money import OwnAccount, OwnLedger, own_ledger
from samspil.apps.funding.selectors.waiting import waiting_of
from samspil.apps.funding.views.act_told import waiting_shown
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.selectors.titles import Titled, titles_of
from samspil.core.finance.ledger import OwnMoney
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]


@require_safe
@page
def money(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Of a year; what is owed and what stands on accounts is at its end, or today."""
    on, say = timezone.localdate(), words()
    year = year_of(request.GET, on)
    found = own_ledger(acting, date(year, 1, 1), date(year, 12, 31), on)
    books, keeps = books_stand(acting.organisation_id), may_keep_money(acting)
    context = {
        "is_association": acting.organisation_kind is OrganisationKind.ASSOCIATION,
        "actions": _actions(keeps=keeps),
        "year": year,
        "years": _years(year, on),
        "tiles": [_tiles(money, currency, say) for currency, money in found.totals.items()],
        "initiatives": _initiatives(found, titles_of(acting, found.by_initiative, on), say),
        "keepers": _keepers(found, year, say),
        "books": _books(books, say) if books else None,
        "close_url": address("funding:close_period") if books and keeps else "",
        "waiting": waiting_shown(waiting_of(acting.organisation_id)) if keeps else [],
    }
    return render(request, "funding/own_money.html", context)


def _actions(*, keeps: bool) -> list[tuple[str, str]]:
    found = [(_("Pools"), address("funding:pools"))]
    own = [
        (_("Write a voucher"), address("funding:voucher_write")),
        (_("Open an account"), address("funding:account_open")),
    ]
    return [*found, *own] if keeps else found


def _years(year: int, on: date) -> list[Shown]:
    """Tabs: this year and the two before, and the one that is shown where it is another."""
    shown = sorted({on.year, on.year - 1, on.year - 2, year}, reverse=True)
    return [{"label": str(one), "url": f"?year={one}", "here": one == year} for one in shown]


def _tiles(own: OwnMoney, currency: str, say: Words) -> list[Shown]:
    def told(minor: int) -> str:
        return say.money(Money(minor, currency))

    return [
        {"label": _("Paid in"), "value": told(own.paid_in), "note": _("to pools, joint costs and on loans")},
        {"label": _("Received"), "value": told(own.received), "note": _("as grants and loans")},
        {
            "label": _("Credited"),
            "value": told(own.credited),
            "note": _("taken off shares without being paid"),
        },
        {"label": _("Owed"), "value": told(own.owed), "note": _("at the end of the year, or by now")},
        {"label": _("Saved"), "value": told(own.saved), "note": _("taken home of benefits and put to use")},
    ]


def _initiatives(found: OwnLedger, titles: dict[UUID, Titled], say: Words) -> list[Shown]:
    rows = [
        {
            "title": titles[key].title if key in titles else _("An initiative that is not shared with us"),
            "url": _way_to(key, titles[key]) if key in titles else "",
            "amounts": [
                say.money(Money(minor, currency))
                for minor in (own.paid_in, own.received, own.credited, own.owed, own.saved)
            ],
        }
        for key, by_currency in found.by_initiative.items()
        for currency, own in by_currency.items()
    ]
    return sorted(rows, key=lambda row: str(row["title"]))


def _way_to(initiative: UUID, known: Titled) -> str:
    return address("portfolio:initiative" if known.is_own else "portfolio:common", initiative)


def _keepers(found: OwnLedger, year: int, say: Words) -> list[tuple[str, list[Shown]]]:
    """Accounts by whose ledger they are in, our own first."""
    by_keeper: dict[tuple[bool, str], list[Shown]] = {}
    for one in found.accounts:
        by_keeper.setdefault((not one.is_ours, one.keeper), []).append(_account(one, year, say))
    return [(key[1], by_keeper[key]) for key in sorted(by_keeper)]


def _account(one: OwnAccount, year: int, say: Words) -> Shown:
    return {
        "name": one.name,
        "kind": kind_in_words(one.kind, is_joint_cost=one.is_joint_cost),
        "url": f"{address('funding:account', one.id)}?year={year}",
        "into": say.money(one.into),
        "out": say.money(one.out),
        "closing": say.money(one.kind.shown(one.closing)),
        "is_source": one.kind.is_source,
    }


def _books(books: BooksStand, say: Words) -> Shown:
    compared = timezone.localdate(books.compared_at) if books.compared_at else None
    return {
        "closed_until": say.day(books.closed_until) if books.closed_until else "",
        "compared": say.day(compared) if compared else "",
        "differences": books.differences,
    }
