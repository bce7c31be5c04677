"""Where it sticks: what waits at a table, and what nobody pays for, owns or reports on (F2.9, F2.19)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from samspil.apps.governance.selectors.waiting_about import WaitingAbout, waiting_about
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Gate, Initiative, Payer, RoleHolder
from samspil.apps.portfolio.selectors.following import Due, counted_from, due, followings_on
from samspil.apps.portfolio.types import CostKind, InitiativeRole
from samspil.kit.periods import on as in_period

WAITS, GATE, PAYER, OWNER, REPORT = "waits", "gate", "payer", "owner", "report"
SORTS: Final = (WAITS, GATE, PAYER, OWNER, REPORT)
MOST_SHOWN: Final = 100


class _Open(NamedTuple):
    id: int
    public_id: UUID
    number: str
    title: str
    matter: UUID | None
    started_at: datetime
    reported_on: date | None
    reports_from: date | None
    is_paused: bool
    project_model: str


@dataclass(slots=True)
class Stuck:
    """An initiative and all that holds it back."""

    initiative: UUID
    number: str
    title: str
    waiting: list[WaitingAbout] = field(default_factory=list)
    days_waiting: int = 0
    gate_matter: UUID | None = None
    no_payer_for: list[CostKind] = field(default_factory=list)
    has_no_owner: bool = False
    report: Due | None = None

    @property
    def sorts(self) -> list[str]:
        """What it is stuck by."""
        found = {
            WAITS: bool(self.waiting),
            GATE: self.gate_matter is not None,
            PAYER: bool(self.no_payer_for),
            OWNER: self.has_no_owner,
            REPORT: self.report is not None,
        }
        return [sort for sort, is_so in found.items() if is_so]


@dataclass(frozen=True, slots=True)
class WhereItSticks:
    """What is shown, the longest waiting first, out of how many; ``counts`` by what it is stuck by."""

    rows: list[Stuck]
    found: int
    counts: dict[str, int]
    is_assumed: bool


def where_it_sticks(acting: Acting, now: datetime, only: str = "") -> WhereItSticks:
    """The open initiatives that something holds back; six questions, however many there are."""
    today = timezone.localdate(now)
    followings = followings_on(acting.organisation_id, today)
    rows = {one.id: one for one in _open(acting)}
    found = {key: Stuck(one.public_id, one.number, one.title) for key, one in rows.items()}
    _note_waiting(acting, rows.values(), found, now)
    _note_gates(acting, found)
    _note_payers(acting, found)
    _note_owners(acting, found, today)
    for key, one in rows.items():
        following = followings.of(one.project_model)
        since = counted_from(one.started_at, one.reported_on, one.reports_from)
        late = None if one.is_paused else due(since, following, today)
        found[key].report = late if late is not None and late.days_late else None
    stuck = [(one, sorts) for one in found.values() if (sorts := one.sorts)]
    counts = Counter(sort for _one, sorts in stuck for sort in sorts)
    shown = [told for told in stuck if not only or only in told[1]]
    shown.sort(key=lambda told: (-told[0].days_waiting, -len(told[1]), told[0].number))
    rows_shown = [one for one, _sorts in shown[:MOST_SHOWN]]
    return WhereItSticks(
        rows_shown, len(shown), {sort: counts[sort] for sort in SORTS}, followings.otherwise.owing is None
    )


def _open(acting: Acting) -> list[_Open]:
    rows = Initiative.objects.filter(organisation_id=acting.organisation_id, end="").order_by("id")
    return [_Open(*row) for row in rows.values_list(*_Open._fields)]


def _note_waiting(acting: Acting, rows: Iterable[_Open], found: dict[int, Stuck], now: datetime) -> None:
    by_id = {one.public_id: one.id for one in rows}
    by_matter = {one.matter: one.id for one in rows if one.matter}
    for waits in waiting_about(acting, by_id, by_matter):
        key = by_id.get(waits.subject) if waits.subject else None
        one = found[by_matter[waits.matter] if key is None else key]
        one.waiting.append(waits)
        one.days_waiting = max(one.days_waiting, (now - waits.entered_at).days)


def _of_open(acting: Acting) -> Q:
    """What belongs to initiatives under way: by their own row, not by a list of thousands of keys."""
    return Q(initiative__organisation_id=acting.organisation_id, initiative__end="")


def _note_gates(acting: Acting, found: dict[int, Stuck]) -> None:
    gates = Gate.objects.filter(_of_open(acting), outcome="")
    for key, matter in gates.values_list("initiative_id", "matter"):
        found[key].gate_matter = matter


def _note_payers(acting: Acting, found: dict[int, Stuck]) -> None:
    paid = set(Payer.objects.filter(_of_open(acting)).values_list("initiative_id", "pays_for"))
    for key, one in found.items():
        one.no_payer_for = [cost for cost in CostKind if (key, cost.value) not in paid]


def _note_owners(acting: Acting, found: dict[int, Stuck], today: date) -> None:
    answers = (InitiativeRole.OWNER.value, InitiativeRole.EXECUTIVE.value)
    holders = RoleHolder.objects.filter(_of_open(acting), in_period(today), role__in=answers)
    owned = set(holders.values_list("initiative_id", flat=True))
    for key, one in found.items():
        one.has_no_owner = key not in owned
