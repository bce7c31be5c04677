"""One thing is brought: the form, the way it would take, and the sending."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from samspil.apps.governance.services import moving
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.intake.parts.bring import Asking, BringForm
from samspil.apps.intake.parts.natures import nature_text
from samspil.apps.intake.selectors.better_places import better_places
from samspil.apps.intake.selectors.codes import CPV, KLE, REGISTERS
from samspil.apps.intake.selectors.kinds import KindToBring, kind_to_bring
from samspil.apps.intake.selectors.ways import WayAhead, usual_way_of, way_ahead
from samspil.apps.intake.views.choose import card
from samspil.apps.intake.views.codes import found
from samspil.apps.intake.views.telling import Teller
from samspil.apps.needs.parts.about import beginning_about
from samspil.apps.needs.parts.alike import Written, told_alike
from samspil.apps.needs.services.telling import show_when_brought
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.selectors.fellows import associations_of
from samspil.apps.organisations.signed_in import signed_in
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.parts.proposing import Proposal, plan_proposed, tender_proposed
from samspil.apps.systems.selectors.quarters import capacity_of
from samspil.core.errors import Problem
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.natures import OF_THE_PORTFOLIO
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language

REFUSED: Final = 422
NOT_YOURS: Final = 403


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def bring(request: HttpRequest, acting: Acting, kind: str) -> HttpResponseBase:
    """The form; sent, its way shown, or a code looked up, by the button that was pressed."""
    at = timezone.now()
    asked = asked_for(acting, kind, at)
    about = begun_by(request, acting, at)
    if request.method != "POST":
        if not asked.may:
            return render(request, "intake/not_yours.html", {"kind": card(asked)}, status=NOT_YOURS)
        return page(request, acting, form_for(acting, asked, at, initial=told_before(request, about)), at)
    form = form_for(acting, asked, at, data=request.POST)
    if "find" in request.POST or "way" in request.POST:
        return _look(request, acting, form, at)
    return _send(request, acting, form, at)


@require_POST
@signed_in
def way(request: HttpRequest, acting: Acting, kind: str) -> HttpResponseBase:
    """The way alone, as one types."""
    at = timezone.now()
    form = form_for(acting, asked_for(acting, kind, at), at, data=request.POST)
    told = {
        "way": way_of(form, acting, at),
        "kind": card(form.asking.kind),
        "alike": alike_of(form, acting, at),
        "as_one_types": True,
    }
    return render(request, "intake/parts/way.html", told)


def asked_for(acting: Acting, kind: str, at: datetime) -> KindToBring:
    """The kind, if it can be brought here at all."""
    try:
        return kind_to_bring(acting.organisation_id, acting.roles, kind, timezone.localdate(at))
    except NotFoundError as error:
        raise Http404(kind) from error


def form_for(
    acting: Acting,
    asked: KindToBring,
    at: datetime,
    *,
    data: QueryDict | None = None,
    initial: dict[str, str] | None = None,
) -> BringForm:
    """The form for a kind, with the organisation's units."""
    units = [
        (str(one.public_id), one.name) for one in list_units(acting.organisation_id, timezone.localdate(at))
    ]
    together = bool(associations_of(acting.organisation_id, timezone.localdate(at)))
    return BringForm(Asking(asked, units, acting.unit, language(), together), data, initial)


def begun_by(request: HttpRequest, acting: Acting, at: datetime) -> Proposal | None:
    """What a matter about a common need, a joint tender or a plan of them begins with.

    One that is not there is no page.
    """
    sent = request.POST if request.method == "POST" else request.GET
    on = timezone.localdate(at)
    asked = {name: sent[name] for name in ("about", "tender", "plan") if sent.get(name)}
    try:
        return _begun(acting, asked, on)
    except (ValueError, NotFoundError) as error:
        raise Http404(str(asked)) from error


def _begun(acting: Acting, asked: Mapping[str, str], on: date) -> Proposal | None:
    if "about" in asked:
        common = UUID(asked["about"])
        begun = beginning_about(acting, common, on)
        return Proposal(begun.title, begun.description, common)
    if "tender" in asked:
        return tender_proposed(acting, asked["tender"], on)
    if "plan" in asked:
        capacity = None if asked["plan"] == "all" else capacity_of(asked["plan"])
        return plan_proposed(acting, capacity, on)
    return None


def told_before(request: HttpRequest, begun: Proposal | None = None) -> dict[str, str]:
    """What is known already by where one comes from: a theme, an area, a common need, a joint tender."""
    known = {name: str(value) for name, value in request.GET.items() if name.startswith("a_")}
    if begun is not None:
        known |= {"title": begun.title, "description": begun.description, "about": str(begun.about or "")}
    return {**known, "key": str(new_id())}


def page(
    request: HttpRequest, acting: Acting, form: BringForm, at: datetime, *, status: int = 200
) -> HttpResponse:
    """The whole page, with the way as far as it is known."""
    asked = form.asking.kind
    nature = asked.nature
    context = {
        "form": form,
        "kind": card(asked),
        "nature": nature_text(nature),
        "registers": [_codes(form, one) for one in registers_for(nature)],
        "way": way_of(form, acting, at),
        "alike": alike_of(form, acting, at),
        "way_url": address("intake:way", asked.key),
        "better": [
            (one.name, address(one.page, one.key))
            for one in better_places(acting, asked.key, timezone.localdate(at))
        ],
    }
    return render(request, "intake/bring.html", context, status=status)


