"""Apply to a pool: a short form of what the pool and the governance model ask."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.forms.pools import ApplicationForm
from samspil.apps.funding.pool_types import Form
from samspil.apps.funding.selectors.pool_rules import rules_of
from samspil.apps.funding.selectors.pools import access_pool, open_call
from samspil.apps.funding.services.applying import apply_for
from samspil.apps.funding.views.pool_words import caution
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.intake.selectors.kinds import KindToBring, kinds_to_bring
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Call
    from samspil.apps.funding.pool_types import PoolRules


@require_http_methods(["GET", "HEAD", "POST"])
@page
def apply(request: HttpRequest, acting: Acting, pool_id: UUID) -> HttpResponseBase:
    """One form; where the model has several kinds of application, links to the others."""
    pool, on = access_pool(acting, pool_id), timezone.localdate()
    rules = rules_of(acting.organisation_id, pool.key, on)
    call, kinds = open_call(pool, on), _kinds(acting, rules)
    asked = request.GET.get("kind", "")[:60]
    kind = next((one for one in kinds if one.key == asked), kinds[0] if kinds else None)
    units = [(str(one.public_id), one.name) for one in list_units(acting.organisation_id, on)]

    def do(form: Any, at: datetime) -> str:
        row = apply_for(pool, form.said(), acting=acting, at=at, call=call)
        return _("The application is sent as case %(number)s.") % {"number": row.case_number}

    others = [(one.kind.name.in_language(language()), f"?kind={one.key}") for one in kinds if one != kind]
    name, back = pool.name[language()], address("funding:pool", pool.public_id)
    sheet = Sheet(
        _("Apply") if kind is None else kind.kind.name.in_language(language()),
        name,
        _("Send the application"),
        [(_("Pools"), address("funding:pools")), (name, back)],
        back,
        f"apply {pool.public_id}",
        told=_told(acting, rules, call),
        forbidden=_forbidden(rules, call, kind),
        template="funding/apply.html",
        more={"others": others},
    )
    return answered(
        request, acting, sheet, lambda data: ApplicationForm(data, rules, kind, units, language()), do
    )


def _kinds(acting: Acting, rules: PoolRules) -> list[KindToBring]:
    """The kinds that whoever acts may apply by."""
    found = kinds_to_bring(acting.organisation_id, acting.roles, timezone.localdate())
    return [one for one in found if one.may and one.key in rules.kinds]


def _forbidden(rules: PoolRules, call: Call | None, kind: KindToBring | None) -> Problem | None:
    if kind is None:
        return Problem("not_yours_to_apply", {})
    if call is None and rules.ranks:
        return Problem("no_call_is_open", {})
    return None


def _told(acting: Acting, rules: PoolRules, call: Call | None) -> list[str]:
    say, said_in = words(), language()
    criteria = "; ".join(one[said_in] for one in rules.criteria.values())
    told = [_("The pool chooses by: %(criteria)s.") % {"criteria": criteria}]
    if call is not None:
        told.append(_("Apply by %(day)s.") % {"day": say.day(call.closes_on)})
    if rules.largest_payback_years is not None:
        told.append(
            _("What you do should be earned back in at most %(years)s years.")
            % {"years": rules.largest_payback_years}
        )
    warned = caution(acting, Form.LOAN in rules.forms)
    return [*told, warned] if warned else told
