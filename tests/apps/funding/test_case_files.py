"""A business case as a workbook: its formulas come to what we say, live on, and are read again."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook
from tests.apps.funding.case_ground import kept, kroner, large, small
from tests.apps.funding.recalculating import Book
from tests.apps.funding.test_case_pages import HEAD, url, words
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local
from tests.apps.world import HVIDOVRE, NOW, World

from samspil import library
from samspil.apps.funding.models import CaseVersion
from samspil.apps.funding.selectors.cases import KeptCase
from samspil.apps.funding.services.case_files import read_case_file
from samspil.apps.funding.views.case_workbook import workbook
from samspil.apps.portfolio.models import Initiative
from samspil.core.errors import ProblemsError
from samspil.core.finance.business_case import Case, Kind, Line, figures

RATES = library.case_parameters().rates_on(NOW.date())
RECKONING = "Beregning"


def row(book: Book, name: str) -> Any:
    """The first figure of a row of the reckoning by its name, reckoned anew."""
    sheet = book.book[RECKONING]
    [number] = [one[0].row for one in sheet.iter_rows(max_col=1) if one[0].value == name]
    return book.value(RECKONING, f"B{number}")


def made(case: Case) -> Book:
    with override("da"):
        return Book(workbook(case, RATES, "Vagtplan"))


CASES = {
    "pays": small(),
    "does not pay": small(freed=60_000),
    "with three points": large(),
    "longer than the first rate": Case(
        2027,
        2026,
        (
            Line("Køb", Kind.ESTABLISHMENT, "It", kroner(1_000_000, *[0] * 37)),
            Line("Tid", Kind.BENEFIT, "It", kroner(0, *[50_000] * 37)),
        ),
    ),
    "nothing invested": Case(2027, 2026, (Line("Drift", Kind.OPERATION, "It", kroner(5, 5)),)),
    "out of pocket twice": Case(
        2027,
        2026,
        (
            Line("Køb", Kind.ESTABLISHMENT, "It", kroner(100, 0, 60, 0)),
            Line("Tid", Kind.BENEFIT, "It", kroner(0, 110, 0, 100)),
        ),
    ),
    "one year": Case(2027, 2026, (Line("Tid", Kind.BENEFIT, "It", kroner(5)),)),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_every_formula_comes_to_the_value_that_is_kept_with_it(case: Case) -> None:
    book = made(case)
    formulas = book.formulas()
    assert len(formulas) > 10 * case.years
    for cell, found, value in formulas:
        if isinstance(found, str):
            assert value in (None, found), cell
        else:
            assert float(found) == pytest.approx(float(value or 0), rel=1e-9, abs=1e-6), cell


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_key_figures_are_those_of_the_page(case: Case) -> None:
    book, found = made(case), figures(case, RATES)
    assert row(book, "Nutidsværdi") == found.net_now.minor / 100
    assert row(book, "Investeret, nutidsværdi") == found.invested_now.minor / 100
    each, payback = row(book, "For hver investeret krone"), row(book, "Tjent hjem efter, i år")
    if found.for_each_krone is None:
        assert each == ""
    else:
        assert each == pytest.approx(float(found.for_each_krone))
    if found.payback is None:
        assert payback == ""
    else:
        assert payback == pytest.approx(float(found.payback))


def test_a_changed_amount_changes_what_it_comes_to() -> None:
    book = made(small())
    before = row(book, "Nutidsværdi")
    book.book["Business case"]["F5"].value = 400_000  # the purchase in the first year, 300,000 before
    assert row(book, "Nutidsværdi") == pytest.approx(before - 100_000)


def test_a_line_below_the_last_is_reckoned_with() -> None:
    book = made(small())
    before = row(book, "Nutidsværdi")
    sheet = book.book["Business case"]
    sheet["A8"].value, sheet["F8"].value = "Gevinst", 1_000
    assert row(book, "Nutidsværdi") == pytest.approx(before + 1_000)


def test_words_that_look_like_formulas_stay_words() -> None:
    case = Case(2027, 2026, (Line("=1+1", Kind.OPERATION, "@it", kroner(5)),))
    with override("da"):
        sheet = load_workbook(io.BytesIO(workbook(case, RATES, "=cmd"))).worksheets[0]
    assert [sheet[cell].data_type for cell in ("A1", "B5", "C5")] == ["s", "s", "s"]


@pytest.mark.parametrize("language", ["da", "en", "nb"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_what_was_written_is_read_again_in_whatever_language(case: Case, language: str) -> None:
    with override(language):
        data = workbook(case, RATES, "Vagtplan")
    with override("da"):
        assert read_case_file(data, "case.xlsx", "DKK") == case


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(ProblemsError, match="case_file_is_no_workbook"):
        read_case_file(b"a;b;c", "case.csv", "DKK")


# --- the pages


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, HEAD)


@pytest.fixture
def mine(world: World) -> Initiative:
    return local(world, HVIDOVRE)


def send(head: Client, mine: Initiative, data: bytes, **said: str) -> Any:
    file = SimpleUploadedFile("vagtplan.xlsx", data)
    return head.post(url("case_read", mine), {"file": file, **said})


def test_a_workbook_to_begin_with_has_lines_and_no_amounts(head: Client, mine: Initiative) -> None:
    answer = head.get(url("case_file", mine))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [sheet[f"A{number}"].value for number in (5, 6, 7)] == ["Etablering", "Drift", "Gevinst"]
    assert sheet["F4"].value == 2026


def test_a_version_goes_out_is_changed_and_comes_in_as_the_next(
    world: World, head: Client, mine: Initiative
) -> None:
    kept(world, mine)
    book = load_workbook(io.BytesIO(head.get(url("case_file", mine)).content))
    book.worksheets[0]["F5"].value = 310_000
    changed = io.BytesIO()
    book.save(changed)
    assert send(head, mine, changed.getvalue(), why="Tilbuddet var dyrere").status_code == 302
    with world.scope(HVIDOVRE):
        newest = CaseVersion.objects.get(initiative=mine, number=2)
    assert KeptCase(newest).case == small(310_000)
    assert (newest.file_name, newest.why) == ("vagtplan.xlsx", "Tilbuddet var dyrere")


def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_kept(
    world: World, head: Client, mine: Initiative
) -> None:
    with override("da"):
        book = load_workbook(io.BytesIO(workbook(small(), RATES, "x")))
    book.worksheets[0]["F5"].value = "ca. 300.000"
    changed = io.BytesIO()
    book.save(changed)
    page = send(head, mine, changed.getvalue())
    assert page.status_code == 422
    assert "»ca. 300.000« er ikke et beløb" in words(page)
    assert "ark »Business case«, række 5, kolonne F" in words(page)
    with world.scope(HVIDOVRE):
        assert not CaseVersion.objects.filter(initiative=mine).exists()


def test_what_the_rules_refuse_is_said(world: World, head: Client, mine: Initiative) -> None:
    with override("da"):
        data = workbook(small(2_000_000), RATES, "x")
    page = send(head, mine, data)
    assert page.status_code == 422
    assert "skal mindst én linje have et skøn" in words(page)


def test_an_older_version_is_got_by_its_number(world: World, head: Client, mine: Initiative) -> None:
    kept(world, mine)
    kept(world, mine, small(310_000), why="Dyrere")
    first = head.get(url("case_file", mine), {"version": "1"})
    assert load_workbook(io.BytesIO(first.content)).worksheets[0]["F5"].value == 300_000
    assert head.get(url("case_file", mine), {"version": "9"}).status_code == 404


def test_who_does_not_lead_reads_none_in(world: World, browser: Client, mine: Initiative) -> None:
    other = world.log_in(browser, HVIDOVRE, "employee")
    assert other.get(reverse("funding:case_read", args=[mine.public_id])).status_code == 403
