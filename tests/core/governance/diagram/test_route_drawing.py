"""One route as it is drawn: what its boxes say and how large they are, reckoned by hand where it is small."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from tests.core.governance.diagram.diagram_world import pictured
from tests.core.governance.diagram.picture import (
    SVG,
    Part,
    holds,
    parsed,
    parts,
    piece,
    said_in,
    texts_of,
)

from samspil.core.governance.diagram.contents import Arrow, Manner, RouteContents, Said, contents_of
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.diagram.route_drawing import draw_route
from samspil.core.governance.diagram.shapes import end_shape, line_colour, step_shape
from samspil.core.governance.diagram.svg import ACCENT, INK, PAPER, QUIET, Fragment

# Eight letters of 64 hundredths: one takes 62 of a label's units, two 127, three 192 and four 258.
WORD = "nnnnnnnn"

Look = tuple[str, str, str, bool]


def route(key: str) -> RouteContents:
    (found,) = contents_of(pictured(), "en", key).routes
    return found


def spare(condition: str = "", **changed: object) -> RouteContents:
    """Told of it, and that is the end: with a condition, or anything else about the route changed."""
    found = route("spare")
    (arrow,) = found.arrows
    arrow = replace(arrow, said=(replace(arrow.said[0], condition=condition),))
    return replace(found, **({"arrows": (arrow,)} | changed))  # type: ignore[arg-type]


def shapes_in(drawn: Fragment) -> dict[tuple[str, str], Box | None]:
    return {(part.mark, part.value): part.shape for part in parts(piece(drawn))}


def marked(drawn: Fragment, mark: str, value: str) -> Part:
    (found,) = [part for part in parts(piece(drawn)) if (part.mark, part.value) == (mark, value)]
    return found


def looks(drawn: Fragment, mark: str, value: str) -> list[Look]:
    """The lines that a box says, each with its size, colour, and whether it is bold."""
    box = next(one for one in parsed(piece(drawn)).iter() if one.get(f"data-{mark}") == value)
    return [
        (
            (one.text or "").replace("\u00a0", " "),
            one.attrib["font-size"],
            one.attrib["fill"],
            one.get("font-weight") == "bold",
        )
        for one in box.iter(f"{SVG}text")
    ]


def test_the_smallest_route_is_drawn_as_reckoned_by_hand() -> None:
    """Below the heading (21 and 12): start, a gap and a bend (40), step, gap, label, gap, end; then notes."""
    drawn = draw_route(route("spare"), "en")
    assert shapes_in(drawn) == {
        ("kinds", "spare"): Box(174, 33, 72, 34),
        ("start", "only"): Box(205, 107 - 8, 10, 8),
        ("step", "only"): Box(103, 107, 214, 83),
        ("label", "only>noted>onward"): Box(174, 107 + 83 + 20, 72, 19),
        ("edge", "only>noted>onward"): Box(205, 249 - 8, 10, 8),
        ("end", "noted"): Box(170, 210 + 19 + 20, 80, 34),
        ("end", "withdrawn"): Box(0, 249 + 34 + 16 + 16 + 4, 116, 34),
    }
    assert (drawn.width, drawn.height) == (420, 319 + 34 + 2)


def test_its_lines_of_text_stand_in_their_boxes_as_reckoned_by_hand() -> None:
    found = parsed(piece(draw_route(route("spare"), "en")))
    step = next(one for one in found.iter(f"{SVG}g") if one.get("data-step"))
    at = [tuple(one.attrib[key] for key in ("x", "y")) for one in step.iter(f"{SVG}text")]
    # Below the start and the bend at 74; the number's line is 16 high, the name's 17.
    assert at == [("12", "95"), ("12", "113"), ("12", "129"), ("12", "145")]
    for mark, y in (("kinds", 9 + 13), ("label", 177 + 2 + 12), ("end", 216 + 9 + 13)):
        box = next(one for one in found.iter(f"{SVG}g") if one.get(f"data-{mark}"))
        (text,) = box.iter(f"{SVG}text")
        assert (text.attrib["x"], text.attrib["y"], text.attrib["text-anchor"]) == ("107", str(y), "middle")


def test_the_heading_stands_above_and_what_holds_on_the_whole_way_below() -> None:
    heading, *_, note, withdrawn = texts_of(draw_route(route("spare"), "en"))
    assert heading.text == "A route without matters"
    assert heading.attrib == {"x": "0", "y": "18", "font-size": "18", "font-weight": "bold", "fill": ACCENT}
    assert note.text == "Can be withdrawn by adviser:"
    assert note.attrib == {"x": "0", "y": str(299 + 13), "font-size": "13", "fill": QUIET}
    assert withdrawn.text == "Withdrawn"
    assert (withdrawn.attrib["x"], withdrawn.attrib["y"]) == ("58", str(319 + 9 + 13))


def test_parking_is_told_before_withdrawing_and_an_end_that_is_drawn_is_named() -> None:
    said = said_in(draw_route(route("plan"), "en"))
    parked, withdrawn = said[-2:]
    assert parked == "Can be parked by the one who brought the matter or adviser, for 1 month at most"
    assert withdrawn == "Can be withdrawn by the one who brought the matter: Lapsed"


def test_each_line_of_notes_is_given_its_room() -> None:
    one = draw_route(route("spare"), "en")
    two = draw_route(spare(park="Can be parked by the adviser"), "en")
    assert two.height == one.height + 16


def test_a_long_heading_takes_two_lines_and_all_else_moves_down() -> None:
    drawn = draw_route(spare(name=" ".join([WORD] * 6)), "en")
    assert said_in(drawn)[:2] == [" ".join([WORD] * 3)] * 2
    assert shapes_in(drawn)["kinds", "spare"] == Box(174, 33 + 21, 72, 34)


def test_headings_and_notes_break_where_their_own_letters_do() -> None:
    """420 units of bold letters of 18 are 2333 hundredths, of plain ones of 13 are 3230."""
    name, park = " ".join(["n" * 10] * 3), " ".join(["n" * 16] * 3)  # 2304 and 3136
    said = said_in(draw_route(spare(name=name, park=park), "en"))
    assert (said[0], said[-3]) == (name, park)


def test_a_drawing_narrower_than_its_heading_stands_in_the_middle_and_a_wide_one_begins_at_the_left() -> None:
    assert draw_route(route("spare"), "en").width == 420
    wide = draw_route(route("plan"), "en")
    assert wide.width > 420
    assert 'transform="translate(0 33)"' in wide.parts[0]


@pytest.mark.parametrize("key", ["plan", "spare", "joint_consent"])
def test_all_of_a_route_lies_within_its_piece(key: str) -> None:
    drawn = draw_route(route(key), "en")
    sheet = Box(0, 0, drawn.width, drawn.height)
    boxes = [part.shape for part in parts(piece(drawn)) if part.shape]
    assert all(holds(sheet, box) for box in boxes)
    below = max(box.y + box.height for box in boxes)
    assert drawn.height >= below


def test_a_step_says_number_name_who_clock_and_what_is_to_be_done_each_in_its_own_look() -> None:
    drawn = draw_route(route("plan"), "en")
    assert looks(drawn, "step", "look") == [
        ("1 · Screening", "12", ACCENT, False),
        ("Look at it & say so", "14", INK, True),
        ("By theme", "13", INK, False),
        ("Deadline: 10 working days", "13", INK, False),
        ("Answers 1 point", "12", QUIET, False),
        ("Documents of the project", "12", QUIET, False),
        ("model", "12", QUIET, False),
        ("Stays at the step: Wait", "12", line_colour(Manner.RETURN), False),
    ]


def test_a_step_is_as_high_as_its_lines_and_as_wide_as_all_steps() -> None:
    drawn = draw_route(route("plan"), "en")
    group = marked(drawn, "step", "group")
    assert group.shape is not None
    assert (group.shape.width, group.shape.height) == (214, 9 + 16 + 17 + 16 + 16 + 9)
    assert {part.shape.width for part in parts(piece(drawn)) if part.mark == "step" and part.shape} == {214}


def test_the_text_of_a_leaning_box_stands_further_in_and_breaks_before_its_side() -> None:
    (stop,) = route("spare").stops
    leaning = next(one for one in route("plan").stops if one.key == "ask")
    for one, inset in ((stop, 12), (replace(leaning, key=stop.key), 22)):
        drawn = draw_route(spare(stops=(replace(one, who=" ".join(["n" * 10] * 6)),)), "en")
        step = marked(drawn, "step", "only")
        assert step.shape is not None
        assert {text.x - step.shape.x for text in step.texts} == {inset}
        assert all(text.x + text.width <= step.shape.x + 214 - inset for text in step.texts)


def test_who_takes_a_step_is_told_in_one_line_as_long_as_there_is_room() -> None:
    """190 units of letters of 13 are 1461 hundredths; between leaning sides 170 are 1307."""
    (stop,) = route("spare").stops
    leaning = next(one for one in route("plan").stops if one.key == "ask")
    for one, who in ((stop, "n" * 22 + "s"), (replace(leaning, key="only"), "n" * 19 + "fc")):
        assert who in said_in(draw_route(spare(stops=(replace(one, who=who),)), "en"))
        assert who + "n" not in said_in(draw_route(spare(stops=(replace(one, who=who + "n"),)), "en"))


def test_steps_and_ends_look_as_what_they_are() -> None:
    found = route("plan")
    drawn = parsed(piece(draw_route(found, "en")))
    anywhere = Box(0, 0, 100, 40)
    shapes = {("step", one.key): step_shape(one.do, anywhere, one.is_forum) for one in found.stops}
    shapes |= {("end", one.key): end_shape(one.result, anywhere) for one in found.finishes}
    for (mark, key), shape in shapes.items():
        group = next(one for one in drawn.iter() if one.get(f"data-{mark}") == key)
        shown = [one for one in group if one.tag != f"{SVG}text"]
        assert [look(one) for one in shown] == [look(ElementTree.fromstring(one)) for one in shape]


def look(one: ElementTree.Element) -> tuple[str, ...]:
    """Its sort and its paint, wherever it is."""
    paint = ("fill", "stroke", "stroke-width", "stroke-dasharray")
    return (one.tag.removeprefix(SVG), *(one.get(key, "") for key in paint))


def test_outcomes_that_stay_at_the_step_are_told_in_one_line() -> None:
    stays = Arrow("only", "only", Manner.RETURN, tuple(Said(key, key, "", ()) for key in ("One", "Two")))
    drawn = draw_route(spare(arrows=(*spare().arrows, stays)), "en")
    assert looks(drawn, "step", "only")[-1][0] == "Stays at the step: One, Two"


def test_a_way_that_stays_is_no_arrow() -> None:
    marks = shapes_in(draw_route(route("plan"), "en"))
    assert not any(value.startswith("look>look") for _, value in marks)


def test_the_start_says_what_is_brought_and_by_whom() -> None:
    drawn = draw_route(route("plan"), "en")
    assert looks(drawn, "kinds", "plan") == [
        ("Start: Plan for A<B & C", "13", PAPER, True),
        ("Brought by adviser, lawyer,", "12", PAPER, False),
        ("director and 2 more", "12", PAPER, False),
    ]
    assert looks(draw_route(route("spare"), "en"), "kinds", "spare") == [("Start", "13", PAPER, True)]


@pytest.mark.parametrize(
    ("roles", "said"),
    [
        ("a", "Brought by a"),
        ("a b c d", "Brought by a, b, c or d"),
        ("a b c d e", "Brought by a, b, c and 2 more"),
        ("a b c d e f", "Brought by a, b, c and 3 more"),
    ],
)
def test_four_who_may_bring_are_named_and_of_more_the_first_three(roles: str, said: str) -> None:
    drawn = draw_route(spare(kinds=("Wish",), brought_by=tuple(roles.split())), "en")
    assert [text for text, *_ in looks(drawn, "kinds", "spare")] == ["Start: Wish", said]


def test_several_kinds_are_parted_by_commas() -> None:
    drawn = draw_route(spare(kinds=("Wish", "Idea"), brought_by=("a",)), "en")
    assert looks(drawn, "kinds", "spare")[0][0] == "Start: Wish, Idea"


# In bold a word takes 592 hundredths and the space 42; "Start:" takes 385 with its space. So 188 of a start's
# units hold one word and then two a line, 268 two and then three, 368 three and then four.
@pytest.mark.parametrize(
    ("words", "width"), [(5, 160 + 32), (6, 242 + 32), (8, 242 + 32), (9, 325 + 33), (11, 325 + 33)]
)
def test_a_start_is_as_narrow_as_shows_all_of_it_in_three_lines(words: int, width: int) -> None:
    drawn = draw_route(spare(kinds=(" ".join([WORD] * words),), brought_by=("a",)), "en")
    start = marked(drawn, "kinds", "spare").shape
    assert start is not None
    assert (start.width, start.height) == (width, 3 * 16 + 15 + 18)


def test_a_start_is_filled_to_its_last_unit() -> None:
    """The narrowest has room for 188 units: of bold letters of 13, 1446 hundredths; this takes 1441."""
    first = "n" * 12 + "...."
    drawn = draw_route(spare(kinds=(f"{first} {'n' * 12} {'n' * 12}",), brought_by=("a",)), "en")
    said = [text for text, *_ in looks(drawn, "kinds", "spare")]
    assert said[:3] == [f"Start: {first}", "n" * 12, "n" * 12]
    start = marked(drawn, "kinds", "spare").shape
    assert start is not None
    assert start.width == 188 + 32


def test_what_fits_in_no_start_is_cut_off_in_the_widest() -> None:
    drawn = draw_route(spare(kinds=(" ".join([WORD] * 12),), brought_by=("a",)), "en")
    first, _, third, _ = (text for text, *_ in looks(drawn, "kinds", "spare"))
    assert first == f"Start: {WORD} {WORD} {WORD}"
    assert third.endswith("…")


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [(1, 72, 2), (2, 134, 2), (8, 134, 5), (9, 198, 4), (12, 198, 5), (16, 264, 5), (20, 264, 6)],
)
def test_an_arrow_s_label_is_as_narrow_as_five_lines_allow(words: int, width: int, lines: int) -> None:
    label = marked(draw_route(spare(" ".join([WORD] * words)), "en"), "label", "only>noted>onward")
    assert label.shape is not None
    assert (label.shape.width, len(label.texts)) == (width, lines)
    assert label.shape.height == 15 * lines + 4


def test_a_label_is_as_wide_as_its_widest_line_and_an_even_number() -> None:
    for letters, width in ((9, 70 + 6), (10, 77 + 6 + 1)):
        label = marked(draw_route(spare("n" * letters), "en"), "label", "only>noted>onward").shape
        assert label is not None
        assert label.width == width


def test_a_condition_of_more_than_eight_lines_is_cut_off() -> None:
    said = looks(draw_route(spare(" ".join([WORD] * 32)), "en"), "label", "only>noted>onward")
    assert (len(said), said[-1][0]) == (9, " ".join([WORD] * 4))
    said = looks(draw_route(spare(" ".join([WORD] * 33)), "en"), "label", "only>noted>onward")
    assert len(said) == 9
    assert said[-1][0].endswith("…")


def outcomes(*said: tuple[str, str]) -> tuple[Arrow, ...]:
    return (Arrow("only", "noted", Manner.LATE, tuple(Said(name, name, when, ()) for name, when in said)),)


def test_each_outcome_stands_over_its_condition_and_one_that_they_share_stands_once() -> None:
    colour = line_colour(Manner.LATE)
    apart = draw_route(spare(arrows=outcomes(("One", "x"), ("Two", "y"), ("Three", "y"))), "en")
    assert looks(apart, "label", "only>noted>late") == [
        ("One", "12", colour, True),
        ("x", "12", INK, False),
        ("Two", "12", colour, True),
        ("Three", "12", colour, True),
        ("y", "12", INK, False),
    ]


def test_an_arrow_is_marked_with_where_it_leads_and_how() -> None:
    drawn = draw_route(spare(arrows=outcomes(("One", ""))), "en")
    edge = next(one for one in parsed(piece(drawn)).iter() if one.get("data-edge"))
    assert (edge.get("data-edge"), edge.get("data-manner")) == ("only>noted>late", "late")
    assert edge[0].attrib["stroke"] == line_colour(Manner.LATE)
    start = next(one for one in parsed(piece(drawn)).iter() if one.get("data-start"))
    assert (start.get("data-start"), start[0].attrib["stroke"]) == ("only", line_colour(Manner.ONWARD))
    label = next(one for one in parsed(piece(drawn)).iter() if one.get("data-label"))
    assert label[0].attrib["fill"] == PAPER


def test_an_end_says_what_its_name_does_not_and_is_as_wide_as_that() -> None:
    found = spare()
    ends = tuple(replace(end, meaning="of no use") if end.key == "noted" else end for end in found.finishes)
    drawn = draw_route(spare(finishes=ends), "en")
    assert looks(drawn, "end", "noted") == [("Noted", "13", INK, True), ("(of no use)", "12", INK, False)]
    end = marked(drawn, "end", "noted")
    assert end.shape is not None
    assert end.shape.height == 16 + 15 + 18
    assert end.shape.width - max(text.width for text in end.texts) in (32, 33)


def test_a_long_name_of_an_end_breaks_at_its_width() -> None:
    found = spare()
    ends = tuple(
        replace(end, name=" ".join([WORD] * 3), meaning=" ".join([WORD] * 3)) if end.key == "noted" else end
        for end in found.finishes
    )
    said = [text for text, *_ in looks(draw_route(spare(finishes=ends), "en"), "end", "noted")]
    # 158 units: one bold word of 78 and not two, two plain ones of 127 and not three.
    assert said == [WORD, WORD, WORD, f"({WORD} {WORD}", f"{WORD})"]


def test_an_end_is_filled_to_its_last_unit() -> None:
    """158 units of bold letters of 13 are 1215 hundredths, of plain ones of 12 are 1316."""
    for name, meaning, lines in (("n" * 15 + "tt", "n" * 18 + "tt", 2), ("n" * 15 + "tt", "n" * 20, 3)):
        ends = tuple(
            replace(end, name=name, meaning=meaning) if end.key == "noted" else end
            for end in spare().finishes
        )
        assert len(looks(draw_route(spare(finishes=ends), "en"), "end", "noted")) == lines


def test_lines_are_drawn_first_so_that_boxes_and_labels_stand_on_them() -> None:
    order = [part.mark for part in parts(piece(draw_route(route("plan"), "en")))]
    last = {mark: max(at for at, one in enumerate(order) if one == mark) for mark in set(order)}
    first = {mark: order.index(mark) for mark in set(order)}
    assert max(last["start"], last["edge"]) < first["label"]
    assert last["label"] < min(first["kinds"], first["step"], first["end"])
