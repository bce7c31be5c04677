"""A route, its outcomes and its checklists as the answers of a form, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from samspil.apps.governance.editing.conditions import rows_of
from samspil.apps.governance.editing.parts import (
    Part,
    flag,
    in_order,
    name_fields,
    name_value,
    source_fields,
    source_value,
)
from samspil.apps.governance.editing.rhythm import merged
from samspil.apps.governance.editing.writing import GONE


# --- the route itself -------------------------------------------------------------------------------------
def way_fields(route: Part) -> dict[str, Any]:
    """A route without its steps."""
    withdraw, park = route.get("withdraw") or {}, route.get("park") or {}
    return {
        **name_fields(route.get("name", {})),
        "start": route.get("start", ""),
        "withdraw_by": list(withdraw.get("by", [])),
        "withdraw_to": withdraw.get("to", ""),
        "park_by": list(park.get("by", [])),
        "park_at_most": park.get("at_most", ""),
        **source_fields(str(route.get("source", ""))),
    }


def way_value(fields: Part, _rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back."""
    withdraw, park = before.get("withdraw") or {}, before.get("park") or {}
    parked = {"by": in_order(fields["park_by"], park.get("by", [])), "at_most": fields["park_at_most"]}
    wanted = {
        "name": name_value(fields),
        "start": fields["start"],
        "withdraw": merged(
            withdraw,
            {"by": in_order(fields["withdraw_by"], withdraw.get("by", [])), "to": fields["withdraw_to"]},
        ),
        "park": merged(park, parked) if fields["park_by"] or fields["park_at_most"] else "",
        "source": source_value(fields),
    }
    return merged(before, wanted)


# --- outcomes ---------------------------------------------------------------------------------------------
def outcome_fields(outcome: Part) -> dict[str, Any]:
    """An outcome, without the places that it leads to under a condition."""
    to = outcome.get("to", "")
    otherwise = to[-1] if isinstance(to, list) and to and "when" not in to[-1] else {}
    return {
        "to": otherwise.get("to", "") if isinstance(to, list) else to,
        "needs_reason": bool(outcome.get("needs_reason", False)),
        "needs_items": bool(outcome.get("needs_items", False)),
        "creates": list(outcome.get("creates", [])),
        "amends": list(outcome.get("amends", [])),
        "binds": outcome.get("binds", ""),
        "effect": outcome.get("effect", ""),
        **name_fields(outcome.get("name") or {}),
        **name_fields(outcome.get("done") or {}, "done"),
    }


def branch_fields(to: object) -> list[dict[str, Any]]:
    """Each place that an outcome leads to under a condition, by its number."""
    branches = to if isinstance(to, list) else []
    return [
        {"number": str(number), "to": branch.get("to", "")}
        for number, branch in enumerate(branches)
        if "when" in branch or number < len(branches) - 1
    ]


def outcome_value(fields: Part, rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back. A new place comes before where it leads otherwise."""
    wanted = {
        "to": _to(fields["to"], list(rows), before.get("to")),
        "needs_reason": flag(fields, "needs_reason", before),
        "needs_items": flag(fields, "needs_items", before),
        "creates": in_order(fields["creates"], before.get("creates", [])),
        "amends": in_order(fields["amends"], before.get("amends", [])),
        "binds": fields["binds"],
        "effect": fields["effect"],
        "name": name_value(fields) if fields["name_da"] else "",
        "done": name_value(fields, "done") if fields["done_da"] else "",
    }
    return merged(before, wanted)


def _to(otherwise: str, rows: list[Part], before: object) -> object:
    was = before if isinstance(before, list) else []
    branches = [
        merged(was[int(row["number"])] if row["number"] else {}, {"to": row["to"]})
        for row in rows
        if row["to"]
    ]
    if not branches:
        return otherwise
    last = was[-1] if was and "when" not in was[-1] else {}
    return [*branches, merged(last, {"to": otherwise})] if otherwise else branches


# --- checklists -------------------------------------------------------------------------------------------
def item_fields(item: Part) -> dict[str, Any]:
    """A thing that must be answered before a step can end well."""
    return {**name_fields(item.get("name", {})), "required": bool(item.get("required", True))}


def item_value(fields: Part, _rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back; what must be answered need not be said to be so."""
    said = before.get("required", "") is True
    required: object = (True if said else "") if fields["required"] else False
    return merged(before, {"name": name_value(fields), "required": required})


# --- conditions, wherever they stand ----------------------------------------------------------------------
def condition_at(part: Part, branch: int | None) -> object:
    """A part's condition; of an outcome, that of one of the places it leads to."""
    holder = _branch(part, branch) if branch is not None else part
    return holder.get("when") if holder is not None else None


def with_condition(part: Part, branch: int | None, when: object) -> dict[str, Any]:
    """The part with that condition instead; ``GONE`` for none."""
    if branch is None:
        return _put(part, when)
    to = [_put(one, when) if number == branch else one for number, one in enumerate(part["to"])]
    return {**part, "to": to}


def _put(part: Part, when: object) -> dict[str, Any]:
    if when is GONE:
        return {name: said for name, said in part.items() if name != "when"}
    return {**part, "when": when}


def _branch(part: Part, number: int) -> Part | None:
    to = part.get("to")
    found = to[number] if isinstance(to, list) and 0 <= number < len(to) else None
    return found if isinstance(found, Mapping) else None


def can_be_asked(when: object) -> bool:
    """Whether rows can say a condition."""
    return rows_of(when) is not None
