"""Status reports that are owed, and by whom: who has the role, else who answers instead, else who keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q, QuerySet, UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.selectors import holders_of
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.models import OwedReport, RoleHolder
from samspil.apps.portfolio.rights import keeper_roles, may_keep_portfolio
from samspil.apps.portfolio.types import InitiativeRole
from samspil.kit.periods import on as in_period
from samspil.kit.tenancy.kept import Kept, Known
from samspil.wording.words import Words

MOST: Final = 100
_MOST_QUESTIONS: Final = 16
_OWNER: Final = Known("owner", BigIntegerField())
_PERSON: Final = Known("person", UUIDField())
_ON: Final = Known("on", DateField())
_DAY: Final = Known("day", DateField())
_ROW: Final = Known("row", BigIntegerField())
# Who is asked where nobody who logs in has the role that owes it, in turn.
_INSTEAD: Final = (
    InitiativeRole.MANAGER.value,
    InitiativeRole.OWNER.value,
    InitiativeRole.EXECUTIVE.value,
    InitiativeRole.BENEFIT_OWNER.value,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is owed by a role of an initiative."""

    id: int
    public_id: UUID
    initiative_id: int
    initiative: UUID
    number: str
    title: str
    role: str
    asked_on: date
    due_on: date

    def is_asked_for(self, words: Words) -> tuple[str, str]:
        """It is owed from now."""
        return _("A status report is due: %(number)s") % {"number": self.number}, self._text(words)

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is due soon."""
        return _("The status report on %(number)s is due soon") % {"number": self.number}, self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It is overdue."""
        return _("The status report on %(number)s is overdue") % {"number": self.number}, self._text(words)

    def _text(self, words: Words) -> str:
        due = _("To be sent by %(day)s.") % {"day": words.day(self.due_on)}
        return f"{self.title}\n{due}"


# Nobody is asked about what is over or rests.
_UNMET: Final = {"met_at": None, "let_go_at": None, "initiative__end": "", "initiative__is_paused": False}
_FIELDS: Final = (
    "id",
    "public_id",
    "initiative_id",
    "initiative__public_id",
    "initiative__number",
    "initiative__title",
    "role",
    "asked_on",
    "due_on",
)


def owed_by(acting: Acting, on: date, most: int = MOST, after: tuple[date, int] | None = None) -> list[Owed]:
    """What somebody owes, the first due first; ``after`` is the day and the row of the last before.

    What nobody answers for is owed by those who keep the portfolio. One question where that is nothing, else
    two for each time that what somebody could owe is owed by others.
    """
    known = {"owner": acting.organisation_id, "person": acting.person, "on": on}
    keeps, found = may_keep_portfolio(acting), list[Owed]()
    while len(found) < most:
        day, row = after or (None, None)
        rows = _question(keeps, after is not None, most).ask(**known, day=day, row=row)
        read = [Owed(*one) for one in rows]
        owing = _owing({one.initiative_id for one in read}, on)
        found += [one for one in read if _is_owed_by(acting, one, owing.get(one.initiative_id, {}))]
        if len(read) < most:
            break
        after = (read[-1].due_on, read[-1].id)
    return found[:most]


@lru_cache(_MOST_QUESTIONS)
def _question(keeps: bool, is_later: bool, most: int) -> Kept:
    """What somebody could owe, where ``is_later`` after a day and a row; who keeps, what nobody owes too."""

    def rows() -> QuerySet[Any, Any]:
        whose = Q(Exists(_answering(_ON).filter(person=_PERSON)))
        if keeps:
            whose |= ~Q(Exists(_answering(_ON)))
        later = Q(due_on__gt=_DAY) | Q(due_on=_DAY, id__gt=_ROW) if is_later else Q()
        return _in_order(_open(_OWNER).filter(whose, later), most)

    return Kept(rows)


def _is_owed_by(acting: Acting, owed: Owed, here: Mapping[str, set[UUID]]) -> bool:
    return not here or acting.person in _who(owed.role, here)


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """The same as My work shows it; named by the setting ``SAMSPIL_ALSO_OWED`` for the app below."""
    return [
        AlsoOwed(
            name=_("Status report"),
            number=one.number,
            title=one.title,
            due_on=one.due_on,
            page="portfolio:reports",
            key=one.initiative,
            act=_("Write the report"),
        )
        for one in owed_by(acting, on)
    ]


