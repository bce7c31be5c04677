"""Whom others ask us for, and what we have answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from samspil.apps.competences.models import Findable, GapPlan, LoanAnswer
from samspil.apps.competences.types import SHARED_LOAN
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.kit.sharing import door


@dataclass(frozen=True, slots=True)
class AskedFor:
    """Another asks us for somebody: what for, until when, and what we have said to it."""

    public_id: UUID
    borrower: str
    competence: str
    level: int
    what: str
    note: str
    by_on: date
    last_on: date | None
    due_on: date
    function: str
    person: UUID | None
    name: str
    is_yes: bool | None
    words: str


def asked_of_us(acting: Acting, on: date, *, person: UUID | None = None) -> list[AskedFor]:
    """Whom others ask us for, what is not answered first; of one person only where one is given.

    At most five questions.
    """
    with door.readable(SHARED_LOAN, on) as shared:
        rows = GapPlan.objects.filter(
            public_id__in=shared, lender=acting.organisation_id, dropped_at=None
        ).exclude(organisation_id=acting.organisation_id)
        plans = list(rows.select_related("need", "organisation").order_by("due_on", "id")) if shared else []
    if not plans:
        return []
    own = Findable.objects.filter(organisation_id=acting.organisation_id)
    people = dict(
        own.filter(public_id__in=[one.findable for one in plans]).values_list("public_id", "person")
    )
    names = names_of(people.values())
    answers = LoanAnswer.objects.filter(
        organisation_id=acting.organisation_id, plan__in=[one.public_id for one in plans]
    )
    said = {plan: (is_yes, words) for plan, is_yes, words in answers.values_list("plan", "is_yes", "words")}
    told = [_asked(one, people, names, said) for one in plans]
    return sorted(
        (one for one in told if person is None or one.person == person),
        key=lambda one: (one.is_yes is not None, one.due_on),
    )


def _asked(
    plan: GapPlan,
    people: dict[UUID, UUID],
    names: dict[UUID, str],
    said: dict[UUID, tuple[bool, str]],
) -> AskedFor:
    person = people.get(plan.findable) if plan.findable else None
    is_yes, words = said.get(plan.public_id, (None, ""))
    return AskedFor(
        public_id=plan.public_id,
        borrower=plan.organisation.name,
        competence=plan.need.competence,
        level=plan.need.level,
        what=plan.need.what,
        note=plan.note,
        by_on=plan.need.by_on,
        last_on=plan.last_on,
        due_on=plan.due_on,
        function=plan.function,
        person=person,
        name=names.get(person, "") if person else "",
        is_yes=is_yes,
        words=words,
    )
