"""Who reads what we share of competences, kept true as members come and go.

Who lets themselves be found is read by our fellows of the day; that we ask for somebody by the member that is
asked, until the plan is dropped; what we answered by who asked. Nobody else keeps a grant.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.competences.models import Findable, GapPlan, LoanAnswer
from samspil.apps.competences.types import SHARED_ANSWER, SHARED_LOAN, SHARED_PERSON, Way
from samspil.apps.organisations.selectors.fellows import fellows_of
from samspil.kit.journal.recording import By
from samspil.kit.sharing import door

PURPOSES: Final[Mapping[str, str]] = {
    SHARED_PERSON: "somebody who can be found by what they can",
    SHARED_LOAN: "somebody is asked for",
    SHARED_ANSWER: "whether somebody is lent",
}
Subject = tuple[str, UUID]


def keep_person_shown(row: Findable, by: By, *, on: date, is_shown: bool) -> int:
    """Our fellows of the day read it, or nobody."""
    readers = fellows_of(row.organisation_id, on) if is_shown else ()
    return _keep(row.organisation_id, (SHARED_PERSON, row.public_id), readers, by, on)


def keep_loan_shown(row: GapPlan, by: By, *, on: date) -> int:
    """Whom it asks reads it until it is dropped."""
    readers = () if row.dropped_at or row.lender_id is None else (row.lender_id,)
    return _keep(row.organisation_id, (SHARED_LOAN, row.public_id), readers, by, on)


def keep_answer_shown(row: LoanAnswer, by: By, *, on: date) -> int:
    """Who asked reads what was answered."""
    return _keep(row.organisation_id, (SHARED_ANSWER, row.plan), (row.borrower_id,), by, on)


@transaction.atomic
def keep_readers(organisation_id: int, *, at: datetime) -> int:
    """All that an organisation shares of competences; for how many readers that was otherwise.

    Again it changes nothing. Six questions where nothing has changed, and four where nothing is shared.
    """
    on, by = timezone.localdate(at), By("clock", at)
    given = door.given_by(organisation_id, PURPOSES, on)
    wanted = _wanted(organisation_id, on)
    changed = 0
    for subject in sorted(given.keys() | wanted.keys()):
        readers = wanted.get(subject, set())
        if readers != given.get(subject, frozenset()):
            changed += _keep(organisation_id, subject, readers, by, on)
    return changed


def _wanted(organisation_id: int, on: date) -> dict[Subject, set[int]]:
    own = {"organisation_id": organisation_id}
    people = list(Findable.objects.filter(**own).values_list("public_id", flat=True))
    loans = GapPlan.objects.filter(**own, way=Way.BORROW.value, dropped_at=None)
    asked = list(loans.values_list("public_id", "lender_id"))
    answers = list(LoanAnswer.objects.filter(**own).values_list("plan", "borrower_id"))
    if not (people or asked or answers):
        return {}
    fellows = set(fellows_of(organisation_id, on))
    found: dict[Subject, set[int]] = {(SHARED_PERSON, one): fellows for one in people}
    found |= {(SHARED_LOAN, key): {lender} & fellows for key, lender in asked if lender}
    found |= {(SHARED_ANSWER, key): {borrower} & fellows for key, borrower in answers}
    return found


def _keep(owner: int, subject: Subject, readers: Iterable[int], by: By, on: date) -> int:
    return door.keep_to(owner, readers, subject, PURPOSES[subject[0]], by, on=on)
