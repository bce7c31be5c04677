"""The forms of an initiative: each does what it says, refuses with a sentence, and is sent once."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.models import Decision
from samspil.apps.governance.services.moving import bring, move
from samspil.apps.governance.types import NewMatter
from samspil.apps.portfolio.models import Dependency, Initiative, Milestone
from samspil.apps.portfolio.services import details, fanning_out, initiatives, plans, slips
from samspil.apps.portfolio.types import CostKind, Form, NewEstimate, NewInitiative
from samspil.core.governance.entries import Choose
from samspil.core.units import Money
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db
HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    """Who keeps Hvidovre's portfolio."""
    return world.log_in(browser, HVIDOVRE, HEAD)


def url(initiative: Initiative, what: str, *more: int) -> str:
    if more:
        return reverse("portfolio:initiative_row", args=[initiative.public_id, what, *more])
    return reverse("portfolio:initiative_change", args=[initiative.public_id, what])


def of(milestone: Milestone, what: str) -> str:
    return reverse("portfolio:milestone_change", args=[milestone.public_id, what])


def words(response: Any) -> str:
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(html.unescape(text).split())


def done(browser: Client, address: str, **said: Any) -> str:
    """A form is sent and goes through; what the page one comes back to says."""
    sent = browser.post(address, {"key": str(uuid4()), **said})
    assert sent.status_code == 302, words(sent)[:600]
    answer = browser.get(sent["Location"])
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def refused(browser: Client, address: str, **said: Any) -> str:
    """A form is sent and refused; what the form says when it is shown again."""
    answer = browser.post(address, {"key": str(uuid4()), **said})
    assert answer.status_code == 422
    return words(answer)


DETAILS = {
    "title": "Ny titel",
    "purpose": "Bedre",
    "form": "project",
    "kle": "27.36.12",
    "areas": "Ældre\nBørn",
}


def test_the_details_are_changed_and_the_journal_says_which(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    assert "Vagtplan i Ældre" in head.get(url(started, "details")).content.decode()
    assert "Oplysningerne er gemt." in done(head, url(started, "details"), **DETAILS)
    with world.scope(HVIDOVRE):
        row = Initiative.objects.get(pk=started.pk)
        assert (row.title, row.areas, row.kle) == ("Ny titel", ["Ældre", "Børn"], ["27.36.12"])
        told = Entry.objects.order_by("-sequence")[0]
        assert told.action == "portfolio.initiative.described"
        assert '"kle"' in told.facts
        assert "Ny titel" not in told.facts
    assert "Intet blev ændret." in done(head, url(started, "details"), **DETAILS)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kle": "99.99.99"}, "Den kode findes ikke: 99.99.99"),
        ({"is_mandatory": "on"}, "skal have sin retskilde"),
        ({"form": "pilot"}, "hvad forsøget skal vise"),
        ({"title": ""}, "Hvad hedder den?"),
    ],
)
def test_details_that_do_not_hold_are_refused_and_nothing_typed_is_lost(
    world: World, head: Client, said: dict[str, str], why: str
) -> None:
    started = local(world, HVIDOVRE)
    answer = head.post(url(started, "details"), {**DETAILS, **said})
    assert answer.status_code == 422
    assert why.lower() in words(answer).lower()
    assert "Bedre" in answer.content.decode()
    with world.scope(HVIDOVRE):
        assert Initiative.objects.get(pk=started.pk).title == "Vagtplan i Ældre"


def test_what_members_take_part_in_does_not_turn_into_a_duty(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE, is_mandatory=False)
    browser = world.log_in(browser, "", "coordinator")
    said = {"title": "x", "form": "programme", "is_mandatory": "on", "legal_source": "Lov § 1"}
    assert "kan ikke ændres her" in refused(browser, url(common, "details"), **said)


