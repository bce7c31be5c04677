"""A mandatory programme from the coordinator's table to nine members, each under its own mandates."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.governance.at_time import set_clock
from tests.apps.world import BY, HVIDOVRE, RODOVRE, SINCE, SOLROD, World

from samspil.apps.governance.models import Consent, Matter, Meeting, Participation
from samspil.apps.governance.selectors.adoptions import forum_on
from samspil.apps.governance.services import meetings
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter, RefusedError
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Membership, Organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.matter import Value
from samspil.core.units import Money
from samspil.kit.journal.models import Entry
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped

pytestmark = pytest.mark.django_db

BEGIN = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
HEAD = "head_of_digitalisation"


def url(name: str, public_id: Any) -> str:
    return reverse(f"governance:{name}", args=[public_id])


class Journey:
    """The programme on its way, by the doors people use; the clock goes where it is told."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.monkeypatch, self.at = world, monkeypatch, BEGIN
        self.go(BEGIN)
        for code in world.members:
            if (code, HEAD) not in world.people:
                self.make_ready(code)
        self.matter = self.brought()

    def go(self, at: datetime) -> None:
        self.at = at
        set_clock(self.monkeypatch, at)

    def later(self, **by: float) -> None:
        self.go(self.at + timedelta(**by))

    def make_ready(self, code: str) -> None:
        """A municipality with a model of its own and a head of digitalisation."""
        organisation = self.world.organisation(code)
        with self.world.scope(code):
            adopt_shipped(organisation, "jammerbugt_purchase_screening", SINCE, BY)
            person = services.add_person(organisation, "Digitaliseringschef", SINCE, BY)
            held = services.Held(HEAD, SINCE)
            services.give(organisation, person.public_id, "Digitaliseringschef", held, BY)
        self.world.people[code, HEAD] = person.public_id

    def brought(self) -> Matter:
        known: dict[str, Value] = {"legal_source": "act", "months_to_deadline": 18, "effort_days": 120}
        new = NewMatter(
            "mandatory_programme", "Digital post til alle", {**known, "amount": Money.of(900_000)}
        )
        with self.world.scope(""):
            return bring(new, acting=self.world.acting("", "coordinator"), at=self.at)

    def through_the_coordinator(self) -> None:
        acting = self.world.acting("", "coordinator")
        with self.world.scope(""):
            for item in ("duty", "deadline", "effort", "responsible"):
                move(
                    self.matter,
                    AnswerItem("prepare", item, True, "Beskrevet", acting.actor, self.at),
                    acting=acting,
                )
            move(self.matter, Choose("prepare", "recommend", acting.actor, self.at), acting=acting)

    def through_a_meeting(self, forum: str, outcome: str) -> None:
        acting = self.world.acting("", "coordinator")
        with self.world.scope(""):
            owner = self.world.association.pk
            found = forum_on(owner, forum, timezone.localdate(self.at))
            meetings.plan_meetings(
                found, owner, timezone.localdate(self.at) + timedelta(days=120), at=self.at
            )
            self.matter.refresh_from_db()
            planned = Meeting.objects.filter(forum=forum, begins_at__gte=self.matter.entered_at)
            meeting = planned.order_by("begins_at")[0]
            item = meetings.put_on_agenda(meeting, self.matter, acting=acting, at=self.at)
            self.go(meeting.begins_at)
            meetings.open_meeting(meeting, acting=acting, at=self.at)
            said = meetings.Resolution(outcome)
            meetings.decide_item(item, said, acting=acting, at=self.at + timedelta(minutes=10))
            self.go(self.at + timedelta(hours=1))
            meetings.close_meeting(meeting, acting=acting, at=self.at)

    def to_the_members(self) -> None:
        self.through_the_coordinator()
        self.through_a_meeting("digital_heads", "recommend")
        self.through_a_meeting("board", "put_to_members")
        self.later(days=1)

    def own_form(self, code: str, amount: str = "100.000", **more: str) -> dict[str, str]:
        browser = self.world.log_in(Client(), code, HEAD)
        form = browser.get(url("joint", self.matter.public_id)).context["form"]
        known = {"known_amount": amount, "known_new_appropriation": "no", "description": ""}
        return {"key": form["key"].value(), **known, **more}

    def brings_its_answer(self, code: str, amount: str = "100.000") -> Matter:
        browser = self.world.log_in(Client(), code, HEAD)
        said = self.own_form(code, amount, send="1")
        response = browser.post(url("joint_answer", self.matter.public_id), said)
        assert response.status_code == 302, response.content.decode()
        with self.world.scope(code):
            return Matter.objects.filter(subject=self.matter.public_id).order_by("-pk")[0]

    def decides(self, code: str, own: Matter, outcome: str) -> None:
        browser = self.world.log_in(Client(), code, HEAD)
        form = browser.get(url("matter", own.public_id)).context["can"].choose
        said = {
            "visit": form["visit"].value(),
            "key": form["key"].value(),
            "outcome": outcome,
            "reason": "Det passer os",
            "conditions": "",
        }
        assert browser.post(url("matter_choose", own.public_id), said).status_code == 302

    def answers(self, code: str, outcome: str, amount: str = "100.000") -> Matter:
        own = self.brings_its_answer(code, amount)
        self.later(minutes=10)
        self.decides(code, own, outcome)
        self.later(minutes=10)
        return own

    def standing(self) -> Matter:
        with self.world.scope(""):
            return Matter.objects.get(pk=self.matter.pk)

    def participants(self) -> set[str]:
        with self.world.scope(""):
            return set(Participation.objects.filter(matter=self.matter).values_list("code", flat=True))

    def page(self, code: str, role: str = HEAD) -> str:
        browser = self.world.log_in(Client(), code, role)
        response = browser.get(url("joint", self.matter.public_id))
        assert response.status_code == 200
        return response.content.decode()


