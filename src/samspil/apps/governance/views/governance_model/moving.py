"""Matters under way: where each would stand under a version, and those that are moved to it by a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from samspil.apps.governance.forms.adoptions import MoveForm
from samspil.apps.governance.parts import finding, naming
from samspil.apps.governance.parts.finding import Found
from samspil.apps.governance.parts.pages import page, sentence, shown
from samspil.apps.governance.selectors import access
from samspil.apps.governance.selectors.versions import adoptions_of
from samspil.apps.governance.services.adoptions import may_adopt
from samspil.apps.governance.services.changing_version import (
    MOST,
    Decision,
    Prospect,
    move_to_version,
    prospects,
)
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.governance.views.governance_model.calling_off import deciding, forum_of
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.governance.events import Due
from samspil.core.governance.load import GovernanceModel
from samspil.kit.ids import new_id
from samspil.kit.once.doing import AnotherRequestError, Request, once
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words
from samspil.wording.names import named

Shown = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Here:
    """The version, who asks, and what is under way by another."""

    acting: Acting
    found: Found
    model: GovernanceModel
    all: list[Prospect]
    holding: frozenset[str]
    begins: date | None

    def movable(self) -> list[Prospect]:
        """What can be moved today: the version holds for its kind, and nothing hinders it."""
        return [one for one in self.all if one.moved and one.matter.kind in self.holding]


@require_http_methods(["GET", "HEAD", "POST"])
@page
def move_matters(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponseBase:
    """Each matter with where it would stand, and the form. Who may not is told as if there were no page."""
    now = timezone.now()
    here = _here(acting, public_id, now)
    movable = [(str(one.matter.public_id), one.matter.case_number) for one in here.movable()]
    form = MoveForm(request.POST or None, movable=movable, initial={"key": str(new_id())}, **deciding(acting))
    refused: list[Shown] = []
    if request.method == "POST" and form.is_valid():
        moved, refused = _move(here, form, now)
        if moved:
            said = ngettext("%(count)s matter is moved.", "%(count)s matters are moved.", moved)
            messages.success(request, said % {"count": moved})
        if not refused:
            return redirect(address("governance:move_matters", public_id))
        here = _here(acting, public_id, now)
    context = _context(here, form) | {"refused": refused}
    return shown(request, "governance/model_move.html", context, refused=bool(refused) or bool(form.errors))


def _here(acting: Acting, public_id: UUID, now: datetime) -> _Here:
    today = timezone.localdate(now)
    found = finding.of_version(access.access_version(acting, public_id))
    if found.model is None or found.version is None or not may_adopt(acting, today):
        raise NotFoundError(str(public_id))
    lines = adoptions_of(acting, found.version)
    holding = frozenset(line.kind for line in lines if line.holds_on(today))
    planned = [line.valid_from for line in lines if line.valid_from > today]
    all_under_way = prospects(acting, found.version, found.model, now)
    return _Here(acting, found, found.model, all_under_way, holding, min(planned, default=None))


def _move(here: _Here, form: MoveForm, now: datetime) -> tuple[int, list[Shown]]:
    """Each matter by itself, so that one that is refused keeps no other back; and once."""
    said, version = form.cleaned_data, here.found.version
    assert version is not None
    decided_by = UUID(said["decided_by"]) if said["decided_by"] else None
    decision = Decision(version, said["reason"], decided_by)
    by_id = {str(one.matter.public_id): one for one in here.all}
    moved, refused = 0, []
    for ref in said["chosen"]:
        one = by_id[ref]

        def do(prospect: Prospect = one) -> str:
            after = move_to_version(prospect.matter, decision, acting=here.acting, at=now)
            return str(after.public_id)

        body = {"version": here.found.ref, "matter": ref, "reason": said["reason"]}
        key = f"{said['key'] or new_id()}:{ref}"
        try:
            once(Request(here.acting.organisation_id, str(here.acting.person), key, body), do, now)
        except RefusedError as error:
            refused.append({**_named(one), "why": _sentence(error.problem, one, here.model)})
        except AnotherRequestError:
            why = _("This form has been used already. Load the page again.")
            refused.append({**_named(one), "why": why})
        else:
            moved += 1
    return moved, refused


def _context(here: _Here, form: MoveForm) -> Shown:
    movable = here.movable()
    chosen = set(form["chosen"].value() or []) if form.is_bound else set()
    waiting = [one for one in here.all if one.moved and one not in movable]
    hindered = [one for one in here.all if not one.moved]
    return {
        "found": here.found,
        "form": form,
        "forum": forum_of(here.acting),
        "movable": [_row(one, here.model, chosen) for one in movable],
        "waiting": [_row(one, here.model, set()) for one in waiting],
        "hindered": [
            {
                **_named(one),
                **_now(one),
                "why": _sentence(one.hindrance, one, here.model),
                "place": str(one.hindrance.place or ""),
            }
            for one in hindered
            if one.hindrance is not None
        ],
        "begins": words().day(here.begins) if here.begins else "",
        "most": MOST if len(here.all) == MOST else 0,
        "crumbs": [
            (_("Governance model"), address("governance:models")),
            (here.found.title, here.found.url),
            (_("Matters under way"), ""),
        ],
    }


def _named(one: Prospect) -> Shown:
    return {
        "title": one.matter.title,
        "case": one.matter.case_number,
        "url": address("governance:matter", one.matter.public_id),
        "kind": naming.kind(one.model, one.matter.kind, language()),
    }


def _now(one: Prospect) -> Shown:
    """Where it stands under the version it goes by."""
    model, state = one.model, one.state
    assert state.step is not None
    return {
        "version": model.spec.version,
        "step": naming.step(model, one.matter.kind, state.step, language()),
        "body": naming.body(model, state.body, language()),
        "due": _day(state.due),
    }


def _row(one: Prospect, new: GovernanceModel, chosen: set[str]) -> Shown:
    """A matter, where it stands, and where it would."""
    event = one.moved
    assert event is not None
    return {
        **_named(one),
        "ref": str(one.matter.public_id),
        "chosen": str(one.matter.public_id) in chosen,
        "now": _now(one),
        "then": {
            "step": naming.step(new, one.matter.kind, event.step, language()),
            "body": naming.body(new, event.body, language()),
            "due": _day(event.due),
            "clock": _clock(one.state.due, event.due),
        },
    }


def _day(due: Due | None) -> str:
    return words().day(due.on) if due else _("no deadline")


def _clock(before: Due | None, after: Due | None) -> str:
    """Whether the clock goes on or begins anew, as the version says."""
    if before == after:
        return _("the deadline goes on")
    return _("a new deadline, counted from the move")


def _sentence(problem: Problem, one: Prospect, new: GovernanceModel) -> str:
    """What hinders it, by the names of the other version, else of its own."""
    return sentence(named(problem, new, words()), one.model)
