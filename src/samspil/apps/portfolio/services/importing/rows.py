"""The rows that one line of a list becomes. Pure but for the models: nothing is asked and nothing written."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from json.encoder import encode_basestring_ascii
from typing import Final
from uuid import UUID

from samspil.apps.portfolio.models import Initiative
from samspil.core.portfolio.listing.consequences import Consequence
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.reading import Known, Listed, Nothing, Why
from samspil.core.portfolio.listing.told import written
from samspil.core.portfolio.status import Light
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.kit.tenancy.pouring import Plain

CHANGED_FIELDS: Final = [
    *("title", "purpose", "form", "is_mandatory", "legal_source", "areas"),
    *("starts_on", "expected_end", "light", "reported_on", "changed_at"),
]
COMMENTS: Final = (
    *(Field.RATING_COMMENT, Field.SCHEDULE_COMMENT, Field.VARIANCE_COMMENT),
    *(Field.COST_COMMENT, Field.BENEFIT_COMMENT),
)
NUMBERS: Final = (
    *(Field.YEAR_BUDGET, Field.YEAR_FORECAST, Field.VARIANCE, Field.VARIANCE_AMOUNT, Field.BENEFIT),
)


@dataclass(slots=True)
class Begun:
    """An initiative that a list begins, while its lines are read; `BEGUN` says its columns."""

    key: int
    public_id: UUID
    number: str
    title: str
    form: str
    changed_at: datetime
    purpose: str = ""
    legal_source: str = ""
    is_mandatory: bool = False
    areas: list[str] = field(default_factory=list)
    starts_on: date | None = None
    expected_end: date | None = None
    light: str = Light.GREY.value
    reported_on: date | None = None

    def plain(self) -> tuple[Plain, ...]:
        """As it is poured."""
        return (
            *(self.key, self.public_id.hex, self.number, self.title, self.form, self.purpose),
            *(self.legal_source, self.is_mandatory, words_as_json(self.areas), _day(self.starts_on)),
            *(_day(self.expected_end), self.light, _day(self.reported_on)),
        )


BEGUN: Final = (
    *("id", "public_id", "number", "title", "form", "purpose"),
    *("legal_source", "is_mandatory", "areas", "starts_on"),
    *("expected_end", "light", "reported_on"),
)
ESTIMATED: Final = ("initiative_id", "cost_minor", "currency", "starts_on", "ends_on")
REPORTED: Final = (
    *("public_id", "initiative_id", "on", "overall", "from_numbers", "text"),
    *("expected_cost_minor", "currency", "expected_end"),
)


def words_as_json(said: list[str]) -> str:
    """Words as a list: what is made anew for each line is made without an encoder of its own."""
    return f"[{', '.join(map(encode_basestring_ascii, said))}]"


def _day(said: date | None) -> str | None:
    return said.isoformat() if said else None


def change_initiative(row: Initiative | Begun, one: Consequence, told_on: date, at: datetime) -> None:
    """What a line says of the initiative itself, in its row; not where a newer report has been told."""
    row.changed_at = at
    if one.is_older:
        return
    line = one.listed
    differs = {each.field for each in one.differences} if one.initiative else set(line.values)
    for what, column in _TEXTS.items():
        said = line.values.get(what)
        if isinstance(said, str) and what in differs:
            setattr(row, column, said)
    row.is_mandatory = row.is_mandatory or bool(row.legal_source)
    _areas(row, line, differs)
    _days(row, line, differs)
    if one.is_reported:
        row.light, row.reported_on = _light(line, Light(row.light)).value, told_on


_TEXTS: Final = {
    Field.NAME: "title",
    Field.PURPOSE: "purpose",
    Field.FORM: "form",
    Field.LEGAL_SOURCE: "legal_source",
}


def _areas(row: Initiative | Begun, line: Listed, differs: set[Field]) -> None:
    category, unit = line.known(Field.CATEGORY), line.known(Field.UNIT)
    if Field.CATEGORY in differs and isinstance(category, str):
        row.areas = category.split("; ")
    elif Field.UNIT in differs and isinstance(unit, str) and category is None and len(row.areas) <= 1:
        row.areas = [unit]


def _days(row: Initiative | Begun, line: Listed, differs: set[Field]) -> None:
    starts_on, ends_on = line.known(Field.STARTS_ON), line.known(Field.ENDS_ON)
    if Field.STARTS_ON in differs and isinstance(starts_on, date):
        row.starts_on = starts_on
    if Field.ENDS_ON in differs and isinstance(ends_on, date):
        row.expected_end = ends_on
    if row.starts_on and row.expected_end and row.expected_end < row.starts_on:
        # One of the two was told before: what the list says now is so, and the other is not known.
        if isinstance(ends_on, date):
            row.starts_on = starts_on if isinstance(starts_on, date) else None
        else:
            row.expected_end = None


def _light(line: Listed, before: Light) -> Light:
    """What the list says; what it may not say is grey, and what it does not mention stays."""
    said = line.values.get(Field.RATING)
    if isinstance(said, Nothing):
        return Light.GREY if said.why is Why.WITHHELD else before
    return said if isinstance(said, Light) else before


def new_estimate(line: Listed, initiative: int) -> tuple[Plain, ...] | None:
    """What was first expected, as the first list that told of it had it; nothing where it said nothing."""
    values = line.values
    said = (values.get(Field.STARTS_ON), values.get(Field.ENDS_ON))
    cost, days = (
        _amount(values.get(Field.COST)),
        [_day(one) if isinstance(one, date) else None for one in said],
    )
    return (initiative, *cost, *days) if (cost[0] is not None or any(days)) else None


def _amount(cost: Known | Nothing | None) -> tuple[Plain, Plain]:
    return (cost.minor, cost.currency) if isinstance(cost, Money) else (None, None)


def new_report(line: Listed, initiative: int, told_on: date) -> tuple[Plain, ...]:
    """What a line tells of how it goes: its rating, its words, and the year's amounts as they stood."""
    values = line.values
    ends_on = values.get(Field.ENDS_ON)
    numbers = [written(one, said) for one in NUMBERS if (said := values.get(one)) is not None]
    told = [said for one in COMMENTS if isinstance(said := values.get(one), str)]
    return (
        new_id().hex,
        initiative,
        told_on.isoformat(),
        _light(line, Light.GREY).value,
        f'{{"listed": {{{", ".join(filter(None, numbers))}}}}}' if any(numbers) else "{}",
        "\n\n".join(told),
        *_amount(values.get(Field.COST)),
        ends_on.isoformat() if isinstance(ends_on, date) else None,
    )
