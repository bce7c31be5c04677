"""One thing is brought: what is asked, what is shown before it is sent, and what becomes of it."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, SINCE, SOLROD, World

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import Matter, MatterEvent
from samspil.apps.governance.selectors.adoptions import governing
from samspil.apps.governance.services.moving import move
from samspil.apps.intake.selectors.kinds import kinds_to_bring, kinds_to_send
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Holding, Person
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.language.routes import Nature
from samspil.kit.ids import new_id
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.found_association import municipality

ALBERTSLUND = "0165"
PURCHASE = "/bring/purchase_request/"
WISH = {
    "title": "Digital vagtplan til hjemmeplejen",
    "description": "Vagterne lægges i regneark, og ændringer når ikke ud.",
    "a_amount": "40.000",
    "a_new_appropriation": "no",
    "a_personal_data": "yes",
    "a_replaces_system": "no",
}


@pytest.fixture(autouse=True)
def danish(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """In Danish, on a Monday at ten."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with translation.override("da"):
        yield


@pytest.fixture
def hvidovre(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, "employee")


def wish(**changed: str) -> dict[str, str]:
    return {**WISH, "key": str(new_id()), **changed}


def matters(world: World, code: str) -> list[Matter]:
    with world.scope(code):
        return list(Matter.objects.order_by("id"))


def text(response: Any) -> str:
    return str(response.content.decode())


# --- what is asked -----------------------------------------------------------------------------------------


def test_the_form_asks_the_models_questions_by_the_models_names(hvidovre: Client) -> None:
    page = text(hvidovre.get(PURCHASE))
    for label in ("Beløb for kommunen", "Kræver ny bevilling", "Behandler personoplysninger"):
        assert label in page
    assert "Hvad har du brug for, og hvorfor?" in page
    assert "personal_data</" not in page


def test_before_anything_is_answered_the_page_tells_where_such_things_go(hvidovre: Client) -> None:
    page = text(hvidovre.get(PURCHASE))
    assert "Ekspert i screeninggruppen" in page
    assert "5 til" in page


def test_the_unit_of_the_requester_is_chosen_already(world: World, hvidovre: Client) -> None:
    with world.scope(HVIDOVRE):
        unit = services.add_unit(world.members[HVIDOVRE], "Hjemmeplejen", SINCE, BY)
        Person.objects.filter(public_id=world.people[HVIDOVRE, "employee"]).update(unit=unit)
    page = text(hvidovre.get(PURCHASE))
    assert f'<option value="{unit.public_id}" selected>Hjemmeplejen' in page
    hvidovre.post(PURCHASE, wish(unit=str(unit.public_id)))
    assert matters(world, HVIDOVRE)[-1].unit_name == "Hjemmeplejen"


def test_a_kind_that_others_bring_says_who(world: World, browser: Client) -> None:
    buyer = world.log_in(browser, HVIDOVRE, "buyer")
    answer = buyer.get(PURCHASE)
    assert answer.status_code == 403
    assert "Medarbejder eller leder i et fagområde" in text(answer)
    refused = buyer.post(PURCHASE, wish())
    assert refused.status_code == 422
    assert "kan kun rejses af" in text(refused)
    assert matters(world, HVIDOVRE) == []


def test_a_kind_of_another_organisation_is_not_there(hvidovre: Client) -> None:
    for kind in ("issue", "initiative", "joint_consent", "nothing"):
        assert hvidovre.get(f"/bring/{kind}/").status_code == 404
        assert hvidovre.post(f"/bring/{kind}/", wish()).status_code == 404
        assert hvidovre.post(f"/bring/{kind}/way/", wish()).status_code == 404


def test_nobody_is_asked_to_log_in_and_an_expired_seat_is_told_whom_to_ask(
    world: World, browser: Client
) -> None:
    assert browser.get(PURCHASE).status_code == 302
    expired = world.log_in(browser, HVIDOVRE, "employee")
    with world.scope(HVIDOVRE):
        Holding.objects.filter(holder=world.people[HVIDOVRE, "employee"]).update(
            valid_to=SINCE.replace(day=2)
        )
    assert expired.get(PURCHASE).status_code == 403
    assert expired.post(PURCHASE, wish()).status_code == 422


