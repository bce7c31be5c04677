"""Money from outside: how a pool's funds are shown, what they pay, and what becomes of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.act_types import Posted
from samspil.apps.funding.forms.funds import DaysForm, GiveBackForm, SourceForm, ToldForm
from samspil.apps.funding.forms.pools import amount
from samspil.apps.funding.selectors.funds import (
    access_fund,
    funds_of,
    standing_of_fund,
    standings_of,
    why_unfit,
)
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.selectors.pools import access_application, may_run, two_run
from samspil.apps.funding.services import funds
from samspil.apps.funding.services.acts import GiveBack
from samspil.apps.funding.services.two_persons import do_or_register
from samspil.apps.funding.views.act_told import is_registered, takes_two_told
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.finance.external_funds import FundStanding
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application, Fund, Pool

Shown = dict[str, Any]
LONGEST_CHOICE: Final = 160
_form = require_http_methods(["GET", "HEAD", "POST"])


def funds_shown(pool: Pool, on: date, criteria: dict[str, str], *, runs: bool) -> list[Shown]:
    """For `funding/parts/funds.html`: each fund with its own balance, its conditions and its days."""
    rows = funds_of(pool)
    standings = standings_of(rows, on) if rows else {}
    return [_fund(one, standings[one.public_id], on, criteria, runs=runs) for one in rows]


def _fund(one: Fund, stands: FundStanding, on: date, criteria: dict[str, str], *, runs: bool) -> Shown:
    say = words()
    return {
        "giver": one.giver,
        "purpose": one.purpose,
        "supports": "; ".join(criteria.get(key, key) for key in one.supports),
        "conditions": one.conditions,
        "account_url": address("funding:account", one.account),
        "balance": say.money(stands.balance),
        "promised": say.money(stands.promised),
        "free": say.money(stands.free),
        "owed_back": say.money(stands.owed_back) if stands.owed_back.minor else "",
        "spend_by": say.day(one.spend_by) if one.spend_by else "",
        "report_by": say.day(one.report_by) if one.report_by else "",
        "report_is_late": one.report_by is not None and one.report_by < on and one.told_on is None,
        "told_on": say.day(one.told_on) if one.told_on else "",
        "told": one.told,
        "actions": list(_actions(one, stands)) if runs else [],
    }


def _actions(one: Fund, stands: FundStanding) -> Sequence[tuple[str, str]]:
    found = [(_("Pay back"), address("funding:fund_back", one.public_id))] if stands.balance.minor else []
    if one.told_on is None:
        found.append((_("The giver has been told"), address("funding:fund_told", one.public_id)))
    return [*found, (_("Other days"), address("funding:fund_days", one.public_id))]


@_form
@page
def back(request: HttpRequest, acting: Acting, fund_id: UUID) -> HttpResponseBase:
    """What was not used is paid back to the giver."""
    fund, on = access_fund(acting, fund_id), timezone.localdate()
    stands, say = standing_of_fund(fund, on), words()

    def do(form: Any, at: datetime) -> str:
        given, reason = form.cleaned_data["amount"], form.cleaned_data["reason"]
        act = GiveBack(fund.pool.public_id, fund_id, given, reason)
        if not isinstance(do_or_register(act, acting=acting, at=at), Posted):
            return is_registered()
        told = {"amount": say.money(given), "giver": fund.giver}
        return _("%(amount)s is posted as paid back to %(giver)s.") % told

    told = [
        _("There is %(left)s left, of which %(promised)s is promised.")
        % {"left": say.money(stands.balance), "promised": say.money(stands.promised)}
    ]
    if stands.owed_back.minor:
        told.append(_("The last day is over: all of it is owed back."))
    told += takes_two_told(two_run(fund.pool, on))
    sheet = _sheet(acting, fund, _("Pay back to the giver"), _("Post it as paid back"), told)
    field = amount(fund.pool.currency, _("How much?"))
    return answered(request, acting, sheet, lambda data: GiveBackForm(data, field), do)


@_form
@page
def told(request: HttpRequest, acting: Acting, fund_id: UUID) -> HttpResponseBase:
    """The giver has been told what the money came to."""
    fund = access_fund(acting, fund_id)

    def do(form: Any, at: datetime) -> str:
        funds.tell_giver(fund, form.cleaned_data["text"], acting=acting, at=at)
        return _("It is noted that the giver has been told.")

    sheet = _sheet(acting, fund, _("The giver has been told"), _("Note it"), [fund.conditions])
    return answered(request, acting, sheet, ToldForm, do)


@_form
@page
def days(request: HttpRequest, acting: Acting, fund_id: UUID) -> HttpResponseBase:
    """The giver has set other days."""
    fund = access_fund(acting, fund_id)

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        new = (said["spend_by"], said["report_by"])
        funds.move_days(fund, new, said["decision"], acting=acting, at=at)
        return _("The days are as the giver now says.")

    told = [_("Only the giver can give more time.")]
    sheet = _sheet(acting, fund, _("Other days"), _("Keep"), told)
    return answered(request, acting, sheet, lambda data: DaysForm(data, fund.spend_by, fund.report_by), do)


@_form
@page
def source(request: HttpRequest, acting: Acting, application_id: UUID) -> HttpResponseBase:
    """Say what an application is paid from; what cannot pay it is told, with why."""
    row, on = access_application(acting, application_id), timezone.localdate()
    known, say = {one.public_id: one for one in funds_of(row.pool)}, words()
    standings = standings_of(list(known.values()), on) if known else {}
    why = {key: why_unfit(one, row, on) for key, one in known.items()}
    fit = [
        (key, f"{one.giver}: {one.purpose}"[:LONGEST_CHOICE] + f" ({say.money(standings[key].free)})")
        for key, one in known.items()
        if why[key] is None
    ]

    def do(form: Any, at: datetime) -> str:
        chosen = form.chosen()
        fund = known[chosen] if chosen else None
        funds.pay_from(row, fund, form.cleaned_data["because"], acting=acting, at=at)
        return _("It is kept what the application is paid from.")

    told = [f"{known[key].giver}: {sentence(problem)}" for key, problem in why.items() if problem is not None]
    sheet = _source_sheet(acting, row, on, told)
    now = row.fund.public_id if row.fund else None
    return answered(request, acting, sheet, lambda data: SourceForm(data, fit, now), do)


def _source_sheet(acting: Acting, row: Application, on: date, told: Sequence[str]) -> MoneySheet:
    back_to = address("funding:application", row.public_id)
    runs = may_run(acting, rules_or_none(row.pool, on))
    return MoneySheet(
        _("Paid from"),
        row.title,
        _("Keep"),
        [*_pool_crumbs(row.pool), (row.title, back_to)],
        back_to,
        f"application {row.public_id}",
        told=told,
        forbidden=None if runs else Problem("not_yours_to_run", {}),
    )


def _sheet(acting: Acting, fund: Fund, title: str, button: str, told: Sequence[str]) -> MoneySheet:
    runs = may_run(acting, rules_or_none(fund.pool, timezone.localdate()))
    return MoneySheet(
        title,
        f"{fund.giver}: {fund.purpose}",
        button,
        _pool_crumbs(fund.pool),
        address("funding:pool", fund.pool.public_id),
        f"fund {fund.public_id}",
        told=[one for one in told if one],
        forbidden=None if runs else Problem("not_yours_to_run", {}),
    )


def _pool_crumbs(pool: Pool) -> list[tuple[str, str]]:
    return [
        (_("Pools"), address("funding:pools")),
        (pool.name[language()], address("funding:pool", pool.public_id)),
    ]


def paid_from(row: Application) -> tuple[str, str] | None:
    """The fact that a fund pays an application, and how it fits."""
    if row.fund is None:
        return None
    return _("Paid from"), f"{row.fund.giver}: {row.fund.purpose}. {row.fits_because}"
