"""The initiatives that somebody may change: all of them for who keeps the portfolio, else what they lead."""

from __future__ import annotations

from datetime import date
from typing import Final

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, RoleHolder
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.kit.periods import on as in_period

MOST: Final = 500


def initiatives_led(acting: Acting, on: date) -> list[tuple[str, str]]:
    """Those under way, by title, each by its public id; to choose from. Two questions."""
    rows = Initiative.objects.filter(organisation_id=acting.organisation_id, end="")
    if not may_keep_portfolio(acting):
        own = RoleHolder.objects.filter(in_period(on), person=acting.person)
        rows = rows.filter(pk__in=own.values("initiative_id"))
    return [
        (str(key), title)
        for key, title in rows.order_by("title", "pk").values_list("public_id", "title")[:MOST]
    ]
