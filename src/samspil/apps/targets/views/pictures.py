"""The three target pictures, one of them with its steps, and its versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.governance.parts.pages import page, sentence
from samspil.apps.governance.parts.pages import shown as answered
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import list_people, names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.how_far import HowFar
from samspil.apps.portfolio.selectors.phases import ProjectModels, project_models_on
from samspil.apps.portfolio.selectors.titles import open_titles
from samspil.apps.portfolio.types import End
from samspil.apps.systems.selectors.named import uses_to_choose
from samspil.apps.targets.forms.drawing import PictureForm, StepForm
from samspil.apps.targets.forms.placing import POSITIONS
from samspil.apps.targets.rights import may_draw
from samspil.apps.targets.selectors.access import access_kind
from samspil.apps.targets.selectors.radar import standing
from samspil.apps.targets.selectors.shown import Far, Shown, all_three, shown
from samspil.apps.targets.services.picturing import write_picture
from samspil.apps.targets.services.stepping import add_step
from samspil.apps.targets.types import Kind, Position
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.targets.models import Step

Told = dict[str, Any]


@require_safe
@page
def pictures(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """All three, with the steps done of each; never one number for all."""
    rows = [
        {
            "name": kind_words(kind),
            "about": _about(kind),
            "url": address("targets:picture", kind.value),
            "wants": one.wants if one else "",
            "far": _far(far),
        }
        for kind, one, far in all_three(acting)
    ]
    return render(request, "targets/pictures.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@page
def picture(request: HttpRequest, acting: Acting, kind: str) -> HttpResponseBase:
    """One of them; written anew by whoever may, as the next version."""
    which = access_kind(kind)
    if request.method != "POST":
        return _page(request, acting, which)
    if not may_draw(acting):
        raise NotFoundError(kind)
    form = PictureForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, which, form=form)
    row = write_picture(which, form.picture(), acting=acting, at=timezone.now())
    messages.success(request, _("Kept as version %(number)s.") % {"number": row.number})
    return redirect("targets:picture", which.value)


@require_POST
@page
def add(request: HttpRequest, acting: Acting, kind: str) -> HttpResponseBase:
    """A step that somebody takes."""
    which = access_kind(kind)
    if not may_draw(acting):
        raise NotFoundError(kind)
    form = _step_form(acting, request.POST)
    if not form.is_valid():
        return _page(request, acting, which, step_form=form)
    try:
        add_step(which, form.step(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, which, sentence(error.problem), step_form=form)
    messages.success(request, _("The step stands there, and on My work of whoever takes it."))
    return redirect("targets:picture", which.value)


@require_safe
@page
def versions(request: HttpRequest, acting: Acting, kind: str) -> HttpResponseBase:
    """All that was ever written, the newest first."""
    which = access_kind(kind)
    found = shown(acting, which).versions
    names = names_of(one.written_by for one in found)
    rows = [
        {
            "number": one.number,
            "day": words().day(timezone.localdate(one.written_at)),
            "who": names.get(one.written_by, ""),
            "wants": one.wants,
            "takes": one.takes,
        }
        for one in found
    ]
    crumbs = [*_crumbs(), (kind_words(which), address("targets:picture", which.value)), (_("Versions"), "")]
    return render(request, "targets/versions.html", {"rows": rows, "crumbs": crumbs})


def kind_words(kind: Kind) -> str:
    """What a picture is called."""
    return {
        Kind.STRATEGIC: _("The strategic target picture"),
        Kind.SERVICE: _("The target picture of services"),
        Kind.TECHNICAL: _("The technical target picture"),
    }[kind]


def _about(kind: Kind) -> str:
    return {
        Kind.STRATEGIC: _("Where do we want to go, and what do we want digitalisation to do for us?"),
        Kind.SERVICE: _("What are citizens, companies and colleagues to meet?"),
        Kind.TECHNICAL: _("Which systems, data and ways of working do we want to stand on?"),
    }[kind]


def _far(far: Far) -> str:
    if not far.steps:
        return _("No step has been said yet.")
    said = ngettext("%(done)s of %(steps)s step is done", "%(done)s of %(steps)s steps are done", far.steps)
    return said % {"done": far.done, "steps": far.steps}


def _page(
    request: HttpRequest,
    acting: Acting,
    kind: Kind,
    why: str = "",
    *,
    form: PictureForm | None = None,
    step_form: StepForm | None = None,
) -> HttpResponse:
    found, draws = shown(acting, kind), may_draw(acting)
    now = found.versions[0] if found.versions else None
    context: Told = {
        "kind": kind.value,
        "title": kind_words(kind),
        "lead": _about(kind),
        "crumbs": [*_crumbs(), (kind_words(kind), "")],
        "refusal": why,
        "now": now,
        "written": words().day(timezone.localdate(now.written_at)) if now else "",
        "far": _far(found.far),
        "steps": _steps(acting, found),
        "may_draw": draws,
        "technologies": [
            (POSITIONS[one], [row.technology for row in placed if row.position == one.value])
            for one in Position
        ]
        if kind is Kind.TECHNICAL and (placed := standing(acting.organisation_id))
        else [],
    }
    if draws:
        before = {"wants": now.wants, "takes": now.takes} if now else {}
        context["form"] = form or PictureForm(initial=before)
        context["step_form"] = step_form or _step_form(acting)
    return answered(request, "targets/picture.html", context, refused=request.method == "POST")


def _step_form(acting: Acting, data: Any = None) -> StepForm:
    people = list_people(acting.organisation_id, timezone.localdate())
    return StepForm(
        data,
        people=[(one.public_id, one.name) for one in people],
        initiatives=open_titles(acting),
        systems=uses_to_choose(acting.organisation_id),
        named={
            "competence": sorted(_competences(acting).items(), key=lambda one: one[1]),
            "technology": [(one.technology, one.technology) for one in standing(acting.organisation_id)],
        },
    )


def _competences(acting: Acting) -> dict[str, str]:
    """What each competence of the catalogue is called."""
    every = catalogue_of(acting.organisation_id).catalogue.competences
    return {key: one.name.in_language(language()) for key, one in every.items()}


def _steps(acting: Acting, found: Shown) -> list[Told]:
    names = names_of(one.owner for one in found.steps)
    models = project_models_on(acting, timezone.localdate()) if found.initiatives else ProjectModels({})
    tied = {key: _initiative_far(one, models) for key, one in found.initiatives.items()}
    competences = _competences(acting) if any(one.competence for one in found.steps) else {}
    placed = {one.technology: one.position for one in standing(acting.organisation_id)} if found.steps else {}
    return [
        {
            **_step(one, names.get(one.owner, ""), found, tied, acting),
            "competence": competences.get(one.competence, one.competence),
            "technology": one.technology,
            "position": POSITIONS[Position(placed[one.technology])] if one.technology in placed else "",
        }
        for one in found.steps
    ]


def _step(one: Step, name: str, found: Shown, far: Mapping[UUID, str], acting: Acting) -> Told:
    is_done, draws = one.done_at is not None, may_draw(acting)
    tied = found.initiatives.get(one.initiative) if one.initiative else None
    return {
        "id": one.public_id,
        "what": one.what,
        "who": name,
        "from": words().day(one.starts_on) if one.starts_on else "",
        "due": words().day(one.due_on),
        "is_done": is_done,
        "is_late": not is_done and one.due_on < timezone.localdate(),
        "initiative": tied.title if tied else "",
        "initiative_url": address("portfolio:initiative", one.initiative) if tied else "",
        "initiative_far": far.get(one.initiative, "") if one.initiative else "",
        "system": found.systems.get(one.system, "") if one.system else "",
        "system_url": address("systems:use", one.system) if one.system in found.systems else "",
        "may_end": not is_done and (draws or one.owner == acting.person),
        "may_drop": not is_done and draws,
    }


def _initiative_far(tied: HowFar, models: ProjectModels) -> str:
    """How far what a step is tied to has come, as the portfolio says."""
    if tied.end:
        return _("carried through") if tied.end == End.COMPLETED.value else _("stopped")
    if tied.is_joint:
        told = ngettext(
            "%(live)s of %(count)s member is live", "%(live)s of %(count)s members are live", tied.invited
        )
        return told % {"live": tied.live, "count": tied.invited}
    phase = models.phase(tied.project_model, tied.phase)
    return phase.in_language(language()) if phase else _("under way")


def _crumbs() -> list[tuple[str, str]]:
    return [(_("Target pictures"), address("targets:pictures"))]
