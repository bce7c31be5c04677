"""Assessors give their points, each without seeing the others', or step aside."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.funding.models import Application, Assessment, Call
from samspil.apps.funding.selectors.ranking import left_to_score, measure_of
from samspil.apps.funding.services.pools import SORT, check_pays
from samspil.apps.funding.services.telling import tell
from samspil.apps.funding.types import Bookkeeper
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem, ProblemsError
from samspil.core.selection.award import check_scores


@transaction.atomic
def give_points(
    application: Application, scores: Mapping[str, int], comment: str, *, acting: Acting, at: datetime
) -> Assessment:
    """Points for each criterion. They may be changed until all have given theirs: then all are seen.

    Raises:
        RefusedError: ``not_an_assessor``, ``assessor_has_an_interest`` for one's own application or after
            stepping aside, ``ranking_is_kept``, ``all_have_scored``, ``score_is_missing``, ``score_outside``.
    """
    call = _check(application, acting)
    if not left_to_score(call, application):
        raise RefusedError(Problem("all_have_scored", {}))
    before = application.assessments.filter(person=acting.person).first()
    if before is not None and before.stepped_aside:
        raise RefusedError(Problem("assessor_has_an_interest", {}))
    try:
        check_scores(measure_of(call), scores)
    except ProblemsError as error:
        raise RefusedError(error.problems[0]) from error
    return _keep(application, {"scores": dict(scores), "comment": comment.strip()}, acting, at)


@transaction.atomic
def step_aside(application: Application, why: str, *, acting: Acting, at: datetime) -> Assessment:
    """An assessor with an interest in an application scores it no more; it is not undone.

    Raises:
        RefusedError: ``not_an_assessor``, ``ranking_is_kept``, ``all_have_scored`` where one is among them.
    """
    call = _check(application, acting, is_stepping_aside=True)
    if application.assessments.filter(person=acting.person).exists() and not left_to_score(call, application):
        raise RefusedError(Problem("all_have_scored", {}))
    said = {"scores": {}, "comment": why.strip(), "stepped_aside": True}
    return _keep(application, said, acting, at)


@transaction.atomic
def excuse_assessor(
    call: Call, person: UUID, why: str, instead: UUID | None = None, *, acting: Acting, at: datetime
) -> Call:
    """An assessor is let off; another may take over. Points so far are kept and not counted; the rest go on.

    Raises:
        RefusedError: ``not_yours_to_run``, ``ranking_is_kept``, ``not_an_assessor``,
            ``excuse_needs_a_reason``, ``assesses_already`` for whoever is to take over.
    """
    check_pays(acting, call.pool, timezone.localdate(at))
    call = Call.objects.select_for_update().select_related("pool").get(pk=call.pk)
    if call.ranked_at is not None:
        raise RefusedError(Problem("ranking_is_kept", {}))
    if str(person) not in call.assessors:
        raise RefusedError(Problem("not_an_assessor", {}))
    if not why.strip():
        raise RefusedError(Problem("excuse_needs_a_reason", {}))
    if instead is not None and str(instead) in call.assessors:
        raise RefusedError(Problem("assesses_already", {}))
    new = [str(instead)] if instead is not None else []
    call.assessors = [one for one in call.assessors if one != str(person)] + new
    gone = {"person": str(person), "why": why.strip(), "on": timezone.localdate(at).isoformat()}
    # Who takes over after having been excused counts again: only who is not asked now is excused.
    call.excused = [one for one in call.excused if one["person"] not in new] + [gone]
    call.save(update_fields=["assessors", "excused"])
    facts = {"call": call.public_id, "assessor": person, "instead": instead}
    about = (SORT, call.pool.public_id)
    tell(Bookkeeper.of(acting, at), "call.assessor_excused", about, facts, {"why": why.strip()})
    return call


def _check(application: Application, acting: Acting, *, is_stepping_aside: bool = False) -> Call:
    if application.call_id is None:
        raise RefusedError(Problem("not_an_assessor", {}))
    call = Call.objects.select_for_update().get(pk=application.call_id)
    if str(acting.person) not in call.assessors:
        raise RefusedError(Problem("not_an_assessor", {}))
    if application.applicant == acting.person and not is_stepping_aside:
        raise RefusedError(Problem("assessor_has_an_interest", {}))
    if call.ranked_at is not None:
        raise RefusedError(Problem("ranking_is_kept", {}))
    return call


def _keep(application: Application, said: Mapping[str, object], acting: Acting, at: datetime) -> Assessment:
    row, _is_new = Assessment.objects.update_or_create(
        application=application,
        person=acting.person,
        defaults={"organisation_id": application.organisation_id, "assessed_at": at, **said},
    )
    facts = {"application": application.public_id, "stepped_aside": row.stepped_aside}
    about = (SORT, application.pool.public_id)
    tell(Bookkeeper.of(acting, at), "application.assessed", about, facts, {"comment": row.comment})
    return row
