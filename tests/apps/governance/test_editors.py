"""Every part of a model is asked for by a form, and comes back as it was. No database is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from django.http import QueryDict
from tests.apps.governance.whole_models import whole

from samspil.apps.governance.editing.addresses import ALL, CHAIRING, CONDITIONS, LISTS, MEMBERS, address_of
from samspil.apps.governance.forms.model_choices import Choices
from samspil.apps.governance.forms.model_conditions import as_typed
from samspil.apps.governance.forms.model_matters import NATURES
from samspil.apps.governance.views.governance_model.conditions_told import condition_told
from samspil.apps.governance.views.governance_model.editors import Editor
from samspil.core.governance.document import Path
from samspil.core.governance.language.routes import Nature
from samspil.wording.words import Words

DANISH = Words("da")
# Between them they have every sort of part that the models that ship have.
MODELS = ("jammerbugt_purchase_screening", "storkoebenhavn_association", "herning_project_model")


def editor(section: str, key: str, model: Mapping[str, Any], data: QueryDict | None = None) -> Editor:
    return Editor(section, key, model, Choices(model, DANISH), data)


def paths(value: object, path: Path = ()) -> Iterator[Path]:
    yield path
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield from paths(part, (*path, key))


def every_editor(key: str) -> Iterator[Editor]:
    model = whole(key)
    found = {there for path in paths(model) if (there := address_of(path))}
    for there in found:
        one = editor(there.section, there.key, model)
        if one.exists:
            yield one


def sent(one: Editor, **said: Any) -> QueryDict:
    """What a browser would send of an editor's form as it stands."""
    data = QueryDict(mutable=True)
    asked = [one.form, *([one.rows.management_form, *one.rows.forms] if one.rows is not None else [])]
    for form in asked:
        for field in form:
            value = field.value()
            if isinstance(value, list):
                data.setlist(field.html_name, value)
            elif value is not None and value is not False and value != "":
                data[field.html_name] = str(value)
    for name, value in said.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def after(section: str, key: str, model: Mapping[str, Any], **said: Any) -> Any:
    """What a part would be when these answers are given and the others stay."""
    one = editor(section, key, model)
    answered = editor(section, key, model, sent(one, **said))
    assert answered.is_valid(), (answered.form.errors, answered.rows and answered.rows.errors)
    ((_path, wanted),) = answered.changes()
    return wanted


@pytest.mark.parametrize("key", MODELS)
def test_every_part_of_a_model_sent_as_it_came_stays_as_it_was(key: str) -> None:
    sections = set()
    for one in every_editor(key):
        assert one.can_be_asked, (one.section, one.key)
        stands = one.whole[one.section] if one.section in LISTS else one.before
        assert after(one.section, one.key, one.whole) == stands, (one.section, one.key)
        sections.add(one.section)
    assert sections >= {"forums", "roles", "kinds", "attributes", "mandates", "routes", "ways", "outcomes"}
    assert CONDITIONS in sections


@pytest.mark.parametrize("key", MODELS)
def test_every_part_has_a_name_that_is_no_key(key: str) -> None:
    for one in every_editor(key):
        assert one.name, one.key
        assert "_" not in one.name, (one.section, one.name)


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("forums", "nothing"),
        ("kinds", "purchase_request.more"),
        ("routes", "x.new"),
        ("routes", "purchase"),
        ("outcomes", "purchase.screen.new"),
        ("outcomes", "purchase.screen.nothing"),
        ("items", "purchase.nothing.new"),
        ("conditions", "mandates.new"),
        ("conditions", "mandates.nothing"),
        ("conditions", "kinds.purchase_request"),
        ("conditions", "routes.purchase.screen.outcomes.recommend.2"),
        ("conditions", "routes.purchase.screen.outcomes.late.0"),
        ("conditions", "routes.purchase.screen.outcomes.recommend.x"),
        ("chairing", "new"),
        ("chairing", "nothing"),
        ("members", "all"),
        ("members", "new"),
        ("secretariat", "all"),
    ],
)
def test_what_is_not_in_the_draft_has_no_editor(section: str, key: str) -> None:
    assert not editor(section, key, whole("jammerbugt_purchase_screening")).exists


def test_a_new_kind_is_asked_who_brings_it_and_which_way_it_goes() -> None:
    model = whole("jammerbugt_purchase_screening")
    said = {
        "name_da": "Digital idé",
        "route": "purchase",
        "brought_by": ["employee"],
        "attributes": ["amount"],
    }
    assert after("kinds", "new", model, **said) == {
        "name": {"da": "Digital idé", "en": "Digital idé", "nb": "Digital idé"},
        "route": "purchase",
        "brought_by": ["employee"],
        "attributes": ["amount"],
        "source": "assumed",
    }


