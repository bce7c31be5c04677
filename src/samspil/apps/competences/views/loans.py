"""Whom the members ask us for, and our answer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.competences.forms.needing import LoanForm
from samspil.apps.competences.rights import may_confirm
from samspil.apps.competences.selectors.access import access_loan
from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.loans import AskedFor, asked_of_us
from samspil.apps.competences.services.lending import answer_loan
from samspil.apps.competences.views.told import competence_name, crumbs_to, level_words
from samspil.apps.governance.parts.pages import page, shown
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.core.competences.language import Catalogue
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

Shown = dict[str, Any]


@require_safe
@page
def loans(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is not answered first."""
    if not may_confirm(acting):
        raise NotFoundError("lent")
    catalogue = catalogue_of(acting.organisation_id).catalogue
    rows = [_shown(one, catalogue) for one in asked_of_us(acting, timezone.localdate())]
    context = {"rows": rows, "crumbs": crumbs_to(_("Whom members ask for"))}
    return render(request, "competences/loans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def loan(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """One that asks; we answer yes or no, and may answer again."""
    today = timezone.localdate()
    with access_loan(acting, public_id, today) as asked:
        form = LoanForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            answer_loan(asked, form.said(), acting=acting, at=timezone.now())
            messages.success(request, _("Answered. Whoever asked can read it now."))
            return redirect("competences:loans")
    told = next(one for one in asked_of_us(acting, today) if one.public_id == public_id)
    catalogue = catalogue_of(acting.organisation_id).catalogue
    name = _("%(borrower)s asks") % {"borrower": told.borrower}
    context = {
        "one": _shown(told, catalogue),
        "form": form,
        "title": name,
        "crumbs": [
            *crumbs_to("")[:1],
            (_("Whom members ask for"), address("competences:loans")),
            (name, ""),
        ],
    }
    return shown(request, "competences/loan.html", context, refused=request.method == "POST")


def _shown(one: AskedFor, catalogue: Catalogue) -> Shown:
    return {
        "url": address("competences:loan", one.public_id),
        "borrower": one.borrower,
        "function": one.function,
        "name": one.name,
        "competence": competence_name(catalogue, one.competence),
        "level": level_words(catalogue, one.level),
        "what": one.what,
        "note": one.note,
        "by": words().day(one.by_on),
        "last": words().day(one.last_on) if one.last_on else "",
        "due": words().day(one.due_on),
        "is_answered": one.is_yes is not None,
        "answer": _("Not answered yet") if one.is_yes is None else _("Yes") if one.is_yes else _("No"),
        "colour": "info" if one.is_yes is None else "success" if one.is_yes else "neutral",
        "words": one.words,
    }
