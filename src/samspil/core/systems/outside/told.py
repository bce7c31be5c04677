"""What a file from outside tells: contracts and agreements, as the cells of a list that nobody has to map."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from dateutil.relativedelta import relativedelta

from samspil.core.errors import Place, Problem
from samspil.core.register import is_valid_cvr
from samspil.core.systems.checks import FIRST_YEAR, LAST_YEAR, is_reckoned_with
from samspil.core.systems.lists.fields import Sort
from samspil.core.systems.lists.reading import Mapped
from samspil.core.tables.reading import Table

AGREEMENTS: Final = "agreements"
BETWEEN: Final = "\n"  # of several buyers in a cell: no name has a line of its own
LONGEST: Final = 200
MOST_PROBLEMS: Final = 500
_KEY: Final = 20
_SOURCE: Final = 43


class Left(StrEnum):
    """What a file tells of and is not read."""

    CANCELLED = "cancelled"
    PAYMENTS = "payments"


@dataclass(frozen=True, slots=True)
class Told:
    """A contract or an agreement: where it stands, and its cells by column of the register."""

    line: int
    cells: Mapping[str, str]


@dataclass(slots=True)
class Outside:
    """All that a file tells. ``problems`` are of contracts that are left out for them.

    ``left_out`` are the keys of those: they are told of, so that they are not gone.
    """

    contracts: list[Told] = field(default_factory=list)
    agreements: list[Told] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left: Counter[Left] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)

    def tables(self, file: str) -> dict[str, tuple[Table, Mapped]]:
        """The same as tables by their names, agreements first, each with how it is read."""
        found = {}
        for sheet, sort, told in (
            (AGREEMENTS, Sort.AGREEMENTS, self.agreements),
            ("", Sort.CONTRACTS, self.contracts),
        ):
            if told:
                names = list(dict.fromkeys(name for one in told for name in one.cells))
                columns = [[name, *(one.cells.get(name, "") for one in told)] for name in names]
                lines = [0, *(one.line for one in told)]
                how = Mapped(sort, 0, dict(enumerate(names)))
                found[sheet] = Table.by_columns(file, sheet, lines, columns), how
        return found


@dataclass(frozen=True, slots=True)
class Said:
    """The days and the supplier of a contract that comes from outside, to be looked at."""

    where: str
    starts_on: date | None = None
    ends_on: date | None = None
    other_days: Sequence[date | None] = ()
    cvr: str = ""
    place: Place | None = None


def wrong(said: Said) -> Iterator[Problem]:
    """What cannot be of a contract, with where in the file it stands.

    >>> [one.code for one in wrong(Said("contracts[0]", cvr="12345678"))]
    ['outside_bad_cvr']
    """
    days = (said.starts_on, said.ends_on, *said.other_days)
    for day in days:
        if day is not None and not is_reckoned_with(day):
            yield Problem(
                "outside_out_of_range",
                {"where": said.where, "found": day, "first": FIRST_YEAR, "last": LAST_YEAR},
                said.place,
            )
    if said.starts_on and said.ends_on and said.ends_on < said.starts_on:
        yield Problem(
            "outside_ends_before_it_begins",
            {"where": said.where, "starts": said.starts_on, "ends": said.ends_on},
            said.place,
        )
    if said.cvr and not is_valid_cvr(said.cvr):
        yield Problem("outside_bad_cvr", {"where": said.where, "found": said.cvr}, said.place)


def source_key(source: str, key: str) -> str:
    """What a record from outside is known by from then on: its source, and a hash of what that calls it.

    >>> source_key("ocds-213czf", "ocds-213czf-1/c1")[:17]
    'ocds-213czf/2faca'
    """
    return f"{source[:_SOURCE]}/{hashlib.sha256(key.encode()).hexdigest()[:_KEY]}"


def amount(minor: int) -> str:
    """Hundredths as a cell.

    >>> amount(123450), amount(5)
    ('1234,50', '0,05')
    """
    whole, rest = divmod(minor, 100)
    return f"{whole},{rest:02}"


def day(said: date | None) -> str:
    """A day as a cell; nothing where there is none."""
    return said.isoformat() if said else ""


def shortened(text: str, longest: int = LONGEST) -> str:
    """As much of a text as there is room for.

    >>> shortened("a b c", 4), shortened("abc", 3)
    ('a b…', 'abc')
    """
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def buyer(name: str, cvr: str | None) -> str:
    """A buyer as people choose it.

    >>> buyer("Hvidovre Kommune", "55606617"), buyer("Region  X", None)
    ('Hvidovre Kommune (55606617)', 'Region X')
    """
    plain = " ".join(name.split())
    return f"{plain} ({cvr})" if cvr else plain


def months_between(first: date, after: date) -> int | None:
    """How many whole months from a day to another; none where they are not whole.

    >>> months_between(date(2027, 1, 31), date(2027, 2, 28))
    1
    >>> months_between(date(2027, 1, 1), date(2027, 2, 2))
    """
    found = (after.year - first.year) * 12 + after.month - first.month
    return found if found > 0 and first + relativedelta(months=found) == after else None


def filled(cells: Iterable[tuple[str, str]]) -> dict[str, str]:
    """The cells that say something."""
    return {name: text for name, text in cells if text}
