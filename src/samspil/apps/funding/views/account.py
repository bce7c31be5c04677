"""An account's statement of a year."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.forms.ledger import KINDS, year_of
from samspil.apps.funding.selectors.access import access_account
from samspil.apps.funding.selectors.statements import StatementLine, statements
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.core.finance.ledger import Kind
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]


@require_safe
@page
def account(request: HttpRequest, acting: Acting, account_id: UUID) -> HttpResponseBase:
    """What stood on it, what moved, what stands."""
    on, say = timezone.localdate(), words()
    year = year_of(request.GET, on)
    with access_account(acting, account_id, on) as row:
        (found,) = statements([row], date(year, 1, 1), date(year, 12, 31))
        is_ours = row.organisation_id == acting.organisation_id
        keeper = "" if is_ours else row.organisation.name
    kind = found.kind
    context = {
        "crumbs": [(_("Money"), address("funding:money")), (found.name, "")],
        "name": found.name,
        "kind": KINDS[kind],
        "keeper": keeper,
        "is_source": kind.is_source,
        "year": year,
        "years": [
            {"label": str(one), "url": f"?year={one}", "here": one == year}
            for one in sorted({on.year, on.year - 1, on.year - 2, year}, reverse=True)
        ],
        "opening": say.money(kind.shown(found.opening)),
        "closing": say.money(kind.shown(found.closing)),
        "lines": [_line(one, kind, say, is_ours=is_ours) for one in found.lines],
        "is_cut": found.is_cut,
    }
    return render(request, "funding/account.html", context)


def _line(one: StatementLine, kind: Kind, say: Words, *, is_ours: bool) -> Shown:
    return {
        "day": say.day(one.day),
        "number": one.number,
        "url": address("funding:voucher", one.voucher) if is_ours else "",
        "text": one.text,
        "into": say.money(one.amount) if one.amount.minor > 0 else "",
        "out": say.money(-one.amount) if one.amount.minor < 0 else "",
        "after": say.money(kind.shown(one.after)),
    }
