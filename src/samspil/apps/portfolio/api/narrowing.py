"""What lists of initiatives are narrowed by: what the page of the portfolio takes, read strictly."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal
from uuid import UUID

from pydantic import Field

from samspil.apps.portfolio.selectors.listing import Order, Place, PortfolioFilter
from samspil.apps.portfolio.types import Form
from samspil.core.portfolio.status import Light
from samspil.kit.api import shapes
from samspil.kit.api.listing import Moment, Size

_LIGHTS: Final = tuple(Light)
_LAST_DAY: Final = date.max.toordinal()


class Narrowed(shapes.Asked):
    """Which initiatives are asked for; what is left out narrows nothing, but only those under way are told.

    `phase` is `model.phase`, or `outside` the project models; `programme` is the id of one; `member` is the
    code of a municipality that takes part.
    """

    said: Annotated[str, Field(max_length=200, pattern=shapes.LINES)] = ""
    state: Literal["open", "ended", "all"] = "open"
    form: Form | None = None
    duty: Literal["mandatory", "voluntary"] | None = None
    reach: Literal["joint", "local"] | None = None
    phase: Annotated[str, Field(max_length=121, pattern=shapes.LINES)] = ""
    light: Light | None = None
    area: Annotated[str, Field(max_length=200, pattern=shapes.LINES)] = ""
    programme: UUID | None = None
    member: Annotated[str, Field(max_length=4, pattern=shapes.LINES)] = ""
    after: Moment | None = None
    size: Size = 25

    def by(self, order: Order = Order.NEXT) -> PortfolioFilter:
        """The filter that the pages use."""
        return PortfolioFilter(
            said=self.said.strip(),
            state=self.state,
            form=self.form or "",
            duty=self.duty or "",
            reach=self.reach or "",
            phase=self.phase,
            light=self.light or "",
            area=self.area,
            programme=self.programme,
            member=self.member,
            order=order,
            after=_place(order, self.after) if self.after else None,
            size=self.size,
        )


def written(order: Order, place: Place | None) -> str | None:
    """Where a page ends, in two numbers: what it is in the order by, and the row."""
    if place is None:
        return None
    value, pk = place
    first = 0
    if order is Order.NEXT and value:
        first = date.fromisoformat(value).toordinal()
    if order is Order.LIGHT:
        first = _LIGHTS.index(Light(value))
    return f"{first}-{pk}"


def _place(order: Order, after: str) -> Place:
    """The same, read; a number that is none of this order is the last there is."""
    first, _dash, pk = after.partition("-")
    if order is Order.LIGHT:
        return _LIGHTS[min(int(first), len(_LIGHTS) - 1)].value, int(pk)
    if order is Order.NEXT and int(first):
        return date.fromordinal(min(int(first), _LAST_DAY)).isoformat(), int(pk)
    return "", int(pk)
