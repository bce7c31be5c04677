"""What the kinds of things here are called in the language of the page. A key never stands on a page."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.types import CostKind, End, Form, InitiativeRole
from samspil.core.portfolio.pace import Pace
from samspil.core.portfolio.status import Light

LIGHTS: Final[dict[str, str | Promise]] = {
    Light.GREEN.value: _("As planned"),
    Light.YELLOW.value: _("Watch"),
    Light.RED.value: _("Act"),
    Light.GREY.value: _("No status yet"),
}
LIGHT_COLOURS: Final = {
    Light.GREEN.value: "success",
    Light.YELLOW.value: "warning",
    Light.RED.value: "danger",
    Light.GREY.value: "neutral",
}
PACES: Final[dict[str, str | Promise]] = {
    Pace.OBSERVING.value: _("Follows"),
    Pace.PREPARING.value: _("Prepares"),
    Pace.JOINING.value: _("Joins"),
    Pace.IMPLEMENTING.value: _("Implements"),
    Pace.LIVE.value: _("In operation"),
    Pace.OPTED_OUT.value: _("Not with"),
}
FORMS: Final[dict[str, str | Promise]] = {
    Form.PROGRAMME.value: _("Programme"),
    Form.PROJECT.value: _("Project"),
    Form.PILOT.value: _("Pilot"),
    Form.TASK.value: _("Line task"),
}
ROLES: Final[dict[str, str | Promise]] = {
    InitiativeRole.EXECUTIVE.value: _("Accountable executive"),
    InitiativeRole.OWNER.value: _("Project owner"),
    InitiativeRole.BENEFIT_OWNER.value: _("Benefit owner"),
    InitiativeRole.MANAGER.value: _("Project manager"),
    InitiativeRole.MEMBER.value: _("Takes part in the work"),
}
COSTS: Final[dict[str, str | Promise]] = {
    CostKind.ESTABLISHMENT.value: _("Establishment"),
    CostKind.OPERATION.value: _("Operation"),
    CostKind.DEVELOPMENT.value: _("Further development"),
}
ENDS: Final[dict[str, str | Promise]] = {
    End.COMPLETED.value: _("Completed"),
    End.STOPPED.value: _("Stopped"),
}
