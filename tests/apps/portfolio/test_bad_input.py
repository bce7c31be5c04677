"""What somebody gets wrong, sent through the pages: a clear answer, nothing written, nothing typed lost.

Beside these: a gate that lacks its papers (`test_gates_page`), macros and what swells (`test_import_pages`).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from tests.apps.governance.at_time import set_clock
from tests.apps.governance.test_model_pages import filled, part
from tests.apps.portfolio.gates_ground import Project, adopt_project_model
from tests.apps.portfolio.ground import keeper, local, programme
from tests.apps.portfolio.test_import_pages import fields, send
from tests.apps.portfolio.test_initiative_forms import of, refused, url, words
from tests.apps.portfolio.test_scenario_pages import said as drafted
from tests.apps.portfolio.test_scenarios import draft
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.governance.models import ModelVersion
from samspil.apps.governance.selectors.adoptions import adopted_on
from samspil.apps.governance.services import drafting
from samspil.apps.portfolio.models import (
    Dependency,
    Estimate,
    Gate,
    Initiative,
    Milestone,
    Participation,
    PlannedEffort,
    Scenario,
)
from samspil.apps.portfolio.services import initiatives, plans
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.kit.tenancy import scope

HEAD = "head_of_digitalisation"
OUTSIDE = "0101"  # no member of the association
FORMULAS = ("=1+1", "+45 12 34", "-1 n/a", "@SUM(A1)", "\t=1+1")


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    """Who keeps Hvidovre's portfolio."""
    return world.log_in(browser, HVIDOVRE, HEAD)


def milestones(world: World, *titles: str) -> list[Milestone]:
    """One in each of as many initiatives, each waiting for the one before."""
    found: list[Milestone] = []
    for title in titles:
        row = local(world, HVIDOVRE, title)
        with world.scope(HVIDOVRE):
            kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
            new = plans.add_milestone(row, plans.NewMilestone(f"{title} i drift", date(2026, 5, 1)), **kept)
            if found:
                plans.let_wait(new, found[-1].public_id, 2, **kept)
        found.append(new)
    return found


def test_milestones_of_three_initiatives_do_not_wait_in_a_circle(world: World, head: Client) -> None:
    first, _then, last = milestones(world, "Arkiv", "Post", "Vagtplan")
    there = of(first, "wait") + "?q=vagtplan"
    told = refused(head, there, predecessor=str(last.public_id), lag_days="7")
    assert "vente på sig selv" in told
    answer = head.post(there, {"key": "k", "predecessor": str(last.public_id), "lag_days": "7"})
    assert 'value="7"' in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert Dependency.objects.count() == 2
        days = Milestone.objects.order_by("pk").values_list("expected_on", flat=True)
        assert list(days) == [date(2026, 5, 1), date(2026, 5, 3), date(2026, 5, 5)]


