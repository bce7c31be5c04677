"""A draft is edited as forms; its files stay files that a person could have written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from tests.apps.governance.whole_models import MODELS, every, whole

from samspil import library
from samspil.apps.governance.editing import commitments, conditions, kinds, parts, rhythm, routes
from samspil.apps.governance.editing.overriding import override, with_part
from samspil.apps.governance.editing.writing import GONE, as_plain, rewritten
from samspil.core.governance.document import read


def ordered(value: Any) -> Any:
    """Equal also in the order of keys, which the digest of a model is over."""
    if isinstance(value, dict):
        return [(key, ordered(part)) for key, part in value.items()]
    return [ordered(part) for part in value] if isinstance(value, list) else value


Back = Callable[[Any], Any]

# Each sort of part, read into the answers of its form and written back from them.
BACK: dict[str, Back] = {
    "forums": lambda one: parts.forum_value(parts.forum_fields(one), parts.seat_fields(one["seats"]), one),
    "roles": lambda one: kinds.role_value(kinds.role_fields(one), (), one),
    "kinds": lambda one: kinds.kind_value(kinds.kind_fields(one), (), one),
    "attributes": lambda one: kinds.attribute_value(
        kinds.attribute_fields(one), kinds.choice_fields(one.get("choices", {})), one
    ),
    "mandates": lambda one: parts.mandate_value(parts.mandate_fields(one), (), one),
    "parameters": lambda one: parts.parameter_value(
        parts.parameter_fields(one), parts.dated_fields(one["values"]), one
    ),
    "obligations": lambda one: commitments.obligation_value(commitments.obligation_fields(one), (), one),
    "joint": lambda one: commitments.joint_value(commitments.joint_fields(one), (), one),
    "routes": lambda one: routes.way_value(routes.way_fields(one), (), one),
}


@pytest.mark.parametrize("section", BACK)
def test_every_part_that_ships_comes_back_from_its_form_as_it_was(section: str) -> None:
    found = list(every(section))
    assert found
    assert [name for name, one in found if ordered(BACK[section](one)) != ordered(one)] == []


def test_every_step_its_outcomes_and_its_checklist_come_back_as_they_were() -> None:
    wrong = [
        (name, key)
        for name, route in every("routes")
        for key, step in route["steps"].items()
        if not comes_back(step)
    ]
    assert wrong == []


def comes_back(step: Any) -> bool:
    outcomes, items = step["outcomes"].values(), step.get("items", {}).values()
    rows = parts.outcome_fields(step["outcomes"])
    return (
        ordered(parts.step_value(parts.step_fields(step), rows, step)) == ordered(step)
        and all(ordered(outcome_back(one)) == ordered(one) for one in outcomes)
        and all(ordered(routes.item_value(routes.item_fields(one), (), one)) == ordered(one) for one in items)
    )


def outcome_back(outcome: Any) -> Any:
    return routes.outcome_value(routes.outcome_fields(outcome), routes.branch_fields(outcome["to"]), outcome)


def test_every_condition_that_ships_comes_back_from_its_rows_as_it_was() -> None:
    found = [one for key in MODELS for one in whens(whole(key))]
    assert len(found) > 90
    assert [
        one
        for one in found
        if ordered(conditions.when_of(conditions.rows_of(one) or [], one)) != ordered(one)
    ] == []


def whens(value: Any) -> Iterator[Any]:
    parts_of = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and "when" in value:
        yield value["when"]
    for one in parts_of:
        yield from whens(one)


def test_every_calendar_that_ships_is_told_by_the_form_and_none_as_a_rule() -> None:
    found = list(every("forums"))
    assert [name for name, one in found if rhythm.as_fields(one["calendar"])["rhythm"] == rhythm.OTHER] == []


@pytest.mark.parametrize("key", MODELS)
def test_writing_one_value_of_a_model_leaves_every_other_letter(key: str) -> None:
    text = library.model_files(key)["model.yaml"].decode()
    (line,) = [one for one in text.splitlines() if one.startswith("version: ")]
    assert rewritten(text, ("version",), "9.9") == text.replace(line, "version: 9.9")


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


LISTED = """to:
  # to the top
  - {when: {new: true}, to: high}  # money
  - to: low # the rest
flow: [{when: {area: [a, b]}, to: x}, {to: z}] # one line
"""


def test_a_new_item_of_a_list_leaves_the_others_with_their_comments() -> None:
    wanted = [{"when": {"new": True}, "to": "high"}, {"when": {"big": True}, "to": "mid"}, {"to": "low"}]
    assert rewritten(LISTED, ("to",), wanted) == LISTED.replace(
        "  - to: low", "  - when: {big: true}\n    to: mid\n  - to: low"
    )


def test_an_item_taken_out_of_a_list_leaves_the_others_with_their_comments() -> None:
    without = LISTED.replace("  - {when: {new: true}, to: high}  # money\n", "")
    assert rewritten(LISTED, ("to",), [{"to": "low"}]) == without


def test_an_item_changed_in_a_list_on_one_line_stays_on_it() -> None:
    wanted = [{"when": {"area": ["a", "c"]}, "to": "x"}, {"to": "z"}]
    assert rewritten(LISTED, ("flow",), wanted) == LISTED.replace("[a, b]", "[a, c]")


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
