"""Page 3: the model to build on, from when, and why."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from samspil import library
from samspil.apps.beginning.forms.model import ModelForm
from samspil.apps.beginning.selectors.planning import fault, first_left, is_ready_for, models_for
from samspil.apps.beginning.types import Chosen, Step
from samspil.apps.beginning.views.guide import Here, in_guide, onwards, sentences, shown
from samspil.apps.governance.parts import finding
from samspil.apps.governance.types import NotFoundError
from samspil.kit.web.language import language


@require_http_methods(["GET", "HEAD", "POST"])
@in_guide
def model(request: HttpRequest, here: Here) -> HttpResponseBase:
    """The models that ship for this sort of organisation, each with what it suits."""
    if not is_ready_for(Step.MODEL, here.chosen, here.today):
        return _back(here)
    chosen = here.chosen
    since = max(chosen.since, here.today.isoformat())
    was = {"model": chosen.model, "since": since, "reason": chosen.reason}
    form = ModelForm(request.POST or None, initial=was, models=models_for(chosen.kind), today=here.today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        picked = {"model": said["model"], "since": said["since"].isoformat(), "reason": said["reason"]}
        error = fault(Chosen.of_data({**chosen.as_data(), **picked}), here.today)
        if error is None:
            return onwards(here.keep(**picked), Step.MODEL)
        for sentence in sentences(error):
            form.add_error(None, sentence)
    picked_key = form.said("model")
    context = {"form": form, "shelf": [_told(key, picked_key) for key in models_for(chosen.kind)]}
    return shown(request, here, Step.MODEL, context, refused=bool(form.errors))


@require_safe
@in_guide
def shipped(request: HttpRequest, here: Here, key: str) -> HttpResponseBase:
    """A model that ships, with its picture."""
    if key not in models_for(here.chosen.kind):
        raise Http404
    try:
        found = finding.of_shipped(key)
    except NotFoundError as error:
        raise Http404 from error
    name, summary, fits = finding.headings(key)
    context = {
        "title": finding.in_language(name),
        "lead": finding.in_language(summary),
        "fits": fits if language() == "da" else "",
        "crumbs": [(_("Governance model"), reverse("beginning:model")), (finding.in_language(name), "")],
        "about": _about(key),
        "places": {},
        "picture": found.picture(here.today),
        "sections": found.telling(here.today).sections,
    }
    return render(request, "beginning/shipped.html", context)


def _told(key: str, picked: str) -> dict[str, Any]:
    name, summary, fits = finding.headings(key)
    return {
        "key": key,
        "name": finding.in_language(name),
        "summary": finding.in_language(summary),
        "fits": fits if language() == "da" else "",
        "about": _about(key),
        "picked": key == picked,
        "url": reverse("beginning:shipped", args=[key]),
    }


def _about(key: str) -> str:
    """How its own page begins, in Danish, as all these pages are; nothing in another language."""
    if language() != "da":
        return ""
    page = library.model_files(key)["README.md"].decode()
    told = [part for part in page.split("\n\n") if part.strip() and not part.startswith("#")]
    return " ".join(told[0].replace("*", "").split()) if told else ""


def _back(here: Here) -> HttpResponseBase:
    left = first_left(here.chosen, here.today)
    return redirect(f"beginning:{(left or Step.ORGANISATION).value}")
