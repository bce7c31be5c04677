"""Questions that these tests ask, small enough to be played as it is written."""

from __future__ import annotations

from typing import Any

from tests.apps.world import ASSOCIATION, NOW, World

from samspil.apps.simulations.models import SimulationRun
from samspil.apps.simulations.services.asking import answer_first, keep
from samspil.apps.simulations.types import ForumChange, NewQuestion, Rhythm

COORDINATOR = "coordinator"
MONTHLY = (ForumChange("board", Rhythm.MONTH),)


def question(*models: str, **said: Any) -> NewQuestion:
    """One year of what usually comes, unless something else is said."""
    return NewQuestion(
        **{
            "words": "Skal vi mødes hver måned?",
            "models": models or ("storkoebenhavn_association",),
            "changes": (),
            "workload": "association",
            "years": 1,
            **said,
        }
    )


def asked(world: World, new: NewQuestion, code: str = ASSOCIATION, role: str = COORDINATOR) -> SimulationRun:
    """A question with its first answer, kept."""
    acting = world.acting(code, role)
    with world.scope(code):
        found, answer = answer_first(new, acting=acting, at=NOW)
        return SimulationRun.objects.get(public_id=keep(found, answer, acting=acting, at=NOW))
