"""Something is started: the form, and the sending, which happens once."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.parts.pages import FORBIDDEN, REFUSED, page, sentence
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.forms.starting import StartForm
from samspil.apps.portfolio.rights import may_start
from samspil.apps.portfolio.selectors.offered import offered
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.model_choices import model_choices
from samspil.core.errors import Problem
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address

# What the page that leads here may already know.
_KNOWN_BEFORE: Final = ("title", "form", "programme")


@require_http_methods(["GET", "HEAD", "POST"])
@page
def start(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The form; sent, what it started."""
    at = timezone.now()
    if not may_start(acting):
        shown = {"refused": sentence(Problem("not_yours_to_start", {}))}
        return render(request, "portfolio/refused.html", shown, status=FORBIDDEN)
    if request.method != "POST":
        before = {name: request.GET[name] for name in _KNOWN_BEFORE if name in request.GET}
        return _page(request, acting, _form(acting, at, initial={**before, "key": new_id()}))
    form = _form(acting, at, data=request.POST)
    if form.is_valid() and (started := _start(form, acting, at)):
        messages.success(request, started["told"])
        where = address("portfolio:initiative", started["initiative"])
        return HttpResponseRedirect(where or address("portfolio:initiatives"))
    return _page(request, acting, form, status=REFUSED)


def _form(acting: Acting, at: datetime, **rest: Any) -> StartForm:
    return StartForm(
        kinds=list(naming.FORMS.items()),
        programmes=offered(acting).programmes,
        models=model_choices(acting, timezone.localdate(at)),
        **rest,
    )


def _start(form: StartForm, acting: Acting, at: datetime) -> dict[str, str] | None:
    """What was started, now or when the same page was sent before; nothing where it was refused."""
    key = form.cleaned_data["key"]
    if key is None:
        form.again(new_id(), _("The page was too old to send. Send it again."))
        return None
    asked = Request(acting.organisation_id, str(acting.person), f"start {key}", form.as_sent())
    try:
        answer, _before = once(asked, lambda: _write(form, acting, at), at)
    except RefusedError as error:
        form.show_refusal(error.problem, sentence(error.problem))
    except NotFoundError:
        form.add_error("programme", _("The programme is no longer there."))
    except AnotherRequestError:
        form.again(
            new_id(), _("This page has already started something else. Send again to start this as well.")
        )
    else:
        found: dict[str, str] = answer
        return found
    return None


def _write(form: StartForm, acting: Acting, at: datetime) -> dict[str, str]:
    row = initiatives.start(form.new_initiative(), form.estimate(), acting=acting, at=at)
    told = _("Started as number %(number)s.") % {"number": row.number}
    return {"initiative": str(row.public_id), "told": told}


def _page(request: HttpRequest, acting: Acting, form: StartForm, *, status: int = 200) -> HttpResponse:
    crumbs = [(_("Portfolio"), address("portfolio:initiatives")), (_("Start an initiative"), "")]
    context = {"form": form, "crumbs": crumbs, "areas": offered(acting).areas}
    return render(request, "portfolio/start.html", context, status=status)
