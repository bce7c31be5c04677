"""What stands beside or below the routes: forums, roles, and what shapes and lines mean."""

from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.governance.diagram.diagram_world import pictured, shipped
from tests.core.governance.diagram.picture import SVG, parsed, piece, said_in, texts_of

from samspil.core.governance.diagram.contents import Contents, ForumContents, Manner, contents_of
from samspil.core.governance.diagram.panels import APART, WIDTH, _flowed, in_columns, in_width, panel_pieces
from samspil.core.governance.diagram.placing import Box
from samspil.core.governance.diagram.shapes import arrow, end_shape, step_shape
from samspil.core.governance.diagram.svg import ACCENT, INK, QUIET, Fragment
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import Do

SAMPLE = Box(2, 3, 44, 20)


def contents(route: str) -> Contents:
    return contents_of(pictured(), "en", route)


def pieces(*heights: int) -> list[Fragment]:
    return [Fragment(WIDTH, height, (f"<p{height}/>",)) for height in heights]


def places(laid: Fragment) -> list[str]:
    return [ElementTree.fromstring(part).attrib["transform"] for part in laid.parts]


def test_as_many_columns_as_there_is_room_for_and_at_least_one() -> None:
    assert [in_width(width) for width in (1, WIDTH, 2 * WIDTH + APART - 1, 2 * WIDTH + APART)] == [1, 1, 1, 2]


def test_pieces_of_one_height_are_shared_evenly() -> None:
    laid = in_columns(pieces(10, 10, 10, 10), 2)
    assert places(laid) == ["translate(0 0)", "translate(0 18)", "translate(326 0)", "translate(326 18)"]
    assert (laid.width, laid.height) == (2 * 290 + 36, 36)


def test_columns_are_made_longer_until_there_are_few_enough() -> None:
    laid = in_columns(pieces(30, 10, 30), 2)
    assert places(laid) == ["translate(0 0)", "translate(0 38)", "translate(326 0)"]
    assert (laid.width, laid.height) == (616, 56)


def test_the_longest_column_says_how_high_they_are_wherever_it_stands() -> None:
    assert in_columns(pieces(10, 40), 2).height == 48
    assert in_columns(pieces(40, 10), 2).height == 48


def test_a_piece_higher_than_its_share_begins_no_second_column_before_it() -> None:
    laid = in_columns(pieces(100), 3)
    assert places(laid) == ["translate(0 0)"]
    assert (laid.width, laid.height) == (290, 108)


def test_where_there_are_none_nothing_stands_there() -> None:
    assert in_columns([], 1) == Fragment(290, 0, ())


@pytest.mark.parametrize(("height", "columns"), [(28, [2, 1, 2]), (27, [1, 1, 1, 1, 1])])
def test_a_column_takes_what_has_room_with_eight_between(height: int, columns: list[int]) -> None:
    """Two of ten take 28, the last of a column needs no room below it, and what is too high stands alone."""
    assert [len(column) for column in _flowed(pieces(10, 10, 28, 10, 10), height)] == columns


@given(st.lists(st.integers(10, 60), min_size=1, max_size=7), st.integers(1, 4))
def test_no_other_way_to_part_the_pieces_is_lower(heights: list[int], columns: int) -> None:
    """Every way to begin new columns between them, in their order; below each piece are eight."""
    cuts = (cut for most in range(columns) for cut in combinations(range(1, len(heights)), most))
    ways = [pairwise([0, *cut, len(heights)]) for cut in cuts]
    lowest = min(max(sum(heights[one:end]) + 8 * (end - one) for one, end in way) for way in ways)
    assert in_columns(pieces(*heights), columns).height == lowest


def test_pieces_keep_what_is_in_them() -> None:
    assert in_columns(pieces(10), 1).parts == ('<g transform="translate(0 0)"><p10/></g>',)


def test_roles_and_meanings_stand_in_reading_order_each_under_its_heading() -> None:
    found = panel_pieces(contents("spare"), "en")
    assert [said_in(one) for one in found] == [
        ["Roles on the way", "Adviser"],
        ["Legend", "Is told"],
        ["Onward"],
        ["End: noted"],
        ["End: withdrawn or lapsed"],
    ]
    # A heading of 16 has 3 below it and 6 on both sides; a line of 13 takes 16, a sample 22.
    assert [(one.width, one.height) for one in found] == [(290, 47), (290, 53), *[(290, 22)] * 3]


def test_everything_that_the_picture_shows_is_explained_and_nothing_else() -> None:
    """A matter that is sent back to where it is has no line; the step says it in words."""
    said = [said_in(one)[-1] for one in panel_pieces(contents("plan"), "en")]
    first = said.index("Decides the matter")
    assert said[first:] == [
        *("Decides the matter", "Works on the matter", "Gives information", "Is told", "Follows up"),
        *("Tinted: a forum that meets", "Onward", "Time or tries used up"),
        *("End: approved", "End: rejected", "End: withdrawn or lapsed"),
    ]


