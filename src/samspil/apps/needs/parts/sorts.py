"""What tells of a need, in words; what must be done about it first; how sure it is that two are the same."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.needs.types import Sort
from samspil.kit.web.language import words

SORTS: Final[Mapping[str, Promise]] = {
    Sort.NEED.value: gettext_lazy("Need or idea"),
    Sort.REQUEST.value: gettext_lazy("Purchase request"),
    Sort.TASK.value: gettext_lazy("Mandatory task"),
    Sort.GOAL.value: gettext_lazy("Goal of a strategy"),
    Sort.CONTRACT.value: gettext_lazy("Contract"),
    Sort.SYSTEM.value: gettext_lazy("System in use"),
}
# What somebody does who has such a thing, after their name: "Rødovre has a contract".
SAYS: Final[Mapping[str, Promise]] = {
    Sort.NEED.value: gettext_lazy("needs it as well"),
    Sort.REQUEST.value: gettext_lazy("is about to buy it"),
    Sort.TASK.value: gettext_lazy("must do it as well"),
    Sort.GOAL.value: gettext_lazy("has it as a goal"),
    Sort.CONTRACT.value: gettext_lazy("has a contract"),
    Sort.SYSTEM.value: gettext_lazy("uses a system"),
}
_ACTS: Final[Mapping[str, Promise]] = {
    "need_analysis": gettext_lazy("Begin the need analysis"),
    "market_dialogue": gettext_lazy("Begin the market dialogue"),
    "tender": gettext_lazy("Send out the tender"),
    "standstill": gettext_lazy("Tell who won"),
    "implementation": gettext_lazy("Begin to implement"),
    "migration": gettext_lazy("Begin to migrate"),
    "option": gettext_lazy("Decide on the option"),
    "notice": gettext_lazy("Give notice"),
    "join": gettext_lazy("Join the framework agreement"),
}
_ALMOST_CERTAIN, _PROBABLE, _PERHAPS = 0.9, 0.7, 0.5


def act_told(act: str) -> str:
    """What somebody must do first; empty where nothing is known."""
    return str(_ACTS.get(act, ""))


def sure(chance: float) -> str:
    """How sure it is, in words."""
    if chance >= _ALMOST_CERTAIN:
        return _("Almost certainly the same")
    if chance >= _PROBABLE:
        return _("Probably the same")
    return _("Perhaps the same") if chance >= _PERHAPS else _("Possibly the same")


def percent(chance: float) -> str:
    """The same as a number; never quite certain, as nobody has said so."""
    return words().percent(min(Fraction(chance).limit_denominator(1000), _NEVER_QUITE))


_NEVER_QUITE: Final = Fraction(99, 100)
