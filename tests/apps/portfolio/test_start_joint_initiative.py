"""From a joint matter to its initiative: who has consented is with, and who comes later follows."""

from __future__ import annotations

from collections.abc import Generator
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.test_joint import HEAD, Journey
from tests.apps.world import BY, HVIDOVRE, SOLROD, World

from samspil.apps.governance.models import Participation as Part
from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.organisations.models import Membership
from samspil.apps.organisations.services.members import let_member_go
from samspil.apps.portfolio.models import Initiative, Participation
from samspil.apps.portfolio.services import leaving, taking_part
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.core.portfolio.pace import Pace
from samspil.kit.journal.models import Entry
from samspil.processes.start_joint_initiative import keep_up_with_joint_matters, start_joint_initiative

pytestmark = pytest.mark.django_db

NEW = NewInitiative("Digital post til alle", "", Form.PROGRAMME, is_mandatory=True, legal_source="Lov § 1")


@pytest.fixture
def journey(world: World, monkeypatch: pytest.MonkeyPatch) -> Generator[Journey]:
    before = dict(world.people)
    yield Journey(world, monkeypatch)
    world.people.clear()
    world.people.update(before)


@pytest.fixture
def carried(journey: Journey) -> Journey:
    """Eight have consented; Solrød has declined."""
    journey.to_the_members()
    journey.answers(SOLROD, "decline")
    for code in sorted(set(journey.world.members) - {SOLROD}):
        journey.answers(code, "consent")
    return journey


def started(journey: Journey) -> Initiative:
    with journey.world.scope(""):
        acting = journey.world.acting("", "coordinator")
        return start_joint_initiative(journey.matter.public_id, NEW, acting=acting, at=journey.at)


def rows(journey: Journey) -> dict[str, Participation]:
    with journey.world.scope(""):
        return {one.code: one for one in Participation.objects.all()}


def joined(journey: Journey, code: str) -> Part:
    with journey.world.scope(""):
        return Part.objects.filter(matter=journey.matter, code=code).order_by("-joined_on")[0]


def test_who_has_consented_is_with_and_the_others_may_follow(carried: Journey) -> None:
    initiative = started(carried)
    found = rows(carried)
    assert len(found) == 9
    for code, one in found.items():
        if code == SOLROD:
            assert (one.pace, one.joined_on, one.own_matter) == ("observing", None, None)
            continue
        assert (one.pace, one.joined_on) == ("joining", joined(carried, code).joined_on)
        assert one.own_matter is not None
        assert one.decided_on is not None
        assert one.terms == ""
    assert initiative.matter == carried.matter.public_id
    with carried.world.scope(""):
        told = Entry.objects.filter(action="portfolio.initiative.member_takes_part")
        assert told.count() == 8


def test_it_is_started_once_by_who_may_and_only_when_somebody_takes_part(journey: Journey) -> None:
    journey.to_the_members()
    with pytest.raises(NotFoundError):
        started(journey)
    for code in journey.world.members:
        journey.answers(code, "consent")
    with journey.world.scope(""):
        seat = next(key for code, key in journey.world.people if code == "" and "/" in key)
        acting = journey.world.acting("", seat, journey.at.date())
        with pytest.raises(RefusedError, match="not_yours_to_start"):
            start_joint_initiative(journey.matter.public_id, NEW, acting=acting, at=journey.at)
    started(journey)
    with pytest.raises(RefusedError, match="joint_matter_has_its_initiative"):
        started(journey)
    acting = journey.world.acting(HVIDOVRE, HEAD)
    with journey.world.scope(HVIDOVRE), pytest.raises(NotFoundError):
        start_joint_initiative(journey.matter.public_id, NEW, acting=acting, at=journey.at)