@pytest.mark.parametrize(
    ("word", "sample"),
    [
        ("Decides the matter", step_shape(Do.DECIDE, SAMPLE, is_forum=False)),
        ("Works on the matter", step_shape(Do.SCREEN, SAMPLE, is_forum=False)),
        ("Gives information", step_shape(Do.SUPPLEMENT, SAMPLE, is_forum=False)),
        ("Is told", step_shape(Do.INFORM, SAMPLE, is_forum=False)),
        ("Follows up", step_shape(Do.FOLLOW_UP, SAMPLE, is_forum=False)),
        ("Tinted: a forum that meets", step_shape(Do.ADVISE, SAMPLE, is_forum=True)),
        ("Onward", arrow([(24, 0), (24, 26)], Manner.ONWARD)),
        ("Sent back", arrow([(24, 0), (24, 26)], Manner.RETURN)),
        ("Time or tries used up", arrow([(24, 0), (24, 26)], Manner.LATE)),
        ("End: approved", end_shape(Result.APPROVED, SAMPLE)),
        ("End: rejected", end_shape(Result.REJECTED, SAMPLE)),
        ("End: withdrawn or lapsed", end_shape(Result.LAPSED, SAMPLE)),
    ],
)
def test_what_is_explained_looks_as_in_the_picture(word: str, sample: list[str]) -> None:
    screening = contents_of(shipped("jammerbugt_purchase_screening"), "en")
    found = [*panel_pieces(contents("plan"), "en"), *panel_pieces(screening, "en")]
    shown = next(one for one in found if said_in(one)[-1] == word)
    assert "".join(sample) in "".join(shown.parts)
    (text,) = [one for one in texts_of(shown) if one.text == word]
    assert text.attrib == {"x": "60", "y": "18", "font-size": "13", "fill": INK}


def test_a_heading_stands_out_and_away_from_what_is_above_it() -> None:
    roles = panel_pieces(contents("spare"), "en")[0]
    heading, role = texts_of(roles)
    assert heading.attrib == {"x": "0", "y": "22", "font-size": "16", "font-weight": "bold", "fill": ACCENT}
    moved = parsed(piece(roles)).findall(f"{SVG}g")[0]
    assert moved.attrib["transform"] == "translate(0 31)"
    assert role.attrib == {"x": "0", "y": "13", "font-size": "13", "fill": INK}


def test_a_forum_is_told_with_its_name_and_what_to_know_of_it() -> None:
    forum = next(one for one in contents("plan").forums if one.key == "task_group")
    (shown,) = [one for one in panel_pieces(contents("plan"), "en") if "task_group" in "".join(one.parts)]
    name, *facts = texts_of(shown)
    assert name.text == "The task group"
    assert name.attrib == {"x": "0", "y": "13", "font-size": "13", "font-weight": "bold", "fill": INK}
    assert [one.attrib["fill"] for one in facts] == [QUIET] * len(facts)
    assert [one.attrib["font-size"] for one in facts] == ["12"] * len(facts)
    said = " ".join(one.text or "" for one in facts)
    assert said.startswith("Operational · meets every month, first Wednesday · papers ")
    assert said.endswith(" · decides by the chair's decision · works until 2034-06-30")
    assert len(said.split(" · ")) == len(forum.facts)
    assert shown.height == 16 + 15 * len(facts)


def test_who_is_written_in_two_lines_is_given_their_room() -> None:
    two = Contents(
        "", "", (), (), ("The one who has been asked by the board to look at everything that comes",)
    )
    (shown,) = panel_pieces(two, "en")
    assert len(said_in(shown)) == 3
    assert shown.height == 31 + 32


# A letter takes 64 hundredths of its size and a space 32, in bold 74 and 42; a panel is 290 wide.
@pytest.mark.parametrize(("letters", "lines"), [((10, 10, 9), 1), ((10, 10, 10), 2)])
def test_the_name_of_a_forum_breaks_where_bold_letters_of_thirteen_do(
    letters: tuple[int, ...], lines: int
) -> None:
    """29 letters and two spaces are 2230 hundredths: of thirteen 289.9. One more is too wide."""
    name = " ".join("n" * count for count in letters)
    found = panel_pieces(Contents("", "", (), (ForumContents("f", name, ("Fact",)),), ()), "en")
    assert len(said_in(found[0])) == 1 + lines + 1


def test_facts_break_as_letters_of_twelve_do_and_roles_as_letters_of_thirteen() -> None:
    """36 letters and two spaces are 2368 hundredths, of twelve 284.2; 32 and one 2080, of thirteen 270.4."""
    fact, role = " ".join(["n" * 12] * 3), " ".join(["n" * 16] * 2)
    forums = tuple(ForumContents(key, key, (fact,)) for key in "ab")
    found = panel_pieces(Contents("", "", (), forums, (role,)), "en")
    assert [said_in(one)[-1] for one in found] == [fact, fact, role]
    assert {one.width for one in found} == {WIDTH}


def test_a_picture_without_routes_forums_and_roles_has_nothing_to_explain() -> None:
    assert panel_pieces(Contents("", "", (), (), ()), "en") == []