def test_a_kind_says_what_it_is_and_one_chooses_among_the_natures_there_are() -> None:
    model = whole("jammerbugt_purchase_screening")
    said = {"name_da": "Ændring", "route": "purchase", "brought_by": ["employee"], "nature": "change"}
    assert after("kinds", "new", model, **said)["nature"] == "change"
    assert [key for key, _name in NATURES] == ["", *(one.value for one in Nature)]


def test_a_kind_of_which_nothing_is_asked_says_so() -> None:
    said = {"name_da": "Nyt", "route": "purchase", "brought_by": ["employee"]}
    assert after("kinds", "new", whole("jammerbugt_purchase_screening"), **said)["attributes"] == []


def test_a_new_choice_gets_a_key_for_each_of_its_values() -> None:
    said = {
        "name_da": "Fagområde",
        "type": "choice",
        "rows-0-name_da": "Ældre",
        "rows-0-role": "employee",
        "rows-1-name_da": "Børn",
    }
    assert after("attributes", "new", whole("jammerbugt_purchase_screening"), **said) == {
        "name": {"da": "Fagområde", "en": "Fagområde", "nb": "Fagområde"},
        "type": "choice",
        "choices": {
            "aeldre": {"name": {"da": "Ældre", "en": "Ældre", "nb": "Ældre"}, "role": "employee"},
            "boern": {"name": {"da": "Børn", "en": "Børn", "nb": "Børn"}},
        },
    }


def test_what_is_no_choice_has_no_values() -> None:
    model = whole("storkoebenhavn_association")
    assert set(after("attributes", "shared_model", model, type="yes_no")) == {"name", "type"}


def test_an_obligation_is_owed_after_a_time_and_again() -> None:
    model = whole("storkoebenhavn_association")
    rule = after("obligations", "adoption_plan", model, every="months report_months", times="report_times")
    assert rule["every"] == {"months": "report_months"}
    assert rule["times"] == "report_times"


def test_a_joint_rule_without_terms_of_joining_late_has_no_joining_late() -> None:
    model = whole("storkoebenhavn_association")
    nothing = {"late_da": "", "late_en": "", "late_nb": "", "within": ""}
    assert "late_joining" not in after("joint", "joint_implementation", model, **nothing)


def test_terms_in_norwegian_alone_are_not_lost_in_silence() -> None:
    model = whole("storkoebenhavn_association")
    one = editor("joint", "joint_implementation", model)
    answered = editor("joint", "joint_implementation", model, sent(one, late_da=""))
    assert not answered.is_valid()
    assert "late_da" in answered.form.errors


def test_a_new_route_begins_as_a_copy_and_leaves_the_other_as_it_is() -> None:
    model = whole("jammerbugt_purchase_screening")
    new = after("ways", "new", model, name_da="Vejen for idéer", like="purchase")
    assert new["name"]["da"] == "Vejen for idéer"
    assert {name: part for name, part in new.items() if name not in ("name", "source")} == {
        name: part for name, part in model["routes"]["purchase"].items() if name not in ("name", "source")
    }
    assert new["steps"] is not model["routes"]["purchase"]["steps"]


def test_a_new_place_that_an_outcome_leads_to_comes_before_the_others_otherwise() -> None:
    model = whole("jammerbugt_purchase_screening")
    wanted = after("outcomes", "purchase.screen.recommend", model, **{"rows-1-to": "council"})
    assert wanted["to"] == [
        {"when": {"new_appropriation": True}, "to": "finance_committee"},
        {"to": "council"},
        {"to": "head"},
    ]


def test_an_outcome_that_led_one_way_can_lead_another_under_a_condition() -> None:
    model = whole("jammerbugt_purchase_screening")
    wanted = after("outcomes", "purchase.screen.late", model, **{"rows-0-to": "council"})
    assert wanted["to"] == [{"to": "council"}, {"to": "head"}]


def test_a_place_taken_away_leaves_where_it_leads_otherwise() -> None:
    model = whole("jammerbugt_purchase_screening")
    assert after("outcomes", "purchase.screen.recommend", model, **{"rows-0-DELETE": "on"})["to"] == "head"


# --- seats that rotate, members and their turns -----------------------------------------------------------
TOGETHER = "storkoebenhavn_association"


