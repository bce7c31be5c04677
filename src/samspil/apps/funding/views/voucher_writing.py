"""A voucher is written by hand, and an account is opened for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.act_types import Posted
from samspil.apps.funding.forms.voucher import AccountForm, VoucherForm
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.balances import stores_of
from samspil.apps.funding.selectors.money_rules import currency_on, two_keep
from samspil.apps.funding.selectors.vouchers import whole_voucher
from samspil.apps.funding.services.acts import ByHand
from samspil.apps.funding.services.by_hand import OPENED_BY_HAND, open_by_hand
from samspil.apps.funding.services.two_persons import do_or_register
from samspil.apps.funding.views.act_told import is_registered, takes_two_told
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address

_form: Final = require_http_methods(["GET", "HEAD", "POST"])


@_form
@page
def write(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A voucher of balanced lines, with a day, a text and where its enclosure is."""
    today = timezone.localdate()
    currency = currency_on(acting.organisation_id, today)
    accounts = stores_of(acting.organisation_id, currency)

    def do(form: Any, at: datetime) -> str:
        done = do_or_register(ByHand(form.said()), acting=acting, at=at)
        if not isinstance(done, Posted) or done.voucher is None:
            return is_registered()
        posted = whole_voucher(acting, done.voucher)
        return _("It is posted as voucher %(number)s.") % {"number": posted.number}

    told = [
        _("A voucher by hand moves money between pools, the cash balance and the bank."),
        _(
            "Loans, grants, shares of joint costs and external funds are posted on their own pages."
            " What was wrong there is reversed."
        ),
        *takes_two_told(two_keep(acting.organisation_id, today)),
    ]
    sheet = _sheet(
        acting,
        _("Write a voucher"),
        _("Post it"),
        told,
        template="funding/voucher_write.html",
        more={"wide": True, "open_url": address("funding:account_open")},
    )
    return answered(request, acting, sheet, lambda data: VoucherForm(data, accounts, currency, today), do)


@_form
@page
def open_one(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """An account that vouchers are written on."""
    currency = currency_on(acting.organisation_id, timezone.localdate())

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        open_by_hand(said["kind"], said["name"], currency, acting=acting, at=at)
        return _("“%(account)s” is open.") % {"account": said["name"]}

    told = [_("Pools, loans, grants and shares of joint costs get their accounts by themselves.")]
    sheet = _sheet(acting, _("Open an account"), _("Open it"), told)
    return answered(request, acting, sheet, lambda data: AccountForm(data, OPENED_BY_HAND), do)


def _sheet(acting: Acting, title: str, button: str, told: list[str], **more: Any) -> MoneySheet:
    back = address("funding:money")
    return MoneySheet(
        title,
        acting.organisation_name,
        button,
        [(_("Money"), back)],
        back,
        title,
        told=told,
        forbidden=None if may_keep_money(acting) else Problem("not_yours_to_keep_money", {}),
        **more,
    )
