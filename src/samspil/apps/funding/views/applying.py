"""Apply to a pool: a short form of what the pool and the governance model ask."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.forms.pools import Among, ApplicationForm
from samspil.apps.funding.pool_types import Form
from samspil.apps.funding.selectors.applying import kinds_to_apply
from samspil.apps.funding.selectors.cases import told_of_case
from samspil.apps.funding.selectors.pool_rules import rules_of
from samspil.apps.funding.selectors.pools import access_pool, open_call
from samspil.apps.funding.services.applying import apply_for
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.funding.views.pool_words import caution
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.intake.selectors.kinds import KindToBring
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.titles import open_titles
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
    call, kinds = open_call(pool, on), kinds_to_apply(acting, rules, on)
    asked = request.GET.get("kind", "")[:60]
    kind = next((one for one in kinds if one.key == asked), kinds[0] if kinds else None)
    begun_from = request.GET.get("initiative", "")[:36]
    among = _among(acting, begun_from, on)

    def do(form: Any, at: datetime) -> str:
        row = apply_for(pool, form.said(), acting=acting, at=at, call=call)
        return _("The application is sent as case %(number)s.") % {"number": row.case_number}

    also = f"&initiative={begun_from}" if "initiative" in among.begins_with else ""
    others = [
        (one.kind.name.in_language(language()), f"?kind={one.key}{also}") for one in kinds if one != kind
    ]
    name, back = pool.name[language()], address("funding:pool", pool.public_id)
    sheet = MoneySheet(
        _("Apply") if kind is None else kind.kind.name.in_language(language()),
        name,
        _("Send the application"),
        [(_("Pools"), address("funding:pools")), (name, back)],
        back,
        f"apply {pool.public_id}",
        told=[*_told(acting, rules, call), *_of_the_case(acting, among)],
        forbidden=_forbidden(rules, call, kind),
        template="funding/apply.html",
        more={"others": others},
    )
    return answered(
        request, acting, sheet, lambda data: ApplicationForm(data, rules, kind, among, language()), do
    )


def _among(acting: Acting, begun_from: str, on: date) -> Among:
    """What is chosen among; the initiative it was begun from is chosen, where it is ours and goes on."""
    initiatives = open_titles(acting)
    chosen = next(((key, name) for key, name in initiatives if str(key) == begun_from), None)
    begins = {"initiative": str(chosen[0]), "title": chosen[1].partition(" ")[2]} if chosen else {}
    units = [(str(one.public_id), one.name) for one in list_units(acting.organisation_id, on)]
    return Among(units, initiatives, begins)


def _of_the_case(acting: Acting, among: Among) -> list[str]:
    """What follows of the initiative that it is begun from: its business case, or that there is none."""
    if "initiative" not in among.begins_with:
        return []
    initiative = access_initiative(acting, UUID(among.begins_with["initiative"]))
    return told_of_case(initiative) or [_("The initiative has no business case yet.")]


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
