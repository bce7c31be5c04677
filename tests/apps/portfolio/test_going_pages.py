"""The pages of how an initiative goes: who sees them, what they tell, and that nothing is sent twice."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Matter
from samspil.apps.portfolio.models import (
    ChangeAgent,
    ChangeRequest,
    Initiative,
    Involvement,
    Note,
    Risk,
    StatusReport,
)
from samspil.apps.portfolio.services import initiatives
from samspil.apps.portfolio.services.agents import AgentSaid, stand_forward
from samspil.apps.portfolio.services.changes import propose_change
from samspil.apps.portfolio.services.involving import NewInvolvement, plan_involvement
from samspil.apps.portfolio.services.notes import NewNote, add_note, share_lesson
from samspil.apps.portfolio.services.reporting import NewReport, report
from samspil.apps.portfolio.services.risks import RiskSaid, raise_risk
from samspil.apps.portfolio.types import Affected, End, InitiativeRole, NoteSort, Response
from samspil.core.portfolio.status import Light

REPORT = {
    "expenditure": "green", "time": "green", "economic_benefits": "grey", "other_benefits": "green",
    "overall": "green", "text": "Det går fint", "key": "a" * 32,
}  # fmt: skip
PAGES = ("reports", "risks", "notes", "changes", "involvement")


@pytest.fixture
def mine(world: World) -> Initiative:
    """An initiative of Hvidovre."""
    return local(world, HVIDOVRE)


@pytest.fixture
def leader(world: World, browser: Client) -> Client:
    """A browser of whoever keeps Hvidovre's portfolio."""
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def url(page: str, *args: object) -> str:
    return reverse(f"portfolio:{page}", args=args)


@pytest.mark.parametrize("page", PAGES)
def test_everybody_here_reads_and_only_who_leads_is_offered_a_form(
    world: World, mine: Initiative, page: str
) -> None:
    for role, offers in (("head_of_digitalisation", True), ("employee", False)):
        answer = world.log_in(Client(), HVIDOVRE, role).get(url(page, mine.public_id))
        assert answer.status_code == 200
        assert ('<form class="s-roomy' in text(answer)) is offers


@pytest.mark.parametrize("page", PAGES)
def test_nobody_else_finds_them(world: World, mine: Initiative, page: str, browser: Client) -> None:
    assert browser.get(url(page, mine.public_id)).status_code == 302
    for code, role in ((RODOVRE, "head_of_digitalisation"), ("", "coordinator")):
        other = world.log_in(Client(), code, role)
        assert other.get(url(page, mine.public_id)).status_code == 404
        assert other.post(url(page, mine.public_id), REPORT).status_code == 404


def test_a_member_reads_reports_and_risks_of_what_is_shared_and_writes_none(world: World) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        said = NewReport(Light.GREEN, Light.GREEN, Light.GREY, Light.GREY, Light.GREEN, "Alle er i gang")
        report(common, said, acting=coordinator(world), at=NOW)
    member = world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    answer = member.get(url("reports", common.public_id))
    assert "Alle er i gang" in text(answer)
    assert '<form class="s-roomy' not in text(answer)
    assert member.get(url("risks", common.public_id)).status_code == 200
    assert member.post(url("reports", common.public_id), REPORT).status_code == 404
    outside = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    assert outside.get(url("reports", common.public_id)).status_code == 404


def test_a_report_is_sent_once_however_often_the_button_is_pressed(
    world: World, mine: Initiative, leader: Client
) -> None:
    for _time in range(2):
        assert leader.post(url("reports", mine.public_id), REPORT).status_code == 302
    with world.scope(HVIDOVRE):
        assert StatusReport.objects.count() == 1
    shown = text(leader.get(url("reports", mine.public_id)))
    assert "Det går fint" in shown
    assert "Som planlagt" in shown
    assert "Næste rapport skal komme senest" in shown


def test_the_same_page_sending_something_else_is_asked_to_send_again(
    world: World, mine: Initiative, leader: Client
) -> None:
    leader.post(url("reports", mine.public_id), REPORT)
    again = leader.post(url("reports", mine.public_id), {**REPORT, "text": "Noget andet"})
    assert again.status_code == 422
    assert "Noget andet" in text(again)
    assert f'value="{REPORT["key"]}"' not in text(again)
    with world.scope(HVIDOVRE):
        assert StatusReport.objects.count() == 1


def test_a_light_without_its_reason_comes_back_with_what_was_typed(
    world: World, mine: Initiative, leader: Client
) -> None:
    answer = leader.post(url("reports", mine.public_id), {**REPORT, "overall": "red"})
    assert answer.status_code == 422
    assert "Lyset er et andet end det, tallene viser" in text(answer)
    assert "Det går fint" in text(answer)
    with world.scope(HVIDOVRE):
        assert not StatusReport.objects.exists()


def test_an_employee_who_sends_a_report_is_told_why_not(world: World, mine: Initiative) -> None:
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    assert employee.post(url("reports", mine.public_id), REPORT).status_code == 422
    with world.scope(HVIDOVRE):
        assert not StatusReport.objects.exists()


