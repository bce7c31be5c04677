"""What the example has tried: the association's model beside a looser and a tighter one."""

from __future__ import annotations

from datetime import datetime
from importlib.util import find_spec
from typing import Final

from django.utils import timezone

from samspil.apps.governance.selectors.pinned import todays
from samspil.apps.simulations.services.asking import answer_of, keep
from samspil.apps.simulations.services.working_out import work_out
from samspil.apps.simulations.types import ForumChange, NewQuestion, Rhythm
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

_COORDINATOR: Final = "coordinator"
_TIGHTER: Final = "tight_association"
_LOOSER: Final = (ForumChange("board", Rhythm.MONTH), ForumChange("digital_heads", Rhythm.TWO_WEEKS))
_PLAYS: Final = 20
_QUESTION: Final = "Hvad sker der, hvis vi mødes oftere, og hvis vi styrer strammere?"


def try_models(cast: Cast, now: datetime) -> None:
    """A comparison of few plays, the same on every machine; somebody can ask it again to have it surer."""
    if find_spec("numpy") is None:
        return
    on = timezone.localdate(now)
    acting = cast.acting("", _COORDINATOR, on)
    if acting is None:
        return
    with scope.within([cast.association.pk]):
        new = NewQuestion(_QUESTION, (todays(cast.association.pk, on), _TIGHTER), _LOOSER, "association", 1)
        found = work_out(new, acting=acting, at=now)
        answer = answer_of(found.shared.cases, new.years, _PLAYS)
        keep(found, answer, acting=acting, at=now, is_sure=True)