def alike_of(form: BringForm, acting: Acting, at: datetime) -> dict[str, Any]:
    """What others have bought or need that is like it, as far as it has been written.

    What is decided of the portfolio is no need, and what is about a common need knows already whose it is.
    """
    if form.asking.kind.nature in OF_THE_PORTFOLIO or form["about"].value():
        return {}
    said = {name: str(form[name].value() or "") for name in ("title", "description", *REGISTERS)}
    told = told_alike(acting, Written(**said), timezone.localdate(at))
    return {"told": told, "seems": any(one.seems for one in told), "url": address("needs:common")}


def registers_for(nature: Nature | None) -> tuple[str, ...]:
    """An idea has a subject, and what is decided of the portfolio; what may end in a purchase a code too."""
    return (KLE,) if nature is Nature.IDEA or nature in OF_THE_PORTFOLIO else (KLE, CPV)


def _codes(form: BringForm, register: str) -> dict[str, Any]:
    asked = form.data.get(f"{register}_words", "") if form.is_bound else ""
    chosen = form.data.get(register, "") if form.is_bound else ""
    return {
        **found(register, asked, chosen),
        "errors": form.errors.get(register, []) if form.is_bound else [],
    }


def _look(request: HttpRequest, acting: Acting, form: BringForm, at: datetime) -> HttpResponse:
    """Nothing is sent, and nothing that was typed is lost; what is missing is not yet an error."""
    if request.POST.get("find", "") in REGISTERS:
        form.is_valid()
        form.errors.clear()
        return page(request, acting, form, at)
    form.is_valid()
    for name in [one for one in form.errors if not one.startswith("a_") and not request.POST.get(one)]:
        del form.errors[name]
    return page(request, acting, form, at, status=REFUSED if form.errors else 200)


def _send(request: HttpRequest, acting: Acting, form: BringForm, at: datetime) -> HttpResponse:
    key = _key(request)
    if not form.is_valid():
        return page(request, acting, form, at, status=REFUSED)
    if key is None:
        return _again(request, acting, form, at, _("The page was too old to send. Send it again."))
    asked = Request(acting.organisation_id, str(acting.person), f"bring {key}", form.as_sent())
    try:
        answer, _before = once(asked, lambda: _bring(form, acting, at), at)
    except RefusedError as error:
        _refuse(form, error.problem)
        return page(request, acting, form, at, status=REFUSED)
    except AnotherRequestError:
        told = _("This page has already sent something else. Send again to bring this as well.")
        return _again(request, acting, form, at, told)
    messages.success(request, str(answer["told"]))
    return HttpResponseRedirect(address("governance:matter", answer["matter"]) or address("intake:choose"))


def _key(request: HttpRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("key", ""))
    except ValueError:
        return None


def _again(
    request: HttpRequest, acting: Acting, form: BringForm, at: datetime, sentence: str
) -> HttpResponse:
    """A new key, and everything that was typed."""
    data = request.POST.copy()
    data["key"] = str(new_id())
    fresh = form_for(acting, form.asking.kind, at, data=data)
    fresh.is_valid()
    fresh.refuse(sentence)
    return page(request, acting, fresh, at, status=REFUSED)


def _bring(form: BringForm, acting: Acting, at: datetime) -> dict[str, str]:
    new = form.new_matter()
    ahead = way_ahead(form.asking.kind, new.attributes, new.unit, acting=acting, at=at)
    matter = moving.bring(new, acting=acting, at=at)
    if (need := form.shown_need(matter.public_id)) is not None:
        show_when_brought(acting.organisation_id, need, acting.person, at=at)
    return {"matter": str(matter.public_id), "told": sent(form, matter.case_number, ahead)}


def sent(form: BringForm, number: str, ahead: WayAhead | Problem) -> str:
    """Where it went and when to expect an answer."""
    if isinstance(ahead, Problem):
        return _("Sent as matter %(number)s.") % {"number": number}
    teller = Teller(form.asking.kind.model, language())
    told = teller.way(ahead)
    args = {"number": number, "first": told["steps"][0]["who"] if told["steps"] else told["decided"]}
    if not told["takes_time"]:
        return _("Sent as matter %(number)s. %(first)s has been told.") % args
    args |= {"latest": told["latest"], "days": told["days"]}
    sent_to = _("Sent as matter %(number)s. It is now with: %(first)s.") % args
    return f"{sent_to} {_('Answer by %(latest)s at the latest (%(days)s).') % args}"


def _refuse(form: BringForm, problem: Problem) -> None:
    """The rule's no, at the field it is about where there is one."""
    teller = Teller(form.asking.kind.model, language())
    field = {"unit_is_missing": "unit"}.get(problem.code)
    if "attribute" in problem.args:
        field = f"a_{problem.args['attribute']}"
    form.refuse(teller.problem(problem), field)


def way_of(form: BringForm, acting: Acting, at: datetime) -> dict[str, Any]:
    """What the page says of the way: the way, what is still to be answered, or why there is none."""
    asked = form.asking.kind
    teller = Teller(asked.model, language())
    if form.is_bound:
        form.is_valid()
    answers = form.answers() if form.is_bound else None
    if not form.is_bound and not asked.kind.attributes:
        answers = {}
    if answers is None:
        return {
            "open": True,
            "usual": teller.usual(usual_way_of(asked.model, asked.key, at)),
            "missing": form.missing() if form.is_bound else [str(one.label) for one in form.questions],
            "wrong": form.wrong() if form.is_bound else [],
        }
    unit = form.unit()[0] if form.is_bound else form.asking.own_unit
    ahead = way_ahead(asked, answers, unit, acting=acting, at=at)
    if isinstance(ahead, Problem):
        return {"refused": teller.problem(ahead)}
    return {"told": teller.way(ahead)}