def test_who_joins_later_and_leaves_in_the_matter_does_so_here(carried: Journey) -> None:
    started(carried)
    assert keep_up_with_joint_matters(carried.at) == 0
    carried.later(days=30)
    carried.answers(SOLROD, "consent")
    assert keep_up_with_joint_matters(carried.at) == 1
    assert keep_up_with_joint_matters(carried.at) == 0
    late = rows(carried)[SOLROD]
    assert (late.pace, late.joined_on) == ("joining", joined(carried, SOLROD).joined_on)
    assert late.terms.startswith("Kommunen følger programmets plan fra den dag")
    carried.later(days=30)
    carried.answers(SOLROD, "decline")
    assert keep_up_with_joint_matters(carried.at) == 1
    out = rows(carried)[SOLROD]
    assert out.leaves_on == joined(carried, SOLROD).leaves_on
    assert out.leaves_on is not None
    assert out.pace == "joining"
    assert out.terms.startswith("Kommunen betaler sin andel til og med varslets udløb")
    carried.later(days=(out.leaves_on - carried.at.date()).days)
    assert keep_up_with_joint_matters(carried.at) == 1
    assert rows(carried)[SOLROD].pace == "opted_out"


def test_who_came_in_by_the_matter_leaves_by_it_and_by_nothing_else(carried: Journey) -> None:
    initiative = started(carried)
    with carried.world.scope(HVIDOVRE):
        acting = carried.world.acting(HVIDOVRE, HEAD, carried.at.date())
        with pytest.raises(RefusedError, match="leaves_by_its_own_decision"):
            leaving.leave(
                initiative.public_id, date(2030, 1, 1), terms="Vi går", acting=acting, at=carried.at
            )
        said = taking_part.Said("Vi går")
        with pytest.raises(RefusedError, match="leaves_by_its_own_decision"):
            taking_part.set_pace(initiative.public_id, Pace.OPTED_OUT, said, acting=acting, at=carried.at)
    browser = carried.world.log_in(Client(), HVIDOVRE, HEAD)
    html = browser.get(reverse("portfolio:common", args=[initiative.public_id])).content.decode()
    assert "I kom med gennem den fælles sag" in html
    assert reverse("governance:joint", args=[carried.matter.public_id]) in html


def test_who_is_no_longer_a_member_is_not_taken_in(carried: Journey) -> None:
    with carried.world.scope(""):
        left = Membership.objects.get(member=carried.world.organisation(HVIDOVRE))
        let_member_go(left, carried.at.date(), BY)
    started(carried)
    assert HVIDOVRE not in rows(carried)
    assert keep_up_with_joint_matters(carried.at) == 0


def test_its_own_pace_stays_what_a_member_has_said(carried: Journey) -> None:
    initiative = started(carried)
    with carried.world.scope(HVIDOVRE):
        acting = carried.world.acting(HVIDOVRE, HEAD, carried.at.date())
        taking_part.set_pace(initiative.public_id, Pace.LIVE, acting=acting, at=carried.at)
    assert keep_up_with_joint_matters(carried.at) == 0
    assert rows(carried)[HVIDOVRE].pace == "live"


def test_keeping_up_with_what_has_not_changed_writes_nothing(carried: Journey) -> None:
    started(carried)
    with carried.world.scope(""), CaptureQueriesContext(connection) as asked:
        keep_up_with_joint_matters(carried.at)
    assert len([one for one in asked if one["sql"].startswith(("INSERT", "UPDATE"))]) == 0


def test_the_coordinator_starts_it_from_the_page_and_nobody_else(carried: Journey) -> None:
    world, address = carried.world, reverse("portfolio:start_joint", args=[carried.matter.public_id])
    browser = world.log_in(Client(), "", "coordinator")
    assert address in browser.get(reverse("portfolio:matrix")).content.decode()
    form = browser.get(address).context["form"]
    said = {
        "key": form["key"].value(),
        "title": form["title"].value(),
        "purpose": "",
        "form": "pilot",
        "legal_source": "",
        "legal_deadline": "",
        "starts_on": "",
        "hypothesis": "",
    }
    refused = browser.post(address, said)
    assert refused.status_code == 422
    assert "Digital post til alle" in refused.content.decode()
    assert browser.post(address, {**said, "form": "elephant"}).status_code == 422
    said |= {"form": "programme", "legal_source": "Lov § 1"}
    for _again in range(2):
        assert browser.post(address, said, follow=True).status_code == 200
    with world.scope(""):
        assert Initiative.objects.count() == 1
    assert address not in browser.get(reverse("portfolio:matrix")).content.decode()
    member = world.log_in(Client(), HVIDOVRE, HEAD)
    assert member.get(address).status_code == 404
    seat = next(key for code, key in world.people if code == "" and "/" in key)
    assert world.log_in(Client(), "", seat).get(address).status_code == 404
