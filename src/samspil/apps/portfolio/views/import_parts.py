"""A list and its consequences, as its pages show them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from samspil.apps.portfolio.forms.lists import ColumnsForm
from samspil.apps.portfolio.services.importing.previewing import Preview
from samspil.core.portfolio.listing.consequences import Change, Consequence
from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.mapping import Column, ListMapping
from samspil.core.tables.reading import Table
from samspil.kit.web.language import words
from samspil.wording.listed import field_name, value

MOST_SHOWN: Final = 300  # of each sort; the command line tells them all
_EXAMPLES: Final = 3
_LONGEST: Final = 40
_MOST_WORDS: Final = 40
_LOOKED_AT: Final = 2000


def _cells(table: Table, mapping: ListMapping, column: Column) -> list[str]:
    first = mapping.headings_at + 1
    cells = table.row(column.at) if mapping.lies_on_its_side else table.columns[column.at]
    return cells[first : first + _LOOKED_AT]


def rated_in(tables: Sequence[Table], mappings: Mapping[str, ListMapping]) -> list[str]:
    """The words of the list's own scale, that somebody can say what mean; those that say nothing aside."""
    found: dict[str, None] = {}
    for table in tables:
        mapping = mappings.get(table.sheet)
        column = mapping.column(Field.RATING) if mapping else None
        if mapping is None or column is None:
            continue
        for cell in _cells(table, mapping, column):
            low = "/".join(part.strip() for part in cell.casefold().replace("-", "/").split("/"))
            is_withheld = any(word in low for word in mapping.withheld)
            if not mapping.says_nothing(cell) and not is_withheld and len(low) <= _LONGEST:
                found.setdefault(low)
    return list(found)[:_MOST_WORDS]


def columns_shown(form: ColumnsForm, tables: Sequence[Table]) -> list[dict[str, Any]]:
    """Each sheet with its columns: heading, examples, and the fields that say how it is read."""
    by_sheet = {one.sheet: one for one in tables}
    return [
        {
            "name": sheet,
            "rows": [
                (" ".join(column.heading.split())[:120], _examples(by_sheet[sheet], mapping, column), fields)
                for column, fields in form.columns(number, mapping)
            ],
        }
        for number, (sheet, mapping) in enumerate(form.mappings.items())
    ]


def _examples(table: Table, mapping: ListMapping, column: Column) -> str:
    distinct = list(dict.fromkeys(cell for cell in _cells(table, mapping, column) if cell))
    return " · ".join(one if len(one) <= _LONGEST else f"{one[:_LONGEST]} …" for one in distinct[:_EXAMPLES])


def in_words(counts: Mapping[str, int]) -> str:
    """What was carried out."""
    told = {one: words().number(count) for one, count in counts.items()}
    return _("Imported: %(new)s new, %(changed)s changed, %(unchanged)s as before.") % told


def consequences_shown(seen: Preview) -> dict[str, Any]:
    """Everything that the page of consequences tells."""
    counts = {change: seen.count(change) for change in Change}
    told = words()
    tiles = [
        (_("New"), counts[Change.NEW]),
        (_("Changed"), counts[Change.CHANGED]),
        (_("As before"), counts[Change.UNCHANGED]),
        (_("For you to say"), counts[Change.UNSURE]),
        (_("Values refused"), len(seen.refused)),
        (_("Withheld"), seen.withheld),
    ]
    problems = [
        (
            str(one.args.get("sheet", "")),
            str(one.args.get("row", "")),
            str(one.args.get("column", "")),
            told.problem(one),
        )
        for one in seen.refused[:MOST_SHOWN]
    ]
    return {
        "tiles": [{"label": label, "value": told.number(count)} for label, count in tiles],
        "new": _lines(seen, Change.NEW),
        "changed": _lines(seen, Change.CHANGED),
        "refused": {
            "lines": problems,
            "count": len(seen.refused),
            "more": max(0, len(seen.refused) - MOST_SHOWN),
        },
        "unused": [" ".join(one.split())[:80] for one in seen.unused],
        "remarks": [one[:120] for one in seen.remarks[:10]],
    }


def _lines(seen: Preview, change: Change) -> dict[str, Any]:
    count = seen.count(change)
    few = seen.consequences.first(MOST_SHOWN, change)
    numbers = seen.portfolio.numbers_of({one.initiative for one in few if one.initiative})
    shown = [_line(one, seen, numbers.get(one.initiative, "")) for one in few]
    return {"lines": shown, "count": count, "more": max(0, count - MOST_SHOWN)}


def _line(one: Consequence, seen: Preview, ours: str) -> dict[str, Any]:
    told = words()
    said = [
        (field_name(what, told), "", value(what, now, told))
        for what in _TOLD
        if (now := one.listed.values.get(what)) is not None
        and value(what, now, told) != told.say("listed.nothing")
    ]
    differs = [
        (field_name(each.field, told), value(each.field, each.was, told), value(each.field, each.now, told))
        for each in one.differences
    ]
    return {
        "row": one.listed.line,
        "number": one.listed.number,
        "name": one.listed.name,
        "ours": ours,
        "fields": differs if one.initiative else said,
        "is_reported": one.is_reported,
        "on": told.day(seen.asked.told_on(one.listed)) if one.is_reported else "",
    }


_TOLD: Final = (Field.FORM, Field.UNIT, Field.RATING, Field.STARTS_ON, Field.ENDS_ON, Field.COST)