def test_a_seat_goes_to_another_after_so_many_months_or_stays() -> None:
    committee = whole("rudersdal_committee")
    key = next(one for one, forum in committee["forums"].items() if "area_head" in forum["seats"])
    number = [*committee["forums"][key]["seats"]].index("area_head")
    stays = after("forums", key, committee, **{f"rows-{number}-rotation": ""})["seats"]
    assert "rotation" not in stays["area_head"]
    assert stays["director"]["rotation"] == "rotation_months"
    board = whole(TOGETHER)
    months = next(one for one, spec in board["parameters"].items() if spec["unit"] == "months")
    rotates = after("forums", "board", board, **{"rows-0-rotation": months})["seats"]["director"]
    assert rotates == board["forums"]["board"]["seats"]["director"] | {"rotation": months}


def test_the_next_member_s_turn_to_chair_is_written_after_the_first() -> None:
    model = whole(TOGETHER)
    turn = {
        "rows-1-municipality": "0167",
        "rows-1-since": "2026-03-01",
        "rows-1-source_sort": "decision",
        "rows-1-source": "bestyrelsen, punkt 3",
    }
    board = after(CHAIRING, "board", model, **turn)
    first = model["forums"]["board"]["chaired_by"]
    assert [one["municipality"] for one in first] == ["0169"]
    new = {"municipality": "0167", "since": "2026-03-01", "source": "decision: bestyrelsen, punkt 3"}
    assert board == model["forums"]["board"] | {"chaired_by": [*first, new]}


def test_a_forum_in_which_nobody_takes_turns_says_nothing_of_turns() -> None:
    board = after(CHAIRING, "board", whole(TOGETHER), **{"rows-0-DELETE": "on"})
    assert "chaired_by" not in board
    assert board["seats"] == whole(TOGETHER)["forums"]["board"]["seats"]


def test_only_municipalities_on_the_list_of_members_can_have_a_turn() -> None:
    model = whole(TOGETHER)
    copenhagen = {"rows-1-municipality": "0101", "rows-1-since": "2026-03-01"}
    one = editor(CHAIRING, "board", model)
    assert not editor(CHAIRING, "board", model, sent(one, **copenhagen)).is_valid()
    more = {"members": [*model["members"], {"municipality": "0101", "joined": "2026-01-01", "source": "x"}]}
    assert (
        after(CHAIRING, "board", {**model, **more}, **copenhagen)["chaired_by"][1]["municipality"] == "0101"
    )


def test_a_member_joins_and_another_leaves() -> None:
    model = whole(TOGETHER)
    new = len(model["members"])
    said = {
        "rows-0-left": "2027-01-01",
        f"rows-{new}-municipality": "0101",
        f"rows-{new}-joined": "2026-05-01",
    }
    members = after(MEMBERS, ALL, model, **said)
    assert members[0] == model["members"][0] | {"left": "2027-01-01"}
    assert members[1:-1] == model["members"][1:]
    assert members[-1] == {"municipality": "0101", "joined": "2026-05-01", "source": "assumed"}


@pytest.mark.parametrize("said", ["x", ["x"], [{"municipality": "0165", "joined": "2016-03-01", "more": 1}]])
def test_a_list_of_members_that_the_form_cannot_show_is_kept(said: object) -> None:
    one = editor(MEMBERS, ALL, {**whole(TOGETHER), "members": said})
    assert one.exists
    assert not one.can_be_asked
    assert one.name


# --- conditions -------------------------------------------------------------------------------------------
RECOMMENDS = "mandates.group_recommends"


def test_one_more_test_is_asked_for_without_losing_what_was_typed() -> None:
    model = whole("jammerbugt_purchase_screening")
    one = editor(CONDITIONS, RECOMMENDS, model)
    typed = {"rows-1-answer": "no", "add_joined": "and", "add_attribute": "personal_data"}
    rows = as_typed(sent(one, **typed))
    assert [row["attribute"] for row in rows] == ["amount", "new_appropriation", "personal_data"]
    assert rows[1]["answer"] == "no"
    shown = Editor(CONDITIONS, RECOMMENDS, model, Choices(model, DANISH), None, tuple(rows))
    assert shown.rows is not None
    assert [list(form.fields)[2:-1] for form in shown.rows.forms] == [
        ["comparison", "parameter"],
        ["answer"],
        ["answer"],
    ]
    assert [form.fields["joined"].widget.attrs.get("autofocus") for form in shown.rows.forms] == [
        None,
        None,
        True,
    ]


