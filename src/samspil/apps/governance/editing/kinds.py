"""Kinds of matter, what is known of them, and roles, as the answers of a form, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from samspil.apps.governance.editing.parts import (
    Part,
    flag,
    in_order,
    key_from,
    name_fields,
    name_value,
    source_fields,
    source_value,
)
from samspil.apps.governance.editing.rhythm import merged


def kind_fields(kind: Part) -> dict[str, Any]:
    """A kind of matter."""
    return {
        **name_fields(kind.get("name", {})),
        "nature": kind.get("nature", ""),
        "route": kind.get("route", ""),
        "brought_by": list(kind.get("brought_by", [])),
        "attributes": list(kind.get("attributes", [])),
        "answers_joint": bool(kind.get("answers_joint", False)),
        **source_fields(str(kind.get("source", ""))),
    }


def kind_value(fields: Part, _rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back. A kind of which nothing is asked says so."""
    wanted = {
        "name": name_value(fields),
        "nature": fields["nature"],
        "route": fields["route"],
        "brought_by": in_order(fields["brought_by"], before.get("brought_by", [])),
        "attributes": in_order(fields["attributes"], before.get("attributes", [])),
        "answers_joint": flag(fields, "answers_joint", before),
        "source": source_value(fields),
    }
    return {**merged(before, wanted), "attributes": wanted["attributes"]}


def attribute_fields(attribute: Part) -> dict[str, Any]:
    """What can be said of a matter, without the values of a choice."""
    return {
        **name_fields(attribute.get("name", {})),
        **{name: attribute.get(name, "") for name in ("type", "reserved", "phases_of")},
    }


def choice_fields(choices: Part) -> list[dict[str, Any]]:
    """Each value of a choice as a row."""
    return [
        {
            "key": key,
            **name_fields(choice.get("name", {})),
            **{name: choice.get(name, "") for name in ("forum", "role")},
        }
        for key, choice in choices.items()
    ]


def attribute_value(fields: Part, rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back; only a choice has values."""
    is_choice = fields["type"] == "choice"
    choices = _choices(rows, before.get("choices") or {}) if is_choice else {}
    wanted = {
        "name": name_value(fields),
        "type": fields["type"],
        "choices": choices or "",
        "phases_of": fields["phases_of"] if is_choice else "",
        "reserved": fields["reserved"],
    }
    return merged(before, wanted)


def _choices(rows: Iterable[Part], before: Part) -> dict[str, Any]:
    choices: dict[str, Any] = {}
    for row in rows:
        key = row["key"] or key_from(row["name_en"] or row["name_da"], [*choices, *before])
        wanted = {"name": name_value(row), "forum": row["forum"], "role": row["role"]}
        choices[key] = merged(before.get(key, {}), wanted)
    return choices


def role_fields(role: Part) -> dict[str, Any]:
    """A role."""
    return {
        **name_fields(role.get("name", {})),
        "stands_in": role.get("stands_in", ""),
        **source_fields(str(role.get("source", ""))),
    }


def role_value(fields: Part, _rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back."""
    wanted = {
        "name": name_value(fields),
        "stands_in": fields["stands_in"],
        "source": source_value(fields),
    }
    return merged(before, wanted)
