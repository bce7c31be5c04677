"""The forms of who gains: how a benefit is divided, and whether the association sees what it costs us."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil import library
from samspil.apps.benefits.forms.shares import ALIKE, BY_INHABITANTS, WRITTEN, SharesForm
from samspil.apps.benefits.selectors.access import access_benefit, may_change
from samspil.apps.benefits.selectors.members_costs import own_costs
from samspil.apps.benefits.services.benefits import share_among
from samspil.apps.benefits.services.showing_costs import show_costs
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.taking_part_in import members_of
from samspil.core.benefits.distribution import shares_by
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from samspil.core.register import Municipality

_form = require_http_methods(["GET", "HEAD", "POST"])


@_form
@page
def shares(request: HttpRequest, acting: Acting, benefit_id: UUID) -> HttpResponseBase:
    """Who is expected to get which part of a benefit."""
    row = access_benefit(acting, benefit_id)
    members = members_of(row.initiative)
    known = dict(row.shares.values_list("code", "share"))

    def do(form: Any, at: datetime) -> str:
        share_among(row, _said(form, members), acting=acting, at=at)
        return _("It is kept who gets what.")

    def form_of(data: Any) -> SharesForm:
        are_counted = len(_registered(code for code, _name in members)) == len(members)
        return SharesForm(data, members, known, are_counted=are_counted)

    back = address("benefits:members")
    sheet = Sheet(
        _("Who gets which part"),
        row.title,
        _("Keep"),
        _crumbs(back),
        back,
        str(row.public_id),
        told=_told(members),
        forbidden=None if may_change(acting, row, timezone.localdate()) else _not_yours(row.title),
    )
    return answered(request, acting, sheet, form_of, do)


@_form
@page
def costs(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The association sees what common initiatives cost us, or sees it no longer."""
    wanted = not any(one.is_shown for one in own_costs(acting, timezone.localdate()))

    def do(_form: Any, at: datetime) -> str:
        show_costs(wanted, acting=acting, at=at)
        return (
            _("The association sees it now.") if wanted else _("The association does not see it any longer.")
        )

    back = address("benefits:members")
    told = (
        _("The association sees the newest estimate of each of your own parts of what is done together.")
        if wanted
        else _("The association does not see what it costs you any longer.")
    )
    sheet = Sheet(
        _("Show what it costs you") if wanted else _("Show it no longer"),
        acting.organisation_name,
        _("Show it") if wanted else _("Show it no longer"),
        _crumbs(back),
        back,
        f"costs {wanted}",
        told=[told],
        forbidden=None if may_keep_portfolio(acting) else Problem("not_yours_to_keep", {}),
    )
    return answered(request, acting, sheet, forms.Form, do)


def _said(form: SharesForm, members: Sequence[tuple[str, str]]) -> dict[str, Decimal]:
    codes = [code for code, _name in members]
    if form.chosen == ALIKE and codes:
        return shares_by(dict.fromkeys(codes, 1))
    if form.chosen == BY_INHABITANTS and codes:
        return shares_by({one.code: one.population for one in _registered(codes)})
    return form.written() if form.chosen == WRITTEN else {}


def _told(members: Sequence[tuple[str, str]]) -> list[str]:
    if not members:
        return [_("Nobody takes part in the initiative yet, so there is nobody to divide it among.")]
    counted = [one.population_on.year for one in _registered(code for code, _name in members)]
    return (
        [_("Inhabitants are those of %(year)s in the register.") % {"year": min(counted)}] if counted else []
    )


def _registered(codes: Iterable[str]) -> list[Municipality]:
    """The municipalities among members, in the order of their codes."""
    registered = library.municipalities()
    return [registered[code] for code in codes if code in registered]


def _crumbs(back: str) -> list[tuple[str, str]]:
    return [(_("Benefits"), address("benefits:benefits")), (_("Who gains"), back)]


def _not_yours(title: str) -> Problem:
    return Problem("not_yours_to_change", {"title": title})