# --- the way -----------------------------------------------------------------------------------------------


def test_the_way_is_shown_before_sending_with_mandate_and_line(world: World, hvidovre: Client) -> None:
    shown = hvidovre.post(PURCHASE, wish(way="way"))
    page = text(shown)
    assert shown.status_code == 200
    for told in (
        "Ekspertgruppen screener",
        "Indkøb får besked",
        "5 arbejdsdage",
        "beslutter, hele organisationen (B)",
        "Delegeret af: Digitaliseringschef",
        "jammerbugt_purchase_screening/model.yaml, linje",
        "Beløb for kommunen over 100.000 kr.: Digitaliseringschef beslutter",
        "Kommunalbestyrelsen",
    ):
        assert told in page, told
    assert matters(world, HVIDOVRE) == []


def test_the_way_alone_comes_as_one_types(hvidovre: Client) -> None:
    part = hvidovre.post(f"{PURCHASE}way/", wish(), headers={"HX-Request": "true"})
    assert part.status_code == 200
    assert text(part).strip().startswith("<aside")
    assert "Ekspertgruppen screener" in text(part)


def test_the_way_needs_neither_title_nor_description(hvidovre: Client) -> None:
    assert "Ekspertgruppen screener" in text(hvidovre.post(PURCHASE, wish(title="", way="way")))
    assert "Ekspertgruppen screener" in text(hvidovre.post(f"{PURCHASE}way/", wish(title="")))


def test_what_is_still_missing_is_named(hvidovre: Client) -> None:
    part = text(hvidovre.post(f"{PURCHASE}way/", wish(a_new_appropriation="")))
    assert "Kræver ny bevilling" in part
    assert "Ekspertgruppen screener" not in part


def test_a_dear_purchase_goes_another_way_than_a_cheap_one(hvidovre: Client) -> None:
    cheap = text(hvidovre.post(f"{PURCHASE}way/", wish(a_amount="100.000")))
    dear = text(hvidovre.post(f"{PURCHASE}way/", wish(a_amount="100.000,01")))
    assert "Digitaliseringschefen afgør" not in cheap
    assert "Digitaliseringschefen afgør" in dear


def test_the_way_taken_is_the_way_shown(world: World, hvidovre: Client) -> None:
    """Step, body and deadline of what is brought are those of the preview."""
    shown = hvidovre.post(PURCHASE, wish(way="way")).context["way"]["told"]
    hvidovre.post(PURCHASE, wish())
    matter = matters(world, HVIDOVRE)[-1]
    with world.scope(HVIDOVRE):
        entered = MatterEvent.objects.get(matter=matter, sort="Entered").event
    assert (matter.step, matter.body) == ("screen", "role it_expert")
    assert shown["steps"][0]["title"] == "Ekspertgruppen screener"
    assert str(shown["steps"][0]["due"]) == entered["due"]["on"]


def test_followed_to_its_end_it_passes_every_step_that_was_shown(world: World, hvidovre: Client) -> None:
    shown = hvidovre.post(PURCHASE, wish(way="way")).context["way"]["told"]
    hvidovre.post(PURCHASE, wish())
    matter, expert = matters(world, HVIDOVRE)[-1], world.acting(HVIDOVRE, "it_expert")
    with world.scope(HVIDOVRE):
        model = governing(matter.organisation_id, matter.kind, NOW.date())
        steps = model_of(model).spec.routes["purchase"].steps
        for item in steps["screen"].items:
            answer = AnswerItem("screen", item, True, "I orden", expert.actor, NOW)
            move(matter, answer, acting=expert)
        ended, _events = move(matter, Choose("screen", "approve", expert.actor, NOW), acting=expert)
        entered = MatterEvent.objects.filter(matter=matter, sort="Entered").order_by("sequence")
        passed = [steps[one.event["step"]].name.da for one in entered]
    assert passed == [one["title"] for one in shown["steps"]]
    assert ended.end == "approved"


# --- sending -----------------------------------------------------------------------------------------------


