"""Who pays for what, and what nobody is said to pay (F2.19): a state, a report and a reminder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Q, QuerySet, UUIDField
from django.utils import timezone
from django.utils.translation import gettext as _

from samspil import library
from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Payer, RoleHolder
from samspil.apps.portfolio.types import CostKind, InitiativeRole
from samspil.kit.periods import on as in_period
from samspil.kit.tenancy.kept import Kept, Known
from samspil.wording.words import Words

MOST: Final = 100
MOST_REPORTED: Final = 500
_ANSWERS: Final = (
    InitiativeRole.MANAGER.value,
    InitiativeRole.OWNER.value,
    InitiativeRole.EXECUTIVE.value,
)
_FIELDS: Final = ("id", "public_id", "number", "title", "started_at")


@dataclass(frozen=True, slots=True)
class Unclear:
    """An open initiative of which somebody is still to say who pays for something."""

    id: int
    public_id: UUID
    number: str
    title: str
    due_on: date

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is to be said soon."""
        return _("Say soon who pays for %(number)s") % {"number": self.number}, self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It should have been said."""
        return _("Nobody has said who pays for %(number)s") % {"number": self.number}, self._text(words)

    def _text(self, words: Words) -> str:
        due = _("Who pays for establishment, operation and further development is to be said by %(day)s.")
        return f"{self.title}\n{due % {'day': words.day(self.due_on)}}"


@dataclass(frozen=True, slots=True)
class PaidFor:
    """An open initiative with who pays for each kind of cost, and since when."""

    public_id: UUID
    number: str
    title: str
    due_on: date | None
    payers: Mapping[CostKind, tuple[tuple[str, int], ...]]

    @property
    def unclear(self) -> tuple[CostKind, ...]:
        """What nobody is said to pay."""
        return tuple(kind for kind in CostKind if not self.payers.get(kind))


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """What whoever answers for an initiative is to say; named by the setting ``SAMSPIL_ALSO_OWED``."""
    found = _OF_ONE.ask(owner=acting.organisation_id, person=acting.person, on=on) if _within(on) else []
    return [
        AlsoOwed(
            name=_("Payer unclear"),
            number=one.number,
            title=one.title,
            due_on=one.due_on,
            page="portfolio:initiative",
            key=one.public_id,
            act=_("Say who pays"),
        )
        for one in _told(found, on)
    ]


def _of_one() -> QuerySet[Any, Any]:
    """Of initiatives that somebody answers for."""
    mine = RoleHolder.objects.filter(
        in_period(_ON), organisation_id=_OWNER, person=_PERSON, role__in=_ANSWERS
    )
    return _in_order(_unclear(_OWNER).filter(pk__in=mine.values("initiative")), MOST)


_OWNER: Final = Known("owner", BigIntegerField())
_PERSON: Final = Known("person", UUIDField())
_ON: Final = Known("on", DateField())
_OF_ONE: Final = Kept(_of_one)


def count_late(acting: Acting, on: date) -> int:
    """How many initiatives should have said who pays by now; named by ``SAMSPIL_ALSO_OVERDUE``."""
    within = _within(on)
    if within is None:
        return 0
    begun = timezone.make_aware(datetime.combine(on - within, datetime.min.time()))
    return _unclear(acting.organisation_id).filter(started_at__lt=begun).count()


def unclear_between(organisation_id: int, first: date, last: date, on: date) -> list[Unclear]:
    """Where it is to be said who pays in a period, both days included."""
    within = _within(on)
    if within is None:
        return []
    begun = [
        timezone.make_aware(datetime.combine(day - within, datetime.min.time())) for day in (first, last)
    ]
    rows = _unclear(organisation_id).filter(
        started_at__gte=begun[0], started_at__lt=begun[1] + timedelta(days=1)
    )
    return _read(rows, on)


def who_pays(acting: Acting, on: date, *, only_unclear: bool) -> list[PaidFor]:
    """The open initiatives, those of which most is unclear first; two questions."""
    rows = Initiative.objects.filter(organisation_id=acting.organisation_id, end="")
    found = list(rows.order_by("id").values_list(*_FIELDS))
    payers = _payers(acting.organisation_id)
    within = _within(on)
    every = [
        PaidFor(
            public_id,
            number,
            title,
            timezone.localdate(started) + within if within is not None else None,
            {kind: tuple(payers.get((key, kind.value), ())) for kind in CostKind},
        )
        for key, public_id, number, title, started in found
    ]
    shown = [one for one in every if one.unclear or not only_unclear]
    return sorted(shown, key=lambda one: (-len(one.unclear), one.number))


def payers_of(initiative: Initiative) -> dict[CostKind, list[str]]:
    """Who pays for each kind of cost of one initiative, by name; nobody where it is unclear. One question."""
    rows = Payer.objects.filter(initiative=initiative).order_by("first_year", "id")
    found: dict[CostKind, list[str]] = {kind: [] for kind in CostKind}
    for kind, name in rows.values_list("pays_for", "payer"):
        found[CostKind(kind)].append(name)
    return found


def count_unclear(rows: Iterable[PaidFor]) -> dict[CostKind, int]:
    """Of how many each kind of cost is unclear."""
    found = dict.fromkeys(CostKind, 0)
    for one in rows:
        for kind in one.unclear:
            found[kind] += 1
    return found


def _payers(organisation_id: int) -> dict[tuple[int, str], list[tuple[str, int]]]:
    of_open = Q(initiative__organisation_id=organisation_id, initiative__end="")
    found: dict[tuple[int, str], list[tuple[str, int]]] = defaultdict(list)
    rows = Payer.objects.filter(of_open).order_by("first_year", "id")
    for key, kind, payer, year in rows.values_list("initiative_id", "pays_for", "payer", "first_year"):
        found[key, kind].append((payer, year))
    return found


def _unclear(organisation_id: int | Known) -> QuerySet[Initiative]:
    """Nobody is asked about what is over or rests."""
    rows = Initiative.objects.filter(organisation_id=organisation_id, end="", is_paused=False)
    paid = [Exists(Payer.objects.filter(initiative=OuterRef("pk"), pays_for=kind.value)) for kind in CostKind]
    return rows.exclude(*paid)


def _read(rows: QuerySet[Initiative], on: date) -> list[Unclear]:
    return _told(_in_order(rows, MOST_REPORTED), on)


def _in_order(rows: QuerySet[Initiative], most: int) -> QuerySet[Any, Any]:
    return rows.order_by("started_at", "id").values_list(*_FIELDS)[:most]


def _told(found: Iterable[Any], on: date) -> list[Unclear]:
    """With the day by which it is to be said; nothing before somebody has said how long it may take."""
    within = _within(on)
    if within is None:
        return []
    return [
        Unclear(key, public_id, number, title, timezone.localdate(started) + within)
        for key, public_id, number, title, started in found
    ]


def _within(on: date) -> timedelta | None:
    """How long it may be unclear; none before somebody has said."""
    found = library.case_parameters().payer_named_within_on(on)
    return timedelta(days=found.days) if found else None