def test_a_programme_is_not_put_inside_itself_by_way_of_its_parts(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        outer, inner, innermost = (
            initiatives.start(NewInitiative(title, "", Form.PROGRAMME, is_mandatory=False), **kept)
            for title in ("Ældre digitalt", "Skærme", "Skærme i hjem")
        )
        initiatives.put_in_programme(inner, outer, **kept)
        initiatives.put_in_programme(innermost, inner, **kept)
    told = refused(head, url(outer, "programme"), programme=str(innermost.public_id))
    assert "»Ældre digitalt« ville komme til at ligge inden i sig selv." in told
    assert refused(head, url(outer, "programme"), programme=str(outer.public_id))
    with world.scope(HVIDOVRE):
        assert Initiative.objects.get(pk=outer.pk).programme is None


# --- work below nothing, and what ends before it starts --------------------------------------------------
LEAST = "Denne værdi skal være større end eller lig 0."


def kept_in(answer: Any, *typed: str) -> str:
    """It was refused, and what was typed stands there still."""
    page = str(answer.content.decode())
    assert answer.status_code == 422, words(answer)[:400]
    assert [one for one in typed if f'value="{one}"' not in page] == []
    return words(answer)


def test_no_work_is_below_nothing(world: World, head: Client) -> None:
    mine = local(world, HVIDOVRE)
    asked = {"initiative": mine.public_id, "unit": "IT", "competence": "Jura", "first": "2026-03"}
    form = {"last": "2026-05", "days": "-3", **asked}
    there = head.post(
        reverse("portfolio:load"), {"do": "effort", **{f"effort-{name}": one for name, one in form.items()}}
    )
    assert LEAST in kept_in(there, "-3", "Jura", "2026-05")
    begun = head.post(
        reverse("portfolio:start"), {"key": uuid4(), "title": "Robot", "form": "project", "effort": "-1"}
    )
    assert LEAST in kept_in(begun, "-1", "Robot")
    estimated = head.post(url(mine, "baseline"), {"key": "k", "effort": "-2", "cost": "500.000"})
    assert LEAST in kept_in(estimated, "-2", "500.000")
    row = draft(world, HVIDOVRE)
    added = head.post(
        reverse("portfolio:scenario", args=[row.public_id]), drafted("add", title="Robot", days="-4")
    )
    assert LEAST in kept_in(added, "-4", "Robot")
    with world.scope(HVIDOVRE):
        assert [one.title for one in Initiative.objects.all()] == ["Vagtplan i Ældre"]
        assert not PlannedEffort.objects.exists()
        assert not Estimate.objects.exists()
        assert Scenario.objects.get().changes == []


BACKWARDS = {"starts_on": "2026-05-02", "ends_on": "2026-05-01"}
WHY_BACKWARDS = "Slutdatoen 1. maj 2026 ligger før startdatoen 2. maj 2026. Ret en af dem."


def test_nothing_ends_before_it_starts(world: World, head: Client) -> None:
    mine = local(world, HVIDOVRE)
    begun = head.post(
        reverse("portfolio:start"), {"key": uuid4(), "title": "Robot", "form": "project", **BACKWARDS}
    )
    assert WHY_BACKWARDS in kept_in(begun, "Robot", *BACKWARDS.values())
    estimated = head.post(url(mine, "baseline"), {"key": "k", **BACKWARDS})
    assert WHY_BACKWARDS in kept_in(estimated, *BACKWARDS.values())
    row = draft(world, HVIDOVRE)
    sent = drafted("add", title="Robot", form="project", **BACKWARDS)
    added = head.post(reverse("portfolio:scenario", args=[row.public_id]), sent)
    assert WHY_BACKWARDS in kept_in(added, "Robot", *BACKWARDS.values())
    with world.scope(HVIDOVRE):
        assert [one.title for one in Initiative.objects.all()] == ["Vagtplan i Ældre"]
        assert not Estimate.objects.exists()
        assert Scenario.objects.get().changes == []


def test_a_line_of_a_list_that_ends_before_it_starts_is_refused_with_its_place(
    world: World, head: Client
) -> None:
    read = send(head, "Navn;Start;Slutdato\nArkiv;02-05-2026;01-05-2026\n")["Location"]
    shown = head.post(read, fields(head.get(read)))["Location"]
    told = words(head.get(shown))
    assert "Slutdatoen 1. maj 2026 ligger før startdatoen 2. maj 2026 (række 2, »Slutdato«)" in told
    with world.scope(HVIDOVRE):
        assert not Initiative.objects.exists()


# --- shares, members, phases ------------------------------------------------------------------------------
@pytest.mark.parametrize(("share", "is_one"), [("3/2", False), ("1", True)])
def test_no_share_is_over_the_whole(world: World, head: Client, share: str, is_one: bool) -> None:
    """What is shared out is written in the governance model: how many must be there, how much tolerates."""
    with world.scope(HVIDOVRE):
        [base] = adopted_on(world.organisation(HVIDOVRE).pk, TODAY)
        row = drafting.draft_from_version(base, acting=keeper(world, HVIDOVRE), at=NOW, today=TODAY)
    there = part(row, "parameters", "half")
    new = {"rows-1-day": "2026-04-01", "rows-1-value": share, "rows-1-source_sort": "assumed"}
    answer = head.post(there, filled(head.get(there), **new), follow=True)
    assert ("som ikke kan være" in words(answer)) is not is_one, words(answer)
    with world.scope(HVIDOVRE):
        after: Any = drafting.part_of(ModelVersion.objects.get(pk=row.pk), ("parameters", "half"))
    assert str(after["values"]["2026-04-01"]["value"]) == share


def test_nobody_outside_the_association_is_invited_or_asked_for_a_pace(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    browser = world.log_in(browser, "", "coordinator")
    there = reverse("portfolio:common_invite", args=[common.public_id])
    answer = browser.post(there, {"members": [OUTSIDE]})
    assert OUTSIDE in words(answer)
    assert answer.status_code == 422
    row = draft(world, "")
    for asked in (f"{common.public_id} {OUTSIDE}", f"{uuid4()} {HVIDOVRE}"):
        sent = drafted("pace", part=asked, pace="joining")
        answer = browser.post(reverse("portfolio:scenario", args=[row.public_id]), sent)
        assert answer.status_code == 422
        assert "Vælg" in words(answer)
    with world.scope(""):
        assert [one.code for one in Participation.objects.all()] == [HVIDOVRE]
        assert Scenario.objects.get().changes == []


@pytest.fixture
def project(world: World) -> Iterator[Project]:
    """A project in the idea phase of the state's model."""
    adopt_project_model(world, HVIDOVRE, "state_project_model")
    with world.scope(HVIDOVRE):
        yield Project(world, HVIDOVRE, "state_model")


def test_a_phase_that_the_model_does_not_have_is_said_and_nobody_gets_out_of_it(
    world: World, project: Project, head: Client
) -> None:
    here = project.initiative.public_id
    Initiative.objects.filter(pk=project.initiative.pk).update(phase="dreaming")
    told = words(head.get(reverse("portfolio:phases", args=[here])))
    assert "har den ikke længere den fase" in told or "er ikke længere" in told
    answer = head.post(reverse("portfolio:ask_for_gate", args=[here]), {"a_amount": "100.000", "key": "k"})
    assert answer.status_code == 422
    assert not Gate.objects.exists()


def test_what_does_not_belong_to_the_phase_is_refused(project: Project, head: Client) -> None:
    here = reverse("portfolio:document", args=[project.initiative.public_id])
    sent = {"document": "handover", "d_handover-place": "Sag 26/7"}
    assert "hører ikke til den fase" in words(head.post(here, sent))


def test_a_project_model_that_nobody_has_adopted_is_refused(project: Project, head: Client) -> None:
    sent = {"key": uuid4(), "title": "Robot", "form": "project", "project_model": "waterfall"}
    answer = head.post(reverse("portfolio:start"), sent)
    assert "waterfall" in kept_in(answer, "Robot")
    with scope.within([project.initiative.organisation_id]):
        assert Initiative.objects.count() == 1


@pytest.mark.parametrize("page", ["initiatives", "board", "calendar", "timeline", "bubbles"])
def test_a_filter_that_is_not_there_is_said_and_never_taken_for_another(
    world: World, head: Client, page: str
) -> None:
    local(world, HVIDOVRE)
    there = reverse(f"portfolio:{page}")
    assert "udeladt" not in words(head.get(there, {"light": "red"}))
    answer = head.get(there, {"phase": "state_model.dreaming", "light": "purple", "area": "Kultur"})
    assert answer.status_code == 200
    [told] = re.findall(r"udeladt: (.*?)\.", words(answer))
    assert {"Status", "Fagområde"} <= set(told.split(", "))
    assert "mere, end adressen beder om" in words(answer)


# --- cells that a spreadsheet would run -------------------------------------------------------------------
def cells_of(answer: Any, form: str) -> list[str]:
    if form == "xlsx":
        book = load_workbook(io.BytesIO(answer.content))
        cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}, "no cell is a formula"
        return []  # a text in a cell of a workbook is a text, whatever it begins with
    text = answer.content.decode("utf-8-sig")
    return [cell for row in csv.reader(io.StringIO(text), delimiter=";") for cell in row]


@pytest.mark.parametrize("address", ["/portfolio/export.{}", "/portfolio/whole.{}"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_no_cell_of_an_export_begins_a_formula(world: World, head: Client, address: str, form: str) -> None:
    for title in FORMULAS:
        local(world, HVIDOVRE, f"{title} vagtplan", areas=(title.strip(),))
    cells = cells_of(head.get(address.format(form)), form)
    assert [one for one in cells if re.match(r"[=+\-@\t\r]", one)] == []
    assert form == "xlsx" or sum("vagtplan" in one for one in cells) == len(FORMULAS)
