"""Hvidovre screens in ten days from today; a purchase brought before is under way by the five of before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.governance.models import ModelVersion
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.governance.services import drafting
from samspil.apps.governance.services.adoptions import Adoption, adopt
from samspil.apps.organisations.types import Acting

LATER = NOW + timedelta(hours=2)
Change = Callable[[ModelVersion, Acting], None]


def in_hvidovre(world: World, role: str = "head_of_digitalisation") -> Acting:
    return world.acting(HVIDOVRE, role)


def changed_part(draft: ModelVersion, acting: Acting, path: tuple[str, ...], **said: Any) -> None:
    part: Any = drafting.part_of(draft, path)
    drafting.change_part(draft, path, {**part, **said}, acting=acting, at=NOW)


def ten_days(draft: ModelVersion, acting: Acting) -> None:
    """What a screening takes from now on."""
    path = ("parameters", "screening_days")
    values: Any = drafting.part_of(draft, path)
    dated = {**values["values"], TODAY.isoformat(): {"value": 10, "source": "decision: x"}}
    changed_part(draft, acting, path, values=dated)


def ten_days_anew(draft: ModelVersion, acting: Acting) -> None:
    """And what is moved gets all of them."""
    ten_days(draft, acting)
    draft.refresh_from_db()
    changed_part(draft, acting, ("routes", "purchase"), clock_when_moved="restarts")


def new_version(world: World, change: Change = ten_days, since: Any = TODAY, **more: Any) -> ModelVersion:
    """What Hvidovre adopts; in its scope."""
    head = in_hvidovre(world)
    (version,) = adopted_on(head.organisation_id, TODAY)
    draft = drafting.draft_from_version(version, acting=head, at=NOW, today=TODAY)
    change(draft, head)
    draft.refresh_from_db()
    return adopt(draft, Adoption(since, **more), acting=head, at=NOW, today=TODAY)
