"""Initiatives in lists: narrowed, in an order, a page at a time by key. Two questions a list."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import (
    Case,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, Participation, RoleHolder
from samspil.apps.portfolio.types import InitiativeRole
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.status import Light
from samspil.kit.paging import after_day, read_key
from samspil.kit.periods import on as in_period
from samspil.kit.searching import with_words

MOST_ON_A_BOARD: Final = 200
MOST_EXPORTED: Final = 50_000
OUTSIDE: Final = "outside"
_WORST_FIRST: Final = (Light.RED, Light.YELLOW, Light.GREEN, Light.GREY)


class Order(StrEnum):
    """In which order a list stands."""

    NEXT = "next"
    NEWEST = "newest"
    LIGHT = "light"


class InitiativeRow(NamedTuple):
    """An initiative as a line of a list; ``answers`` is the function that answers for it."""

    id: int
    public_id: UUID
    number: str
    title: str
    form: str
    is_mandatory: bool
    is_joint: bool
    common: UUID | None
    project_model: str
    phase: str
    is_paused: bool
    light: str
    next_on: date | None
    next_name: str
    expected_end: date | None
    end: str
    ended_on: date | None
    answers: str | None


class ExportedRow(NamedTuple):
    """An initiative as a line of a file."""

    id: int
    number: str
    title: str
    purpose: str
    form: str
    is_mandatory: bool
    legal_source: str
    legal_deadline: date | None
    is_joint: bool
    common: UUID | None
    programme__number: str | None
    programme__title: str | None
    project_model: str
    phase: str
    is_paused: bool
    light: str
    reported_on: date | None
    areas: list[str]
    starts_on: date | None
    expected_end: date | None
    next_name: str
    next_on: date | None
    end: str
    ended_on: date | None
    answers: str | None


Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class PortfolioFilter:
    """What a view of the portfolio is narrowed by; empty is everything.

    ``phase`` is ``model.phase`` (the phase empty before the first), or ``outside`` the project models.
    ``after`` is the key of the last line of the page before.
    """

    said: str = ""
    state: str = "open"
    form: str = ""
    duty: str = ""
    reach: str = ""
    phase: str = ""
    light: str = ""
    area: str = ""
    programme: UUID | None = None
    member: str = ""
    order: Order = Order.NEXT
    after: Place | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """One page of a list, and the key of the next."""

    rows: list[InitiativeRow]
    next_after: Place | None


def list_initiatives(acting: Acting, by: PortfolioFilter, on: date) -> InitiativePage:
    """A page of the portfolio of the organisation one acts for."""
    wanted = narrowed(acting.organisation_id, by)
    if by.after is not None:
        wanted = wanted.filter(_after(by.order, by.after))
    found = _lines(wanted, by.order, by.size + 1, on)
    last = found[by.size - 1] if len(found) > by.size else None
    return InitiativePage(found[: by.size], (_value(by.order, last), last.id) if last else None)


def on_the_board(acting: Acting, by: PortfolioFilter, on: date) -> list[InitiativeRow]:
    """What a board shows, the next milestone first; one more than it holds where there is more."""
    return _lines(narrowed(acting.organisation_id, by), Order.NEXT, MOST_ON_A_BOARD + 1, on)


def all_initiatives(acting: Acting, by: PortfolioFilter, on: date) -> Iterator[ExportedRow]:
    """Everything that the filter lets through, as far as one file takes."""
    rows = narrowed(acting.organisation_id, by).order_by(*_orders(by.order))[:MOST_EXPORTED]
    told = rows.annotate(answers=_answers(on)).values_list(*ExportedRow._fields)
    for row in told.iterator(chunk_size=2000):
        yield ExportedRow(*row)


def narrowed(organisation_id: int, by: PortfolioFilter) -> QuerySet[Initiative]:
    """The initiatives of an organisation that a filter lets through, in no order."""
    rows = Initiative.objects.filter(organisation_id=organisation_id)
    for field in ("form", "light"):
        if said := getattr(by, field):
            rows = rows.filter(**{field: said})
    for chosen in (_STATES.get(by.state), _DUTIES.get(by.duty), _REACHES.get(by.reach)):
        if chosen is not None:
            rows = rows.filter(chosen)
    if by.phase:
        rows = rows.filter(_in_phase(by.phase))
    if by.programme is not None:
        rows = rows.filter(programme__public_id=by.programme)
    if by.member:
        rows = rows.filter(_takes_part(by.member))
    if by.area:
        rows = _of_area(rows, by.area)
    return with_words(rows, by.said, "title", "number", "purpose")


_STATES: Final[Mapping[str, Q]] = {"open": Q(end=""), "ended": Q(end__gt="")}
_DUTIES: Final[Mapping[str, Q]] = {"mandatory": Q(is_mandatory=True), "voluntary": Q(is_mandatory=False)}
_REACHES: Final[Mapping[str, Q]] = {
    "joint": Q(is_joint=True) | Q(common__isnull=False),
    "local": Q(is_joint=False, common__isnull=True),
}


def _in_phase(said: str) -> Q:
    model, _dot, phase = said.partition(".")
    return Q(project_model="") if said == OUTSIDE else Q(project_model=model, phase=phase)


def _takes_part(code: str) -> Exists:
    rows = Participation.objects.filter(initiative=OuterRef("pk"), code=code, leaves_on__isnull=True)
    return Exists(rows.exclude(pace=Pace.OPTED_OUT.value))


def _of_area(rows: QuerySet[Initiative], area: str) -> QuerySet[Initiative]:
    if connection.vendor == "postgresql":
        return rows.filter(areas__contains=[area])
    # SQLite keeps a list as its text, letters outside English escaped.
    return rows.alias(areas_text=Cast("areas", TextField())).filter(areas_text__contains=json.dumps(area))


def _lines(wanted: QuerySet[Initiative], order: Order, most: int, on: date) -> list[InitiativeRow]:
    """The first of some, with who answers: looked up for these alone, not for all that are sorted."""
    *told, _who = InitiativeRow._fields
    rows: list[Any] = list(wanted.order_by(*_orders(order)).values_list(*told)[:most])
    answers = _who_answer([row[0] for row in rows], on) if rows else {}
    return [InitiativeRow._make((*row, answers.get(row[0]))) for row in rows]


def _who_answer(initiatives: list[int], on: date) -> dict[int, str]:
    """Who answers for each: of several, the one that is named first where one alone is asked for."""
    rows = _answering(on).filter(initiative__in=initiatives).order_by("-role", "-pk")
    return dict(rows.values_list("initiative_id", "function"))


def _answering(on: date) -> QuerySet[RoleHolder]:
    """Who answers for initiatives on a day: accountable executives, and owners, who come after them."""
    roles = (InitiativeRole.EXECUTIVE.value, InitiativeRole.OWNER.value)
    return RoleHolder.objects.filter(in_period(on), role__in=roles)


def _answers(on: date) -> Subquery:
    """Who answers for an initiative on a day: the accountable executive, else the owner."""
    holders = _answering(on).filter(initiative=OuterRef("pk"))
    return Subquery(holders.order_by("role", "pk").values("function")[:1])


def _rank() -> Case:
    ranks = [When(light=one.value, then=Value(place)) for place, one in enumerate(_WORST_FIRST)]
    return Case(*ranks, output_field=IntegerField())


def _orders(order: Order) -> tuple[Any, ...]:
    if order is Order.NEXT:
        return F("next_on").asc(nulls_last=True), "pk"
    if order is Order.LIGHT:
        return _rank().asc(), "-pk"
    return ("-pk",)


def _value(order: Order, row: InitiativeRow) -> str:
    if order is Order.NEXT:
        return row.next_on.isoformat() if row.next_on else ""
    return row.light if order is Order.LIGHT else ""


def _after(order: Order, place: Place) -> Q:
    value, pk = place
    if order is Order.NEXT:
        return after_day("next_on", date.fromisoformat(value) if value else None, pk)
    if order is Order.LIGHT:
        later = _WORST_FIRST[_WORST_FIRST.index(Light(value)) + 1 :]
        return Q(light__in=[one.value for one in later]) | Q(light=value, pk__lt=pk)
    return Q(pk__lt=pk)


def place_of(order: Order, written: str) -> Place | None:
    """A key as an address has it; nothing where it is none of this order."""
    key = read_key(written)
    if key is None:
        return None
    value, pk = key
    try:
        if order is Order.NEXT and value:
            value = date.fromisoformat(value).isoformat()
        if order is Order.LIGHT:
            value = Light(value).value
    except ValueError:
        return None
    return value, pk


def has_any(acting: Acting) -> bool:
    """Whether anything has ever been started in the organisation."""
    return Initiative.objects.filter(organisation_id=acting.organisation_id).exists()
