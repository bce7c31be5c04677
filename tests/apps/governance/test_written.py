"""Between meetings the board answers in writing, each from their own log-in."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import set_clock
from tests.apps.world import HVIDOVRE, NOW, World

from samspil.apps.governance.models import AgendaItem, Decision, Matter, Meeting, WrittenAnswer
from samspil.apps.governance.selectors.adoptions import forums_on
from samspil.apps.governance.selectors.written import waiting_for
from samspil.apps.governance.services import meetings
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.models import Holding

SENT = NOW + timedelta(days=1)  # Tuesday 3 March 2026 at ten, before the cut-off hour
UP = datetime.fromisoformat("2026-03-10T15:00+00:00")  # five working days later, when the day closes at 16
CODES = ["0155", "0161", "0165", "0167", "0169", "0175", "0183", "0187", "0269"]


def text(response: Any) -> str:
    return response.content.decode()  # type: ignore[no-any-return]


@pytest.fixture
def matter(world: World) -> Matter:
    with world.scope(""):
        return here.plan(world)


@pytest.fixture
def sent(world: World, matter: Matter, browser: Client, monkeypatch: pytest.MonkeyPatch) -> Meeting:
    """The secretary has proposed to adopt the plan in writing."""
    set_clock(monkeypatch, SENT)
    world.log_in(browser, "", here.SECRETARY)
    url = reverse("governance:write", args=["board", matter.public_id])
    assert "5 arbejdsdage" in text(browser.get(url))
    typed = {"outcome": "adopt", "reason": "Som aftalt i februar.", "key": "one"}
    assert browser.post(url, typed).status_code == 302
    assert browser.post(url, typed).status_code == 302  # sent twice, done once
    with world.scope(""):
        return Meeting.objects.get(in_writing=True)


def answer(world: World, meeting: Meeting, code: str, vote: str = "for", remark: str = "") -> Any:
    browser = world.log_in(Client(), "", f"board/director_{code}")
    typed = {"do": "answer", "vote": vote, "remark": remark}
    return browser.post(reverse("governance:written", args=[meeting.public_id]), typed)


def decide(world: World, meeting: Meeting) -> Any:
    browser = world.log_in(Client(), "", here.SECRETARY)
    return browser.post(reverse("governance:written", args=[meeting.public_id]), {"do": "decide"})


def test_there_are_the_days_of_the_model_to_answer(world: World, sent: Meeting) -> None:
    assert sent.answers_by is not None
    assert sent.answers_by.date() == UP.date()


def test_everybody_with_a_seat_is_asked_until_they_have_answered(world: World, sent: Meeting) -> None:
    with world.scope(""):
        asked = waiting_for(world.acting("", here.OTHER))
        assert [(one.title, one.seat) for one in asked] == [("Aktivitetsplan 2027", "director_0167")]
        assert waiting_for(world.acting("", here.SECRETARY)) == []
    page = world.log_in(Client(), "", here.OTHER).get(reverse("governance:my_work"))
    assert "Du bliver spurgt skriftligt" in text(page)
    answer(world, sent, HVIDOVRE)
    with world.scope(""):
        assert waiting_for(world.acting("", here.OTHER)) == []
        assert waiting_for(world.acting("", here.CHAIR)) != []


def test_it_is_decided_once_all_have_answered(world: World, sent: Meeting, browser: Client) -> None:
    for code in CODES[:-1]:
        answer(world, sent, code)
    early = decide(world, sent)
    assert early.status_code == 422
    assert "Direktør i en medlemskommune, Solrød" in text(early)
    answer(world, sent, CODES[-1], "against", "For dyrt")
    assert decide(world, sent).status_code == 302
    with world.scope(""):
        decision = Decision.objects.get(meeting=sent)
        assert decision.tally is not None
        assert (decision.tally["votes_for"], decision.tally["votes_against"]) == (8, 1)
        assert decision.tally["in_writing"]
        closed = Meeting.objects.get(pk=sent.pk)
    assert (closed.state, bool(closed.minutes_hash)) == ("closed", True)


def test_when_the_days_have_run_those_who_answered_are_enough(
    world: World, sent: Meeting, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in CODES[:5]:
        answer(world, sent, code)
    assert sent.answers_by is not None
    set_clock(monkeypatch, sent.answers_by - timedelta(seconds=1))
    assert decide(world, sent).status_code == 422
    set_clock(monkeypatch, sent.answers_by)
    assert decide(world, sent).status_code == 302


def test_too_few_answers_decide_nothing_and_it_can_be_ended(
    world: World, sent: Meeting, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for code in CODES[:4]:
        answer(world, sent, code)
    set_clock(monkeypatch, UP + timedelta(days=1))
    refused = decide(world, sent)
    assert (refused.status_code, "4 af 9" in text(refused)) == (422, True)
    late = answer(world, sent, CODES[5])
    assert late.status_code == 422
    url = reverse("governance:written", args=[sent.public_id])
    typed = {"do": "drop", "note": "For få svar"}
    world.log_in(Client(), "", here.SECRETARY).post(url, typed)
    with world.scope(""):
        item = AgendaItem.objects.get(meeting=sent)
        assert (item.state, item.note) == ("put_off", "For få svar")
        assert Decision.objects.filter(meeting=sent).count() == 0


def test_nobody_answered_is_said_in_words(
    world: World, sent: Meeting, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, UP + timedelta(days=1))
    assert "Ingen har svaret skriftligt" in text(decide(world, sent))


def test_one_answers_for_a_seat_held_today_only(world: World, sent: Meeting) -> None:
    with world.scope(""):
        Holding.objects.filter(forum="board", seat="director_0167").update(valid_to=SENT.date())
    refused = answer(world, sent, HVIDOVRE)
    assert refused.status_code == 422
    with world.scope(""):
        assert WrittenAnswer.objects.count() == 0


def test_an_interest_in_writing_stands_and_counts_nowhere(
    world: World, sent: Meeting, browser: Client
) -> None:
    answer(world, sent, HVIDOVRE, "interest", "Min søn")
    again = answer(world, sent, HVIDOVRE, "for")
    assert (again.status_code, "deltager ikke" in text(again)) == (422, True)
    for code in CODES:
        if code != HVIDOVRE:
            answer(world, sent, code)
    decide(world, sent)
    with world.scope(""):
        tally = Decision.objects.get(meeting=sent).tally
    assert tally is not None
    assert (tally["entitled"], tally["votes_for"]) == (8, 8)


def test_an_answer_can_be_changed_until_it_is_decided(world: World, sent: Meeting) -> None:
    answer(world, sent, HVIDOVRE, "for")
    answer(world, sent, HVIDOVRE, "against")
    with world.scope(""):
        assert list(WrittenAnswer.objects.values_list("vote", flat=True)) == ["against"]


def test_a_forum_without_written_procedure_sends_nothing_out(world: World, matter: Matter) -> None:
    with world.scope(""):
        secretary = world.acting("", here.SECRETARY)
        found = next(one for one in forums_on(world.association.pk, NOW.date()) if one.key == "digital_heads")
        said = meetings.WrittenProposal("recommend")
        with pytest.raises(RefusedError, match="not_before_this_forum"):
            meetings.send_in_writing(found, matter, said, acting=secretary, at=SENT)


def test_what_is_sent_out_comes_on_no_agenda(world: World, sent: Meeting, matter: Matter) -> None:
    with world.scope(""):
        meeting = here.next_meeting(world)
        with pytest.raises(RefusedError, match="on_another_agenda"):
            meetings.put_on_agenda(meeting, matter, acting=world.acting("", here.SECRETARY), at=SENT)


def test_a_page_that_has_sent_it_out_sends_no_other_text(
    world: World, sent: Meeting, matter: Matter, browser: Client
) -> None:
    url = reverse("governance:write", args=["board", matter.public_id])
    again = browser.post(url, {"outcome": "adopt", "reason": "Noget andet.", "key": "one"})
    assert again.status_code == 422
    with world.scope(""):
        assert Meeting.objects.filter(in_writing=True).count() == 1


def test_a_director_cannot_end_it(world: World, sent: Meeting) -> None:
    browser = world.log_in(Client(), "", here.OTHER)
    url = reverse("governance:written", args=[sent.public_id])
    assert browser.post(url, {"do": "decide"}).status_code == 422
    assert (
        world.log_in(Client(), HVIDOVRE, "employee")
        .get(reverse("governance:written", args=[sent.public_id]))
        .status_code
        == 404
    )
