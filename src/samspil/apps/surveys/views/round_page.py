"""A round: being prepared, open, or closed with what came of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from samspil.apps.governance.parts.pages import faults_told, page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.services.inviting import mail_goes_out
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.forms.preparing import READERS, AreasForm, InviteForm, SurveyForm
from samspil.apps.surveys.rights import leads
from samspil.apps.surveys.selectors.access import access_led, access_round
from samspil.apps.surveys.selectors.standing import areas_of, count_silent, invited_in, standing_of
from samspil.apps.surveys.selectors.surveys import asked_in
from samspil.apps.surveys.services.inviting import invite as invite_them
from samspil.apps.surveys.services.inviting import link_of, link_of_area
from samspil.apps.surveys.services.preparing import change_questions, keep_areas
from samspil.apps.surveys.services.running import close_round, open_round
from samspil.apps.surveys.services.running import remind as remind_them
from samspil.apps.surveys.types import Readers, Standing
from samspil.apps.surveys.views.closed_page import closed_shown
from samspil.apps.surveys.views.rounds import COLOURS, standing_words
from samspil.core.errors import ProblemsError
from samspil.core.surveys.suppression import LEAST
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words
from samspil.kit.web.letter_language import language_name

if TYPE_CHECKING:
    from samspil.apps.surveys.models import Round

Shown = dict[str, Any]
MOST_LINKS = 500  # handed out on a screen


@require_safe
@page
def round_page(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Whatever there is of it now."""
    return _page(request, acting, access_round(acting, public_id))


