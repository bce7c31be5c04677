"""What stands below the routes: the forums, the roles, and what the shapes and lines mean."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from samspil.core.governance.diagram.contents import Contents, Manner
from samspil.core.governance.diagram.lettering import wrapped
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.diagram.shapes import arrow, end_shape, step_shape
from samspil.core.governance.diagram.svg import (
    ACCENT,
    QUIET,
    Fragment,
    Line,
    group,
    height_of,
    lettering,
    moved,
)
from samspil.core.governance.diagram.values_in_words import lowered
from samspil.core.governance.diagram.words import say
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Do

WIDTH: Final = 290
APART: Final = 36
_ROW: Final = 30
_GAP: Final = 8
_ABOVE: Final = 6
_MOST_FACTS: Final = 6
_SAMPLE: Final = Box(2, 3, 44, 20)
_MEANINGS_OF_BOXES: Final = {
    "legend_decides": (Do.DECIDE, Do.CONSENT),
    "legend_works": (Do.SCREEN, Do.QUALIFY, Do.PREPARE, Do.ADVISE),
    "legend_supplements": (Do.SUPPLEMENT,),
    "legend_informs": (Do.INFORM,),
    "legend_follows": (Do.FOLLOW_UP,),
}
_MEANINGS_OF_PILLS: Final = {
    "legend_good": (Result.APPROVED,),
    "legend_noted": (Result.NOTED,),
    "legend_bad": (Result.REJECTED,),
    "legend_off": (Result.WITHDRAWN, Result.LAPSED),
}


def panel_pieces(contents: Contents, language: str) -> list[Fragment]:
    """Forums, roles and legend in small pieces of one width, in reading order."""
    return [*_forums(contents, language), *_roles(contents, language), *_legend(contents, language)]


def in_width(width: int) -> int:
    """How many columns of pieces a width has room for; at least one.

    >>> in_width(WIDTH), in_width(2 * WIDTH + APART)
    (1, 2)
    """
    return max(1, (width + APART) // (WIDTH + APART))


def in_columns(pieces: Sequence[Fragment], columns: int) -> Fragment:
    """The pieces in at most so many columns, as low as they can be.

    Complexity: linear in the pieces, times the logarithm of their height.
    """
    heights = range(sum(piece.height + _GAP for piece in pieces) + 1)
    enough = bisect_left(heights, True, key=lambda height: len(_flowed(pieces, height)) <= columns)
    flowed = _flowed(pieces, enough)
    parts, lowest = [], 0
    for number, column in enumerate(flowed):
        y = 0
        for piece in column:
            parts.append(moved(piece, number * (WIDTH + APART), y))
            y += piece.height + _GAP
        lowest = max(lowest, y)
    return Fragment(len(flowed) * (WIDTH + APART) - APART, lowest, tuple(parts))


def _flowed(pieces: Sequence[Fragment], height: int) -> list[list[Fragment]]:
    """The pieces from top to bottom, a new column when one is full."""
    columns: list[list[Fragment]] = [[]]
    used = 0
    for piece in pieces:
        if columns[-1] and used + piece.height > height:
            columns.append([])
            used = 0
        columns[-1].append(piece)
        used += piece.height + _GAP
    return columns


def _headed(key: str, language: str, first: Fragment) -> Fragment:
    """A heading together with the first piece below it, so that they are not parted."""
    heading = Line(say(key, language), 16, bold=True, colour=ACCENT, after=6)
    parts = (*lettering([heading], 0, _ABOVE), moved(first, 0, _ABOVE + heading.height))
    return Fragment(first.width, _ABOVE + heading.height + first.height, parts)


def _under(key: str, language: str, pieces: Sequence[Fragment]) -> list[Fragment]:
    return [_headed(key, language, piece) if number == 0 else piece for number, piece in enumerate(pieces)]


def _forums(contents: Contents, language: str) -> list[Fragment]:
    pieces = []
    for forum in contents.forums:
        facts = " · ".join([forum.facts[0], *map(lowered, forum.facts[1:])])
        lines = [Line(line, bold=True) for line in wrapped(forum.name, WIDTH, 13, bold=True)]
        lines += [Line(line, 12, colour=QUIET) for line in wrapped(facts, WIDTH, 12, most=_MOST_FACTS)]
        parts = (group(lettering(lines, 0, 0), data_forum=forum.key),)
        pieces.append(Fragment(WIDTH, height_of(lines), parts))
    return _under("forums", language, pieces)


def _roles(contents: Contents, language: str) -> list[Fragment]:
    lines = [Line(line) for role in contents.roles for line in wrapped(role, WIDTH, 13)]
    if not lines:
        return []
    return _under("roles", language, [Fragment(WIDTH, height_of(lines), tuple(lettering(lines, 0, 0)))])


def _legend(contents: Contents, language: str) -> list[Fragment]:
    """What the shapes and lines mean that are in the picture."""
    pieces = []
    for sample, word in [*_boxes(contents), *_lines(contents), *_pills(contents)]:
        parts = (group(sample), *lettering([Line(say(word, language))], 60, 5))
        pieces.append(Fragment(WIDTH, _ROW - _GAP, parts))
    return _under("legend", language, pieces)


def _boxes(contents: Contents) -> Iterator[tuple[list[str], str]]:
    stops = [stop for route in contents.routes for stop in route.stops]
    for word, doing in _MEANINGS_OF_BOXES.items():
        if any(stop.do in doing for stop in stops):
            yield step_shape(doing[0], _SAMPLE, is_forum=False), word
    if any(stop.is_forum for stop in stops):
        yield step_shape(Do.SCREEN, _SAMPLE, is_forum=True), "legend_forum"


def _lines(contents: Contents) -> Iterator[tuple[list[str], str]]:
    drawn = {one.manner for route in contents.routes for one in route.arrows if one.source != one.target}
    for manner in Manner:
        if manner in drawn:
            yield arrow([(24, 0), (24, 26)], manner), f"legend_{manner.value}"


def _pills(contents: Contents) -> Iterator[tuple[list[str], str]]:
    drawn = {end.result for route in contents.routes for end in route.finishes}
    for word, results in _MEANINGS_OF_PILLS.items():
        if drawn & set(results):
            yield end_shape(results[0], _SAMPLE), word
