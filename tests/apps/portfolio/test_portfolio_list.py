"""The portfolio in lists, on a board and in files: what is found, by whom, in which order."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import initiatives, plans
from samspil.apps.portfolio.types import End, Form, InitiativeRole
from samspil.core.portfolio.pace import Pace

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def titles(browser: Client, query: str = "") -> list[str]:
    answer = browser.get(reverse("portfolio:initiatives") + query)
    assert answer.status_code == 200
    return [row["title"] for row in answer.context["rows"]]


def planned(world: World, title: str, day: date | None, **more: Any) -> Initiative:
    """An initiative of Hvidovre with a milestone on a day."""
    row = local(world, HVIDOVRE, title, **more)
    if day is not None:
        with world.scope(HVIDOVRE):
            milestone = plans.NewMilestone("Kontrakt", day)
            plans.add_milestone(row, milestone, acting=keeper(world, HVIDOVRE), at=NOW)
    return row


def changed(world: World, row: Initiative, **more: Any) -> None:
    with world.scope(HVIDOVRE):
        Initiative.objects.filter(pk=row.pk).update(**more)


def test_an_empty_portfolio_says_what_will_come(world: World, browser: Client) -> None:
    told = world.log_in(browser, HVIDOVRE, "employee").get(reverse("portfolio:initiatives")).content.decode()
    assert "Ingen indsatser endnu" in told
    assert reverse("portfolio:start") not in told, "an employee starts nothing"


def test_a_line_says_what_it_is_how_it_stands_what_comes_and_who_answers(
    world: World, browser: Client
) -> None:
    row = planned(world, "Vagtplan", date(2026, 4, 1))
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        initiatives.name(row, InitiativeRole.OWNER, "Chef for Ældre", acting=acting, at=NOW)
    planned(world, "Ingen plan", None)
    told = world.log_in(browser, HVIDOVRE, "employee").get(reverse("portfolio:initiatives")).content.decode()
    assert "Kontrakt" in told
    assert "Chef for Ældre" in told
    assert "Ingen endnu" in told, "nobody answers for the other"
    assert 'data-light="grey"' in told
    assert "Uden for projektmodellen" in told


def test_the_accountable_executive_answers_before_the_owner_and_only_while_it_lasts(
    world: World, browser: Client
) -> None:
    row = planned(world, "Vagtplan", None)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        for role, function in [
            (InitiativeRole.OWNER, "Ejeren"),
            (InitiativeRole.EXECUTIVE, "Direktøren"),
            (InitiativeRole.MANAGER, "Lederen"),
        ]:
            initiatives.name(row, role, function, acting=acting, at=NOW)
        row.role_holders.filter(role="owner").update(valid_from=date(2025, 1, 1), valid_to=NOW.date())
    world.log_in(browser, HVIDOVRE, "employee")
    answers = browser.get(reverse("portfolio:initiatives")).context["rows"][0]["answers"]
    assert answers == "Direktøren"
    with world.scope(HVIDOVRE):
        row.role_holders.filter(role="executive").delete()
    assert browser.get(reverse("portfolio:initiatives")).context["rows"][0]["answers"] is None


def test_another_organisation_s_initiatives_are_never_there(world: World, browser: Client) -> None:
    planned(world, "Hemmelig omlægning", date(2026, 4, 1))
    programme(world, HVIDOVRE)
    for code in (RODOVRE, SOLROD):
        world.log_in(browser, code, "head_of_digitalisation")
        assert titles(browser) == titles(browser, "?q=omlægning&state=all") == []
        for page in ("board", "calendar", "calendar_file"):
            told = browser.get(reverse(f"portfolio:{page}")).content.decode()
            assert "Hemmelig" not in told
            assert "fuldmagter" not in told
        assert "Hemmelig" not in browser.get(reverse("portfolio:export", args=["csv"])).content.decode()


def test_nobody_sees_the_portfolio_without_logging_in(client: Client) -> None:
    for page in ("initiatives", "board", "commons", "calendar", "start"):
        answer = client.get(reverse(f"portfolio:{page}"))
        assert answer.status_code == 302
        assert "/account/login/" in answer["Location"]


def test_each_filter_lets_through_what_it_says(world: World, browser: Client) -> None:
    old = planned(world, "Gammel", None)
    law = planned(world, "Fuldmagter", None, areas=("Ældre",))
    pilot = planned(world, "Sensorer på ø", None, areas=("Teknik og miljø", "Æld"))
    changed(world, law, is_mandatory=True, legal_source="Lov 1", light="red", is_paused=True)
    changed(world, pilot, form=Form.PILOT.value, project_model="shared_model", phase="idea")
    changed(world, old, end=End.STOPPED.value, ended_on=NOW.date())
    world.log_in(browser, HVIDOVRE, "employee")
    assert set(titles(browser)) == {"Fuldmagter", "Sensorer på ø"}
    assert titles(browser, "?state=ended") == ["Gammel"]
    assert len(titles(browser, "?state=all")) == 3
    assert titles(browser, "?form=pilot") == ["Sensorer på ø"]
    assert titles(browser, "?duty=mandatory") == ["Fuldmagter"]
    assert titles(browser, "?duty=voluntary") == ["Sensorer på ø"]
    assert titles(browser, "?light=red") == ["Fuldmagter"]
    assert titles(browser, "?area=Ældre") == ["Fuldmagter"], "not what only begins so"
    assert titles(browser, "?phase=outside") == ["Fuldmagter"]
    assert titles(browser, "?q=SENSOR Ø") == ["Sensorer på ø"]
    assert titles(browser, "?q=bedre") != [], "the purpose is looked through too"
    assert titles(browser, "?q=%25") == []
    assert len(titles(browser, "?form=nonsense&light=blue&programme=7&after=x&order=y")) == 2


def test_what_is_ours_alone_and_what_is_done_with_others(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    own = planned(world, "Vores del", None)
    planned(world, "Lokal", None)
    changed(world, own, common=common.public_id)
    world.log_in(browser, HVIDOVRE, "employee")
    assert titles(browser, "?reach=joint") == ["Vores del"]
    assert titles(browser, "?reach=local") == ["Lokal"]


def test_the_association_finds_what_a_member_takes_part_in(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    with world.scope(""):
        common.participations.filter(code=RODOVRE).update(pace=Pace.OPTED_OUT.value)
    world.log_in(browser, "", "coordinator")
    assert titles(browser, f"?member={HVIDOVRE}") == ["Digitale fuldmagter"]
    assert titles(browser, f"?member={RODOVRE}") == [], "who has opted out takes no part"
    assert titles(browser, "?member=0101") == ["Digitale fuldmagter"], "no member: nothing is narrowed"


def test_the_parts_of_a_programme(world: World, browser: Client) -> None:
    whole, part = planned(world, "Program", None), planned(world, "Del", None)
    changed(world, whole, form=Form.PROGRAMME.value)
    changed(world, part, programme=whole)
    world.log_in(browser, HVIDOVRE, "employee")
    assert titles(browser, f"?programme={whole.public_id}") == ["Del"]


@pytest.mark.parametrize("order", ["next", "newest", "light"])
def test_the_list_goes_on_where_the_page_ended_whatever_its_order(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch, order: str
) -> None:
    monkeypatch.setattr("samspil.apps.portfolio.forms.narrowing.SIZES", {"25": 2, "100": 100})
    days = [date(2026, 5, 1), None, date(2026, 4, 1), date(2026, 5, 1), None, date(2026, 2, 1), None]
    lights = ["green", "red", "grey", "red", "yellow", "yellow", "green"]
    rows = [planned(world, f"Nr. {n}", day) for n, day in enumerate(days)]
    for row, light in zip(rows, lights, strict=True):
        changed(world, row, light=light)
    by_hand = {
        "next": [5, 2, 0, 3, 1, 4, 6],
        "newest": [6, 5, 4, 3, 2, 1, 0],
        "light": [3, 1, 5, 4, 6, 0, 2],
    }
    world.log_in(browser, HVIDOVRE, "employee")
    found, query = [], f"?order={order}&size=25"
    while query:
        answer = browser.get(reverse("portfolio:initiatives") + query)
        assert len(answer.context["rows"]) <= 2
        found += [row["title"] for row in answer.context["rows"]]
        query = answer.context["next_url"]
    assert found == [f"Nr. {n}" for n in by_hand[order]]


def test_a_list_asks_as_often_for_many_as_for_one(world: World, browser: Client) -> None:
    planned(world, "Først", date(2026, 4, 1))
    world.log_in(browser, HVIDOVRE, "employee")
    for page in ("initiatives", "board", "calendar"):
        browser.get(reverse(f"portfolio:{page}"))
    counts = []
    for _round in range(2):
        for page in ("initiatives", "board", "calendar"):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                browser.get(reverse(f"portfolio:{page}") + "?size=100")
            counts.append(len(asked))
        for number in range(6):
            planned(world, f"Nr. {number}", date(2026, 4, 2 + number))
    assert counts[:3] == counts[3:]


def test_the_filters_stay_in_the_address_from_page_to_page(world: World, browser: Client) -> None:
    planned(world, "Vagtplan", None)
    world.log_in(browser, HVIDOVRE, "employee")
    answer = browser.get(
        reverse("portfolio:initiatives") + "?duty=voluntary&order=light&after=grey_999999999"
    )
    tabs = {str(tab["label"]): tab["url"] for tab in answer.context["tabs"]}
    assert tabs["Tavle"].endswith("?duty=voluntary"), "what only the list asks for is not carried on"
    assert answer.context["query"] == "duty=voluntary&order=light"


def test_a_board_has_a_column_for_each_phase_in_the_model_s_order(world: World, browser: Client) -> None:
    row = planned(world, "Uden model", None)
    other = planned(world, "I en model der er væk", None)
    changed(world, other, project_model="gone", phase="somewhere")
    told = world.log_in(browser, HVIDOVRE, "employee").get(reverse("portfolio:board"))
    boards = told.context["boards"]
    assert [board["name"] for board in boards] == ["En tidligere projektmodel", "Uden for projektmodellen"]
    assert [(one["name"], one["count"]) for one in boards[0]["columns"]] == [
        ("En fase i en tidligere model", 1),
    ]
    assert row.title in told.content.decode()
    assert "somewhere" not in told.content.decode(), "no key stands on a page"


def test_a_phase_is_told_and_chosen_by_the_name_that_the_model_gives_it(
    world: World, browser: Client
) -> None:
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    idea = planned(world, "På idéstadiet", None, project_model="shared_model")
    later = planned(world, "Længere fremme", None, project_model="shared_model")
    changed(world, later, phase="analysis")
    world.log_in(browser, HVIDOVRE, "employee")
    rows = browser.get(reverse("portfolio:initiatives")).context["rows"]
    assert {row["title"]: row["phase"] for row in rows} == {idea.title: "Idé", later.title: "Analyse"}
    assert titles(browser, "?phase=shared_model.analysis") == [later.title]
    (board,) = browser.get(reverse("portfolio:board")).context["boards"]
    assert board["name"] == "Den fælles projektmodel"
    columns = [(one["name"], [card["title"] for card in one["cards"]]) for one in board["columns"]]
    assert columns[:3] == [
        ("Idé", [idea.title]),
        ("Analyse", [later.title]),
        ("Anskaffelse", []),
    ]


def test_a_member_sees_the_common_initiatives_that_are_shared_with_it(world: World, browser: Client) -> None:
    programme(world, HVIDOVRE, RODOVRE)
    world.log_in(browser, HVIDOVRE, "employee")
    told = browser.get(reverse("portfolio:commons"))
    assert [row["title"] for row in told.context["rows"]] == ["Digitale fuldmagter"]
    assert "Følger" in told.content.decode(), "how far we have come"
    assert "Skal-opgave" in told.content.decode()
    world.log_in(browser, SOLROD, "employee")
    assert browser.get(reverse("portfolio:commons")).context["rows"] == []
    world.log_in(browser, "", "coordinator")
    assert browser.get(reverse("portfolio:commons")).status_code == 404, "what is its own is its list"


def test_the_file_has_what_the_list_has_and_no_formula(world: World, browser: Client) -> None:
    planned(world, "=HYPERLINK(0)", date(2026, 4, 1), areas=("+1", "Ældre"))
    planned(world, "Vagtplan; med ø", None)
    world.log_in(browser, HVIDOVRE, "employee")
    fetched = browser.get(reverse("portfolio:export", args=["csv"]) + "?q=hyperlink")
    lines = list(csv.reader(io.StringIO(fetched.content.decode("utf-8-sig")), delimiter=";"))
    heading = next(line for line in lines if "Titel" in line)
    said = dict(zip(heading, lines[-1], strict=True))
    assert said["Titel"] == "'=HYPERLINK(0)"
    assert said["Fagområder"] == "'+1, Ældre"
    assert said["Næste milepæl, dag"] == "2026-04-01"
    assert sum("Vagtplan" in "".join(line) for line in lines) == 0, "the filter holds in the file"
    book = load_workbook(io.BytesIO(browser.get(reverse("portfolio:export", args=["xlsx"])).content))
    cells = [cell for row in book.worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}, "no cell is a formula"
    assert any(cell.value == "=HYPERLINK(0)" and cell.data_type == "s" for cell in cells)
    assert browser.get(reverse("portfolio:export", args=["pdf"])).status_code == 404


def test_openproject_finds_its_own_names(world: World, browser: Client) -> None:
    row = planned(world, "@Vagtplan", date(2026, 4, 1), starts_on=date(2026, 3, 5))
    changed(world, row, is_mandatory=True, legal_source="Lov 1")
    ended = planned(world, "Slut", None)
    changed(world, ended, end="completed", ended_on=date(2026, 3, 1))
    world.log_in(browser, HVIDOVRE, "employee")
    fetched = browser.get(reverse("portfolio:export", args=["openproject"]) + "?state=all")
    lines = list(csv.DictReader(io.StringIO(fetched.content.decode("utf-8-sig"))))
    by_subject = {line["Subject"]: line for line in lines}
    first = by_subject["'@Vagtplan"]
    assert (first["Type"], first["Status"], first["Priority"]) == ("Phase", "New", "High")
    assert (first["Start date"], first["Finish date"]) == ("2026-03-05", "2026-04-01")
    milestone = by_subject["Kontrakt"]
    assert (milestone["Type"], milestone["Status"], milestone["Start date"]) == (
        "Milestone",
        "New",
        "2026-04-01",
    )
    assert milestone["Finish date"] == "2026-04-01"
    assert "@Vagtplan" in milestone["Description"]
    assert (by_subject["Slut"]["Status"], by_subject["Slut"]["Finish date"]) == ("Closed", "2026-03-01")


def test_the_coordinator_s_own_list_is_the_association_s(world: World, browser: Client) -> None:
    programme(world, HVIDOVRE)
    local(world, HVIDOVRE, "Kun vores")
    world.log_in(browser, "", "coordinator")
    assert titles(browser) == ["Digitale fuldmagter"]
    assert coordinator(world).code == ""


def test_what_was_chosen_stands_in_the_filters_again_and_is_only_text(world: World, browser: Client) -> None:
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    planned(world, "Vagtplan", None, areas=('"><script>',), project_model="shared_model")
    world.log_in(browser, HVIDOVRE, "employee")
    query = "?q=%22%3E%3Cb%3E&light=red&phase=shared_model.idea&state=ended"
    told = browser.get(reverse("portfolio:initiatives") + query).content.decode()
    assert 'value="&quot;&gt;&lt;b&gt;"' in told
    assert '<option value="red" selected>Grib ind</option>' in told
    assert '<option value="shared_model.idea" selected>Idé</option>' in told
    assert '<option value="ended" selected>' in told
    assert '<optgroup label="Den fælles projektmodel">' in told
    assert "<script>" not in told.replace("<script src", "")
    assert 'details class="s-filters__more" open' in told, "what is used is to be seen"
