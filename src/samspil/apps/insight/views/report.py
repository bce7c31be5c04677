"""The overview of an organisation's digitalisation (F2.27): a page, and the same as PDF and Word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.governance.parts.pages import example_note, page
from samspil.apps.insight.views.maturity import maturity
from samspil.apps.insight.views.organisation import organisation
from samspil.apps.insight.views.priorities import priorities
from samspil.apps.insight.views.resources import resources
from samspil.apps.insight.views.telling import Asked, Part
from samspil.apps.organisations.types import Acting
from samspil.kit.documents import Block, Document, Heading, Items, Linked, Table, Text, Words
from samspil.kit.documents.pdf import as_pdf
from samspil.kit.documents.word import MEDIA_TYPE, as_word
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

Shown = dict[str, Any]
PARTS: Final = (resources, organisation, priorities, maturity)


@require_safe
@page
def report(request: HttpRequest, acting: Acting) -> HttpResponseBase:
    """What is known, with where it stands, and what is not."""
    parts = _parts(acting)
    context = {
        "parts": [
            {"key": f"part-{number}", "title": one.title, "blocks": [_shown(each) for each in one.blocks]}
            for number, one in enumerate(parts, 1)
        ],
        "unknown": [(one.title, one.unknown) for one in parts if one.unknown],
        "lead": _lead(acting),
        "crumbs": [(_("Overview"), address("governance:overview")), (_("The digital overview"), "")],
        "actions": [
            (_("As PDF"), address("insight:report_file", "pdf")),
            (_("For Word"), address("insight:report_file", "docx")),
        ],
    }
    return render(request, "insight/report.html", context)


@require_safe
@page
def report_file(request: HttpRequest, acting: Acting, form: str) -> HttpResponse:
    """The same as a file."""
    del request
    now = timezone.now()
    if form not in {"pdf", "docx"}:
        raise Http404
    document = _document(acting)
    is_pdf = form == "pdf"
    content = as_pdf(document, now) if is_pdf else as_word(document, now)
    response = HttpResponse(content, content_type="application/pdf" if is_pdf else MEDIA_TYPE)
    name = f"{_('digital-overview')}-{timezone.localdate(now)}.{form}"
    response["Content-Disposition"] = f'{"inline" if is_pdf else "attachment"}; filename="{name}"'
    return response


def _parts(acting: Acting) -> list[Part]:
    asked = Asked(acting, timezone.localdate())
    return [make(asked) for make in PARTS]


def _lead(acting: Acting) -> str:
    said = _("%(name)s, as Samspil knows it on %(day)s.")
    return said % {"name": acting.organisation_name, "day": words().day(timezone.localdate())}


def _document(acting: Acting) -> Document:
    parts = _parts(acting)
    blocks: list[Block] = []
    for one in parts:
        blocks += [Heading(one.title), *(_absolute(each) for each in one.blocks)]
    blocks.append(Heading(_("What is not known")))
    for one in parts:
        if one.unknown:
            blocks += [Heading(one.title, 3), Items(one.unknown)]
    return Document(
        title=_("The digital overview"),
        lead=_lead(acting),
        language=language(),
        page=_("Page"),
        blocks=blocks,
        example=example_note(acting),
    )


def _absolute(block: Block) -> Block:
    """What leads to a page leads there from outside, too."""
    match block:
        case Text():
            return replace(block, text=_from_outside(block.text))
        case Items():
            return replace(block, items=[_from_outside(one) for one in block.items])
        case Table():
            return replace(block, rows=[[_from_outside(cell) for cell in row] for row in block.rows])
        case Heading():
            return block


def _from_outside(said: Words) -> Words:
    if isinstance(said, Linked) and said.url:
        return Linked(said.text, f"{settings.SAMSPIL_URL}{said.url}")
    return said


def _shown(block: Block) -> Shown:
    match block:
        case Heading():
            return {"heading": block.text}
        case Text():
            return {"text": _told(block.text), "quiet": block.is_quiet, "strong": block.is_strong}
        case Items():
            return {"items_": [_told(one) for one in block.items]}
        case Table():
            return {"head": block.head, "rows": [_row(row) for row in block.rows]}


def _row(row: Iterable[Words]) -> list[Shown]:
    return [_told(cell) for cell in row]


def _told(said: Words) -> Shown:
    return {"text": said.text, "url": said.url} if isinstance(said, Linked) else {"text": said, "url": ""}
