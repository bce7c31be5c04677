"""The journal for process mining: what is published about OCEL 2.0 and XES holds for what we write."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from tests.kit.conftest import BY, Two

from samspil.kit.journal import exports
from samspil.kit.journal.exports import Source, ocel, xes
from samspil.kit.journal.recording import Told, record
from samspil.kit.journal.tables import lines
from samspil.kit.tenancy import scope

XES = "{http://www.xes-standard.org/}"

# The structure of the JSON format of OCEL 2.0 as its specification describes it, with nothing else let in.
NAMED = {"name": {"type": "string"}, "type": {"enum": ["string", "time", "integer", "float", "boolean"]}}
TYPES = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["name", "attributes"],
        "additionalProperties": False,
        "properties": {
            "name": {"type": "string"},
            "attributes": {
                "type": "array",
                "items": {"required": ["name", "type"], "additionalProperties": False, "properties": NAMED},
            },
        },
    },
}
RELATIONS = {
    "type": "array",
    "items": {
        "required": ["objectId", "qualifier"],
        "additionalProperties": False,
        "properties": {"objectId": {"type": "string"}, "qualifier": {"type": "string"}},
    },
}


def things(when: str, valued: list[str]) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {"type": "string"},
        "type": {"type": "string"},
        "relationships": RELATIONS,
        "attributes": {"type": "array", "items": {"required": valued, "maxProperties": len(valued)}},
    }
    required = ["id", "type"]
    if when:
        properties[when] = {"type": "string", "format": "date-time"}
        required.append(when)
    item = {"type": "object", "required": required, "additionalProperties": False, "properties": properties}
    return {"type": "array", "items": item}


OCEL = {
    "type": "object",
    "required": ["eventTypes", "objectTypes", "events", "objects"],
    "additionalProperties": False,
    "properties": {
        "eventTypes": TYPES,
        "objectTypes": TYPES,
        "events": things("time", ["name", "value"]),
        "objects": things("", ["name", "time", "value"]),
    },
}
PYTHON = {"string": str, "integer": int, "float": float, "boolean": bool}


@pytest.fixture
def source(two: Two) -> Iterator[Source]:
    """Two matters, told in turn, with facts of every sort."""
    entries = [
        Told(
            "matter.registered", "matter", "m1", {"kind": "purchase", "model": "of Lejre"}, {"title": "Kim"}
        ),
        Told(
            "matter.registered", "matter", "m2", {"kind": "idea", "amount": {"minor": 100, "currency": "DKK"}}
        ),
        Told("matter.decided", "matter", "m1", {"members": ["0165", "0167"], "urgent": True, "step": "x"}),
        Told("matter.decided", "matter", "m2", {"urgent": "perhaps", "share": 0.5, "none": None}),
        Told("meeting.held", "meeting", "x", {"notes": 'a "b" <c> & æ\x00\x0b'}),
    ]
    with scope.within([two.ours.pk]):
        record(two.ours.pk, entries, BY)
        order = "subject_type, subject_id, sequence"
        related = {"members": "member", "model": "model"}
        yield Source("lejre", "Lejre", True, partial(lines, two.ours.pk, order), related)


def as_ocel(source: Source) -> Any:
    return json.loads("".join(ocel(source)))


def as_xes(source: Source) -> ET.Element:
    return ET.fromstring("".join(xes(source)))


def test_ocel_has_the_published_structure(source: Source) -> None:
    jsonschema.validate(as_ocel(source), OCEL)


def test_a_structure_that_is_not_the_published_one_is_refused(source: Source) -> None:
    for spoil in ("events", "objectTypes"):
        log = as_ocel(source)
        log[spoil][0].pop("type" if spoil == "events" else "attributes")
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(log, OCEL)


def test_everything_in_ocel_is_declared_and_every_object_is_there_once(source: Source) -> None:
    log = as_ocel(source)
    ids = [one["id"] for one in log["objects"]]
    assert len(ids) == len(set(ids))
    assert {one["type"] for one in log["objects"]} == {one["name"] for one in log["objectTypes"]}
    assert {one["type"] for one in log["events"]} == {one["name"] for one in log["eventTypes"]}
    assert {r["objectId"] for one in log["events"] for r in one["relationships"]} <= set(ids)
    declared = {
        one["name"]: {said["name"]: said["type"] for said in one["attributes"]} for one in log["eventTypes"]
    }
    for event in log["events"]:
        for said in event["attributes"]:
            assert type(said["value"]) is PYTHON[declared[event["type"]][said["name"]]]


def test_an_event_in_ocel_points_at_all_that_it_is_about(source: Source) -> None:
    decided = as_ocel(source)["events"][1]
    assert decided["type"] == "matter.decided"
    assert datetime.fromisoformat(decided["time"]) == BY.at
    assert {(one["objectId"], one["qualifier"]) for one in decided["relationships"]} == {
        ("matter:m1", "subject"),
        ("actor:a clerk", "actor"),
        ("organisation:lejre", "organisation"),
        ("member:0165", "members"),
        ("member:0167", "members"),
    }


def test_xes_is_well_formed_with_the_standard_extensions(source: Source) -> None:
    log = as_xes(source)
    assert (log.tag, log.get("xes.version")) == (f"{XES}log", "1849-2016")
    known = {(one.get("prefix"), one.get("uri")) for one in log.findall(f"{XES}extension")}
    assert known == set(exports.XES_EXTENSIONS.values())
    tags = {one.tag.removeprefix(XES) for one in log.iter()}
    assert tags <= {
        "log", "extension", "global", "classifier", "trace", "event",
        "string", "date", "int", "float", "boolean",
    }  # fmt: skip


def test_a_trace_is_a_subject_and_its_events_are_in_order(source: Source) -> None:
    traces = as_xes(source).findall(f"{XES}trace")
    told = {
        value(trace, "concept:name"): [value(one, "concept:name") for one in trace.findall(f"{XES}event")]
        for trace in traces
    }
    assert told == {
        "m1": ["matter.registered", "matter.decided"],
        "m2": ["matter.registered", "matter.decided"],
        "x": ["meeting.held"],
    }


def test_every_event_in_xes_has_who_when_and_what(source: Source) -> None:
    for event in as_xes(source).iter(f"{XES}event"):
        assert value(event, "org:resource") == "a clerk"
        assert value(event, "lifecycle:transition") == "complete"
        assert datetime.fromisoformat(value(event, "time:timestamp")) == BY.at


def test_any_sign_in_a_text_leaves_xes_well_formed(source: Source) -> None:
    (held,) = [
        one for one in as_xes(source).iter(f"{XES}event") if value(one, "concept:name") == "meeting.held"
    ]
    assert value(held, "notes") == 'a "b" <c> & æ\ufffd\ufffd'


def test_example_data_says_so_and_no_commitment_is_exported(source: Source) -> None:
    (owner,) = [one for one in as_ocel(source)["objects"] if one["type"] == "organisation"]
    assert {one["name"]: one["value"] for one in owner["attributes"]} == {"name": "Lejre", "example": True}
    assert value(as_xes(source), "example") == "true"
    for text in ("".join(ocel(source)), "".join(xes(source))):
        assert "personal" not in text
        assert "Kim" not in text


def test_an_empty_journal_is_an_empty_log(two: Two) -> None:
    with scope.within([two.ours.pk]):
        empty = Source("lejre", "Lejre", False, partial(lines, two.ours.pk))
        jsonschema.validate(as_ocel(empty), OCEL)
        assert as_ocel(empty)["events"] == []
        assert as_xes(empty).findall(f"{XES}trace") == []


def value(element: ET.Element, key: str) -> str:
    return next(str(one.get("value")) for one in element if one.get("key") == key)
