"""Lists of any shape: read by a mapping that is guessed, corrected and kept; nothing is dropped unseen."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from samspil.core.errors import ProblemsError
from samspil.core.portfolio.listing.fields import Field, Stated, field_of, stated_in
from samspil.core.portfolio.listing.mapping import Column, ListMapping, as_data, guess, kept, shape_of
from samspil.core.portfolio.listing.reading import Nothing, ReadList, Why, read
from samspil.core.portfolio.status import Light
from samspil.core.tables.reading import Table, from_csv
from samspil.core.tables.values import DayOrder, Mark
from samspil.core.units import Money

DANISH = """Porteføljen i Hvidovre;;;;;
Trukket 1. marts;;;;;
Sagsnr.;Indsats;Forvaltning;Status;Slutdato;Samlet udgift (mio. kr.)
12;Vagtplan;Ældre;Grøn;31-12-2026;1,25
13;Ny borger-app;Fortrolig;Lilla;31-02-2026;Fortroligt indtil udbud
14;Arkiv;Kultur;gul;uoplyst;1.250,5
;;;;;
Kilde: økonomisystemet;;;;;
;Uden nummer;Social;;;
;;Social;Rød;;
"""
ON_ITS_SIDE = """Project Name,Alpha (formerly Aleph),"Beta, phase 2",
Department,HO,HO,
IPA RAG rating,Amber/ Red,Exempt under Section 43 of the Act,
Project - Start Date,31/05/2010,01/02/2010,
2015/16 Budget (£million),£6.20,Exempt under Section 43 of the Act,
2015/16 Variance (£million),-£0.10,£1.00m,
Variance %age,-1.6%,0.15,
Departmental narrative on schedule,Data not provided,On time,
"""


def table(text: str) -> Table:
    return from_csv(text.encode(), "liste.csv")


def read_as_guessed(text: str) -> ReadList:
    one = table(text)
    return read(one, guess(one, "DKK"))


def test_a_danish_list_with_a_title_above_and_a_remark_below() -> None:
    found = read_as_guessed(DANISH)
    first, second, third, last = found.initiatives
    assert first.values == {
        Field.NUMBER: "12",
        Field.NAME: "Vagtplan",
        Field.UNIT: "Ældre",
        Field.RATING: Light.GREEN,
        Field.ENDS_ON: date(2026, 12, 31),
        Field.COST: Money.of(1_250_000),
    }
    assert second.values[Field.COST] == Nothing(Why.WITHHELD, "Fortroligt indtil udbud")
    assert second.values[Field.UNIT] == Nothing(Why.WITHHELD, "Fortrolig")
    assert third.known(Field.COST) == Money.of("1250500000")
    assert third.values[Field.ENDS_ON] == Nothing(Why.EMPTY, "uoplyst")
    assert (last.name, last.number) == ("Uden nummer", "")
    assert found.remarks == ("Kilde: økonomisystemet",)
    assert found.unused == ()


# The choices of Prosjektportalen 365 as it ships, in the order and colours of its own status page.
OF_PROSJEKTPORTALEN = {
    "Foran plan": Light.GREEN,
    "På plan": Light.GREEN,
    "Mindre forsinkelser": Light.YELLOW,
    "Forsinket": Light.RED,
    "Under budsjett": Light.GREEN,
    "På budsjett": Light.GREEN,
    "Mindre overskridelser": Light.YELLOW,
    "Vet ikke": Light.YELLOW,
    "Over budsjett": Light.RED,
    "Ikke påbegynt": Light.YELLOW,
    "Større avvik fra spesifikasjon": Light.RED,
    "Mindre avvik fra spesifikasjon": Light.YELLOW,
    "Ihht. spesifikasjon": Light.GREEN,
    "Bedre enn spesifikasjon": Light.GREEN,
}


@pytest.mark.parametrize(("word", "light"), OF_PROSJEKTPORTALEN.items())
def test_the_status_words_of_prosjektportalen_are_known(word: str, light: Light) -> None:
    found = read_as_guessed(f"Prosjektnavn;Status fremdrift\nArkiv;{word}\n")
    assert (found.initiatives[0].known(Field.RATING), found.refused) == (light, ())


def test_high_is_no_rating_before_somebody_says_whether_it_is_good() -> None:
    found = read_as_guessed("Prosjektnavn;Status risiko\nArkiv;Høy\n")
    assert [one.code for one in found.refused] == ["listed_unknown_rating"]


def test_what_is_refused_says_where_and_takes_nothing_else_with_it() -> None:
    found = read_as_guessed(DANISH)
    assert [
        (
            one.code,
            one.args.get("found"),
            one.args["column"],
            one.place and (one.place.line, one.place.column),
        )
        for one in found.refused
    ] == [
        ("listed_unknown_rating", "Lilla", "Status", (5, 4)),
        ("listed_no_day", "31-02-2026", "Slutdato", (5, 5)),
        ("listed_without_a_name", None, 1, (10, 1)),
    ]
    assert found.initiatives[1].name == "Ny borger-app"


def test_a_list_that_lies_on_its_side() -> None:
    one = table(ON_ITS_SIDE)
    mapping = guess(one, "DKK")
    assert mapping.lies_on_its_side
    alpha, beta = read(one, mapping).initiatives
    assert alpha.values == {
        Field.NAME: "Alpha (formerly Aleph)",
        Field.UNIT: "HO",
        Field.RATING: Light.RED,
        Field.STARTS_ON: date(2010, 5, 31),
        Field.YEAR_BUDGET: Money.of(6_200_000, "GBP"),
        Field.VARIANCE_AMOUNT: Money.of(-100_000, "GBP"),
        Field.VARIANCE: Decimal("-0.016"),
        Field.SCHEDULE_COMMENT: Nothing(Why.EMPTY, "Data not provided"),
    }
    assert (beta.line, beta.column) == (1, 3)
    assert beta.values[Field.RATING] == Nothing(Why.WITHHELD, "Exempt under Section 43 of the Act")
    # A cell that says its own scale is not scaled again by its heading.
    assert beta.known(Field.VARIANCE_AMOUNT) == Money.of(1_000_000, "GBP")
    assert beta.known(Field.VARIANCE) == Decimal("0.15")
    assert beta.values[Field.SCHEDULE_COMMENT] == "On time"


def test_a_correction_is_kept_and_found_again_next_year() -> None:
    first = table("Name;Budget 2025;Colour;Note\nA;12.5;Lilac;x\n")
    guessed = guess(first, "DKK")
    assert [one.field for one in guessed.columns] == [
        Field.NAME,
        Field.YEAR_BUDGET,
        None,
        None,
    ]
    corrected = replace(
        guessed,
        columns=tuple(
            replace(one, scale=10**6)
            if one.field is Field.YEAR_BUDGET
            else replace(one, field=Field.RATING)
            if one.heading == "Colour"
            else one
            for one in guessed.columns
        ),
        ratings={"lilac": Light.RED},
        empty=("", "nix"),
    )
    later = table("Colour;Name;Budget 2026;Extra\nLilac;B;1.5;y\nnix;C;Nix;\n")
    assert shape_of(first, guessed) == shape_of(
        table("Note;Colour;Budget 2026;Name\n;;;A\n"),
        guess(table("Note;Colour;Budget 2026;Name\n;;;A\n"), "DKK"),
    )
    found = read(later, kept(as_data(corrected), guess(later, "DKK")))
    assert found.initiatives[0].known(Field.YEAR_BUDGET) == Money.of(1_500_000)
    assert found.initiatives[0].known(Field.RATING) is Light.RED
    assert found.initiatives[1].values[Field.YEAR_BUDGET] == Nothing(Why.EMPTY, "Nix")
    assert found.unused == ("Extra",)


def test_a_second_column_of_the_same_field_is_left_for_a_person_to_say() -> None:
    one = table("Project name;Colour rating;Colour rating\nA;Green;Red\n")
    mapping = guess(one, "GBP")
    assert [one.field for one in mapping.columns] == [Field.NAME, Field.RATING, None]
    assert read(one, mapping).unused == ("Colour rating",)


def test_numbers_and_days_are_written_as_their_own_column_writes_them() -> None:
    text = "Navn;Budget;Prognose;Startdato\nA;1.250;1,250.00;02/03/2020\nB;2,5;3;01/31/2020\n"
    mapping = guess(table(text), "NOK")
    assert mapping.column(Field.YEAR_BUDGET) == Column(
        1, "Budget", Field.YEAR_BUDGET, Mark.COMMA, DayOrder.DAY_FIRST, 1, "NOK"
    )
    first = read(table(text), mapping).initiatives[0]
    assert first.known(Field.YEAR_BUDGET) == Money.of(1250, "NOK")
    assert first.known(Field.YEAR_FORECAST) == Money.of(1250, "NOK")
    assert first.known(Field.STARTS_ON) == date(2020, 2, 3)


@pytest.mark.parametrize("text", ["", "Hej;Med;Dig\n1;2;3\n", "Navn\nA\n"])
def test_a_list_without_headings_is_refused(text: str) -> None:
    with pytest.raises(ProblemsError, match=r"list_is_empty|list_has_no_headings"):
        guess(table(text), "DKK")


def test_an_empty_heading_is_no_column_and_words_say_what_they_are() -> None:
    found = read_as_guessed("Navn;;Samlet udgift;Afvigelse\nA;x;måske;15%\nB;;12;lidt\n")
    assert [one.code for one in found.refused] == ["listed_no_amount", "listed_no_share"]
    assert found.initiatives[0].known(Field.VARIANCE) == Decimal("0.15")
    assert guess(table("Navn;;Slut\nA;x;y\n"), "DKK").column(Field.COST) is None


def test_an_amount_beyond_all_money_and_a_year_that_is_none_are_refused() -> None:
    found = read_as_guessed(f"Navn;Budget;År\nA;{10**16};20x6\nB;{10**16 - 1};2026\n")
    assert [one.code for one in found.refused] == ["listed_no_amount", "listed_no_year"]
    assert found.initiatives[1].known(Field.YEAR) == 2026


def test_every_cell_of_a_named_line_is_understood_or_accounted_for() -> None:
    for text in (DANISH, ON_ITS_SIDE):
        one = table(text)
        mapping = guess(one, "DKK")
        found = read(one, mapping)
        in_cells = [problem for problem in found.refused if problem.code != "listed_without_a_name"]
        used = sum(column.field is not None for column in mapping.columns)
        assert sum(len(one.values) for one in found.initiatives) + len(in_cells) == used * len(
            found.initiatives
        )


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Project - End Date\n(Latest approved end date)", Field.ENDS_ON),
        ("wlc_baseline_incl_NCG", Field.COST),
        ("Departmental narrative on budgeted whole life costs", Field.COST_COMMENT),
        ("Total budgeted whole life costs (£million) (including Non-Government Costs)", Field.COST),
        ("SRO Delivery Confidence Assessment (A Delivery Confidence Assessment…)", Field.RATING),
        ("TOTAL Baseline Benefits (£m)", Field.BENEFIT),
        ("Departmental Narrative on Budgeted Benefits", Field.BENEFIT_COMMENT),
        ("Projektets navn", Field.NAME),
        ("Prosjektnavn", Field.NAME),
        ("Projektleder", Field.MANAGER),
        ("Gevinster (t.kr.)", Field.BENEFIT),
        ("Hjemmel", Field.LEGAL_SOURCE),
        ("Fase", Field.PHASE),
        ("Sluttdato", Field.ENDS_ON),
        ("Bemærkning til tidsplan", Field.SCHEDULE_COMMENT),
        ("Vejret", None),
        ("Project name " * 60, None),
    ],
)
def test_headings_in_three_languages(heading: str, field: Field | None) -> None:
    assert field_of(heading) is field


@pytest.mark.parametrize(
    ("heading", "stated"),
    [
        ("2016/17 TOTAL Baseline £m (including…)", Stated(10**6, "GBP")),
        ("Udgift (mio. kr.)", Stated(10**6, "DKK")),
        ("Budget t.kr.", Stated(1000, "DKK")),
        ("Kostnad i 1.000 NOK", Stated(1000, "NOK")),
        ("Budget, mia. DKK", Stated(10**9, "DKK")),
        ("Budget", Stated(None, "")),
        ("Maximum budget", Stated(None, "")),
    ],
)
def test_headings_say_what_amounts_are_in(heading: str, stated: Stated) -> None:
    assert stated_in(heading) == stated


def test_a_mapping_goes_out_and_in_unchanged() -> None:
    mapping = guess(table(DANISH), "DKK")
    again = kept(as_data(mapping), mapping)
    assert isinstance(again, ListMapping)
    assert as_data(again) == as_data(mapping)
