"""Matters in lists: narrowed, a page at a time by key, and what waits on somebody's table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol
from uuid import UUID

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery, UUIDField

from samspil.apps.governance.adopted import model_by_digest, model_of
from samspil.apps.governance.models import Consent, Matter, Meeting, ModelVersion, Obligation
from samspil.apps.governance.selectors.searching import with_words
from samspil.apps.governance.types import MeetingState
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.load import GovernanceModel
from samspil.kit.paging import after_day
from samspil.kit.sharing import door
from samspil.kit.tenancy.kept import Kept, Known

AT_REQUESTER: Final = f"role {REQUESTER}"
MEMBERS: Final = "members members"
MOST: Final = 50
_OWNER: Final = Known("owner", BigIntegerField())
_PERSON: Final = Known("person", UUIDField())
_MOST_TABLES: Final = 64  # as many sets of bodies that somebody holds


class MatterRow(NamedTuple):
    """A matter as a line of a list."""

    id: int
    public_id: UUID
    case_number: str
    title: str
    kind: str
    version_id: int
    step: str
    body: str
    due_at: datetime | None
    due_until: datetime | None
    due_on: date | None
    parked_until: date | None
    end: str
    result: str
    ended_at: datetime | None
    requester_name: str
    brought_at: datetime
    organisation_id: int
    version__digest: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed by; empty is everything."""

    state: str = ""
    kind: str = ""
    body: str = ""
    mine: bool = False
    said: str = ""
    before: int | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class MatterPage:
    """One page of a list, newest first; ``next_before`` is the key of the next."""

    rows: list[MatterRow]
    next_before: int | None


def _lines(matters: QuerySet[Matter]) -> list[MatterRow]:
    return [MatterRow(*row) for row in matters.values_list(*MatterRow._fields)]


def _in_order(matters: QuerySet[Matter]) -> list[MatterRow]:
    """The same where an index has the order and any number of rows follow.

    The version is looked up for those that are shown. Where it is joined, PostgreSQL thinks that few go by
    one in scope, and reads and sorts all matters of the organisation.
    """
    digest = ModelVersion.objects.filter(pk=OuterRef("version_id")).values("digest")
    return [MatterRow(*row) for row in matters.values_list(*MatterRow._fields[:-1], Subquery(digest))]


def list_matters(acting: Acting, by: Narrowing) -> MatterPage:
    """The matters of the organisation one acts for, newest first."""
    matters = Matter.objects.filter(organisation_id=acting.organisation_id)
    if by.state == "open":
        matters = matters.filter(end="")
    elif by.state == "ended":
        matters = matters.exclude(end="")
    if by.kind:
        matters = matters.filter(kind=by.kind)
    if by.body:
        matters = matters.filter(body=by.body)
    if by.mine:
        matters = matters.filter(requester=acting.person)
    if by.said:
        matters = with_words(matters, by.said)
    if by.before is not None:
        matters = matters.filter(pk__lt=by.before)
    rows = _in_order(matters.order_by("-id")[: by.size + 1])
    more = len(rows) > by.size
    return MatterPage(rows[: by.size], rows[by.size - 1].id if more else None)


def models_of(rows: Iterable[int]) -> Mapping[int, GovernanceModel]:
    """The models of versions, by the version's key; one question for all."""
    wanted = set(rows)
    versions = ModelVersion.objects.filter(pk__in=wanted).defer("files") if wanted else ()
    return {version.pk: model_of(version) for version in versions}


class OfModel(Protocol):
    """A line that knows by which model it goes."""

    @property
    def organisation_id(self) -> int:
        """Whose it is."""

    @property
    def version__digest(self) -> str:
        """What the model is."""


def model_for(row: OfModel) -> GovernanceModel:
    """The model of a line of a list; nothing is asked for it again once it is loaded."""
    return model_by_digest(row.organisation_id, row.version__digest)


Place = tuple[datetime | None, int]


@dataclass(frozen=True, slots=True)
class Table:
    """What lies on somebody's table, as far as it is shown; ``next_after`` is the key of what follows."""

    rows: list[MatterRow]
    next_after: Place | None


def on_the_table(acting: Acting, most: int, after: Place | None = None) -> Table:
    """What waits for somebody now, the first due first: at their bodies, or for them as requester.

    What has no time limit comes last. ``after`` is the key of the last line of the page before.
    """
    bodies = tuple(sorted(acting.bodies))
    if after is None:
        known = {"owner": acting.organisation_id, "person": acting.person}
        rows = [MatterRow(*row) for row in _first_of_table(bodies, most + 1).ask(**known)]
    else:
        waiting = _waiting(bodies, acting.organisation_id, acting.person)
        rows = _lines(waiting.filter(after_day("due_at", *after))[: most + 1])
    last = rows[most - 1] if len(rows) > most else None
    return Table(rows[:most], (last.due_at, last.id) if last else None)


