"""Lists as municipalities have them: any part of KITOS' columns, dirty cells named, people never read."""

from __future__ import annotations

from datetime import date

import pytest
from tests.took import took

from samspil.core.errors import ProblemsError
from samspil.core.systems.lists import cells
from samspil.core.systems.lists.cells import UNREADABLE
from samspil.core.systems.lists.fields import Sort, guess_columns, guess_sort, target
from samspil.core.systems.lists.reading import Mapped, guess, read
from samspil.core.tables.reading import Table


def table(*rows: tuple[str, ...]) -> Table:
    return Table("k.csv", "Ark", list(enumerate(rows, 1)))


# The headings that KITOS writes, as its own screens name them.
CONTRACT_COLUMNS = (
    *(
        "Status",
        "Kontrakt ID",
        "Overordnet kontrakt",
        "IT Kontrakt",
        "Gyldig fra",
        "Gyldig til",
        "Kritikalitet",
    ),
    *("Ansvarlig org. enhed", "Leverandør", "Kontraktunderskriver", "Kontrakttype", "Kontraktskabelon"),
    *("Indkøbsform", "Genanskaffelsesstrategi", "Genanskaffelsesplan", "Genanskaffelse igangsat"),
    *("Databehandleraftaler", "IT Systemer", "IT Systemer (UUID)", "Antal relationer", "Reference"),
    *("Dokument ID/Sagsnr.", "Anskaffelse", "Drift/år", "Andet", "Driftsvederlag begyndt", "Betalingsmodel"),
    *("Betalingsfrekvens", "Audit dato", "Audit status", "Varighed", "Option", "Opsigelse (måneder)"),
    *("Uopsigelig til", "Opsagt", "Sidst redigeret: Bruger", "Sidst redigeret: Dato"),
)


def test_all_that_kitos_says_of_a_contract_has_a_place_but_what_is_reckoned_and_whom_it_names() -> None:
    found = guess_columns(Sort.CONTRACTS, CONTRACT_COLUMNS)
    assert {CONTRACT_COLUMNS[at] for at in range(len(CONTRACT_COLUMNS)) if at not in found} == {
        *("Status", "Kontraktunderskriver", "Antal relationer", "Reference", "Dokument ID/Sagsnr."),
        *("Sidst redigeret: Bruger", "Sidst redigeret: Dato"),
    }


@pytest.mark.parametrize(
    ("headings", "sort"),
    [
        (["IT Kontrakt", "Leverandør"], Sort.CONTRACTS),
        (["Lokal System ID", "IT System", "Livscyklus", "IT Kontrakter"], Sort.USES),
        (["UUID", "IT systemnavn", "IT System: Anvendes af", "Synlighed"], Sort.CATALOGUE),
        (["Navn", "Leverandør"], Sort.USES),
    ],
)
def test_what_a_list_is_of_is_seen_by_its_headings(headings: list[str], sort: Sort) -> None:
    assert guess_sort(headings) is sort


def test_headings_may_stand_below_a_title() -> None:
    how = guess(table(("Kontrakter 2026",), ("IT Kontrakt", "Gyldig til"), ("Drift", "31-12-2027")))
    assert (how.headings_at, how.columns) == (1, {0: "name", 1: "ends_on"})


def test_a_list_without_headings_is_refused() -> None:
    with pytest.raises(ProblemsError) as caught:
        guess(table(("Drift", "12"), ("Support", "13")))
    assert caught.value.problems[0].code == "list_has_no_headings"


def test_each_cell_is_read_as_its_column_is() -> None:
    rows = table(
        (
            "IT Kontrakt",
            "Gyldig til",
            "Drift/år",
            "Genanskaffelsesplan",
            "Genanskaffelse igangsat",
            "IT Systemer",
        ),
        ("Drift", "31-12-2027", "1.250.000", "Q2 2027", "Ja", "Omsorg, Plan"),
        ("Support", "", "-", "", "", ""),
    )
    lines = read(rows, guess(rows)).lines
    assert dict(lines[0].said) == {
        "name": "Drift",
        "ends_on": date(2027, 12, 31),
        "operation_minor": 125_000_000,
        "plan": (2027, 2),
        "is_initiated": "yes",
        "system_names": ("Omsorg", "Plan"),
    }
    assert (lines[1].line, dict(lines[1].said)) == (3, {"name": "Support"})


def test_people_are_counted_and_never_read() -> None:
    rows = table(
        ("IT System", "Livscyklus", "Systemejer", "Ekstra", "Farve"),
        ("Omsorg", "I drift", "Pia Ejer", "pia@example.org", "blå"),
        ("Plan", "I drift", "", "", ""),
    )
    found = read(rows, guess(rows))
    assert (found.dropped, found.unused) == ({"Systemejer": 1, "Ekstra": 1}, ["Farve"])
    assert "Pia" not in repr(found)


@pytest.mark.parametrize(
    ("heading", "cell", "code"),
    [
        ("Gyldig til", "31-02-2027", "register_cell_unreadable"),
        ("Gyldig til", "31-12-1887", "register_cell_unreadable"),
        ("Drift/år", "efter aftale", "register_cell_unreadable"),
        ("Drift/år", "1,005", "register_cell_unreadable"),
        ("Drift/år", "100 EUR", "register_cell_unreadable"),
        ("Genanskaffelse igangsat", "måske", "register_cell_unreadable"),
        ("Genanskaffelsesplan", "snart", "register_cell_unreadable"),
        ("Opsigelse (måneder)", "et halvt år", "register_cell_unreadable"),
        ("Varighed", "længe", "register_cell_unreadable"),
        ("Varighed", "101 år", "register_cell_unreadable"),
        ("Opsigelse (måneder)", "10000", "register_cell_unreadable"),
        ("Kontraktværdi", "-1", "register_cell_unreadable"),
        ("Leverandør CVR", "13585627", "register_bad_cvr"),
        ("Kontrakttype", "x" * 101, "listed_too_long"),
    ],
)
def test_a_wrong_cell_is_named_by_row_and_column_and_the_rest_is_read(
    heading: str, cell: str, code: str
) -> None:
    rows = table(("IT Kontrakt", heading), ("Drift", cell), ("Support", ""))
    found = read(rows, guess(rows))
    [problem] = found.problems
    assert (problem.code, problem.args["row"], problem.args["column"]) == (code, 2, heading)
    assert [one.said["name"] for one in found.lines] == ["Support"]


