"""The pieces that every picture is written with."""

from xml.etree import ElementTree

from samspil.core.governance.diagram.svg import (
    ACCENT,
    INK,
    Fragment,
    Line,
    element,
    group,
    height_of,
    lettering,
    moved,
    outline,
    rectangle,
)


def test_an_element_has_its_attributes_and_what_it_holds() -> None:
    assert element("g", "<a/>", "<b/>", id="one") == '<g id="one"><a/><b/></g>'
    assert element("line", x1=3, stroke="#000") == '<line x1="3" stroke="#000"/>'


def test_an_attribute_without_a_value_is_left_out_and_one_of_nought_is_not() -> None:
    assert element("rect", rx=None, x=0) == '<rect x="0"/>'


def test_an_attribute_may_have_a_name_that_python_keeps_for_itself() -> None:
    assert element("a", class_="x", _in="y", font_size=3) == '<a class="x" in="y" font-size="3"/>'
    assert element("a", X="y", viewBox="z") == '<a X="y" viewBox="z"/>'


def test_what_is_written_in_an_attribute_is_read_back() -> None:
    said = "A<B & \"C\" > 'D'"
    assert ElementTree.fromstring(element("g", data_label=said)).get("data-label") == said


def test_a_piece_is_moved_as_a_whole() -> None:
    assert moved(Fragment(10, 20, ("<a/>", "<b/>")), 3, 4) == ('<g transform="translate(3 4)"><a/><b/></g>')


def test_parts_are_grouped_under_a_mark() -> None:
    assert group(["<a/>", "<b/>"], data_step="one") == '<g data-step="one"><a/><b/></g>'


def test_a_line_of_text_takes_its_letters_three_units_and_what_is_asked_for_below() -> None:
    assert Line("sag", 14).height == 17
    assert Line("sag", 14, after=4).height == 21
    assert height_of([Line("a", 14), Line("b", 12, after=1)]) == 17 + 16
    assert height_of([]) == 0


def test_a_bold_line_is_wider() -> None:
    assert (Line("sag", 10).width, Line("sag", 10, bold=True).width) == (18, 21)


def test_lines_stand_below_one_another_each_with_its_own_look() -> None:
    first, second = map(
        ElementTree.fromstring,
        lettering([Line("A < B", 14, bold=True, colour=ACCENT, after=4), Line("C & D", 12)], 5, 100),
    )
    assert (first.tag, first.text) == ("text", "A < B")
    assert first.attrib == {"x": "5", "y": "114", "font-size": "14", "font-weight": "bold", "fill": ACCENT}
    assert second.text == "C & D"
    assert second.attrib == {"x": "5", "y": str(100 + 21 + 12), "font-size": "12", "fill": INK}


def test_lines_may_be_centred_and_quotation_marks_stay_as_they_are() -> None:
    (written,) = lettering([Line('"A"')], 5, 0, "middle")
    assert written == f'<text x="5" y="13" font-size="13" fill="{INK}" text-anchor="middle">"A"</text>'


def test_a_rectangle_and_an_outline_stand_where_they_are_put() -> None:
    assert rectangle(1, 2, 3, 4, fill="#fff") == '<rect x="1" y="2" width="3" height="4" fill="#fff"/>'
    assert outline([(1, 2), (3, 4), (5, 6)], fill="#fff") == '<polygon points="1,2 3,4 5,6" fill="#fff"/>'
