"""Pages of service levels: a service from its words to what was delivered, by hand and by a file."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.api.conftest import Machine, token_for
from tests.apps.service_levels.service_world import HEAD, level_of
from tests.apps.world import HVIDOVRE, World

from samspil.apps.service_levels.models import Figure, FigureList, Level, Promise
from samspil.apps.service_levels.services.delivering import deliver
from samspil.apps.service_levels.services.describing import promise
from samspil.apps.service_levels.types import NewFigure, NewPromise

CATALOGUE = reverse("service_levels:catalogue")
TODAY = timezone.localdate()
LAST_MONTH = (TODAY.replace(day=1) - timedelta(days=1)).replace(day=1)
BEFORE_THAT = (LAST_MONTH - timedelta(days=1)).replace(day=1)


def with_level(world: World) -> Level:
    who = world.acting(HVIDOVRE, HEAD, TODAY)
    with world.scope(HVIDOVRE):
        return level_of(world, on=BEFORE_THAT, acting=who)


def page_of(level: Level) -> str:
    return reverse("service_levels:level", args=[level.public_id])


def test_a_service_is_described_promised_and_held_against_what_was_delivered(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    assert "Ingen ydelse er beskrevet endnu" in head.get(CATALOGUE).content.decode()
    service = {"name": "Servicedesk", "words": "Ring til os", "owner": "IT-driftschef"}
    answer = head.post(reverse("service_levels:new"), service)
    level = {
        "name": "Løst samme dag", "unit": "%", "every": "month", "direction": "at_least", "value": "80,5",
        "area": "", "words": "Otte af ti", "valid_from": BEFORE_THAT.isoformat(),
    }  # fmt: skip
    answer = head.post(answer["Location"], level)
    here = answer["Location"]
    figure = {"day": LAST_MONTH.isoformat(), "value": "79", "area": "", "n": "120", "comment": "Sommer"}
    assert head.post(here, figure).status_code == 302
    told = world.log_in(Client(), HVIDOVRE, "employee").get(here).content.decode()
    for said in ("mindst 80,5 %", "79 %", "Ikke holdt", "Ikke målt", "Holdt i 0 af 1 perioder", "Otte af ti"):
        assert said in told
    assert "1 periode blev ikke målt." in told
    catalogue = head.get(CATALOGUE).content.decode()
    for said in ("Ring til os", "Har ansvaret: IT-driftschef", "Ikke holdt", "0 af 1"):
        assert said in catalogue


def test_only_whoever_keeps_the_organisation_has_the_forms(world: World) -> None:
    level = with_level(world)
    colleague = world.log_in(Client(), HVIDOVRE, "employee")
    told = colleague.get(page_of(level)).content.decode()
    mine = world.log_in(Client(), HVIDOVRE, HEAD).get(page_of(level)).content.decode()
    for not_theirs in ("Gem tallet", "Lov noget andet", "Lov og mål det ikke længere"):
        assert not_theirs not in told
        assert not_theirs in mine  # the control
    assert colleague.post(page_of(level), {"day": LAST_MONTH.isoformat(), "value": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"value": "mange"}, "Skriv tallet som"),
        ({"value": ""}, "Dette felt er påkrævet"),
        ({"day": TODAY.isoformat()}, "gyldig"),
        ({"area": "Havnen"}, "gyldig"),
        ({"comment": "x" * 50_000}, "300"),
        ({"n": "0"}, "1"),
    ],
)
def test_a_figure_that_cannot_be_is_told_and_nothing_typed_is_lost(
    world: World, said: dict[str, str], told: str
) -> None:
    level = with_level(world)
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    good = {"day": LAST_MONTH.isoformat(), "value": "81", "area": "", "n": "3", "comment": "Bemærk"}
    answer = head.post(page_of(level), good | said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert (good | said)["comment"] in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert not Figure.objects.exists()
    assert head.post(page_of(level), good).status_code == 302  # the control


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"value": ""}, "Skriv, hvad der bliver lovet."),
        ({"valid_from": BEFORE_THAT.isoformat()}, "Det sidste løfte gælder fra"),
        ({"valid_from": "9999-12-31"}, "Det årstal kan ikke passe."),
        ({"ends": "on", "area": ""}, "Skriv det område, hvis eget løfte holder op."),
        ({"ends": "on", "area": "Skoler"}, "kun hvis der er et"),
        ({"area": "x" * 101}, "100"),
    ],
)
def test_a_promise_that_cannot_be_is_told(world: World, said: dict[str, str], told: str) -> None:
    level = with_level(world)
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    good = {"value": "90", "area": "", "words": "Ni af ti", "valid_from": TODAY.isoformat()}
    answer = head.post(page_of(level), good | said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    assert head.post(page_of(level), good).status_code == 302  # the control
    with world.scope(HVIDOVRE):
        row = Promise.objects.order_by("-id")[0]
    back = reverse("service_levels:take_back", args=[level.public_id, row.pk])
    assert "Løftet er taget tilbage." in head.post(back, follow=True).content.decode()


def test_what_was_corrected_and_what_is_promised_to_an_area_stand_on_the_page(world: World) -> None:
    level, who = with_level(world), world.acting(HVIDOVRE, HEAD, TODAY)
    now = timezone.now()
    with world.scope(HVIDOVRE):
        promise(level, NewPromise(TODAY, Decimal(60), "Seks af ti", "Skoler"), acting=who, at=now)
        deliver(level, NewFigure(LAST_MONTH, Decimal(70)), acting=who, at=now)
        deliver(level, NewFigure(LAST_MONTH, Decimal(75), corrects=True), acting=who, at=now)
    told = world.log_in(Client(), HVIDOVRE, "employee").get(page_of(level)).content.decode()
    for said in ("Tal, der siden er rettet", "70 %", "75 %", "Skoler", "mindst 60 %"):
        assert said in told


def file(content: bytes, name: str = "tal.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def workbook(*rows: list[object]) -> bytes:
    book, data = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(data)
    return data.getvalue()


def test_a_workbook_of_another_system_is_read_as_somebody_says_and_kept(world: World) -> None:
    level = with_level(world)
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    month = LAST_MONTH.strftime("%Y-%m")
    data = workbook(["KPI", "Maaned", "Afd", "Tal"], ["FCR", month, "Sund", 0.825], ["Andet", month, "", 0.1])
    answer = head.post(reverse("service_levels:figures"), {"source": "Desk", "file": file(data, "kpi.xlsx")})
    here = answer["Location"]
    assert "Sig nedenfor, i hvilken kolonne det her står:" in head.get(here).content.decode()
    columns = {
        "level": "KPI",
        "period": "Maaned",
        "area": "Afd",
        "value": "Tal",
        "days": "day_first",
        "is_share": "on",
    }
    assert head.post(here, columns).status_code == 302
    told = head.get(here).content.decode()
    assert "»FCR« er" in told
    assert "»Sund« er" in told
    words = {"level_0": str(level.public_id), "level_1": "-", "area_0": "*"}
    assert head.post(here, columns | words).status_code == 302
    assert "82,5 %" in head.get(here).content.decode()
    kept = head.post(here, {"keep": "1"}, follow=True).content.decode()
    assert "Gemt: 1 nye, 0 stod der i forvejen." in kept
    with world.scope(HVIDOVRE):
        assert [(one.value, one.area, one.source) for one in Figure.objects.all()] == [
            (Decimal("82.5"), "", "Desk")
        ]
    again = head.post(reverse("service_levels:figures"), {"source": "Desk", "file": file(data, "kpi.xlsx")})
    assert "Alt i filen står der i forvejen." in head.get(again["Location"]).content.decode()


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "tom"), (b"\x00\x01\x02" * 50, "ikke tekst"), (b"Serviceniveau;Periode", "tom")],
)
def test_a_file_that_cannot_be_read_is_told(world: World, data: bytes, told: str) -> None:
    with_level(world)
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    answer = head.post(reverse("service_levels:figures"), {"source": "Desk", "file": file(data)})
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with world.scope(HVIDOVRE):
        assert not FigureList.objects.exists()


def test_a_line_in_error_is_told_by_row_and_column_and_nothing_can_be_kept(world: World) -> None:
    with_level(world)
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    text = "Serviceniveau;Periode;Værdi\nLøst samme dag;2025-01;1.234\n"
    answer = head.post(reverse("service_levels:figures"), {"source": "Desk", "file": file(text.encode())})
    told = head.get(answer["Location"]).content.decode()
    assert "kan læses på to måder" in told
    assert "<td data-number>2</td><td>Værdi</td>" in told
    assert "Gem tallene" not in told
    refused = head.post(answer["Location"], {"keep": "1"})
    assert (refused.status_code, "Noget er ændret" in refused.content.decode()) == (422, True)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_template_can_be_sent_as_it_is_filled_in(world: World, form: str) -> None:
    with_level(world)
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    answer = head.get(reverse("service_levels:figures_template", args=[form]))
    data = answer.content
    if form == "csv":
        data = data.replace(
            b"Servicedesk: L\xc3\xb8st samme dag;;;;;", "Servicedesk: Løst samme dag;;2025-01;81;;".encode()
        )
    assert data.startswith(b"PK") or "2025-01" in data.decode()
    sent = head.post(reverse("service_levels:figures"), {"source": "x", "file": file(data, f"x.{form}")})
    told = head.get(sent["Location"]).content.decode()
    assert ("Gem tallene" in told) is (form == "csv")
    assert "Cellen er tom" in told or form == "csv"


def test_services_and_figures_are_read_by_machines(world: World) -> None:
    level, who = with_level(world), world.acting(HVIDOVRE, HEAD, TODAY)
    with world.scope(HVIDOVRE):
        for day in (BEFORE_THAT, LAST_MONTH):
            deliver(level, NewFigure(day, Decimal("81.5")), acting=who, at=timezone.now())
    machine = Machine(token_for(world, HVIDOVRE, HEAD))
    [service] = machine.get("/service-levels").json()["items"]
    assert service["levels"] == [
        {
            "id": str(level.public_id),
            "name": "Løst samme dag",
            "unit": "%",
            "direction": "at_least",
            "every": "month",
            "promises": [{"area": "", "value": "80"}],
        }
    ]
    path = f"/service-levels/{level.public_id}/figures"
    first = machine.get(f"{path}?size=1").json()
    assert [(one["first"], one["value"]) for one in first["items"]] == [(LAST_MONTH.isoformat(), "81.5")]
    second = machine.get(first["next"].removeprefix("/api")).json()
    assert [one["first"] for one in second["items"]] == [BEFORE_THAT.isoformat()]
    assert second["next"] is None
