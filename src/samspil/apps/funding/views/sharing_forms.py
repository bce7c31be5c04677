"""The forms of cost sharing: decide a key, share a cost, settle it, and somebody joins."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.funding.forms.cost_sharing import MIX, CostForm, JoinForm, KeyForm, SettleForm
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.cost_keys import access_cost, sharers_of
from samspil.apps.funding.services.cost_keys import (
    NewCost,
    NewKey,
    join_late,
    keep_key,
    settle_cost,
    share_cost,
)
from samspil.apps.funding.types import Sharer
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.governance.selectors.register import RegisterFilter, list_decisions
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative, may_lead
from samspil.core.errors import Problem
from samspil.core.finance.cost_keys.key import CostKind, Entry
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@page
def decide(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A key is in force from a day on, by a decision."""
    initiative = access_initiative(acting, initiative_id)
    today = timezone.localdate()
    leads = may_lead(acting, initiative, today)
    decisions = _decisions(acting) if leads else []
    counted = [one.population_on for one in sharers_of(initiative) if one.population_on]

    def do(form: Any, at: datetime) -> str:
        said = form.cleaned_data
        content = form.content(min(counted, default=None))
        new = NewKey(content, said["valid_from"], form.words(), said["decided"])
        keep_key(initiative, new, acting=acting, at=at)
        return _("The cost key is kept and in force from the day.")

    told = [_("What has been shared stays as it was. What is shared from the day on goes by this key.")]
    sheet = _sheet(
        initiative,
        _("Decide a cost key"),
        _("Keep the key"),
        told=told,
        forbidden=None if leads else Problem("not_yours_to_lead", {"title": initiative.title}),
    )
    return answered(request, acting, sheet, lambda data: KeyForm(data, decisions, _begun(request, today)), do)


def _begun(request: HttpRequest, today: date) -> dict[str, Any]:
    """What the calculator has tried comes along."""
    asked = {name: request.GET[name] for name in MIX if request.GET.get(name, "").isdigit()}
    return {
        "kind": CostKind.OPERATION.value,
        "rule": "mix" if asked else "inhabitants",
        **asked,
        "joining": Entry.WRITTEN_DOWN.value,
        "joining_years": 5,
        "notice_months": 12,
        "valid_from": today,
    }


def _decisions(acting: Acting) -> list[tuple[UUID, str]]:
    """The latest in the register."""
    rows = list_decisions(acting, RegisterFilter(size=50)).rows
    say = language()
    return [
        (one.public_id, f"{one.case_number} {one.title}: {one.outcome_name.get(say, '')}".strip(": ")[:300])
        for one in rows
    ]


@_form
@page
def share(request: HttpRequest, acting: Acting, initiative_id: UUID) -> HttpResponseBase:
    """A cost is shared out by the key in force, and posted."""
    initiative = access_initiative(acting, initiative_id)
    members = sharers_of(initiative)
    year = timezone.localdate().year
    first, last = date(year, 1, 1), date(year, 12, 31)
    initial = {"kind": CostKind.OPERATION.value, "first": first, "last": last}

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
        )
        share_cost(initiative, new, acting=acting, at=at)
        return _("The cost is shared, and each member's part is posted.")

    sheet = _counting(initiative, _("Share a cost"), _("Share and post it"), acting, only_use=False)
    return answered(request, acting, sheet, lambda data: CostForm(data, members, initial), do)


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
    initial = {f"use_{one['key']}": one["use"] for one in row.members}

    def do(form: Any, at: datetime) -> str:
        settle_cost(row, form.uses(), form.cleaned_data["amount"], acting=acting, at=at)
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
        join_late(initiative, joiner, name, acting=acting, at=at)
        return _("What it pays, and what the others get, is posted.")

    told = [
        _("It pays its part of the establishment by the key, to those who established."),
        _("From the same day it carries its part of the operation."),
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


def _unless_keeps(acting: Acting) -> Problem | None:
    return None if may_keep_money(acting) else Problem("not_yours_to_keep_money", {})


def _counting(initiative: Any, title: str, button: str, acting: Acting, *, only_use: bool) -> Sheet:
    """A form with a table of members."""
    heads = [_("Use")]
    if not only_use:
        heads = [_("Takes part"), _("Inhabitants"), _("Use"), _("Expected use"), _("From"), _("To")]
    told = [_("Only what the key counts needs to be filled in.")]
    more = {"heads": heads, "wide": True}
    template = "funding/counted.html"
    forbidden = _unless_keeps(acting)
    return _sheet(initiative, title, button, told=told, forbidden=forbidden, template=template, more=more)


def _sheet(initiative: Any, title: str, button: str, **rest: Any) -> Sheet:
    back = address("funding:sharing", initiative.public_id)
    crumbs = [
        (_("Portfolio"), address("portfolio:initiatives")),
        (initiative.title, address("portfolio:initiative", initiative.public_id)),
        (_("Cost sharing"), back),
    ]
    return Sheet(
        title,
        f"{initiative.number} {initiative.title}",
        button,
        crumbs,
        back,
        str(initiative.public_id),
        **rest,
    )
