"""Obligations and rules for joint decisions as the answers of a form, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from samspil.apps.governance.editing.parts import (
    Part,
    in_order,
    name_fields,
    name_value,
    one_field,
    one_value,
    source_fields,
    source_value,
    who_field,
    who_value,
)
from samspil.apps.governance.editing.rhythm import merged

_USUALLY_PER: Final = "matter"


def obligation_fields(obligation: Part) -> dict[str, Any]:
    """Who owes what to whom by when."""
    return {
        **name_fields(obligation.get("name", {})),
        "owed_by": who_field(obligation.get("owed_by", {})),
        "owed_to": who_field(obligation.get("owed_to", {})),
        "after": one_field(obligation.get("after", {})),
        "every": one_field(obligation.get("every", {})),
        "times": obligation.get("times", ""),
        "per": obligation.get("per", _USUALLY_PER),
        **source_fields(str(obligation.get("source", ""))),
    }


def obligation_value(fields: Part, _rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back."""
    is_as_usual = fields["per"] == _USUALLY_PER and "per" not in before
    wanted = {
        "name": name_value(fields),
        "owed_by": who_value(fields["owed_by"]),
        "owed_to": who_value(fields["owed_to"]),
        "after": one_value(fields["after"]),
        "every": one_value(fields["every"]),
        "times": fields["times"],
        "per": "" if is_as_usual else fields["per"],
        "source": source_value(fields),
    }
    return merged(before, wanted)


def joint_fields(joint: Part) -> dict[str, Any]:
    """What a joint decision does to the members."""
    basis, late, leaving = (joint.get(name) or {} for name in ("legal_basis", "late_joining", "leaving"))
    plain = ("effect", "participation", "least_members", "least_population", "member_kind")
    return {
        **{name: joint.get(name, "") for name in plain},
        **name_fields(basis.get("text", {}), "basis"),
        "purpose": list(basis.get("purpose", [])),
        **source_fields(str(basis.get("source", "")), "basis_source"),
        **name_fields(late.get("terms", {}), "late"),
        "within": late.get("within", ""),
        **name_fields(leaving.get("terms", {}), "leaving"),
        "notice": leaving.get("notice", ""),
        "ends_with_membership": bool(leaving.get("ends_with_membership", False)),
        "only_by": list(leaving.get("only_by", [])),
        **source_fields(str(joint.get("source", ""))),
    }


def joint_value(fields: Part, _rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back; what has no terms is not there."""
    plain = ("effect", "participation", "least_members", "least_population")
    wanted = {
        **{name: fields[name] for name in plain},
        "legal_basis": _basis(fields, before.get("legal_basis") or {}),
        "member_kind": fields["member_kind"],
        "late_joining": _late(fields, before.get("late_joining") or {}),
        "leaving": _leaving(fields, before.get("leaving") or {}),
        "source": source_value(fields),
    }
    return merged(before, wanted)


def _basis(fields: Part, before: Part) -> dict[str, Any] | str:
    if not fields["basis_da"]:
        return ""
    wanted = {
        "text": name_value(fields, "basis"),
        "purpose": in_order(fields["purpose"], before.get("purpose", [])),
        "source": source_value(fields, "basis_source"),
    }
    return merged(before, wanted)


def _late(fields: Part, before: Part) -> dict[str, Any] | str:
    if not fields["late_da"]:
        return ""
    return merged(before, {"terms": name_value(fields, "late"), "within": fields["within"]})


def _leaving(fields: Part, before: Part) -> dict[str, Any]:
    wanted = {
        "terms": name_value(fields, "leaving"),
        "notice": fields["notice"],
        "ends_with_membership": bool(fields["ends_with_membership"]),
        "only_by": in_order(fields["only_by"], before.get("only_by", [])),
    }
    return merged(before, wanted)
