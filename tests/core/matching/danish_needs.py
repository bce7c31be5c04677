"""The hand-labelled Danish needs: what they say, which are the same by both labels, and the two halves."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from itertools import combinations
from pathlib import Path

FOLDER = Path(__file__).parent / "danish"


@dataclass(frozen=True, slots=True)
class DanishNeed:
    """A need as it was written; whether it is of the half that is only measured."""

    key: str
    member: str
    kind: str
    text: str
    kle: str
    system: str
    year: str
    a: str
    b: str


@cache
def danish_needs() -> tuple[DanishNeed, ...]:
    """All of them, in the order of the file."""
    a, b = (_labels(name) for name in "ab")
    return tuple(
        DanishNeed(
            row["id"],
            row["member"],
            row["kind"],
            row["text"],
            row["kle"],
            row["system"],
            row["year"],
            a[row["id"]],
            b[row["id"]],
        )
        for row in _rows("needs")
    )


def same(one: DanishNeed, other: DanishNeed) -> bool | None:
    """Whether two needs are the same; None where the labels differ."""
    by_a, by_b = one.a == other.a, one.b == other.b
    return by_a if by_a == by_b else None


@cache
def measured_half() -> frozenset[str]:
    """The keys of the half that nothing is tuned on: whole groups, as either label has them."""
    leader = {need.key: need.key for need in danish_needs()}

    def find(key: str) -> str:
        while leader[key] != key:
            key = leader[key]
        return key

    for one, other in combinations(danish_needs(), 2):
        if one.a == other.a or one.b == other.b:
            first, second = sorted((find(one.key), find(other.key)))
            leader[second] = first
    return frozenset(key for key in leader if sha256(find(key).encode()).digest()[0] % 2)


def kappa(needs: Iterable[DanishNeed]) -> float:
    """Cohen's kappa of the two labels, over all pairs."""
    both = [(one.a == other.a, one.b == other.b) for one, other in combinations(tuple(needs), 2)]
    seen = sum(a == b for a, b in both) / len(both)
    by_a, by_b = sum(a for a, _ in both) / len(both), sum(b for _, b in both) / len(both)
    chance = by_a * by_b + (1 - by_a) * (1 - by_b)
    return (seen - chance) / (1 - chance)


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _labels(name: str) -> dict[str, str]:
    return {row["id"]: row["group"] for row in _rows(f"label_{name}")}
