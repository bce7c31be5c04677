"""A timeline as SVG text: a row for each initiative, bars and milestones against the months.

Colours are left to classes, so that the page's theme decides; every row is a link with a name of its own, in
the order of the rows, and nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from typing import Final

from samspil.core.pictures import framed
from samspil.core.portfolio.picture_titles import shortened

WIDTH: Final = 1160
_LEFT: Final = 300
_RIGHT: Final = 90
_TOP: Final = 34
_ROW: Final = 28
_MOST_LETTERS: Final = 42
_LONGEST_DAYS: Final = 3660
_STEPS: Final = ((500, 1), (1500, 3), (_LONGEST_DAYS * 2, 12))


@dataclass(frozen=True, slots=True)
class Mark:
    """A milestone: its day, its name with the day in words, and whether it is reached."""

    on: date
    said: str
    is_done: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A row; ``said`` is all of it in words, for those who see no picture, ``note`` stands at its end.

    ``ends_on`` is nothing where nobody knows; the bar then ends openly at the edge of the picture.
    """

    title: str
    said: str
    url: str
    starts_on: date
    ends_on: date | None
    light: str
    note: str = ""
    is_mandatory: bool = False
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What is written beside the rows: the picture's name and description, and the word for today.

    ``month`` gets the first day of a month, and how many months lie until the next that is named.
    """

    name: str
    description: str
    today: str
    month: Callable[[date, int], str]


def timeline_picture(bars: Sequence[Bar], on: date, said: Said) -> str:
    """The picture, ``WIDTH`` wide and as high as its rows; linear in rows and milestones.

    >>> bar = Bar("Care", "Care, all of 2026", "/care/", date(2026, 1, 1), date(2026, 12, 31), "green")
    >>> words = Said("Timeline", "One initiative", "today", lambda day, step: f"{day:%m/%y}")
    >>> 'aria-label="Care, all of 2026"' in timeline_picture([bar], date(2026, 6, 1), words)
    True
    """
    scale = _Scale.of(bars, on)
    height = _TOP + _ROW * len(bars) + 10
    rows = (_row(bar, _TOP + _ROW * place, scale) for place, bar in enumerate(bars))
    parts = (
        *_months(scale, height, said),
        *rows,
        *_today(scale, on, height, said),
    )
    return framed("timeline", said, (WIDTH, height), parts)


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days to places."""

    first: date
    days: int

    @classmethod
    def of(cls, bars: Sequence[Bar], on: date) -> _Scale:
        nearest, farthest = on - timedelta(days=_LONGEST_DAYS // 3), on + timedelta(days=_LONGEST_DAYS // 2)
        days = [on, *(one.starts_on for one in bars), *(one.ends_on for one in bars if one.ends_on)]
        days += [mark.on for one in bars for mark in one.marks]
        first = max(nearest, min(days)).replace(day=1)
        last = min(farthest, max(days)) + timedelta(days=31)
        return cls(first, max(90, (last - first).days))

    @property
    def step(self) -> int:
        """How many months lie between two that are named."""
        return next(step for most, step in _STEPS if self.days <= most)

    def at(self, day: date) -> int:
        """Where a day is; what lies outside is at the edge."""
        place = (day - self.first).days * (WIDTH - _LEFT - _RIGHT) // self.days
        return _LEFT + max(0, min(WIDTH - _LEFT - _RIGHT, place))


def _months(scale: _Scale, height: int, said: Said) -> Iterator[str]:
    month, last = scale.first, scale.first + timedelta(days=scale.days)
    if scale.step > 1:
        month = date(month.year, (month.month - 1) // scale.step * scale.step + 1, 1)
    while month <= last:
        if month >= scale.first:
            x = scale.at(month)
            yield f'<path class="s-picture__line" d="M{x} {_TOP - 6}V{height - 4}"/>'
            told = escape(said.month(month, scale.step))
            yield f'<text class="s-picture__quiet" x="{x + 4}" y="20">{told}</text>'
        months = month.month - 1 + scale.step
        month = date(month.year + months // 12, months % 12 + 1, 1)


def _today(scale: _Scale, on: date, height: int, said: Said) -> Iterator[str]:
    x = scale.at(on)
    yield f'<path class="s-picture__today" d="M{x} {_TOP - 6}V{height - 4}"/>'
    yield f'<text class="s-picture__small" x="{x + 4}" y="{height - 4}">{escape(said.today)}</text>'


def _row(bar: Bar, y: int, scale: _Scale) -> str:
    x = scale.at(bar.starts_on)
    end = scale.at(bar.ends_on) if bar.ends_on else WIDTH - _RIGHT
    width = max(6, end - x)
    title = shortened(bar.title, _MOST_LETTERS)
    place = f'x="{x + width + 8}" y="{y + 18}"'
    # Outside the link: what is seen in a link must stand in its name as it is seen.
    note = (
        f'<text class="s-picture__small" aria-hidden="true" {place}>{escape(bar.note)}</text>'
        if bar.note
        else ""
    )
    states = f"{' data-law' if bar.is_mandatory else ''}{'' if bar.ends_on else ' data-open'}"
    look = f'class="s-picture__bar" data-light="{escape(bar.light)}"{states}'
    inside = (
        f'<rect class="s-picture__row" x="0" y="{y}" width="{WIDTH}" height="{_ROW}"/>'
        f'<text x="4" y="{y + 18}">{escape(title)}</text>'
        f'<rect {look} x="{x}" y="{y + 7}" width="{width}" height="14" rx="3"/>'
        f"{''.join(_mark(one, y + 14, scale) for one in bar.marks)}"
    )
    name = escape(bar.said)
    if not bar.url:
        return f'<g role="img" aria-label="{name}">{inside}</g>{note}'
    return f'<a href="{escape(bar.url)}" aria-label="{name}">{inside}</a>{note}'


def _mark(mark: Mark, y: int, scale: _Scale) -> str:
    done = " data-done" if mark.is_done else ""
    return (
        f'<path class="s-picture__mark"{done} d="M{scale.at(mark.on)} {y - 6}l6 6-6 6-6-6z">'
        f"<title>{escape(mark.said)}</title></path>"
    )
