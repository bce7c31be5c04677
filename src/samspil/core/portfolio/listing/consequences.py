"""What a list would change: each line new, changed field by field, as before, or for a person to say."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, Protocol, overload

from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.reading import Known, Lines, Listed, Nothing, Why
from samspil.core.portfolio.listing.recognising import Ground, Seen, recognise
from samspil.core.portfolio.listing.told import digest_of, digests_of

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
_AT_ONCE: Final = 2000  # initiatives that are asked for together


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


class Stands(Protocol):
    """All initiatives as they stand. What a list told before and tells again is not asked for."""

    def __contains__(self, key: object, /) -> bool:
        """Whether there is such an initiative."""

    def rest(self, taken: Set[str]) -> Sequence[Seen]:
        """All but some, by what they are recognised by."""

    def of(self, keys: Iterable[str]) -> Mapping[str, Standing]:
        """How some stand."""


class _AllStand:
    """What stands, already at hand."""

    def __init__(self, standing: Sequence[Standing]) -> None:
        self._by_key = {one.key: one for one in standing}

    def __contains__(self, key: object) -> bool:
        return key in self._by_key

    def rest(self, taken: Set[str]) -> Sequence[Seen]:
        left = (one for one in self._by_key.values() if one.key not in taken)
        return [Seen(one.key, one.name, one.number, one.unit) for one in left]

    def of(self, keys: Iterable[str]) -> Mapping[str, Standing]:
        return self._by_key


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of one line, without the line."""

    change: Change
    initiative: str = ""
    ground: Ground | None = None
    differences: tuple[Difference, ...] = ()
    may_be: tuple[str, ...] = ()
    is_reported: bool = False
    is_older: bool = False


@dataclass(frozen=True, slots=True)
class Consequence:
    """What becomes of one line. ``may_be`` are the initiatives among which a person has to choose.

    ``follows`` is the key of the line that tells of the same initiative in another year of the same list.
    """

    listed: Listed
    key: str
    change: Change
    initiative: str = ""
    ground: Ground | None = None
    differences: tuple[Difference, ...] = ()
    may_be: tuple[str, ...] = ()
    is_reported: bool = False
    is_older: bool = False
    follows: str = ""

    @property
    def digest(self) -> str:
        """What the line says, as a hash."""
        return digest_of(self.listed)


