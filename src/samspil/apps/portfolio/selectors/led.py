"""The initiatives that somebody may change: all of them for who keeps the portfolio, else what they lead."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import QuerySet

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative, RoleHolder
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.kit.periods import on as in_period

MOST: Final = 500


def led_by(person: UUID, on: date) -> QuerySet[RoleHolder, int]:
    """The rows of the initiatives that somebody answers for on a day, to be asked inside another question."""
    return RoleHolder.objects.filter(in_period(on), person=person).values_list("initiative_id", flat=True)


def leads_any(acting: Acting, on: date) -> bool:
    """Whether there is one under way that somebody may change. One question."""
    return _under_way(acting, on).exists()


def initiatives_led(acting: Acting, on: date) -> list[tuple[str, str]]:
    """Those under way, by title, each by its public id; to choose from. Two questions."""
    rows = _under_way(acting, on).order_by("title", "pk").values_list("public_id", "title")
    return [(str(key), title) for key, title in rows[:MOST]]


def _under_way(acting: Acting, on: date) -> QuerySet[Initiative]:
    rows = Initiative.objects.filter(organisation_id=acting.organisation_id, end="")
    return rows if may_keep_portfolio(acting) else rows.filter(pk__in=led_by(acting.person, on))
