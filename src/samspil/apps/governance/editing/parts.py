"""The parts of a model as the answers of a form, and back. What a form does not ask for stays as it was."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final

from samspil.apps.governance.editing import rhythm
from samspil.apps.governance.editing.rhythm import merged

LANGUAGES: Final = ("da", "en", "nb")
ASSUMED, FACT, LAW, DECISION, DATA = "assumed", "fact", "law", "decision", "data"

Part = Mapping[str, Any]
_WHOLE: Final = re.compile(r"0|[1-9][0-9]{0,17}")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}([.   ][0-9]{3})+")
_LETTERS: Final = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "ß": "ss"})


def key_from(name: str, taken: Iterable[str]) -> str:
    """A key for something new, from what it is called.

    >>> key_from("Økonomiudvalget", []), key_from("Board", ["board"]), key_from("2. forum", [])
    ('oekonomiudvalget', 'board_2', 'x2_forum')
    """
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LETTERS))
    key = re.sub(r"[^a-z0-9]+", "_", plain.encode("ascii", "ignore").decode()).strip("_") or "new"
    key = (key if key[0].isalpha() else f"x{key}")[:50]
    known, number, found = set(taken), 1, key
    while found in known:
        number += 1
        found = f"{key}_{number}"
    return found


def name_fields(texts: Part, prefix: str = "name") -> dict[str, str]:
    """A text in the three languages, one answer each."""
    return {f"{prefix}_{language}": str(texts.get(language, "")) for language in LANGUAGES}


def name_value(fields: Part, prefix: str = "name") -> dict[str, str]:
    """Back: every language must be there, so what is missing in one is said as in Danish."""
    danish = str(fields[f"{prefix}_da"])
    return {language: str(fields[f"{prefix}_{language}"] or danish) for language in LANGUAGES}


def source_fields(source: str, prefix: str = "source") -> dict[str, str]:
    """Where a line comes from: the sort, and what is said of it."""
    sort, colon, said = source.partition(": ")
    if colon and sort in (LAW, DECISION, DATA):
        return {f"{prefix}_sort": sort, prefix: said}
    if source in ("", ASSUMED):
        return {f"{prefix}_sort": ASSUMED, prefix: ""}
    return {f"{prefix}_sort": FACT, prefix: source}


def source_value(fields: Part, prefix: str = "source") -> str:
    """Back.

    >>> source_value({"source_sort": "law", "source": "§ 40"}), source_value({"source_sort": "assumed"})
    ('law: § 40', 'assumed')
    """
    sort, said = fields[f"{prefix}_sort"], fields.get(prefix, "")
    if sort == ASSUMED:
        return ASSUMED
    return str(said) if sort == FACT else f"{sort}: {said}"


def who_field(who: Part) -> str:
    """A body as one answer: ``role clerk``, ``forum board``, ``forum_for theme``, ``members``."""
    sort, key = next(iter(who.items()), ("", ""))
    return "members" if sort == "members" else f"{sort} {key}".strip()


def who_value(field: str) -> dict[str, Any]:
    """Back."""
    sort, _, key = field.partition(" ")
    return {"members": True} if sort == "members" else {sort: key}


def one_field(value: Part) -> str:
    """A choice between keys as one answer: ``months notice``; nothing for none."""
    sort, key = next(iter((value or {}).items()), ("", ""))
    return f"{sort} {key}".strip()


def one_value(field: str) -> dict[str, str] | str:
    """Back."""
    sort, _, key = field.partition(" ")
    return {sort: key} if sort else ""


def flag(fields: Part, name: str, before: Part) -> object:
    """A yes that need not be said when it is no, unless no was said."""
    return True if fields[name] else (False if before.get(name) is False else "")


def in_order(chosen: Iterable[str], before: Iterable[str]) -> list[str]:
    """What is chosen, in the order that it had; what is new comes last.

    >>> in_order(["a", "b", "c"], ["c", "x", "a"])
    ['c', 'a', 'b']
    """
    wanted, had = list(chosen), list(before)
    return [one for one in had if one in wanted] + [one for one in wanted if one not in had]


def is_kept(before: object, after: object) -> bool:
    """Whether all that was said is said still; more may be.

    >>> is_kept({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}), is_kept({"a": 1}, {}), is_kept([1], [1, 2])
    (True, False, False)
    """
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        return all(key in after and is_kept(part, after[key]) for key, part in before.items())
    return before == after and type(before) is type(after)


# --- forums -----------------------------------------------------------------------------------------------
_DECIDING: Final = ("rule", "quorum", "threshold", "counted_of", "weights", "tie", "written_procedure")
_FORUM: Final = ("level", "chair", "secretary", "papers", "agenda", "until")
USUAL: Final = {"counted_of": "votes_cast", "weights": "equal", "tie": "falls"}


def forum_fields(forum: Part) -> dict[str, Any]:
    """A forum's answers, without its seats."""
    deciding, calendar = forum.get("deciding", {}), forum.get("calendar", {})
    return {
        **name_fields(forum.get("name", {})),
        **{name: forum.get(name, "") for name in _FORUM},
        **rhythm.as_fields(calendar),
        **{name: deciding.get(name, USUAL.get(name, "")) for name in _DECIDING},
        **source_fields(str(forum.get("source", ""))),
    }


