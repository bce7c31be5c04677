"""Operations about surveys that are closed: what may be shown of them, exactly as the page shows it."""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.organisations.bearing import acting_in
from samspil.apps.surveys.selectors.access import access_closed
from samspil.apps.surveys.selectors.outcome import Asked, Cell, Outcome, outcome_of
from samspil.apps.surveys.selectors.standing import list_rounds
from samspil.apps.surveys.types import Standing
from samspil.core.surveys.suppression import TOTAL
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["surveys"])


class SurveyRound(Schema):
    """A survey that is closed, and that whoever asks may read."""

    id: UUID
    title: str
    answer_by: date
    people: int


class SurveyRounds(Page):
    """The newest first; of the fifty newest that one may read or leads."""

    items: list[SurveyRound]


class SurveyCell(Schema):
    """An area, a function, both or, where both are empty, everybody. Where it is hidden its numbers are null.

    `good` is how many chose a step that the survey calls good; the bounds are of the 95 per cent interval.
    """

    area: str
    function: str
    is_hidden: bool
    answers: int | None
    good: int | None
    share: float | None
    low: float | None
    high: float | None


class SurveyQuestion(Schema):
    """A question with what may be shown of it; `is_earlier` one that was put otherwise while it was asked."""

    key: str
    text: Names
    is_earlier: bool
    cells: list[SurveyCell]


class SurveyResults(Page):
    """The questions in their order."""

    items: list[SurveyQuestion]


@router.get("/surveys", response=SurveyRounds, summary="Surveys that are closed, as far as one may read them")
@operation(Right.READ)
def surveys(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    closed = [one for one in list_rounds(acting_in(request)) if one.standing is Standing.CLOSED]
    found, last = portion(closed, lambda one: str(one.public_id), asked)
    told = [
        {"id": one.public_id, "title": one.title, "answer_by": one.answer_by, "people": one.people}
        for one in found
    ]
    return page(request, told, last)


@router.get("/surveys/{survey_id}/results", response=SurveyResults, summary="What may be shown of a survey")
@operation(Right.READ)
def survey_results(request: HttpRequest, survey_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    outcome = outcome_of(access_closed(acting_in(request), survey_id))
    found, last = portion(list(enumerate(outcome.asked)), lambda one: str(one[0]), asked)
    return page(request, [_question(one, outcome) for _at, one in found], last)


def _question(one: Asked, outcome: Outcome) -> dict[str, Any]:
    return {
        "key": one.key,
        "text": one.question.text.model_dump(),
        "is_earlier": one.is_earlier,
        "cells": [_cell(one, outcome, cell) for cell in _cells(outcome)],
    }


def _cells(outcome: Outcome) -> Iterator[Cell]:
    """Every cell that somebody can look at on the page."""
    for area in (*outcome.people, TOTAL):
        for function in (*outcome.functions, TOTAL):
            yield area, function


def _cell(one: Asked, outcome: Outcome, cell: Cell) -> dict[str, Any]:
    area, function = cell
    share = outcome.share(one, cell)
    interval = share.interval if share else None
    return {
        "area": area,
        "function": function,
        "is_hidden": share is None,
        "answers": share.answers if share else None,
        "good": share.good if share else None,
        "share": round(interval.share, 4) if interval else None,
        "low": round(interval.low, 4) if interval else None,
        "high": round(interval.high, 4) if interval else None,
    }
