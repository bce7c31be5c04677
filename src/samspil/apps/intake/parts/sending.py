"""Something is sent from its own page to whoever decides it: as a matter of a kind that one may bring."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.parts.pages import REFUSED, sentence
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.intake.parts.bring import Asking, BringForm
from samspil.apps.intake.parts.natures import nature_text
from samspil.apps.intake.selectors.kinds import KindToBring, kinds_to_send
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.routes import Nature
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language


@dataclass(frozen=True, slots=True)
class Sending:
    """What is sent: its nature and id, what is suggested as title and description, where one came from, and
    the door. ``told`` is what is said when it has been sent; ``known`` is what else fields begin with.
    """

    nature: Nature
    subject: UUID
    title: str
    description: str
    back: str
    crumbs: list[tuple[str, str]]
    send: Callable[[NewMatter], UUID]
    told: str = ""
    known: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Offer:
    """The kinds of a nature that somebody may send; where there is none, why, in a sentence."""

    kinds: list[KindToBring]
    why_none: str = ""

    @property
    def only(self) -> str:
        """The one kind there is; nothing where one must choose."""
        return self.kinds[0].key if len(self.kinds) == 1 else ""


def offer(acting: Acting, nature: Nature, on: date) -> Offer:
    """As what something of a nature can be sent by whoever acts."""
    found = kinds_to_send(acting.organisation_id, acting.roles, nature, on)
    mine = [one for one in found if one.may]
    if mine:
        return Offer(mine)
    if not found:
        why = _(
            "Your governance model has no kind of matter for this. Whoever keeps the model can give one"
            " the nature “%(nature)s”."
        )
        return Offer([], why % {"nature": nature_text(nature)})
    roles = {
        one.model.spec.roles[role].name.in_language(language())
        for one in found
        for role in one.kind.brought_by
    }
    told = _("Your role cannot send it. These can: %(roles)s.")
    return Offer([], told % {"roles": ", ".join(sorted(roles))})


def send_page(request: HttpRequest, acting: Acting, what: Sending, at: datetime) -> HttpResponse:
    """The kind, where several fit; then what the model asks of such a matter; sent, the matter."""
    offered = offer(acting, what.nature, timezone.localdate(at))
    key = request.POST.get("kind") or request.GET.get("kind", "") or offered.only
    if not key:
        return _show(request, what, offered, None, None)
    kind = next((one for one in offered.kinds if one.key == key), None)
    if kind is None:
        raise Http404(key)
    if request.method != "POST":
        suggested = {"title": what.title[:300], "description": what.description}
        initial = {**suggested, **what.known, "key": str(new_id())}
        return _show(request, what, offered, kind, _form(acting, kind, at, initial=initial))
    form = _form(acting, kind, at, data=request.POST)
    answer = _sent(form, what, acting, at)
    if answer is None:
        return _show(request, what, offered, kind, form, status=REFUSED)
    told = what.told or _("Sent as a matter. It becomes real only by the decision in it.")
    messages.success(request, told)
    return HttpResponseRedirect(address("governance:matter", answer) or what.back)


def _form(acting: Acting, kind: KindToBring, at: datetime, **rest: Any) -> BringForm:
    units = [
        (str(one.public_id), one.name) for one in list_units(acting.organisation_id, timezone.localdate(at))
    ]
    return BringForm(Asking(kind, units, acting.unit, language()), **rest)


def _sent(form: BringForm, what: Sending, acting: Acting, at: datetime) -> str | None:
    if not form.is_valid():
        return None
    try:
        key = UUID(form.data.get("key", ""))
    except ValueError:
        form.refuse(_("The page was too old to send. Send it again."))
        return None
    asked = Request(
        acting.organisation_id,
        str(acting.person),
        f"send {key}",
        {**form.as_sent(), "subject": str(what.subject)},
    )
    try:
        answer, _before = once(
            asked, lambda: str(what.send(replace(form.new_matter(), subject=what.subject))), at
        )
    except RefusedError as error:
        form.refuse(sentence(error.problem, form.asking.kind.model))
        return None
    except AnotherRequestError:
        form.refuse(_("The page was too old to send. Send it again."))
        return None
    return str(answer)


def _show(
    request: HttpRequest,
    what: Sending,
    offered: Offer,
    kind: KindToBring | None,
    form: BringForm | None,
    *,
    status: int = 200,
) -> HttpResponse:
    tongue = language()
    context = {
        "crumbs": [*what.crumbs, (_("Send for decision"), "")],
        "kinds": [{"key": one.key, "name": one.kind.name.in_language(tongue)} for one in offered.kinds],
        "why_none": offered.why_none,
        "kind": {"key": kind.key, "name": kind.kind.name.in_language(tongue)} if kind else None,
        "form": form,
        "what": what,
    }
    return render(request, "intake/send.html", context, status=status)
