"""What two needs have in common, and what tells them apart, for a person to judge by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from samspil.core.matching.compounds import Compounds
from samspil.core.matching.texts import said


@dataclass(frozen=True, slots=True)
class Need:
    """Something a member needs, buys, has or must do, as far as it is known.

    Attributes:
        key: tells it from all others.
        member: whose it is.
        text: what it is called and what is said of it.
        kle: numbers of the subject, as ``27.36`` or ``27.36.04``; several where it is about several.
        cpv: numbers of what is bought, eight digits without the check digit.
        system: what the system is called; alike where it is the same; or nothing.
        vendor: the vendor's CVR or name; alike where it is the same; or nothing.
        begins: the first day it may be begun, or nothing.
        ends: the day by which it must be there, or nothing.
    """

    key: str
    member: str
    text: str
    kle: frozenset[str] = frozenset()
    cpv: frozenset[str] = frozenset()
    system: str = ""
    vendor: str = ""
    begins: date | None = None
    ends: date | None = None


class Ground(Enum):
    """What two needs have in common; the last two tell them apart."""

    WORDS = "words"
    SUBJECT = "subject"
    BOUGHT = "bought"
    SYSTEM = "system"
    VENDOR = "vendor"
    DATES = "dates"
    OTHER_SUBJECT = "other_subject"
    OTHER_DATES = "other_dates"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason and what it is about.

    Attributes:
        ground: what it is.
        said: the stems, codes or names that both have; of another subject the two; of other dates the days
            between.
    """

    ground: Ground
    said: tuple[str, ...]


# How many characters of a code two have alike, the most first: subject, group and main group of KLE; of CPV
# the category, class, group.
SUBJECT_LENGTHS: Final = (8, 5, 2)
BOUGHT_LENGTHS: Final = (8, 5, 4, 3)
_AS_WRITTEN: Final = re.compile(r"[^\W_]+")


def reasons(one: Need, other: Need, compounds: Compounds) -> tuple[Reason, ...]:
    """Why two needs may be the same, and what speaks against it, in the order of the grounds.

    Args:
        one: a need.
        other: another.
        compounds: what is known of words.

    >>> known = Compounds.of(["ældre visitation"])
    >>> a = Need("1", "hvidovre", "Ældrevisitation", frozenset({"27.36.20"}))
    >>> b = Need("2", "dragoer", "Visitation af ældre", frozenset({"27.36"}))
    >>> [(reason.ground.value, reason.said) for reason in reasons(a, b, known)]
    [('words', ('aeldr', 'visitation')), ('subject', ('27.36',))]
    """
    words = shared_words(one.text, other.text, compounds)
    found = [Reason(Ground.WORDS, words)] if words else []
    found += [*_of_codes(one, other), *_of_names(one, other), *_of_time(one, other)]
    order = list(Ground)
    return tuple(sorted(found, key=lambda reason: order.index(reason.ground)))


def shared_words(one: str, other: str, compounds: Compounds) -> tuple[str, ...]:
    """The stems that both texts have, whole or as a part of a compound, in the order of the first.

    >>> shared_words("Vagtplansystem", "Ny vagtplan", Compounds.of(["vagt plan system"]))
    ('vagt', 'plan')
    """
    theirs = {part for word in said(other) for part in compounds.parts(word)}
    ours = [part for word in said(one) for part in compounds.parts(word)]
    return tuple(dict.fromkeys(part for part in ours if part in theirs))


def words_saying(text: str, stems: Collection[str], compounds: Compounds) -> tuple[str, ...]:
    """The words of a text, as they stand there, that have one of some stems, each once.

    >>> words_saying("Nyt vagtplansystem", ("vagt", "plan"), Compounds.of(["vagt plan system"]))
    ('vagtplansystem',)
    """
    found = {
        word.casefold(): word
        for word in _AS_WRITTEN.findall(text)
        if any(part in stems for folded in said(word) for part in compounds.parts(folded))
    }
    return tuple(found.values())


def _of_codes(one: Need, other: Need) -> Iterator[Reason]:
    if one.kle and other.kle:
        shared = _shared(one.kle, other.kle, SUBJECT_LENGTHS)
        if shared:
            yield Reason(Ground.SUBJECT, (shared,))
        else:
            yield Reason(Ground.OTHER_SUBJECT, (min(one.kle), min(other.kle)))
    bought = _shared(one.cpv, other.cpv, BOUGHT_LENGTHS)
    if bought:
        yield Reason(Ground.BOUGHT, (bought,))


def _shared(ours: frozenset[str], theirs: frozenset[str], lengths: tuple[int, ...]) -> str:
    """The longest beginning, of the lengths that mean something, that a code of either has."""
    for length in lengths:
        mine = {code[:length] for code in ours if len(code) >= length}
        both = mine & {code[:length] for code in theirs if len(code) >= length}
        if both:
            return min(both)
    return ""


def _of_names(one: Need, other: Need) -> Iterator[Reason]:
    if one.system and one.system == other.system:
        yield Reason(Ground.SYSTEM, (one.system,))
    if one.vendor and one.vendor == other.vendor:
        yield Reason(Ground.VENDOR, (one.vendor,))


def _of_time(one: Need, other: Need) -> Iterator[Reason]:
    first, second = (_window(need) for need in (one, other))
    if first and second:
        between = max(0, (second[0] - first[1]).days, (first[0] - second[1]).days)
        if between:
            yield Reason(Ground.OTHER_DATES, (str(between),))
        else:
            yield Reason(Ground.DATES, ())


def _window(need: Need) -> tuple[date, date] | None:
    begins, ends = need.begins or need.ends, need.ends or need.begins
    return (begins, ends) if begins and ends else None
