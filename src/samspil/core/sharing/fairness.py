"""Ways of dividing one joint cost, side by side: what each saves, and whether a group would object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.rounding import whole
from samspil.core.sharing import nucleolus, shapley
from samspil.core.sharing.games import MOST_IN_TABLE, TableGame, VolumeGame, table_of
from samspil.core.sharing.objections import Nearest, nearest

PROPORTIONAL: Final = "proportional"
SHAPLEY: Final = "shapley"
NUCLEOLUS: Final = "nucleolus"


@dataclass(frozen=True, slots=True)
class Way:
    """One way of dividing.

    Args:
        name: which: "proportional", "shapley", "nucleolus", or what the asker called it.
        pays: what each pays, in oere; sums to the whole exactly.
        saves: what each saves against going alone; below nought it would be better off alone.
        nearest: the group that is nearest to leaving; None for one member.
    """

    name: str
    pays: Mapping[str, int]
    saves: Mapping[str, int]
    nearest: Nearest | None

    @property
    def stands(self) -> bool:
        """Whether no group, nor any member alone, would do better by itself."""
        return self.nearest is None or not self.nearest.objects


@dataclass(frozen=True, slots=True)
class SideBySide:
    """What each would pay alone, what all pay together, and the ways of dividing it.

    Args:
        alone: one a member, in oere.
        together: the joint cost.
        ways: in the order asked; those that could not be worked out for so many are left out.
    """

    alone: Mapping[str, int]
    together: int
    ways: tuple[Way, ...]


def side_by_side(
    game: VolumeGame,
    alone: Mapping[str, int] | None = None,
    others: Mapping[str, Mapping[str, int]] | None = None,
) -> SideBySide:
    """Proportional, Shapley, nucleolus (for at most twelve), and any other division that is held beside them.

    Up to twelve members every group is looked at by itself. More are counted by volume, and there what a
    member would pay alone is by the price list only.

    Args:
        game: volumes and the price list.
        alone: what members would pay by themselves, where that is known better.
        others: divisions by name, each summing to the cost of all.

    Raises:
        ProblemsError: ``alone_of_too_many``; of one of the others as `nearest`.

    >>> from samspil.core.sharing.games import PriceStep, VolumeCost
    >>> two = VolumeGame({"a": 1, "b": 3}, VolumeCost(600, steps=(PriceStep(0, 100),)))
    >>> found = side_by_side(two)
    >>> [(way.name, way.pays["a"], way.saves["a"], way.stands) for way in found.ways]
    [('proportional', 250, 450, True), ('shapley', 400, 300, True), ('nucleolus', 400, 300, True)]
    """
    asked = _asked(game, dict(alone or {}))
    divisions: dict[str, Mapping[str, Fraction]] = {
        PROPORTIONAL: proportional(game.volumes, game.total),
        SHAPLEY: shapley.of_table(asked) if isinstance(asked, TableGame) else shapley.of_volumes(asked),
    }
    if isinstance(asked, TableGame):
        divisions[NUCLEOLUS] = nucleolus.nucleolus(asked)
    pays = {name: whole(division, game.total) for name, division in divisions.items()}
    ways = {**pays, **{name: dict(division) for name, division in (others or {}).items()}}
    by_themselves = {one: asked.alone(one) for one in game.members}
    return SideBySide(
        by_themselves, game.total, tuple(_way(name, asked, by_themselves, one) for name, one in ways.items())
    )


def proportional(volumes: Mapping[str, int], total: int) -> dict[str, Fraction]:
    """By volume; where there is none, alike.

    >>> {one: str(part) for one, part in proportional({"a": 1, "b": 2}, 10).items()}
    {'a': '10/3', 'b': '20/3'}
    """
    volume = sum(volumes.values())
    if not volume:
        return {one: Fraction(total, len(volumes)) for one in volumes}
    return {one: Fraction(total * own, volume) for one, own in volumes.items()}


def _asked(game: VolumeGame, alone: dict[str, int]) -> TableGame | VolumeGame:
    if len(game.members) <= MOST_IN_TABLE:
        return table_of(game, alone)
    if alone:
        raise ProblemsError.of("alone_of_too_many", number=len(game.members), most=MOST_IN_TABLE)
    return game


def _way(name: str, game: TableGame | VolumeGame, alone: Mapping[str, int], pays: Mapping[str, int]) -> Way:
    near = nearest(game, pays)
    return Way(name, pays, {one: alone[one] - paid for one, paid in pays.items()}, near)