def test_the_history_goes_on_page_by_page(world: World, mine: Initiative, leader: Client) -> None:
    with world.scope(HVIDOVRE):
        for number in range(14):
            said = NewReport(Light.GREY, Light.GREY, Light.GREY, Light.GREY, Light.GREY, f"Rapport {number}.")
            report(mine, said, acting=keeper(world, HVIDOVRE), at=NOW + timedelta(days=number))
        oldest = StatusReport.objects.order_by("pk")[2]
    first = text(leader.get(url("reports", mine.public_id)))
    assert "Rapport 13." in first
    assert "Rapport 1." not in first
    second = text(leader.get(url("reports", mine.public_id), {"before": oldest.pk}))
    assert "Rapport 1." in second
    assert "Rapport 2." not in second
    assert leader.get(url("reports", mine.public_id), {"before": "x"}).status_code == 200


def test_a_risk_is_added_looked_at_again_and_closed(world: World, mine: Initiative, leader: Client) -> None:
    day = (timezone.localdate() + timedelta(days=30)).isoformat()
    said = {
        "title": "Leverandøren bliver forsinket", "likelihood": "4", "impact": "5", "response": "reduce",
        "owner": "projektleder", "review_on": day, "key": "b" * 32,
    }  # fmt: skip
    assert leader.post(url("risks", mine.public_id), said).status_code == 302
    shown = text(leader.get(url("risks", mine.public_id)))
    assert "1 åben risiko. Alvorlig: 1." in shown
    assert "<svg" in shown
    with world.scope(HVIDOVRE):
        risk = Risk.objects.get()
    assert leader.post(url("risk", risk.public_id), {**said, "likelihood": "6"}).status_code == 422
    assert leader.post(url("risk", risk.public_id), {**said, "likelihood": "1"}).status_code == 302
    assert leader.post(url("risk_close", risk.public_id)).status_code == 302
    assert leader.post(url("risk_close", risk.public_id)).status_code == 422
    assert "Lukkede risici" in text(leader.get(url("risks", mine.public_id)))


def test_a_note_is_closed_with_what_came_of_it_and_a_lesson_shared(
    world: World, mine: Initiative, leader: Client
) -> None:
    said = {"sort": "lesson", "title": "Oplær superbrugere", "key": "c" * 32}
    assert leader.post(url("notes", mine.public_id), said).status_code == 302
    with world.scope(HVIDOVRE):
        note = Note.objects.get()
    assert leader.post(url("note_share", note.public_id), {"do": "share"}).status_code == 302
    assert "delt med foreningen" in text(leader.get(url("notes", mine.public_id)))
    assert leader.post(url("note_close", note.public_id), {"came_of_it": ""}).status_code == 422
    assert leader.post(url("note_close", note.public_id), {"came_of_it": "Det virkede"}).status_code == 302
    assert "Det virkede" in text(leader.get(url("notes", mine.public_id)))
    assert leader.post(url("note_share", note.public_id), {"do": "take_back"}).status_code == 302
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    assert employee.post(url("note_share", note.public_id), {"do": "share"}).status_code == 422


def test_a_change_is_proposed_weighed_and_sent_as_a_matter_of_the_model(
    world: World, mine: Initiative
) -> None:
    with world.scope(HVIDOVRE):
        person = world.people[HVIDOVRE, "employee"]
        initiatives.name(
            mine, InitiativeRole.MANAGER, "projektleder", person=person,
            acting=keeper(world, HVIDOVRE), at=timezone.now(),
        )  # fmt: skip
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    said = {"title": "Udvid med aftenvagter", "why": "Personalet beder om det", "key": "d" * 32}
    assert employee.post(url("changes", mine.public_id), said).status_code == 302
    with world.scope(HVIDOVRE):
        change = ChangeRequest.objects.get()
    assert employee.post(url("change", change.public_id), {"consequences": ""}).status_code == 422
    assert employee.post(url("change", change.public_id), {"consequences": "Dyrere"}).status_code == 302
    send = url("change_send", change.public_id, "initiative_change")
    # The model lets the head bring a change, and nobody in a lower function: the page says who can.
    page = text(employee.get(url("change", change.public_id)))
    assert send not in page
    assert "Digitaliseringschef" in page
    assert employee.post(send, {"a_amount": "40.000", "key": "e" * 32}).status_code == 404
    head = world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    assert send in text(head.get(url("change", change.public_id)))
    assert head.get(send).status_code == 200
    assert head.post(send, {"key": "f" * 32}).status_code == 422
    for _time in range(2):
        assert head.post(send, {"a_amount": "40.000", "key": "e" * 32}).status_code == 302
    with world.scope(HVIDOVRE):
        assert Matter.objects.get().subject == mine.public_id
    assert "Til beslutning" in text(employee.get(url("changes", mine.public_id)))
    assert head.get(url("change_send", change.public_id, "no_such_kind")).status_code == 404


