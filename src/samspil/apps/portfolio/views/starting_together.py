"""What members have consented to becomes an initiative that they carry out together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.selectors.parts import CarriedRow, carried_matter, parts_of
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.following import said_of_model
from samspil.apps.portfolio.forms.taking_part import StartTogetherForm
from samspil.apps.portfolio.rights import may_start
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.model_choices import model_choices
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address


@require_http_methods(["GET", "HEAD", "POST"])
@page
def start_joint(request: HttpRequest, acting: Acting, matter_id: UUID) -> HttpResponseBase:
    """The form, filled in from the matter; sent, the initiative with those who have consented."""
    matter = carried_matter(acting.organisation_id, matter_id)
    if not may_start(acting):
        raise NotFoundError(str(matter_id))
    at = timezone.now()
    models = model_choices(acting, timezone.localdate(at))
    if request.method != "POST":
        return _page(request, matter, _form(matter, models))
    form = _form(matter, models, request.POST)
    if not form.is_valid():
        return _page(request, matter, form, refused=True)
    said = {name: str(value) for name, value in form.cleaned_data.items()}
    asked = Request(
        acting.organisation_id,
        str(acting.person),
        form.cleaned_data["key"],
        {"matter": str(matter_id), **said},
    )
    begin: Callable[..., Any] = import_string(settings.SAMSPIL_START_JOINT)
    try:
        started, _before = once(
            asked, lambda: str(begin(matter_id, _new(form), acting=acting, at=at).public_id), at
        )
    except RefusedError as error:
        return _page(request, matter, form, sentence(error.problem))
    except AnotherRequestError:
        return _page(request, matter, form, _("This has been sent already. Load the page again."))
    messages.success(request, _("The initiative is started, and the members can see it."))
    return redirect("portfolio:common", started)


def _form(matter: CarriedRow, models: list[tuple[str, str]], data: Any = None) -> StartTogetherForm:
    known = {"title": matter.title, "purpose": matter.description, "key": new_id().hex}
    return StartTogetherForm(data, forms_named=list(naming.FORMS.items()), models=models, initial=known)


def _new(form: StartTogetherForm) -> NewInitiative:
    said = form.cleaned_data
    project_model, because = said_of_model(said)
    return NewInitiative(
        project_model=project_model,
        outside_model_because=because,
        title=said["title"],
        purpose=said["purpose"],
        form=Form(said["form"]),
        is_mandatory=bool(said["legal_source"].strip()),
        legal_source=said["legal_source"],
        legal_deadline=said["legal_deadline"],
        starts_on=said["starts_on"],
        hypothesis=said["hypothesis"],
    )


def _page(
    request: HttpRequest,
    matter: CarriedRow,
    form: StartTogetherForm,
    why: str = "",
    *,
    refused: bool = False,
) -> HttpResponse:
    context = {
        "form": form,
        "matter": matter,
        "refused": why,
        "with_count": len(parts_of([matter.public_id])[matter.public_id]),
        "crumbs": [(_("Members and initiatives"), address("portfolio:matrix")), (matter.case_number, "")],
    }
    return shown(request, "portfolio/start_joint.html", context, refused=refused or bool(why))
