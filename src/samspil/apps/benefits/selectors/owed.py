"""Measurements that somebody owes: who is named, else the benefit's owner, else who keeps the portfolio."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import SUBJECT
from samspil.apps.governance.types import AlsoOwed
from samspil.apps.measurements.selectors import waiting
from samspil.apps.measurements.selectors.waiting import OWNER, PERSON, Waiting, WaitingFor
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.rights import may_keep_portfolio

MOST: Final = 100
# So long before its day a measurement stands on My work.
AHEAD: Final = timedelta(days=14)


def owed_by(acting: Acting, on: date) -> list[Waiting]:
    """What somebody is to measure by now or soon, the first due first; one question."""
    asked = _OF_A_KEEPER if may_keep_portfolio(acting) else _OF_AN_OWNER
    return asked.ask(acting.organisation_id, acting.person, on + AHEAD)


def _owned(whose: Q) -> QuerySet[Any, Any]:
    return Benefit.objects.filter(whose, organisation_id=OWNER).values("public_id")


_OWN: Final = Q(owner_person=PERSON)
_OF_AN_OWNER: Final = WaitingFor(SUBJECT, lambda: _owned(_OWN), MOST)
_OF_A_KEEPER: Final = WaitingFor(SUBJECT, lambda: _owned(_OWN | Q(owner_person=None)), MOST)


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """The same as My work shows it; named by the setting ``SAMSPIL_ALSO_OWED`` for the app below."""
    found = owed_by(acting, on)
    named = _named(acting, {one.subject for one in found})
    return [
        AlsoOwed(
            name=_("Measurement"),
            number=named[one.subject][0],
            title=f"{one.name}: {named[one.subject][1]}",
            due_on=one.due_on,
            page="benefits:benefit",
            key=one.subject,
            act=_("Note the measurement"),
        )
        for one in found
        if one.subject in named
    ]


def count_late(acting: Acting, on: date) -> int:
    """How many measurements the organisation should have by now; named by ``SAMSPIL_ALSO_OVERDUE``."""
    return waiting.count_late(acting.organisation_id, SUBJECT, on)


def _named(acting: Acting, subjects: set[UUID]) -> dict[UUID, tuple[str, str]]:
    if not subjects:
        return {}
    rows = Benefit.objects.filter(organisation_id=acting.organisation_id, public_id__in=subjects)
    return {key: (number, title) for key, number, title in rows.values_list("public_id", "number", "title")}
