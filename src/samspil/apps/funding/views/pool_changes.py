"""A pool is filled, its year ends, and applications are called for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.forms.pools import CallForm, ExternalForm, FillForm, YearForm, amount
from samspil.apps.funding.selectors.pool_rules import rules_of
from samspil.apps.funding.selectors.pools import access_pool, may_run
from samspil.apps.funding.services import pools
from samspil.apps.funding.services.calling import make_call
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Pool

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
        said = form.cleaned_data
        row = pools.fill_by_levy(pool, said["year"], said["amount"], said["decision"], acting=acting, at=at)
        return _put_in(pool, row.amount_minor)

    sheet = _sheet(acting, pool, _("Fill by the levy"), _("Post the levy"), told)
    return answered(request, acting, sheet, _filling(amount(pool.currency, label)), do)


def _by_annual_amount(request: HttpRequest, acting: Acting, pool: Pool) -> HttpResponseBase:
    annual = rules_of(acting.organisation_id, pool.key, timezone.localdate()).annual
    told = [_("The model says %(amount)s a year.") % {"amount": words().money(annual)}] if annual else []

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        row = pools.fill_by_annual_amount(pool, said["year"], said["decision"], acting=acting, at=at)
        return _put_in(pool, row.amount_minor)

    sheet = _sheet(acting, pool, _("Put in the year's amount"), _("Put it in"), told)
    return answered(request, acting, sheet, _filling(), do)


def _by_appropriation(request: HttpRequest, acting: Acting, pool: Pool) -> HttpResponseBase:
    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        row = pools.fill_by_appropriation(
            pool, said["year"], said["amount"], said["decision"], acting=acting, at=at
        )
        return _put_in(pool, row.amount_minor)

    sheet = _sheet(acting, pool, _("Put in an appropriation"), _("Put it in"))
    return answered(request, acting, sheet, _filling(amount(pool.currency, _("Amount"))), do)


def _from_outside(request: HttpRequest, acting: Acting, pool: Pool) -> HttpResponseBase:
    def form_of(data: Any) -> forms.Form:
        return ExternalForm(data, timezone.localdate(), amount(pool.currency, _("Amount")))

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        row = pools.fill_from_outside(pool, said["year"], form.said(), said["decision"], acting=acting, at=at)
        return _put_in(pool, row.amount_minor)

    sheet = _sheet(acting, pool, _("Put in money from outside"), _("Put it in"))
    return answered(request, acting, sheet, form_of, do)


def _filling(field: Any = None) -> Callable[[Any], forms.Form]:
    return lambda data: FillForm(data, timezone.localdate(), field)


def _put_in(pool: Pool, minor: int) -> str:
    told = words().money(Money(minor, pool.currency))
    return _("%(amount)s is now in the pool.") % {"amount": told}


@_form
@page
def year_end(request: HttpRequest, acting: Acting, pool_id: UUID) -> HttpResponseBase:
    """The year has ended: what is free lapses, unless the pool carries it over."""
    pool = access_pool(acting, pool_id)
    rules = rules_of(acting.organisation_id, pool.key, timezone.localdate())
    if rules.carries_over:
        told = [_("What is free stays in the pool, as your governance model says.")]
    else:
        told = [_("What is free goes back to the treasury. What is promised stays in the pool.")]

    def do(form: Any, at: datetime) -> str:
        row = pools.end_year(pool, form.cleaned_data["year"], acting=acting, at=at)
        lapsed = words().money(Money(row.amount_minor, pool.currency))
        return _("The year is ended. %(amount)s went back to the treasury.") % {"amount": lapsed}

    sheet = _sheet(acting, pool, _("End the year"), _("End the year"), told)
    return answered(request, acting, sheet, YearForm, do)


@_form
@page
def call_make(request: HttpRequest, acting: Acting, pool_id: UUID) -> HttpResponseBase:
    """Call for applications."""
    pool, today = access_pool(acting, pool_id), timezone.localdate()
    people = [(one.public_id, one.name) for one in list_people(acting.organisation_id, today)]

    def do(form: Any, at: datetime) -> str:
        make_call(pool, form.said(), acting=acting, at=at)
        return _("Applications can be sent from the first day of the round.")

    told = [_("The weights of your governance model hold for all of the round, as they are today.")]
    sheet = _sheet(acting, pool, _("Call for applications"), _("Call for applications"), told)
    return answered(request, acting, sheet, lambda data: CallForm(data, today, pool.currency, people), do)


def _sheet(acting: Acting, pool: Pool, title: str, button: str, told: Sequence[str] = ()) -> Sheet:
    rules = rules_of(acting.organisation_id, pool.key, timezone.localdate())
    name, back = pool.name[language()], address("funding:pool", pool.public_id)
    return Sheet(
        title,
        name,
        button,
        [(_("Pools"), address("funding:pools")), (name, back)],
        back,
        f"pool {pool.public_id}",
        told=told,
        forbidden=None if may_run(acting, rules) else Problem("not_yours_to_run", {}),
    )
