"""A list of figures: each line kept, passed over or refused by its cell, as was said of its source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from samspil.core.service_levels.figure_list import (
    Came,
    Column,
    HowRead,
    Known,
    Ours,
    guess,
    lacking,
    looks_like_shares,
    read,
    words_in,
)
from samspil.core.service_levels.periods import Every, period_of
from samspil.core.tables.reading import Table, from_csv
from samspil.core.tables.values import DayOrder, Mark

TODAY = date(2026, 4, 15)
SOLVED = Known(UUID(int=1), ("Løst samme dag", "Servicedesk: Løst samme dag"), Every.MONTH, is_percent=True)
UPTIME = Known(UUID(int=2), ("Oppetid", "Net: Oppetid"), Every.QUARTER)
TWICE = Known(UUID(int=3), ("Oppetid", "Telefoni: Oppetid"), Every.MONTH)
NAMES = {
    "måned": Column.PERIOD,
    "værdi": Column.VALUE,
    "mål": Column.LEVEL,
    "område": Column.AREA,
    "antal": Column.N,
}
HEAD = "Mål;Måned;Område;Værdi;Antal"
HOW = guess(HEAD.split(";"), NAMES, Mark.COMMA)


def table(*lines: str, head: str = HEAD) -> Table:
    return from_csv("\n".join([head, *lines]).encode(), "tal.csv")


def came(*lines: str, how: HowRead = HOW, standing: Mapping[Any, Decimal] | None = None) -> Came:
    ours = Ours([SOLVED, UPTIME, TWICE], ["Skoler", "Sundhed og omsorg"], standing or {})
    return read(table(*lines), how, ours, TODAY)


def refused(found: Came) -> list[tuple[int, str, str]]:
    return [(one.line, one.column.value, one.problem.code) for one in found.refused]


def test_lines_are_read_by_columns_names_and_areas() -> None:
    found = came("Løst samme dag;2026-03;;91,5;240", "net:  oppetid;Q1 2026;SKOLER;99,98 %;")
    assert refused(found) == []
    assert [(one.line, one.level, one.area, one.period.last, one.value, one.n) for one in found.new] == [
        (2, SOLVED.id, "", date(2026, 3, 31), Decimal("91.5"), 240),
        (3, UPTIME.id, "Skoler", date(2026, 3, 31), Decimal("99.98"), None),
    ]


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (";2026-03;;1;", "level", "measured_cell_is_empty"),
        ("Svartid;2026-03;;1;", "level", "delivered_level_unknown"),
        ("Oppetid;2026-03;;1;", "level", "delivered_level_unclear"),
        ("Løst samme dag;;;1;", "period", "measured_cell_is_empty"),
        ("Løst samme dag;Q1 2026;;1;", "period", "delivered_period_unreadable"),
        ("Løst samme dag;2026-04;;1;", "period", "delivered_period_not_over"),
        ("Løst samme dag;2026-03;Havnen;1;", "area", "delivered_area_unknown"),
        ("Løst samme dag;2026-03;;;", "value", "measured_cell_is_empty"),
        ("Løst samme dag;2026-03;;godt;", "value", "measured_value_unreadable"),
        ("Løst samme dag;2026-03;;1.234;", "value", "measured_value_unclear"),
        ("Løst samme dag;2026-03;;1;mange", "n", "measured_count_unreadable"),
        ("Løst samme dag;2026-03;;1;2000000001", "n", "measured_count_unreadable"),
    ],
)
def test_a_cell_that_cannot_be_is_told_with_its_row_and_column(line: str, column: str, code: str) -> None:
    good = "Løst samme dag;2026-02;;80;"
    found = came(good, line)
    assert refused(found) == [(3, column, code)]
    assert [one.line for one in found.new] == [2]  # the control: the line before it is read


def test_a_period_is_over_the_day_after_its_last() -> None:
    ours = Ours([SOLVED], [], {})
    for today, code in ((date(2026, 3, 31), "delivered_period_not_over"), (date(2026, 4, 1), "")):
        found = read(table("Løst samme dag;2026-03;;1;"), HOW, ours, today)
        assert [one.problem.code for one in found.refused] == ([code] if code else [])


def test_what_stands_already_is_passed_over_and_another_value_is_refused() -> None:
    key = (SOLVED.id, "", date(2026, 3, 1))
    assert came("Løst samme dag;2026-03;;91,50;", standing={key: Decimal("91.5")}).as_before == 1
    found = came("Løst samme dag;2026-03;;91;", standing={key: Decimal("91.5")})
    assert refused(found) == [(2, "value", "delivered_stands_otherwise")]
    assert found.refused[0].problem.args == {"value": "91.5"}
    assert came(
        "Løst samme dag;2026-03;Skoler;91;", standing={key: Decimal("91.5")}
    ).new  # of an area by itself


def test_the_same_line_twice_in_a_list_is_kept_once_and_two_values_are_refused() -> None:
    line = "Løst samme dag;2026-03;;91;"
    found = came(line, line, "Løst samme dag;2026-03;;92;")
    assert (len(found.new), found.as_before, refused(found)) == (
        1,
        1,
        [(4, "value", "delivered_stands_otherwise")],
    )


def test_the_words_of_a_source_mean_what_somebody_said() -> None:
    how = replace(
        HOW,
        levels={"fcr": str(SOLVED.id), "andet": ""},
        areas={"sund": "Sundhed og omsorg", "i alt": ""},
    )
    found = came("FCR;2026-03;Sund;80;", "Andet;2026-03;;1;", "FCR;2026-03;I alt;81;", how=how)
    assert [(one.level, one.area, one.value) for one in found.new] == [
        (SOLVED.id, "Sundhed og omsorg", Decimal(80)),
        (SOLVED.id, "", Decimal(81)),
    ]
    assert (found.passed_over, refused(found)) == (1, [])
    assert refused(came("FCR;2026-03;Sund;80;"))[0][2] == "delivered_level_unknown"  # the control


def test_what_somebody_said_of_a_level_that_has_ended_is_asked_again() -> None:
    how = replace(HOW, levels={"fcr": str(UUID(int=9))})
    assert refused(came("FCR;2026-03;;80;", how=how)) == [(2, "level", "delivered_level_unknown")]


def test_all_lines_can_be_of_one_level_where_no_column_says() -> None:
    how = HowRead({Column.PERIOD: "Måned", Column.VALUE: "Værdi"}, level=str(SOLVED.id))
    [one] = read(table("2026-03;80", head="Måned;Værdi"), how, Ours([SOLVED], [], {}), TODAY).new
    assert (one.level, one.value) == (SOLVED.id, Decimal(80))


def test_per_cent_that_a_spreadsheet_keeps_as_a_part_of_one_is_read_as_such_where_somebody_says_so() -> None:
    how = replace(HOW, is_share=True)
    lines = ["Løst samme dag;2026-03;;0,915;", "Løst samme dag;2026-02;;91 %;", "Net: Oppetid;Q1 2026;;0,5;"]
    assert [one.value for one in came(*lines, how=how).new] == [Decimal("91.500"), 91, Decimal("0.5")]
    assert came(lines[0]).new[0].value == Decimal("0.915")  # the control


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["0,95", "1", "0"], True),
        (["0", "1"], False),
        (["0,95", "1,2"], False),
        (["-0,5"], False),
        (["x"], False),
    ],
)
def test_a_column_looks_like_shares_where_all_lie_from_0_to_1_and_some_between(
    cells: list[str], wanted: bool
) -> None:
    assert looks_like_shares(cells, Mark.COMMA) is wanted


def test_a_list_lacks_what_no_column_says() -> None:
    assert lacking(table(), HOW) == []
    assert lacking(table(head="Måned;Antal"), HOW) == [Column.LEVEL, Column.VALUE]
    assert lacking(table(head="Måned;Værdi"), replace(HOW, level="x")) == []
    assert lacking(Table("x", ""), HOW) == [Column.LEVEL, Column.PERIOD, Column.VALUE]


def test_the_words_of_a_column_come_once_in_their_order() -> None:
    found = table("b;2026-03;;1;", "a;2026-03;;1;", "b;2026-02;;1;")
    assert words_in(found, HOW, Column.LEVEL) == ["b", "a"]
    assert words_in(found, HowRead({}), Column.LEVEL) == []


def test_a_text_longer_than_there_is_room_for_is_refused() -> None:
    how = replace(HOW, columns={**HOW.columns, Column.COMMENT: "Antal", Column.N: "intet"})
    assert came(f"Løst samme dag;2026-03;;1;{'x' * 300}", how=how).new
    assert refused(came(f"Løst samme dag;2026-03;;1;{'x' * 301}", how=how)) == [
        (2, "comment", "measured_text_too_long")
    ]


def test_how_a_list_is_read_is_kept_and_read_again() -> None:
    how = HowRead({Column.VALUE: "Tal"}, "a", {"x": "b"}, {"y": ""}, Mark.POINT, DayOrder.MONTH_FIRST, True)
    assert HowRead.of(how.as_data()) == how


def test_the_first_of_two_headings_that_say_the_same_is_taken() -> None:
    assert guess(["VÆRDI", "Værdi", "Andet"], NAMES, Mark.COMMA).columns == {Column.VALUE: "VÆRDI"}


def test_a_month_of_a_quarter_is_of_the_quarter() -> None:
    [one] = came("Net: Oppetid;2026-02;;99;").new
    assert one.period == period_of(date(2026, 1, 1), Every.QUARTER)
