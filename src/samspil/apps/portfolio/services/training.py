"""Who is trained in a project model: a register, kept by who keeps the portfolio (F2.10)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Training
from samspil.apps.portfolio.selectors.project_models import Offered, project_models_offered
from samspil.apps.portfolio.selectors.training import access_training, in_words, registered
from samspil.apps.portfolio.services.leading import check_keeps
from samspil.apps.portfolio.types import Asking
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, record, told_of
from samspil.kit.web.language import words

SUBJECT = "training"


@dataclass(frozen=True, slots=True)
class NewTraining:
    """A person of the organisation, or whoever has a function, was trained on a day by somebody."""

    project_model: str
    trained_on: date
    trained_by: str
    person: UUID | None = None
    function: str = ""


@transaction.atomic
def note_training(said: NewTraining, *, acting: Acting, at: datetime) -> Training:
    """Somebody is trained; said twice of the same day it stands once.

    Raises:
        RefusedError: ``not_yours_to_keep``, ``training_says_who``, ``training_says_by_whom``,
            ``day_is_still_to_come``, ``project_model_not_adopted``.
        NotFoundError: the person is nobody of this organisation.
    """
    check_keeps(acting)
    today = timezone.localdate(at)
    _check(said, acting, today)
    row, is_new = Training.objects.get_or_create(
        organisation_id=acting.organisation_id,
        project_model=said.project_model,
        person=said.person,
        function="" if said.person else said.function.strip(),
        trained_on=said.trained_on,
        defaults={"trained_by": said.trained_by.strip(), "noted_by": acting.person, "noted_at": at},
    )
    if is_new:
        _tell("noted", row, acting=acting, at=at)
    return row


@transaction.atomic
def take_training_out(public_id: UUID, *, acting: Acting, at: datetime) -> None:
    """What was noted by mistake, or of somebody who is here no more, is out of the register.

    Raises:
        RefusedError: ``not_yours_to_keep``.
        NotFoundError: there is none of that id.
    """
    check_keeps(acting)
    row = access_training(acting, public_id)
    if row is None:
        raise NotFoundError(str(public_id))
    _tell("taken_out", row, acting=acting, at=at)
    row.delete()


def _check(said: NewTraining, acting: Acting, today: date) -> None:
    if said.person is None and not said.function.strip():
        raise RefusedError(Problem("training_says_who", {}))
    if said.person is not None and said.person not in names_of([said.person]):
        raise NotFoundError(str(said.person))
    if not said.trained_by.strip():
        raise RefusedError(Problem("training_says_by_whom", {}))
    if said.trained_on > today:
        raise RefusedError(Problem("day_is_still_to_come", {"day": said.trained_on}))
    offered = project_models_offered(acting.organisation_id, today)
    if all(one.key != said.project_model for one in offered):
        raise RefusedError(Problem("project_model_not_adopted", {}))


def _tell(what: str, row: Training, *, acting: Acting, at: datetime) -> None:
    """Who it is, is personal and stands beside the chain."""
    facts = {"project_model": row.project_model, "on": row.trained_on}
    written = {"person": str(row.person or ""), "function": row.function, "by": row.trained_by}
    told = told_of(f"portfolio.training.{what}", (SUBJECT, row.public_id), facts, written)
    record(row.organisation_id, [told], By(str(acting.person), at))


def with_the_register(initiative: Initiative, followed: Offered, asking: Asking, on: date) -> Asking:
    """The same, with the register's answers to what nobody has answered, now or before."""
    found = {
        key: answer.is_trained
        for key, answer in registered(initiative, followed, on).items()
        if key not in initiative.facts
    }
    return replace(asking, said={**found, **asking.said})


def sources_of(
    initiative: Initiative, followed: Offered, asking: Asking, on: date
) -> dict[str, dict[str, bool | str]]:
    """Which answers for a gate the register has, and why others differ from it.

    Raises:
        RefusedError: ``answer_differs_from_register``: nothing is said of why.
    """
    found: dict[str, dict[str, bool | str]] = {}
    for key, answer in registered(initiative, followed, on).items():
        if key not in asking.said:
            continue
        because = asking.because.get(key, "").strip()
        if asking.said[key] == answer.is_trained:
            found[key] = {"registered": True}
        elif because:
            found[key] = {"because": because}
        else:
            raise RefusedError(Problem("answer_differs_from_register", {}))
    return found


def told_of_training(initiative: Initiative, followed: Offered, asking: Asking, on: date) -> list[str]:
    """What the register says, and why it is answered otherwise, as lines of the papers; in the language that
    is on.
    """
    lines = list[str]()
    for key, answer in registered(initiative, followed, on).items():
        lines.append(in_words(answer, words()))
        if key in asking.said and asking.said[key] != answer.is_trained:
            because = asking.because.get(key, "").strip()
            lines.append(_("Answered otherwise by hand: %(because)s") % {"because": because})
    return lines
