"""Eight years of the United Kingdom's major projects, as they were published, through the same door.

What stands in the raw files is counted here by itself, with the csv module alone.
"""

from __future__ import annotations

import csv
import os
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from samspil.core.portfolio.listing.fields import Field
from samspil.core.portfolio.listing.mapping import ListMapping, as_data, guess, kept
from samspil.core.portfolio.listing.reading import Nothing, ReadList, Why, read
from samspil.core.portfolio.listing.recognising import Seen, recognise
from samspil.core.portfolio.status import Light
from samspil.core.tables.reading import Table, from_csv

ROOT = Path(__file__).parents[4]
RAW = (ROOT / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve() / "uk_gmpp" / "raw"
YEARS: Final = range(2014, 2022)
# Where nothing in the list says that its amounts are millions, a person has to: kept, and used ever after.
IN_MILLIONS: Final = {2018, 2019, 2020, 2021}

needs_raw = pytest.mark.skipif(not RAW.is_dir(), reason=f"NOT PROVEN: no raw data in {RAW}; set SAMSPIL_DATA")
pytestmark = needs_raw


def table(year: int) -> Table:
    return from_csv((RAW / f"uk_{year}.csv").read_bytes(), f"uk_{year}.csv")


def corrected(year: int, guessed: ListMapping) -> ListMapping:
    """What a person says once: the scale, and what the words of the scale mean."""
    scale = 10**6 if year in IN_MILLIONS else None
    columns = tuple(replace(one, scale=scale) if scale and one.currency else one for one in guessed.columns)
    ratings = {**guessed.ratings, "reset": Light.GREY}
    return replace(guessed, columns=columns, ratings=ratings, empty=(*guessed.empty, "no dca", "no end date"))


def as_kept(year: int) -> ReadList:
    one = table(year)
    guessed = guess(one, "GBP")
    return read(one, kept(as_data(corrected(year, guessed)), guessed))


def names_by_hand(year: int) -> list[str]:
    """The names of a year, read without any code of ours."""
    text = (RAW / f"uk_{year}.csv").read_bytes().decode("cp1252", "replace")
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if year == 2021 else ","))
    if year < 2018:
        return [" ".join(name.split()) for name in rows[0][1:] if name.strip()]
    at = rows[0].index("project_name")
    return [" ".join(row[at].split()) for row in rows[1:] if row[at].strip()]


@pytest.mark.parametrize("year", YEARS)
def test_every_project_of_every_year_is_there(year: int) -> None:
    found = [one.name for one in as_kept(year).initiatives]
    by_hand = [name.replace("\u00a0", " ").replace("\ufffd", "") for name in names_by_hand(year)]
    assert found == [" ".join(name.split()) for name in by_hand]


@pytest.mark.parametrize("year", YEARS)
def test_every_value_is_understood_or_refused_with_its_place(year: int) -> None:
    one = table(year)
    mapping = kept(as_data(corrected(year, guess(one, "GBP"))), guess(one, "GBP"))
    found = read(one, mapping)
    used = sum(column.field is not None for column in mapping.columns)
    assert used >= 13
    understood = sum(len(each.values) for each in found.initiatives)
    assert understood + len(found.refused) == used * len(found.initiatives)
    assert all(problem.place and problem.args["found"] for problem in found.refused)
    lines = dict(one.rows)
    for problem in found.refused:
        assert problem.place is not None
        assert lines[problem.place.line][problem.place.column - 1].startswith(str(problem.args["found"])[:40])


def test_how_much_is_refused_in_each_year() -> None:
    """Words in cells for shares and sums, three typing errors; all of them with their place."""
    refused = {year: sorted({str(one.args["found"])[:28] for one in as_kept(year).refused}) for year in YEARS}
    assert refused == {
        2014: ["No departmental narrative", "Reset"],
        2015: [">1000%"],
        2016: ["Budget variance less than 5%", "Budget variance less than 5%."[:28]][:1],
        2017: ["1/012/2014", "Either zero or no Baseline a"],
        2018: [],
        2019: [],
        2020: [],
        2021: [
            "Legal sensitivity around thi",
            "The project is not in a posi",
            "The project is still at the ",
        ],
    }


def counts(year: int) -> list[int]:
    """Projects; values that are understood, withheld and empty; what is refused."""
    found = as_kept(year)
    said = [value for one in found.initiatives for value in one.values.values()]
    why = [value.why for value in said if isinstance(value, Nothing)]
    withheld, empty = why.count(Why.WITHHELD), why.count(Why.EMPTY)
    return [len(found.initiatives), len(said) - len(why), withheld, empty, len(found.refused)]


def test_the_page_for_users_tells_how_well_each_year_is_read() -> None:
    page = (ROOT / "docs" / "how-to" / "import-a-list.md").read_text(encoding="utf-8")
    rows = [[cell.strip().replace(".", "") for cell in line.split("|")[1:-1]] for line in page.splitlines()]
    told = {int(row[0]): [int(cell) for cell in row[1:]] for row in rows if row and row[0].isdigit()}
    assert told == {year: counts(year) for year in YEARS}


@pytest.mark.parametrize("year", YEARS)
def test_exemptions_are_kept_as_exemptions(year: int) -> None:
    """Counted by hand: cells of numbers, days and ratings that say so."""
    text = (RAW / f"uk_{year}.csv").read_bytes().decode("cp1252", "replace")
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=";" if year == 2021 else ","))
    lines = list(zip(*rows, strict=False)) if year < 2018 else rows
    sorts = {Field.RATING, Field.STARTS_ON, Field.ENDS_ON, Field.YEAR_BUDGET, Field.YEAR_FORECAST, Field.COST}
    sorts |= {Field.VARIANCE, Field.VARIANCE_AMOUNT}
    mapping = guess(table(year), "GBP")
    places = [one.at for one in mapping.columns if one.field in sorts]
    by_hand = sum("exempt" in line[at].casefold() for line in lines[1:] for at in places)
    found = [one.values.get(field) for one in as_kept(year).initiatives for field in sorts]
    assert sum(isinstance(one, Nothing) and one.why is Why.WITHHELD for one in found) == by_hand > 10


def seen(year: int) -> list[Seen]:
    found = enumerate(as_kept(year).initiatives)
    return [Seen(str(at), one.name, one.number, str(one.known(Field.UNIT) or "")) for at, one in found]


def test_by_name_alone_it_finds_those_that_have_the_same_number() -> None:
    """2020 and 2021 have numbers: MoJ_ in one is MOJ_ in the other, and DH_ is DOH_."""
    before, now = seen(2020), seen(2021)

    def number(one: Seen) -> str:
        return one.number.casefold().replace("doh_", "dh_")

    same = {(was.key, one.key) for was in before for one in now if number(was) == number(one)}
    nameless = [[replace(one, number="") for one in side] for side in (before, now)]
    by_name = {(one.before, one.now) for one in recognise(*nameless) if one.is_certain}
    assert len(same) == 89
    assert by_name <= same
    assert len(same - by_name) <= 5


@pytest.mark.parametrize("year", YEARS[1:])
def test_most_projects_are_known_from_the_year_before(year: int) -> None:
    certain = [one for one in recognise(seen(year - 1), seen(year)) if one.is_certain]
    assert len(certain) > 70


def test_what_is_only_alike_is_seldom_and_left_to_a_person() -> None:
    for year in YEARS[1:]:
        before, now = seen(year - 1), seen(year)
        alike = [one for one in recognise(before, now) if not one.is_certain]
        assert len(alike) < 12
        assert all(one.likeness >= 0.8 for one in alike)
