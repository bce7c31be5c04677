"""A voucher, and its reversal; and the closing of a period."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.funding.act_types import Posted
from samspil.apps.funding.forms.ledger import KINDS, ClosePeriodForm, ReverseForm
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.money_rules import two_keep
from samspil.apps.funding.selectors.vouchers import OtherVoucher, WholeVoucher, whole_voucher
from samspil.apps.funding.services.acts import Reversal
from samspil.apps.funding.services.acts_of_costs import ClosePeriod
from samspil.apps.funding.services.two_persons import do_or_register
from samspil.apps.funding.views.act_told import is_registered, takes_two_told
from samspil.apps.funding.views.left_told import left_of
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.funding.views.undone import posted_for
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

_form = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@page
def voucher(request: HttpRequest, acting: Acting, voucher_id: UUID) -> HttpResponseBase:
    """What was posted at once, and what has become of it."""
    found, say = whole_voucher(acting, voucher_id), words()
    can_reverse = may_keep_money(acting) and not found.reverses and not found.reversed_by
    context = {
        "crumbs": [(_("Money"), address("funding:money")), (_title(found), "")],
        "title": _title(found),
        "text": found.text,
        "facts": _facts(found, say),
        "posted_for": [posted_for(one) for one in found.done_by_it],
        "lines": [
            {
                "name": one.name,
                "kind": KINDS[one.kind],
                "url": address("funding:account", one.account),
                "into": say.money(one.amount) if one.amount.minor > 0 else "",
                "out": say.money(-one.amount) if one.amount.minor < 0 else "",
            }
            for one in found.lines
        ],
        "reverses": _link(found.reverses),
        "reversed_by": _link(found.reversed_by),
        "reverse_url": address("funding:reverse", voucher_id) if can_reverse else "",
    }
    return render(request, "funding/voucher.html", context)


@_form
@page
def take_back(request: HttpRequest, acting: Acting, voucher_id: UUID) -> HttpResponseBase:
    """Reverse a voucher by its mirror, today."""
    found = whole_voucher(acting, voucher_id)
    back = address("funding:voucher", voucher_id)

    def do(form: Any, at: datetime) -> str:
        done = do_or_register(Reversal(voucher_id, form.cleaned_data["reason"]), acting=acting, at=at)
        if not isinstance(done, Posted):
            return is_registered()
        new = whole_voucher(acting, done.voucher) if done.voucher else found
        return _("The voucher is reversed by number %(number)s.") % {"number": new.number}

    sheet = MoneySheet(
        _("Reverse voucher %(number)s") % {"number": found.number},
        found.text,
        _("Reverse it"),
        [(_("Money"), address("funding:money")), (_title(found), back)],
        back,
        "reverse",
        told=[
            _("Nothing that was posted is changed. A new voucher with the opposite amounts is posted today."),
            *(
                [_("What it was posted for is undone too: it can be done again with a new voucher.")]
                if found.done_by_it
                else []
            ),
            *takes_two_told(two_keep(acting.organisation_id, timezone.localdate())),
        ],
        forbidden=None if may_keep_money(acting) else Problem("not_yours_to_keep", {}),
        danger=True,
    )
    return answered(request, acting, sheet, ReverseForm, do)


@_form
@page
def close(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Close the ledger up to a day."""

    def do(form: Any, at: datetime) -> str:
        until = form.cleaned_data["until"]
        if not isinstance(do_or_register(ClosePeriod(until), acting=acting, at=at), Posted):
            return _("It is registered, and nothing is closed yet. Somebody else approves it.")
        return _("The ledger is closed up to and including %(day)s.") % {"day": words().day(until)}

    back = address("funding:money")
    takes_two = two_keep(acting.organisation_id, timezone.localdate())
    sheet = MoneySheet(
        _("Close a period"),
        acting.organisation_name,
        _("Close it"),
        [(_("Money"), back)],
        back,
        "close",
        told=[
            _("Nothing can be posted on that day or before any more, and a period cannot be opened again."),
            _("What was wrong is reversed on a later day, and what is missing is posted then."),
            *([_("You register it. It is closed when somebody else has approved it.")] if takes_two else []),
        ],
        forbidden=None if may_keep_money(acting) else Problem("not_yours_to_keep", {}),
        danger=True,
    )
    return answered(request, acting, sheet, lambda data: ClosePeriodForm(data, left_of(acting)), do)


def _facts(found: WholeVoucher, say: Words) -> list[tuple[str, str]]:
    """When and by whom; where two wrote it, both."""
    told = [
        (_("Posted on"), say.day(found.day)),
        (_("Entered"), say.day(timezone.localdate(found.posted_at))),
    ]
    if found.registered_at is not None:
        told += [
            (_("Registered by"), found.registered_by),
            (_("Registered"), say.day(timezone.localdate(found.registered_at))),
            (_("Approved by"), found.posted_by),
        ]
    else:
        told.append((_("Entered by"), found.posted_by or _("Samspil, by the clock")))
    return [*told, (_("Enclosure"), found.enclosure)] if found.enclosure else told


def _title(found: WholeVoucher) -> str:
    return _("Voucher %(number)s") % {"number": found.number}


def _link(other: OtherVoucher | None) -> dict[str, Any] | None:
    return (
        {"number": other.number, "why": other.text, "url": address("funding:voucher", other.id)}
        if other
        else None
    )
