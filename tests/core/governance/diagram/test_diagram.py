"""What the picture shows, and that nothing in it sticks out, overlaps or is missing."""

import hashlib
import re
import sys
from collections import Counter
from datetime import date
from itertools import combinations

import pytest
from tests.core.governance.diagram.diagram_world import pictured, shipped
from tests.core.governance.diagram.picture import SVG, Part, holds, parsed, parts, shape_of, text_box
from tests.took import took

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.governance.compiling import branches_of
from samspil.core.governance.diagram import diagram, shapes, svg
from samspil.core.governance.diagram.drawing import packed
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel

LANGUAGES = ("da", "en", "nb")
MODELS = ("pictured", *library.shipped_models())
NEVER_TAKEN = {("look", "council")}  # another branch of the pictured model takes the same matters before
BOXES = ("step", "end", "kinds", "label")


def model_of(key: str) -> GovernanceModel:
    return pictured() if key == "pictured" else shipped(key)


def marked(found: list[Part], mark: str) -> list[Part]:
    return [part for part in found if part.mark == mark]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", MODELS)
def test_every_text_lies_in_its_box_and_no_two_boxes_overlap(key: str, language: str) -> None:
    found = parts(diagram(model_of(key), language))
    boxed = [part for part in found if part.mark in BOXES]
    for part in boxed:
        assert part.shape is not None
        assert part.texts
        assert all(holds(part.shape, text) for text in part.texts), part
    shapes_of = [part.shape for part in boxed if part.shape is not None]
    forums = [text for part in marked(found, "forum") for text in part.texts]
    assert not any(one.overlaps(other) for one, other in combinations([*shapes_of, *forums], 2))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", MODELS)
def test_everything_lies_on_the_sheet(key: str, language: str) -> None:
    written = diagram(model_of(key), language)
    root = parsed(written)
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    assert root.attrib["viewBox"] == f"0 0 {width} {height}"
    for part in parts(written):
        for box in [*part.texts, *([part.shape] if part.shape else [])]:
            assert box.x >= 0
            assert box.x + box.width <= width
            assert box.y >= 0
            assert box.y + box.height <= height
    headings = [text_box(child, 0, 0) for child in root if child.tag == f"{SVG}text"]
    assert all(box.x + box.width <= width for box in headings)


@pytest.mark.parametrize("key", MODELS)
def test_every_step_end_and_way_of_every_route_is_there_once(key: str) -> None:
    model = model_of(key)
    found = parts(diagram(model))
    for route_key, route in model.spec.routes.items():
        here = [part for part in found if part.route == route_key]
        assert Counter(part.value for part in marked(here, "step")) == Counter(list(route.steps))
        ways = {
            (step_key, branch.to)
            for step_key, step in route.steps.items()
            for outcome in step.outcomes.values()
            for branch in branches_of(outcome)
            if branch.to != step_key
        } | {(key, step.at_most.then) for key, step in route.steps.items() if step.at_most}
        ends = {target for _, target in ways} - set(route.steps) | {route.withdraw.to}
        assert Counter(part.value for part in marked(here, "end")) == Counter(ends)
        drawn = [part.value for part in marked(here, "edge")]
        assert len(drawn) == len(set(drawn))
        assert {tuple(one.split(">")[:2]) for one in drawn} == ways - NEVER_TAKEN
        assert sorted(drawn) == sorted(part.value for part in marked(here, "label"))
        assert [part.value for part in marked(here, "start")] == [route.start]
    assert {part.value for part in marked(found, "forum")} == set(model.spec.forums)


@pytest.mark.parametrize("key", MODELS)
def test_three_languages_are_drawn_in_under_half_a_second_each(key: str) -> None:
    model, enough = model_of(key), 10 if "coverage" in sys.modules else 0.5
    for language in LANGUAGES:
        assert took(lambda: diagram(model, language), enough) < enough  # noqa: B023 - asked here and now


def test_the_same_model_gives_the_same_bytes() -> None:
    def digest() -> str:
        return hashlib.sha256(diagram(pictured(), "nb").encode()).hexdigest()

    assert digest() == digest()


def test_one_route_is_drawn_with_its_own_forums_only() -> None:
    found = parts(diagram(pictured(), "en", "plan"))
    assert {part.route for part in found if part.route} == {"plan"}
    assert [part.value for part in marked(found, "forum")] == [
        "council",
        "finance_committee",
        "executive_board",
        "task_group",
    ]
    assert "executive_board" in [
        part.value for part in marked(parts(diagram(pictured(), "en", "joint_consent")), "forum")
    ]
    assert "task_group" not in diagram(pictured(), "en", "joint_consent")


def test_own_routes_come_before_inherited_ones() -> None:
    own = ["plan", "spare"]
    inherited = ["joint_consent", "initiative_change", "way_of_governing", "portfolio_draft"]
    assert re.findall(r'data-route="(\w+)"', diagram(pictured())) == [*own, *inherited]


def test_a_part_without_routes_still_has_its_name() -> None:
    assert "Fælles ord" in diagram(shipped("common"))


def test_names_are_escaped_and_read_back_as_they_were() -> None:
    root = parsed(diagram(pictured(), "en"))
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == "Running & developing <together>"
    assert "Start: Plan for A<B & C" in [text.text for text in root.iter(f"{SVG}text")]


