"""Whether those who lead an initiative are trained in its project model, by what a register says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who leads: a function, and the person that is today where they log in."""

    function: str
    person: UUID | None = None


@dataclass(frozen=True, slots=True)
class Trained:
    """Somebody was trained on a day, by somebody: a person, else whoever has a function."""

    on: date
    by: str
    function: str = ""
    person: UUID | None = None

    def is_of(self, leader: Leader) -> bool:
        """Whether it is this leader's: a person's training goes with the person, not with the function."""
        if self.person is not None:
            return self.person == leader.person
        return self.function.strip().casefold() == leader.function.strip().casefold()


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register says: the newest training of each leader who has one, and who has none."""

    trained: tuple[tuple[Leader, Trained], ...]
    untrained: tuple[Leader, ...]

    @property
    def is_trained(self) -> bool:
        """Whether all who lead are trained."""
        return not self.untrained


def answer_of(leaders: Sequence[Leader], register: Iterable[Trained], on: date) -> Answer | None:
    """What a register says of those who lead on a day; nothing where it cannot say.

    It cannot where nobody leads, or where it holds nobody at all: then nobody keeps it.

    Source: F2.10.

    >>> told = [Trained(date(2026, 2, 1), "the project office", "Project leader, care")]
    >>> found = answer_of([Leader("project leader, care")], told, date(2026, 3, 2))
    >>> found.is_trained, answer_of([], told, date(2026, 3, 2)), answer_of([Leader("x")], [], date.max)
    (True, None, None)
    """
    known = list(register)
    if not leaders or not known:
        return None
    newest = {
        leader: max((one for one in known if one.is_of(leader) and one.on <= on), key=_day, default=None)
        for leader in leaders
    }
    return Answer(
        tuple((leader, found) for leader, found in newest.items() if found is not None),
        tuple(leader for leader, found in newest.items() if found is None),
    )


def _day(one: Trained) -> date:
    return one.on
