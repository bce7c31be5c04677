"""The decision register: what was decided, by whom, under which mandate. It reads nothing but decisions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from samspil.apps.governance.models import Decision
from samspil.apps.governance.selectors.searching import with_words
from samspil.apps.organisations.types import Acting
from samspil.core.governance.language.basics import Texts
from samspil.core.governance.language.mandates import DECIDING
from samspil.core.governance.load import GovernanceModel

MOST_EXPORTED: Final = 50_000


class DecisionRow(NamedTuple):
    """A decision as a line of the register; names in all languages."""

    id: int
    public_id: UUID
    decided_at: datetime
    case_number: str
    title: str
    kind_name: Mapping[str, str]
    outcome_name: Mapping[str, str]
    effect: str
    body_name: Mapping[str, str]
    mandate: str
    reason: str
    conditions: list[str]


@dataclass(frozen=True, slots=True)
class RegisterFilter:
    """What the register is narrowed by. ``before`` is the key of the last line of the page before."""

    said: str = ""
    kind: str = ""
    body: str = ""
    effect: str = ""
    since: date | None = None
    until: date | None = None
    before: tuple[datetime, int] | None = None
    size: int = 25


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """One page, newest first, and the key of the next."""

    rows: list[DecisionRow]
    next_before: tuple[datetime, int] | None


def list_decisions(acting: Acting, by: RegisterFilter) -> RegisterPage:
    """A page of the register. One question, whatever its size."""
    rows = _lines(_narrowed(acting, by)[: by.size + 1])
    more = len(rows) > by.size
    last = rows[by.size - 1] if more else None
    return RegisterPage(rows[: by.size], (last.decided_at, last.id) if last else None)


def all_decisions(acting: Acting, by: RegisterFilter) -> Iterator[DecisionRow]:
    """Everything that the filter lets through, newest first, as far as one file takes."""
    found = _narrowed(acting, replace(by, before=None))[:MOST_EXPORTED]
    for row in found.values_list(*DecisionRow._fields).iterator(chunk_size=2000):
        yield DecisionRow(*row)


def _lines(decisions: QuerySet[Decision]) -> list[DecisionRow]:
    return [DecisionRow(*row) for row in decisions.values_list(*DecisionRow._fields)]


def _narrowed(acting: Acting, by: RegisterFilter) -> QuerySet[Decision]:
    decisions = Decision.objects.filter(organisation_id=acting.organisation_id, is_taken=True)
    for field in ("kind", "body", "effect"):
        if said := getattr(by, field):
            decisions = decisions.filter(**{field: said})
    if by.since:
        decisions = decisions.filter(decided_at__date__gte=by.since)
    if by.until:
        decisions = decisions.filter(decided_at__date__lte=by.until)
    if by.said:
        decisions = with_words(decisions, by.said, "matter__")
    if by.before:
        at, pk = by.before
        decisions = decisions.filter(Q(decided_at__lt=at) | Q(decided_at=at, pk__lt=pk), decided_at__lte=at)
    return decisions.order_by("-decided_at", "-id")


def deciders(models: Iterable[GovernanceModel]) -> dict[str, Texts]:
    """The bodies that decide anything under some models, by name."""
    found: dict[str, Texts] = {}
    for model in models:
        spec = model.spec
        for mandate in spec.mandates.values():
            if mandate.code not in DECIDING:
                continue
            if mandate.who.forum:
                found.setdefault(f"forum {mandate.who.forum}", spec.forums[mandate.who.forum].name)
            if mandate.who.role:
                found.setdefault(f"role {mandate.who.role}", spec.roles[mandate.who.role].name)
    return found