@pytest.fixture
def journey(world: World, monkeypatch: pytest.MonkeyPatch) -> Journey:
    return Journey(world, monkeypatch)


def test_eight_consent_one_declines_and_comes_in_later_and_leaves_again(journey: Journey) -> None:
    journey.to_the_members()
    assert journey.standing().body == "members members"
    assert "Der skal mindst 5 medlemmer til" in journey.page(HVIDOVRE)
    members = sorted(journey.world.members)
    declining, *consenting = [SOLROD, *(code for code in members if code != SOLROD)]
    journey.answers(declining, "decline")
    assert journey.participants() == set()
    for code in consenting[:-1]:
        journey.answers(code, "consent")
    assert journey.participants() == set()
    assert "8 af 9 medlemmer har svaret" in journey.page("", "coordinator")
    journey.answers(consenting[-1], "consent")
    assert journey.standing().step == "under_way"
    assert journey.participants() == set(consenting)
    with journey.world.scope(""):
        taken = Consent.objects.filter(matter=journey.matter, answer="consents")
        assert {row.mandate_name["da"] for row in taken} == {"Digitaliseringschef"}

    journey.later(days=30)
    assert "Kom med senere" in journey.page(SOLROD)
    journey.answers(SOLROD, "consent")
    assert journey.participants() == {*consenting, SOLROD}
    with journey.world.scope(""):
        said = Consent.objects.filter(matter=journey.matter, code=SOLROD).order_by("round")
        assert [row.answer for row in said] == ["declines", "consents"]
    assert "Solrød kom med senere" in journey.page("", "coordinator")

    journey.later(days=30)
    journey.answers(SOLROD, "decline")
    with journey.world.scope(""):
        part = Participation.objects.get(matter=journey.matter, code=SOLROD)
        assert part.leaves_on is not None
    assert "Solrød har meldt sig ud" in journey.page("", "coordinator")


def test_nobody_is_bound_without_a_decision_of_its_own(journey: Journey) -> None:
    journey.to_the_members()
    own = journey.brings_its_answer(HVIDOVRE)
    assert own.member == HVIDOVRE
    assert journey.participants() == set()
    with journey.world.scope(""):
        assert not Consent.objects.filter(matter=journey.matter).exclude(answer="").exists()
    coordinator = journey.world.log_in(Client(), "", "coordinator")
    assert coordinator.post(url("joint_answer", journey.matter.public_id), {}).status_code == 404


def test_a_municipality_answers_for_itself_only(journey: Journey) -> None:
    journey.to_the_members()
    acting = journey.world.acting(HVIDOVRE, HEAD)
    known: dict[str, Value] = {"amount": Money.of(1), "new_appropriation": False}
    as_another = NewMatter("joint_consent", "Svar", known, subject=journey.matter.public_id, member=RODOVRE)
    with journey.world.scope(HVIDOVRE), pytest.raises(RefusedError):
        bring(as_another, acting=acting, at=journey.at)


def test_before_it_is_sent_the_page_says_who_decides_in_the_municipality_and_by_when(
    journey: Journey,
) -> None:
    journey.to_the_members()
    browser = journey.world.log_in(Client(), HVIDOVRE, HEAD)
    said = journey.own_form(HVIDOVRE, "300.000", preview="1")
    told = browser.post(url("joint_answer", journey.matter.public_id), said).content.decode()
    assert "Direktionen beslutter" in told
    assert "I har svaret senest" in told
    with journey.world.scope(HVIDOVRE):
        assert not Matter.objects.filter(subject=journey.matter.public_id).exists()


def test_an_answer_sent_twice_is_one_matter(journey: Journey) -> None:
    journey.to_the_members()
    browser = journey.world.log_in(Client(), HVIDOVRE, HEAD)
    said = journey.own_form(HVIDOVRE, send="1")
    for _again in range(2):
        assert browser.post(url("joint_answer", journey.matter.public_id), said).status_code == 302
    with journey.world.scope(HVIDOVRE):
        assert Matter.objects.filter(subject=journey.matter.public_id).count() == 1