def count_late(acting: Acting, on: date) -> int:
    """How many reports the organisation should have had by now; named by ``SAMSPIL_ALSO_OVERDUE``."""
    return _open(acting.organisation_id).filter(due_on__lt=on).count()


def owed_between(organisation_id: int, after: datetime, before: datetime) -> list[Owed]:
    """What an organisation owes that is due, by the end of the day, in a period."""
    first, last = timezone.localdate(after), timezone.localdate(before)
    return _read(_open(organisation_id).filter(due_on__gte=first, due_on__lte=last))


def owed_report(public_id: UUID, since: date) -> Owed | None:
    """One report, if it is still owed and was not due before a day."""
    found = _read(OwedReport.objects.filter(public_id=public_id, due_on__gte=since, **_UNMET))
    return found[0] if found else None


def people_owing(organisation_id: int, kind: OrganisationKind, owed: Owed, on: date) -> set[str]:
    """Who is told of it: who owes it, else all who keep the portfolio."""
    return people_answering(organisation_id, kind, owed.initiative_id, on, owed.role)


def people_answering(
    organisation_id: int,
    kind: OrganisationKind,
    initiative_id: int,
    on: date,
    first: str = InitiativeRole.MANAGER.value,
) -> set[str]:
    """Who answers for an initiative: who has a role, else the next that somebody has, else who keeps all."""
    people = _who(first, _owing({initiative_id}, on).get(initiative_id, {}))
    if people:
        return {str(one) for one in people}
    return {str(person) for _role, person, _name in holders_of(organisation_id, keeper_roles(kind), on)}


def people_answering_each(
    organisation_id: int, kind: OrganisationKind, initiatives: Collection[int], on: date
) -> Mapping[str, set[int]]:
    """The initiatives that each person answers for; two questions, however many there are."""
    owing, found, nobodys = _owing(initiatives, on), defaultdict[str, set[int]](set), set[int]()
    for one in initiatives:
        people = _who(InitiativeRole.MANAGER.value, owing.get(one, {}))
        for person in people:
            found[str(person)].add(one)
        if not people:
            nobodys.add(one)
    if nobodys:
        for _role, person, _name in holders_of(organisation_id, keeper_roles(kind), on):
            found[str(person)] |= nobodys
    return found


def _open(organisation_id: int | Known) -> QuerySet[OwedReport]:
    return OwedReport.objects.filter(organisation_id=organisation_id, **_UNMET)


def _answering(on: date | Known) -> QuerySet[RoleHolder]:
    """Those who log in and answer for the initiative of an owed report."""
    rows = RoleHolder.objects.filter(in_period(on), initiative=OuterRef("initiative"), person__isnull=False)
    return rows.filter(role__in=_INSTEAD)


def _read(rows: QuerySet[OwedReport], most: int | None = None) -> list[Owed]:
    return [Owed(*row) for row in _in_order(rows, most)]


def _in_order(rows: QuerySet[OwedReport], most: int | None) -> QuerySet[Any, Any]:
    return rows.order_by("due_on", "id").values_list(*_FIELDS)[:most]


def _owing(initiatives: Collection[int], on: date) -> Mapping[int, Mapping[str, set[UUID]]]:
    """Who has which role in initiatives; one question, none where there are no initiatives."""
    found: dict[int, dict[str, set[UUID]]] = defaultdict(dict)
    if not initiatives:
        return found
    rows = RoleHolder.objects.filter(
        in_period(on), initiative__in=initiatives, person__isnull=False, role__in=_INSTEAD
    )
    for initiative, role, person in rows.values_list("initiative_id", "role", "person"):
        if person is not None:
            found[initiative].setdefault(role, set()).add(person)
    return found


def _who(first: str, here: Mapping[str, set[UUID]]) -> set[UUID]:
    """The people of a role, else of the first that somebody has."""
    return next((here[role] for role in (first, *_INSTEAD) if role in here), set())