def test_a_condition_is_kept_in_the_mandate_that_has_it() -> None:
    model = whole("jammerbugt_purchase_screening")
    more = {
        "rows-TOTAL_FORMS": "3",
        "rows-2-joined": "and",
        "rows-2-attribute": "personal_data",
        "rows-2-answer": "yes",
    }
    wanted = after(CONDITIONS, RECOMMENDS, model, **more)
    assert wanted["when"] == [
        {"amount": {"over": "screening_limit"}},
        {"new_appropriation": True, "personal_data": True},
    ]
    assert wanted["who"] == {"role": "it_expert"}


def test_a_condition_of_which_all_tests_are_taken_out_is_none() -> None:
    model = whole("jammerbugt_purchase_screening")
    assert "when" not in after(CONDITIONS, RECOMMENDS, model, **{"rows-0-DELETE": "1", "rows-1-DELETE": "1"})


def test_the_same_is_not_asked_twice_where_all_must_hold() -> None:
    model = whole("jammerbugt_purchase_screening")
    more = {
        "rows-TOTAL_FORMS": "3",
        "rows-2-joined": "and",
        "rows-2-attribute": "new_appropriation",
        "rows-2-answer": "no",
    }
    one = editor(CONDITIONS, RECOMMENDS, model)
    assert not editor(CONDITIONS, RECOMMENDS, model, sent(one, **more)).is_valid()


def test_a_condition_of_one_of_the_places_an_outcome_leads_to_is_changed_there() -> None:
    model = whole("jammerbugt_purchase_screening")
    key = "routes.purchase.screen.outcomes.recommend.0"
    wanted = after(CONDITIONS, key, model, **{"rows-0-answer": "no"})
    assert wanted["to"] == [{"when": {"new_appropriation": False}, "to": "finance_committee"}, {"to": "head"}]


@pytest.mark.parametrize(
    "when",
    [
        {"amount": {"about": "screening_limit"}},
        {"amount": {}},
        {"nothing_known": True},
        {"new_appropriation": ["yes"]},
        {"amount": True},
        [],
        [{}],
        "amount",
        {"amount": {"over": {"deep": 1}}},
    ],
)
def test_a_condition_that_rows_cannot_say_is_not_asked_for(when: object) -> None:
    model = dict(whole("jammerbugt_purchase_screening"))
    mandate = {**model["mandates"]["group_recommends"], "when": when}
    model["mandates"] = {**model["mandates"], "group_recommends": mandate}
    one = editor(CONDITIONS, RECOMMENDS, model)
    assert one.can_be_asked is (when == [])
    condition_told(when, one.choices)


def test_a_condition_is_told_by_names_and_numbers_and_not_by_keys() -> None:
    model = whole("jammerbugt_purchase_screening")
    when = model["mandates"]["group_recommends"]["when"]
    told = condition_told(when, Choices(model, DANISH))
    assert told.startswith("Beløb for kommunen: ")
    assert "100.000 kr." in told
    assert "Kræver ny bevilling: ja" in told


@pytest.mark.parametrize("wrong", ["x", 1, True, [], ["x"], {"deep": {"er": 1}}])
@pytest.mark.parametrize(
    ("section", "key", "inside"),
    [
        ("forums", "council", ("forums", "council", "seats")),
        ("mandates", "group_screens", ("mandates", "group_screens", "who")),
        ("kinds", "purchase_request", ("kinds", "purchase_request", "name")),
        ("attributes", "amount", ("attributes", "amount", "choices")),
        ("routes", "purchase.screen", ("routes", "purchase", "steps", "screen", "outcomes")),
        (
            "outcomes",
            "purchase.screen.late",
            ("routes", "purchase", "steps", "screen", "outcomes", "late", "to"),
        ),
        ("ways", "purchase", ("routes", "purchase", "withdraw")),
    ],
)
def test_a_part_that_a_form_would_lose_something_of_is_not_asked_for(
    section: str, key: str, inside: Path, wrong: object
) -> None:
    model: Any = put(whole("jammerbugt_purchase_screening"), inside, wrong)
    one = editor(section, key, model)
    assert one.form.fields is not None
    assert one.rows is None or one.rows.forms
    assert one.name
    assert not one.can_be_asked or inside[-1] == "to" or not wrong or isinstance(wrong, dict)


def put(value: Any, path: Path, wanted: object) -> Any:
    return wanted if not path else {**value, path[0]: put(value.get(path[0], {}), path[1:], wanted)}