def test_a_consent_that_takes_on_nothing_is_told_not_to_count(journey: Journey) -> None:
    journey.to_the_members()
    journey.answers(HVIDOVRE, "consent", "0")
    assert "beslutningen tæller ikke med" in journey.page(HVIDOVRE)
    with journey.world.scope(""):
        assert not Consent.objects.filter(matter=journey.matter).exclude(answer="").exists()
        assert Entry.objects.filter(action="governance.matter.answer_not_counted").exists()


def leaves_the_association(journey: Journey) -> None:
    with journey.world.scope(""):
        row = Membership.objects.get(member=journey.world.organisation(HVIDOVRE))
        services.let_member_go(row, timezone.localdate(journey.at), BY)


def test_a_member_that_has_left_the_association_takes_on_nothing_more(journey: Journey) -> None:
    journey.to_the_members()
    leaves_the_association(journey)
    head = journey.world.log_in(Client(), HVIDOVRE, HEAD)
    assert head.post(url("joint_defer", journey.matter.public_id)).status_code == 422
    journey.answers(HVIDOVRE, "consent")
    with journey.world.scope(""):
        assert not Consent.objects.filter(matter=journey.matter).exclude(answer="").exists()
        told = Entry.objects.get(action="governance.matter.answer_not_counted")
        assert '"not_a_member"' in told.facts


def test_a_member_that_has_left_may_still_say_no(journey: Journey) -> None:
    journey.to_the_members()
    leaves_the_association(journey)
    journey.answers(HVIDOVRE, "decline")
    with journey.world.scope(""):
        assert Consent.objects.get(matter=journey.matter, code=HVIDOVRE).answer == "declines"


def test_without_the_guard_it_would_be_bound(journey: Journey, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samspil.apps.governance.services.joint.is_member", lambda *_: True)
    journey.to_the_members()
    leaves_the_association(journey)
    journey.answers(HVIDOVRE, "consent")
    with journey.world.scope(""):
        assert Consent.objects.get(matter=journey.matter, code=HVIDOVRE).answer == "consents"


def test_a_member_asks_for_more_time_and_only_by_those_who_bring_its_answer(journey: Journey) -> None:
    journey.to_the_members()
    employee = journey.world.log_in(Client(), HVIDOVRE, "employee")
    assert employee.post(url("joint_defer", journey.matter.public_id)).status_code == 422
    head = journey.world.log_in(Client(), HVIDOVRE, HEAD)
    assert head.post(url("joint_defer", journey.matter.public_id)).status_code == 302
    with journey.world.scope(""):
        assert Consent.objects.get(matter=journey.matter, code=HVIDOVRE).answer == "defers"
    assert journey.standing().body == "members members"


def test_the_ones_who_do_not_bring_the_answer_are_told_who_does(journey: Journey) -> None:
    journey.to_the_members()
    told = journey.page(HVIDOVRE, "employee")
    assert "Digitaliseringschef rejser jeres svar" in told
    assert "joint_consent" not in told


def test_an_organisation_outside_and_a_member_that_is_not_asked_yet_get_no_page(
    journey: Journey, world: World
) -> None:
    stranger = services.found_organisation(OrganisationKind.MUNICIPALITY, "Fremmed", "0101")
    with scope.within([stranger.pk]):
        person = services.add_person(stranger, "Nogen", SINCE, BY)
    world.people["0101", HEAD] = person.public_id
    world.members["0101"] = Organisation.objects.get(pk=stranger.pk)
    try:
        early = world.log_in(Client(), HVIDOVRE, HEAD)
        assert early.get(url("joint", journey.matter.public_id)).status_code == 404
        journey.to_the_members()
        outside = world.log_in(Client(), "0101", HEAD)
        for name in ("joint", "matter"):
            assert outside.get(url(name, journey.matter.public_id)).status_code == 404
        for name in ("joint_answer", "joint_defer"):
            assert outside.post(url(name, journey.matter.public_id), {}).status_code == 404
        # A member that is asked sees the proposal, but not the association's own page of the matter.
        member = world.log_in(Client(), HVIDOVRE, HEAD)
        assert member.get(url("joint", journey.matter.public_id)).status_code == 200
        assert member.get(url("matter", journey.matter.public_id)).status_code == 404
    finally:
        del world.members["0101"], world.people["0101", HEAD]


def test_what_a_member_is_asked_stands_in_its_work_until_it_has_answered(journey: Journey) -> None:
    journey.to_the_members()
    browser = journey.world.log_in(Client(), HVIDOVRE, HEAD)
    assert "Digital post til alle" in [one["title"] for one in browser.get("/").context["asked"]]
    journey.answers(HVIDOVRE, "consent")
    browser = journey.world.log_in(Client(), HVIDOVRE, HEAD)
    assert browser.get("/").context["asked"] == []
