"""The contracts, each on a page of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import page
from samspil.apps.needs.parts.same import same_told
from samspil.apps.needs.types import Sort
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.choices import ANSWERS, NOTICE_BY, RENEWALS, VISIBILITIES
from samspil.apps.systems.forms.narrowing import ContractsForm
from samspil.apps.systems.rights import may_change, may_keep_register
from samspil.apps.systems.selectors.access import access_contract
from samspil.apps.systems.selectors.contracts import ContractRow, contract_types, has_any, list_contracts
from samspil.apps.systems.selectors.linked import drawn_of, options_of, uses_of
from samspil.apps.systems.views.shown import amount, cpv, day, links, period
from samspil.apps.systems.views.uses import exports, tabs
from samspil.kit.paging import write_key
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.kit.web.paging_links import ways_on

if TYPE_CHECKING:
    from samspil.apps.systems.models import Contract

Shown = dict[str, Any]


@require_safe
@page
def contracts(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All contracts, the first end first, narrowed as the address says."""
    on = timezone.localdate()
    form = ContractsForm(request.GET, contract_types(acting))
    by = form.chosen(on)
    found = list_contracts(acting, by)
    named = [(_("Enter a contract"), "systems:contract_new"), (_("Read lists in"), "systems:import_send")]
    context = {
        "form": form,
        "narrowed": form.is_narrowed,
        "rows": [_row(one) for one in found.rows],
        "nothing_yet": not found.rows and not has_any(acting),
        "actions": [(label, url) for label, view in named if (url := address(view))]
        if may_keep_register(acting)
        else [],
        "tabs": tabs("contracts"),
        "exports": exports("contracts"),
        "here_url": address("systems:contracts"),
        "size": by.size,
        **ways_on(request, write_key(found.next_after), by.size),
    }
    return render(request, "systems/contracts.html", context)


def _row(one: ContractRow) -> Shown:
    is_over = one.ends_on is not None and one.ends_on < timezone.localdate() and one.renewal == "ends"
    return {
        "url": addresses("systems:contract")(one.public_id),
        "name": one.name,
        "number": one.contract_id,
        "kind": one.contract_type,
        "supplier": one.supplier,
        "unit": one.unit,
        "period": period(one.starts_on, one.ends_on),
        "is_over": is_over,
        "is_terminated": one.terminated_on is not None,
        "renewal": "" if one.renewal == "ends" else RENEWALS[one.renewal],
        "operation": amount(one.operation_minor, one.currency),
    }


@require_safe
@page
def contract(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """One contract: its days, notice, options, money and documents."""
    row = access_contract(acting, public_id)
    context = {
        "title": row.name,
        "crumbs": [(_("Contracts"), address("systems:contracts")), (row.name, "")],
        "actions": _changes(acting, row),
        "contract": row,
        "facts": _facts(row),
        "times": _times(row),
        "money": _money(row),
        "bought": _bought(row),
        "agreement_url": address("systems:agreement", row.agreement.public_id) if row.agreement else "",
        "cpv": cpv(row.cpv),
        "same": same_told(acting, [(Sort.CONTRACT, row.public_id)], timezone.localdate()),
        "links": links(row.links),
        "options": [_option(one, row) for one in options_of(row)],
        "uses": [(one.name, addresses("systems:use")(one.public_id)) for one in uses_of(row)],
        "drawn": [
            (day(one.drawn_on), amount(one.amount_minor, row.currency), one.what) for one in drawn_of(row)
        ],
    }
    return render(request, "systems/contract.html", context)


def _changes(acting: Acting, row: Contract) -> list[tuple[str, str]]:
    if not may_change(acting, row):
        return []
    return [
        (_("Change the contract"), address("systems:contract_change", row.public_id)),
        (_("Draw on the contract"), address("systems:contract_draw", row.public_id)),
        (_("Remove the contract"), address("systems:contract_remove", row.public_id)),
    ]


def _facts(row: Contract) -> list[tuple[str, Any]]:
    told = [
        (_("Supplier"), row.supplier),
        (_("CVR number"), row.supplier_cvr),
        (_("Type of contract"), row.contract_type),
        (_("Your own number of it"), row.contract_id),
        (_("Under the contract"), row.parent.name if row.parent else ""),
        (_("Responsible unit"), row.unit),
        (_("Contract owner"), row.owner),
        (_("Who knows it"), row.contact),
        (_("Level of criticality"), row.criticality),
        (_("Data processing agreement"), row.data_processing),
        (_("Seen by"), VISIBILITIES[row.visibility]),
        (_("Prices"), _("Never shown to others") if row.hides_prices else ""),
        (_("Last changed"), words().moment(row.changed_at)),
    ]
    return [(key, value) for key, value in told if value]


def _times(row: Contract) -> list[tuple[str, Any]]:
    months = row.notice_months
    said = ngettext("%(count)s month", "%(count)s months", months or 0)
    told = [
        (_("First day"), day(row.starts_on)),
        (_("Last day"), day(row.ends_on)),
        (_("On the last day"), RENEWALS[row.renewal]),
        (_("Cannot be ended before"), day(row.irrevocable_until)),
        (_("Notice"), said % {"count": months} if months is not None else ""),
        (_("Notice runs from"), NOTICE_BY[row.notice_extends] if row.notice_extends != "any_day" else ""),
        (_("Ends at"), NOTICE_BY[row.notice_by] if row.notice_by != "any_day" else ""),
        (_("Notice was given on"), day(row.terminated_on)),
        (_("Validity"), _("It holds whatever the days say") if row.is_enforced else ""),
    ]
    return [(key, value) for key, value in told if value]


def _money(row: Contract) -> list[tuple[str, Any]]:
    left = row.value_minor - row.drawn_minor if row.value_minor is not None else None
    told = [
        (_("Value in all, without options"), amount(row.value_minor, row.currency)),
        (_("Drawn so far"), amount(row.drawn_minor, row.currency) if row.drawn_minor else ""),
        (_("Left to draw"), amount(left, row.currency)),
        (_("Acquisition"), amount(row.acquisition_minor, row.currency)),
        (_("Operation a year"), amount(row.operation_minor, row.currency)),
        (_("Other costs"), amount(row.other_minor, row.currency)),
        (_("Payment model"), row.payment_model),
        (_("Payment frequency"), row.payment_frequency),
        (_("Price regulation"), row.price_regulation),
    ]
    return [(key, value) for key, value in told if value]


def _bought(row: Contract) -> list[tuple[str, Any]]:
    plan = f"{row.plan_year}" if row.plan_year else ""
    if plan and row.plan_quarter:
        plan = _("%(year)s, quarter %(quarter)s") % {"year": row.plan_year, "quarter": row.plan_quarter}
    told = [
        (_("How it was bought"), row.purchase_form),
        (_("Framework agreement"), str(row.agreement) if row.agreement else ""),
        (_("The next time"), row.strategy),
        (_("Planned"), plan),
        (_("Has it begun?"), ANSWERS[row.is_initiated] if row.is_initiated != "undecided" else ""),
    ]
    return [(key, value) for key, value in told if value]


def _option(one: Any, row: Contract) -> Shown:
    months = ngettext("%(count)s month", "%(count)s months", one.months) % {"count": one.months}
    notice = ""
    if one.notice_days is not None:
        said = ngettext("%(count)s day's notice", "%(count)s days' notice", one.notice_days)
        notice = said % {"count": one.notice_days}
    return {
        "months": months,
        "notice": notice,
        "value": amount(one.value_minor, row.currency),
        "is_used": one.place <= row.options_used,
    }
