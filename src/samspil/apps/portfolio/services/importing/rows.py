"""The rows that one line of a list becomes. Pure but for the models: nothing is asked and nothing written."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from samspil.apps.portfolio.models import Estimate, Initiative, StatusReport
from samspil.apps.portfolio.types import Form
from samspil.core.portfolio.listing.consequences import Consequence
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.plain import plain_of
from samspil.core.portfolio.listing.reading import Listed, Nothing, Why
from samspil.core.portfolio.status import Light
from samspil.core.units import Money

CHANGED_FIELDS: Final = [
    *("title", "purpose", "form", "is_mandatory", "legal_source", "areas"),
    *("starts_on", "expected_end", "light", "reported_on", "changed_at"),
]
COMMENTS: Final = (
    *(Field.RATING_COMMENT, Field.SCHEDULE_COMMENT, Field.VARIANCE_COMMENT),
    *(Field.COST_COMMENT, Field.BENEFIT_COMMENT),
)
_NUMBERS: Final = (
    *(Field.YEAR_BUDGET, Field.YEAR_FORECAST, Field.VARIANCE, Field.VARIANCE_AMOUNT, Field.BENEFIT),
)


def new_initiative(line: Listed, owner: int, number: str, form: Form, at: datetime) -> Initiative:
    """What the first line of something new makes; `change_initiative` says the rest."""
    said = line.known(Field.FORM)
    return Initiative(
        organisation_id=owner,
        number=number,
        title=line.name,
        form=said if isinstance(said, str) else form.value,
        is_mandatory=False,
        started_at=at,
        changed_at=at,
    )


def change_initiative(row: Initiative, one: Consequence, told_on: date, at: datetime) -> None:
    """What a line says of the initiative itself, in its row; not where a newer report has been told."""
    row.changed_at = at
    if one.is_older:
        return
    line = one.listed
    differs = {each.field for each in one.differences} if one.initiative else set(line.values)
    for what, column in _TEXTS.items():
        said = line.known(what)
        if what in differs and isinstance(said, str):
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


def _areas(row: Initiative, line: Listed, differs: set[Field]) -> None:
    category, unit = line.known(Field.CATEGORY), line.known(Field.UNIT)
    if Field.CATEGORY in differs and isinstance(category, str):
        row.areas = category.split("; ")
    elif Field.UNIT in differs and isinstance(unit, str) and category is None and len(row.areas) <= 1:
        row.areas = [unit]


def _days(row: Initiative, line: Listed, differs: set[Field]) -> None:
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


def new_estimate(line: Listed, row: Initiative, name: str, at: datetime) -> Estimate | None:
    """What was first expected, as the first list that told of it had it; nothing where it said nothing."""
    cost, starts_on, ends_on = (
        line.known(Field.COST),
        line.known(Field.STARTS_ON),
        line.known(Field.ENDS_ON),
    )
    if cost is None and starts_on is None and ends_on is None:
        return None
    return Estimate(
        organisation_id=row.organisation_id,
        initiative=row,
        sequence=1,
        reason=name,
        made_at=at,
        cost_minor=cost.minor if isinstance(cost, Money) else None,
        currency=cost.currency if isinstance(cost, Money) else None,
        starts_on=starts_on if isinstance(starts_on, date) else None,
        ends_on=ends_on if isinstance(ends_on, date) else None,
    )


def report_of(line: Listed, row: Initiative, told_on: date, reporter: UUID, at: datetime) -> StatusReport:
    """What a line tells of how it goes: its rating, its words, and the year's amounts as they stood."""
    cost, ends_on = line.known(Field.COST), line.known(Field.ENDS_ON)
    numbers = {one.value: plain_of(said) for one in _NUMBERS if (said := line.known(one)) is not None}
    return StatusReport(
        organisation_id=row.organisation_id,
        initiative=row,
        on=told_on,
        reported_at=at,
        reported_by=reporter,
        expenditure=Light.GREY.value,
        time=Light.GREY.value,
        economic_benefits=Light.GREY.value,
        other_benefits=Light.GREY.value,
        overall=_light(line, Light.GREY).value,
        from_numbers={"listed": numbers} if numbers else {},
        text="\n\n".join(said for one in COMMENTS if isinstance(said := line.known(one), str)),
        expected_cost_minor=cost.minor if isinstance(cost, Money) else None,
        currency=cost.currency if isinstance(cost, Money) else None,
        expected_end=ends_on if isinstance(ends_on, date) else None,
    )
