"""The pages of drafts: who makes them, what they show, and how one is sent."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.apps.portfolio.deciding import decide
from tests.apps.portfolio.ground import keeper, programme
from tests.apps.portfolio.test_scenarios import care, draft, law, sent, shifted
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Matter
from samspil.apps.portfolio.models import Scenario
from samspil.apps.portfolio.services import scenarios
from samspil.kit.ids import new_id
from samspil.processes.make_scenario_real import make_scenario_real

HEAD = "head_of_digitalisation"


def url(name: str, *args: Any) -> str:
    return reverse(f"portfolio:{name}", args=args)


def head(world: World, code: str = RODOVRE) -> Client:
    return world.log_in(Client(), code, HEAD)


def the_only(world: World) -> Scenario:
    with world.scope(RODOVRE):
        return Scenario.objects.get()


def said(what: str, **fields: Any) -> dict[str, Any]:
    """A form of the page as a browser sends it."""
    return {
        "do": what,
        **{f"{what}-{name}": value for name, value in fields.items()},
        f"{what}-key": new_id(),
    }


def test_a_draft_is_begun_changed_and_seen_against_today(world: World) -> None:
    project, browser = care(world), head(world)
    begun = browser.post(url("scenarios"), {"name": "Omsorg senere", "key": new_id()})
    row = the_only(world)
    assert begun["Location"] == url("scenario", row.public_id)
    here = url("scenario", row.public_id)
    assert "som porteføljen er i dag" in browser.get(here).content.decode()
    answer = browser.post(here, said("shift", initiative=project.public_id, months=8))
    assert answer.status_code == 302
    page = browser.get(here).content.decode()
    assert "Nyt omsorgssystem kommer 8 måneder senere" in page
    assert "1. december 2026 – 28. februar 2027" in page
    assert "300.000 kr." in page
    with world.scope(RODOVRE):
        project.refresh_from_db()
    assert project.starts_on == date(2026, 4, 1)


def test_the_same_form_sent_twice_changes_the_draft_once(world: World) -> None:
    project, browser, row = care(world), head(world), draft(world)
    form = said("shift", initiative=project.public_id, months=2)
    for _time in range(2):
        assert browser.post(url("scenario", row.public_id), form).status_code == 302
    assert len(the_only(world).changes) == 1


def test_what_is_typed_wrong_is_said_and_kept(world: World) -> None:
    care(world)
    browser, row = head(world), draft(world)
    answer = browser.post(
        url("scenario", row.public_id),
        said("add", title="Robot", form="pilot", starts_on="2026-05-01", ends_on="2026-04-01"),
    )
    assert answer.status_code == 422
    assert 'value="Robot"' in answer.content.decode()
    assert the_only(world).changes == []


def test_a_mandatory_task_is_not_offered_to_be_dropped_nor_dropped(world: World) -> None:
    care(world)
    task, browser, row = law(world), head(world), draft(world)
    page = browser.get(url("scenario", row.public_id))
    offered = [key for key, _name in page.context["filled"]["drop"].fields["initiative"].choices]
    assert str(task.public_id) not in offered
    assert (
        browser.post(url("scenario", row.public_id), said("drop", initiative=task.public_id)).status_code
        == 422
    )


def test_up_to_five_drafts_stand_side_by_side_with_today(world: World) -> None:
    project = care(world)
    rows = [draft(world, name=f"Udkast {number}") for number in range(6)]
    with world.scope(RODOVRE):
        scenarios.shift(rows[0], project.public_id, 8, acting=keeper(world, RODOVRE), at=NOW)
    browser = head(world)
    chosen = "&".join(f"compare={one.public_id}" for one in rows[:5])
    page = browser.get(f"{url('scenarios')}?{chosen}")
    assert page.context["compared"]["names"] == [f"Udkast {number}" for number in (4, 3, 2, 1, 0)]
    cost = next(one for one in page.context["compared"]["rows"] if "2027" in one["name"])
    assert [cell["text"] for cell in cost["cells"]] == ["0 kr."] * 5 + ["200.000 kr."]
    every = "&".join(f"compare={one.public_id}" for one in rows)
    too_many = browser.get(f"{url('scenarios')}?{every}")
    assert len(too_many.context["compared"]["names"]) == 5
    assert "højst sammenlignes 5" in too_many.content.decode()


def test_a_draft_is_sent_decided_and_made_real_and_the_page_says_so(world: World) -> None:
    project, row = care(world), draft(world)
    with world.scope(RODOVRE):
        scenarios.shift(row, project.public_id, 8, acting=keeper(world, RODOVRE), at=NOW)
    browser = head(world)
    form = browser.get(url("scenario_send", row.public_id))
    assert "Udkast til porteføljen" in form.content.decode()
    assert "Nyt omsorgssystem kommer 8 måneder senere" in form.content.decode()
    fields = form.context["form"]
    answer = browser.post(
        url("scenario_send", row.public_id),
        {
            "kind": "portfolio_draft",
            "key": fields.initial["key"],
            "title": fields.initial["title"],
            "description": fields.initial["description"],
        },
    )
    row = the_only(world)
    assert row.state == "sent", answer.content.decode()
    assert row.matter is not None
    with world.scope(RODOVRE):
        matter = Matter.objects.get(public_id=row.matter)
    assert matter.subject == row.public_id
    assert answer["Location"] == reverse("governance:matter", args=[matter.public_id])
    page = browser.get(url("scenario", row.public_id)).content.decode()
    assert "Der er ikke truffet afgørelse endnu" in page


def test_a_draft_made_real_is_told_on_its_page(world: World) -> None:
    project = care(world)
    row = sent(world, shifted(world, project, 8))
    assert row.matter is not None
    decide(world, row.matter, "approve")
    with world.scope(RODOVRE):
        make_scenario_real(row.public_id, at=NOW)
    page = head(world).get(url("scenario", row.public_id)).content.decode()
    assert "blev til porteføljen" in page


def test_who_keeps_no_portfolio_reads_and_changes_nothing(world: World) -> None:
    row = draft(world)
    browser = world.log_in(Client(), RODOVRE, "employee")
    assert browser.get(url("scenarios")).status_code == 200
    page = browser.get(url("scenario", row.public_id))
    assert page.status_code == 200
    assert page.context["filled"] == {}
    assert browser.post(url("scenarios"), {"name": "Mit", "key": new_id()}).status_code == 403
    for name in ("scenario_send", "scenario_give_up", "scenario_take_back"):
        args = (row.public_id, 0) if name == "scenario_take_back" else (row.public_id,)
        assert browser.post(url(name, *args)).status_code in {403, 404}
    assert the_only(world).state == "draft"


def test_another_organisation_finds_no_draft_and_nobody_is_asked_to_log_in(world: World) -> None:
    row = draft(world)
    for name in ("scenario", "scenario_send"):
        assert head(world, HVIDOVRE).get(url(name, row.public_id)).status_code == 404
        assert world.log_in(Client(), "", "coordinator").get(url(name, row.public_id)).status_code == 404
        assert Client().get(url(name, row.public_id)).status_code == 302


def test_the_association_asks_members_for_a_pace(world: World) -> None:
    common = programme(world, HVIDOVRE)
    browser = world.log_in(Client(), "", "coordinator")
    row = draft(world, "")
    part = f"{common.public_id} {HVIDOVRE}"
    answer = browser.post(url("scenario", row.public_id), said("pace", part=part, pace="implementing"))
    assert answer.status_code == 302
    page = browser.get(url("scenario", row.public_id)).content.decode()
    assert "Digitale fuldmagter: Hvidovre" in page
