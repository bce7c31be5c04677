"""A common initiative: the association invites and gives out the plan, each member speaks for itself."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import local, programme
from tests.apps.portfolio.test_coming_and_going import decides, fan_out, leaves_the_association, row, sets
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.governance.models import Matter
from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.services.taking_part import Said
from samspil.core.portfolio.pace import Pace

HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


class Seat:
    """Somebody in front of the page of one common initiative."""

    def __init__(self, world: World, common: Initiative, code: str = HVIDOVRE, role: str = HEAD) -> None:
        self.browser, self.id = world.log_in(Client(), code, role), common.public_id
        self.status = 0

    def page(self) -> str:
        return self._read(self.browser.get(reverse("portfolio:common", args=[self.id])))

    def sends(self, what: str, *more: Any, **said: Any) -> str:
        address = reverse(f"portfolio:common_{what}", args=[self.id, *more])
        return self._read(self.browser.post(address, said, follow=True))

    def _read(self, response: Any) -> str:
        self.status = response.status_code
        return str(response.content.decode())


def at_association(world: World, common: Initiative) -> Seat:
    return Seat(world, common, "", "coordinator")


def mine(world: World, name: str = "Systemer tilsluttet") -> Milestone:
    with world.scope(HVIDOVRE):
        return Milestone.objects.get(name=name)


def test_the_coordinator_chooses_whom_to_invite_and_nobody_is_chosen_beforehand(world: World) -> None:
    common = programme(world, HVIDOVRE)
    seat = at_association(world, common)
    html = seat.page()
    assert 'name="members"' in html
    assert "checked" not in html
    told = seat.sends("invite", members=[RODOVRE, SOLROD])
    assert "Medlemmerne er inviteret." in told
    with world.scope(""):
        assert set(common.participations.values_list("code", flat=True)) == {HVIDOVRE, RODOVRE, SOLROD}
    seat.sends("invite")
    assert seat.status == 422
    seat.sends("invite", members=["0101"])
    assert seat.status == 422


def test_the_coordinator_sees_who_has_no_plan_and_gives_it_out(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    seat = at_association(world, common)
    assert "Hvidovre, Rødovre" in seat.page()
    told = seat.sends("fan_out")
    assert "2 medlemmer har en plan" in told
    assert "Disse har ingen plan endnu" not in told
    with world.scope(HVIDOVRE):
        assert Milestone.objects.count() == 2


def test_who_does_not_lead_the_initiative_is_told_so(world: World) -> None:
    common = programme(world, HVIDOVRE)
    role = next(role for code, role in world.people if code == "" and "/" in role)
    seat = Seat(world, common, "", role)
    html = seat.page()
    assert seat.status == 200
    assert "Inviter medlemmer" not in html
    assert "kan kun ændres af dem" in seat.sends("invite", members=[RODOVRE])
    assert seat.status == 422
    assert "kan kun ændres af dem" in seat.sends("fan_out")


def test_a_member_sees_the_common_plan_and_its_own_beside_it(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        Milestone.objects.filter(name="I drift").update(expected_on=date(2027, 2, 1))
    html = Seat(world, common).page()
    for words in (
        "Den fælles plan og jeres",
        "1. december 2026",
        "1. februar 2027",
        "loven siger 1. januar 2027",
    ):
        assert words in html


def test_a_member_says_its_pace_with_the_function_that_answers(world: World) -> None:
    common = programme(world, HVIDOVRE)
    seat = Seat(world, common)
    told = seat.sends("pace", pace="implementing", reason="", function="Borgerservice")
    assert "Foreningen kan se jeres tempo." in told
    found = row(world, common)
    assert (found.pace, found.function) == ("implementing", "Borgerservice")
    assert "Borgerservice" in at_association(world, common).page()


def test_a_step_back_without_a_reason_is_refused_and_nothing_typed_is_lost(world: World) -> None:
    common = programme(world, HVIDOVRE)
    sets(world, common, Pace.IMPLEMENTING)
    seat = Seat(world, common)
    html = seat.sends("pace", pace="preparing", reason="", function="Borgerservice og ældre")
    assert seat.status == 422
    assert "Skriv hvorfor: det er et skridt tilbage" in html
    assert "Borgerservice og ældre" in html
    assert row(world, common).pace == "implementing"


def test_where_a_decision_is_needed_the_page_says_so_and_takes_it(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    seat = Seat(world, common)
    html = seat.sends("pace", pace="joining", reason="", function="")
    assert seat.status == 422
    assert "Kommunen har ikke selv besluttet at være med endnu" in html
    assert 'href="#decide"' in html
    assert 'id="decide"' in html
    key = seat.browser.get(reverse("portfolio:common", args=[common.public_id])).context["decide_form"]
    said = {
        "key": key["key"].value(),
        "known_amount": "10.000",
        "known_new_appropriation": "no",
        "description": "",
    }
    for _again in range(2):
        seat.sends("decide", **said)
        assert seat.status == 200
    with world.scope(HVIDOVRE):
        matter = Matter.objects.get(subject=common.public_id)
        assert (matter.kind, matter.member) == ("joint_consent", HVIDOVRE)


def test_an_answer_that_lacks_something_is_asked_for_again(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    seat = Seat(world, common)
    seat.sends("decide", key="x", known_amount="mange", known_new_appropriation="no")
    assert seat.status == 422
    with world.scope(HVIDOVRE):
        assert not Matter.objects.filter(subject=common.public_id).exists()


def test_who_has_decided_is_asked_for_no_decision(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    decides(world, common, yes=True)
    assert 'id="decide"' not in Seat(world, common).page()


def test_a_member_deviates_with_a_reason_and_gives_it_up_again(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    seat, one = Seat(world, common), mine(world).public_id
    html = seat.sends("deviate", one, to="2026-11-01", reason="")
    assert seat.status == 422
    assert "Skriv hvorfor jeres dato" in html
    assert 'value="2026-11-01"' in html
    assert '<details class="ds-details" open>' in html
    assert "Jeres dato er gemt" in seat.sends("deviate", one, to="2026-11-01", reason="Arkivet er ældre")
    assert "Arkivet er ældre" in seat.page()
    assert "1 afvigelse" in at_association(world, common).page()
    assert "I følger den fælles dato igen." in seat.sends("follow", one)
    assert mine(world).planned_on == date(2026, 9, 1)
    seat.sends("follow", one)
    assert seat.status == 422


def test_a_day_that_is_none_is_asked_for_again(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    seat = Seat(world, common)
    seat.sends("deviate", mine(world).public_id, to="i morgen", reason="Arkivet")
    assert seat.status == 422
    assert mine(world).deviation == ""


def test_a_member_opens_its_own_initiative_once(world: World) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    seat = Seat(world, common)
    assert "Åbn jeres egen indsats" in seat.page()
    assert "Jeres egen indsats er åbnet." in seat.sends("open")
    assert "Åbn jeres egen indsats" not in seat.page()
    assert "Jeres egen indsats er allerede i gang." in seat.sends("open")
    with world.scope(HVIDOVRE):
        assert Initiative.objects.count() == 1


def test_a_member_leaves_on_a_day_and_terms(world: World) -> None:
    common = programme(world, HVIDOVRE)
    sets(world, common, Pace.JOINING)
    seat = Seat(world, common)
    html = seat.sends("leave", on="2026-06-01", terms="")
    assert seat.status == 422
    assert "Skriv, på hvilke vilkår I træder ud" in html
    seat.sends("leave", on="", terms="Beholder data")
    assert seat.status == 422
    told = seat.sends("leave", on="2026-06-01", terms="Beholder data")
    assert "Foreningen ved, fra hvornår I er ude" in told
    assert "I er med fra 2. marts 2026 og er ude fra 1. juni 2026." in told
    seen = at_association(world, common).page()
    assert "ude fra 1. juni 2026" in seen
    assert "Beholder data" in seen


def test_who_is_out_from_today_is_shown_the_list_and_invited_again_reads_it(world: World) -> None:
    common = programme(world, HVIDOVRE)
    sets(world, common, Pace.JOINING)
    seat = Seat(world, common)
    told = seat.sends("leave", on=NOW.date().isoformat(), terms="Beholder data")
    assert "Foreningen ved, fra hvornår I er ude" in told
    assert "Ingen fælles indsatser endnu" in told
    seat.page()
    assert seat.status == 404
    association = at_association(world, common)
    assert "Hvidovre" in association.page()
    association.sends("invite", members=[HVIDOVRE])
    seat.page()
    assert seat.status == 200


def test_who_comes_late_is_asked_for_its_terms(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    assert 'name="terms"' not in Seat(world, common, RODOVRE).page()
    sets(world, common, Pace.JOINING)
    late = Seat(world, common, RODOVRE)
    assert 'name="terms"' in late.page()
    late.sends("pace", pace="joining", reason="", function="", terms="Betaler fra maj")
    assert row(world, common, RODOVRE).terms == "Betaler fra maj"


def test_others_of_the_municipality_read_and_say_nothing(world: World) -> None:
    common = programme(world, HVIDOVRE)
    seat = Seat(world, common, HVIDOVRE, "employee")
    html = seat.page()
    assert "Sig det til foreningen" not in html
    assert "siger, hvor langt I er kommet" in html
    for what, said in [
        ("pace", {"pace": "live", "reason": "", "function": ""}),
        ("leave", {"on": "2026-06-01", "terms": "x"}),
        ("open", {}),
    ]:
        assert "holder jeres portefølje ved lige" in seat.sends(what, **said)
        assert seat.status == 422
    assert row(world, common).pace == "observing"


def test_who_left_the_association_reads_and_changes_nothing(world: World) -> None:
    common = programme(world, HVIDOVRE)
    leaves_the_association(world)
    seat = Seat(world, common)
    assert "Jeres kommune er ikke længere medlem" in seat.page()
    assert "ikke længere medlem" in seat.sends("pace", pace="live", reason="", function="")
    assert row(world, common).pace == "observing"
    assert "ikke længere medlem" in at_association(world, common).page()


@pytest.mark.parametrize("code", [RODOVRE, SOLROD])
def test_for_who_is_not_invited_there_is_nothing(world: World, code: str) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    seat, one = Seat(world, common, code), mine(world).public_id
    seat.page()
    assert seat.status == 404
    for what, more in [
        ("invite", ()),
        ("fan_out", ()),
        ("pace", ()),
        ("leave", ()),
        ("open", ()),
        ("decide", ()),
        ("deviate", (one,)),
        ("follow", (one,)),
    ]:
        seat.sends(what, *more)
        assert seat.status == 404, what


def test_the_association_says_nothing_for_a_member_and_a_member_nothing_for_it(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    seat, member, one = at_association(world, common), Seat(world, common), mine(world).public_id
    for what, more in [("pace", ()), ("leave", ()), ("open", ()), ("decide", ()), ("deviate", (one,))]:
        seat.sends(what, *more)
        assert seat.status == 404, what
    for what in ("invite", "fan_out"):
        member.sends(what, members=[RODOVRE])
        assert member.status == 404, what


def test_a_municipalitys_own_initiative_has_no_common_page(world: World) -> None:
    seat = Seat(world, local(world, HVIDOVRE))
    seat.page()
    assert seat.status == 404


def test_a_milestone_of_another_initiative_is_not_there(world: World) -> None:
    common, other = programme(world, HVIDOVRE), programme(world, HVIDOVRE)
    fan_out(world, common)
    seat = Seat(world, other)
    seat.sends("deviate", mine(world).public_id, to="2026-11-01", reason="x")
    assert seat.status == 404


def test_a_late_decision_shows_on_which_day_one_is_with(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    decides(world, common, yes=True, days=30)
    set_clock(monkeypatch, NOW + timedelta(days=40))
    sets(world, common, Pace.JOINING, days=40, said=Said(terms="Vi overtager skabelonerne"))
    html = Seat(world, common).page()
    assert "I er med fra 11. april 2026." in html
    assert "Vi overtager skabelonerne" in html


def test_the_page_speaks_the_readers_language(world: World) -> None:
    common = programme(world, HVIDOVRE)
    seat = Seat(world, common)
    for language, words in [("en", "The common plan and yours"), ("nb", "Den felles planen og deres")]:
        seat.browser.cookies["django_language"] = language
        answer = seat.browser.get(
            reverse("portfolio:common", args=[common.public_id]), headers={"Accept-Language": language}
        )
        assert words in answer.content.decode()
