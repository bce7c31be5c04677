"""What was found of an association's needs, kept: pairs, and common needs that stay the same as they grow."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Any

from django.db import transaction

from samspil.apps.needs.models import CommonNeed, Finding, Pair, Part, Told
from samspil.apps.needs.services.leaving import LEAST
from samspil.apps.needs.types import Found, FoundPair, Said


@transaction.atomic
def keep_found(association_id: int, found: Found, *, at: datetime) -> None:
    """Keep what was found. Needs of members are in scope; what has been hidden meanwhile is left out.

    Rows are held first, so that whoever hides one takes it out of what is kept here.
    """
    wanted = {key for pair in found.pairs for key in (pair.one, pair.other)}
    wanted |= {key for group in found.groups for key in group}
    rows = Told.objects.select_for_update(of=("self",)).filter(pk__in=wanted, is_shown=True)
    shown = {one.pk: one for one in rows.order_by("pk")}
    _keep_pairs(association_id, [one for one in found.pairs if {one.one, one.other} <= shown.keys()])
    groups = [[key for key in group if key in shown] for group in found.groups]
    _keep_groups(association_id, [one for one in groups if len(one) >= LEAST], shown, at)
    Finding.objects.update_or_create(
        organisation_id=association_id,
        defaults={
            "digest": found.digest,
            "compared": found.compared,
            "answers": found.answers,
            "certain_from": found.certain_from,
            "slope": found.slope,
            "shift": found.shift,
            "found_at": at,
            "seconds": found.seconds,
        },
    )


def _keep_pairs(association_id: int, pairs: Sequence[FoundPair]) -> None:
    """Pairs as they are now; one that is no longer found stays where it was answered."""
    held = {(one.one_id, one.other_id): one for one in Pair.objects.filter(organisation_id=association_id)}
    wanted = {(one.one, one.other): one for one in pairs}
    gone = [one.pk for key, one in held.items() if key not in wanted and one.said == Said.NOTHING.value]
    Pair.objects.filter(pk__in=gone).delete()
    Pair.objects.bulk_create(
        Pair(organisation_id=association_id, one_id=one.one, other_id=one.other, **_columns(one))
        for key, one in wanted.items()
        if key not in held
    )
    changed = [row for key, row in held.items() if key in wanted and _differs(row, wanted[key])]
    Pair.objects.bulk_update(changed, ["score", "first_chance", "chance", "reasons"], batch_size=500)


def _columns(one: FoundPair) -> dict[str, object]:
    reasons = [[ground, list(said)] for ground, said in one.reasons]
    return {
        "score": one.score,
        "first_chance": one.first_chance,
        "chance": one.chance,
        "reasons": reasons,
    }


def _differs(row: Pair, one: FoundPair) -> bool:
    """Put what was found into a row; of one that was answered, what it was when it was answered stays."""
    columns = _columns(one)
    if row.said != Said.NOTHING.value:
        del columns["first_chance"]
    differs = {name: value for name, value in columns.items() if getattr(row, name) != value}
    for name, value in differs.items():
        setattr(row, name, value)
    return bool(differs)


def _keep_groups(
    association_id: int, groups: Sequence[Sequence[int]], shown: Mapping[int, Told], at: datetime
) -> None:
    """A group is the common need that it has most parts of; so links to it stay true while it grows."""
    parts = Part.objects.filter(organisation_id=association_id)
    kept = _same_as_before(groups, dict(parts.values_list("told_id", "common_id")))
    numbers = _Numbers.of(association_id)
    held = {one.pk: one for one in CommonNeed.objects.filter(organisation_id=association_id)}
    commons: list[CommonNeed] = []
    new: list[CommonNeed] = []
    changed: list[CommonNeed] = []
    for place, group in enumerate(groups):
        said = numbers.said(group, shown)
        row = held.pop(kept[place]) if place in kept else None
        if row is None:
            row = CommonNeed(organisation_id=association_id, found_at=at, **said)
            new.append(row)
        elif any(getattr(row, name) != value for name, value in said.items()):
            for name, value in said.items():
                setattr(row, name, value)
            changed.append(row)
        commons.append(row)
    CommonNeed.objects.bulk_create(new)
    CommonNeed.objects.bulk_update(changed, ["size", "confirmed", "chance", "act_by"], batch_size=500)
    _keep_parts(association_id, list(zip(commons, groups, strict=True)), shown, numbers)
    CommonNeed.objects.filter(pk__in=list(held)).delete()


def _same_as_before(groups: Sequence[Sequence[int]], was: Mapping[int, int]) -> dict[int, int]:
    """Which common need each group is, by its place: the one that most of it was, each but once."""
    shared = [
        (number, common, place)
        for place, group in enumerate(groups)
        for common, number in Counter(was[key] for key in group if key in was).items()
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _number, common, place in sorted(shared, key=lambda one: (-one[0], one[1], one[2])):
        if place not in found and common not in taken:
            found[place] = common
            taken.add(common)
    return found


def _keep_parts(
    association_id: int,
    groups: Iterable[tuple[CommonNeed, Sequence[int]]],
    shown: Mapping[int, Told],
    numbers: _Numbers,
) -> None:
    """Parts that moved are made anew: in between, a member may not be in a common need twice."""
    wanted = {
        key: (common.pk, shown[key].organisation_id, shown[key].area, numbers.is_sure(key, group))
        for common, group in groups
        for key in group
    }
    rows = Part.objects.filter(organisation_id=association_id)
    held = {one.told_id: one for one in rows}
    said = {key: (row.common_id, row.member_id, row.area, row.is_confirmed) for key, row in held.items()}
    rows.filter(pk__in=[row.pk for key, row in held.items() if wanted.get(key) != said[key]]).delete()
    Part.objects.bulk_create(
        Part(
            organisation_id=association_id,
            told_id=key,
            common_id=one[0],
            member_id=one[1],
            area=one[2],
            is_confirmed=one[3],
        )
        for key, one in sorted(wanted.items())
        if said.get(key) != one
    )


@dataclass(frozen=True, slots=True)
class _Numbers:
    """How likely each pair is, and with what each thing has been said to be the same."""

    chances: Mapping[tuple[int, int], float]
    same: Mapping[int, frozenset[int]]

    @classmethod
    def of(cls, association_id: int) -> _Numbers:
        rows = Pair.objects.filter(organisation_id=association_id)
        chances: dict[tuple[int, int], float] = {}
        same: dict[int, set[int]] = defaultdict(set)
        for one, other, chance, said in rows.values_list("one_id", "other_id", "chance", "said"):
            chances[one, other] = chance
            if said == Said.SAME.value:
                same[one].add(other)
                same[other].add(one)
        return cls(chances, {key: frozenset(others) for key, others in same.items()})

    def is_sure(self, key: int, group: Iterable[int]) -> bool:
        return not self.same.get(key, frozenset()).isdisjoint(group)

    def said(self, group: Sequence[int], shown: Mapping[int, Told]) -> dict[str, Any]:
        pairs = (self.chances.get(pair) for pair in combinations(sorted(group), 2))
        known = [chance for chance in pairs if chance is not None]
        days = [day for key in group if (day := shown[key].act_by) is not None]
        return {
            "size": len(group),
            "confirmed": sum(self.is_sure(key, group) for key in group),
            "chance": sum(known) / len(known) if known else 0.0,
            "act_by": min(days, default=None),
        }
