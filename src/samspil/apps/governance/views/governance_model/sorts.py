"""Each sort of part that can be edited: which form asks for it, and how its answers are read and written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from samspil.apps.governance.editing import commitments, kinds, parts, routes, together
from samspil.apps.governance.editing.addresses import (
    CHAIRING,
    CONDITIONS,
    ITEMS,
    MEMBERS,
    OUTCOMES,
    SECRETARIAT,
    STEPS,
    WAYS,
)
from samspil.apps.governance.editing.parts import Part
from samspil.apps.governance.forms import (
    governance_model,
    model_commitments,
    model_conditions,
    model_matters,
    model_routes,
    model_together,
)

ABOUT: Final = "about"
OF_A_ROUTE: Final = (STEPS, WAYS, OUTCOMES, ITEMS)


def _no_rows(_part: Part) -> list[dict[str, Any]]:
    return []


def _unchanged(_fields: Part, _rows: Iterable[Part], before: Part) -> Any:
    return before


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of part."""

    form: Any
    fields: Callable[[Part], dict[str, Any]]
    value: Callable[[Part, Iterable[Part], Part], Any]
    rows: Any = None
    row_fields: Callable[[Part], list[dict[str, Any]]] = _no_rows


def _about_fields(whole: Part) -> dict[str, Any]:
    return {
        **parts.name_fields(whole.get("name", {})),
        **parts.name_fields(whole.get("summary", {}), "summary"),
        "version": whole.get("version", ""),
        "valid_from": whole.get("valid_from", ""),
    }


def _nothing(_part: Part) -> dict[str, Any]:
    return {}


SORTS: Final[dict[str, Sort]] = {
    ABOUT: Sort(governance_model.AboutForm, _about_fields, _unchanged),
    "forums": Sort(
        governance_model.ForumForm,
        parts.forum_fields,
        parts.forum_value,
        governance_model.SEATS,
        lambda part: parts.seat_fields(part.get("seats", {})),
    ),
    CHAIRING: Sort(
        model_together.OnlyRowsForm,
        _nothing,
        together.turns_value,
        model_together.TURNS,
        together.turn_rows,
    ),
    MEMBERS: Sort(
        model_together.OnlyRowsForm,
        _nothing,
        together.members_value,
        model_together.MEMBERS_OF,
        together.member_rows,
    ),
    SECRETARIAT: Sort(
        model_together.OnlyRowsForm,
        _nothing,
        together.hosts_value,
        model_together.TURNS,
        together.host_rows,
    ),
    "roles": Sort(model_matters.RoleForm, kinds.role_fields, kinds.role_value),
    "kinds": Sort(model_matters.KindForm, kinds.kind_fields, kinds.kind_value),
    "attributes": Sort(
        model_matters.AttributeForm,
        kinds.attribute_fields,
        kinds.attribute_value,
        model_matters.VALUES_OF_CHOICE,
        lambda part: kinds.choice_fields(part.get("choices") or {}),
    ),
    "mandates": Sort(governance_model.MandateForm, parts.mandate_fields, parts.mandate_value),
    "parameters": Sort(
        governance_model.ParameterForm,
        parts.parameter_fields,
        parts.parameter_value,
        governance_model.VALUES,
        lambda part: parts.dated_fields(part.get("values", {})),
    ),
    "joint": Sort(model_commitments.JointForm, commitments.joint_fields, commitments.joint_value),
    "obligations": Sort(
        model_commitments.ObligationForm, commitments.obligation_fields, commitments.obligation_value
    ),
    STEPS: Sort(
        model_routes.StepForm,
        parts.step_fields,
        parts.step_value,
        model_routes.OUTCOME_ROWS,
        lambda part: parts.outcome_fields(part.get("outcomes", {})),
    ),
    WAYS: Sort(model_routes.WayForm, routes.way_fields, routes.way_value),
    OUTCOMES: Sort(
        model_routes.OneOutcomeForm,
        routes.outcome_fields,
        routes.outcome_value,
        model_routes.BRANCHES,
        lambda part: routes.branch_fields(part.get("to")),
    ),
    ITEMS: Sort(model_routes.ItemForm, routes.item_fields, routes.item_value),
    CONDITIONS: Sort(model_conditions.AddTestForm, _nothing, _unchanged, model_conditions.TESTS),
}


def new_names() -> dict[str, str]:
    """What a part is called before it has a name."""
    return {
        "forums": _("A new forum"),
        "roles": _("A new role"),
        "kinds": _("A new kind of matter"),
        "attributes": _("Something new that must be known"),
        "mandates": _("A new mandate"),
        "parameters": _("A new number"),
        "joint": _("A new rule for joint decisions"),
        "obligations": _("A new obligation"),
        STEPS: _("A new step"),
        WAYS: _("A new route"),
        ITEMS: _("A new point"),
    }


def names_of_lists() -> dict[str, str]:
    """What the lists that a model has once are called."""
    return {
        MEMBERS: _("Members of the association"),
        SECRETARIAT: _("Which member houses the secretariat"),
    }


def rows_title(section: str) -> str:
    """What the rows of a part are."""
    titles = {
        "forums": _("Seats"),
        "parameters": _("Values"),
        "attributes": _("Values to choose between"),
        STEPS: _("Outcomes"),
        OUTCOMES: _("Where it leads under a condition"),
        CONDITIONS: _("The condition"),
        CHAIRING: _("Turns"),
        SECRETARIAT: _("Turns"),
        MEMBERS: _("Members"),
    }
    return titles.get(section, "")