def test_what_is_sent_becomes_a_matter_with_exact_amount_and_a_message(
    world: World, hvidovre: Client
) -> None:
    sent = hvidovre.post(PURCHASE, wish(a_amount="12.500,05"), follow=True)
    matter = matters(world, HVIDOVRE)[-1]
    assert matter.title == WISH["title"]
    assert matter.requester == world.people[HVIDOVRE, "employee"]
    with world.scope(HVIDOVRE):
        registered = MatterEvent.objects.get(matter=matter, sort="Registered").event
    assert registered["matter"]["attributes"]["amount"]["minor"] == 1250005
    page = text(sent)
    assert matter.case_number in page
    assert "Ekspert i screeninggruppen" in page
    assert "Svar senest" in page


@pytest.mark.parametrize("written", ["12.50", "12,500", "-5", "mange", "1e6"])
def test_an_amount_that_is_none_is_told_at_the_field_and_nothing_is_lost(
    world: World, hvidovre: Client, written: str
) -> None:
    refused = hvidovre.post(PURCHASE, wish(a_amount=written))
    assert refused.status_code == 422
    assert "12.500" in str(refused.context["form"].errors["a_amount"])
    assert f'value="{written}"' in text(refused)
    assert WISH["description"] in text(refused)
    assert matters(world, HVIDOVRE) == []


def test_sending_twice_brings_one_matter(world: World, hvidovre: Client) -> None:
    same = wish()
    first, second = hvidovre.post(PURCHASE, same), hvidovre.post(PURCHASE, same)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert len(matters(world, HVIDOVRE)) == 1


def test_another_key_is_another_matter(world: World, hvidovre: Client) -> None:
    hvidovre.post(PURCHASE, wish())
    hvidovre.post(PURCHASE, wish())
    assert len(matters(world, HVIDOVRE)) == 2


def test_a_used_page_with_other_words_is_told_so_and_can_be_sent_again(
    world: World, hvidovre: Client
) -> None:
    used = wish()
    hvidovre.post(PURCHASE, used)
    refused = hvidovre.post(PURCHASE, {**used, "title": "Noget andet"})
    assert refused.status_code == 422
    assert "har allerede sendt" in text(refused)
    fresh = refused.context["form"]["key"].value()
    hvidovre.post(PURCHASE, {**used, "title": "Noget andet", "key": fresh})
    assert [one.title for one in matters(world, HVIDOVRE)] == [WISH["title"], "Noget andet"]


def test_a_page_without_its_key_is_not_sent_and_gets_a_new_one(world: World, hvidovre: Client) -> None:
    for key in ("", "ikke en nøgle"):
        refused = hvidovre.post(PURCHASE, wish(key=key))
        assert refused.status_code == 422
        assert "for gammel" in text(refused)
    assert matters(world, HVIDOVRE) == []


def test_a_refusal_keeps_everything_typed_and_names_no_key(world: World, browser: Client) -> None:
    """Rødovre's area head decides for its own unit alone, so an issue needs a unit."""
    employee = world.log_in(browser, RODOVRE, "employee")
    issue = {
        "title": "Ventelister på papir",
        "description": "Vi skriver dem af to gange.",
        "key": str(new_id()),
        "a_cross_cutting": "no",
        "a_business_critical": "no",
        "a_new_appropriation": "no",
    }
    refused = employee.post("/bring/issue/", issue)
    page = text(refused)
    assert refused.status_code == 422
    assert "Vi skriver dem af to gange." in page
    assert "Områdechef" in page
    assert "area_head" not in page
    assert matters(world, RODOVRE) == []
    with world.scope(RODOVRE):
        unit = services.add_unit(world.members[RODOVRE], "Børn og familie", SINCE, BY)
    assert employee.post("/bring/issue/", {**issue, "unit": str(unit.public_id)}).status_code == 302


def test_what_is_typed_is_shown_as_text(world: World, hvidovre: Client) -> None:
    attack = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"
    sent = wish(title=attack, description=attack, a_amount=attack, kle_words=attack, way="way")
    for response in (hvidovre.post(PURCHASE, sent), hvidovre.post(PURCHASE, {**sent, "find": "kle"})):
        assert "<script>alert" not in text(response)
        assert "<img src=x" not in text(response)
    assert "<script>alert" not in text(hvidovre.get("/bring/codes/kle/", {"kle_words": attack}))
    hvidovre.post(PURCHASE, wish(title=attack))
    assert matters(world, HVIDOVRE)[-1].title == attack


