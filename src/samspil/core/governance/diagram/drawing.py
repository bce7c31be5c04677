"""The whole picture: title, routes and panels on one sheet in the proportions of paper on its side."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

from samspil.core.governance.diagram.contents import contents_of
from samspil.core.governance.diagram.describing import in_words
from samspil.core.governance.diagram.lettering import wrapped
from samspil.core.governance.diagram.panels import in_columns, in_width, panel_pieces
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.diagram.route_drawing import draw_route
from samspil.core.governance.diagram.svg import (
    PAPER,
    QUIET,
    Fragment,
    Line,
    element,
    height_of,
    lettering,
    moved,
    rectangle,
)
from samspil.core.governance.load import GovernanceModel

MARGIN: Final = 32
BETWEEN: Final = 44
HEADING_APART: Final = 22
LEAST_WIDTH: Final = 640
FONTS: Final = "'IBM Plex Sans', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
_SIDE: Final = 1414  # thousandths: the long side of A paper for its short side
_TRIED: Final = 40
_MOST_BESIDE: Final = 3


def diagram(
    model: GovernanceModel, language: str = "da", route: str | None = None, on: date | None = None
) -> str:
    """Draw a model's forums, routes and clocks as one SVG that needs nothing else.

    It has no styles and no scripts, so it may stand in a page under the strictest content policy, and
    carries the whole of ``describe`` for those who hear it. The same model gives the same bytes.

    Args:
        model: the model.
        language: ``da``, ``en`` or ``nb``.
        route: the key of the only route to draw; all of them when not given.
        on: the day of the parameters' values; the model's first day when not given.

    Raises:
        ProblemsError: ``unknown_language``, ``unknown_route``, or ``no_value_on_day``.

    Complexity: that of ``layered`` for each route.
    """
    contents = contents_of(model, language, route, on)
    sheet = _sheet([draw_route(one, language) for one in contents.routes], panel_pieces(contents, language))
    heading = [
        Line(line, 26, bold=True, after=4) for line in wrapped(contents.title, sheet.width, 26, bold=True)
    ]
    heading += [Line(line, 15, colour=QUIET) for line in wrapped(contents.summary, sheet.width, 15, most=6)]
    top = MARGIN + height_of(heading) + HEADING_APART
    width, height = sheet.width + 2 * MARGIN, top + sheet.height + MARGIN
    key = "-".join(["diagram", model.key, *([route] if route else []), language])
    parts = [
        element("title", escape(contents.title, quote=False), id=f"{key}-title"),
        element("desc", escape(in_words(contents, language), quote=False), id=f"{key}-desc"),
        rectangle(0, 0, width, height, fill=PAPER),
        *lettering(heading, MARGIN, MARGIN),
        moved(sheet, MARGIN, top),
    ]
    return element(
        "svg",
        *parts,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        lang=language,
        aria_labelledby=f"{key}-title",
        aria_describedby=f"{key}-desc",
        font_family=FONTS,
    )


def _sheet(routes: Sequence[Fragment], pieces: Sequence[Fragment]) -> Fragment:
    """The routes with the panels below them, as small as can be found in the proportions of A paper.

    Widths between the widest route and all in a row are tried.
    """
    widest = max((route.width for route in routes), default=LEAST_WIDTH)
    row = sum(route.width + BETWEEN for route in routes)
    widths = sorted(
        {max(LEAST_WIDTH, widest + (row - widest) * part // _TRIED) for part in range(_TRIED + 1)}
    )
    tried = (_laid(routes, pieces, width, beside) for width in widths for beside in range(_MOST_BESIDE + 1))
    return min(tried, key=_side_of_sheet)


def _laid(routes: Sequence[Fragment], pieces: Sequence[Fragment], limit: int, beside: int) -> Fragment:
    """The routes within a width, and the panels in so many columns beside them; where it is none, below."""
    places = packed([(route.width, route.height) for route in routes], limit)
    width = max((place.x + place.width for place in places), default=0)
    height = max((place.y + place.height for place in places), default=0)
    panels = in_columns(pieces, beside or in_width(max(width, LEAST_WIDTH)))
    x, y = (width + BETWEEN, 0) if beside else (0, height + BETWEEN)
    parts = [moved(route, place.x, place.y) for route, place in zip(routes, places, strict=True)]
    parts.append(moved(panels, x, y))
    return Fragment(max(width, x + panels.width), max(height, y + panels.height), tuple(parts))


def _side_of_sheet(sheet: Fragment) -> int:
    """The long side of the sheet that holds it."""
    return max(sheet.width, sheet.height * _SIDE // 1000)


def packed(sizes: Sequence[tuple[int, int]], limit: int) -> list[Box]:
    """Lay pieces within a width: each in its turn as high up as it can, then as far left.

    Complexity: cubic in the pieces, of which there are a few.

    >>> packed([(100, 100), (50, 100)], limit=200)
    [Box(x=0, y=0, width=100, height=100), Box(x=144, y=0, width=50, height=100)]
    """
    places: list[Box] = []
    for width, height in sizes:
        starts = {0, *(place.x + place.width + BETWEEN for place in places)}
        free = [
            Box(x, _first_free(places, x, width), width, height)
            for x in sorted(starts)
            if x == 0 or x + width <= limit
        ]
        places.append(min(free, key=lambda box: (box.y, box.x)))
    return places


def _first_free(places: Sequence[Box], x: int, width: int) -> int:
    """How far down everything reaches that stands above this stretch, and the room between."""
    below = [
        place.y + place.height + BETWEEN
        for place in places
        if place.x < x + width + BETWEEN and x < place.x + place.width + BETWEEN
    ]
    return max(below, default=0)
