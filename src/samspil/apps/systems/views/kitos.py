"""KITOS is asked with a token, by a worker; what comes of it goes on as a list that somebody sent."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from samspil.apps.governance.parts.pages import FORBIDDEN, REFUSED, page, sentence
from samspil.apps.organisations.rights import may_open_doors
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.forms.kitos import KitosForm
from samspil.apps.systems.services.asking_kitos import access_asked, ask_kitos
from samspil.apps.systems.types.asking import AskedState
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.journal.recording import By
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

FORM: Final = ("GET", "HEAD", "POST")


def _crumbs(last: str) -> list[tuple[str, str]]:
    return [
        (_("Systems and contracts"), address("systems:uses")),
        (_("Read lists in"), address("systems:import_send")),
        (last, ""),
    ]


def _not_theirs(request: HttpRequest) -> HttpResponseBase:
    title = _("Fetch from KITOS")
    context = {"title": title, "crumbs": _crumbs(title), "form": None}
    context |= {"refused": sentence(Problem("not_yours_to_ask_kitos", {})), "back": address("systems:uses")}
    return render(request, "governance/sheet.html", context, status=FORBIDDEN)


@sensitive_post_parameters("token")
@sensitive_variables()
@never_cache
@require_http_methods(FORM)
@page
def ask(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The address and the token; then to the page that tells how far it has come."""
    if not may_open_doors(acting):
        return _not_theirs(request)
    hosts = sorted(settings.SAMSPIL_KITOS_HOSTS)
    first = {"address": f"https://{hosts[0]}"} if hosts else {}
    form = KitosForm(request.POST or None, initial=first)
    told: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            asked = ask_kitos(acting.organisation_id, form.said(), By(str(acting.person), timezone.now()))
            return redirect("systems:kitos_asked", asked.public_id)
        except ProblemsError as error:
            told = [words().problem(one) for one in error.problems]
    context = {"form": form, "told": told, "crumbs": _crumbs(_("Fetch from KITOS"))}
    status = REFUSED if told or form.errors else 200
    return render(request, "systems/kitos.html", context, status=status)


@require_safe
@never_cache
@page
def asked(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """How far it has come: on to the list where there is one; the part for htmx, the page for others."""
    found = access_asked(acting.organisation_id, public_id, timezone.now())
    if not may_open_doors(acting):
        return _not_theirs(request)
    is_part = getattr(request, "htmx", False)
    list_url = address("systems:import_list", found.list_id) if found.list_id else ""
    if list_url and not is_part:
        return redirect(list_url)
    context: dict[str, Any] = {
        "asked": found,
        "is_over": found.state in {AskedState.DONE.value, AskedState.STOPPED.value},
        "is_asking": found.state == AskedState.ASKING.value,
        "told": [words().problem(Problem(one["code"], one["args"])) for one in found.problems],
        "list_url": list_url,
        "again_url": address("systems:kitos"),
        "here": address("systems:kitos_asked", public_id),
        "crumbs": _crumbs(_("Fetch from KITOS")),
    }
    template = "systems/parts/kitos_progress.html" if is_part else "systems/kitos_asked.html"
    return render(request, template, context)