def test_a_programme_with_parts_stays_a_programme(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        outer = initiatives.start(NewInitiative("Program", "", Form.PROGRAMME, is_mandatory=False), **kept)
        initiatives.put_in_programme(local(world, HVIDOVRE), outer, **kept)
    assert "er derfor et program" in refused(head, url(outer, "details"), title="P", form="task")


def test_a_role_is_named_and_replaced(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    person = str(world.people[HVIDOVRE, "employee"])
    said = {"role": "manager", "function": "Projektleder i Ældre", "person": person}
    assert "Projektleder i Ældre" in done(head, url(started, "role"), **said)
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    assert employee.get(url(started, "payer")).status_code == 200
    done(head, url(started, "role"), role="manager", function="Konsulent")
    assert employee.get(url(started, "payer")).status_code == 403
    assert refused(head, url(started, "role"), role="manager", function=" ")


def test_a_payer_is_added_once_and_removed(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    said = {"pays_for": "operation", "payer": "Ældreområdet", "first_year": "2027"}
    assert "Ældreområdet betaler fra 2027." in done(head, url(started, "payer"), **said)
    assert "betaler allerede for dette" in refused(head, url(started, "payer"), **said)
    with world.scope(HVIDOVRE):
        number = started.payers.get().pk
    assert "betaleren igen uafklaret" in words(head.get(url(started, "payer_remove", number)))
    assert "Betaleren er fjernet." in done(head, url(started, "payer_remove", number))
    assert head.post(url(started, "payer_remove", number)).status_code == 404


def test_a_party_is_added_once_and_removed(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    assert "OS2 deltager." in done(head, url(started, "party"), name="OS2", part="Udvikler")
    assert "står der allerede" in refused(head, url(started, "party"), name="os2")
    with world.scope(HVIDOVRE):
        number = started.parties.get().pk
    assert "Parten er fjernet." in done(head, url(started, "party_remove", number))


def test_of_many_that_a_slip_moves_the_first_few_are_named(world: World, head: Client) -> None:
    one = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        first = plans.add_milestone(one, plans.NewMilestone("Udbud", date(2026, 5, 1)), **kept)
        for number in range(7):
            then = plans.add_milestone(one, plans.NewMilestone(f"Trin {number}", date(2026, 5, 2)), **kept)
            plans.let_wait(then, first.public_id, number, **kept)
    said = done(head, of(first, "move"), to="2026-06-01", reason="Sygdom")
    assert "Det flytter 7 milepæle: Trin 0 (" in said
    assert [number for number in range(7) if f"Trin {number}" in said.partition("og 2 mere")[0]] == [
        *range(5)
    ]
    with world.scope(HVIDOVRE):
        back = slips.move(first, date(2026, 5, 1), reason="Rask", **kept)
    assert (back.count, [one.name for one in back.named][-2:]) == (7, ["Trin 5", "Trin 6"])


def test_the_cheapest_way_that_complies_is_held_against_what_is_chosen(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    browser = world.log_in(browser, "", "coordinator")
    for name, complies, cost in [("Dyr", "yes", "900.000"), ("Billig", "yes", "300.000"), ("Nej", "no", "1")]:
        done(browser, url(common, "variant"), name=name, complies=complies, cost=cost)
    assert "allerede blandt" in refused(browser, url(common, "variant"), name="dyr", complies="yes")
    with world.scope(""):
        of_name = {one.name: one.pk for one in common.variants.all()}
    assert "opfylder ikke loven" in refused(browser, url(common, "variant_choose", of_name["Nej"]))
    assert "»Billig« er den billigste" in refused(browser, url(common, "variant_choose", of_name["Dyr"]))
    assert "»Billig« er valgt." in done(browser, url(common, "variant_choose", of_name["Billig"]))
    done(browser, url(common, "variant_choose", of_name["Dyr"]), why="Lettere at bruge")
    with world.scope(""):
        assert [one.name for one in common.variants.filter(is_chosen=True)] == ["Dyr"]


def test_a_milestone_is_added_moved_and_reached_and_says_what_moves(world: World, head: Client) -> None:
    one, other = local(world, HVIDOVRE), local(world, HVIDOVRE, "Nyt arkiv")
    done(head, url(one, "milestone"), name="Data flyttet", planned_on="2026-05-01")
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        first = one.milestones.get()
        for name in ("Test", "Drift"):
            then = plans.add_milestone(other, plans.NewMilestone(name, date(2026, 5, 2)), **kept)
            plans.let_wait(then, first.public_id, 3, **kept)
    seen = head.post(of(first, "move"), {"to": "2026-06-01", "ahead": "1"})
    assert seen.status_code == 200
    assert "Det flytter 2 milepæle: Test (Nyt arkiv) til 4. juni 2026" in words(seen)
    assert 'value="2026-06-01"' in seen.content.decode()
    with world.scope(HVIDOVRE):
        assert Milestone.objects.get(pk=first.pk).planned_on == date(2026, 5, 1)
        assert not Milestone.objects.get(pk=first.pk).moves.exists()
        assert not Entry.objects.filter(action="portfolio.milestone.moved").exists()
    assert "allerede planlagt" in refused(head, of(first, "move"), to="2026-05-01", ahead="1")
    said = done(head, of(first, "move"), to="2026-06-01", reason="Sygdom")
    assert "»Data flyttet« er flyttet til den 1. juni 2026." in said
    assert "Det flytter 2 milepæle: Test (Nyt arkiv) til 4. juni 2026; Drift (Nyt arkiv)" in said
    assert "Skriv hvorfor" in refused(head, of(first, "move"), to="2026-07-01", reason=" ")
    assert "allerede planlagt" in refused(head, of(first, "move"), to="2026-06-01", reason="x")
    assert "ikke" in refused(head, of(first, "reach"), on="2027-01-01")
    assert "blev nået den 1. marts 2026" in done(head, of(first, "reach"), on="2026-03-01")
    assert "»Data flyttet«" in refused(head, of(first, "move"), to="2026-09-01", reason="x")
    assert refused(head, url(one, "milestone"), name="", planned_on="i morgen")


def test_the_journal_is_told_of_each_change_and_keeps_names_apart(world: World) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        before = Entry.objects.count()
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        party = details.add_party(started, "Hemmelig ApS", "", **kept)
        details.remove_party(started, party.pk, **kept)
        payer = details.add_payer(started, CostKind.OPERATION, "Hemmelig pulje", 2026, **kept)
        details.remove_payer(started, payer.pk, **kept)
        new = details.NewVariant("Hemmelig vej", complies=True, why="Hemmelig grund")
        variant = details.add_variant(started, new, **kept)
        details.choose_variant(started, variant.pk, **kept)
        told = list(Entry.objects.order_by("sequence")[before:])
    assert [one.action.removeprefix("portfolio.initiative.") for one in told] == [
        "party_added",
        "party_removed",
        "payer_added",
        "payer_removed",
        "variant_weighed",
        "variant_chosen",
    ]
    assert "Hemmelig" not in "".join(one.facts for one in told)


def test_a_slip_that_moves_nothing_says_so(world: World, head: Client) -> None:
    one = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        first = plans.add_milestone(one, plans.NewMilestone("A", date(2026, 5, 1)), acting=acting, at=NOW)
    assert "Det flytter ikke andet." in done(head, of(first, "move"), to="2026-06-01", reason="Sygdom")


def test_moving_what_follows_a_common_plan_is_a_deviation(world: World, head: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)
    with world.scope(HVIDOVRE):
        mine = Milestone.objects.get(initiative__common=common.public_id, name="Systemer tilsluttet")
    assert "følger en fælles plan" in words(head.get(of(mine, "move")))
    done(head, of(mine, "move"), to="2026-10-01", reason="Vores arkiv er ældre")
    with world.scope(HVIDOVRE):
        assert Milestone.objects.get(pk=mine.pk).deviation == "Vores arkiv er ældre"
    with world.scope(""):
        assert common.participations.get(code=HVIDOVRE).deviations == 1


def test_a_milestone_waits_for_one_that_is_found_and_is_let_go(world: World, head: Client) -> None:
    one, other = local(world, HVIDOVRE), local(world, HVIDOVRE, "Nyt arkiv")
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        mine = plans.add_milestone(one, plans.NewMilestone("Drift", date(2026, 5, 1)), **kept)
        first = plans.add_milestone(other, plans.NewMilestone("Arkiv tømt", date(2026, 6, 1)), **kept)
    assert "ikke fundet en milepæl" in words(head.get(of(mine, "wait")))
    found = of(mine, "wait") + "?q=arkiv"
    assert "Arkiv tømt" in words(head.get(found))
    said = done(head, found, predecessor=str(first.public_id), lag_days="2")
    assert "forventes nu den 3. juni 2026" in said
    assert "venter allerede" in refused(head, found, predecessor=str(first.public_id), lag_days="0")
    circle = of(first, "wait") + "?q=drift"
    assert "vente på sig selv" in refused(head, circle, predecessor=str(mine.public_id), lag_days="0")
    with world.scope(HVIDOVRE):
        waits = Dependency.objects.get()
    end = reverse("portfolio:dependency_end", args=[waits.public_id])
    assert "Den venter ikke længere." in done(head, end)
    with world.scope(HVIDOVRE):
        assert Milestone.objects.get(pk=mine.pk).expected_on == date(2026, 5, 1)
    assert head.post(end).status_code == 404


def test_a_milestone_waits_for_one_that_another_shares_and_for_no_other(world: World, head: Client) -> None:
    common, mine = programme(world, HVIDOVRE), local(world, HVIDOVRE)
    theirs = local(world, RODOVRE, "Skjult hos naboen")
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        new = plans.NewMilestone("Skjult milepæl", date(2026, 6, 1))
        hidden = plans.add_milestone(theirs, new, acting=acting, at=NOW)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        own = plans.add_milestone(mine, plans.NewMilestone("Drift", date(2026, 5, 1)), acting=acting, at=NOW)
    with world.scope(""):
        shared = common.milestones.get(name="I drift").public_id
    seen = words(head.get(of(own, "wait")))
    assert "I drift · Digitale fuldmagter" in seen
    assert "Skjult" not in words(head.get(of(own, "wait") + "?q=skjult")).replace("skjult", "")
    assert "forventes nu den 1. december 2026" in done(
        head, of(own, "wait"), predecessor=str(shared), lag_days="0"
    )
    assert refused(head, of(own, "wait"), predecessor=str(hidden.public_id), lag_days="0")
    assert "hos en anden organisation" in words(
        head.get(reverse("portfolio:initiative", args=[mine.public_id]))
    )


def test_it_is_put_in_a_programme_and_taken_out(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        new = NewInitiative("Ældre digitalt", "", Form.PROGRAMME, is_mandatory=False)
        outer = initiatives.start(new, acting=keeper(world, HVIDOVRE), at=NOW)
    said = done(head, url(started, "programme"), programme=str(outer.public_id))
    assert "Den ligger nu i »Ældre digitalt«." in said
    assert "Vagtplan i Ældre" in words(head.get(reverse("portfolio:initiative", args=[outer.public_id])))
    assert "ikke i noget program" in done(head, url(started, "programme"), programme="")
    assert refused(head, url(started, "programme"), programme=str(uuid4()))
    assert refused(head, url(outer, "programme"), programme=str(outer.public_id))


def _approved(world: World, new: NewMatter, *choices: tuple[str, str, str]) -> None:
    """A matter that each, in turn, has let through by a choice at a step."""
    with world.scope(HVIDOVRE):
        matter = bring(new, acting=keeper(world, HVIDOVRE), at=NOW)
        for role, step, outcome in choices:
            acting = world.acting(HVIDOVRE, role)
            matter, _events = move(matter, Choose(step, outcome, acting.actor, NOW), acting=acting)
        assert matter.result == "approved"


def test_the_first_estimate_is_given_once_and_the_next_by_a_decision(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    assert "mindst ét skøn" in refused(head, url(started, "baseline"))
    said = done(head, url(started, "baseline"), cost="500.000", effort="12,5", ends_on="2026-12-01")
    assert "Det første skøn er gemt." in said
    assert "Ingen ændring af indsatsen er godkendt" in words(head.get(url(started, "baseline")))
    refused(head, url(started, "baseline"), cost="800.000", decision=str(uuid4()))
    change = NewMatter(
        "initiative_change", "Udvidelse", {"amount": Money.of(50_000)}, subject=started.public_id
    )
    _approved(world, change, ("head_of_digitalisation", "head", "approve"))
    with world.scope(HVIDOVRE):
        decision = Decision.objects.get().public_id
    assert "Udvidelse" in words(head.get(url(started, "baseline")))
    said = done(
        head, url(started, "baseline"), cost="800.000", decision=str(decision), reason="Flere skal med"
    )
    assert "Det nye skøn er gemt." in said
    with world.scope(HVIDOVRE):
        told = [(one.cost_minor, one.effort_hundredths) for one in started.estimates.order_by("sequence")]
    assert told == [(50_000_000, 1250), (80_000_000, None)]


def test_a_first_estimate_cannot_be_given_behind_another(world: World, head: Client) -> None:
    with world.scope(HVIDOVRE):
        new = NewInitiative("Ny", "", Form.PROJECT, is_mandatory=False)
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        started = initiatives.start(new, NewEstimate(Money.of(1)), **kept)
        with pytest.raises(Exception, match="baseline_needs_a_decision"):
            details.estimate_first(started, NewEstimate(Money.of(2)), **kept)


def test_it_ends_and_is_no_longer_changed(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    assert "Indsatsen er afsluttet." in done(head, url(started, "end"), how="completed", learned="Start før")
    for what, said in [
        ("end", {"how": "stopped"}),
        ("details", DETAILS),
        ("party", {"name": "OS2"}),
        ("payer", {"pays_for": "operation", "payer": "X", "first_year": "2026"}),
        ("variant", {"name": "X", "complies": "yes"}),
        ("milestone", {"name": "X", "planned_on": "2026-05-01"}),
    ]:
        assert "afsluttet" in refused(head, url(started, what), **said), what


def test_a_form_that_is_sent_twice_is_done_once(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    said = {"key": "the same", "name": "Data flyttet", "planned_on": "2026-05-01"}
    for _time in range(2):
        assert head.post(url(started, "milestone"), said).status_code == 302
    with world.scope(HVIDOVRE):
        assert started.milestones.count() == 1
    other = head.post(url(started, "milestone"), {**said, "name": "Noget andet"})
    assert other.status_code == 422
    assert "allerede sendt noget andet" in words(other)
    assert "Noget andet" in other.content.decode()


def test_a_refused_form_can_be_sent_again_with_the_same_key(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    said = {"key": "the same", "name": "OS2"}
    with world.scope(HVIDOVRE):
        details.add_party(started, "OS2", "", acting=keeper(world, HVIDOVRE), at=NOW)
    assert head.post(url(started, "party"), said).status_code == 422
    assert head.post(url(started, "party"), {**said, "name": "KOMBIT"}).status_code == 302


def test_only_who_leads_it_comes_to_the_forms(world: World) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        first = plans.add_milestone(started, plans.NewMilestone("A", date(2026, 5, 1)), **kept)
        then = plans.add_milestone(started, plans.NewMilestone("B", date(2026, 5, 1)), **kept)
        waits = plans.let_wait(then, first.public_id, 0, **kept)
        payer = details.add_payer(started, CostKind.OPERATION, "X", 2026, **kept)
    pages = [
        *(url(started, what) for what in ("details", "role", "payer", "party", "variant", "milestone")),
        *(url(started, what) for what in ("programme", "baseline", "end")),
        url(started, "payer_remove", payer.pk),
        *(of(first, what) for what in ("move", "reach", "wait")),
        reverse("portfolio:dependency_end", args=[waits.public_id]),
    ]
    head, employee = (world.log_in(Client(), HVIDOVRE, role) for role in (HEAD, "employee"))
    outsiders = [world.log_in(Client(), RODOVRE, HEAD), world.log_in(Client(), "", "coordinator")]
    for page in pages:
        assert head.get(page).status_code == 200, page
        for method in ("get", "post"):
            answer = getattr(employee, method)(page)
            assert answer.status_code == 403, page
            assert "kan kun ændres af" in words(answer)
            assert [getattr(one, method)(page).status_code for one in outsiders] == [404, 404], page
            assert "/account/login/" in getattr(Client(), method)(page)["Location"]


def test_a_member_does_not_come_to_the_forms_of_what_is_shared_with_it(world: World, head: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        first = common.milestones.get(name="I drift")
    for page in (url(common, "details"), url(common, "end"), of(first, "move")):
        assert head.get(page).status_code == 404
        assert head.post(page, {"how": "stopped"}).status_code == 404


def test_a_form_that_does_not_exist_is_not_there(world: World, head: Client) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        first = plans.add_milestone(started, plans.NewMilestone("A", date(2026, 5, 1)), acting=acting, at=NOW)
    for page in (
        url(started, "nothing"),
        url(started, "nothing", 1),
        url(started, "payer_remove", 9),
        of(first, "x"),
    ):
        assert head.get(page).status_code == 404
