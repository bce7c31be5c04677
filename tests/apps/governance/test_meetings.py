"""A meeting of the board from invitation to minutes, in a browser without scripts."""

from __future__ import annotations

import hashlib
import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance import forum_world as here
from tests.apps.governance.at_time import set_clock
from tests.apps.governance.board import ALL, HELD, Board, text
from tests.apps.world import HVIDOVRE

from samspil.apps.governance.models import AgendaItem, Decision, Matter, Meeting
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.meetings import agenda
from samspil.apps.governance.services.minutes import as_pdf
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.models import Holding
from samspil.core.governance.entries import Withdraw

# before the meeting


def test_the_agenda_is_ordered_by_buttons_alone(planned: Board) -> None:
    planned.post("meeting_agenda", item=planned.items[2].pk, move="up")
    assert planned.order() == ["Plan A", "Plan C", "Plan B"]
    planned.post("meeting_agenda", item=planned.items[0].pk, move="up")
    assert planned.order() == ["Plan A", "Plan C", "Plan B"]
    planned.post("meeting_agenda", item=planned.items[0].pk, move="down")
    assert planned.order() == ["Plan C", "Plan A", "Plan B"]


def test_with_htmx_the_agenda_comes_back_alone(planned: Board) -> None:
    url = planned.page("meeting_agenda")
    typed = {"item": planned.items[1].pk, "move": "up"}
    answer = planned.browser.post(url, typed, headers={"hx-request": "true"})
    assert answer.status_code == 200
    assert text(answer).strip().startswith('<section class="s-section" id="agenda"')


def test_an_item_leaves_and_the_rest_close_up(planned: Board) -> None:
    planned.post("meeting_agenda", item=planned.items[0].pk, move="off")
    assert planned.order() == ["Plan B", "Plan C"]
    page = planned.browser.get(planned.page("meeting"))
    assert "Klar til at komme på" in text(page)


def test_minutes_for_each_item_are_added_up(planned: Board) -> None:
    planned.post("meeting_agenda", item=planned.items[0].pk, move="minutes", minutes="20")
    planned.post("meeting_agenda", item=planned.items[1].pk, move="minutes", minutes="25")
    assert "45 minutter i alt" in text(planned.browser.get(planned.page("meeting")))


def test_a_full_agenda_says_so_takes_no_more_and_has_room_when_one_is_taken_off(planned: Board) -> None:
    with planned.world.scope(""):
        more = here.plan(planned.world, "Plan D")
        room = here.fill(planned.meeting)
    page = text(planned.browser.get(planned.page("meeting")))
    assert "Dagsordenen er fuld." in page
    assert f'value="{more.public_id}"' not in page
    refused = planned.post("meeting_add", matter=more.public_id)
    assert refused.status_code == 422
    assert f"Dagsordenen er fuld: der er plads til {room} punkter." in text(refused)
    assert len(planned.order()) == room
    planned.post("meeting_agenda", item=planned.items[0].pk, move="off")
    assert planned.post("meeting_add", matter=more.public_id).status_code == 302
    assert planned.order()[-1] == "Plan D"


