"""The forms of cost sharing: decide a key, share a cost, settle it, and somebody joins."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.act_types import Posted
from samspil.apps.funding.forms.cost_key import KeyForm, sent_again
from samspil.apps.funding.forms.cost_sharing import KINDS, MIX, CostForm, JoinForm, PaymentForm, SettleForm
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.books import first_open_day
from samspil.apps.funding.selectors.cost_keys import (
    access_cost,
    costs_of,
    keys_on,
    names_of_sharers,
    pays_until_by,
    sharers_of,
)
from samspil.apps.funding.selectors.deciding import latest_decisions
from samspil.apps.funding.selectors.money_rules import two_keep
from samspil.apps.funding.selectors.open_statements import open_of
from samspil.apps.funding.selectors.share_standings import share_standings
from samspil.apps.funding.services.acts import SharePaid
from samspil.apps.funding.services.acts_of_costs import JoinLate, SettleCost, ShareCost
from samspil.apps.funding.services.cost_keys import NewCost, NewKey, keep_key
from samspil.apps.funding.services.two_persons import do_or_register
from samspil.apps.funding.types import Sharer, ShareStanding
from samspil.apps.funding.views.act_told import is_registered, takes_two_told
from samspil.apps.funding.views.key_words import stands_in_words
from samspil.apps.funding.views.money_sheet import MoneySheet
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import answered
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.core.errors import Problem
from samspil.core.finance.cost_keys.key import CostKey, CostKind, Entry
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@page
def decide(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A key is in force from a day on, by a decision."""
    initiative = access_initiative(acting, initiative_id)
    today = timezone.localdate()
    leads = may_lead(acting, initiative, today)
    decisions = latest_decisions(acting) if leads else []
    members = sharers_of(initiative)
    initial = _begun(request, today) | _counted_on(members)
    if "room" in request.POST:  # the same again with more rows: nothing is sent yet
        initial = sent_again(request.POST)

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        new = NewKey(form.content(), said["valid_from"], form.words(), said["decided"])
        keep_key(initiative, new, acting=acting, at=at)
        return _("The cost key is kept and in force from the day.")

    told = [_("What has been shared stays as it was. What is shared from the day on goes by this key.")]
    sheet = _sheet(
        initiative,
        _("Decide a cost key"),
        _("Keep the key"),
        told=told,
        forbidden=None if leads else Problem("not_yours_to_lead", {"title": initiative.title}),
        template="funding/key.html",
        more={"wide": True},
    )

    def form_of(data: Any) -> KeyForm:
        return KeyForm(None if "room" in request.POST else data, decisions, initial, members)

    return answered(request, acting, sheet, form_of, do)


def _counted_on(members: Sequence[Sharer]) -> dict[str, Any]:
    """The day of the register, where all its numbers are of one."""
    days = {one.population_on for one in members if one.population_on}
    return {"population_on": days.pop()} if len(days) == 1 else {}


def _begun(request: HttpRequest, today: date) -> dict[str, Any]:
    """What the calculator has tried comes along."""
    asked = {name: request.GET[name] for name in MIX if request.GET.get(name, "").isdigit()}
    return {
        "kind": CostKind.OPERATION.value,
        "rule": "mix" if asked else "inhabitants",
        **asked,
        "agreed_total": Decimal(100),
        "joining": Entry.WRITTEN_DOWN.value,
        "joining_years": 5,
        "notice_months": 12,
        "valid_from": today,
    }


