"""Somebody answers: what they chose is counted, what they wrote is laid by itself, and nothing joins the two.

The journal is not told: it would keep in which order and when somebody answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.surveys.models import Area, Invited, Round, Tally, Words
from samspil.apps.surveys.selectors.invited import Opened
from samspil.apps.surveys.selectors.surveys import asked_in
from samspil.apps.surveys.types import Given
from samspil.core.errors import Problem
from samspil.core.surveys.language import Survey

Counted = Mapping[tuple[str, str], int]


@transaction.atomic
def answer(opened: Opened, given: Given, *, at: datetime) -> None:
    """Count what somebody answers, once for each link of one's own.

    Raises:
        RefusedError: ``round_is_not_open``, ``round_is_closed``, ``survey_answered_already``,
            ``answer_says_nothing``.
    """
    # Held against closing and against the same link at once: an answer is counted whole, or refused.
    rows = Round.objects.select_for_update(of=("self",)).select_related("version")
    round_ = rows.get(organisation_id=opened.area.organisation_id, pk=opened.area.round_id)
    _refuse_when_not_open(round_, at)
    if opened.invited is not None:
        _mark(opened.invited)
    survey = asked_in(round_)
    steps = {
        key: given.steps[key]
        for key, scale in survey.on_scales().items()
        if given.steps.get(key) in scale.steps
    }
    words = {key: given.words[key] for key in survey.in_words() if given.words.get(key)}
    if not steps and not words:
        raise RefusedError(Problem("answer_says_nothing", {}))
    _count(round_, opened.area, _function(survey, given), steps)
    _lay(round_, opened.area, words)
    own = Area.objects.filter(organisation_id=round_.organisation_id, pk=opened.area.pk)
    own.update(answered=F("answered") + 1)


def _mark(invited: Invited) -> None:
    """That somebody has answered is kept by itself, apart from what they did."""
    rows = Invited.objects.filter(organisation_id=invited.organisation_id, pk=invited.pk, has_answered=False)
    if not rows.update(has_answered=True):
        raise RefusedError(Problem("survey_answered_already", {}))


def _function(survey: Survey, given: Given) -> str:
    return given.function if given.function in survey.functions else ""


def _count(round_: Round, area: Area, function: str, steps: Mapping[str, str]) -> None:
    own = {
        "organisation_id": round_.organisation_id,
        "round": round_,
        "area": area,
        "version": round_.version,
        "function": function,
    }
    wanted = {("", ""), *steps.items()}
    there = {
        (question, step): key
        for key, question, step in Tally.objects.filter(**own).values_list("pk", "question", "step")
    }
    known = [there[one] for one in wanted if one in there]
    Tally.objects.filter(organisation_id=round_.organisation_id, pk__in=known).update(count=F("count") + 1)
    new = sorted(wanted - there.keys())
    Tally.objects.bulk_create(Tally(**own, question=question, step=step, count=1) for question, step in new)


def _lay(round_: Round, area: Area, words: Mapping[str, str]) -> None:
    Words.objects.bulk_create(
        Words(
            organisation_id=round_.organisation_id,
            round=round_,
            version=round_.version,
            area=area,
            question=question,
            text=text,
        )
        for question, text in words.items()
    )


def _refuse_when_not_open(round_: Round, at: datetime) -> None:
    if round_.opened_at is None:
        raise RefusedError(Problem("round_is_not_open", {}))
    if round_.closed_at is not None or round_.answer_by < timezone.localdate(at):
        raise RefusedError(Problem("round_is_closed", {}))