def forum_value(fields: Part, seats: Iterable[Part], before: Part) -> dict[str, Any]:
    """A forum from a form's answers."""
    source = source_value(fields)
    deciding_before = before.get("deciding", {"source": source})
    deciding = {
        # What is as usual need not be said, unless it was said.
        name: "" if fields[name] == USUAL.get(name) and name not in deciding_before else fields[name]
        for name in _DECIDING
    }
    calendar_before = before.get("calendar", {"source": source})
    wanted = {
        "name": name_value(fields),
        "level": fields["level"],
        "seats": seats_value(seats, before.get("seats", {})),
        "chair": fields["chair"],
        "secretary": fields["secretary"],
        "calendar": rhythm.as_calendar(fields, calendar_before),
        "papers": fields["papers"],
        "agenda": fields["agenda"],
        "deciding": merged(deciding_before, deciding),
        "until": fields["until"],
        "source": source,
    }
    return merged(before, wanted)


def seat_fields(seats: Part) -> list[dict[str, Any]]:
    """Each kind of seat as a row."""
    return [
        {
            "key": key,
            "role": seat.get("role", ""),
            "number": seat.get("number"),
            "per_member": bool(seat.get("per_member", False)),
            "rotation": seat.get("rotation", ""),
            **source_fields(str(seat.get("source", ""))),
        }
        for key, seat in seats.items()
    ]


