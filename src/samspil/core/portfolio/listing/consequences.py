"""What a list would change: each line new, changed field by field, as before, or for a person to say."""

from __future__ import annotations

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final

from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.plain import Plain, plain_of
from samspil.core.portfolio.listing.reading import Known, Listed, Nothing, Why
from samspil.core.portfolio.listing.recognising import Ground, Seen, recognise

NEW: Final = "new"  # the answer that a line is none of those that are there

# What a report tells; the rest is told of the initiative itself.
REPORTED: Final = frozenset(
    {
        *(Field.RATING, Field.RATING_COMMENT, Field.SCHEDULE_COMMENT),
        *(Field.YEAR_BUDGET, Field.YEAR_FORECAST),
        *(Field.VARIANCE, Field.VARIANCE_AMOUNT, Field.VARIANCE_COMMENT),
        *(Field.COST, Field.COST_COMMENT, Field.BENEFIT, Field.BENEFIT_COMMENT),
    }
)
_NEVER_COMPARED: Final = frozenset({Field.SAMSPIL, Field.NUMBER, Field.YEAR})
_LONGEST_KEY: Final = 280
_ENCODE: Final = json.JSONEncoder(sort_keys=True).encode


class Change(StrEnum):
    """What becomes of a line."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Standing:
    """An initiative as it stands. ``listed`` is what lists last told of it, ``current`` what is so now.

    ``number`` and ``unit`` are as this list calls it, empty where the list has not told of it.
    """

    key: str
    name: str
    number: str = ""
    unit: str = ""
    current: Mapping[Field, Known | Nothing] = field(default_factory=dict)
    listed: Mapping[Field, Known | Nothing] = field(default_factory=dict)
    reported_on: date | None = None


@dataclass(frozen=True, slots=True)
class ToldBefore:
    """A line that this list has told before: of which initiative, and what it said."""

    initiative: str
    digest: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field: what is so, and what the list says."""

    field: Field
    was: Known | Nothing | None
    now: Known | Nothing


@dataclass(frozen=True, slots=True)
class Consequence:
    """What becomes of one line. ``may_be`` are the initiatives among which a person has to choose.

    ``follows`` is the key of the line that tells of the same initiative in another year of the same list.
    """

    listed: Listed
    key: str
    digest: str
    change: Change
    initiative: str = ""
    ground: Ground | None = None
    differences: tuple[Difference, ...] = ()
    may_be: tuple[str, ...] = ()
    is_reported: bool = False
    is_older: bool = False
    follows: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told besides the lines: the day that a year is told on, and what a person has answered."""

    year: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    today: date = date.max

    def told_on(self, listed: Listed) -> date:
        """The day a line speaks of: the last of its year, never one that is still to come."""
        year = year_of(listed, self.year)
        return min(date(year, 12, 31), self.today) if year else self.today


def weigh(
    lines: Sequence[Listed],
    standing: Sequence[Standing],
    told: Mapping[str, ToldBefore],
    asked: Asked,
) -> tuple[Consequence, ...]:
    """What becomes of each line, in the list's order.

    A line is the one that it was when this list told it before, or whose own key it carries; else it is
    recognised (`recognising`). Where it is only alike, or several are called the same, a person says who.
    What a list does not say is left as it is. What is told of a year before the newest report adds a report
    and changes nothing else. O(lines × standing) at worst, in what nobody recognises.

    >>> one = Listed(2, 1, {Field.NAME: "Vagtplan"})
    >>> weigh([one], [], {}, Asked())[0].change.value
    'new'
    """
    keys = row_keys(lines, asked.year)
    together = _together(lines, keys)
    by_key = {one.key: one for one in standing}
    found: dict[int, tuple[str, Ground | None]] = {}
    taken: set[str] = set()
    for first, all_years in together.items():
        for who in _said_before([(keys[at], lines[at]) for at in all_years], told, asked):
            if who in by_key and who not in taken and first not in found:
                found[first] = (who, None)
                taken.add(who)
    unknown = [at for at in together if at not in found and asked.answers.get(keys[at]) != NEW]
    may_be = _recognised(lines, unknown, [one for one in standing if one.key not in taken], found)
    firsts = {at: first for first, all_years in together.items() for at in all_years}
    consequences = []
    for at, (key, line) in enumerate(zip(keys, lines, strict=True)):
        first = firsts[at]
        follows = "" if first == at else keys[first]
        if first in found:
            who, ground = found[first]
            one = _found(line, by_key[who], told.get(key), asked)
            consequences.append(replace(one, key=key, ground=ground, follows=follows))
            continue
        change = Change.UNSURE if first in may_be else Change.NEW
        tells = any(one in REPORTED and one is not Field.COST for one in line.values if _says(line, one))
        whom = may_be.get(first, ())
        new = Consequence(line, key, digest_of(line), change, may_be=whom, is_reported=tells, follows=follows)
        consequences.append(new)
    return tuple(consequences)


def _together(lines: Sequence[Listed], keys: Sequence[str]) -> dict[int, list[int]]:
    """The lines of one initiative in several years, by the first of them; most stand alone."""
    if not any(Field.YEAR in line.values for line in lines):
        return {at: [at] for at in range(len(lines))}
    who: dict[str, list[int]] = defaultdict(list)
    for at, key in enumerate(keys):
        who[key.partition("|")[2]].append(at)
    return {ats[0]: ats for ats in who.values()}


def _said_before(
    all_years: Iterable[tuple[str, Listed]], told: Mapping[str, ToldBefore], asked: Asked
) -> Iterable[str]:
    for key, line in all_years:
        own, before = line.known(Field.SAMSPIL), told.get(key)
        if own is not None:
            yield str(own)
        if before is not None:
            yield before.initiative
        if key in asked.answers:
            yield asked.answers[key]


def _recognised(
    lines: Sequence[Listed],
    unknown: Iterable[int],
    left: Sequence[Standing],
    found: dict[int, tuple[str, Ground | None]],
) -> dict[int, tuple[str, ...]]:
    """What is certain goes into ``found``; for the rest, who it may be."""
    if not left:
        return {}
    now = [
        Seen(str(at), lines[at].name, lines[at].number, str(lines[at].known(Field.UNIT) or ""))
        for at in unknown
    ]
    before = [Seen(one.key, one.name, one.number, one.unit) for one in left]
    may_be: dict[int, tuple[str, ...]] = {}
    taken: set[str] = set()
    for same in recognise(before, now):
        taken.add(same.before)
        if same.is_certain:
            found[int(same.now)] = (same.before, same.ground)
        else:
            may_be[int(same.now)] = (same.before,)
    called: dict[str, list[str]] = defaultdict(list)
    for one in left:
        if one.key not in taken:
            called[one.name.casefold()].append(one.key)
    for seen in now:
        at, several = int(seen.key), called.get(seen.name.casefold())
        if several and at not in found and at not in may_be:
            may_be[at] = tuple(several)
    return may_be


def _found(line: Listed, standing: Standing, before: ToldBefore | None, asked: Asked) -> Consequence:
    digest = digest_of(line)
    if before is not None and before.digest == digest:
        return Consequence(line, "", digest, Change.UNCHANGED, standing.key)
    is_own = isinstance(line.known(Field.SAMSPIL), str)
    is_older = not is_own and standing.reported_on is not None and asked.told_on(line) < standing.reported_on
    was = standing.current if is_own else {**standing.listed, **_itself(standing.current)}
    differences = tuple(
        Difference(one, was.get(one), now)
        for one, now in line.values.items()
        if _says(line, one)
        and one not in _NEVER_COMPARED
        and not (is_older and one not in REPORTED)
        and not _same(was.get(one), now)
    )
    tells = any(one in REPORTED for one in line.values if _says(line, one))
    is_new_year = not is_own and before is None and year_of(line, asked.year) is not None
    is_reported = tells and (is_new_year or any(one.field in REPORTED for one in differences))
    change = Change.CHANGED if differences or is_reported else Change.UNCHANGED
    return Consequence(line, "", digest, change, standing.key, None, differences, (), is_reported, is_older)


def _itself(current: Mapping[Field, Known | Nothing]) -> dict[Field, Known | Nothing]:
    """What is so of the initiative itself; a report's words are compared with what lists have told."""
    return {one: said for one, said in current.items() if one not in REPORTED or one is Field.RATING}


