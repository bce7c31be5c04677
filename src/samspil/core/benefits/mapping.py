"""A benefit map: what is delivered, how work changes by it, what that brings, and which goal it serves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final
from uuid import UUID

from samspil.core.errors import Problem


class Column(StrEnum):
    """What stands in a map, in the order in which one comes of the other (methods.md section 3)."""

    DELIVERABLE = "deliverable"
    CHANGE = "change"
    BENEFIT = "benefit"
    GOAL = "goal"


COLUMNS: Final = tuple(Column)


@dataclass(frozen=True, slots=True)
class Link:
    """One leads to the other; ``weight`` is the part it has in that, none where nobody has said."""

    source: UUID
    target: UUID
    weight: Fraction | None = None


def refusals(new: Link, columns: Mapping[UUID, Column], links: Iterable[Link]) -> Iterator[Problem]:
    """Why a link cannot be in a map; nothing when it can. One that is there already takes the new weight.

    ``map_step_not_there``, ``map_link_to_itself``, ``map_link_leads_back`` (to an earlier column),
    ``map_link_closes_a_circle``, ``map_weight_outside_0_1``, ``map_weights_above_all`` (of all that leads
    into a benefit).

    Linear in the links.

    >>> from uuid import UUID
    >>> system, goal = UUID(int=1), UUID(int=2)
    >>> columns = {system: Column.DELIVERABLE, goal: Column.GOAL}
    >>> [one.code for one in refusals(Link(goal, system), columns, [])]
    ['map_link_leads_back']
    """
    if new.source not in columns or new.target not in columns:
        yield Problem("map_step_not_there", {})
        return
    others = [one for one in links if (one.source, one.target) != (new.source, new.target)]
    if new.source == new.target:
        yield Problem("map_link_to_itself", {})
    elif COLUMNS.index(columns[new.source]) > COLUMNS.index(columns[new.target]):
        yield Problem("map_link_leads_back", {})
    elif _reaches(new.target, new.source, others):
        yield Problem("map_link_closes_a_circle", {})
    if new.weight is None:
        return
    if not 0 < new.weight <= 1:
        yield Problem("map_weight_outside_0_1", {"percent": _percent(new.weight)})
    elif columns[new.target] is Column.BENEFIT:
        yield from _too_much(new.weight, [one for one in others if one.target == new.target])


def leading_to(targets: Iterable[UUID], links: Iterable[Link]) -> frozenset[UUID]:
    """All that leads to some of a map, directly or by others; these are not among it. Linear in the links.

    >>> from uuid import UUID
    >>> change, benefit, goal = UUID(int=1), UUID(int=2), UUID(int=3)
    >>> links = [Link(change, benefit), Link(benefit, goal)]
    >>> leading_to([goal], links) == {change, benefit}
    True
    """
    before: dict[UUID, list[UUID]] = {}
    for one in links:
        before.setdefault(one.target, []).append(one.source)
    left = list(targets)
    ends, seen = frozenset(left), set(left)
    while left:
        for source in before.get(left.pop(), ()):
            if source not in seen:
                seen.add(source)
                left.append(source)
    return frozenset(seen) - ends


def _reaches(here: UUID, there: UUID, links: Iterable[Link]) -> bool:
    """Whether one leads to the other by any way."""
    leading: dict[UUID, list[UUID]] = {}
    for one in links:
        leading.setdefault(one.source, []).append(one.target)
    seen, left = {here}, [here]
    while left:
        for to in leading.get(left.pop(), ()):
            if to == there:
                return True
            if to not in seen:
                seen.add(to)
                left.append(to)
    return False


def _too_much(weight: Fraction, into: Iterable[Link]) -> Iterator[Problem]:
    taken = sum((one.weight for one in into if one.weight is not None), Fraction(0))
    if taken + weight > 1:
        yield Problem("map_weights_above_all", {"percent": _percent(weight), "left": _percent(1 - taken)})


def _percent(share: Fraction) -> int:
    """Whole per cent, never more than it is."""
    return (100 * share).__floor__()