def test_ten_times_too_much_is_refused_politely(world: World, hvidovre: Client) -> None:
    long = hvidovre.post(PURCHASE, wish(title="a" * 3000, description="b" * 200_000))
    assert long.status_code == 422
    assert set(long.context["form"].errors) == {"title", "description"}
    many = hvidovre.post(PURCHASE, {**wish(), **{f"extra{number}": "x" for number in range(20_000)}})
    assert many.status_code == 400
    huge = hvidovre.post(PURCHASE, wish(description="c" * 22_000_000))
    assert huge.status_code == 400
    assert "Det var mere, end siden kan tage imod" in text(huge)
    assert matters(world, HVIDOVRE) == []


def test_without_the_bound_ten_times_too_many_fields_are_taken(
    world: World, hvidovre: Client, settings: Any
) -> None:
    """The control."""
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = None
    many = {**wish(), **{f"extra{number}": "x" for number in range(20_000)}}
    assert hvidovre.post(PURCHASE, many).status_code == 302
    assert len(matters(world, HVIDOVRE)) == 1


def test_what_nobody_can_type_is_refused(world: World, hvidovre: Client) -> None:
    assert hvidovre.post(PURCHASE, wish(title="a\x00b")).status_code == 400
    assert matters(world, HVIDOVRE) == []


# --- what it is --------------------------------------------------------------------------------------------


def test_an_idea_says_which_of_the_two_questions_it_answers(world: World, browser: Client) -> None:
    employee = world.log_in(browser, SOLROD, "employee")
    page = text(employee.get("/bring/initiative/"))
    assert "Digitalt irriterende" in page
    assert "Kunne være smartere" in page
    sent = {
        "title": "Skærm i foyeren",
        "key": str(new_id()),
        "idea": "smarter",
        "a_theme": "better_citizen_service",
        "a_new_appropriation": "no",
    }
    assert employee.post("/bring/initiative/", sent).status_code == 302
    matter = matters(world, SOLROD)[-1]
    assert matter.facts == {"idea": "Kunne være smartere"}
    assert matter.body == "forum better_citizen_service"


def test_a_need_is_brought_where_a_model_knows_needs(world: World, browser: Client) -> None:
    with world.scope(ALBERTSLUND):
        there = municipality(ALBERTSLUND)
        adopt_shipped(there, "decentral_ownership", SINCE, BY)
        unit = services.add_unit(there, "By og miljø", SINCE, BY)
        person = services.add_person(there, "Medarbejder", SINCE, BY, unit=unit)
        services.give(there, person.public_id, "Medarbejder", services.Held("employee", SINCE), BY)
    world.people[ALBERTSLUND, "employee"] = person.public_id
    employee = world.log_in(browser, ALBERTSLUND, "employee")
    assert "/bring/local_project/" in text(employee.get("/bring/"))
    need = {"title": "Færre dobbelte indtastninger", "description": "Vi skriver det samme to steder."}
    asked = {"unit": str(unit.public_id), "a_area": "city", "a_amount": "40.000", "a_new_appropriation": "no"}
    sent = employee.post("/bring/local_project/", {**need, **asked, "key": str(new_id())})
    assert sent.status_code == 302
    (matter,) = matters(world, ALBERTSLUND)
    assert (matter.kind, matter.title, matter.body) == ("local_project", need["title"], "role area_manager")


def test_a_mandatory_task_has_a_legal_source_and_a_deadline(world: World, browser: Client) -> None:
    coordinator = world.log_in(browser, "", "coordinator")
    task = {
        "title": "Fælles borgerblanket",
        "description": "Alle skal have den.",
        "key": str(new_id()),
        "a_legal_source": "act",
        "a_months_to_deadline": "18",
        "a_effort_days": "40",
        "a_amount": "900.000",
    }
    refused = coordinator.post("/bring/mandatory_programme/", task)
    assert set(refused.context["form"].errors) == {"legal_source", "deadline"}
    assert (
        coordinator.post(
            "/bring/mandatory_programme/", {**task, "legal_source": "Lov x, § 1", "deadline": "20270-01-01"}
        ).status_code
        == 422
    )
    sent = coordinator.post(
        "/bring/mandatory_programme/", {**task, "legal_source": "Lov om x, § 1", "deadline": "2027-07-01"}
    )
    assert sent.status_code == 302
    facts = matters(world, "")[-1].facts
    assert facts == {"legal_source": "Lov om x, § 1", "deadline": "2027-07-01"}


