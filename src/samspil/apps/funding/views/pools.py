"""The pools of the adopted models, and opening one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.funding.forms.pools import NothingForm
from samspil.apps.funding.pool_types import PoolRules
from samspil.apps.funding.selectors.liquidity import balance_of, free_in
from samspil.apps.funding.selectors.pool_rules import rules_of, rules_on
from samspil.apps.funding.selectors.pools import list_pools, may_run, open_call
from samspil.apps.funding.services.pools import open_pool
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]


@require_safe
@page
def pools(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Each pool with what is in it; one of the model that nobody has opened can be opened."""
    on, say, said_in = timezone.localdate(), words(), language()
    rules = {one.key: one for one in rules_on(acting.organisation_id, on)}
    rows = list_pools(acting.organisation_id)
    opened = [
        {
            "name": row.name[said_in],
            "url": address("funding:pool", row.public_id),
            "balance": say.money(balance_of(row, on)),
            "free": say.money(free_in(row, on)),
            "call": _closes(open_call(row, on)),
        }
        for row in rows
    ]
    missing = [one for key, one in rules.items() if key not in {row.key for row in rows}]
    context = {
        "opened": opened,
        "missing": [_missing(acting, one) for one in missing],
        "models_url": address("governance:models"),
    }
    return render(request, "funding/pools.html", context)


def _closes(call: Any) -> str:
    if call is None:
        return ""
    return _("Apply by %(day)s") % {"day": words().day(call.closes_on)}


def _missing(acting: Acting, rules: PoolRules) -> Shown:
    may = may_run(acting, rules)
    return {"name": rules.name[language()], "url": address("funding:pool_open", rules.key) if may else ""}


@require_http_methods(["GET", "HEAD", "POST"])
@page
def open_one(request: HttpRequest, acting: Acting, key: str) -> HttpResponseBase:
    """Open a pool of the model."""
    rules = rules_of(acting.organisation_id, key, timezone.localdate())
    forbidden = None if may_run(acting, rules) else Problem("not_yours_to_run", {})

    def do(_form: Any, at: datetime) -> str:
        open_pool(key, acting=acting, at=at)
        return _("The pool is open. Put money in it, and call for applications.")

    sheet = MoneySheet(
        _("Open the pool"),
        rules.name[language()],
        _("Open the pool"),
        [(_("Pools"), address("funding:pools"))],
        address("funding:pools"),
        "pool_open",
        told=[_("The pool gets accounts of its own in the ledger. Its rules are those of your model.")],
        forbidden=forbidden,
    )
    return answered(request, acting, sheet, NothingForm, do)
