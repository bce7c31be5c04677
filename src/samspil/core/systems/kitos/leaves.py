"""What another system said in one place, as the text of a cell; what is of another sort is unreadable."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import Any, Final
from zoneinfo import ZoneInfo

from samspil.core.systems.lists.cells import UNREADABLE
from samspil.core.tables.reading import text_of

Leaves = Sequence[Any]
Reader = Callable[..., str]
_DENMARK: Final = ZoneInfo("Europe/Copenhagen")
_LONGEST_JOINED: Final = 200
_SHOWN: Final = 80


class WrongSortError(ValueError):
    """Something else stands where a text, a number or a day should."""

    def __init__(self, said: object) -> None:
        self.said = said
        super().__init__(repr(said)[:_SHOWN])


def leaves(item: object, path: str) -> list[Any]:
    """What stands at the end of a path, of each of several where lists are on the way; nothing for null.

    Raises:
        WrongSortError: there is something on the way that has no parts.

    >>> leaves({"roles": [{"role": {"name": "A"}}, {"role": None}]}, "roles.role.name")
    ['A']
    """
    found = [item]
    for step in path.split("."):
        found = [one for part in found for one in _part(part, step)]
    return found


def _part(item: object, step: str) -> list[Any]:
    if not isinstance(item, Mapping):
        raise WrongSortError(item)
    below = item.get(step)
    return [one for one in (below if isinstance(below, list) else [below]) if one is not None]


def _only(said: Leaves) -> Any:
    if len(said) > 1:
        raise WrongSortError(list(said))
    return said[0] if said else None


def _text(one: object) -> str:
    if not isinstance(one, str):
        raise WrongSortError(one)
    return text_of(one.encode("utf-8", "replace").decode())


def _whole(one: object) -> int:
    if isinstance(one, bool) or not isinstance(one, int):
        raise WrongSortError(one)
    return one


def text(said: Leaves) -> str:
    """A text, in one line.

    >>> text([" Drift "]), text([])
    ('Drift', '')
    """
    one = _only(said)
    return "" if one is None else _text(one)


def whole(said: Leaves) -> str:
    """A number.

    >>> whole([3])
    '3'
    """
    one = _only(said)
    return "" if one is None else str(_whole(one))


def flag(said: Leaves) -> str:
    """Whether something is so.

    >>> flag([True]), flag([False])
    ('Ja', 'Nej')
    """
    one = _only(said)
    if one is not None and not isinstance(one, bool):
        raise WrongSortError(one)
    return "" if one is None else ("Ja" if one else "Nej")


def months(years: Leaves, rest: Leaves) -> str:
    """Years and months as months.

    >>> months([2], [6]), months([], [])
    ('30', '')
    """
    count = 12 * int(whole(years) or 0) + int(whole(rest) or 0)
    return str(count) if count else ""


def day(said: Leaves) -> str:
    """A day as year-month-day: of midnight what is written, of another hour the day that it is in Denmark.

    >>> day(["2027-12-31T00:00:00Z"]), day(["2027-12-30T23:00:00Z"]), day(["snart"])
    ('2027-12-31', '2027-12-31', 'snart')
    """
    return _day(_only(said))


def latest(said: Leaves) -> str:
    """The last of several days.

    >>> latest(["2024-01-01T00:00:00Z", "2025-01-01T00:00:00Z"]), latest([])
    ('2025-01-01', '')
    """
    return max(map(_day, said), default="")


def _day(one: object) -> str:
    if one is None:
        return ""
    said = _text(one)
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        return said
    try:
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        if moment.time() != time():
            moment = moment.astimezone(_DENMARK)
    except OverflowError:  # at either end of the calendar
        return said
    return moment.date().isoformat()


def names(said: Leaves) -> str:
    """Several texts with commas between.

    >>> names(["a", "b"])
    'a, b'
    """
    return ", ".join(map(_text, said))


def some_names(said: Leaves) -> str:
    """As many of several texts as one line of the register holds.

    >>> some_names(["a" * 150, "b" * 60])[-4:]
    'aa …'
    """
    found = [_text(one) for one in said]
    count = len(found)
    while len(", ".join(found[:count])) > _LONGEST_JOINED - 2 and count > 1:
        count -= 1
    return ", ".join(found[:count]) + (" …" if count < len(found) else "")


def total(said: Leaves) -> str:
    """The sum of several amounts of kroner; nothing where nobody has said any.

    >>> total([100, 50]), total([])
    ('150', '')
    """
    return str(sum(map(_whole, said))) if said else ""


def one_of(words: Mapping[str, str]) -> Reader:
    """A word of a list as the Danish word for it; another is left as it is, and so cannot be read.

    >>> one_of({"Yes": "Ja"})(["Yes"]), one_of({"Yes": "Ja"})(["Maybe"])
    ('Ja', 'Maybe')
    """

    def read(said: Leaves) -> str:
        found = text(said)
        return words.get(found, found)

    return read


def several_of(words: Mapping[str, str]) -> Reader:
    """Several words of a list.

    >>> several_of({"None": "Ingen persondata"})(["None"])
    'Ingen persondata'
    """

    def read(said: Leaves) -> str:
        return ", ".join(words.get(one, one) for one in map(_text, said))

    return read


def worst_of(words: Mapping[str, str]) -> Reader:
    """The first word of a list that is among those that were said.

    >>> worst_of({"Red": "Rød", "Green": "Grøn"})(["Green", "Red"])
    'Rød'
    """

    def read(said: Leaves) -> str:
        found = [_text(one) for one in said]
        unknown = [one for one in found if one not in words]
        return (unknown or [words[one] for one in words if one in found] or [""])[0]

    return read


def year_and_quarter(years: Leaves, quarters: Leaves) -> str:
    """A quarter of a year.

    >>> year_and_quarter([2027], [3]), year_and_quarter([], [])
    ('Q3 2027', '')
    """
    year, quarter = whole(years), whole(quarters)
    return f"Q{quarter} {year}" if quarter else year


def band(lower: Leaves, upper: Leaves) -> str:
    """How many, at least and at most.

    >>> band([10], [49]), band([500], []), band([], [9]), band([], [])
    ('10-49', '>500', '0-9', '')
    """
    least, most = whole(lower), whole(upper)
    if most:
        return f"{least or 0}-{most}"
    return f">{least}" if least else ""


def kle_here(catalogue: Leaves, removed: Leaves, added: Leaves) -> str:
    """What holds here: the numbers of the catalogue without those taken out, and with those added.

    >>> kle_here(["27.35", "27.36"], ["27.36"], ["00.15"])
    '27.35, 00.15'
    """
    gone = set(map(_text, removed))
    kept = [one for one in map(_text, catalogue) if one not in gone]
    return ", ".join(dict.fromkeys([*kept, *map(_text, added)]))


def documents(titles: Leaves, addresses: Leaves) -> str:
    """Documents by title and address. A title without an address would be taken for the next one's.

    >>> documents(["Aftalen"], ["https://a.example"])
    'Aftalen https://a.example'
    """
    found = list(map(_text, addresses))
    if len(titles) != len(found):
        return " ".join(found)
    return " ".join(f"{title} {one}" for title, one in zip(map(_text, titles), found, strict=True))


class Sort(StrEnum):
    """What stands at the end of a path."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes or no"
    WORD = "word"


def unreadable(error: WrongSortError) -> str:
    """What was said, so that its line is named and not read."""
    return UNREADABLE + text_of(repr(error.said)[:_SHOWN])
