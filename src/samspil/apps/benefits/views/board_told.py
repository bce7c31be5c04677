"""The board's report in words: one sheet of the whole, one of each initiative."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.benefits.forms.choices import ASKS, BOTTOM_LINES, STATES
from samspil.apps.benefits.selectors.board_report import (
    Amounts,
    BoardBenefit,
    BoardReport,
    Chain,
    OfInitiative,
    amounts_of,
)
from samspil.apps.benefits.types import HOURS
from samspil.apps.benefits.views.amounts import NOTHING, amount
from samspil.apps.benefits.views.figure_tiles import tiles
from samspil.kit.web.language import words
from samspil.wording.words import Words

# So many that a sheet with all of it full is one page.
MOST_LATE: Final = 5
MOST_ASKED: Final = 3
MOST_BENEFITS: Final = 8
MOST_CHAINS: Final = 4
_LONGEST: Final = 52
Told = dict[str, Any]


def told_of(report: BoardReport, organisation: str, *, is_whole: bool, is_example: bool) -> Told:
    """All that stands in the report, in words of the language that is active."""
    say = words()
    about = {"organisation": organisation, "day": say.day(report.on)}
    sheets = [_sheet(one, report, say) for one in report.initiatives]
    return {
        "language": say.language,
        "title": _("Benefits of %(organisation)s, %(day)s") % about,
        "example": _("EXAMPLE DATA: these benefits are made up.") if is_example else "",
        "page": _("Page"),
        "sheets": [_whole(report, about, say), *sheets] if is_whole else sheets,
    }


def _whole(report: BoardReport, about: dict[str, str], say: Words) -> Told:
    count = len(report.benefits)
    initiatives = len(report.initiatives)
    lead = ngettext("%(n)s benefit", "%(n)s benefits", count) % {"n": say.number(count)}
    of = ngettext("of %(n)s initiative", "of %(n)s initiatives", initiatives) % {"n": say.number(initiatives)}
    figures = [[one["label"], f"{one['value']}", one["note"]] for one in tiles(report.sums, say)]
    rows = amounts_of(sorted(report.benefits, key=lambda one: one.key))
    return {
        "title": _("Benefits of %(organisation)s, %(day)s") % about,
        "lead": f"{lead} {of}.",
        "parts": [
            _lines(rows, say),
            {
                "title": _("How well benefits are followed"),
                "table": _table([_("Figure"), _("Value"), _("Of what")], [3, 1, 3], [1], figures),
            },
            _late(report.overdue, say, with_initiative=True),
            _asked(report.requests, say),
        ],
    }


def _sheet(one: OfInitiative, report: BoardReport, say: Words) -> Told:
    count = len(one.benefits)
    late = [benefit for benefit in report.overdue if benefit.initiative == one.public_id]
    return {
        "title": one.title,
        "lead": ngettext("%(n)s benefit", "%(n)s benefits", count) % {"n": say.number(count)},
        "parts": [
            _lines(one.amounts, say),
            _benefits(one.benefits, say),
            _chain(one.chains),
            _late(late, say, with_initiative=False),
            _asked(one.requests, say),
        ],
    }


def _lines(rows: Iterable[Amounts], say: Words) -> Told:
    """The three bottom lines side by side; nothing adds one to another, nor hours to money."""
    told = [
        [
            str(BOTTOM_LINES[one.bottom_line]),
            _("Hours")
            if one.counted_in == HOURS
            else _("Money")
            if one.counted_in
            else _("Indicators alone"),
            say.number(one.benefits),
            *(
                _rounded(minor, one.counted_in, say)
                for minor in (one.first, one.expected, one.measured, one.taken)
            ),
        ]
        for one in rows
    ]
    head = [_("Bottom line"), _("Counted in"), _("How many"), *_four()]
    return {
        "title": _("Three bottom lines"),
        "table": _table(head, [3, 2, 1, 2, 2, 2, 2], [2, 3, 4, 5, 6], told),
        "none": "" if told else _("Nothing has been planned yet."),
    }


def _benefits(benefits: Sequence[BoardBenefit], say: Words) -> Told:
    rows = [
        [
            f"{one.number} {_short(one.title)}{_disbenefit(one)}",
            str(STATES[one.state]),
            one.owner or NOTHING,
            *(
                _rounded(minor, one.counted_in, say)
                for minor in (one.first_minor, one.expected_minor, one.measured_minor, one.taken_minor)
            ),
        ]
        for one in benefits[:MOST_BENEFITS]
    ]
    head = [_("Benefit"), _("State"), _("Benefit owner"), *_four()]
    return {
        "title": _("Benefits"),
        "table": _table(head, [4, 2, 2, 2, 2, 2, 2], [3, 4, 5, 6], rows),
        "more": _more(len(benefits) - MOST_BENEFITS),
    }


def _chain(chains: Sequence[Chain]) -> Told:
    """Deliverable, change in work, benefit, goal: each benefit's way as one line."""
    told = [_way(one) for one in chains[:MOST_CHAINS]]
    return {
        "title": _("How the benefits come about"),
        "items": told,
        "none": "" if told else _("No benefit map has been drawn."),
        "more": _more(len(chains) - MOST_CHAINS),
    }


