"""A matter about something of the portfolio, from whoever sends it to a yes or a no."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from tests.apps.governance.forum_world import everybody
from tests.apps.world import NOW, RODOVRE, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import NewMatter
from samspil.core.governance.entries import AnswerItem, Choose

# Who chairs or keeps the minutes where Rødovre decides such matters.
ACTS = {
    "forum executive_board": "council_secretary",
    "forum following_group": "area_consultant",
    "forum digitalisation_committee": "head_of_digitalisation",
}


def draft_matter(subject: UUID, title: str = "Ny retning for porteføljen") -> NewMatter:
    """A draft of the portfolio, which Rødovre's executive board decides."""
    return NewMatter("portfolio_draft", title, {}, subject=subject)


def plan_matter(subject: UUID, title: str = "Planen for året") -> NewMatter:
    """The plan of a year, which Rødovre's digitalisation committee sets."""
    return NewMatter("digitalisation_plan", title, {}, subject=subject)


def decide(world: World, matter: UUID, outcome: str, at: datetime = NOW + timedelta(hours=1)) -> Matter:
    """Those who decide say yes (``approve``) or no (``reject``), once it has been prepared."""
    with world.scope(RODOVRE):
        row = Matter.objects.get(public_id=matter)
        while not row.end:
            model, _state = standing(row)
            acting = world.acting(RODOVRE, ACTS[row.body])
            step = model.spec.routes[model.spec.kinds[row.kind].route].steps[row.step]
            for item in step.items:
                move(row, AnswerItem(row.step, item, True, "Set", acting.actor, at), acting=acting)
            said = outcome if outcome in step.outcomes else "prepare"
            reason = "Ikke nu" if said == "reject" else ""
            entry = Choose(row.step, said, acting.actor, at, everybody(model, row.body, at), reason=reason)
            row, _events = move(row, entry, acting=acting)
    return row
