"""Changes of people, roles, seats and members: each a form, one service, and back to the page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from samspil import library
from samspil.apps.organisations import selectors, services
from samspil.apps.organisations.forms.keeping import EndForm, HoldForm, InviteForm, MemberForm, PersonForm
from samspil.apps.organisations.selectors.holdable import holdable_on
from samspil.apps.organisations.selectors.register import (
    access_holding,
    access_membership,
    access_person,
    may_be_given,
)
from samspil.apps.organisations.services.inviting import invite_and_tell
from samspil.apps.organisations.types import Acting
from samspil.apps.organisations.views.pages import by, crumbs, keeper, sentences
from samspil.apps.organisations.views.people import person_page
from samspil.apps.organisations.views.register import (
    admissible,
    members_of,
    members_page,
    only_an_association,
)
from samspil.core.errors import Problem, ProblemsError
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.language import language

REFUSED = 422


def done_once(form: forms.Form, acting: Acting, what: str, do: Callable[[], Any]) -> bool:
    """Do what a form asks, once; whether it was done. A refusal is told on the form."""
    said = {name: str(value) for name, value in form.cleaned_data.items()}
    asked = Request(acting.organisation_id, str(acting.person), f"{what}:{said['once']}", said)
    try:
        return tried(form, lambda: once(asked, do, timezone.now()))
    except AnotherRequestError:
        form.add_error(None, _("This form has been sent already. Open it again to send something else."))
        return False


def tried(form: forms.Form, do: Callable[[], Any]) -> bool:
    """Do something; whether it was done. A refusal is told on the form."""
    try:
        do()
    except ProblemsError as error:
        for sentence in sentences(error):
            form.add_error(None, sentence)
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def add_person(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """Somebody new."""
    today = timezone.localdate()
    units = {str(one.public_id): one for one in selectors.list_units(acting.organisation_id, today)}
    form = PersonForm(request.POST or None, [(key, one.name) for key, one in units.items()], today)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        new = services.NewPerson(
            said["name"], said["since"], said["function"], units.get(said["unit"]), said["email"]
        )

        def add() -> str:
            organisation = selectors.organisation(acting.organisation_id)
            return str(services.take_on(organisation, new, by(acting)).public_id)

        if done_once(form, acting, "person", add):
            messages.success(request, _("%(name)s has been added.") % {"name": said["name"]})
            return redirect("organisations:people")
    context = {"form": form, "crumbs": crumbs(_("Add a person"))}
    return render(request, "organisations/add_person.html", context, status=REFUSED if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@keeper
def hold(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A role or a seat for somebody, from a day."""
    today = timezone.localdate()
    on = _day(request.POST.get("since", "")) or today
    holdable = holdable_on(acting.organisation_id, on, language())
    people = may_be_given(acting.organisation_id, on)
    form = HoldForm(request.POST or None, holdable, people, today)
    form.fields["what"].initial = request.GET.get("what", "")
    form.fields["who"].initial = request.GET.get("who", "")
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        forum, slash, seat = said["what"].partition("/")
        role = holdable.role_of(forum, seat) if slash else said["what"]
        held = services.Held(role or "", said["since"], forum if slash else "", seat)
        name = dict(people)[UUID(said["who"])]

        def give() -> int:
            organisation = selectors.organisation(acting.organisation_id)
            return services.give(organisation, UUID(said["who"]), name, held, by(acting)).pk

        if done_once(form, acting, "hold", give):
            messages.success(request, _("%(name)s has it from that day.") % {"name": name})
            return redirect("organisations:roles")
    context = {"form": form, "crumbs": crumbs(_("Give a role or a seat"))}
    return render(request, "organisations/hold.html", context, status=REFUSED if form.errors else 200)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_POST
@keeper
def end_holding(request: HttpRequest, acting: Acting, number: int) -> HttpResponseBase:
    """A role or a seat is held no longer."""
    holding = access_holding(acting.organisation_id, number)
    if holding is None:
        raise Http404
    form = EndForm(request.POST, key=number)
    if form.is_valid() and tried(
        form, lambda: services.end_holding(holding, form.cleaned_data["until"], by(acting))
    ):
        messages.success(request, _("It ends on that day."))
        return redirect("organisations:person", holding.holder)
    return person_page(request, acting, holding.holder, {"ending": {number: form}}, REFUSED)


@never_cache
@require_POST
@keeper
def invite(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Somebody may log in. A link that cannot be mailed stands on the page that answers, and never again."""
    person = access_person(acting.organisation_id, public_id)
    if person is None:
        raise Http404
    form = InviteForm(request.POST)
    if not form.is_valid():
        return person_page(request, acting, public_id, {"invite_form": form}, REFUSED)
    root = request.build_absolute_uri("/").rstrip("/")
    try:
        invited, sent = invite_and_tell(
            person.organisation, person, form.cleaned_data["email"], by(acting), root
        )
    except ProblemsError as error:
        return person_page(request, acting, public_id, {"told": sentences(error)}, REFUSED)
    if sent:
        messages.success(request, _("%(email)s has been told by mail.") % {"email": invited.email})
        return redirect("organisations:person", public_id)
    if not invited.link:
        messages.success(request, _("%(email)s can log in here now.") % {"email": invited.email})
        return redirect("organisations:person", public_id)
    if not invited.may_be_shown:
        told = sentences(ProblemsError([Problem("invited_elsewhere")]))
        return person_page(request, acting, public_id, {"told": told})
    link = request.build_absolute_uri(invited.link)
    return person_page(request, acting, public_id, {"link": link, "invited": invited.email})


@require_POST
@keeper
def admit(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """A municipality becomes a member."""
    only_an_association(acting)
    form = MemberForm(request.POST, admissible(set()), timezone.localdate(), "admit")
    if form.is_valid():
        said = form.cleaned_data
        name = library.municipalities()[said["code"]].name

        def admit_it() -> int:
            association = selectors.organisation(acting.organisation_id)
            return services.admit_municipality(association, said["code"], name, said["since"], by(acting)).pk

        if done_once(form, acting, "admit", admit_it):
            messages.success(request, _("%(name)s is a member from that day.") % {"name": name})
            return redirect("organisations:members")
    return members_page(request, acting, {"admit_form": form}, REFUSED)


@require_POST
@keeper
def leave(request: HttpRequest, acting: Acting, number: int) -> HttpResponseBase:
    """A member leaves."""
    membership = access_membership(acting.organisation_id, number)
    if membership is None:
        raise Http404
    form = EndForm(request.POST, key=number)
    if form.is_valid() and tried(
        form, lambda: services.let_member_go(membership, form.cleaned_data["until"], by(acting))
    ):
        messages.success(request, _("%(name)s leaves on that day.") % {"name": membership.member.name})
        return redirect("organisations:members")
    return members_page(request, acting, {"ending": {number: form}}, REFUSED)


@require_POST
@keeper
def move_secretariat(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """The secretariat moves to another member."""
    only_an_association(acting)
    form = MemberForm(request.POST, members_of(set(library.municipalities())), timezone.localdate(), "host")
    if form.is_valid():
        said = form.cleaned_data

        def move() -> None:
            association = selectors.organisation(acting.organisation_id)
            services.house_with_member(association, said["code"], said["since"], by(acting))

        if done_once(form, acting, "secretariat", move):
            messages.success(request, _("The secretariat moves on that day."))
            return redirect("organisations:members")
    return members_page(request, acting, {"host_form": form}, REFUSED)
