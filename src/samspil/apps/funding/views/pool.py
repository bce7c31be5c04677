"""A pool: what is in it and what will be, its calls and applications, and what came of what it gave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.pool_types import Form, PoolRules
from samspil.apps.funding.selectors.applying import may_apply
from samspil.apps.funding.selectors.liquidity import Standing, standing_of
from samspil.apps.funding.selectors.pool_rules import rules_or_none
from samspil.apps.funding.selectors.pools import (
    access_pool,
    applications_by_call,
    applications_page,
    calls_of,
    fillings_of,
    may_run,
    results_of,
)
from samspil.apps.funding.selectors.resting import taken_back
from samspil.apps.funding.selectors.waiting import waiting_of
from samspil.apps.funding.views import pool_words as said
from samspil.apps.funding.views.act_told import waiting_shown
from samspil.apps.funding.views.funds import funds_shown
from samspil.apps.funding.views.undone import Undone, undone_in_words, voucher_url
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.core.finance.pools import MonthAhead, short_from
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application, Call, Filling, GrantResult, Pool

Shown = dict[str, Any]


@require_safe
@page
def pool(request: HttpRequest, acting: Acting, pool_id: UUID) -> HttpResponseBase:
    """All of it for everybody in the organisation; what can be done, for whoever runs it."""
    on = timezone.localdate()
    row = access_pool(acting, pool_id)
    rules = rules_or_none(row, on)
    standing = standing_of(row, rules, on)
    short = short_from(standing.ahead)
    counts = applications_by_call(row)
    applications, more = applications_page(row, _before(request))
    context = {
        "title": row.name[language()],
        "crumbs": [(_("Pools"), address("funding:pools")), (row.name[language()], "")],
        "actions": list(_actions(acting, row, rules)),
        "tiles": _tiles(standing),
        "short": short.first if short else None,
        "caution": said.caution(acting, rules and Form.LOAN in rules.forms),
        "months": [_month(one) for one in standing.ahead if one.amounts],
        "calls": [_call(one, counts.get(one.pk, 0)) for one in calls_of(row)],
        "applications": [_application(one) for one in applications],
        "older_url": f"?before={more}#applications" if more else "",
        "is_later_page": "before" in request.GET,
        "results": [_result(one, row) for one in results_of(row)],
        "fillings": _fillings(row),
        "funds": funds_shown(row, on, _criteria(rules), runs=may_run(acting, rules)),
        "waiting": waiting_shown(waiting_of(acting.organisation_id, [row.public_id]))
        if may_run(acting, rules)
        else [],
        "rules": said.rules_told(rules) if rules else [],
        "models_url": address("governance:models"),
    }
    return render(request, "funding/pool.html", context)


def _criteria(rules: PoolRules | None) -> dict[str, str]:
    return {key: name[language()] for key, name in rules.criteria.items()} if rules else {}


def _before(request: HttpRequest) -> UUID | None:
    """After which application the page goes on; from the newest where what is asked for is none."""
    try:
        return UUID(request.GET.get("before", ""))
    except ValueError:
        return None


def _actions(acting: Acting, row: Pool, rules: PoolRules | None) -> Iterator[tuple[str, str]]:
    if rules is None:
        return
    on, key = timezone.localdate(), row.public_id
    if may_apply(acting, row, rules, on):
        yield _("Apply"), address("funding:apply", key)
    if not may_run(acting, rules):
        return
    yield _("Call for applications"), address("funding:call_make", key)
    if rules.levy_per_mille is not None:
        yield _("Add the levy"), address("funding:fill", key, "levy")
    if rules.annual is not None:
        yield _("Add the year's amount"), address("funding:fill", key, "annual")
    yield _("Add an appropriation"), address("funding:fill", key, "appropriated")
    yield _("Add external funds"), address("funding:fill", key, "external")
    yield _("End the year"), address("funding:year_end", key)


def _tiles(standing: Standing) -> list[Shown]:
    say = words()
    told = [
        {"label": _("In the pool now"), "value": say.money(standing.balance)},
        {"label": _("Awarded, not yet paid out"), "value": say.money(standing.promised)},
        {"label": _("Available"), "value": say.money(standing.free)},
    ]
    if standing.lent.minor:
        told.append({"label": _("Lent out"), "value": say.money(standing.lent)})
    return told


def _month(one: MonthAhead) -> Shown:
    say = words()
    return {
        "first": one.first,
        "what": [(said.expects(what), say.money(amount * what.sign)) for what, amount in one.amounts.items()],
        "at_end": say.money(one.at_end),
        "short": one.falls_short,
    }


def _call(one: Call, count: int) -> Shown:
    say = words()
    return {
        "title": one.title,
        "url": address("funding:call", one.public_id),
        "opens": say.day(one.opens_on),
        "closes": say.day(one.closes_on),
        "count": count,
        "ranked": one.ranked_at is not None,
    }


def _application(one: Application) -> Shown:
    return {
        "number": one.case_number,
        "title": one.title,
        "url": address("funding:application", one.public_id),
        "unit": one.unit_name,
        "form": said.form_of(one.form),
        "amount": words().money(Money(one.amount_minor, one.pool.currency)),
        "result": said.result(one),
    }


def _result(one: GrantResult, row: Pool) -> Shown:
    application = one.award.application
    earned = one.earned_minor
    return {
        "title": application.title,
        "url": address("funding:application", application.public_id),
        "day": words().day(one.told_on),
        "text": one.text,
        "experience": one.experience,
        "shared_with": one.shared_with,
        "earned": words().money(Money(earned, row.currency)) if earned is not None else "",
    }


def _fillings(row: Pool) -> list[Shown]:
    rows = fillings_of(row)
    undone = taken_back(rows)
    return [_filling(one, row, undone) for one in rows]


def _filling(one: Filling, row: Pool, undone: Undone) -> Shown:
    say = words()
    return {
        "undone": undone_in_words(one, undone),
        "voucher_url": voucher_url(one),
        "year": one.year,
        "what": said.fills(one.sort),
        "amount": say.money(Money(one.amount_minor, row.currency)),
        "base": say.money(Money(one.base_minor, row.currency)) if one.base_minor else "",
        "rest": say.money(Money(one.rest_minor, row.currency)) if one.rest_minor else "",
        "decision": one.decision,
        "giver": one.giver,
        "conditions": one.conditions,
        "spend_by": say.day(one.spend_by) if one.spend_by else "",
        "report_by": say.day(one.report_by) if one.report_by else "",
    }
