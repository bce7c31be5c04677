"""Keeping a view of the portfolio under a name, for all of the organisation."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import transaction
from django.http import QueryDict

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import SavedView
from samspil.apps.portfolio.rights import may_keep_portfolio
from samspil.apps.portfolio.selectors.saved_views import MOST_SHOWN
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, Told, record

LONGEST_NAME: Final = 120
LONGEST_QUERY: Final = 1000
PAGES: Final = ("initiatives", "board", "timeline", "bubbles", "calendar")
# Where in a list somebody had come, and by which view they came there, is no part of a view.
_NOT_KEPT: Final = ("after", "view")


@transaction.atomic
def keep_view(name: str, page: str, query: str, *, acting: Acting, at: datetime) -> SavedView:
    """A view that everybody in the organisation can open by its link.

    Raises:
        RefusedError: ``view_needs_a_name``, ``view_name_is_taken``, ``view_is_too_long``,
            ``too_many_views``.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name or page not in PAGES:
        raise RefusedError(Problem("view_needs_a_name", {}))
    kept = _plain(query)
    if len(kept) > LONGEST_QUERY:
        raise RefusedError(Problem("view_is_too_long", {}))
    views = SavedView.objects.filter(organisation_id=acting.organisation_id)
    if views.filter(name=name).exists():
        raise RefusedError(Problem("view_name_is_taken", {"name": name}))
    if views.count() >= MOST_SHOWN:
        raise RefusedError(Problem("too_many_views", {"most": MOST_SHOWN}))
    row, is_new = views.get_or_create(
        name=name,
        defaults={
            "organisation_id": acting.organisation_id,
            "page": page,
            "query": kept,
            "made_by": acting.person,
            "made_at": at,
        },
    )
    if not is_new:  # somebody was quicker by a moment
        raise RefusedError(Problem("view_name_is_taken", {"name": name}))
    _tell(row, "kept", acting, at)
    return row


def _plain(query: str) -> str:
    """What was filled in, and nothing else."""
    said = QueryDict(query[: 10 * LONGEST_QUERY], mutable=True)
    for key in [one for one in said if one in _NOT_KEPT or not any(said.getlist(one))]:
        del said[key]
    return said.urlencode()


def may_remove(acting: Acting, made_by: object) -> bool:
    """Whether somebody may remove a view: who made it, and who keeps the portfolio."""
    return acting.person == made_by or may_keep_portfolio(acting)


@transaction.atomic
def remove_view(view: SavedView, *, acting: Acting, at: datetime) -> None:
    """A view is gone; what it showed stays.

    Raises:
        RefusedError: ``not_yours_to_keep``.
    """
    if not may_remove(acting, view.made_by):
        raise RefusedError(Problem("not_yours_to_keep", {}))
    _tell(view, "removed", acting, at)
    view.delete()


def _tell(view: SavedView, what: str, acting: Acting, at: datetime) -> None:
    facts = {"page": view.page}
    told = Told(f"portfolio.view.{what}", "saved_view", str(view.public_id), facts, {"name": view.name})
    record(acting.organisation_id, [told], By(str(acting.person), at))
