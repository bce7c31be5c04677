"""A planned adoption is called off: what goes on instead, why, and by which matter."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.forms.adoptions import CallOffForm
from samspil.apps.governance.parts import finding, naming
from samspil.apps.governance.parts.finding import Found
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors.versions import AdoptionLine, adoptions_of, approved_matters
from samspil.apps.governance.services.adoptions import deciding_forum, may_adopt
from samspil.apps.governance.services.calling_off import CallingOff, call_off
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def call_off_adoption(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Ask why, then call it off. Who may not, or where nothing is planned, is told there is no such page."""
    today = timezone.localdate()
    found = finding.of_version(access.access_version(acting, public_id))
    if found.version is None or not may_adopt(acting, today):
        raise NotFoundError(str(public_id))
    planned = [line for line in adoptions_of(acting, found.version) if line.valid_from > today]
    if not planned:
        raise NotFoundError(str(public_id))
    form = CallOffForm(request.POST or None, **deciding(acting))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        why = CallingOff(said["reason"], UUID(said["decided_by"]) if said["decided_by"] else None)
        try:
            call_off(found.version, why, acting=acting, at=timezone.now(), today=today)
        except RefusedError as error:
            form.add_error(None, sentence(error.problem, found.model))
        else:
            messages.success(request, _("The adoption is called off. What holds goes on."))
            return redirect(address("governance:models"))
    context = _context(acting, found, planned, form)
    return shown(request, "governance/model_call_off.html", context, refused=bool(form.errors))


def deciding(acting: Acting) -> dict[str, Any]:
    """The matters that may have decided it, and whether one must be named."""
    top = deciding_forum(acting.organisation_id, timezone.localdate())
    return {
        "matters": [
            (str(one.public_id), f"{one.case_number} {one.title}") for one in approved_matters(acting)
        ],
        "must_name_matter": acting.organisation_kind is OrganisationKind.ASSOCIATION and top is not None,
    }


def forum_of(acting: Acting) -> str:
    """The association's forum that decides on models, by name; nothing in a municipality."""
    top = deciding_forum(acting.organisation_id, timezone.localdate())
    is_association = acting.organisation_kind is OrganisationKind.ASSOCIATION
    return top.forum.name.in_language(language()) if top and is_association else ""


def _context(acting: Acting, found: Found, planned: list[AdoptionLine], form: CallOffForm) -> dict[str, Any]:
    assert found.model is not None
    return {
        "found": found,
        "form": form,
        "forum": forum_of(acting),
        "planned": [
            {
                "kind": naming.kind(found.model, line.kind, language()),
                "since": words().day(line.valid_from),
                "reason": line.reason,
            }
            for line in planned
        ],
        "crumbs": [
            (_("Governance model"), address("governance:models")),
            (found.title, found.url),
            (_("Call off"), ""),
        ],
    }
