"""Entering, changing and removing systems and contracts: each a page with one form."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.selectors import list_people
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.contracts import MOST_OPTIONS, ContractForm, DrawForm
from samspil.apps.systems.forms.fields import People, money
from samspil.apps.systems.forms.uses import Like, UseForm
from samspil.apps.systems.rights import may_change, may_keep_register
from samspil.apps.systems.selectors.access import access_contract, access_use
from samspil.apps.systems.selectors.linked import names_of_uses, uses_of
from samspil.apps.systems.selectors.said import contract_as_said, list_agreements, use_as_said
from samspil.apps.systems.selectors.same import systems_like
from samspil.apps.systems.services import contracts as contract_services
from samspil.apps.systems.services import uses as use_services
from samspil.apps.systems.types.register import NewContract, NewUse
from samspil.apps.systems.views.shown import who_has
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address

FORM = ("GET", "HEAD", "POST")
_WRITE = "systems/write.html"


def forbidden(is_theirs: bool) -> Problem | None:
    """Why a page is not for somebody who may not keep the register."""
    return None if is_theirs else Problem("not_yours_to_keep_register", {})


def _people(acting: Acting) -> People:
    return [(one.public_id, one.name) for one in list_people(acting.organisation_id, timezone.localdate())]


@require_http_methods(FORM)
@page
def use_new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Enter a system."""

    def do(form: UseForm, at: datetime) -> str:
        use_services.add_use(form.said(NewUse("")), acting=acting, at=at)
        return _("The system is entered.")

    sheet = Sheet(
        _("Enter a system"),
        "",
        _("Enter the system"),
        [(_("Systems"), address("systems:uses"))],
        address("systems:uses"),
        "use_new",
        forbidden=forbidden(may_keep_register(acting)),
        template=_WRITE,
    )
    return answered(
        request, acting, sheet, lambda data: UseForm(data, _people(acting), like=_like(acting)), do
    )


def _like(acting: Acting) -> Like:
    """The systems that one sees and that may be the one that is about to be entered."""

    def found(name: str, cvr: str) -> list[tuple[UUID, str]]:
        systems = systems_like(acting, name, cvr, timezone.localdate())
        return [(one.catalogue, who_has(one)) for one in systems]

    return found


@require_http_methods(FORM)
@page
def use_change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Change what is said of a system."""
    row = access_use(acting, public_id)
    before = use_as_said(row)
    initial = {**asdict(before), "budget": money(before.budget_minor, before.currency)}

    def do(form: UseForm, at: datetime) -> str:
        use_services.change_use(row, form.said(before), acting=acting, at=at)
        return _("The system is changed.")

    here = address("systems:use", public_id)
    sheet = Sheet(
        _("Change the system"),
        str(row),
        _("Save"),
        [(_("Systems"), address("systems:uses")), (str(row), here)],
        here,
        f"use_change {public_id}",
        forbidden=forbidden(may_change(acting, row)),
        template=_WRITE,
    )
    return answered(request, acting, sheet, lambda data: UseForm(data, _people(acting), initial), do)


@require_http_methods(FORM)
@page
def use_remove(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Take a system out of the register."""
    row = access_use(acting, public_id)

    def do(_form: Any, at: datetime) -> str:
        use_services.remove_use(row, acting=acting, at=at)
        return _("The system is removed.")

    sheet = Sheet(
        _("Remove the system"),
        str(row),
        _("Remove the system"),
        [(_("Systems"), address("systems:uses")), (str(row), address("systems:use", public_id))],
        address("systems:uses"),
        f"use_remove {public_id}",
        told=[_("It is gone from the lists and from what others see. Contracts about it stay.")],
        forbidden=forbidden(may_change(acting, row)),
        danger=True,
    )
    return answered(request, acting, sheet, forms.Form, do)


def _contract_form(acting: Acting, data: Any, initial: dict[str, Any] | None = None) -> ContractForm:
    owner = acting.organisation_id
    agreements = [(one.public_id, str(one)) for one in list_agreements(owner)]
    return ContractForm(data, _people(acting), agreements, names_of_uses(owner), initial)


@require_http_methods(FORM)
@page
def contract_new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Enter a contract."""

    def do(form: ContractForm, at: datetime) -> str:
        contract_services.add_contract(form.said(NewContract("")), acting=acting, at=at)
        return _("The contract is entered.")

    sheet = Sheet(
        _("Enter a contract"),
        "",
        _("Enter the contract"),
        [(_("Contracts"), address("systems:contracts"))],
        address("systems:contracts"),
        "contract_new",
        forbidden=forbidden(may_keep_register(acting)),
        template=_WRITE,
    )
    return answered(request, acting, sheet, lambda data: _contract_form(acting, data), do)


@require_http_methods(FORM)
@page
def contract_change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Change what is said of a contract."""
    row = access_contract(acting, public_id)
    before = contract_as_said(row)
    initial = {**asdict(before), "systems": "\n".join(one.name for one in uses_of(row))}
    for name in ("value", "acquisition", "operation", "other"):
        initial[name] = money(getattr(before, f"{name}_minor"), before.currency)
    for place, one in enumerate(before.options[:MOST_OPTIONS], 1):
        initial |= {f"option_{place}_months": one.months, f"option_{place}_days": one.notice_days}

    def do(form: ContractForm, at: datetime) -> str:
        contract_services.change_contract(row, form.said(before), acting=acting, at=at)
        return _("The contract is changed.")

    here = address("systems:contract", public_id)
    sheet = Sheet(
        _("Change the contract"),
        row.name,
        _("Save"),
        [(_("Contracts"), address("systems:contracts")), (row.name, here)],
        here,
        f"contract_change {public_id}",
        forbidden=forbidden(may_change(acting, row)),
        template=_WRITE,
    )
    return answered(request, acting, sheet, lambda data: _contract_form(acting, data, initial), do)


@require_http_methods(FORM)
@page
def contract_draw(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Say what was drawn of a contract's value."""
    row = access_contract(acting, public_id)

    def do(form: DrawForm, at: datetime) -> str:
        contract_services.draw(row, form.said(), acting=acting, at=at)
        return _("It is drawn on the contract.")

    here = address("systems:contract", public_id)
    sheet = Sheet(
        _("Draw on the contract"),
        row.name,
        _("Draw on it"),
        [(_("Contracts"), address("systems:contracts")), (row.name, here)],
        here,
        f"contract_draw {public_id}",
        forbidden=forbidden(may_change(acting, row)),
    )
    return answered(request, acting, sheet, DrawForm, do)


@require_http_methods(FORM)
@page
def contract_remove(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Take a contract out of the register."""
    row = access_contract(acting, public_id)

    def do(_form: Any, at: datetime) -> str:
        contract_services.remove_contract(row, acting=acting, at=at)
        return _("The contract is removed.")

    sheet = Sheet(
        _("Remove the contract"),
        row.name,
        _("Remove the contract"),
        [(_("Contracts"), address("systems:contracts")), (row.name, address("systems:contract", public_id))],
        address("systems:contracts"),
        f"contract_remove {public_id}",
        told=[_("It is gone from the lists and from what others see. What was drawn of it is kept.")],
        forbidden=forbidden(may_change(acting, row)),
        danger=True,
    )
    return answered(request, acting, sheet, forms.Form, do)