@lru_cache(_MOST_TABLES)
def _first_of_table(bodies: tuple[str, ...], most: int) -> Kept:
    return Kept(lambda: _waiting(bodies, _OWNER, _PERSON).values_list(*MatterRow._fields)[:most])


def _waiting(bodies: Sequence[str], owner: int | Known, person: UUID | Known) -> QuerySet[Matter]:
    """All that lies there, in order."""
    mine = Q(body__in=bodies) | Q(body=AT_REQUESTER, requester=person)
    matters = Matter.objects.filter(mine, organisation_id=owner, end="", parked_until__isnull=True)
    return matters.order_by(F("due_at").asc(nulls_last=True), "id")


def has_any(acting: Acting) -> bool:
    """Whether anything has ever been brought in the organisation."""
    return Matter.objects.filter(organisation_id=acting.organisation_id).exists()


def brought_by(acting: Acting, most: int = 10) -> list[MatterRow]:
    """What somebody has brought, newest first."""
    found = _brought(most).ask(owner=acting.organisation_id, person=acting.person)
    return [MatterRow(*row) for row in found]


@lru_cache(_MOST_TABLES)
def _brought(most: int) -> Kept:
    def rows() -> QuerySet[Any, Any]:
        matters = Matter.objects.filter(organisation_id=_OWNER, requester=_PERSON)
        return matters.order_by("-id").values_list(*MatterRow._fields)[:most]

    return Kept(rows)


def owed_by(acting: Acting, most: int = MOST, after: tuple[date, int] | None = None) -> list[Obligation]:
    """What somebody's bodies owe, the first due first; ``after`` is the day and the row of the last before.

    Where each member owes its own, whoever sits for a member sees that member's.
    """
    rows = Obligation.objects.filter(
        organisation_id=acting.organisation_id, owed_by__in=sorted(acting.bodies), met_at__isnull=True
    )
    codes = member_codes(acting)
    if codes:
        rows = rows.filter(member__in=["", *sorted(codes)])
    if after is not None:
        rows = rows.filter(Q(due_on__gt=after[0]) | Q(due_on=after[0], pk__gt=after[1]))
    return list(rows.select_related("matter").order_by("due_on", "id")[:most])


def member_codes(acting: Acting) -> frozenset[str]:
    """The members for which somebody sits in an association's forums; seats are ``kind_code``."""
    ends = (seat.seat.rpartition("_")[2] for seat in acting.seats)
    return frozenset(code for code in ends if len(code) == 4 and code.isdigit())


def owes(owed: Obligation, acting: Acting) -> bool:
    """Whether something is owed by one of somebody's bodies, and for the member they sit for."""
    codes = member_codes(acting)
    return owed.owed_by in acting.bodies and (not owed.member or not codes or owed.member in codes)


class Asked(NamedTuple):
    """A joint proposal that a member has not answered."""

    public_id: UUID
    title: str
    owner: str
    due_at: datetime | None
    due_until: datetime | None
    due_on: date | None
    answer: str
    own_matter: UUID | None


def asked_of(acting: Acting, on: date) -> list[Asked]:
    """The joint proposals that wait for the answer of the municipality one acts for."""
    with door.readable("matter", on) as shared:
        if not shared:
            return []
        later = Consent.objects.filter(
            matter=OuterRef("matter"), code=acting.code, round__gt=OuterRef("round")
        )
        rows = Consent.objects.filter(
            matter__public_id__in=shared,
            matter__body=MEMBERS,
            member_id=acting.organisation_id,
            answer__in=["", "defers"],
        ).filter(~Exists(later))
        found = list(
            rows.order_by("matter__due_at").values_list(
                "matter__public_id",
                "matter__title",
                "organisation__name",
                "matter__due_at",
                "matter__due_until",
                "matter__due_on",
                "answer",
            )
        )
    own = answers_under_way(acting, [row[0] for row in found])
    return [Asked(*row, own_matter=own.get(row[0])) for row in found]


def answers_under_way(acting: Acting, subjects: list[UUID]) -> dict[UUID, UUID]:
    """The organisation's own open matters about some joint proposals."""
    rows = Matter.objects.filter(organisation_id=acting.organisation_id, subject__in=subjects, end="")
    return {subject: own for subject, own in rows.values_list("subject", "public_id") if subject}


def next_meetings(acting: Acting, forums: Iterable[str], now: datetime, most: int = 6) -> list[Meeting]:
    """The next meetings of some forums, and those that are open."""
    rows = Meeting.objects.filter(organisation_id=acting.organisation_id, forum__in=sorted(forums))
    planned = Q(state=MeetingState.PLANNED.value, begins_at__gte=now)
    return list(rows.filter(planned | Q(state=MeetingState.OPEN.value)).order_by("begins_at")[:most])
