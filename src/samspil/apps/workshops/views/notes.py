"""A page on which notes are written and seen: the phone's and the shared screen's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from samspil.apps.governance.parts.pages import sentence, shown
from samspil.apps.governance.types import RefusedError
from samspil.apps.intake.types import IdeaSort
from samspil.apps.workshops.forms.noting import NoteForm
from samspil.apps.workshops.selectors.wall import wall_of
from samspil.apps.workshops.types import NewNote
from samspil.apps.workshops.views.told import wall_shown
from samspil.kit.ids import new_id

if TYPE_CHECKING:
    from samspil.apps.workshops.models import Workshop

NOTHING_NEW: Final = 204
_WARNS: Final = "note_tells_of_somebody"


@dataclass(frozen=True, slots=True)
class Writing:
    """A page of notes: of which workshop, who keeps what is written, and what else stands on the page."""

    workshop: Workshop
    keep: Callable[[NewNote], bool]
    template: str
    context: Mapping[str, Any]


def is_asking_for_news(request: HttpRequest) -> bool:
    """Whether a page asks for what is new, by itself and again and again."""
    return bool(getattr(request, "htmx", False)) and "seen" in request.GET


def news(request: HttpRequest, workshop: Workshop | None, *, is_over: bool) -> HttpResponse:
    """The wall where it is another than what was seen; where all is over that, and it is asked no more."""
    if is_over or workshop is None:
        return render(request, "workshops/parts/over.html")
    if request.GET["seen"] == str(workshop.turn):
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "workshops/parts/wall.html", _wall(request, workshop))


def answered(request: HttpRequest, writing: Writing) -> HttpResponse:
    """The page; a note that was kept comes back as a thank-you, with an empty field."""
    if request.method != "POST":
        asks = request.GET.get("asks", "")
        initial = {"asks": asks} if asks in set(IdeaSort) else {}
        return _page(request, writing, _fresh(initial))
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, writing, form, refused=True)
    note = form.note(is_meant="meant" in request.POST)
    try:
        writing.keep(note)
    except RefusedError as error:
        warns = error.problem.code == _WARNS
        return _page(request, writing, form, sentence(error.problem), warns=warns, refused=True)
    return redirect(f"{request.path}?kept&asks={note.asks.value}")


def _fresh(initial: Mapping[str, Any]) -> NoteForm:
    return NoteForm(initial={"key": new_id(), **initial})


def _page(
    request: HttpRequest,
    writing: Writing,
    form: NoteForm,
    why: str = "",
    *,
    warns: bool = False,
    refused: bool = False,
) -> HttpResponse:
    context = {
        **writing.context,
        **_wall(request, writing.workshop),
        "form": form,
        "refusal": why,
        "warns": warns,
        "is_kept": "kept" in request.GET and not refused,
    }
    return shown(request, writing.template, context, refused=refused)


def _wall(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    return {**wall_shown(wall_of(workshop)), "here": request.path, "turn": workshop.turn}
