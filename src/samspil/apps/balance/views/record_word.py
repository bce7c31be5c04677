"""The record of a balance check for Word: the same words as its PDF, to be written on in."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from samspil.apps.balance.selectors.access import access_closed
from samspil.apps.balance.views.record import told_of_round
from samspil.apps.governance.parts.pages import page
from samspil.apps.organisations.types import Acting
from samspil.kit.documents import Block, Document, Heading, Items, Table, Text
from samspil.kit.documents.word import MEDIA_TYPE, as_word

Shown = dict[str, Any]


@require_safe
@page
def record_word(request: HttpRequest, acting: Acting, public_id: UUID) -> HttpResponse:
    """Of a closed round, in the language of the page."""
    del request
    now = timezone.now()
    told = told_of_round(acting, access_closed(acting, public_id))
    document = Document(
        title=told["title"],
        lead=told["lead"],
        language=told["language"],
        page=told["page"],
        blocks=[*_met(told), *_beside(told)],
        example=told["example"],
    )
    response = HttpResponse(as_word(document, now), content_type=MEDIA_TYPE)
    name = f"{_('balance-check')}-{timezone.localdate(now)}.docx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _met(told: Shown) -> Iterator[Block]:
    """What was agreed and who does what."""
    yield Items([f"{name}: {value}" for name, value in told["facts"]])
    yield Heading(told["agreed_title"])
    if told["agreed_none"]:
        yield Text(told["agreed_none"])
    for question, differs, agreed in told["agreed"]:
        yield Text(question, is_strong=True)
        yield Text(differs, is_quiet=True)
        yield Text(agreed)
    if told["differ"]:
        yield Heading(told["differ_title"])
        yield Items([f"{question} – {differs}" for question, differs in told["differ"]])
    yield Heading(told["actions_title"])
    if told["actions"]:
        yield Table(told["actions_head"], told["actions"], (5, 2, 2, 1))
    else:
        yield Text(told["actions_none"])


def _beside(told: Shown) -> Iterator[Block]:
    """What the data say, and all that was answered."""
    if told["figures"]:
        yield Heading(told["figures_title"])
        yield Items([f"{name}: {value}" for name, value in told["figures"]])
    yield Heading(told["answers_title"])
    yield Table(told["answers_head"], told["answers"], (5, 2, 5))
    yield Text(told["note"], is_quiet=True)
