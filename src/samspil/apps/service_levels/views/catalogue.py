"""All services with what is promised and what was delivered last; a new service."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import page, shown, tried
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.service_levels.forms.describing import ServiceForm
from samspil.apps.service_levels.parts.words import crumbs_to, level_now
from samspil.apps.service_levels.rights import may_promise
from samspil.apps.service_levels.selectors.held import list_services
from samspil.apps.service_levels.services.describing import add_service
from samspil.kit.web.addresses import address


@require_safe
@page
def catalogue(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """By name; never one score of all."""
    today, may = timezone.localdate(), may_promise(acting)
    actions = [(_("New service"), address("service_levels:new"))]
    actions += [(_("Figures from a file"), address("service_levels:figures"))]
    context = {
        "services": [
            {
                "key": f"service-{one.service.pk}",
                "name": one.service.name,
                "words": one.service.words,
                "owner": one.service.owner,
                "url": address("service_levels:service", one.service.public_id),
                "levels": [level_now(each, today) for each in one.levels],
            }
            for one in list_services(acting.organisation_id)
        ],
        "actions": actions if may else [],
        "may_promise": may,
    }
    return render(request, "service_levels/catalogue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def new(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is the service, in plain words, and who answers for it?"""
    if not may_promise(acting):
        raise NotFoundError("new")
    form = ServiceForm(request.POST or None)
    if request.method != "POST":
        return _form(request, form)
    made = []
    why = tried(form, lambda: made.append(add_service(form.service(), acting=acting, at=timezone.now())))
    if why is not None:
        return _form(request, form, why, refused=True)
    messages.success(request, _("The service is there. Say now what its users can count on."))
    return redirect("service_levels:level_new", made[0].public_id)


def _form(request: HttpRequest, form: ServiceForm, why: str = "", *, refused: bool = False) -> HttpResponse:
    title = _("New service")
    context = {"form": form, "refusal": why, "title": title, "crumbs": crumbs_to((title, ""))}
    context["submit"] = _("Add the service")
    return shown(request, "service_levels/form.html", context, refused=refused)
