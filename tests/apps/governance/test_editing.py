"""A draft is edited as forms; its files stay files that a person could have written."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from samspil import library
from samspil.apps.governance.editing import parts, rhythm
from samspil.apps.governance.editing.overriding import override, with_part
from samspil.apps.governance.editing.writing import GONE, as_plain, rewritten
from samspil.core.governance.document import read
from samspil.core.governance.inheritance import gather

MODELS = library.shipped_models()


@cache
def whole(key: str) -> Mapping[str, Any]:
    return gather(key, library.model_files).value


def every(section: str) -> list[Any]:
    return [
        pytest.param(whole(key)[section][part], id=f"{key}-{part}")
        for key in MODELS
        for part in whole(key).get(section, {})
    ]


def ordered(value: Any) -> Any:
    """Equal also in the order of keys, which the digest of a model is over."""
    if isinstance(value, dict):
        return [(key, ordered(part)) for key, part in value.items()]
    return [ordered(part) for part in value] if isinstance(value, list) else value


@pytest.mark.parametrize("forum", every("forums"))
def test_a_forum_comes_back_from_its_form_as_it_was(forum: Mapping[str, Any]) -> None:
    fields, seats = parts.forum_fields(forum), parts.seat_fields(forum["seats"])
    assert ordered(parts.forum_value(fields, seats, forum)) == ordered(forum)


@pytest.mark.parametrize("mandate", every("mandates"))
def test_a_mandate_comes_back_from_its_form_as_it_was(mandate: Mapping[str, Any]) -> None:
    assert ordered(parts.mandate_value(parts.mandate_fields(mandate), mandate)) == ordered(mandate)


@pytest.mark.parametrize("parameter", every("parameters"))
def test_a_parameter_comes_back_from_its_form_as_it_was(parameter: Mapping[str, Any]) -> None:
    fields, rows = parts.parameter_fields(parameter), parts.dated_fields(parameter["values"])
    assert ordered(parts.parameter_value(fields, rows, parameter)) == ordered(parameter)


@pytest.mark.parametrize("route", every("routes"))
def test_every_step_comes_back_from_its_form_as_it_was(route: Mapping[str, Any]) -> None:
    for step in route["steps"].values():
        fields, rows = parts.step_fields(step), parts.outcome_fields(step["outcomes"])
        assert ordered(parts.step_value(fields, rows, step)) == ordered(step)


@pytest.mark.parametrize("forum", every("forums"))
def test_every_calendar_that_ships_is_told_by_the_form_and_none_as_a_rule(forum: Mapping[str, Any]) -> None:
    assert rhythm.as_fields(forum["calendar"])["rhythm"] != rhythm.OTHER


@pytest.mark.parametrize("key", MODELS)
def test_writing_one_value_of_a_model_leaves_all_the_others(key: str) -> None:
    text = library.model_files(key)["model.yaml"].decode()
    changed = rewritten(text, ("version",), "9.9")
    assert read(changed.encode(), "f").value == {**read(text.encode(), "f").value, "version": "9.9"}
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert [line for line in changed.splitlines() if line.lstrip().startswith("#")] == comments


@pytest.mark.parametrize(
    "text",
    ["0165", "2.5", "1/2", "12", "true", "null", "", "a: b", "# no", "æ, ø [å]", " x ", "- y", "'q'", "~"],
)
def test_a_text_stays_that_text_however_yaml_would_read_it(text: str) -> None:
    written = rewritten("kept: 1\n", ("new", "deep"), {"text": text, "listed": [text]})
    assert read(written.encode(), "f").value["new"]["deep"] == {"text": text, "listed": [text]}


@pytest.mark.parametrize("value", [0, 12, True, False, None])
def test_numbers_yes_no_and_nothing_stay_what_they_are(value: object) -> None:
    written = rewritten("", ("a",), value)
    assert read(written.encode(), "f").value == {"a": value}


def test_a_comment_stays_where_its_line_is() -> None:
    text = "# why\nforums:\n  board:\n    level: strategic # as decided\n    chair: a\n"
    assert rewritten(text, ("forums", "board"), {"level": "strategic", "chair": "b"}) == text.replace(
        "chair: a", "chair: b"
    )


def test_what_is_inherited_is_overridden_in_the_draft_and_nothing_more() -> None:
    files = {"own": {"model.yaml": "language: 1\nkey: own\nextends: danish_municipality\n"}}
    board = dict(whole("danish_municipality")["forums"]["executive_board"])
    changed = with_part(
        files, "own", ("forums", "executive_board"), board | {"level": "tactical"}, library.model_files
    )
    own = read(changed["own"]["model.yaml"].encode(), "f").value
    assert own["forums"] == {"executive_board": {"level": "tactical"}}


def test_a_part_changed_back_to_what_is_inherited_is_not_written() -> None:
    files = {
        "own": {
            "model.yaml": "key: own\nextends: danish_municipality\nforums: {council: {level: tactical}}\n"
        }
    }
    council = whole("danish_municipality")["forums"]["council"]
    changed = with_part(files, "own", ("forums", "council"), council, library.model_files)
    assert "forums" not in changed["own"]["model.yaml"]


def test_an_inherited_part_is_taken_away_by_saying_nothing_for_it() -> None:
    assert override({"a": {"b": 1}, "c": 2}, {"a": {}}) == {"a": {"b": None}, "c": None}
    assert override({"a": 1}, GONE) is None
    assert override(GONE, GONE) is GONE


def test_a_forum_every_second_tuesday_at_13_but_not_in_july() -> None:
    asked = {
        "first_day": "2026-01-06",
        "time": "13:00",
        "rhythm": "weekly",
        "every": 2,
        "weekday": "TU",
        "months_off": ["7"],
        "except_days": [],
        "also": [],
        "when_closed": "next",
    }
    assert rhythm.as_calendar(asked, {"source": "assumed"}) == {
        "source": "assumed",
        "starts": "2026-01-06T13:00",
        "rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU",
        "months_off": [7],
        "when_closed": "next",
    }


@pytest.mark.parametrize("rule", ["FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU", "FREQ=YEARLY;BYDAY=1WE", "?"])
def test_a_rule_that_the_form_does_not_ask_for_is_kept_as_it_is(rule: str) -> None:
    fields = rhythm.as_fields({"starts": "2026-01-06T13:00", "rule": rule})
    assert (fields["rhythm"], rhythm.as_rule(fields)) == (rhythm.OTHER, rule)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("100.000", "dkk", 100000),
        ("100 000", "dkk", 100000),
        ("5", "working_days", 5),
        ("2,5", "per_mille", "2.5"),
        ("2.500", "per_mille", "2.500"),
        ("2/3", "share", "2/3"),
        ("many", "count", "many"),
        ("007", "count", "007"),
    ],
)
def test_numbers_are_read_as_people_write_them(text: str, unit: str, value: object) -> None:
    assert parts.number_written(text, unit) == value


def test_a_new_value_of_a_parameter_leaves_the_old_ones_where_they_stand() -> None:
    before = {
        "name": {"da": "a", "en": "b", "nb": "c"},
        "unit": "dkk",
        "values": {"2022-01-01": {"value": 1, "source": "assumed"}},
    }
    new = {
        "day": "2027-01-01",
        "value": "150.000",
        "decided_by": "",
        "source_sort": "decision",
        "source": "direktionen",
    }
    rows = [*parts.dated_fields(before["values"]), new]  # type: ignore[arg-type]
    value = parts.parameter_value(parts.parameter_fields(before), rows, before)
    assert value["values"] == {
        "2022-01-01": {"value": 1, "source": "assumed"},
        "2027-01-01": {"value": 150000, "source": "decision: direktionen"},
    }


def test_what_a_node_says_is_what_the_strict_reader_reads() -> None:
    assert as_plain({"a": ["x", None], "b": "12"}) == {"a": ["x", None], "b": 12}
