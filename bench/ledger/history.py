"""Random histories: postings good and bad, the same key again, reversals, and periods that close."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

STORES: Final = 6  # accounts that may not go below nought
SOURCES: Final = 4
DAYS: Final = 730
# Of a hundred deeds; the rest are new vouchers.
AGAIN, BACK, BACK_AGAIN, WRONG, CLOSING = 4, 6, 1, 3, 0.1
_SMALL: Final = 10_000

Lines = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does: ``sort`` is post, reverse or close; ``of`` is the key that is taken back."""

    sort: str
    key: str = ""
    day: int = 0
    lines: Lines = ()
    of: str = ""


def currencies() -> dict[int, str]:
    """Accounts by number; the last of the stores and of the sources are kept in euros."""
    stores = {number: "EUR" if number == STORES - 1 else "DKK" for number in range(STORES)}
    sources = {STORES + number: "EUR" if number == SOURCES - 1 else "DKK" for number in range(SOURCES)}
    return stores | sources


def history(random: Random) -> Iterator[Deed]:
    """Without end. Days go forwards, with some that are dated back; each key is its place."""
    kept: list[Deed] = []
    for place in range(10**12):
        drawn, day = random.uniform(0, 100), _day(random, place)
        if drawn < CLOSING:
            yield Deed("close", day=max(0, day - random.randrange(5, 60)))
        elif drawn < BACK and kept:
            yield Deed("reverse", f"b{place}", day, of=random.choice(kept).key)
        elif drawn < BACK + BACK_AGAIN and kept:
            yield Deed("reverse", f"c{place}", day, of=f"b{random.randrange(place)}")
        elif drawn < BACK + BACK_AGAIN + AGAIN and kept:
            yield random.choice(kept)
        else:
            deed = Deed("post", f"v{place}", day, _lines(random))
            kept.append(deed)
            yield deed
        if len(kept) > _SMALL:
            del kept[: _SMALL // 2]


def _day(random: Random, place: int) -> int:
    """Mostly the day it is, sometimes one of the last forty."""
    today = min(DAYS - 1, 40 + place // 400)
    return today if random.random() < 0.8 else max(0, today - random.randrange(40))


def _lines(random: Random) -> Lines:
    """Two to four lines that sum to nought, mostly; a few that do not, or hold nothing."""
    by = currencies()
    pick = [one for one in by if by[one] == ("EUR" if random.random() < 0.2 else "DKK")]
    pick = pick or list(by)
    amounts = [random.randrange(1, _SMALL) for _ in range(random.randrange(1, 4))]
    into = [(random.choice(pick), amount) for amount in amounts]
    lines = [*into, (random.choice(pick), -sum(amounts))]
    if random.uniform(0, 100) < WRONG:
        lines[0] = (lines[0][0], random.choice((0, amounts[0] + 1)))
    return tuple(lines)
