"""A joint proposal above what one person may decide: the member's own forum answers it in its meeting."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.test_joint import Journey
from tests.apps.governance.test_joint import journey as journey  # noqa: PLC0414 – the fixture itself
from tests.apps.world import HVIDOVRE

from samspil.apps.governance.models import Consent, Decision, Matter, Meeting

pytestmark = pytest.mark.django_db

FORUM = "executive_board"
OVER_THE_LIMIT = "250.000,01"  # danish_municipality: the head of digitalisation commits up to 250,000 kroner


class Secretary:
    """Whoever prepares and holds the meetings of Hvidovre's executive board, at the keyboard."""

    def __init__(self, journey: Journey) -> None:
        self.journey, self.browser = journey, Client()
        self.at_the_desk()

    def at_the_desk(self) -> None:
        """A session ends in the days between."""
        self.journey.world.log_in(self.browser, HVIDOVRE, "council_secretary")

    def posts(self, name: str, *args: Any, status: int = 302, **typed: Any) -> Any:
        answer = self.browser.post(reverse(f"governance:{name}", args=args), typed)
        assert answer.status_code == status, answer.content.decode()
        return answer

    def puts_on_the_next_agenda(self, matter: Matter) -> Meeting:
        self.posts("forum_plan", FORUM)
        with self.journey.world.scope(HVIDOVRE):
            coming = Meeting.objects.filter(forum=FORUM, begins_at__gt=self.journey.at)
            meeting = coming.order_by("begins_at")[0]
        page = self.browser.get(reverse("governance:meeting", args=[meeting.public_id])).content.decode()
        assert f'value="{matter.public_id}"' in page  # it is offered
        self.posts("meeting_add", meeting.public_id, matter=matter.public_id)
        return meeting

    def opens(self, meeting: Meeting) -> None:
        self.journey.go(meeting.begins_at)
        self.at_the_desk()
        self.posts("meeting_step", meeting.public_id, "open")

    def decides(self, meeting: Meeting, outcome: str, **typed: str) -> None:
        """Seen first, then done."""
        with self.journey.world.scope(HVIDOVRE):
            item = meeting.items.get().pk
        said: dict[str, Any] = {"step": FORUM, "outcome": outcome, "key": "one", **typed}
        seen = self.posts("item", meeting.public_id, item, status=200, do="review", **said)
        assert "Er det dette, der besluttes?" in seen.content.decode()
        assert answers(self.journey) == ""
        self.posts("item", meeting.public_id, item, do="confirm", **said)


def answers(journey: Journey) -> str:
    """What stands in the joint proposal for Hvidovre."""
    with journey.world.scope(""):
        return Consent.objects.get(matter=journey.matter, code=HVIDOVRE).answer


@pytest.fixture
def sent_on(journey: Journey) -> Matter:
    """The head of digitalisation has brought Hvidovre's own answer, and sent it on to the board."""
    journey.to_the_members()
    own = journey.brings_its_answer(HVIDOVRE, OVER_THE_LIMIT)
    journey.later(minutes=10)
    head = journey.world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    form = head.get(reverse("governance:matter", args=[own.public_id])).context["can"].choose
    assert [key for key, _name in form.fields["outcome"].choices] == ["recommend"]
    journey.decides(HVIDOVRE, own, "recommend")
    assert answers(journey) == ""
    return own


def test_the_board_s_yes_in_its_meeting_binds_the_member_under_the_board_s_own_mandate(
    journey: Journey, sent_on: Matter
) -> None:
    secretary = Secretary(journey)
    meeting = secretary.puts_on_the_next_agenda(sent_on)
    secretary.opens(meeting)
    secretary.decides(meeting, "consent", reason="Det er billigere sammen.")
    assert answers(journey) == "consents"
    with journey.world.scope(""):
        row = Consent.objects.get(matter=journey.matter, code=HVIDOVRE)
        assert (row.own_matter, row.decided_at) == (sent_on.public_id, meeting.begins_at)
    with journey.world.scope(HVIDOVRE):
        decision = Decision.objects.get(matter=sent_on, meeting=meeting)
        assert (decision.body, decision.mandate) == (f"forum {FORUM}", "board_consents")
    assert "Direktionen" in journey.page("", "coordinator")
    secretary.posts("meeting_step", meeting.public_id, "close")
    minutes = secretary.browser.get(reverse("governance:minutes", args=[meeting.public_id]))
    assert minutes["Content-Type"] == "application/pdf"


def test_the_board_s_no_needs_its_reason_and_binds_nobody(journey: Journey, sent_on: Matter) -> None:
    secretary = Secretary(journey)
    meeting = secretary.puts_on_the_next_agenda(sent_on)
    secretary.opens(meeting)
    with journey.world.scope(HVIDOVRE):
        item = meeting.items.get().pk
    said = {"step": FORUM, "outcome": "decline", "key": "none", "do": "review"}
    secretary.posts("item", meeting.public_id, item, status=422, **said)
    secretary.decides(meeting, "decline", reason="Vi har lige købt et andet.")
    assert answers(journey) == "declines"