class Weighed(Sequence[Consequence]):
    """What becomes of each line, in the list's order; a consequence is made when it is asked for.

    Most lines are new, or as they were: only of the others more is held than which of the two.
    """

    def __init__(self, lines: Lines, keys: Sequence[str], firsts: Sequence[int]) -> None:
        self.lines, self.keys, self.firsts = lines, keys, firsts
        self.changes = [Change.NEW] * len(keys)
        self._said: dict[int, Verdict] = {}

    def say(self, at: int, verdict: Verdict) -> None:
        """What becomes of a line."""
        self.changes[at], self._said[at] = verdict.change, verdict

    def initiative(self, at: int) -> str:
        """The initiative that a line tells of; empty for what is new."""
        return self._said[at].initiative if at in self._said else ""

    def where(self, *changes: Change) -> list[int]:
        """The places of the lines that come to this."""
        return [at for at, one in enumerate(self.changes) if one in changes]

    def first(self, most: int, change: Change) -> list[Consequence]:
        """The first few of those that come to this."""
        return [self[at] for at in self.where(change)[:most]]

    def told(self) -> Iterator[bytes]:
        """All that it comes to, as bytes to know it again by; the lines themselves aside."""
        yield "\n".join(self.keys).encode()
        yield "\n".join(self.changes).encode()
        yield repr(self.firsts).encode()
        for at, one in self._said.items():
            yield f"{at}\n{one.initiative}\n{one.differences or ''}\n".encode()

    def __len__(self) -> int:
        return len(self.keys)

    @overload
    def __getitem__(self, at: int) -> Consequence: ...
    @overload
    def __getitem__(self, at: slice) -> list[Consequence]: ...
    def __getitem__(self, at: int | slice) -> Consequence | list[Consequence]:
        if isinstance(at, slice):
            return [self[one] for one in range(*at.indices(len(self)))]
        at = range(len(self))[at]
        line, first = self.lines[at], self.firsts[at]
        said = self._said.get(at) or Verdict(Change.NEW, is_reported=_tells_of_progress(line))
        follows = "" if first == at else self.keys[first]
        return Consequence(
            line,
            self.keys[at],
            said.change,
            said.initiative,
            said.ground,
            said.differences,
            said.may_be,
            said.is_reported,
            said.is_older,
            follows,
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What is told besides the lines: the day that a year is told on, and what a person has answered."""

    year: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    today: date = date.max

    def told_on(self, listed: Listed) -> date:
        """The day a line speaks of: the last of its year, never one that is still to come."""
        said = listed.known(Field.YEAR)
        return self.told_in(said if isinstance(said, int) else None)

    def told_in(self, said: int | None) -> date:
        """The same by the year that a line says itself, if it does."""
        year = said or self.year
        return min(date(year, 12, 31), self.today) if year else self.today


def weigh(
    lines: Sequence[Listed],
    standing: Sequence[Standing] | Stands,
    told: Mapping[str, ToldBefore],
    asked: Asked,
) -> Weighed:
    """What becomes of each line, in the list's order.

    A line is the one that it was when this list told it before, or whose own key it carries; else it is
    recognised (`recognising`). Where it is only alike, or several are called the same, a person says who.
    What a list does not say is left as it is. What is told of a year before the newest report adds a report
    and changes nothing else. O(lines × standing) at worst, in what nobody recognises.

    >>> one = Listed(2, 1, {Field.NAME: "Vagtplan"})
    >>> weigh([one], [], {}, Asked())[0].change.value
    'new'
    """
    all_lines = Lines.of(lines)
    stands = _AllStand(standing) if isinstance(standing, Sequence) else standing
    keys = row_keys(all_lines, asked.year)
    weighed = Weighed(all_lines, keys, _firsts(all_lines, keys))
    found = _known_before(weighed, stands, told, asked)
    may_be = _recognised(weighed, stands, asked, found)
    if found or may_be:
        for at, first in enumerate(weighed.firsts):
            if first not in found and first in may_be:
                reported = _tells_of_progress(all_lines[at])
                weighed.say(at, Verdict(Change.UNSURE, may_be=may_be[first], is_reported=reported))
        _compare(weighed, found, stands, told, asked)
    return weighed


def _firsts(lines: Lines, keys: Sequence[str]) -> Sequence[int]:
    """For each line the first that tells of the same initiative, in another year; most stand alone."""
    if Field.YEAR not in lines.fields:
        return range(len(lines))
    who: dict[str, int] = {}
    return [who.setdefault(key.partition("|")[2], at) for at, key in enumerate(keys)]


def _known_before(
    weighed: Weighed, stands: Stands, told: Mapping[str, ToldBefore], asked: Asked
) -> dict[int, tuple[str, Ground | None]]:
    """Whose own key a line carries, or who it was when it was told before, or a person has said."""
    found: dict[int, tuple[str, Ground | None]] = {}
    taken: set[str] = set()
    firsts, own = weighed.firsts, weighed.lines.texts(Field.SAMSPIL)
    if not told and not asked.answers and not any(own):
        return found
    alone = isinstance(firsts, range)
    for at in firsts if alone else sorted(range(len(firsts)), key=lambda one: (firsts[one], one)):
        first, key = firsts[at], weighed.keys[at]
        if first in found:
            continue
        before = told.get(key)
        for who in (own[at], before.initiative if before else "", asked.answers.get(key, "")):
            if who and who not in taken and who in stands:
                found[first] = (who, None)
                taken.add(who)
                break
    return found


def _recognised(
    weighed: Weighed, stands: Stands, asked: Asked, found: dict[int, tuple[str, Ground | None]]
) -> dict[int, tuple[str, ...]]:
    """What is certain goes into ``found``; for the rest, who it may be."""
    unknown = [
        at
        for at, first in enumerate(weighed.firsts)
        if at == first and at not in found and asked.answers.get(weighed.keys[at]) != NEW
    ]
    left = stands.rest({who for who, _ground in found.values()}) if unknown else ()
    if not left:
        return {}
    names, numbers, units = (weighed.lines.texts(one) for one in (Field.NAME, Field.NUMBER, Field.UNIT))
    now = [Seen(str(at), names[at], numbers[at], units[at]) for at in unknown]
    may_be: dict[int, tuple[str, ...]] = {}
    taken: set[str] = set()
    for same in recognise(left, now):
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


def _compare(
    weighed: Weighed,
    found: Mapping[int, tuple[str, Ground | None]],
    stands: Stands,
    told: Mapping[str, ToldBefore],
    asked: Asked,
) -> None:
    """What is here already: as it was where the line says what it said, else compared field by field."""
    who = {at: found[first] for at, first in enumerate(weighed.firsts) if first in found}
    ours = list(who)
    for start in range(0, len(ours), _AT_ONCE):
        few = ours[start : start + _AT_ONCE]
        differing = []
        for at, digest in zip(few, digests_of(weighed.lines, few), strict=True):
            before = told.get(weighed.keys[at])
            if before is not None and before.digest == digest:
                weighed.say(at, Verdict(Change.UNCHANGED, *who[at]))
            else:
                differing.append(at)
        standing = stands.of({who[at][0] for at in differing}) if differing else {}
        for at in differing:
            one = _Compared(weighed.lines[at], standing[who[at][0]], asked, weighed.keys[at] not in told)
            weighed.say(at, one.verdict(who[at][1]))


def which_tell_of_progress(lines: Lines) -> list[bool]:
    """For each line whether a report is to be made of it.

    >>> which_tell_of_progress(Lines.of([Listed(2, 1, {Field.RATING: Nothing(Why.EMPTY)})]))
    [False]
    """
    told = [said for what, said in lines.fields.items() if what in REPORTED and what is not Field.COST]
    found = [False] * len(lines)
    for column in told:
        found = [
            tells or (said is not None and (not isinstance(said, Nothing) or said.why is Why.WITHHELD))
            for tells, said in zip(found, column, strict=True)
        ]
    return found


def _tells_of_progress(line: Listed) -> bool:
    return any(one in REPORTED and one is not Field.COST and _says(line, one) for one in line.values)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A line beside what stands; ``is_first`` where this list has not told it before."""

    line: Listed
    standing: Standing
    asked: Asked
    is_first: bool

    def verdict(self, ground: Ground | None) -> Verdict:
        """What becomes of it."""
        line, newest = self.line, self.standing.reported_on
        is_own = isinstance(line.known(Field.SAMSPIL), str)
        is_older = not is_own and newest is not None and self.asked.told_on(line) < newest
        differences = self._differences(is_own=is_own, is_older=is_older)
        tells = any(one in REPORTED for one in line.values if _says(line, one))
        is_new_year = not is_own and self.is_first and year_of(line, self.asked.year) is not None
        is_reported = tells and (is_new_year or any(one.field in REPORTED for one in differences))
        change = Change.CHANGED if differences or is_reported else Change.UNCHANGED
        return Verdict(change, self.standing.key, ground, differences, (), is_reported, is_older)

    def _differences(self, *, is_own: bool, is_older: bool) -> tuple[Difference, ...]:
        here = self.standing
        was = here.current if is_own else {**here.listed, **_itself(here.current)}
        return tuple(
            Difference(one, was.get(one), now)
            for one, now in self.line.values.items()
            if _says(self.line, one)
            and one not in _NEVER_COMPARED
            and not (is_older and one not in REPORTED)
            and not _same(was.get(one), now)
        )


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
    told = Lines.of(lines)
    texts = (told.texts(one) for one in (Field.NUMBER, Field.NAME, Field.UNIT))
    seen: Counter[str] = Counter()
    keys = []
    for said, number, name, unit in zip(told.column(Field.YEAR), *texts, strict=True):
        of_year = (said if isinstance(said, int) else year) or ""
        who = f"#{number}" if number else f"{name}|{unit}"
        key = f"{of_year}|{who.casefold()}"
        if len(key) > _LONGEST_KEY:
            key = f"{of_year}|{hashlib.sha256(key.encode()).hexdigest()}"
        if key in seen:
            seen[key] += 1
            keys.append(f"{key}|{seen[key]}")
        else:
            seen[key] = 1
            keys.append(key)
    return keys
