"""Would a group of members do better by itself? The one that would gain most, or the proof that none would.

The proof is that every group has been asked: one by one in a table, and in a volume game all groups of one
joint volume at once, by the one among them that pays most. Source: Gillies (1959) for the core.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from samspil.core.errors import ProblemsError
from samspil.core.sharing.games import TableGame, VolumeGame, groups, sums


@dataclass(frozen=True, slots=True)
class Nearest:
    """The group, not everybody, that has most to gain by itself, or least to lose.

    Args:
        members: who they are, in the order of the game.
        pay: what they pay together under the division.
        alone: what they would pay by themselves.
        asked: how many groups this was asked of: all that there are.
    """

    members: tuple[str, ...]
    pay: int
    alone: int
    asked: int

    @property
    def objects(self) -> bool:
        """Whether they would do better by themselves."""
        return self.pay > self.alone

    @property
    def gains(self) -> int:
        """What they would save by going; below nought what they would lose, in oere."""
        return self.pay - self.alone


def nearest(game: TableGame | VolumeGame, division: Mapping[str, int]) -> Nearest | None:
    """The group that is nearest to leaving; None where there is nobody to go with or from.

    Of several in a table that gain alike the one with the fewest is told. O(2**n) for a table, O(n W) else.

    Args:
        game: what each group would pay.
        division: what each pays, in oere, summing to the cost of all.

    Raises:
        ProblemsError: ``division_does_not_sum``, ``division_of_others``.

    >>> game = TableGame(("a", "b"), (0, 1, 3, 3))
    >>> nearest(game, {"a": 2, "b": 1})
    Nearest(members=('a',), pay=2, alone=1, asked=2)
    >>> nearest(game, {"a": 1, "b": 2}).objects
    False
    """
    if set(division) != set(game.members):
        raise ProblemsError.of(
            "division_of_others", members=", ".join(sorted(set(division) ^ set(game.members)))
        )
    if sum(division.values()) != game.total:
        raise ProblemsError.of("division_does_not_sum", sum=sum(division.values()), total=game.total)
    if len(game.members) == 1:
        return None
    if isinstance(game, TableGame):
        return _of_table(game, [division[one] for one in game.members])
    return _of_volumes(game, division)


def _of_table(game: TableGame, pays: list[int]) -> Nearest:
    paid = sums(pays)
    best = max(
        groups(len(pays)), key=lambda group: (paid[group] - game.costs[group], -group.bit_count(), -group)
    )
    return Nearest(game.who(best), paid[best], game.costs[best], len(paid) - 2)


def _of_volumes(game: VolumeGame, division: Mapping[str, int]) -> Nearest:
    """All groups of a joint volume are asked by the one that pays most, member by member.

    ``most[v]`` is the most that a group of the joint volume v, of some of those seen so far and not of all,
    pays above what its members cost one by one. ``ways`` tells how it came to be, to be followed back.
    """
    game.check_countable()
    most: list[float] = [-inf] * (game.volume + 1)
    ways: list[list[int]] = []
    paid, volume = 0, 0  # of all before
    for at, one in enumerate(game.members):
        pays, own = division[one] - game.cost.member, game.volumes[one]
        joined = [*[-inf] * own, *(before + pays for before in most[: len(most) - own])]
        way = [_JOINED if after > before else _AS_BEFORE for before, after in zip(most, joined, strict=True)]
        most = list(map(max, most, joined))
        for begun, at_volume, how in ((pays, own, _ALONE), (paid, volume, _ALL_BEFORE)):
            if at and begun > most[at_volume]:
                most[at_volume], way[at_volume] = begun, how
        ways.append(way)
        paid, volume = paid + pays, volume + own
    best = max(range(game.volume + 1), key=lambda at: most[at] - game.cost.price(at))
    return _told(game, division, _followed_back(game, ways, best))


_AS_BEFORE, _JOINED, _ALONE, _ALL_BEFORE = range(4)


def _followed_back(game: VolumeGame, ways: list[list[int]], volume: int) -> tuple[str, ...]:
    """Who is in the group of a volume: the last first, until it began with one alone, or with all before."""
    found: list[str] = []
    at = len(ways) - 1
    while ways[at][volume] in {_AS_BEFORE, _JOINED}:
        if ways[at][volume] == _JOINED:
            found.append(game.members[at])
            volume -= game.volumes[game.members[at]]
        at -= 1
    begun = game.members[:at] if ways[at][volume] == _ALL_BEFORE else (game.members[at],)
    return (*begun, *reversed(found))


def _told(game: VolumeGame, division: Mapping[str, int], members: tuple[str, ...]) -> Nearest:
    volume = sum(game.volumes[one] for one in members)
    paid = sum(division[one] for one in members)
    return Nearest(members, paid, game.cost.of(len(members), volume), (1 << len(game.members)) - 2)
