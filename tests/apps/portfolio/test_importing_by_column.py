"""What is new becomes the same rows whether its lines are taken one by one or column by column."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.apps.portfolio.test_importing import take_in
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.portfolio.models import Estimate, Initiative, ListedRow, RoleHolder, StatusReport
from samspil.apps.portfolio.services.importing import applying
from samspil.kit.journal.models import Entry, PersonalValue

HEADINGS = (
    "Sagsnr.;Indsats;Type;År;Forvaltning;Kategori;Formål;Lovhjemmel;Projektleder;Projektejer;Status;"
    "Bemærkning til status;Start;Slutdato;Årets budget;Årets prognose;Afvigelse;Samlet udgift;"
    "Bemærkning til samlet udgift;Gevinst"
)
LINES = (
    (
        '1;Vagtplan "ny";Program;2024;Ældre;;Færre vagter;Serviceloven § 83;Anna;Bo;Grøn;Går\\godt;'
        "01-02-2026;31-12-2026;100;120;-4,5 %;1.000.000;Uden drift;5000"
    ),
    "2;Borger-app;;2025;Kultur;Digital; ;;;Bo;Fortrolig;;;31-12-2027;;;;Fortroligt indtil udbud;;",
    "3;Arkiv;Pilot;;Kultur;;;;Anna;;;;;;;;;2.000;;",
    "4;Ledig;;;;;;;;;;;;;;;;;;",
    '5;Lys;;;;"It; æ";;;;;lilla;;02-02-2026;;;;;;;',
    "6;Sjette;;;Ældre;;;;;;Ikke vurderet;Venter;;;0;;;;Først efter udbud;Fortrolig",
    '7;Gult;Opgave;2024;;"A; B";;Lov;;;Gul;;;;;;12 %;;;',
)
TABLES: tuple[Any, ...] = (Initiative, Estimate, RoleHolder, StatusReport, ListedRow)


def all_rows(world: World, code: str) -> list[Any]:
    """All that was written, without what is another each time: keys, and ids for the outside."""
    with world.scope(code):
        number: dict[Any, str] = dict(Initiative.objects.values_list("pk", "number"))
        found: list[Any] = []
        for table in TABLES:
            rows = [dict(row) for row in table.objects.values()]
            for row in rows:
                row["initiative_id"] = number.get(row.get("initiative_id", row["id"]))
                for changing in ("id", "public_id", "organisation_id", "reported_by"):
                    row.pop(changing, None)
            found.append(sorted(rows, key=lambda row: json.dumps(row, default=str)))
        told = Entry.objects.filter(action="portfolio.initiative.started").order_by("sequence")
        facts = [json.loads(said) for said in told.values_list("facts", flat=True)]
        values = dict(PersonalValue.objects.values_list("commitment", "value"))
        for said in facts:
            said["list"] = ""
            said["personal"] = values[said["personal"]["title"]]
        return [*found, facts]


@pytest.mark.parametrize("count", [1, 3, len(LINES)])
def test_line_by_line_and_column_by_column_agree(
    world: World, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    text = "\n".join([HEADINGS, *LINES[:count]])
    by_column = take_in(world, text, HVIDOVRE, year=2023)
    monkeypatch.setattr(applying, "_all_alone", lambda _groups: False)
    assert take_in(world, text, RODOVRE, year=2023) == by_column
    assert by_column["new"] == count
    assert all_rows(world, HVIDOVRE) == all_rows(world, RODOVRE)


def test_every_field_was_told_of(world: World) -> None:
    """So that agreeing says something."""
    take_in(world, "\n".join([HEADINGS, *LINES]), year=2023)
    with world.scope(HVIDOVRE):
        one = Initiative.objects.get(title='Vagtplan "ny"')
        assert (one.form, one.is_mandatory, one.legal_source) == ("programme", True, "Serviceloven § 83")
        assert (one.purpose, one.areas, one.light) == ("Færre vagter", ["Ældre"], "green")
        assert sorted(one.role_holders.values_list("role", "function")) == [
            ("manager", "Anna"),
            ("owner", "Bo"),
        ]
        report = one.reports.get()
        assert str(report.on) == "2024-12-31"
        assert report.text == "Går\\godt\n\nUden drift"
        assert report.from_numbers == {
            "listed": {
                "benefit": {"currency": "DKK", "minor": 500_000},
                "variance": "-0.045",
                "year_budget": {"currency": "DKK", "minor": 10_000},
                "year_forecast": {"currency": "DKK", "minor": 12_000},
            }
        }
        assert Initiative.objects.get(title="Ledig").reports.count() == 0
