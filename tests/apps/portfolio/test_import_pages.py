"""The pages that take in a list: sent, read, seen with its consequences, confirmed."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.apps.portfolio.ground import local
from tests.apps.portfolio.test_importing import FIRST, everything
from tests.apps.world import HVIDOVRE, RODOVRE, World
from tests.kit.excel.test_reading import with_part

from samspil.apps.portfolio.models import Initiative, ListUpload

SEND = "/portfolio/import/"


@pytest.fixture
def keeper(world: World, browser: Client) -> Client:
    """A browser of whoever leads digitalisation in Hvidovre."""
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


def send(browser: Client, data: bytes | str, name: str = "liste.csv", **said: str) -> Any:
    content = data.encode() if isinstance(data, str) else data
    form = {"file": SimpleUploadedFile(name, content), "currency": "DKK", **said}
    return browser.post(SEND, form)


def fields(answer: Any) -> dict[str, Any]:
    """What a browser sends when nothing is changed."""
    form = answer.context["form"]
    said = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else value for name, value in said.items()}


def taken_in(browser: Client, data: bytes | str, name: str = "liste.csv") -> Any:
    read = send(browser, data, name)["Location"]
    shown = browser.post(read, fields(browser.get(read)))["Location"]
    seen = browser.get(shown).context["seen"]
    return browser.post(shown, {"seen": seen.digest})


def test_a_list_is_sent_read_seen_and_confirmed(world: World, keeper: Client) -> None:
    read = send(keeper, FIRST, year="2024")["Location"]
    page = keeper.get(read).content.decode()
    for words in ("Sådan læses listen", "Samlet udgift (mio. kr.)", "Fortroligt indtil udbud", "lilla"):
        assert words in page
    said = fields(keeper.get(read))
    shown = keeper.post(read, said)["Location"]
    told = keeper.get(shown).content.decode()
    for words in ("Vagtplan", "Borger-app", "undtaget", "»lilla« er ikke på skalaen", "Godkend og indlæs"):
        assert words in told, words
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()
    seen = keeper.get(shown).context["seen"]
    done = keeper.post(shown, {"seen": seen.digest}, follow=True)
    assert "Indlæst: 3 nye, 0 ændrede, 0 som før." in done.content.decode()
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 3
    again = send(keeper, FIRST, year="2024")["Location"]
    shown = keeper.post(again, fields(keeper.get(again)))["Location"]
    assert "Alt er, som det var" in keeper.get(shown).content.decode()


def test_what_a_word_of_the_scale_means_is_said_once(world: World, keeper: Client) -> None:
    read = send(keeper, FIRST)["Location"]
    page = keeper.get(read)
    [lilac] = [field.name for field in page.context["ratings"] if field.label == "lilla"]
    shown = keeper.post(read, {**fields(page), lilac: "red"})["Location"]
    assert not keeper.get(shown).context["seen"].refused
    next_time = send(keeper, FIRST)["Location"]
    assert keeper.get(next_time).context["form"][lilac].value() == "red"


def test_a_column_chosen_twice_is_told_and_nothing_typed_is_lost(world: World, keeper: Client) -> None:
    read = send(keeper, "Navn;Status;Vejret\nArkiv;Grøn;Sol\n")["Location"]
    said = {**fields(keeper.get(read)), "s0c2f": "name", "name": "Min liste"}
    answer = keeper.post(read, said)
    assert answer.status_code == 422
    told = answer.content.decode()
    assert "Både »Navn« og »Vejret« er sat til det samme" in told
    assert "Min liste" in told


def test_what_is_only_alike_is_asked_about(world: World, keeper: Client) -> None:
    there = local(world, HVIDOVRE, "Ny digital vagtplan i Ældreplejen")
    read = send(keeper, "Navn;Status\nNy digital vagtplan i ældreplejen 2;Grøn\n")["Location"]
    shown = keeper.post(read, fields(keeper.get(read)))["Location"]
    asked = keeper.get(shown).content.decode()
    assert "Er det den samme?" in asked
    assert "Godkend og indlæs" not in asked
    keeper.post(shown, {"who": "1", "w0": str(there.public_id)})
    page = keeper.get(shown)
    assert "bliver til" in page.content.decode()
    keeper.post(shown, {"seen": page.context["seen"].digest})
    with world.scope(HVIDOVRE):
        assert Initiative.objects.get().title == "Ny digital vagtplan i ældreplejen 2"


def test_a_workbook_with_two_sheets_comes_in_and_a_sheet_that_is_no_list_is_passed_over(
    world: World, keeper: Client
) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Forside"  # type: ignore[union-attr]
    book.active.append(["Porteføljen"])  # type: ignore[union-attr]
    for sheet, name in (("Ældre", "Vagtplan"), ("Kultur", "Arkiv")):
        page = book.create_sheet(sheet)
        page.append(["Navn", "Budget 2026"])
        page.append([name, 12.5])
    file = io.BytesIO()
    book.save(file)
    assert taken_in(keeper, file.getvalue(), "p.xlsx").status_code == 302
    with world.scope(HVIDOVRE):
        assert set(Initiative.objects.values_list("title", flat=True)) == {"Vagtplan", "Arkiv"}


def test_bad_files_are_told_in_plain_words(world: World, keeper: Client) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Navn", "Status"])  # type: ignore[union-attr]
    file = io.BytesIO()
    book.save(file)
    macros = with_part(file.getvalue(), "xl/theme/theme1.xml", lambda xml: xml)
    out = io.BytesIO(macros)
    with zipfile.ZipFile(out, "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"x")
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", bytes(300_000_000))
    for data, name, words in (
        (out.getvalue(), "p.xlsm", "makroer"),
        (bomb.getvalue(), "p.xlsx", "når den pakkes ud"),
        (b"Hej\nmed dig\n", "p.csv", "overskrifter"),
        (b"", "p.csv", ""),
    ):
        answer = send(keeper, data, name)
        assert answer.status_code == 422
        assert words in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert not ListUpload.objects.exists()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_whole_portfolio_goes_out_and_in_unchanged(world: World, keeper: Client, form: str) -> None:
    local(world, HVIDOVRE, "=Formel; og | tegn")
    local(world, HVIDOVRE, "-1 n/a")
    taken_in(keeper, FIRST)
    data = keeper.get(f"/portfolio/whole.{form}").content
    before = everything(world)
    read = send(keeper, data, f"hele.{form}")["Location"]
    shown = keeper.post(read, fields(keeper.get(read)))["Location"]
    seen = keeper.get(shown).context["seen"]
    assert seen.changes_nothing
    assert len(seen.consequences) == 5
    assert not seen.refused
    assert everything(world) == before


def test_the_portfolio_is_changed_in_a_spreadsheet(world: World, keeper: Client) -> None:
    taken_in(keeper, FIRST)
    data = keeper.get("/portfolio/whole.csv").content.decode().replace("Vagtplan", "Ny vagtplan")
    taken_in(keeper, data)
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 3
        assert Initiative.objects.get(light="green").title == "Ny vagtplan"


def test_who_does_not_keep_the_portfolio_finds_no_such_page(world: World, browser: Client) -> None:
    keeper = world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    read = send(keeper, FIRST)["Location"]
    other = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    employee = world.log_in(browser, HVIDOVRE, "employee")
    for address in (read, read.replace("columns/", "")):
        assert other.get(address).status_code == 404
        assert employee.get(address).status_code == 404
        assert Client().get(address).status_code == 302
    assert employee.get(SEND).status_code == employee.get("/portfolio/whole.csv").status_code == 404
