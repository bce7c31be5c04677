"""Saying what a system exchanges data with, and that it no longer does."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.parts.sheets import Sheet, answered
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.relations import RelationForm
from samspil.apps.systems.rights import may_change
from samspil.apps.systems.selectors.access import access_relation, access_use
from samspil.apps.systems.selectors.linked import names_of_uses
from samspil.apps.systems.services import uses as services
from samspil.apps.systems.views.changing import FORM, forbidden
from samspil.kit.web.addresses import address


@require_http_methods(FORM)
@page
def relate(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Say what a system exchanges with another."""
    row = access_use(acting, public_id)
    known = names_of_uses(acting.organisation_id)

    def do(form: RelationForm, at: datetime) -> str:
        services.relate(row, form.said(), acting=acting, at=at)
        return _("It stands at the system now, and at the other where that is yours.")

    here = address("systems:use", public_id)
    sheet = Sheet(
        _("Add a connection"),
        str(row),
        _("Add the connection"),
        [(_("Systems"), address("systems:uses")), (str(row), here)],
        here,
        f"use_relate {public_id}",
        forbidden=forbidden(may_change(acting, row)),
    )
    return answered(request, acting, sheet, lambda data: RelationForm(data, known), do)


@require_http_methods(FORM)
@page
def unrelate(request: HttpRequest, acting: Acting, public_id: UUID, number: int) -> HttpResponseBase:
    """Say that a system no longer exchanges data with another."""
    row = access_use(acting, public_id)
    relation = access_relation(row, number)

    def do(_form: Any, at: datetime) -> str:
        services.end_relation(row, relation, acting=acting, at=at)
        return _("The connection is removed.")

    here = address("systems:use", public_id)
    other = relation.other_name if relation.use_id == row.pk else str(relation.use)
    sheet = Sheet(
        _("Remove the connection"),
        f"{row} – {other}",
        _("Remove the connection"),
        [(_("Systems"), address("systems:uses")), (str(row), here)],
        here,
        f"use_unrelate {public_id} {number}",
        forbidden=forbidden(may_change(acting, row)),
        danger=True,
    )
    return answered(request, acting, sheet, forms.Form, do)
