"""What every group of members would pay by itself: the ground on which a division is fair or not.

Two forms. A `VolumeGame` knows the cost of a group by how many it is and how much it buys together; it can
be asked about 98 members. A `TableGame` knows the cost of every group by itself; it can hold anything, for up
to twelve members. Amounts are whole oere; a group of a table is a whole number whose bits are its members.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final, TypeVar

from samspil.core.errors import ProblemsError

MOST_IN_TABLE: Final = 12
MOST_MEMBERS: Final = 200
MOST_VOLUME: Final = 5_000
_Number = TypeVar("_Number", int, Fraction)


@dataclass(frozen=True, slots=True)
class PriceStep:
    """From which joint volume a price of one unit holds; in oere."""

    begins: int
    price: int


@dataclass(frozen=True, slots=True)
class VolumeCost:
    """What a group pays that buys together.

    Args:
        fixed: once, however many they are.
        member: for each that takes part.
        steps: the price of a unit, by joint volume; the first begins at 0. None: nothing for volume.
        whole: whether the whole volume gets the price of the step it reaches; else each unit that of its own.

    Raises:
        ProblemsError: ``price_steps_out_of_order``, ``cost_below_nought``.

    >>> cost = VolumeCost(fixed=1000, steps=(PriceStep(0, 10), PriceStep(100, 5)))
    >>> cost.of(1, 100), cost.of(2, 200)
    (2000, 2500)
    """

    fixed: int = 0
    member: int = 0
    steps: tuple[PriceStep, ...] = ()
    whole: bool = False

    def __post_init__(self) -> None:
        begins = [one.begins for one in self.steps]
        if begins and (begins[0] != 0 or begins != sorted(set(begins))):
            raise ProblemsError.of("price_steps_out_of_order", begins=begins)
        if min(self.fixed, self.member, *(one.price for one in self.steps), 0) < 0:
            raise ProblemsError.of("cost_below_nought")

    def price(self, volume: int) -> int:
        """For the volume alone."""
        if self.whole:
            return volume * next((one.price for one in reversed(self.steps) if one.begins <= volume), 0)
        if not self.steps:
            return 0
        ends = [one.begins for one in self.steps[1:]] + [volume]
        return sum(
            step.price * max(min(end, volume) - step.begins, 0)
            for step, end in zip(self.steps, ends, strict=True)
        )

    def of(self, number: int, volume: int) -> int:
        """A group of so many; nobody pays nothing."""
        return self.fixed + self.member * number + self.price(volume) if number else 0


@dataclass(frozen=True, slots=True)
class VolumeGame:
    """Members with their volumes, and what a group of them pays.

    Args:
        volumes: one a member, in whole units. To be counted (over twelve members) they sum to at most 5,000.
        cost: of a group.

    Raises:
        ProblemsError: ``nobody_shares``, ``too_many_to_share``, ``cost_below_nought``.

    >>> VolumeGame({"a": 1, "b": 2}, VolumeCost(steps=(PriceStep(0, 10),))).alone("b")
    20
    """

    volumes: dict[str, int]
    cost: VolumeCost

    def __post_init__(self) -> None:
        _refuse_number(len(self.volumes), MOST_MEMBERS)
        if min(self.volumes.values()) < 0:
            raise ProblemsError.of("cost_below_nought")

    @property
    def members(self) -> tuple[str, ...]:
        """Those who share."""
        return tuple(self.volumes)

    @property
    def volume(self) -> int:
        """Of all together."""
        return sum(self.volumes.values())

    def check_countable(self) -> None:
        """Whether groups can be counted by volume, which takes as long as the volume is large.

        Raises:
            ProblemsError: ``volume_too_large``.
        """
        if self.volume > MOST_VOLUME:
            raise ProblemsError.of("volume_too_large", volume=self.volume, most=MOST_VOLUME)

    @property
    def total(self) -> int:
        """What all pay together."""
        return self.cost.of(len(self.volumes), self.volume)

    def alone(self, member: str) -> int:
        """What one pays by itself."""
        return self.cost.of(1, self.volumes[member])


@dataclass(frozen=True, slots=True)
class TableGame:
    """Up to twelve members, and what every group of them pays.

    Args:
        members: in the order of the bits of a group: the first is 1, the second 2, the third 4.
        costs: of every group from 0 (nobody, who pays nothing) to all; as many as there are groups.

    Raises:
        ProblemsError: ``nobody_shares``, ``too_many_to_share``, ``groups_without_cost``.

    >>> TableGame(("a", "b"), (0, 3, 4, 5)).total
    5
    """

    members: tuple[str, ...]
    costs: tuple[int, ...]

    def __post_init__(self) -> None:
        _refuse_number(len(self.members), MOST_IN_TABLE)
        if len(self.costs) != 1 << len(self.members) or self.costs[0]:
            raise ProblemsError.of("groups_without_cost", number=len(self.members), given=len(self.costs))

    @property
    def total(self) -> int:
        """What all pay together."""
        return self.costs[-1]

    def alone(self, member: str) -> int:
        """What one pays by itself."""
        return self.costs[1 << self.members.index(member)]

    def who(self, group: int) -> tuple[str, ...]:
        """The members of a group."""
        return tuple(one for at, one in enumerate(self.members) if group >> at & 1)


def table_of(game: VolumeGame, alone: dict[str, int] | None = None) -> TableGame:
    """Every group of a volume game; where a member has a cheaper way of its own, what it pays alone is that.

    Args:
        game: of at most twelve members.
        alone: what members would pay by themselves, where that is known better than by the price list.

    Raises:
        ProblemsError: ``too_many_to_share``.

    >>> table_of(VolumeGame({"a": 1, "b": 2}, VolumeCost(fixed=5, steps=(PriceStep(0, 10),)))).costs
    (0, 15, 25, 35)
    """
    members = game.members
    _refuse_number(len(members), MOST_IN_TABLE)
    volumes = sums([game.volumes[one] for one in members])
    costs = [game.cost.of(group.bit_count(), volume) for group, volume in enumerate(volumes)]
    for at, one in enumerate(members):
        costs[1 << at] = (alone or {}).get(one, costs[1 << at])
    return TableGame(members, tuple(costs))


def sums(parts: Sequence[_Number]) -> list[_Number]:
    """What every group has together, by the number of the group: 2**n sums in as many additions.

    >>> sums([1, 10, 100])
    [0, 1, 10, 11, 100, 101, 110, 111]
    """
    found = [parts[0] * 0]
    for part in parts:
        found += [one + part for one in found]
    return found


def groups(number: int) -> Iterator[int]:
    """Every group that is neither nobody nor all.

    >>> list(groups(2))
    [1, 2]
    """
    return iter(range(1, (1 << number) - 1))


def _refuse_number(number: int, most: int) -> None:
    if not number:
        raise ProblemsError.of("nobody_shares")
    if number > most:
        raise ProblemsError.of("too_many_to_share", number=number, most=most)
