"""An account's statement of a year."""

from __future__ import annotations

from datetime import date
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.forms.ledger import kind_in_words, year_of
from samspil.apps.funding.selectors.access import access_account
from samspil.apps.funding.selectors.statements import (
    MOST_IN_A_FILE,
    After,
    Statement,
    StatementLine,
    statements,
)
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.core.finance.ledger import Kind
from samspil.kit.excel import writing
from samspil.kit.excel.writing import Cell, Table
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]
LINES: Final = 500  # on a page
LONGEST_KEY: Final = 18


@require_safe
@page
def account(request: HttpRequest, acting: Acting, account_id: UUID) -> HttpResponseBase:
    """What stood on it, what moved, what stands."""
    on, say = timezone.localdate(), words()
    year = year_of(request.GET, on)
    with access_account(acting, account_id, on) as row:
        after = _after(request.GET.get("after", ""))
        (found,) = statements([row], date(year, 1, 1), date(year, 12, 31), LINES, after)
        is_ours = row.organisation_id == acting.organisation_id
        keeper = "" if is_ours else row.organisation.name
    kind = found.kind
    context = {
        "crumbs": [(_("Money"), address("funding:money")), (found.name, "")],
        "name": found.name,
        "kind": kind_in_words(kind, is_joint_cost=row.is_joint_cost),
        "keeper": keeper,
        "is_source": kind.is_source,
        "year": year,
        "years": [
            {"label": str(one), "url": f"?year={one}", "here": one == year}
            for one in sorted({on.year, on.year - 1, on.year - 2, year}, reverse=True)
        ],
        "opening": say.money(kind.shown(found.before)),
        "goes_on": found.before != found.opening or after is not None,
        "first_url": f"?year={year}",
        "more_url": f"?year={year}&after={found.more.day}.{found.more.key}" if found.more else "",
        "files": [
            (label, f"{address('funding:account_file', account_id, form)}?year={year}")
            for label, form in (("Excel", "xlsx"), ("CSV", "csv"))
        ],
        "closing": say.money(kind.shown(found.closing)),
        "lines": [_line(one, kind, say, is_ours=is_ours) for one in found.lines],
    }
    return render(request, "funding/account.html", context)


def _after(written: str) -> After | None:
    """Where the lines go on, as the address says it; from the beginning where it says nothing that can be."""
    day, _dot, key = written.partition(".")
    try:
        return After(date.fromisoformat(day), int(key)) if len(key) <= LONGEST_KEY else None
    except ValueError:
        return None


@require_safe
@page
def account_file(request: HttpRequest, acting: Acting, account_id: UUID, form: str) -> HttpResponse:
    """The statement of a year as Excel or CSV, with all its lines."""
    if form not in _FORMS:
        raise NotFoundError(form)
    on = timezone.localdate()
    year = year_of(request.GET, on)
    first, last = date(year, 1, 1), date(year, 12, 31)
    with access_account(acting, account_id, on) as row:
        (found,) = statements([row], first, last, MOST_IN_A_FILE)
        currency = row.currency
    write, sort = _FORMS[form]
    answer = HttpResponse(write(_table(found, year, currency, acting)), content_type=sort)
    answer["Content-Disposition"] = f'attachment; filename="{_("statement")}-{year}.{form}"'
    return answer


_FORMS: Final = {"xlsx": (writing.as_xlsx, writing.EXCEL), "csv": (writing.as_csv, writing.CSV)}


def _table(found: Statement, year: int, currency: str, acting: Acting) -> Table:
    """Amounts in whole øre, as they are posted: into the account above nought, out of it below."""
    note = [found.name, str(year), _("amounts in øre, %(currency)s") % {"currency": currency}]
    if found.more:
        note.append(_("only the first %(n)s lines") % {"n": MOST_IN_A_FILE})
    if acting.is_example:
        note.append(_("Example: nothing here has been decided by anybody."))
    columns = [_("Day"), _("Voucher"), _("What"), _("In and out"), _("Stands")]
    rows: list[list[Cell]] = [[None, None, _("Before the year"), None, found.opening.minor]]
    rows += [[one.day, one.number, one.text, one.amount.minor, one.after.minor] for one in found.lines]
    rows.append([None, None, _("At the end"), None, found.closing.minor])
    return Table(_("Statement of %(year)s") % {"year": year}, columns, rows, " · ".join(note))


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