@_form
@page
def share(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A cost is shared out by the key in force, and posted."""
    initiative = access_initiative(acting, initiative_id)
    members = _until_their_notice_ends(initiative, sharers_of(initiative))
    year = timezone.localdate().year
    first, last = date(year, 1, 1), date(year, 12, 31)
    day = first_open_day(acting.organisation_id, last)
    initial = {"kind": CostKind.OPERATION.value, "first": first, "last": last, "on": day}
    keys = keys_on(initiative, timezone.localdate())
    kept = [set(key.inhabitants or {}) for key in keys.values()]
    by_keys = set.intersection(*kept) if kept else set()

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        new = NewCost(
            CostKind(said["kind"]),
            said["text"],
            said["first"],
            said["last"],
            form.counted(),
            {one.code: one.name for one in members},
            said["amount"],
            said["whose"],
            said["on"],
        )
        if not isinstance(do_or_register(ShareCost(initiative_id, new), acting=acting, at=at), Posted):
            return is_registered()
        return _("The cost is shared, and each member's part is posted.")

    told = _whose_numbers(keys)
    sheet = _counting(
        initiative, _("Share a cost"), _("Share and post it"), acting, only_use=False, told=told
    )
    return answered(request, acting, sheet, lambda data: CostForm(data, members, initial, by_keys), do)


def _whose_numbers(keys: Mapping[CostKind, CostKey]) -> list[str]:
    """Of which day the inhabitants are that count, where nothing else is written."""
    say = words()
    days = [
        _("%(kind)s: of %(day)s") % {"kind": KINDS[kind.value], "day": say.day(key.population_on)}
        for kind, key in keys.items()
        if key.inhabitants and key.population_on
    ]
    if not days:
        return []
    return [
        _("Where inhabitants are left empty, those that the key keeps count (%(days)s).")
        % {"days": "; ".join(days)}
    ]


@_form
@page
def settle(request: HttpRequest, acting: Acting, initiative_id: UUID, cost_id: UUID) -> HttpResponseBase:
    """The use has been counted: each pays or gets the difference."""
    row = access_cost(acting, cost_id)
    if row.initiative.public_id != initiative_id:
        raise NotFoundError(str(cost_id))
    members = [
        Sharer(one["key"], one["name"], one["inhabitants"], None, None, None)
        for one in sorted(row.members, key=lambda one: str(one["key"]))
    ]
    day = first_open_day(acting.organisation_id, row.last)
    initial = {"on": day} | {f"use_{one['key']}": one["use"] for one in row.members}

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        act = SettleCost(initiative_id, cost_id, form.uses(), said["amount"], said["on"])
        if not isinstance(do_or_register(act, acting=acting, at=at), Posted):
            return is_registered()
        return _("It is settled, and each difference is posted.")

    sheet = _counting(
        row.initiative, _("Settle by actual use"), _("Settle and post it"), acting, only_use=True
    )
    return answered(request, acting, sheet, lambda data: SettleForm(data, members, initial), do)


@_form
@page
def join(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """One that joins later pays its part of the establishment."""
    initiative = access_initiative(acting, initiative_id)
    members = sharers_of(initiative)

    def do(form: Any, at: datetime) -> str:
        joiner, name = form.joiner()
        act = JoinLate(initiative_id, joiner, name)
        if not isinstance(do_or_register(act, acting=acting, at=at), Posted):
            return is_registered()
        return _("What it pays, and what the others get, is posted.")

    told = [
        _("It pays its part of the establishment by the key, to those who established."),
        _("From the same day it carries its part of the operation."),
        *_takes_two(acting),
    ]
    sheet = _sheet(
        initiative,
        _("Somebody joins"),
        _("Work it out and post it"),
        told=told,
        forbidden=_unless_keeps(acting),
    )
    initial = {"from_on": timezone.localdate()}
    return answered(request, acting, sheet, lambda data: JoinForm(data, members, initial), do)


@_form
@page
def payment(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A member has paid of its shares, or its credit has been paid back."""
    initiative, today = access_initiative(acting, initiative_id), timezone.localdate()
    standings = share_standings(initiative, date.max)
    names = names_of_sharers(initiative)
    currency = standings[0].currency if standings else "DKK"
    choices = [
        (one.member, f"{names.get(one.member, one.member)}: {stands_in_words(one)}")
        for one in standings
        if one.currency == currency
    ]
    statements = _open_statements(initiative, standings, currency, names)
    asked, named = request.GET.get("member", "")[:4], request.GET.get("statement", "")[:36]
    owed = next((one.owed_minor for one in standings if one.member == asked), 0)
    initial: dict[str, Any] = {"member": asked, "day": today, "is_back": "yes" if owed < 0 else "no"}
    if owed:
        initial["amount"] = Money(abs(owed), currency)
    if (chosen := statements.get(f"{asked} {named}")) is not None:
        initial |= {"of": f"{asked} {named}", "amount": chosen[1]}

    def do(form: Any, at: datetime) -> str:
        said = form.said()
        if not isinstance(do_or_register(SharePaid(initiative_id, said), acting=acting, at=at), Posted):
            return is_registered()
        return _("%(amount)s is noted as paid.") % {"amount": words().money(said.amount)}

    named_statements = [(key, label) for key, (label, _left) in statements.items()]
    told = [_("Samspil moves no money: you note what has been paid. A credit is not a payment.")]
    told += _takes_two(acting)
    sheet = _sheet(
        initiative,
        _("Note a payment"),
        _("Note the payment"),
        told=told,
        forbidden=_unless_keeps(acting),
    )
    return answered(
        request,
        acting,
        sheet,
        lambda data: PaymentForm(data, choices, named_statements, currency, initial),
        do,
    )


def _open_statements(
    initiative: Initiative, standings: Sequence[ShareStanding], currency: str, names: Mapping[str, str]
) -> dict[str, tuple[str, Money]]:
    """What is open of each statement that charged a member, by the member and the statement."""
    texts = {one.public_id: one.text for one in costs_of(initiative)}
    found: dict[str, tuple[str, Money]] = {}
    for member in (one.member for one in standings if one.currency == currency):
        for key, item in open_of(initiative, member, currency).items():
            if item.open:
                left = Money(item.open, currency)
                told = {"member": names.get(member, member), "text": texts.get(key, "")}
                label = _("%(member)s: %(text)s") % told + f" ({words().money(left)})"
                found[f"{member} {key}"] = label, left
    return found


def _until_their_notice_ends(initiative: Initiative, members: Sequence[Sharer]) -> list[Sharer]:
    """One that leaves carries its part until the key's notice has run."""
    until = pays_until_by(initiative, members, timezone.localdate())
    return [replace(one, to_on=until.get(one.code, one.to_on)) for one in members]


def _takes_two(acting: Acting) -> list[str]:
    return takes_two_told(two_keep(acting.organisation_id, timezone.localdate()))


def _unless_keeps(acting: Acting) -> Problem | None:
    return None if may_keep_money(acting) else Problem("not_yours_to_keep_money", {})


def _counting(
    initiative: Any,
    title: str,
    button: str,
    acting: Acting,
    *,
    only_use: bool,
    told: Sequence[str] = (),
) -> MoneySheet:
    """A form with a table of members."""
    heads = [_("Use")]
    if not only_use:
        heads = [_("Takes part"), _("Inhabitants"), _("Use"), _("Expected use"), _("From"), _("To")]
    told = [_("Only what the key counts needs to be filled in."), *told, *_takes_two(acting)]
    more = {"heads": heads, "wide": True}
    template = "funding/counted.html"
    forbidden = _unless_keeps(acting)
    return _sheet(initiative, title, button, told=told, forbidden=forbidden, template=template, more=more)


def _sheet(initiative: Any, title: str, button: str, **rest: Any) -> MoneySheet:
    back = address("funding:sharing", initiative.public_id)
    crumbs = [
        (_("Portfolio"), address("portfolio:initiatives")),
        (initiative.title, address("portfolio:initiative", initiative.public_id)),
        (_("Cost sharing"), back),
    ]
    return MoneySheet(
        title,
        f"{initiative.number} {initiative.title}",
        button,
        crumbs,
        back,
        str(initiative.public_id),
        **rest,
    )
