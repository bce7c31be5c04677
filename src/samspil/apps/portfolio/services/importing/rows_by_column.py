"""The rows that many new lines become, each of an initiative of its own: as `rows` makes them, by column.

A list that comes for the first time has a hundred thousand of them. A test holds that the two ways agree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import compress
from typing import Final

from samspil.apps.portfolio.services.importing.rows import COMMENTS, NUMBERS, words_as_json
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.reading import Lines, Nothing
from samspil.core.portfolio.listing.told import joined, written_of
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.ids import new_ids
from samspil.kit.tenancy.pouring import Plain

Rows = Iterator[tuple[Plain, ...]]
_GREY: Final = Light.GREY.value
_LIGHTS: Final = {one: one.value for one in Light}


@dataclass(frozen=True)
class NewLines:
    """Some lines, what the database knows each as, and what it is called here.

    ``ids`` are as 32 digits. ``told_on`` says the day that a year is told on, ``reports`` which of them tell
    of progress, ``form`` what each is that does not say.
    """

    lines: Lines
    keys: Sequence[int]
    ids: Sequence[str]
    numbers: Sequence[str]
    form: str
    told_on: Callable[[int | None], date]
    reports: Sequence[bool]

    def initiatives(self) -> Rows:
        """As `rows.BEGUN` says."""
        told_on = (day if tells else None for day, tells in zip(self._told_on, self.reports, strict=True))
        return zip(
            *(self.keys, self.ids, self.numbers, self.names, self.forms),
            *(self.lines.texts(Field.PURPOSE), self.lines.texts(Field.LEGAL_SOURCE), self.are_mandatory),
            *(self._areas(), self._days(Field.STARTS_ON), self._days(Field.ENDS_ON), self._lights, told_on),
            strict=True,
        )

    @cached_property
    def names(self) -> list[str]:
        """What each is called."""
        return self.lines.texts(Field.NAME)

    @cached_property
    def forms(self) -> list[str]:
        """What each is."""
        return [said or self.form for said in self.lines.texts(Field.FORM)]

    @cached_property
    def are_mandatory(self) -> list[bool]:
        """Whether each has to be."""
        return [bool(said) for said in self.lines.texts(Field.LEGAL_SOURCE)]

    def estimates(self) -> Rows:
        """As `rows.ESTIMATED` says, of those that say something."""
        said = *self._costs, self._days(Field.STARTS_ON), self._days(Field.ENDS_ON)
        says_something = [any(one is not None for one in row) for row in zip(*said, strict=True)]
        return compress(zip(self.keys, *said, strict=True), says_something)

    def holders(self, role: Field) -> Rows:
        """Who holds a role in each, where somebody does."""
        said = self.lines.texts(role)
        return compress(zip(self.keys, said, strict=True), said)

    def status(self) -> Rows:
        """As `rows.REPORTED` says, of those that tell of progress."""
        rows = zip(
            *(new_ids(len(self.keys)), self.keys, self._told_on, self._lights, self._numbers()),
            *(self._comments(), *self._costs, self._days(Field.ENDS_ON)),
            strict=True,
        )
        return compress(rows, self.reports)

    def remembered(self, keys: Sequence[str]) -> Rows:
        """What each said, by the ``keys`` that the list knows them by."""
        texts = joined(self._written, len(self.keys))
        digests = (hashlib.sha256(text.encode()).hexdigest() for text in texts)
        return zip(self.keys, keys, digests, texts, strict=True)

    @cached_property
    def _written(self) -> dict[Field, list[str]]:
        """Each field of each line as JSON with its name."""
        return {what: written_of(what, said) for what, said in self.lines.fields.items()}

    @cached_property
    def _told_on(self) -> list[str]:
        days = cache(lambda year: self.told_on(year).isoformat())
        return [days(said if isinstance(said, int) else None) for said in self.lines.column(Field.YEAR)]

    @cached_property
    def _lights(self) -> list[str]:
        said = self.lines.column(Field.RATING)
        return [_LIGHTS[one] if isinstance(one, Light) else _GREY for one in said]

    @cached_property
    def _costs(self) -> tuple[list[Plain], list[Plain]]:
        costs = [one if isinstance(one, Money) else None for one in self.lines.column(Field.COST)]
        minors: list[Plain] = [None if one is None else one.minor for one in costs]
        return minors, [None if one is None else one.currency for one in costs]

    def _days(self, what: Field) -> list[str | None]:
        return [said.isoformat() if isinstance(said, date) else None for said in self.lines.column(what)]

    def _areas(self) -> Iterator[str]:
        as_json = cache(lambda category, unit: words_as_json(category.split("; ") if category else [unit]))
        said = zip(self.lines.texts(Field.CATEGORY), self.lines.texts(Field.UNIT), strict=True)
        return (as_json(category, unit) if category or unit else "[]" for category, unit in said)

    def _numbers(self) -> Iterator[str]:
        """What is withheld is in the line as it is remembered, and no number."""
        columns = [
            ["" if isinstance(one, Nothing) else text for one, text in zip(said, texts, strict=True)]
            for what in NUMBERS
            if (said := self.lines.fields.get(what)) and (texts := self._written[what])
        ]
        said_by = zip(*columns, strict=True) if columns else iter([()] * len(self.keys))
        return (f'{{"listed": {{{", ".join(filter(None, row))}}}}}' if any(row) else "{}" for row in said_by)

    def _comments(self) -> Iterator[str]:
        columns = [self.lines.texts(what) for what in COMMENTS if what in self.lines.fields]
        said_by = zip(*columns, strict=True) if columns else iter([()] * len(self.keys))
        return ("\n\n".join(filter(None, row)) for row in said_by)