@require_POST
@page
def areas(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Which areas are asked, and how many people each has."""
    row = access_led(acting, public_id)
    form = AreasForm(request.POST)
    if not form.is_valid():
        return _page(request, acting, row, forms={"areas_form": form}, refused=True)
    new = form.cleaned_data["areas"]
    try:
        keep_areas(row, new, acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), forms={"areas_form": form}, refused=True)
    messages.success(request, _("The areas are kept."))
    if few := [one.name for one in new if one.people < LEAST]:
        said = _("Too few people to be shown by themselves, whatever they answer: %(areas)s.")
        messages.warning(request, said % {"areas": ", ".join(few)})
    return redirect("surveys:round", public_id)


@require_POST
@page
def invite(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The addresses of each area."""
    row = access_led(acting, public_id)
    form = InviteForm(request.POST, areas=_by_letter(row))
    if not form.is_valid():
        return _page(request, acting, row, forms={"invite_form": form}, refused=True)
    try:
        count = invite_them(row, form.addresses(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), forms={"invite_form": form}, refused=True)
    said = ngettext("%(count)s person is invited.", "%(count)s people are invited.", count)
    messages.success(request, said % {"count": count})
    return redirect("surveys:round", public_id)


@require_POST
@page
def opened(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Those invited can answer from now on."""
    return _done(
        request, acting, public_id, open_round, _("The survey is open. Letters with links are on their way.")
    )


@require_POST
@page
def remind(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Another letter to those who have not answered."""
    return _done(
        request, acting, public_id, remind_them, _("Those who have not answered get another letter.")
    )


@require_POST
@page
def closed(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """No more answers; what came of it is read from now on."""
    return _done(
        request, acting, public_id, close_round, _("The survey is closed, and the addresses are deleted.")
    )


@require_http_methods(["GET", "HEAD", "POST"])
@page
def change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The questions of a round, changed while it is under way: a new version."""
    row = access_led(acting, public_id)
    if row.closed_at is not None:
        raise NotFoundError(str(public_id))
    if request.method != "POST":
        return _change(request, row, SurveyForm(initial={"document": row.version.document}))
    form = SurveyForm(request.POST)
    if not form.is_valid():
        return _change(request, row, form, refused=True)
    try:
        change_questions(row, form.cleaned_data["document"], acting=acting, at=timezone.now())
    except ProblemsError as error:
        return _change(request, row, form, faults_told(error), refused=True)
    except RefusedError as error:
        return _change(request, row, form, [sentence(error.problem)], refused=True)
    said = _("The survey asks on in a new version. What was answered before keeps its questions.")
    messages.success(request, said)
    return redirect("surveys:round", public_id)


def _change(
    request: HttpRequest,
    row: Round,
    form: SurveyForm,
    faults: list[str] | None = None,
    *,
    refused: bool = False,
) -> HttpResponse:
    crumbs = [
        *_crumbs(row)[:1],
        (row.title, address("surveys:round", row.public_id)),
        (_("Change the questions"), ""),
    ]
    lead = _("What is saved is a new version. Answers that have been given keep the questions they answered.")
    context = {"form": form, "faults": faults or [], "crumbs": crumbs, "lead": lead, "may_change": True}
    context["title"] = _("Change the questions")
    return shown(request, "surveys/survey.html", context, refused=refused)


def _done(
    request: HttpRequest, acting: Acting, public_id: UUID, do: Callable[..., object], said: str
) -> HttpResponseBase:
    row = access_led(acting, public_id)
    try:
        do(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), refused=True)
    messages.success(request, said)
    return redirect("surveys:round", public_id)


def _page(
    request: HttpRequest,
    acting: Acting,
    row: Round,
    why: str = "",
    *,
    forms: Shown | None = None,
    refused: bool = False,
) -> HttpResponse:
    standing = standing_of(row)
    context = {**_head(row, standing), "refusal": why, "may_lead": leads(acting, row)}
    if standing is Standing.CLOSED:
        by = request.GET.get("show", "")
        context |= closed_shown(acting, row, by)
        return shown(request, "surveys/closed.html", context, refused=refused)
    context |= _before(row, standing)
    return shown(request, "surveys/round.html", {**context, **(forms or {})}, refused=refused)


def _head(row: Round, standing: Standing) -> Shown:
    survey = asked_in(row)
    return {
        "public_id": row.public_id,
        "title": row.title,
        "standing": standing_words(standing),
        "colour": COLOURS[standing],
        "is_open": standing is Standing.OPEN,
        "survey": survey.name.in_language(language()),
        "about": row.about,
        "answer_by": words().day(row.answer_by),
        "letters_in": language_name(row.language),
        "readers": READERS[Readers(row.readers)],
        "limit": LEAST,
        "crumbs": _crumbs(row),
    }


def _before(row: Round, standing: Standing) -> Shown:
    """What whoever leads prepares, and, where no mail goes out, the links to hand out."""
    is_open = standing is Standing.OPEN
    told = areas_of(row)
    hands_out = is_open and not mail_goes_out()
    people = invited_in(row) if hands_out or not is_open else []
    areas = [one.area for one in told]
    return {
        "areas": [_area_shown(one.area, one.invited) for one in told],
        "areas_form": AreasForm(there=areas),
        "invite_form": InviteForm(areas=_by_letter(row), there=[] if is_open else people),
        "may_open": not is_open and bool(told),
        "invited": sum(one.invited for one in told),
        "answered": sum(one.area.answered for one in told),
        "people": sum(one.area.people for one in told),
        "silent": count_silent(row) if is_open else 0,
        "area_links": [(one.name, link_of_area(one)) for one in areas if one.by_link],
        "links": [(one.area.name, one.address, link_of(one)) for one in people[:MOST_LINKS]]
        if hands_out
        else [],
    }


def _area_shown(area: Any, invited: int) -> Shown:
    """While it is open, few answers are told as few: nobody is to be looked for."""
    return {
        "name": area.name,
        "people": area.people,
        "invited": invited,
        "answered": area.answered,
        "is_few": area.answered < LEAST,
        "is_small": area.people < LEAST,
    }


def _by_letter(row: Round) -> list[Any]:
    return [one.area for one in areas_of(row) if not one.area.by_link]


def _crumbs(row: Round) -> list[tuple[str, str]]:
    return [(_("Surveys"), address("surveys:rounds")), (row.title, "")]