def test_without_asking_for_room_a_full_agenda_takes_one_more(
    planned: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control."""
    with planned.world.scope(""):
        more = here.plan(planned.world, "Plan D")
        room = here.fill(planned.meeting)
    monkeypatch.setattr(agenda, "capacity", lambda *_: room + 1)
    assert planned.post("meeting_add", matter=more.public_id).status_code == 302
    assert len(planned.order()) == room + 1


def test_a_director_who_does_not_chair_sees_but_changes_nothing(planned: Board) -> None:
    planned.world.log_in(planned.browser, "", here.OTHER)
    assert "Plan A" in text(planned.browser.get(planned.page("meeting")))
    answer = planned.post("meeting_agenda", item=planned.items[2].pk, move="up")
    assert (answer.status_code, planned.order()) == (403, ["Plan A", "Plan B", "Plan C"])
    assert "Kun forummets formand eller sekretær" in text(answer)
    assert planned.browser.get(planned.page("meeting_step", "open")).status_code == 404


def test_the_chair_whose_turn_it_is_may_manage(planned: Board) -> None:
    planned.world.log_in(planned.browser, "", here.CHAIR)
    planned.post("meeting_agenda", item=planned.items[2].pk, move="up")
    assert planned.order() == ["Plan A", "Plan C", "Plan B"]


@pytest.mark.parametrize("name", ["meeting", "minutes"])
def test_another_organisation_finds_no_meeting(planned: Board, name: str) -> None:
    planned.world.log_in(planned.browser, HVIDOVRE, "employee")
    assert planned.browser.get(planned.page(name)).status_code == 404


def test_nobody_is_sent_to_log_in(planned: Board) -> None:
    assert Client().get(planned.page("meeting")).status_code == 302


def test_a_meeting_cannot_be_moved_into_the_past_and_what_was_typed_stays(planned: Board) -> None:
    answer = planned.post("meeting_change", begins_at="2026-01-05T10:00", place="Lokale 7")
    assert answer.status_code == 422
    assert "5. januar 2026" in text(answer)
    assert 'value="Lokale 7"' in text(answer)


def test_a_moved_meeting_gets_a_new_number_and_papers_day(planned: Board) -> None:
    planned.post("meeting_change", begins_at="2026-03-26T10:00", place="Rådhuset")
    with planned.world.scope(""):
        moved = Meeting.objects.get(pk=planned.meeting.pk)
    assert (moved.sequence, moved.place, moved.begins_at.hour) == (1, "Rådhuset", 9)
    assert moved.papers_by == date(2026, 3, 18)  # six working days before 26 March


def test_cancelling_asks_first_and_frees_the_items(planned: Board) -> None:
    assert "Det kan ikke fortrydes" in text(planned.browser.get(planned.page("meeting_step", "cancel")))
    assert len(planned.order()) == 3
    planned.post("meeting_step", "cancel")
    assert planned.order() == []


def test_a_meeting_is_not_opened_before_its_day(planned: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, HELD - timedelta(hours=10))  # 11 March, 23 o'clock in Denmark
    planned.world.log_in(planned.browser, "", here.SECRETARY)
    answer = planned.post("meeting_step", "open")
    assert answer.status_code == 422
    assert "12. marts 2026" in text(answer)
    set_clock(monkeypatch, HELD - timedelta(hours=8))
    assert planned.post("meeting_step", "open").status_code == 302


# in the meeting


def test_quorum_is_shown_as_people_come_and_go(board: Board) -> None:
    assert "9 af 9; der kræves 5." in text(board.browser.get(board.page("meeting")))
    board.post("meeting_attendance", present=ALL[:4], chair=ALL[0])
    page = text(board.browser.get(board.page("meeting")))
    assert "4 af 9; der kræves 5." in page
    assert "Ikke beslutningsdygtigt" in page


def test_the_mandate_and_only_what_is_possible_are_shown_before(board: Board) -> None:
    page = text(board.browser.get(board.page("item", board.items[0].pk)))
    assert "Bestyrelsen beslutter, hvad foreningen foreslår." in page
    assert "storkoebenhavn_association/model.yaml:" in page
    for outcome in ("Vedtag", "Afslå", "Bed om oplysninger"):
        assert outcome in page, outcome
    shown = re.sub(r"<[^>]+>", " ", page)
    assert not re.search(r"director_|board_proposes|put_to_members", shown)


def test_nothing_is_decided_until_it_is_confirmed(board: Board) -> None:
    looked = board.decide(board.items[0], "review", reason="Den holder.")
    assert "Er det dette, der besluttes?" in text(looked)
    assert "kan ikke fortrydes" in text(looked)
    assert board.state(board.items[0]) == "waiting"
    board.decide(board.items[0], reason="Den holder.")
    with board.world.scope(""):
        decision = Decision.objects.get(meeting=board.meeting)
    assert (decision.reason, decision.outcome) == ("Den holder.", "adopt")
    assert decision.tally == {
        "present": 9,
        "entitled": 9,
        "votes_for": 9,
        "votes_against": 0,
        "in_writing": False,
    }


def test_the_same_confirmation_sent_twice_decides_once(board: Board) -> None:
    first, second = board.decide(board.items[0]), board.decide(board.items[0])
    assert first.status_code == 302
    assert second.status_code in {302, 422}
    with board.world.scope(""):
        assert Decision.objects.filter(meeting=board.meeting).count() == 1


def test_what_is_voted_down_is_refused_and_nothing_typed_is_lost(board: Board) -> None:
    against = {f"vote_{seat}": "against" for seat in ALL[:5]}
    answer = board.decide(board.items[0], "review", reason="Vi prøver igen.", **against)
    assert answer.status_code == 422
    assert "4 for, 5 imod" in text(answer)
    assert "Vi prøver igen." in text(answer)
    assert text(answer).count('value="against" selected') == 5


def test_agreed_counts_all_for_whatever_the_fields_say(board: Board) -> None:
    answer = board.decide(board.items[0], "review", agreed="1", **{f"vote_{ALL[0]}": "against"})
    assert "9 for" in text(answer)


def test_a_no_needs_its_reason(board: Board) -> None:
    answer = board.decide(board.items[0], "review", outcome="reject")
    assert answer.status_code == 422
    assert "egrund" in text(answer)


def test_a_vote_after_the_quorum_left_is_refused(board: Board) -> None:
    board.decide(board.items[0], "review")
    board.post("meeting_attendance", present=ALL[:4])
    answer = board.decide(board.items[0])
    assert answer.status_code == 422
    assert "ikke beslutningsdygtigt" in text(answer)
    assert board.state(board.items[0]) == "waiting"


def test_one_who_held_a_seat_until_yesterday_is_not_counted(board: Board) -> None:
    """The meeting was opened while they still sat; it goes on the day after."""
    with board.world.scope(""):
        Holding.objects.filter(forum="board", seat__in=ALL[:5]).update(valid_to=HELD.date())
    answer = board.decide(board.items[0], "review")
    assert answer.status_code == 422
    assert "4 af 9" in text(answer)


def test_a_chair_whose_seat_ended_yesterday_may_not_decide(board: Board) -> None:
    board.world.log_in(board.browser, "", here.CHAIR)
    assert board.browser.get(board.page("item", board.items[0].pk)).status_code == 200
    with board.world.scope(""):
        Holding.objects.filter(forum="board", seat="director_0169").update(valid_to=HELD.date())
    assert board.browser.get(board.page("item", board.items[0].pk)).status_code == 404
    assert board.decide(board.items[0]).status_code == 404


def test_one_with_an_interest_leaves_that_item_only(board: Board) -> None:
    asked = board.post("item_interest", board.items[0].pk, seat="director_0169", reason="Familie")
    assert "kan ikke fortrydes" in text(asked)
    board.post("item_interest", board.items[0].pk, seat="director_0169", reason="Familie", do="confirm")
    page = text(board.browser.get(board.page("item", board.items[0].pk)))
    assert "8 af 8; der kræves 4." in page
    assert "Hvem leder dette punkt?" in page
    board.decide(board.items[0], chair="director_0167")
    board.decide(board.items[1])
    with board.world.scope(""):
        rows = Decision.objects.filter(meeting=board.meeting, tally__isnull=False)
        entitled = dict(rows.values_list("title", "tally__entitled"))
    assert (entitled["Plan A"], entitled["Plan B"]) == (8, 9)


def test_a_matter_withdrawn_in_the_meantime_is_said_so(board: Board) -> None:
    with board.world.scope(""):
        coordinator = board.world.acting("", here.SECRETARY)
        matter = Matter.objects.get(pk=board.items[0].matter_id)
        move(matter, Withdraw(coordinator.actor, "Ikke nu", HELD), acting=coordinator)
    page = text(board.browser.get(board.page("item", board.items[0].pk)))
    assert "ikke længere hos forummet" in page
    assert board.decide(board.items[0]).status_code == 422


def test_what_is_put_off_is_ready_for_the_next_meeting(board: Board) -> None:
    board.post("item_put_off", board.items[0].pk, note="Mangler tal")
    assert board.state(board.items[0]) == "put_off"
    page = board.browser.get(reverse("governance:forum", args=["board"]))
    assert "Plan A" in text(page)


# the minutes


def closed(board: Board) -> Meeting:
    board.decide(board.items[0], reason="Den holder.", conditions="Højst 1 mio. kr.\nStatus i juni")
    board.post("meeting_step", "close", notes="Tak for kaffen.")
    with board.world.scope(""):
        return Meeting.objects.get(pk=board.meeting.pk)


def test_closing_keeps_the_minutes_with_their_hash(board: Board) -> None:
    meeting = closed(board)
    answer = board.browser.get(board.page("minutes"))
    assert answer["Content-Type"] == "application/pdf"
    assert hashlib.sha256(answer.content).hexdigest() == meeting.minutes_hash
    assert b"pdfuaid" in answer.content
    assert b"/MarkInfo" in answer.content
    for language in ("en", "nb"):
        assert board.browser.get(board.page("minutes") + f"?language={language}").status_code == 200


def test_a_file_that_is_not_what_was_kept_is_not_shown_as_minutes(board: Board) -> None:
    meeting = closed(board)
    with board.world.scope(""):
        meeting.minutes_hash = "0" * 64
        meeting.save(update_fields=["minutes_hash"])
    answer = board.browser.get(board.page("minutes"))
    assert answer.status_code == 422
    assert "ikke det, der blev gemt" in text(answer)


def test_a_title_is_never_run_by_the_typesetter(board: Board) -> None:
    hostile = '#panic("run") $x$ *b* @ref <l> \\ " ] ) // #read("/etc/passwd")'
    with board.world.scope(""):
        Matter.objects.filter(pk=board.items[1].matter_id).update(title=hostile)
    meeting = closed(board)
    with board.world.scope(""):
        assert as_pdf(meeting, is_example=True, language="en").startswith(b"%PDF")


def test_minutes_are_kept_once(board: Board) -> None:
    closed(board)
    assert board.post("minutes_keep").status_code == 422


def test_what_was_not_reached_is_put_off_and_a_closed_meeting_stays(board: Board) -> None:
    closed(board)
    assert board.state(board.items[1]) == "put_off"
    assert board.decide(board.items[1]).status_code == 422
    with board.world.scope(""), pytest.raises(RefusedError, match="meeting_is_elsewhere"):
        meetings.close_meeting(
            board.meeting, acting=board.world.acting("", here.SECRETARY), at=HELD + timedelta(hours=3)
        )


def test_a_page_takes_as_many_questions_for_three_items_as_for_one(board: Board) -> None:
    with CaptureQueriesContext(connection) as many:
        board.browser.get(board.page("meeting"))
    with board.world.scope(""):
        AgendaItem.objects.filter(pk__in=[one.pk for one in board.items[1:]]).delete()
    with CaptureQueriesContext(connection) as one:
        board.browser.get(board.page("meeting"))
    assert len(many) == len(one) <= 20