def seats_value(rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back; a row without a key is a new seat, named after its role."""
    seats: dict[str, Any] = {}
    for row in rows:
        key = row["key"] or key_from(row["role"], [*seats, *before])
        was = before.get(key, {})
        wanted = {
            "role": row["role"],
            "number": None if row["per_member"] else row["number"],
            "per_member": True if row["per_member"] else was.get("per_member", ""),
            "rotation": row["rotation"],
            "source": source_value(row),
        }
        if not row["per_member"] and was.get("per_member"):
            wanted["per_member"] = ""
        seats[key] = merged(was, wanted)
    return seats


# --- mandates ---------------------------------------------------------------------------------------------
def mandate_fields(mandate: Part) -> dict[str, Any]:
    """A mandate's answers. Its condition is not asked for."""
    kinds = mandate.get("kinds", [])
    return {
        "who": who_field(mandate.get("who", {})),
        "code": mandate.get("code", ""),
        "all_kinds": kinds == "all",
        "kinds": [] if kinds == "all" else list(kinds),
        "up_to": mandate.get("up_to", ""),
        "scope": mandate.get("scope", ""),
        "covers": list(mandate.get("covers", [])),
        **name_fields(mandate.get("framework", {}), "framework"),
        "delegated_from": mandate.get("delegated_from", ""),
        "valid_from": mandate.get("valid_from", ""),
        "valid_to": mandate.get("valid_to", ""),
        **source_fields(str(mandate.get("source", ""))),
    }


def mandate_value(fields: Part, _rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back."""
    wanted = {
        "who": who_value(fields["who"]),
        "code": fields["code"],
        "kinds": _kinds(fields, before.get("kinds", [])),
        "up_to": fields["up_to"],
        "scope": fields["scope"],
        "covers": in_order(fields["covers"], before.get("covers", [])),
        "framework": name_value(fields, "framework") if fields["framework_da"] else "",
        "delegated_from": fields["delegated_from"],
        "valid_from": fields["valid_from"],
        "valid_to": fields["valid_to"],
        "source": source_value(fields),
    }
    return merged(before, wanted)


def _kinds(fields: Part, before: Any) -> list[str] | str:
    if fields["all_kinds"]:
        return "all"
    return in_order(fields["kinds"], before if isinstance(before, list) else [])


# --- parameters -------------------------------------------------------------------------------------------
def parameter_fields(parameter: Part) -> dict[str, Any]:
    """A parameter's name and unit."""
    return {**name_fields(parameter.get("name", {})), "unit": parameter.get("unit", "")}


def dated_fields(values: Part) -> list[dict[str, Any]]:
    """Its values as rows, the oldest first."""
    return [
        {
            "day": day,
            "value": str(dated.get("value", "")),
            "decided_by": dated.get("decided_by", ""),
            **source_fields(str(dated.get("source", ""))),
        }
        for day, dated in sorted(values.items())
    ]


def parameter_value(fields: Part, rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back: a parameter with its values by day, in the order that they had."""
    was = before.get("values", {})
    rows = list(rows)
    given = {row["day"]: _dated_value(row, was.get(row["day"], {}), fields["unit"]) for row in rows}
    order = [*(day for day in was if day in given), *sorted(day for day in given if day not in was)]
    values = {day: given[day] for day in order}
    return merged(before, {"name": name_value(fields), "unit": fields["unit"], "values": values})


def _dated_value(row: Part, before: Part, unit: str) -> dict[str, Any]:
    value = before.get("value", "")
    if str(value) != row["value"]:  # as it stood, however it was written
        value = number_written(row["value"], unit)
    wanted = {"value": value, "source": source_value(row), "decided_by": row["decided_by"]}
    return merged(before, wanted)


def number_written(text: str, unit: str) -> int | str:
    """A number as people write it, as the language has it; what is none is kept, and refused by the checks.

    >>> number_written("100.000", "dkk"), number_written("2,5", "per_mille"), number_written("2/3", "share")
    (100000, '2.5', '2/3')
    """
    text = text.strip()
    if unit not in ("per_mille", "share") and _THOUSANDS.fullmatch(text):
        text = re.sub(r"[^0-9]", "", text)
    text = text.replace(",", ".")
    return int(text) if _WHOLE.fullmatch(text) else text


# --- routes -----------------------------------------------------------------------------------------------


def step_fields(step: Part) -> dict[str, Any]:
    """A step's answers, without its outcomes."""
    bound = step.get("at_most") or {}
    return {
        **name_fields(step.get("name", {})),
        "do": step.get("do", ""),
        "who": who_field(step.get("who", {})),
        "clock": one_field(step.get("clock", {})),
        "joint": step.get("joint", ""),
        "times": bound.get("times", ""),
        "then": bound.get("then", ""),
        **source_fields(str(step.get("source", ""))),
    }


def outcome_fields(outcomes: Part) -> list[dict[str, Any]]:
    """What can come of a step, as rows. One that leads to several places by condition keeps them."""
    return [
        {
            "outcome": key,
            "to": outcome.get("to", "") if isinstance(outcome.get("to"), str) else "",
            "needs_reason": bool(outcome.get("needs_reason", False)),
            "needs_items": bool(outcome.get("needs_items", False)),
        }
        for key, outcome in outcomes.items()
    ]


def step_value(fields: Part, rows: Iterable[Part], before: Part) -> dict[str, Any]:
    """Back."""
    was, bound = before.get("outcomes", {}), before.get("at_most") or {}
    said = {"times": fields["times"], "then": fields["then"]}
    wanted = {
        "do": fields["do"],
        "name": name_value(fields),
        "who": who_value(fields["who"]),
        "clock": one_value(fields["clock"]),
        "joint": fields["joint"],
        "at_most": merged(bound, said) if fields["times"] or fields["then"] else "",
        "outcomes": {row["outcome"]: _outcome_value(row, was.get(row["outcome"], {})) for row in rows},
        "source": source_value(fields),
    }
    return merged(before, wanted)


def _outcome_value(row: Part, before: Part) -> dict[str, Any]:
    wanted: dict[str, Any] = {"to": row["to"] or before.get("to", "")}
    for name in ("needs_reason", "needs_items"):
        wanted[name] = flag(row, name, before)
    return merged(before, wanted)
