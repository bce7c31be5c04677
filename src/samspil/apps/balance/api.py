"""Operations about balance checks that are closed: the record and what was taken on, as the page shows."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema

from samspil.apps.balance.selectors.access import access_closed
from samspil.apps.balance.selectors.outcome import Asked, outcome_of
from samspil.apps.balance.selectors.standing import list_rounds
from samspil.apps.balance.types import Standing
from samspil.apps.governance.parts.operations import Names, operation
from samspil.apps.organisations.bearing import acting_in
from samspil.kit.api import shapes
from samspil.kit.api.listing import Page, Portion, page, portion
from samspil.kit.api.types import Right

router = Router(tags=["balance checks"])


class BalanceCheck(Schema):
    """A balance check that is closed."""

    id: UUID
    title: str
    answer_by: date
    invited: int
    answered: int
    actions_not_done: int


class BalanceChecks(Page):
    """Those that are closed, the newest first; of the fifty newest."""

    items: list[BalanceCheck]


class StepChosen(Schema):
    """A step of the scale, and how many chose it."""

    key: str
    name: Names
    count: int


class GroupsAnswered(Schema):
    """What one group answered, or several that are shown together because one of them is few."""

    groups: list[str]
    steps: list[StepChosen]
    words: list[str]


class QuestionOfCheck(Schema):
    """A question with what may be shown of it: no `parts` where too few answered. Never a total of questions.

    `differs` is how far answers are from each other, from 0 to 1; `is_earlier` one that was put otherwise.
    """

    key: str
    text: Names
    parts: list[GroupsAnswered]
    answers: int
    differs: float
    is_earlier: bool
    agreed: str


class RecordOfCheck(Page):
    """What came of a balance check, question by question, what people differ most in first."""

    items: list[QuestionOfCheck]


class ActionOfCheck(Schema):
    """What somebody took on about a question. Who took it is on the page."""

    id: UUID
    question: str
    what: str
    due_on: date
    is_done: bool


class ActionsOfCheck(Page):
    """By question, the nearest day first."""

    items: list[ActionOfCheck]


@router.get("/balance-checks", response=BalanceChecks, summary="Balance checks that are closed")
@operation(Right.READ)
def balance_checks(request: HttpRequest, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    every = list_rounds(acting_in(request).organisation_id)
    closed = [one for one in every if one.standing is Standing.CLOSED]
    found, last = portion(closed, lambda one: str(one.public_id), asked)
    told = [
        {
            "id": one.public_id,
            "title": one.title,
            "answer_by": one.answer_by,
            "invited": one.invited,
            "answered": one.answered,
            "actions_not_done": one.open_actions,
        }
        for one in found
    ]
    return page(request, told, last)


@router.get(
    "/balance-checks/{check_id}/record", response=RecordOfCheck, summary="What came of it, by question"
)
@operation(Right.READ)
def balance_record(request: HttpRequest, check_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    outcome = outcome_of(access_closed(acting_in(request), check_id))
    every = sorted(outcome.asked, key=lambda one: (one.is_earlier, -one.differs))
    named = list(enumerate(every))
    found, last = portion(named, lambda one: str(one[0]), asked)
    return page(
        request, [_question(one, outcome.agreed.get(one.wording.key, "")) for _at, one in found], last
    )


@router.get(
    "/balance-checks/{check_id}/actions", response=ActionsOfCheck, summary="What was taken on, and by when"
)
@operation(Right.READ)
def balance_actions(request: HttpRequest, check_id: UUID, asked: Query[Portion]) -> HttpResponse:
    shapes.nothing_else(request, Portion)
    outcome = outcome_of(access_closed(acting_in(request), check_id))
    every = [one for key in sorted(outcome.actions) for one in outcome.actions[key]]
    found, last = portion(every, lambda one: str(one.public_id), asked)
    return page(request, _actions(found), last)


def _question(one: Asked, agreed: str) -> dict[str, Any]:
    steps = one.wording.scale.steps
    return {
        "key": one.wording.key,
        "text": one.wording.question.text.model_dump(),
        "parts": [
            {
                "groups": list(part.groups),
                "steps": [
                    {"key": key, "name": step.name.model_dump(), "count": part.counts[key]}
                    for key, step in steps.items()
                ],
                "words": list(part.texts),
            }
            for part in one.parts
        ],
        "answers": one.answers,
        "differs": round(one.differs, 4),
        "is_earlier": one.is_earlier,
        "agreed": agreed,
    }


def _actions(found: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": one.public_id,
            "question": one.question,
            "what": one.what,
            "due_on": one.due_on,
            "is_done": one.done_at is not None,
        }
        for one in found
    ]
