"""What is like a need among those of others, and which needs of different members are the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from samspil.core.matching.answers import Learned
from samspil.core.matching.chances import Chances, Contest, chances
from samspil.core.matching.compounds import Compounds
from samspil.core.matching.evidence import Need, Reason, reasons
from samspil.core.matching.linking import contests_of
from samspil.core.matching.nearest import Index, Layer, highest
from samspil.core.matching.one_to_one import Scored, assigned
from samspil.core.matching.supported import ASKED, supported
from samspil.core.matching.telling import SHARES, told_by
from samspil.core.matching.texts import parts_said, said


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Two needs of different members that may be the same."""

    one: str
    other: str
    score: float
    probability: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Needs:
    """Needs laid out to be looked among.

    A need is told by its words and the parts of its compounds, by what its subject is called, by what others
    say of the same system, by pieces of its words, and by its codes, system and vendor.
    """

    needs: tuple[Need, ...]
    titles: Mapping[str, str]
    compounds: Compounds
    of_systems: Mapping[str, tuple[str, ...]]
    index: Index
    members: Mapping[str, frozenset[int]]

    @classmethod
    def of(cls, needs: Iterable[Need], titles: Mapping[str, str]) -> Needs:
        """Lay needs out.

        Args:
            needs: each with a key of its own.
            titles: what subjects are called, by their number.

        Linear in the texts, and in the square of how many name one system.
        """
        kept = tuple(needs)
        compounds = Compounds.of([*(need.text for need in kept), *titles.values()])
        texts: dict[str, list[str]] = defaultdict(list)
        rows: dict[str, set[int]] = defaultdict(set)
        for row, need in enumerate(kept):
            rows[need.member].add(row)
            if need.system:
                texts[need.system].append(need.text)
        of_systems = {
            system: tuple(
                dict.fromkeys(parts_said([word for text in told for word in said(text)], compounds))
            )
            for system, told in texts.items()
        }
        layers = tuple(
            Layer.of(share, (told_by(need, titles, compounds, of_systems)[at] for need in kept))
            for at, share in enumerate(SHARES)
        )
        members = {member: frozenset(own) for member, own in rows.items()}
        return cls(kept, titles, compounds, of_systems, Index(layers), members)

    def like(self, need: Need, most: int) -> tuple[tuple[Need, float], ...]:
        """The needs of other members most like one that may be new, and how alike, the most alike first.

        >>> told = Needs.of([Need("1", "a", "Vagtplan"), Need("2", "b", "Byggesag")], {})
        >>> [found.key for found, _ in told.like(Need("3", "c", "Nyt vagtplansystem"), 5)]
        ['1']
        """
        among = np.ones(len(self.needs), dtype=np.bool_)
        among[list(self.members.get(need.member, ()))] = False
        terms = told_by(need, self.titles, self.compounds, self.of_systems)
        return tuple((self.needs[row], score) for row, score in self.index.nearest(terms, most, among))

    def around(self, row: int, most: int) -> dict[int, float]:
        """The rows of others most like one of these needs, and a few of its own member, with how alike."""
        need = self.needs[row]
        scores = self.index.alike(told_by(need, self.titles, self.compounds, self.of_systems))
        own = np.zeros(len(self.needs), dtype=np.bool_)
        own[list(self.members[need.member])] = True
        theirs = highest(np.where(own, np.float32(0), scores), most)
        own[row] = False
        return dict(highest(np.where(own, scores, np.float32(0)), ASKED) + theirs)

    def why(self, one: Need, other: Need) -> tuple[Reason, ...]:
        """What two have in common and what tells them apart."""
        return reasons(one, other, self.compounds)


def suggestions(
    told: Needs, learned: Learned | None = None, most: int = 30
) -> tuple[tuple[Suggestion, ...], Chances]:
    """Which needs are the same: between each pair of members at most one counterpart each.

    Args:
        told: the needs of all members.
        learned: how probabilities are moved by what people have answered.
        most: how many candidates are looked at for each need.

    Returns:
        Every counterpart, the likeliest first; and what scores mean before anybody has answered: who cannot
        ask says that two are the same from its threshold on.

    >>> both = [Need("1", "a", "Vagtplan"), Need("2", "b", "Vagtplaner"), Need("3", "b", "Byggesag")]
    >>> found, _ = suggestions(Needs.of(both, {}))
    >>> [(one.one, one.other) for one in found]
    [('1', '2')]
    """
    by_members = _candidates(told, most)
    taken: list[Scored] = []
    contests: list[Contest] = []
    for pair in sorted(by_members):
        counterparts = assigned(by_members[pair])
        taken += counterparts
        contests += contests_of(counterparts, by_members[pair])
    known = chances(contests)
    moved = learned or Learned()
    found = [_suggestion(told, pair, known, moved) for pair in taken]
    return tuple(sorted(found, key=lambda one: (-one.probability, -one.score, one.one, one.other))), known


def _candidates(told: Needs, most: int) -> dict[tuple[str, str], list[Scored]]:
    """Pairs that are near one another, by the two members they are of."""
    scores: dict[tuple[str, str], dict[tuple[int, int], float]] = defaultdict(dict)
    for row, near in enumerate(supported([told.around(row, most) for row in range(len(told.needs))])):
        own = told.needs[row].member
        others = [(-score, other) for other, score in near.items() if told.needs[other].member != own]
        for score, other in sorted(others)[:most]:
            pair = (row, other) if own < told.needs[other].member else (other, row)
            members = (told.needs[pair[0]].member, told.needs[pair[1]].member)
            scores[members][pair] = -score
    return {
        members: [Scored(one, other, score) for (one, other), score in sorted(pairs.items())]
        for members, pairs in scores.items()
    }


def _suggestion(told: Needs, pair: Scored, known: Chances, learned: Learned) -> Suggestion:
    one, other = told.needs[pair.one], told.needs[pair.other]
    likely = learned.moved(known.of(pair.score))
    return Suggestion(one.key, other.key, pair.score, likely, told.why(one, other))


def pairs_of(groups: Iterable[Iterable[str]]) -> frozenset[tuple[str, str]]:
    """Every pair within groups, the smaller key first.

    >>> sorted(pairs_of([["b", "a", "c"]]))
    [('a', 'b'), ('a', 'c'), ('b', 'c')]
    """
    return frozenset(pair for group in groups for pair in combinations(sorted(group), 2))
