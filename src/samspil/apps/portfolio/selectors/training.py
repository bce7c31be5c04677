"""The register of who is trained in a project model, and what it answers of those who lead an initiative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Training
from samspil.apps.portfolio.selectors.project_models import Offered
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.portfolio.training import Answer, Leader, Trained, answer_of
from samspil.kit.periods import on as in_period
from samspil.wording.words import Words

MOST_SHOWN: Final = 500


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One training, with the name of the person where it is of one."""

    public_id: UUID
    project_model: str
    person: UUID | None
    name: str
    function: str
    trained_on: date
    trained_by: str


def register_of(organisation_id: int) -> list[TrainingLine]:
    """All trainings, the newest first; two questions."""
    rows = Training.objects.filter(organisation_id=organisation_id).order_by("-trained_on", "-pk")
    fields = ("public_id", "project_model", "person", "function", "trained_on", "trained_by")
    found = list(rows.values_list(*fields)[: MOST_SHOWN + 1])
    names = names_of(one[2] for one in found if one[2] is not None)
    return [
        TrainingLine(key, model, person, names.get(person, "") if person else "", function, on, by)
        for key, model, person, function, on, by in found
    ]


def access_training(acting: Acting, public_id: UUID) -> Training | None:
    """A training in the register of the organisation one acts for."""
    return Training.objects.filter(organisation_id=acting.organisation_id, public_id=public_id).first()


def leaders_trained(initiative: Initiative, project_model: str, on: date) -> Answer | None:
    """What the register says of those who manage an initiative today; nothing where it cannot say.

    Two questions.
    """
    managers = initiative.role_holders.filter(in_period(on), role=InitiativeRole.MANAGER.value)
    leaders = [Leader(function, person) for function, person in managers.values_list("function", "person")]
    rows = Training.objects.filter(
        organisation_id=initiative.organisation_id, project_model=project_model, trained_on__lte=on
    )
    told = rows.values_list("trained_on", "trained_by", "function", "person")
    return answer_of(leaders, [Trained(*one) for one in told], on)


def registered(initiative: Initiative, followed: Offered, on: date) -> Mapping[str, Answer]:
    """What the register answers of what the gates ask, by question; nothing where no question is of it."""
    attributes = followed.model.spec.attributes
    asked = {key: attributes[key].trained_in for key in followed.asked}
    found = {
        key: leaders_trained(initiative, project_model, on)
        for key, project_model in asked.items()
        if project_model is not None
    }
    return {key: answer for key, answer in found.items() if answer is not None}


def in_words(answer: Answer, words: Words) -> str:
    """What the register says, for whoever asks and whoever decides."""
    lines = [
        _("By the register, %(who)s was trained on %(day)s (%(by)s).")
        % {"who": leader.function, "day": words.day(training.on), "by": training.by}
        for leader, training in answer.trained
    ]
    lines += [
        _("%(who)s does not stand in the register of training.") % {"who": one.function}
        for one in answer.untrained
    ]
    return " ".join(lines)


def trained_on(organisation_id: int, project_model: str, people: Iterable[UUID]) -> Mapping[UUID, date]:
    """When some people were last trained in a project model; one question."""
    rows = Training.objects.filter(
        organisation_id=organisation_id, project_model=project_model, person__in=set(people)
    )
    return {
        person: on for person, on in rows.order_by("trained_on").values_list("person", "trained_on") if person
    }
