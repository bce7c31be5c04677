"""All matters of the organisation, narrowed, a page at a time."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts import naming
from samspil.apps.governance.parts.pages import page
from samspil.apps.governance.selectors.adoptions import forums_of, kinds_and_models_on
from samspil.apps.governance.selectors.listing import (
    MatterPage,
    MatterRow,
    Narrowing,
    list_matters,
    model_for,
)
from samspil.apps.governance.views import clock_words
from samspil.apps.governance.views.matter_page import RESULT_COLOURS
from samspil.apps.organisations.types import Acting
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.addresses import address, addresses
from samspil.kit.web.language import words
from samspil.wording.words import Words

SIZES: Final = {"25": 25, "100": 100}
Shown = dict[str, Any]


class NarrowForm(forms.Form):
    """What the list is narrowed by. Nothing in it can be wrong: what is not understood counts as nothing."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=200)
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        required=False,
        choices=[
            ("", gettext_lazy("All")),
            ("open", gettext_lazy("Under way")),
            ("ended", gettext_lazy("Ended")),
        ],
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    body = forms.ChoiceField(label=gettext_lazy("At whom"), required=False)
    mine = forms.BooleanField(label=gettext_lazy("Only mine"), required=False)
    size = forms.ChoiceField(required=False, widget=forms.HiddenInput, choices=[(one, one) for one in SIZES])
    before = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kinds: list[tuple[str, str]], bodies: list[tuple[str, str]], **rest: Any):
        super().__init__(*args, **rest)
        self.fields["kind"].choices = [("", _("All kinds")), *kinds]  # type: ignore[attr-defined]
        self.fields["body"].choices = [("", _("Anybody")), *bodies]  # type: ignore[attr-defined]

    def narrowing(self) -> Narrowing:
        """As the list takes it."""
        self.is_valid()
        said = self.cleaned_data
        return Narrowing(
            state=said.get("state", ""),
            kind=said.get("kind", ""),
            body=said.get("body", ""),
            mine=said.get("mine", False),
            said=said.get("q", "").strip(),
            before=said.get("before"),
            size=SIZES.get(said.get("size", ""), 25),
        )


@require_safe
@page
def matters(request: HttpRequest, acting: Acting) -> HttpResponse:
    """The list, newest first."""
    now, say = timezone.now(), words()
    form = _form(request, acting, now, say)
    by = form.narrowing()
    found = list_matters(acting, by)
    shown = {
        "form": form,
        "rows": rows(found.rows, now, say),
        "narrowed": bool(by.said or by.kind or by.body or by.state or by.mine),
        "size": by.size,
        **_links(request, by, found),
        "bring_url": address("intake:choose"),
    }
    return render(request, "governance/matters.html", shown)


def _form(request: HttpRequest, acting: Acting, now: datetime, say: Words) -> NarrowForm:
    on = timezone.localdate(now)
    brought, models = kinds_and_models_on(acting.organisation_id, on)
    kinds = [(one.key, one.kind.name.in_language(say.language)) for one in brought]
    forums = forums_of(models, on)
    bodies = {f"forum {one.key}": one.forum.name.in_language(say.language) for one in forums}
    for one in forums:
        for key in one.model.spec.roles:
            bodies.setdefault(f"role {key}", naming.body(one.model, f"role {key}", say.language))
    ordered = sorted(bodies.items(), key=lambda one: one[1])
    return NarrowForm(request.GET, kinds=kinds, bodies=ordered, auto_id="by_%s")


def _links(request: HttpRequest, by: Narrowing, found: MatterPage) -> Shown:
    query = request.GET.copy()
    query.pop("before", None)
    first = query.urlencode()
    next_url = ""
    if found.next_before is not None:
        query["before"] = str(found.next_before)
        next_url = f"?{query.urlencode()}"
        query.pop("before")
    query["size"] = "25" if by.size == SIZES["100"] else "100"
    first_url = f"?{first}" if by.before is not None else ""
    return {"next_url": next_url, "first_url": first_url, "size_url": f"?{query.urlencode()}"}


def rows(found: list[MatterRow], now: datetime, say: Words) -> list[Shown]:
    """Lines of a list, each by the names of its own model."""
    where = addresses("governance:matter")
    return [{"url": where(one.public_id), **row(one, model_for(one), now, say)} for one in found]


def row(one: MatterRow, model: GovernanceModel, now: datetime, say: Words) -> Shown:
    """A line of a list, but for its address."""
    if one.end:
        standing = naming.end(model, one.end, say.language)
    else:
        standing = naming.step(model, one.kind, one.step, say.language)
    ended = timezone.localdate(one.ended_at) if one.ended_at else None
    return {
        "number": one.case_number,
        "title": one.title,
        "kind": naming.kind(model, one.kind, say.language),
        "standing": standing,
        "colour": RESULT_COLOURS.get(one.result, "neutral"),
        "who": "" if one.end else naming.body(model, one.body, say.language),
        "clock": clock_words.of_matter(one, model, now, say),
        "ended_on": say.day(ended) if ended else "",
    }
