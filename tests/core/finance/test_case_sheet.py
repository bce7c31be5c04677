"""A business case read from the cells of a sheet: exactly, or with the cell that is wrong."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.finance.business_case import Beside, BottomLine, Case, Kind
from samspil.core.finance.case_sheet import read_case

KINDS = {"drift": Kind.OPERATION, "gevinst": Kind.BENEFIT}
LINES = {"trivsel": BottomLine.WELLBEING}
HEADINGS = ["Slags", "Navn", "Hvem", "Dårligt", "Godt", 2027, 2028]


def read(*lines: list[object], beside: list[list[object]] | None = None, price: object = 2026) -> Case:
    told = ("Ikke penge", beside, LINES) if beside is not None else None
    rows: list[list[object]] = [["2026-0001 Vagtplan"], ["I priser fra", price], [], HEADINGS, *lines]
    return read_case("Business case", rows, KINDS, told)


def refused(*lines: list[object], beside: list[list[object]] | None = None) -> list[tuple[object, ...]]:
    with pytest.raises(ProblemsError) as error:
        read(*lines, beside=beside)
    return [
        (one.code, *(one.args.get(name) for name in ("sheet", "row", "column", "found")))
        for one in error.value.problems
    ]


def test_a_line_is_read_with_its_points_and_amounts() -> None:
    found = read(["Drift", "Licens", "It", 150, 90, 1000, 12.5])
    [line] = found.lines
    assert (found.first_year, found.price_year, found.years) == (2027, 2026, 2)
    assert (line.kind, line.name, line.party) == (Kind.OPERATION, "Licens", "It")
    assert (line.pessimistic, line.optimistic) == (Fraction(3, 2), Fraction(9, 10))
    assert [one.minor for one in line.amounts] == [100_000, 1_250]


def test_empty_cells_are_nothing_the_likely_amount_and_nobody_yet() -> None:
    [line] = read(["drift", "Licens", None, "", None, 5]).lines
    assert (line.party, line.pessimistic, line.optimistic) == ("", Fraction(1), Fraction(1))
    assert [one.minor for one in line.amounts] == [500, 0]


def test_empty_lines_are_passed_over_and_so_is_what_stands_right_of_the_years() -> None:
    found = read(
        [], ["drift", "a", "", "", "", 5, 5, "en note"], ["", None, " "], ["", "", "", "", "", "", "", 7]
    )
    assert [one.name for one in found.lines] == ["a"]


def test_what_a_spreadsheet_keeps_of_decimals_is_read_as_it_is_shown() -> None:
    [line] = read(["drift", "a", "", "", "", 0.1 + 0.2, -0.0]).lines
    assert [one.minor for one in line.amounts] == [30, 0]


def test_the_year_of_the_prices_is_the_first_year_where_nobody_says() -> None:
    assert read(["drift", "a", "", "", "", 5], price="").price_year == 2027


def test_years_go_as_far_as_they_follow_each_other() -> None:
    rows = [["", "", "", "", "", 2027, 2028, 2030], ["drift", "a", "", "", "", 1, 2, 3]]
    assert read_case("x", rows, KINDS).years == 2


def test_no_headings_with_years_is_no_such_sheet() -> None:
    for rows in ([], [["a", "b"]], [["", "", "", "", "", "år 1"]], [["", "", "", "", "", 1989]]):
        with pytest.raises(ProblemsError, match="case_sheet_without_years"):
            read_case("x", rows, KINDS)


def test_each_cell_that_cannot_be_read_is_named() -> None:
    assert refused(
        ["Udgift", "a", "", "", "", 1],
        ["drift", "b", "", "", "", "1.000 kr.", 1],
        ["drift", "c", "", "", "", 1, 0.125],
        ["drift", "d", "", 12.5, "", 1],
        ["drift", "e", "", "", "120%", 1],
    ) == [
        ("case_cell_unknown_sort", "Business case", 5, "A", "Udgift"),
        ("case_cell_no_amount", "Business case", 6, "F", "1.000 kr."),
        ("case_cell_no_amount", "Business case", 7, "G", "0.125"),
        ("case_cell_no_percent", "Business case", 8, "D", "12.5"),
        ("case_cell_no_percent", "Business case", 9, "E", "120%"),
    ]


@pytest.mark.parametrize("cell", [10**12, -(10**12), 1e18, math.inf, math.nan, True])
def test_what_is_too_large_or_no_number_is_no_amount(cell: object) -> None:
    assert [one[0] for one in refused(["drift", "a", "", "", "", cell])] == ["case_cell_no_amount"]


def test_the_largest_amount_is_read() -> None:
    assert read(["drift", "a", "", "", "", 10**12 - 1]).lines[0].amounts[0].minor == (10**12 - 1) * 100


@pytest.mark.parametrize("cell", [-1, 10_001])
def test_per_cent_go_from_nothing_to_a_hundred_times(cell: int) -> None:
    assert [one[0] for one in refused(["drift", "a", "", cell, "", 5])] == ["case_cell_no_percent"]


def test_a_column_beyond_z_is_named_by_two_letters() -> None:
    years = [2027 + year for year in range(30)]
    rows = [["", "", "", "", "", *years], ["drift", "a", "", "", "", *[1] * 22, "x"]]
    with pytest.raises(ProblemsError) as error:
        read_case("x", rows, KINDS)
    assert error.value.problems[0].args["column"] == "AB"


def test_what_is_not_money_is_read_from_its_own_sheet() -> None:
    found = read(
        ["drift", "a", "", "", "", 5],
        beside=[["Hvad", "Bundlinje"], ["Ro", "Trivsel"], [], ["", "Trivsel"]],
    )
    assert found.beside == (Beside("Ro", BottomLine.WELLBEING),)


def test_an_unknown_bottom_line_is_named_with_its_cell() -> None:
    wrong: list[list[object]] = [["Hvad", "Bundlinje"], ["Ro", "Glæde"], ["Mere ro"]]
    assert refused(["drift", "a", "", "", "", 5], beside=wrong) == [
        ("case_cell_unknown_bottom_line", "Ikke penge", 2, "B", "Glæde"),
        ("case_cell_unknown_bottom_line", "Ikke penge", 3, "B", ""),
    ]


def test_what_makes_no_case_is_refused_as_a_case_is() -> None:
    assert [one[0] for one in refused(["drift", "a", "", "", "", -5])] == ["case_cost_below_zero"]
    assert [one[0] for one in refused()] == ["case_without_lines"]
