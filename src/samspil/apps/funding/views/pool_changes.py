"""A pool is filled, its year ends, and applications are called for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.act_types import Posted, Sort
from samspil.apps.funding.forms.funds import ExternalForm
from samspil.apps.funding.forms.pools import CallForm, FillForm, YearForm, amount
from samspil.apps.funding.pool_types import PoolRules
from samspil.apps.funding.selectors.books import books_stand, first_open_day
from samspil.apps.funding.selectors.deciding import latest_decisions, who_appropriates
from samspil.apps.funding.selectors.funds import funds_of
from samspil.apps.funding.selectors.liquidity import left_of
from samspil.apps.funding.selectors.pool_rules import rules_of
from samspil.apps.funding.selectors.pools import access_pool, may_run, two_run
from samspil.apps.funding.services.acts import EndYear, FillPool
from samspil.apps.funding.services.calling import make_call
from samspil.apps.funding.services.two_persons import do_or_register
from samspil.apps.funding.views.act_told import is_registered, takes_two_told
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Pool

LONGEST_CHOICE: Final = 120
_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@page
def fill(request: HttpRequest, acting: Acting, pool_id: UUID, how: str) -> HttpResponseBase:
    """Money comes into a pool: by its levy, its yearly amount, an appropriation, or from outside."""
    pool = access_pool(acting, pool_id)
    ways = {
        "levy": _by_levy,
        "annual": _by_annual_amount,
        "appropriated": _by_appropriation,
        "external": _from_outside,
    }
    if how not in ways:
        raise Http404(how)
    return ways[how](request, acting, pool)


def _by_levy(request: HttpRequest, acting: Acting, pool: Pool) -> HttpResponseBase:
    label = _("Service expenditure of the year")
    told = [_("The levy is reckoned by the rate and the parts of your governance model.")]

    def do(form: Any, at: datetime) -> str:
        return _fill(acting, pool, Sort.LEVY, form, at)

    sheet = _sheet(acting, pool, _("Add the levy"), _("Post the levy"), told)
    return answered(request, acting, sheet, _filling(amount(pool.currency, label)), do)


def _by_annual_amount(request: HttpRequest, acting: Acting, pool: Pool) -> HttpResponseBase:
    annual = rules_of(acting.organisation_id, pool.key, timezone.localdate()).annual
    told = [_("The model says %(amount)s a year.") % {"amount": words().money(annual)}] if annual else []

    def do(form: Any, at: datetime) -> str:
        return _fill(acting, pool, Sort.ANNUAL, form, at)

    sheet = _sheet(acting, pool, _("Add the year's amount"), _("Add it to the pool"), told)
    return answered(request, acting, sheet, _filling(), do)


def _by_appropriation(request: HttpRequest, acting: Acting, pool: Pool) -> HttpResponseBase:
    def do(form: Any, at: datetime) -> str:
        return _fill(acting, pool, Sort.APPROPRIATED, form, at)

    sheet = _sheet(acting, pool, _("Add an appropriation"), _("Add it to the pool"))
    return answered(request, acting, sheet, _filling(amount(pool.currency, _("Amount"))), do)


def _from_outside(request: HttpRequest, acting: Acting, pool: Pool) -> HttpResponseBase:
    today, said_in = timezone.localdate(), language()
    rules = rules_of(acting.organisation_id, pool.key, today)
    open_funds = [one for one in funds_of(pool) if one.spend_by is None or one.spend_by >= today]
    known = [(one.public_id, f"{one.giver}: {one.purpose}"[:LONGEST_CHOICE]) for one in open_funds]
    givers = {one.public_id: one.giver for one in open_funds}
    criteria = [(key, name[said_in]) for key, name in rules.criteria.items()]

    def form_of(data: Any) -> forms.Form:
        return ExternalForm(data, today, amount(pool.currency, _("Amount")), known, criteria)

    def do(form: Any, at: datetime) -> str:
        said, external = form.cleaned_data, form.said()
        act = FillPool(pool.public_id, Sort.EXTERNAL, said["year"], said["decision"], external=external)
        done = do_or_register(act, acting=acting, at=at)
        if not isinstance(done, Posted):
            return is_registered()
        told = {"amount": words().money(done.amount), "giver": givers.get(external.fund, external.giver)}
        return _("%(amount)s from %(giver)s is kept apart from the pool's own money.") % told

    apart = [_("It is kept apart on an account of its own, and pays only what it was given for.")]
    sheet = _sheet(acting, pool, _("Add external funds"), _("Add it to the pool"), apart)
    return answered(request, acting, sheet, form_of, do)


def _filling(field: Any = None) -> Callable[[Any], forms.Form]:
    return lambda data: FillForm(data, timezone.localdate(), field)


def _fill(acting: Acting, pool: Pool, sort: Sort, form: Any, at: datetime) -> str:
    said = form.cleaned_data
    act = FillPool(pool.public_id, sort, said["year"], said["decision"], said.get("amount"))
    done = do_or_register(act, acting=acting, at=at)
    if not isinstance(done, Posted):
        return is_registered()
    say, first = words(), date(said["year"], 1, 1)
    told = {"amount": say.money(done.amount), "day": say.day(first)}
    if first > timezone.localdate(at):
        return _("%(amount)s is in the pool from %(day)s.") % told
    return _("%(amount)s is now in the pool.") % told


@_form
@page
def year_end(request: HttpRequest, acting: Acting, pool_id: UUID) -> HttpResponseBase:
    """The year has ended: what is free lapses, unless it is decided that it is carried over."""
    pool, today = access_pool(acting, pool_id), timezone.localdate()
    rules = rules_of(acting.organisation_id, pool.key, today)
    year = today.year - 1
    day = first_open_day(acting.organisation_id, left_of(pool, date(year, 12, 31)).since)
    decisions = latest_decisions(acting) if rules.carries_over else None

    def do(form: Any, at: datetime) -> str:
        act = EndYear(pool.public_id, form.cleaned_data["year"], form.said())
        done = do_or_register(act, acting=acting, at=at)
        if not isinstance(done, Posted):
            return is_registered()
        told = {"amount": words().money(done.amount)}
        if act.ending.carried_by.strip() and done.amount.minor:
            return _("The year is ended. %(amount)s is carried over to the next year.") % told
        return _("The year is ended. %(amount)s went back to the treasury.") % told

    told = _carried_told(acting, rules, today) if rules.carries_over else [_lapses()]
    if (books := books_stand(acting.organisation_id)) and books.closed_until:
        closed = {"day": words().day(books.closed_until)}
        told.append(_("The ledger is closed up to and including %(day)s.") % closed)
    sheet = _sheet(acting, pool, _("End the year"), _("End the year"), told)
    return answered(request, acting, sheet, lambda data: YearForm(data, (year, day), decisions), do)


def _lapses() -> str:
    return _("What is free goes back to the treasury. What is promised stays in the pool.")


def _carried_told(acting: Acting, rules: PoolRules, today: date) -> list[str]:
    """That the model lets it be carried over, and who is to have decided it."""
    said_in = language()
    bodies = {
        naming.body(model, body, said_in)
        for model, body in who_appropriates(acting.organisation_id, rules.kinds, today)
    }
    told = [_("What is promised stays in the pool. What is free may be carried over, if that is decided.")]
    if bodies:
        who = {"who": " / ".join(sorted(bodies))}
        told.append(_("By your governance model it is decided by: %(who)s.") % who)
    else:
        told.append(_("Your governance model does not say who decides it. Ask whoever keeps the model."))
    return told


@_form
@page
def call_make(request: HttpRequest, acting: Acting, pool_id: UUID) -> HttpResponseBase:
    """Call for applications."""
    pool, today = access_pool(acting, pool_id), timezone.localdate()
    people = [(one.public_id, one.name) for one in list_people(acting.organisation_id, today)]
    rules = rules_of(acting.organisation_id, pool.key, today)

    def do(form: Any, at: datetime) -> str:
        make_call(pool, form.said(), acting=acting, at=at)
        return _("Applications can be sent from the first day of the round.")

    told = [_("The weights of your governance model hold for all of the round, as they are today.")]
    title = _("Call for applications")
    sheet = _sheet(acting, pool, title, title, told, posts=False)
    return answered(request, acting, sheet, lambda data: CallForm(data, today, rules, people), do)


def _sheet(
    acting: Acting, pool: Pool, title: str, button: str, told: Sequence[str] = (), *, posts: bool = True
) -> MoneySheet:
    rules = rules_of(acting.organisation_id, pool.key, timezone.localdate())
    name, back = pool.name[language()], address("funding:pool", pool.public_id)
    return MoneySheet(
        title,
        name,
        button,
        [(_("Pools"), address("funding:pools")), (name, back)],
        back,
        f"pool {pool.public_id}",
        told=[*told, *takes_two_told(posts and two_run(pool, timezone.localdate()))],
        forbidden=None if may_run(acting, rules) else Problem("not_yours_to_run", {}),
    )
