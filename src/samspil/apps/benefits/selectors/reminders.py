"""Measurements that people are reminded of by letter: before their day, and once when it has passed."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.benefits.models import Benefit
from samspil.apps.benefits.types import SUBJECT
from samspil.apps.measurements.selectors.waiting import due_between
from samspil.apps.organisations.selectors import holders_of
from samspil.apps.organisations.types import OrganisationKind
from samspil.apps.portfolio.rights import keeper_roles
from samspil.wording.words import Words


class ToMeasure(NamedTuple):
    """A measurement that is due on a day; ``person`` is who is named to make it, else the benefit's owner."""

    public_id: UUID
    due_on: date
    indicator: str
    benefit: UUID
    number: str
    title: str
    person: UUID | None

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is due soon."""
        return _("A measurement of %(number)s is due soon") % {"number": self.number}, self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It is overdue."""
        return _("A measurement of %(number)s is overdue") % {"number": self.number}, self._text(words)

    def _text(self, words: Words) -> str:
        due = _("To be measured by %(day)s.") % {"day": words.day(self.due_on)}
        return f"{self.title}\n{self.indicator}. {due}"


def to_measure(organisation_id: int, first: date, last: date) -> list[ToMeasure]:
    """What an organisation is to measure in a period, both days included; two questions."""
    found = due_between(organisation_id, SUBJECT, first, last)
    rows = Benefit.objects.filter(
        organisation_id=organisation_id, public_id__in={one.subject for one in found}
    )
    told = rows.values_list("public_id", "number", "title", "owner_person")
    named = {key: (number, title, owner) for key, number, title, owner in told}
    return [
        ToMeasure(one.public_id, one.due_on, one.name, one.subject, number, title, one.person or owner)
        for one in found
        if one.subject in named
        for number, title, owner in [named[one.subject]]
    ]


def people_measuring(organisation_id: int, kind: OrganisationKind, it: ToMeasure, on: date) -> set[str]:
    """Who is told of it: who is named, else all who keep the portfolio."""
    if it.person is not None:
        return {str(it.person)}
    return {str(person) for _role, person, _name in holders_of(organisation_id, keeper_roles(kind), on)}
