"""Cost sharing of an initiative: its keys, what was shared by them, and a statement of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.funding.forms.cost_sharing import KINDS
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.cost_keys import (
    access_statement,
    costs_of,
    is_settled_already,
    keys_of,
    names_of_sharers,
    pays_until_by,
    sharers_of,
)
from samspil.apps.funding.selectors.resting import taken_back
from samspil.apps.funding.selectors.share_standings import share_standings
from samspil.apps.funding.selectors.waiting import waiting_of
from samspil.apps.funding.services.statements import as_pdf
from samspil.apps.funding.types import SharedSort, ShareStanding
from samspil.apps.funding.views.act_told import waiting_shown
from samspil.apps.funding.views.key_words import joining_in_words, leaving_in_words, rule_in_words
from samspil.apps.funding.views.statement_paid import paid_told, ways_to_pay, with_paid
from samspil.apps.funding.views.statement_told import as_table, told_of
from samspil.apps.funding.views.undone import undone_in_words, voucher_url
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.parts.tabs import tabs
from samspil.apps.portfolio.selectors.access import access_shared_initiative, may_lead
from samspil.core.finance.cost_keys.key import read
from samspil.core.units import Money
from samspil.kit.excel.writing import EXCEL, as_xlsx
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words
from samspil.wording.words import Words

Shown = dict[str, Any]


@require_safe
@page
def sharing(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponse:
    """Which key is in force for which cost, what has been shared, and who shares."""
    on, say = timezone.localdate(), words()
    with access_shared_initiative(acting, initiative_id, on) as initiative:
        versions, costs, members = keys_of(initiative), costs_of(initiative), sharers_of(initiative)
        undone, stands = taken_back(costs), share_standings(initiative, date.max)
        until, names = pays_until_by(initiative, members, on), names_of_sharers(initiative)
        leads = may_lead(acting, initiative, on)
    is_own = initiative.organisation_id == acting.organisation_id
    home = address("portfolio:initiative" if is_own else "portfolio:common", initiative_id)
    seen = [one for one in costs if is_own or acting.code in one.pays]
    keeps = is_own and may_keep_money(acting)
    context: Shown = {
        "title": _("Cost sharing"),
        "lead": f"{initiative.number} {initiative.title}",
        "crumbs": [
            (_("Portfolio"), address("portfolio:initiatives")),
            (initiative.title, home),
            (_("Cost sharing"), ""),
        ],
        "actions": _actions(initiative_id, leads=is_own and leads, keeps=keeps and bool(versions))
        if members
        else [],
        "tabs": tabs(initiative_id, home, "funding:sharing") if is_own else [],
        "keys": [_key(one, say) for one in versions],
        "costs": [
            {**_cost(one, initiative_id, acting, is_own, say), "undone": undone_in_words(one, undone)}
            for one in seen
        ],
        "members": [
            {
                "name": one.name,
                "people": say.number(one.inhabitants) if one.inhabitants else "",
                "from": one.from_on,
                "to": one.to_on,
                "until": until.get(one.code),
            }
            for one in members
        ],
        "stands": [
            _stands(one, names, initiative_id if keeps else None)
            for one in stands
            if is_own or one.member == acting.code
        ],
        "waiting": waiting_shown(waiting_of(acting.organisation_id, [initiative_id])) if keeps else [],
    }
    return render(request, "funding/sharing.html", context)


def _actions(initiative: UUID, *, leads: bool, keeps: bool) -> list[tuple[str, str]]:
    found = [(_("Try cost sharing"), "sharing_try")]
    found += [(_("Decide a cost key"), "sharing_decide")] if leads else []
    found += [(_("Share a cost"), "sharing_share"), (_("Somebody joins"), "sharing_join")] if keeps else []
    return [(label, address(f"funding:{name}", initiative)) for label, name in found]


def _stands(one: ShareStanding, names: Mapping[str, str], initiative: UUID | None) -> Shown:
    """What a member has been charged, credited and has paid; a credit is no payment."""
    say = words()
    told = (one.charged_minor, one.credited_minor, one.paid_minor, one.owed_minor)
    way = address("funding:sharing_payment", initiative) if initiative and one.owed_minor else ""
    return {
        "name": names.get(one.member, one.member),
        "amounts": [say.money(Money(minor, one.currency)) for minor in told],
        "url": f"{way}?member={one.member}" if way else "",
    }


def _key(one: Any, say: Words) -> Shown:
    key = read(one.content)
    return {
        "kind": KINDS[one.kind],
        "number": one.number,
        "rule": rule_in_words(key.rule, say),
        "since": say.day(one.valid_from),
        "decision": one.decision,
        "decided_url": address("governance:decision", one.decided) if one.decided else "",
        "people_on": say.day(key.population_on) if key.population_on else "",
        "joining": joining_in_words(key),
        "leaving": leaving_in_words(key),
    }


def _cost(one: Any, initiative: UUID, acting: Acting, is_own: bool, say: Words) -> Shown:
    sorts = {
        SharedSort.COST.value: KINDS[one.key.kind],
        SharedSort.SETTLED.value: _("Settled by actual use"),
        SharedSort.ENTRY.value: _("Joined later"),
    }
    ours = one.pays.get(acting.code)
    return {
        "url": address("funding:statement", initiative, one.public_id),
        "text": one.text,
        "sort": sorts[one.sort],
        "period": f"{say.day(one.first)} – {say.day(one.last)}"
        if one.first != one.last
        else say.day(one.first),
        "amount": say.money(Money(one.amount_minor, one.currency)),
        "ours": "" if is_own or ours is None else say.money(Money(ours, one.currency)),
    }


@require_safe
@page
def statement(request: HttpRequest, acting: Acting, initiative_id: UUID, cost_id: UUID) -> HttpResponse:
    """A shared cost, with everything that is needed to work it out again."""
    on, say = timezone.localdate(), words()
    with access_statement(acting, initiative_id, cost_id, on) as row:
        told, undone = told_of(row, say), undone_in_words(row, taken_back([row]))
        only = "" if row.organisation_id == acting.organisation_id else acting.code
        paid = paid_told(row, only, on, say) if not undone and row.voucher else None
        pay = ways_to_pay(row) if paid and not only and may_keep_money(acting) else []
        is_settled = row.sort != SharedSort.COST.value or is_settled_already(row)
    is_own = row.organisation_id == acting.organisation_id
    files = [
        (label, address("funding:statement_file", initiative_id, cost_id, form))
        for label, form in ((_("PDF"), "pdf"), (_("Excel"), "xlsx"))
    ]
    settle = address("funding:sharing_settle", initiative_id, cost_id)
    context = {
        "title": told["title"],
        "lead": told["lead"],
        "crumbs": [
            (
                row.initiative.title,
                address("portfolio:initiative" if is_own else "portfolio:common", initiative_id),
            ),
            (_("Cost sharing"), address("funding:sharing", initiative_id)),
            (told["title"], ""),
        ],
        "actions": [(_("Settle by actual use"), settle)]
        if is_own and not is_settled and not undone and may_keep_money(acting)
        else [],
        "undone": undone,
        "is_own": is_own,
        "voucher_url": voucher_url(row) if is_own else "",
        "told": told,
        "paid": paid,
        "pay": pay,
        "files": files,
    }
    return render(request, "funding/statement.html", context)


@require_safe
@page
def statement_file(
    request: HttpRequest, acting: Acting, initiative_id: UUID, cost_id: UUID, form: str
) -> HttpResponse:
    """The same as PDF or as Excel."""
    with access_statement(acting, initiative_id, cost_id, timezone.localdate()) as row:
        example = _("Example: nothing here has been decided by anybody.") if acting.is_example else ""
        told, table = told_of(row, words()), as_table(row, example)
        only = "" if row.organisation_id == acting.organisation_id else acting.code
        on, paid = timezone.localdate(), None
        if row.voucher is not None and not taken_back([row]):
            paid = paid_told(row, only, on, words())
            table = with_paid(table, row, only, on, words())
    if form == "pdf":
        answer = HttpResponse(
            as_pdf({**told, "example": example, "paid": paid or {}}, timezone.now()),
            content_type="application/pdf",
        )
    elif form == "xlsx":
        answer = HttpResponse(as_xlsx(table), content_type=EXCEL)
    else:
        raise NotFoundError(form)
    answer["Content-Disposition"] = f'inline; filename="{_("cost-sharing")}-{row.first:%Y-%m-%d}.{form}"'
    return answer