def test_a_screen_reader_gets_a_name_and_the_whole_text() -> None:
    root = parsed(diagram(pictured(), "en", "plan"))
    assert root.attrib["role"] == "img"
    assert root.attrib["lang"] == "en"
    title, description = root[0], root[1]
    assert root.attrib["aria-labelledby"] == title.attrib["id"] == "diagram-pictured-plan-en-title"
    assert root.attrib["aria-describedby"] == description.attrib["id"]
    assert "1. Look at it & say so" in (description.text or "")


def test_two_pictures_on_one_page_have_ids_of_their_own() -> None:
    written = diagram(pictured(), "en") + diagram(pictured(), "en", "plan") + diagram(pictured(), "da")
    ids = re.findall(r' id="([^"]+)"', written)
    assert len(ids) == len(set(ids)) == 6


def test_nothing_needs_a_style_a_script_or_another_file() -> None:
    for element in parsed(diagram(pictured())).iter():
        assert element.tag in {
            f"{SVG}{name}"
            for name in ("svg", "title", "desc", "g", "rect", "polygon", "path", "line", "text")
        }
        assert not {"style", "class", "href", "onclick"} & set(element.attrib)


def test_a_step_shows_its_number_kind_name_who_and_clock() -> None:
    root = parsed(diagram(pictured(), "da", "plan"))
    step = next(one for one in root.iter() if one.get("data-step") == "group")
    assert [text.text for text in step.iter(f"{SVG}text")] == [
        "3 · Beslutning",
        "Gruppen beslutter",
        "Efter tema",
        "Frist: senest 2 møder efter",
    ]


def test_a_step_that_can_stay_where_it_is_says_so_in_its_box() -> None:
    root = parsed(diagram(pictured(), "da", "plan"))
    step = next(one for one in root.iter() if one.get("data-step") == "look")
    said = [text.text for text in step.iter(f"{SVG}text")]
    assert "Svar på 1 punkt" in said
    assert said[-3:] == ["Dokumenter efter", "projektmodellen", "Bliver på trinnet: Udsæt"]


def test_an_arrow_shows_its_outcomes_and_their_condition_once() -> None:
    root = parsed(diagram(pictured(), "en", "plan"))
    label = next(one for one in root.iter() if one.get("data-label") == "group>tell>onward")
    assert [(text.text or "").replace("\u00a0", " ") for text in label.iter(f"{SVG}text")] == [
        "Approve",
        "Approve with",
        "conditions",
        "Needs a new",
        "appropriation: no",
    ]


def test_late_and_returning_lines_are_dashed_and_onward_ones_are_not() -> None:
    dashed = set()
    for key in ("pictured", "jammerbugt_purchase_screening"):
        root = parsed(diagram(model_of(key)))
        for edge in root.iter(f"{SVG}g"):
            if edge.get("data-manner"):
                assert (edge[0].get("stroke-dasharray") is None) == (edge.get("data-manner") == "onward")
                dashed.add(edge.get("data-manner"))
    assert dashed == {"onward", "return", "late"}


def test_more_roles_than_can_be_shown_are_counted() -> None:
    assert "director and 2 more" in " ".join(
        text.text or "" for text in parsed(diagram(pictured(), "en", "plan")).iter(f"{SVG}text")
    )


def test_the_numbers_are_those_of_the_day() -> None:
    assert "for 1 month" in diagram(pictured(), "en", "plan")
    assert "for 7 months" in diagram(pictured(), "en", "plan", on=date(2025, 1, 1))


def test_an_unknown_route_and_an_unknown_language_are_refused() -> None:
    with pytest.raises(ProblemsError) as refused:
        diagram(pictured(), "da", "nowhere")
    (problem,) = refused.value.problems
    assert problem.code == "unknown_route"
    assert problem.args == {"route": "nowhere", "known": ", ".join(pictured().spec.routes)}
    assert problem.place == pictured().place("routes")
    with pytest.raises(ProblemsError) as refused:
        diagram(pictured(), "sv")
    (problem,) = refused.value.problems
    assert problem.code == "unknown_language"
    assert problem.args == {"language": "sv", "known": "da, en, nb"}


def test_a_day_before_the_first_value_is_refused() -> None:
    with pytest.raises(ProblemsError) as refused:
        diagram(pictured(), "da", on=date(2015, 1, 1))
    assert refused.value.problems[0].code == "no_value_on_day"


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("key", MODELS)
def test_letters_and_lines_stand_out_from_what_is_behind_them(key: str) -> None:
    for group in parsed(diagram(model_of(key))).iter(f"{SVG}g"):
        filled = [one.get("fill") for one in group if shape_of(one, 0, 0) and one.get("fill")]
        ground = filled[0] if filled and filled[0] and not group.get("data-manner") else svg.PAPER
        for one in group:
            if one.tag == f"{SVG}text":
                assert contrast(one.attrib["fill"], ground or svg.PAPER) >= 4.5
            if one.get("stroke"):
                assert contrast(one.attrib["stroke"], svg.PAPER) >= 3


def test_every_kind_of_step_and_end_has_a_shape() -> None:
    box = Box(0, 0, 100, 40)
    drawn = {do: "".join(shapes.step_shape(do, box, is_forum=False)) for do in Do}
    assert len(set(drawn.values())) == 5
    assert drawn[Do.DECIDE] == drawn[Do.CONSENT]
    assert len({"".join(shapes.end_shape(result, box)) for result in Result}) == 4


def test_pieces_are_packed_without_overlap_within_the_width() -> None:
    places = packed([(300, 500), (200, 100), (250, 300), (600, 100)], limit=700)
    assert not any(one.overlaps(other) for one, other in combinations(places, 2))
    assert all(place.x + place.width <= 700 for place in places)
    assert [place.y for place in places] == [0, 0, 144, 544]