@pytest.mark.parametrize("number", ["-1", "2,5", "mange", "1" * 10, "²"])
def test_a_number_is_whole_and_not_below_nothing(world: World, browser: Client, number: str) -> None:
    coordinator = world.log_in(browser, "", "coordinator")
    answer = coordinator.post("/bring/voluntary_initiative/way/", {"a_effort_days": number, "a_amount": "1"})
    assert "Skriv et helt tal" in text(answer)


def test_a_kind_is_what_its_model_says_and_nothing_is_guessed(world: World) -> None:
    on = timezone.localdate()
    expected: dict[str, dict[str, Nature | None]] = {
        HVIDOVRE: {"purchase_request": Nature.PURCHASE},
        RODOVRE: {"issue": Nature.IDEA, "digital_forum_recommendation": None},
        SOLROD: {"initiative": Nature.IDEA, "theme_status": None},
        "": {"mandatory_programme": Nature.MANDATORY_TASK, "joint_gate": Nature.GATE},
    }
    for code, natures in expected.items():
        with world.scope(code):
            organisation = world.organisation(code).pk
            found = {one.key: one.nature for one in kinds_to_bring(organisation, frozenset(), on)}
        assert natures.items() <= found.items()
        assert not {"joint_consent", "initiative_change", "portfolio_draft"} & set(found)


def test_a_change_and_a_draft_are_found_by_their_nature_and_brought_nowhere_else(world: World) -> None:
    on = timezone.localdate()
    for code, kind in [(HVIDOVRE, "initiative_change"), ("", "initiative_change")]:
        with world.scope(code):
            organisation = world.organisation(code).pk
            found = kinds_to_send(organisation, frozenset({"head_of_digitalisation"}), Nature.CHANGE, on)
        assert [(one.key, one.may) for one in found] == [(kind, True)]
    with world.scope(HVIDOVRE):
        drafts = kinds_to_send(
            world.organisation(HVIDOVRE).pk, frozenset({"employee"}), Nature.PORTFOLIO_DRAFT, on
        )
    assert [(one.key, one.may) for one in drafts] == [("portfolio_draft", False)]


# --- codes -------------------------------------------------------------------------------------------------


def test_codes_are_found_by_typing_and_by_a_button(world: World, hvidovre: Client) -> None:
    typed = text(hvidovre.get("/bring/codes/cpv/", {"cpv_words": "pleje"}))
    assert "48814100-8" in typed
    assert "Plejeinformationssystem" in typed
    pressed = hvidovre.post(PURCHASE, wish(find="kle", kle_words="omsorg"))
    assert pressed.status_code == 200
    assert "27.36.00" in text(pressed)
    assert WISH["title"] in text(pressed)
    assert matters(world, HVIDOVRE) == []


def test_care_finds_nursing_systems_though_it_is_another_word(hvidovre: Client) -> None:
    assert "48814100-8" in text(hvidovre.get("/bring/codes/cpv/", {"cpv_words": "omsorg"}))


def test_what_is_chosen_stays_while_one_searches_on(hvidovre: Client) -> None:
    found = text(hvidovre.get("/bring/codes/kle/", {"kle_words": "bibliotek", "kle": "27.36.00"}))
    assert 'value="27.36.00" id="kle-27.36.00" checked' in found


def test_codes_are_written_on_the_matter_with_their_titles(world: World, hvidovre: Client) -> None:
    hvidovre.post(PURCHASE, wish(kle="27.36.00", cpv="48814100-8"))
    assert matters(world, HVIDOVRE)[-1].facts == {
        "kle": "27.36.00 Personlig hjælp, omsorg og pleje m.v. i almindelighed",
        "cpv": "48814100-8 Plejeinformationssystem",
    }


def test_a_code_that_is_none_is_refused(world: World, hvidovre: Client) -> None:
    assert hvidovre.post(PURCHASE, wish(kle="99.99.99")).status_code == 422
    assert hvidovre.get("/bring/codes/isbn/").status_code == 404
    assert matters(world, HVIDOVRE) == []