def test_who_is_involved_is_planned_noted_and_settled(world: World, mine: Initiative, leader: Client) -> None:
    said = {"affected": "union", "who": "tillidsrepræsentanterne i Ældre", "key": "g" * 32}
    assert leader.post(url("involvement", mine.public_id), said).status_code == 302
    assert "ikke inddraget endnu" in text(leader.get(url("involvement", mine.public_id)))
    with world.scope(HVIDOVRE):
        row = Involvement.objects.get()
    today = timezone.localdate()
    tomorrow = {"on": (today + timedelta(days=1)).isoformat()}
    assert leader.post(url("involved", row.public_id), tomorrow).status_code == 422
    held = {"on": today.isoformat(), "open_point": "Hvem hjælper om natten?"}
    assert leader.post(url("involved", row.public_id), held).status_code == 302
    shown = text(leader.get(url("involvement", mine.public_id)))
    assert "Åbne punkter før drift" in shown
    assert leader.post(url("involvement_settle", row.public_id)).status_code == 302
    assert leader.post(url("involvement_settle", row.public_id)).status_code == 422
    assert "Åbne punkter før drift" not in text(leader.get(url("involvement", mine.public_id)))


def test_lessons_of_others_are_found_by_words_and_cannot_be_opened(world: World, mine: Initiative) -> None:
    with world.scope(HVIDOVRE):
        acting, now = keeper(world, HVIDOVRE), timezone.now()
        note = add_note(mine, NewNote(NoteSort.LESSON, "Oplær superbrugere"), acting=acting, at=now)
        share_lesson(note, acting=acting, at=now)
        initiatives.end(mine, End.COMPLETED, learned="", acting=acting, at=now)
    other = world.log_in(Client(), RODOVRE, "employee")
    shown = text(other.get(url("lessons"), {"q": "superbruger"}))
    assert "Oplær superbrugere" in shown
    assert str(mine.public_id) not in shown
    assert "Ingen erfaring har de ord" in text(other.get(url("lessons"), {"q": "gadelamper"}))
    assert "Oplær superbrugere" in text(other.get(url("lessons_like"), {"title": "Ny vagtplan"}))
    assert "Oplær superbrugere" not in text(other.get(url("lessons_like"), {"title": ""}))
    own = world.log_in(Client(), HVIDOVRE, "employee")
    assert url("notes", mine.public_id) in text(own.get(url("lessons")))


def test_one_puts_oneself_on_the_list_of_change_agents_and_off_it(world: World) -> None:
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    said = {"function": "sygeplejerske", "topics": "oplæring", "shows_to_members": "on"}
    assert employee.post(url("agents"), {**said, "topics": ""}).status_code == 422
    assert employee.post(url("agents"), said).status_code == 302
    other = world.log_in(Client(), RODOVRE, "employee")
    assert "sygeplejerske" in text(other.get(url("agents"), {"q": "oplæring"}))
    assert "Ingen forandringsagent har de ord" in text(other.get(url("agents"), {"q": "gadelamper"}))
    assert other.post(url("agent_withdraw")).status_code == 422
    assert employee.post(url("agent_withdraw")).status_code == 302
    with world.scope(HVIDOVRE):
        assert ChangeAgent.objects.get().topics == ""
    assert "sygeplejerske" not in text(other.get(url("agents")))


def fill(world: World, mine: Initiative, times: int) -> None:
    """Some of everything."""
    with world.scope(HVIDOVRE):
        acting, now = keeper(world, HVIDOVRE), timezone.now()
        later = timezone.localdate(now) + timedelta(days=9)
        for _time in range(times):
            grey = Light.GREY
            report(mine, NewReport(grey, grey, grey, grey, grey, "x"), acting=acting, at=now)
            raise_risk(mine, RiskSaid("x", 3, 3, Response.ACCEPT, "x", later), acting=acting, at=now)
            add_note(mine, NewNote(NoteSort.ISSUE, "x"), acting=acting, at=now)
            propose_change(mine, "x", "x", acting=acting, at=now)
            plan_involvement(mine, NewInvolvement(Affected.OTHERS, "x"), acting=acting, at=now)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_the_same_number_of_questions_however_much_is_kept(
    world: World, mine: Initiative, leader: Client, page: str
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            assert leader.get(url(page, mine.public_id)).status_code == 200
        return len(questions)

    fill(world, mine, 1)
    asked()
    few = asked()
    fill(world, mine, 4)
    assert asked() == few


def test_agents_and_lessons_ask_the_same_number_of_questions_however_many_there_are(
    world: World, leader: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as questions:
            leader.get(url("agents"))
        return len(questions)

    asked()
    roles = ("employee", "it_expert", "buyer", "council_secretary")
    with world.scope(HVIDOVRE):
        stand_forward(AgentSaid("x", "y", True), acting=world.acting(HVIDOVRE, roles[0]), at=NOW)
        few = asked()
        for role in roles[1:]:
            stand_forward(AgentSaid("x", "y", True), acting=world.acting(HVIDOVRE, role), at=NOW)
    assert asked() == few


def test_whoever_starts_something_is_led_to_what_others_have_learned(leader: Client) -> None:
    shown = text(leader.get(url("start")))
    assert url("lessons_like") in shown
    assert "Se, hvad andre har lært" in shown
