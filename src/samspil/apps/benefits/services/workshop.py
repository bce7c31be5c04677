"""A benefit workshop: many chains at once, each from what is delivered to what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.services.benefits import add_benefit
from samspil.apps.benefits.services.maps import NewStep, add_step, hold_map, link
from samspil.apps.benefits.types import BottomLine, NewBenefit, Sort, StepSort
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.strategies import strategies_on
from samspil.apps.portfolio.services.leading import check_leads
from samspil.core.benefits.mapping import COLUMNS, Column
from samspil.core.errors import Problem

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

_SORTS: Final = {
    Column.DELIVERABLE: StepSort.DELIVERABLE,
    Column.CHANGE: StepSort.CHANGE,
    Column.GOAL: StepSort.GOAL,
}
Known = dict[tuple[Column, str], UUID]


@dataclass(frozen=True, slots=True)
class Chain:
    """A line of the workshop. What is empty is passed over; what has a name that is there already is that."""

    deliverable: str = ""
    change: str = ""
    benefit: str = ""
    goal: str = ""
    bottom_line: BottomLine | None = None
    is_disbenefit: bool = False

    def said(self) -> list[tuple[Column, str]]:
        """What is said, from left to right."""
        titles = (self.deliverable, self.change, self.benefit, self.goal)
        return [
            (column, title.strip()) for column, title in zip(COLUMNS, titles, strict=True) if title.strip()
        ]


@dataclass(frozen=True, slots=True)
class Came:
    """What came of it: how many stand in the map that did not, and how many links."""

    added: int
    linked: int


@transaction.atomic
def add_chains(initiative: Initiative, chains: Sequence[Chain], *, acting: Acting, at: datetime) -> Came:
    """All of them, or none. A new benefit is an idea that counts in its indicators, until more is said of it.

    Raises:
        RefusedError: one may not, nothing is said, ``benefit_needs_a_bottom_line``, or a link cannot be.
    """
    check_leads(acting, initiative, at)
    said = [one for one in chains if one.said()]
    if not said:
        raise RefusedError(Problem("workshop_says_nothing", {}))
    there = hold_map(initiative)
    known: Known = {(one.column, one.title.casefold()): one.public_id for one in there.steps}
    linked = {(one.source, one.target) for one in there.links}
    before = len(known), len(linked)
    maker = _Maker(initiative, _goals(initiative, at), acting, at)
    for chain in said:
        for column, title in chain.said():
            if (column, title.casefold()) not in known:
                known[column, title.casefold()] = maker.made(chain, column, title)
        keys = [known[column, title.casefold()] for column, title in chain.said()]
        for pair in pairwise(keys):
            if pair not in linked:
                link(initiative, *pair, acting=acting, at=at)
                linked.add(pair)
    return Came(len(known) - before[0], len(linked) - before[1])


@dataclass(frozen=True)
class _Maker:
    """Puts what is new into a map; ``goals`` are the organisation's own, by name."""

    initiative: Initiative
    goals: Mapping[str, UUID]
    acting: Acting
    at: datetime

    def made(self, chain: Chain, column: Column, title: str) -> UUID:
        """What is new stands in its column."""
        if column is Column.BENEFIT:
            return self._benefit(chain, title)
        goal = self.goals.get(title.casefold()) if column is Column.GOAL else None
        new = NewStep(_SORTS[column], title, goal=goal)
        return add_step(self.initiative, new, acting=self.acting, at=self.at).public_id

    def _benefit(self, chain: Chain, title: str) -> UUID:
        if chain.bottom_line is None:
            raise RefusedError(Problem("benefit_needs_a_bottom_line", {"title": title}))
        new = NewBenefit(title, chain.bottom_line, Sort.QUALITATIVE, is_disbenefit=chain.is_disbenefit)
        return add_benefit(self.initiative, new, acting=self.acting, at=self.at).public_id


def _goals(initiative: Initiative, at: datetime) -> dict[str, UUID]:
    """The goals of the organisation's own strategies, by name."""
    strategies = strategies_on(initiative.organisation_id, timezone.localdate(at))
    return {goal.name.casefold(): goal.public_id for one in strategies for goal in one.goals}