def _way(one: Chain) -> str:
    steps = (one.deliverables, one.changes, (one.benefit,), one.goals)
    arrow = f" {chr(0x2192)} "
    return arrow.join(", ".join(_short(title) for title in titles) for titles in steps if titles)


def _late(late: Sequence[BoardBenefit], say: Words, *, with_initiative: bool) -> Told:
    rows = [
        [
            f"{one.number} {_short(one.title)}",
            *([_short(one.initiative_title)] if with_initiative else []),
            one.owner or NOTHING,
            say.day(one.next_due_on) if one.next_due_on else NOTHING,
        ]
        for one in late[:MOST_LATE]
    ]
    head = [
        _("Benefit"),
        *([_("Initiative")] if with_initiative else []),
        _("Benefit owner"),
        _("Was to be measured"),
    ]
    widths = [4, 3, 2, 2] if with_initiative else [4, 2, 2]
    return {
        "title": _("Measurements that are late"),
        "table": _table(head, widths, [], rows),
        "none": "" if rows else _("Nothing is late."),
        "more": _more(len(late) - MOST_LATE),
    }


def _asked(requests: Sequence[Any], say: Words) -> Told:
    rows = [
        [
            f"{one.benefit.number} {_short(one.benefit.title)}",
            str(ASKS[one.asks]),
            _short(one.why),
            say.day(timezone.localdate(one.asked_at)),
        ]
        for one in requests[:MOST_ASKED]
    ]
    head = [_("Benefit"), _("What is asked for"), _("Why"), _("Asked on")]
    return {
        "title": _("Decisions asked for"),
        "table": _table(head, [3, 2, 4, 2], [], rows),
        "none": "" if rows else _("No decision is asked for."),
        "more": _more(len(requests) - MOST_ASKED),
    }


def _table(
    head: Sequence[str], widths: Sequence[int], numbers: Sequence[int], rows: Sequence[Sequence[str]]
) -> Told:
    return {
        "head": list(head),
        "widths": list(widths),
        "numbers": list(numbers),
        "rows": [list(row) for row in rows],
    }


def _rounded(minor: int | None, counted_in: str, say: Words) -> str:
    """In whole kroner or hours: a board reads no oere."""
    return amount(None if minor is None else round(minor / 100) * 100, counted_in, say)


def _four() -> list[str]:
    return [_("Promised at first"), _("Expected now"), _("Measured"), _("Taken home")]


def _disbenefit(one: BoardBenefit) -> str:
    return f" ({_('disbenefit')})" if one.is_disbenefit else ""


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"


def _more(count: int) -> str:
    return ngettext("and %(count)s more", "and %(count)s more", count) % {"count": count} if count > 0 else ""
