"""A round: being prepared, open, or closed with where people disagree."""

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

from samspil.apps.balance.forms.preparing import SHOWS, DialogueForm, InviteForm
from samspil.apps.balance.rights import may_lead
from samspil.apps.balance.selectors.access import access_round
from samspil.apps.balance.selectors.dialogues import asked_in
from samspil.apps.balance.selectors.standing import groups_of, invited_in, standing_of
from samspil.apps.balance.services.inviting import invite as invite_them
from samspil.apps.balance.services.inviting import link_of
from samspil.apps.balance.services.preparing import change_questions
from samspil.apps.balance.services.running import close_round, open_round
from samspil.apps.balance.services.running import remind as remind_them
from samspil.apps.balance.types import Shows, Standing
from samspil.apps.balance.views.closed_page import closed_shown
from samspil.apps.balance.views.rounds import COLOURS, standing_words
from samspil.apps.governance.parts.pages import faults_told, page, sentence, shown
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.services.inviting import mail_goes_out
from samspil.apps.organisations.types import Acting
from samspil.core.errors import ProblemsError
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words
from samspil.kit.web.letter_language import language_name

if TYPE_CHECKING:
    from samspil.apps.balance.models import Round

Shown = dict[str, Any]


@require_safe
@page
def round_page(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Whatever there is of it now."""
    return _page(request, acting, access_round(acting, public_id))


@require_POST
@page
def invite(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The addresses of each group."""
    row = _led(acting, public_id)
    form = InviteForm(request.POST, dialogue=asked_in(row), language=language())
    if not form.is_valid():
        return _page(request, acting, row, form=form, refused=True)
    try:
        count = invite_them(row, form.groups(), acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), form=form, refused=True)
    said = ngettext("%(count)s person is invited.", "%(count)s people are invited.", count)
    messages.success(request, said % {"count": count})
    return redirect("balance:round", public_id)


@require_POST
@page
def opened(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Those invited can answer from now on."""
    said = _("The round is open. Each gets a letter with a link of their own.")
    return _done(request, acting, public_id, open_round, said)


@require_POST
@page
def remind(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Another letter to those who have not answered."""
    said = _("Those who have not answered get another letter.")
    return _done(request, acting, public_id, remind_them, said)


@require_POST
@page
def closed(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """No more answers; they are read from now on."""
    said = _("The round is closed. The addresses are deleted, and no answer knows whose it is.")
    return _done(request, acting, public_id, close_round, said)


@require_http_methods(["GET", "HEAD", "POST"])
@page
def change(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """The questions of a round, changed while it is under way: a new version."""
    row = _led(acting, public_id)
    if row.closed_at is not None:
        raise NotFoundError(str(public_id))
    if request.method != "POST":
        return _change(request, row, DialogueForm(initial={"document": row.version.document}))
    form = DialogueForm(request.POST)
    if not form.is_valid():
        return _change(request, row, form, refused=True)
    try:
        change_questions(row, form.cleaned_data["document"], acting=acting, at=timezone.now())
    except ProblemsError as error:
        return _change(request, row, form, faults_told(error), refused=True)
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), refused=True)
    messages.success(
        request, _("The round asks on in a new version. What was answered before keeps its questions.")
    )
    return redirect("balance:round", public_id)


def _change(
    request: HttpRequest,
    row: Round,
    form: DialogueForm,
    faults: list[str] | None = None,
    *,
    refused: bool = False,
) -> HttpResponse:
    crumbs = [
        *_crumbs(row)[:1],
        (row.title, address("balance:round", row.public_id)),
        (_("Change the questions"), ""),
    ]
    context = {"form": form, "faults": faults or [], "crumbs": crumbs, "title": _("Change the questions")}
    context["lead"] = _(
        "What is saved is a new version. Answers that have been given keep the questions they answered."
    )
    return shown(request, "balance/dialogue.html", {**context, "may_change": True}, refused=refused)


def _led(acting: Acting, public_id: UUID) -> Round:
    """A round that one leads; to others nothing is there to be led."""
    row = access_round(acting, public_id)
    if not may_lead(acting):
        raise NotFoundError(str(public_id))
    return row


def _done(
    request: HttpRequest, acting: Acting, public_id: UUID, do: Callable[..., object], said: str
) -> HttpResponseBase:
    row = _led(acting, public_id)
    try:
        do(row, acting=acting, at=timezone.now())
    except RefusedError as error:
        return _page(request, acting, row, sentence(error.problem), refused=True)
    messages.success(request, said)
    return redirect("balance:round", public_id)


def _page(
    request: HttpRequest,
    acting: Acting,
    row: Round,
    why: str = "",
    *,
    form: InviteForm | None = None,
    refused: bool = False,
) -> HttpResponse:
    standing = standing_of(row)
    context = {**_head(row, standing), "refusal": why, "may_lead": may_lead(acting)}
    if standing is Standing.CLOSED:
        return shown(
            request, "balance/closed.html", {**context, **closed_shown(acting, row)}, refused=refused
        )
    context |= _before(row, standing, form, leads=may_lead(acting))
    return shown(request, "balance/round.html", context, refused=refused)


def _head(row: Round, standing: Standing) -> Shown:
    dialogue = asked_in(row)
    names = {key: name.in_language(language()) for key, name in dialogue.groups.items()}
    groups = [(names.get(one.group, one.group), one.answered, one.invited) for one in groups_of(row)]
    return {
        "public_id": row.public_id,
        "title": row.title,
        "standing": standing_words(standing),
        "colour": COLOURS[standing],
        "is_open": standing is Standing.OPEN,
        "dialogue": dialogue.name.in_language(language()),
        "question_count": len(dialogue.questions),
        "answer_by": words().day(row.answer_by),
        "letters_in": language_name(row.language),
        "shows": SHOWS[Shows(row.shows)],
        "groups": groups,
        "answered": sum(answered for _name, answered, _invited in groups),
        "invited": sum(invited for _name, _answered, invited in groups),
        "crumbs": _crumbs(row),
    }


def _before(row: Round, standing: Standing, form: InviteForm | None, *, leads: bool) -> Shown:
    """What whoever leads prepares, and, where no mail goes out, the links to hand out."""
    if not leads:
        return {}
    is_open = standing is Standing.OPEN
    people = invited_in(row)
    dialogue = asked_in(row)
    links = [] if mail_goes_out() or not is_open else people
    names = {key: name.in_language(language()) for key, name in dialogue.groups.items()}
    return {
        "form": form or InviteForm(dialogue=dialogue, language=language(), there=[] if is_open else people),
        "links": [(names.get(one.group, one.group), one.address, link_of(row, one)) for one in links],
        "left_count": sum(not one.has_answered for one in people),
        "may_open": not is_open and bool(people),
    }


def _crumbs(row: Round) -> list[tuple[str, str]]:
    return [(_("Balance checks"), address("balance:rounds")), (row.title, "")]
