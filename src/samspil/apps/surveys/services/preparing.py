"""Preparing a round: what is asked, of whom, until when, and who will read what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.selectors import list_units
from samspil.apps.organisations.services.journaling import note
from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.models import Area, Invited, Round, SurveyVersion
from samspil.apps.surveys.rights import leads, may_ask
from samspil.apps.surveys.selectors.surveys import NAME, asked_in, find_survey
from samspil.apps.surveys.types import MOST_AREAS, ROUND, SURVEY, NewArea, NewRound
from samspil.core.errors import Problem, ProblemsError
from samspil.core.surveys.reading import read_survey
from samspil.kit.tenancy.versions import keep_version


@transaction.atomic
def prepare_round(new: NewRound, *, acting: Acting, at: datetime) -> Round:
    """A round that nobody has been told of yet.

    Raises:
        RefusedError: ``not_yours_to_ask``, ``round_ends_before_today``, ``survey_about_nothing``,
            ``survey_unit_unknown``.
        NotFoundError: there is no such survey.
    """
    _refuse_who_may_not_ask(acting)
    today = timezone.localdate(at)
    if new.answer_by < today:
        raise RefusedError(Problem("round_ends_before_today", {"day": new.answer_by.isoformat()}))
    held = find_survey(acting.organisation_id, new.survey)
    if held.survey.is_about_something and not new.about:
        raise RefusedError(Problem("survey_about_nothing", {}))
    if new.unit and all(one.public_id != new.unit for one in list_units(acting.organisation_id, today)):
        raise RefusedError(Problem("survey_unit_unknown", {}))
    row = Round.objects.create(
        organisation_id=acting.organisation_id,
        title=new.title,
        about=new.about,
        version=_version(held.survey.key, held.document, acting, at),
        unit=new.unit,
        readers=new.readers.value,
        answer_by=new.answer_by,
        language=new.language,
        prepared_at=at,
        prepared_by=acting.person,
    )
    facts = {
        "survey": new.survey,
        "answer_by": new.answer_by,
        "language": new.language,
        "readers": new.readers.value,
        "unit": new.unit,
    }
    note(acting, at, "surveys.round.prepared", (ROUND, row.public_id), facts, {"title": new.title})
    return row


@transaction.atomic
def keep_survey(document: str, *, acting: Acting, at: datetime) -> SurveyVersion:
    """A survey of one's own, or the next version of it; the same again is the version that is there.

    Raises:
        RefusedError: ``not_yours_to_ask``.
        ProblemsError: it is not as a survey is written, line by line.
    """
    _refuse_who_may_not_ask(acting)
    survey = read_survey(document.encode(), NAME.format(key="survey"))
    return _version(survey.key, document, acting, at)


@transaction.atomic
def keep_areas(round_: Round, areas: Sequence[NewArea], *, acting: Acting, at: datetime) -> int:
    """The areas that are asked: those given and no others; an area that stays keeps whom it invites.

    Raises:
        RefusedError: ``not_yours_to_lead_survey``, ``round_has_begun``, ``survey_asks_no_area``,
            ``survey_area_twice``, ``survey_areas_too_many``, ``survey_area_of_nobody``.
    """
    row = held_round(round_, acting)
    if row.opened_at is not None:
        raise RefusedError(Problem("round_has_begun", {}))
    _check(areas)
    own = {"organisation_id": row.organisation_id, "round": row}
    gone = Area.objects.filter(**own).exclude(name__in=[one.name for one in areas])
    Invited.objects.filter(**own, area__in=gone).delete()
    gone.delete()
    for one in areas:
        Area.objects.update_or_create(
            organisation_id=row.organisation_id, round=row, name=one.name, defaults={"people": one.people}
        )
    facts = {"areas": len(areas), "people": sum(one.people for one in areas)}
    note(acting, at, "surveys.round.areas", (ROUND, row.public_id), facts)
    return len(areas)


def _check(areas: Sequence[NewArea]) -> None:
    if not areas:
        raise RefusedError(Problem("survey_asks_no_area", {}))
    if len(areas) > MOST_AREAS:
        raise RefusedError(Problem("survey_areas_too_many", {"limit": MOST_AREAS}))
    names = [one.name.casefold() for one in areas]
    for one in areas:
        if names.count(one.name.casefold()) > 1:
            raise RefusedError(Problem("survey_area_twice", {"name": one.name}))
        if one.people < 1:
            raise RefusedError(Problem("survey_area_of_nobody", {"name": one.name}))


@transaction.atomic
def change_questions(round_: Round, document: str, *, acting: Acting, at: datetime) -> Round:
    """Ask on in a new version; what was answered before keeps the questions that it answered.

    Raises:
        RefusedError: ``not_yours_to_lead_survey``, ``round_is_closed``.
        ProblemsError: it is not as a survey is written; ``survey_is_another``, ``survey_lacks_functions``.
    """
    row = held_round(round_, acting)
    if row.closed_at is not None:
        raise RefusedError(Problem("round_is_closed", {}))
    survey = read_survey(document.encode(), NAME.format(key=row.version.key))
    if survey.key != row.version.key:
        raise ProblemsError.of("survey_is_another", key=row.version.key, found=survey.key)
    if lacking := asked_in(row).functions.keys() - survey.functions.keys():
        raise ProblemsError.of("survey_lacks_functions", functions=", ".join(sorted(lacking)))
    if survey.is_about_something and not row.about:
        raise RefusedError(Problem("survey_about_nothing", {}))
    row.version = _version(survey.key, document, acting, at)
    row.save(update_fields=["version"])
    facts = {"survey": survey.key, "version": row.version.number}
    note(acting, at, "surveys.round.changed", (ROUND, row.public_id), facts)
    return row


def held_round(round_: Round, acting: Acting) -> Round:
    """The round as it is now, held until the transaction is over by somebody who leads it.

    Raises:
        RefusedError: ``not_yours_to_lead_survey``.
    """
    rows = Round.objects.select_for_update(of=("self",)).select_related("version")
    row = rows.get(organisation_id=round_.organisation_id, pk=round_.pk)
    if not leads(acting, row):
        raise RefusedError(Problem("not_yours_to_lead_survey", {}))
    return row


def _refuse_who_may_not_ask(acting: Acting) -> None:
    if not may_ask(acting):
        raise RefusedError(Problem("not_yours_to_ask", {}))


def _version(key: str, document: str, acting: Acting, at: datetime) -> SurveyVersion:
    row, is_new = keep_version(SurveyVersion, acting.organisation_id, key, document, by=acting.person, at=at)
    if is_new:
        facts = {"key": key, "number": row.number, "digest": row.digest}
        note(acting, at, "surveys.survey.kept", (SURVEY, row.public_id), facts)
    return row
