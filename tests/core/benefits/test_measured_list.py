"""A list of measurements: every cell is read or told, every line held against the rules of measuring."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samspil.core.benefits.indicator import Baseline, Indicator, Target
from samspil.core.benefits.measured_list import (
    Column,
    Kept,
    Known,
    Said,
    Writing,
    places_of,
    read,
    weigh,
)
from samspil.core.benefits.measuring import Grade, Measurement, refusals
from samspil.core.errors import Problem, ProblemsError
from samspil.core.tables.numbers import value_of
from samspil.core.tables.reading import from_csv
from samspil.core.tables.values import Mark

TODAY = date(2026, 11, 22)
MINUTES = Indicator(
    "minutter",
    Baseline(Decimal(10), date(2025, 12, 31)),
    (Target(date(2026, 12, 31), Decimal(5)),),
)
TIME = Known(UUID(int=1), "G-1", "Tid pr. sag", MINUTES)
CASES = Known(UUID(int=2), "G-1", "Sager", MINUTES)
TIME_OF_ANOTHER = Known(UUID(int=3), "G-2", "Tid pr. sag", MINUTES)
NO_BASELINE = Known(UUID(int=4), "G-3", "Trivsel", None)
ENDED = Known(UUID(int=5), "G-3", "Klager", MINUTES, Problem("indicator_has_ended", {"name": "Klager"}))
ALL = [TIME, CASES, TIME_OF_ANOTHER, NO_BASELINE, ENDED]
HEADINGS = {one.value: one for one in Column}
GRADES = {"alle": Grade.ALL, "stikprøve": Grade.SAMPLE, "skøn": Grade.JUDGED}
WRITING = Writing(HEADINGS, GRADES, Mark.COMMA)
NAMES = {one: one.value for one in Column}
HEAD = "benefit;indicator;first;last;value;unit;where;n;grade;attributed;evidence;comment"
GOOD = "G-1;Tid pr. sag;01.01.2026;31.01.2026;9,5;minutter;;40;stikprøve;50 %;Udtræk;"


def told(*lines: str, head: str = HEAD) -> tuple[list[Said], list[tuple[int, str, str]]]:
    table = from_csv("\n".join([head, *lines]).encode(), "maal.csv")
    said, refused = read(table, places_of(table, HEADINGS, NAMES), ALL, WRITING)
    return said, [(one.line, one.column.value, one.problem.code) for one in refused]


def weighed(*lines: str, kept: dict[UUID, list[Kept]] | None = None) -> list[tuple[int, str, str]]:
    said, _refused = told(*lines)
    found = weigh(said, {one.id: one for one in ALL}, kept or {}, TODAY)
    return [(one.line, one.column.value, one.problem.code) for one in found.refused]


def test_a_line_says_all_that_a_measurement_is() -> None:
    said, refused = told(GOOD)
    assert refused == []
    assert said == [
        Said(
            2,
            TIME.id,
            date(2026, 1, 1),
            date(2026, 1, 31),
            Decimal("9.5"),
            "minutter",
            "",
            40,
            Grade.SAMPLE,
            Decimal("0.5"),
            "Udtræk",
        )
    ]


def test_what_a_line_does_not_say_is_the_usual() -> None:
    said, refused = told("Sager;2026-01-01;2026-01-31;9;minutter", head="indicator;first;last;value;unit")
    assert refused == []
    assert (said[0].grade, said[0].attributed, said[0].n, said[0].where) == (Grade.ALL, Decimal(1), None, "")


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (GOOD.replace("9,5", ""), "value", "measured_cell_is_empty"),
        (GOOD.replace("9,5", "ni"), "value", "measured_value_unreadable"),
        (GOOD.replace("9,5", "1.234"), "value", "measured_value_unclear"),
        (GOOD.replace("9,5", "10000000000000"), "value", "measured_value_too_large"),
        (GOOD.replace("01.01.2026", "snart"), "first", "measured_day_unreadable"),
        (GOOD.replace("31.01.2026", "31.02.2026"), "last", "measured_day_unreadable"),
        (GOOD.replace("50 %", "halvdelen"), "attributed", "measured_share_unreadable"),
        (GOOD.replace(";40;", ";mange;"), "n", "measured_count_unreadable"),
        (GOOD.replace(";40;", ";0;"), "n", "counted_below_one"),
        (GOOD.replace("stikprøve", "god"), "grade", "measured_grade_unknown"),
        (GOOD.replace("Tid pr. sag", "Tid pr. borger"), "indicator", "measured_indicator_unknown"),
        (GOOD.replace("G-1;", ";"), "indicator", "measured_indicator_unclear"),
        (GOOD.replace("Udtræk", "x" * 501), "evidence", "measured_text_too_long"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told_with_row_and_column(line: str, column: str, code: str) -> None:
    said, refused = told(GOOD.replace("01.2026", "02.2026").replace("31.", "28."), line)
    assert refused == [(3, column, code)]
    assert len(said) == 1


def test_an_indicator_is_known_by_its_id_or_its_name_in_any_letters() -> None:
    by_id = GOOD.replace("G-1;Tid pr. sag", f";{TIME_OF_ANOTHER.id}")
    by_name = GOOD.replace("G-1;Tid pr. sag", "g-2;TID  pr. sag")
    said, refused = told(by_id, by_name)
    assert refused == []
    assert [one.indicator for one in said] == [TIME_OF_ANOTHER.id] * 2


def test_a_column_of_ones_own_is_passed_over() -> None:
    said, refused = told(f"Ring til Per;{GOOD}", head=f"husk;{HEAD}")
    assert (len(said), refused) == (1, [])


def test_a_list_without_a_column_or_with_one_twice_is_no_list() -> None:
    table = from_csv(b"indicator;first;first;value\na;b;c;d", "maal.csv")
    with pytest.raises(ProblemsError) as refused:
        places_of(table, HEADINGS, NAMES)
    assert [str(one) for one in refused.value.problems] == [
        "maal.csv:1: measured_column_twice value=first",
        "maal.csv:1: measured_list_lacks value=last, unit",
    ]


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (GOOD.replace("31.01.2026", "31.12.2025"), "last", "measured_backwards"),
        (GOOD.replace("31.01.2026", "23.11.2026"), "last", "measured_in_the_future"),
        (GOOD.replace("01.01.2026", "31.12.2025"), "first", "measured_before_baseline"),
        (GOOD.replace("minutter", "timer"), "unit", "measured_in_another_unit"),
        (GOOD.replace("50 %", "50"), "attributed", "attributed_outside_0_1"),
        (GOOD.replace("G-1;Tid pr. sag", "G-3;Trivsel"), "indicator", "indicator_without_baseline"),
        (GOOD.replace("G-1;Tid pr. sag", "G-3;Klager"), "indicator", "indicator_has_ended"),
    ],
)
def test_a_line_is_held_against_the_rules_of_measuring(line: str, column: str, code: str) -> None:
    assert weighed(line) == [(2, column, code)]


def test_the_day_itself_can_be_measured_and_the_day_after_the_baseline() -> None:
    assert weighed(GOOD.replace("31.01.2026", "22.11.2026")) == []
    assert weighed(GOOD.replace("01.01.2026", "01.01.2026")) == []


def test_a_period_is_measured_once_in_each_place() -> None:
    kept = {TIME.id: [Kept(date(2026, 1, 1), date(2026, 1, 31), "", Decimal(9))]}
    overlaps = GOOD.replace("01.01.2026", "31.01.2026").replace(";31.01.2026;9", ";28.02.2026;9")
    elsewhere = GOOD.replace("minutter;;", "minutter;0167;")
    assert weighed(overlaps, kept=kept) == [(2, "first", "period_is_measured")]
    assert weighed(elsewhere, kept=kept) == []
    assert weighed(GOOD, overlaps) == [(3, "first", "period_is_measured")]


def test_what_stands_already_is_passed_over() -> None:
    said, _refused = told(GOOD, GOOD)
    kept = {TIME.id: [Kept(date(2026, 1, 1), date(2026, 1, 31), "", Decimal("9.500000"))]}
    found = weigh(said, {TIME.id: TIME}, kept, TODAY)
    assert (found.new, found.as_before, found.refused) == ([], 2, [])
    first = weigh(said, {TIME.id: TIME}, {}, TODAY)
    assert (len(first.new), first.as_before) == (1, 1)


_DAYS = st.integers(0, 200).map(lambda one: date(2026, 1, 1) + timedelta(days=one))
_PERIODS = st.tuples(_DAYS, st.integers(0, 40), st.sampled_from(["", "a"]), st.integers(0, 3))


@given(st.lists(_PERIODS, max_size=30))
def test_a_list_refuses_just_what_one_measurement_at_a_time_refuses(
    periods: list[tuple[date, int, str, int]],
) -> None:
    lines = [
        Said(row, TIME.id, first, first + timedelta(days=days), Decimal(value), "minutter", where)
        for row, (first, days, where, value) in enumerate(periods, 2)
    ]
    kept: list[Measurement] = []
    ids = count(1)
    wanted: list[int] = []
    for one in lines:
        told = (one.first, one.last, one.where, one.value)
        if any((each.first, each.last, each.where, each.value) == told for each in kept):
            continue
        new = Measurement(UUID(int=next(ids)), one.first, one.last, one.value, one.unit, one.where)
        problems = list(refusals(new, MINUTES, kept, TODAY))
        if problems:
            wanted.append(one.line)
        else:
            kept.append(new)
    found = weigh(lines, {TIME.id: TIME}, {}, TODAY)
    assert sorted({one.line for one in found.refused}) == wanted
    assert [one.first for one in found.new] == [one.first for one in kept]


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1.234.567", Mark.COMMA, "1234567"),
        ("1,234,567.5", Mark.POINT, "1234567.5"),
        ("1 234,5", Mark.COMMA, "1234.5"),
        ("\N{MINUS SIGN}3,25", Mark.COMMA, "-3.25"),
        ("12,345", Mark.COMMA, "12.345"),
        ("12,5", Mark.POINT, "12.5"),
        ("0,12345678", Mark.COMMA, "0.123457"),
        ("9999999999999", Mark.COMMA, "9999999999999"),
    ],
)
def test_a_number_is_read_as_it_is_written(text: str, mark: Mark, value: str) -> None:
    assert str(value_of(text, mark)) == value


@pytest.mark.parametrize("text", ["1,2,3", "1.23.456,5", "1.2345,5", "12.34,5", "1,5.0"])
def test_a_number_that_can_be_read_in_two_ways_is_asked_about(text: str) -> None:
    found = value_of(text, Mark.COMMA)
    assert isinstance(found, Problem)
    assert found.code == "measured_value_unclear"