def test_a_line_without_a_name_and_one_that_ends_first_are_left_out() -> None:
    rows = table(
        ("IT Kontrakt", "Gyldig fra", "Gyldig til"),
        ("", "01-01-2026", ""),
        ("Drift", "02-01-2026", "01-01-2026"),
        ("Support", "01-01-2026", "01-01-2026"),
        ("Licens", "", "01-01-2026"),
    )
    found = read(rows, guess(rows))
    assert [one.code for one in found.problems] == [
        "register_without_a_name",
        "register_ends_before_it_begins",
    ]
    assert [one.said["name"] for one in found.lines] == ["Support", "Licens"]


def test_a_line_is_named_once_however_much_is_wrong_with_it() -> None:
    rows = table(
        ("IT Kontrakt", "Gyldig fra", "Gyldig til", "Drift/år"), ("", "02-01-2026", "01-01-2026", "x")
    )
    found = read(rows, guess(rows))
    assert [one.code for one in found.problems] == ["register_cell_unreadable"]


def test_a_column_that_is_not_there_is_passed_over() -> None:
    rows = table(("IT Kontrakt", "Farve"), ("Drift", "blå"))
    found = read(rows, Mapped(Sort.CONTRACTS, 0, {0: "name", 7: "ends_on", 1: "nothing"}))
    assert [dict(one.said) for one in found.lines] == [{"name": "Drift"}]
    assert target(Sort.CONTRACTS, "nothing") is None


def test_foreign_numbers_of_companies_stay_as_they_are() -> None:
    rows = table(("IT Kontrakt", "Leverandør CVR"), ("Drift", "SE556036079301"))
    assert read(rows, guess(rows)).lines[0].said["supplier_cvr"] == "SE556036079301"


@pytest.mark.parametrize(
    ("read_cell", "cell"),
    [
        (cells.uuid, "x"),
        (cells.life_cycle, "x"),
        (cells.hosting, "x"),
        (cells.audit, "x"),
        (cells.band, "mange"),
        (cells.band, "<0"),
        (cells.months, "1" * 5000 + " år"),
        (cells.months, "10000 måneder"),
        (cells.currency, "kroner"),
        (cells.option_months, "12; to"),
        (cells.option_months, "0"),
        (cells.option_months, "1201"),
        (cells.option_months, "1" * 5000),
    ],
)
def test_what_no_column_can_hold_is_an_error(read_cell: object, cell: str) -> None:
    with pytest.raises(cells.UnreadableError):
        read_cell(cell)  # type: ignore[operator]


def test_a_band_may_be_written_backwards_and_a_length_reaches_a_hundred_years() -> None:
    assert (cells.band("49-10"), cells.months("100 år")) == ((10, 49), 1200)


def test_a_long_cell_of_digits_is_looked_through_once() -> None:
    def ask() -> None:
        with pytest.raises(cells.UnreadableError):
            cells.months("1" * 100_000 + " x")

    assert took(ask, 1) < 1


def test_personal_data_of_several_sorts_is_read_in_order() -> None:
    assert cells.sensitivity("Følsomme personoplysninger, Ingen persondata") == ("sensitive", "none")


def test_what_runs_on_is_not_refused_for_having_no_length() -> None:
    rows = table(("IT Kontrakt", "Varighed"), ("Drift", "Løbende"), ("Support", "2 år"))
    found = read(rows, guess(rows))
    assert [line.said["duration_months"] for line in found.lines] == ["continues", 24]


def test_what_kitos_says_of_notice_and_documents_is_read() -> None:
    rows = table(
        ("IT Kontrakt", "Gennemtving gyldighed", "Brugte optioner", "Inden udgangen af", "Links"),
        ("Drift", "Ja", "1", "Kvartal", "Aftalen https://a.example https://b.example"),
        ("Support", "Nej", "", "Ugen", "ingen adresse"),
    )
    found = read(rows, guess(rows))
    assert dict(found.lines[0].said) == {
        "name": "Drift",
        "is_enforced": True,
        "options_used": 1,
        "notice_by": "quarter",
        "links": (("Aftalen", "https://a.example"), ("https://b.example", "https://b.example")),
    }
    assert [one.args["column"] for one in found.problems] == ["Inden udgangen af"]


def test_a_line_that_is_left_out_keeps_what_it_is_about() -> None:
    rows = table(("IT Kontrakt", "Gyldig til"), ("Drift", "snart"), ("Support", "31-12-2027"))
    found = read(rows, guess(rows))
    assert [dict(one.said) for one in found.left_out] == [{"name": "Drift"}]
    assert [one.said["name"] for one in found.lines] == ["Support"]


def test_what_another_system_said_wrongly_is_never_read() -> None:
    rows = table(("IT Kontrakt", "Leverandør"), ("Drift", UNREADABLE + "{'a': 1}"))
    found = read(rows, guess(rows))
    [problem] = found.problems
    assert (problem.code, problem.args["found"]) == ("register_cell_unreadable", "{'a': 1}")
