"""Change agents: who can be asked about what; oneself on the list, or off it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.asking import AgentForm, WordsForm
from samspil.apps.portfolio.selectors.agents import find_agents, listed_until, own_agent
from samspil.apps.portfolio.services.agents import stand_forward
from samspil.apps.portfolio.services.agents import withdraw as stand_back
from samspil.apps.portfolio.views import going
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words


@require_http_methods(["GET", "HEAD", "POST"])
@page
def agents(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Those who can be asked, and what one says of oneself."""
    if request.method != "POST":
        return _page(request, acting)
    form = AgentForm(request.POST)
    if not going.tried(form, lambda: stand_forward(form.said(), acting=acting, at=timezone.now())):
        return _page(request, acting, form)
    messages.success(request, _("You are on the list for a year. You can withdraw at any time."))
    return redirect("portfolio:agents")


def _page(
    request: HttpRequest, acting: Acting, form: AgentForm | None = None, refusal: str = ""
) -> HttpResponse:
    today = timezone.localdate(timezone.now())
    own = own_agent(acting, today)
    first = None
    if own is not None:
        first = {
            "function": own.function,
            "topics": own.topics,
            "shows_to_members": own.shows_to_members,
        }
    search = WordsForm(request.GET)
    context = {
        "crumbs": [(_("Portfolio"), address("portfolio:initiatives")), (_("Change agents"), "")],
        "search": search,
        "said": search.words(),
        "agents": find_agents(acting, search.words(), today),
        "own": own,
        "until": words().day(listed_until(own)) if own else "",
        "form": form or AgentForm(initial=first),
        "refusal": refusal,
    }
    return going.shown(request, "portfolio/agents.html", context, form)


@require_POST
@page
def withdraw(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Off the list."""
    try:
        stand_back(acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, refusal=sentence(error.problem))
    messages.success(request, _("You are off the list, and what you wrote of yourself is gone."))
    return redirect("portfolio:agents")