def _says(line: Listed, one: Field) -> bool:
    """Whether a line says something of a field; that it may not say is also something."""
    said = line.values[one]
    return not isinstance(said, Nothing) or said.why is Why.WITHHELD


def _same(was: Known | Nothing | None, now: Known | Nothing) -> bool:
    if isinstance(was, str) and isinstance(now, str):
        return was == now or was.split() == now.split()
    if isinstance(was, Nothing) and isinstance(now, Nothing):
        return was.why is now.why
    return was == now


def year_of(line: Listed, given: int | None) -> int | None:
    """The year that a line speaks of."""
    said = line.known(Field.YEAR)
    return said if isinstance(said, int) else given


def row_keys(lines: Sequence[Listed], year: int | None) -> list[str]:
    """What each line is found again by: year and number, else year, name and unit; counted where it repeats.

    >>> row_keys([Listed(2, 1, {Field.NAME: "A"}), Listed(3, 1, {Field.NAME: "a"})], 2026)
    ['2026|a|', '2026|a||2']
    """
    seen: Counter[str] = Counter()
    keys = []
    for line in lines:
        of_year = year_of(line, year) or ""
        who = f"#{line.number}" if line.number else f"{line.name}|{line.known(Field.UNIT) or ''}"
        key = f"{of_year}|{who.casefold()}"
        if len(key) > _LONGEST_KEY:
            key = f"{of_year}|{hashlib.sha256(key.encode()).hexdigest()}"
        seen[key] += 1
        keys.append(key if seen[key] == 1 else f"{key}|{seen[key]}")
    return keys


def told_by(line: Listed) -> Mapping[str, Plain]:
    """What a line says, as it is kept: what is understood and what may not be said, not what is empty."""
    return {
        one: said if said.__class__ is str else plain_of(said)
        for one, said in line.values.items()
        if said.__class__ is not Nothing or _says(line, one)
    }


def digest_of(line: Listed) -> str:
    """What a line says, as a hash."""
    return hashlib.sha256(_ENCODE(told_by(line)).encode()).hexdigest()
