"""The pages of governance models: seen by all who act there, changed by those who may, and by nobody else."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import brought, purchase, set_clock
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, TODAY, World

from samspil import library
from samspil.apps.governance.models import AdoptedKind, ModelVersion
from samspil.apps.governance.selectors.adoptions import adopted_on, governing
from samspil.apps.governance.services import drafting

pytestmark = pytest.mark.django_db
LATER = TODAY + timedelta(days=30)
SHIPPED = {*library.shipped_models()} - {"common", "danish_municipality"}
PAGES = ["model", "edit_model", "adopt_model", "discard_model", "export_model", "try_model"]


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


@pytest.fixture
def draft(world: World) -> ModelVersion:
    """A draft that begins as Hvidovre's model stands."""
    with world.scope(HVIDOVRE):
        head = world.acting(HVIDOVRE, "head_of_digitalisation")
        (version,) = adopted_on(head.organisation_id, TODAY)
        return drafting.draft_from_version(version, acting=head, at=NOW, today=TODAY)


@pytest.fixture
def chief(world: World, browser: Client) -> Client:
    """Hvidovre's head of digitalisation, logged in."""
    return world.log_in(browser, HVIDOVRE, "head_of_digitalisation")


def url(name: str, *args: object) -> str:
    return reverse(f"governance:{name}", args=args)


def text(response: Any, status: int = 200) -> str:
    assert response.status_code == status, response.content.decode()[:3000]
    return str(response.content.decode())


def filled(response: Any, **said: Any) -> dict[str, Any]:
    """What a browser would send from a page's form as it stands."""
    sent: dict[str, Any] = {"seen": response.context.get("seen", "")}
    forms = [response.context["form"]]
    if response.context.get("rows") is not None:
        rows = response.context["rows"]
        forms += [rows.management_form, *rows.forms]
    for form in forms:
        for field in form:
            value = field.value()
            if value is not None and value is not False and value != "":
                sent[field.html_name] = value
    return sent | said


# --- seeing ---------------------------------------------------------------------------------------------
def test_everybody_sees_what_holds_since_when(world: World, browser: Client) -> None:
    page = text(world.log_in(browser, HVIDOVRE, "employee").get(url("models")))
    assert "Det gælder nu" in page
    assert "1. januar 2025" in page
    assert "Indkøbsønske" in page
    assert "Rudersdal" in page
    assert "purchase_request" not in page


def test_who_is_not_logged_in_is_asked_to(browser: Client) -> None:
    assert browser.get(url("models")).status_code == 302


@pytest.mark.parametrize("key", sorted(SHIPPED))
def test_every_shipped_model_has_a_page_with_its_picture(chief: Client, key: str) -> None:
    page = text(chief.get(url("shipped_model", key)))
    assert "<svg" in page
    assert "style=" not in page
    assert "antaget" in page


def test_a_part_of_models_or_an_unknown_one_is_no_page(chief: Client) -> None:
    assert chief.get(url("shipped_model", "common")).status_code == 404
    assert chief.get(url("shipped_model", "nothing")).status_code == 404


@pytest.mark.parametrize(
    "page", ["model", "edit_model", "adopt_model", "discard_model", "export_model", "try_model"]
)
@pytest.mark.parametrize(("code", "role"), [(RODOVRE, "head_of_digitalisation"), ("", "coordinator")])
def test_another_organisation_s_draft_is_not_there(
    world: World, browser: Client, draft: ModelVersion, page: str, code: str, role: str
) -> None:
    world.log_in(browser, code, role)
    assert browser.get(url(page, draft.public_id)).status_code == 404


@pytest.mark.parametrize("page", ["edit_model", "adopt_model", "discard_model"])
def test_who_may_not_edit_or_adopt_finds_no_such_page(
    world: World, browser: Client, draft: ModelVersion, page: str
) -> None:
    world.log_in(browser, HVIDOVRE, "employee")
    assert browser.get(url(page, draft.public_id)).status_code == 404
    assert browser.get(url("model", draft.public_id)).status_code == 200
    assert browser.get(url("import_model")).status_code == 404
    made = browser.post(url("draft_model"), {"base": "gladsaxe_network"})
    assert made.status_code == 404


def test_who_sits_in_a_forum_edits_and_does_not_adopt(
    world: World, browser: Client, draft: ModelVersion
) -> None:
    world.log_in(browser, HVIDOVRE, "finance_committee/mayor")
    assert browser.get(url("edit_model", draft.public_id)).status_code == 200
    assert browser.get(url("adopt_model", draft.public_id)).status_code == 404


def test_the_list_asks_as_often_however_many_versions_there_are(world: World, chief: Client) -> None:
    chief.get(url("models"))
    with CaptureQueriesContext(connection) as few:
        chief.get(url("models"))
    with world.scope(HVIDOVRE):
        head = world.acting(HVIDOVRE, "head_of_digitalisation")
        for base in ("gladsaxe_network", "rudersdal_committee", "soroe_councils"):
            drafting.draft_from_shipped(base, acting=head, at=NOW, today=TODAY)
    with CaptureQueriesContext(connection) as many:
        chief.get(url("models"))
    assert len(many) == len(few)


# --- comparing ------------------------------------------------------------------------------------------
def test_today_s_is_compared_with_another_in_words(world: World, chief: Client) -> None:
    brought(world, purchase())
    page = text(chief.get(url("compare_models"), {"after": "gladsaxe_network"}))
    assert "Ledelsesforum for digital transformation" in page
    assert "Beslutningsorganer undervejs" in page
    assert "Indkøbsønske: 1 sag i gang" in page
    assert "Det gør" not in page
    assert "siger det samme" not in page


def test_a_draft_without_a_change_says_the_same_but_its_number(chief: Client, draft: ModelVersion) -> None:
    page = text(chief.get(url("compare_models"), {"after": str(draft.public_id)}))
    assert "De siger det samme." in page


# --- drafts ---------------------------------------------------------------------------------------------
def test_a_draft_is_made_once_however_often_it_is_sent(world: World, chief: Client) -> None:
    sent = {"base": "gladsaxe_network", "key": "one"}
    first, second = (chief.post(url("draft_model"), sent) for _ in range(2))
    assert first.status_code == 302
    assert first["Location"] == second["Location"]
    with world.scope(HVIDOVRE):
        assert ModelVersion.objects.filter(state="draft").count() == 1
    assert "Gladsaxe" in text(chief.get(first["Location"])) or text(chief.get(first["Location"]))


def part(draft: ModelVersion, section: str, key: str) -> str:
    return url("edit_model_part", draft.public_id, section, key)


@pytest.mark.parametrize(
    ("section", "key"),
    [
        ("forums", "executive_board"),
        ("kinds", "purchase_request"),
        ("outcomes", "purchase.screen.recommend"),
        ("conditions", "mandates.group_recommends"),
        ("about", "model"),
    ],
)
def test_a_form_sent_as_it_came_changes_nothing(
    world: World, chief: Client, draft: ModelVersion, section: str, key: str
) -> None:
    page = chief.get(part(draft, section, key))
    answer = chief.post(part(draft, section, key), filled(page))
    assert answer.status_code == 302, text(answer, answer.status_code)
    with world.scope(HVIDOVRE):
        after = ModelVersion.objects.get(pk=draft.pk)
        assert drafting.part_of(after, ()) == drafting.part_of(draft, ())


def test_a_new_value_of_a_deadline_is_kept_with_its_source(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    page = chief.get(part(draft, "parameters", "screening_days"))
    new = {
        "rows-1-day": "2026-04-01",
        "rows-1-value": "8",
        "rows-1-source_sort": "decision",
        "rows-1-source": "direktionen, punkt 4",
    }
    assert chief.post(part(draft, "parameters", "screening_days"), filled(page, **new)).status_code == 302
    with world.scope(HVIDOVRE):
        after: Any = drafting.part_of(ModelVersion.objects.get(pk=draft.pk), ("parameters", "screening_days"))
    assert after["values"]["2026-04-01"] == {"value": 8, "source": "decision: direktionen, punkt 4"}
    told = text(chief.get(url("compare_models"), {"after": str(draft.public_id)}))
    assert "Frist for screening" in told


def test_a_forum_s_calendar_is_said_as_people_say_it(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    page = chief.get(part(draft, "forums", "executive_board"))
    said = {"rhythm": "monthly", "every": "1", "which": "-1", "weekday": "TH", "time": "13:00"}
    assert chief.post(part(draft, "forums", "executive_board"), filled(page, **said)).status_code == 302
    with world.scope(HVIDOVRE):
        after: Any = drafting.part_of(ModelVersion.objects.get(pk=draft.pk), ("forums", "executive_board"))
    assert after["calendar"]["rule"] == "FREQ=MONTHLY;BYDAY=-1TH"
    assert after["calendar"]["starts"].endswith("T13:00")
    assert after["calendar"]["months_off"] == [7]


def test_what_is_typed_is_checked_without_being_kept(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    page = chief.get(part(draft, "mandates", "group_screens"))
    sent = filled(page, code="I")
    there = part(draft, "mandates", "group_screens") + "?check=1"
    beside = text(chief.post(there, sent, headers={"HX-Request": "true"}))
    assert "<aside" in beside
    assert "<html" not in beside
    assert "at mende" not in beside
    assert "fejl" in beside
    with world.scope(HVIDOVRE):
        assert ModelVersion.objects.get(pk=draft.pk).files == draft.files


def test_what_is_typed_is_checked_on_a_whole_page_without_scripts(chief: Client, draft: ModelVersion) -> None:
    page = chief.get(part(draft, "mandates", "group_screens"))
    answer = text(chief.post(part(draft, "mandates", "group_screens"), filled(page, code="I", check="1")))
    assert "<html" in answer
    assert 'value="I" selected' in answer


def test_a_fault_is_kept_and_shown_where_it_can_be_mended(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    page = chief.get(part(draft, "forums", "executive_board"))
    answer = chief.post(part(draft, "forums", "executive_board"), filled(page, chair="employee"))
    assert answer.status_code == 302
    assert answer["Location"] == part(draft, "forums", "executive_board")
    told = text(chief.get(answer["Location"]))
    assert 'href="#id_chair"' in told
    assert "Medarbejder eller leder i et fagområde" in told
    assert "»employee«" not in told
    assert "1 fejl" in text(chief.get(url("edit_model", draft.public_id)))
    assert chief.get(url("adopt_model", draft.public_id)).status_code == 404


def test_what_is_missing_is_said_and_nothing_typed_is_lost(chief: Client, draft: ModelVersion) -> None:
    page = chief.get(part(draft, "forums", "executive_board"))
    answer = chief.post(
        part(draft, "forums", "executive_board"), filled(page, name_da="", name_en="Kept as typed")
    )
    assert "Kept as typed" in text(answer, 422)


def test_a_new_mandate_stands_in_the_draft(world: World, chief: Client, draft: ModelVersion) -> None:
    page = chief.get(part(draft, "mandates", "new"))
    said = {"who": "role buyer", "code": "O", "kinds": ["purchase_request"], "scope": "organisation"}
    assert chief.post(part(draft, "mandates", "new"), filled(page, **said)).status_code == 302
    with world.scope(HVIDOVRE):
        mandates: Any = drafting.part_of(ModelVersion.objects.get(pk=draft.pk), ("mandates",))
    assert mandates["buyer_organisation_o"]["who"] == {"role": "buyer"}


def test_a_part_is_taken_out(world: World, chief: Client, draft: ModelVersion) -> None:
    chief.post(part(draft, "mandates", "group_screens"), {"take_away": "1"})
    with world.scope(HVIDOVRE):
        mandates: Any = drafting.part_of(ModelVersion.objects.get(pk=draft.pk), ("mandates",))
    assert "group_screens" not in mandates


@pytest.mark.parametrize(
    ("section", "key"), [("forums", "nothing"), ("conditions", "mandates.nothing"), ("elsewhere", "new")]
)
def test_what_is_not_in_the_draft_cannot_be_edited(
    chief: Client, draft: ModelVersion, section: str, key: str
) -> None:
    assert chief.get(part(draft, section, key)).status_code == 404


def test_a_draft_is_thrown_away_after_being_asked(world: World, chief: Client, draft: ModelVersion) -> None:
    text(chief.get(url("discard_model", draft.public_id)))
    assert chief.post(url("discard_model", draft.public_id)).status_code == 302
    assert chief.get(url("model", draft.public_id)).status_code == 404


# --- kinds, conditions, and what no form asks for -------------------------------------------------------
def kept(world: World, draft: ModelVersion, *path: str) -> Any:
    with world.scope(HVIDOVRE):
        return drafting.part_of(ModelVersion.objects.get(pk=draft.pk), path)


def test_a_new_kind_stands_in_the_draft_and_its_way_is_told(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    said = {
        "name_da": "Digital idé",
        "route": "purchase",
        "brought_by": ["employee"],
        "attributes": ["amount"],
    }
    there = part(draft, "kinds", "new")
    answer = chief.post(there, filled(chief.get(there), **said))
    assert answer.status_code == 302
    assert kept(world, draft, "kinds", "digital_ide")["route"] == "purchase"
    # Nothing is known of it that the route asks for: the checks say so where the route asks.
    told = text(chief.get(url("edit_model", draft.public_id)))
    assert "fejl at rette" in told
    page = text(chief.get(part(draft, "kinds", "digital_ide")))
    assert "Vejen i ord: Fra indkøbsønske til svar" in page


def test_a_condition_is_built_test_by_test_without_scripts(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    there = part(draft, "conditions", "mandates.head_decides_purchases")
    page = chief.get(there)
    assert "Ingen betingelse" in text(page)
    with_row = chief.post(there, filled(page, add="1", add_attribute="personal_data"))
    assert "Behandler personoplysninger" in text(with_row)
    assert kept(world, draft, "mandates", "head_decides_purchases").get("when") is None
    answer = chief.post(there, filled(with_row, **{"rows-0-answer": "yes"}))
    assert answer.status_code == 302
    assert kept(world, draft, "mandates", "head_decides_purchases")["when"] == {"personal_data": True}
    told = text(chief.get(part(draft, "mandates", "head_decides_purchases")))
    assert "Behandler personoplysninger: ja" in told


def test_a_condition_is_taken_out_and_the_mandate_stays(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    chief.post(part(draft, "conditions", "mandates.group_recommends"), {"take_away": "1"})
    mandate = kept(world, draft, "mandates", "group_recommends")
    assert "when" not in mandate
    assert mandate["code"] == "I"


def test_a_new_place_that_an_outcome_leads_to_asks_for_its_condition_next(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    there = part(draft, "outcomes", "purchase.screen.late")
    answer = chief.post(there, filled(chief.get(there), **{"rows-0-to": "council"}))
    assert answer["Location"] == part(draft, "conditions", "routes.purchase.screen.outcomes.late.0")
    assert "Ingen betingelse" in text(chief.get(answer["Location"]))


def test_what_rows_cannot_say_is_shown_in_words_and_kept(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    with world.scope(HVIDOVRE):
        head = world.acting(HVIDOVRE, "head_of_digitalisation")
        drafting.change_part(
            draft, ("mandates", "group_recommends", "when"), {"amount": True}, acting=head, at=NOW
        )
    there = part(draft, "conditions", "mandates.group_recommends")
    page = text(chief.get(there))
    assert "Skemaet kan ikke vise alt" in page
    assert "Beløb for kommunen: ja" in page
    assert "bliver stående" in text(chief.post(there, {"rows-TOTAL_FORMS": "0"}), 422)
    assert kept(world, draft, "mandates", "group_recommends")["when"] == {"amount": True}


def test_a_matter_that_nobody_may_decide_is_told_by_names(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    chief.post(part(draft, "mandates", "council_appropriates"), {"take_away": "1"})
    told = [one.said for one in chief.get(url("edit_model", draft.public_id)).context["faults"]]
    assert any("Kræver ny bevilling: ja" in one for one in told), told
    assert not any("=" in one for one in told)


def test_what_is_wrong_is_said_beside_the_field_it_is_about(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    with world.scope(HVIDOVRE):
        head = world.acting(HVIDOVRE, "head_of_digitalisation")
        path = ("roles", "buyer", "stands_in")
        drafting.change_part(draft, path, "nobody", acting=head, at=NOW)
    page = chief.get(part(draft, "roles", "buyer"))
    fields = {field.name: said for _title, listed in page.context["groups"] for field, said in listed}
    (said,) = fields["stands_in"]
    assert "nobody" in said
    assert 'href="#id_stands_in"' in text(page)


# --- an association: who is in it, and whose turn it is -------------------------------------------------
@pytest.fixture
def joint_draft(world: World) -> ModelVersion:
    """A draft that begins as the association's model stands."""
    with world.scope(""):
        coordinator = world.acting("", "coordinator")
        (version,) = adopted_on(coordinator.organisation_id, TODAY)
        return drafting.draft_from_version(version, acting=coordinator, at=NOW, today=TODAY)


@pytest.fixture
def coordinator(world: World, browser: Client) -> Client:
    """The association's coordinator, logged in."""
    return world.log_in(browser, "", "coordinator")


def whole_of(world: World, draft: ModelVersion) -> Any:
    with world.scope(""):
        return drafting.part_of(ModelVersion.objects.get(pk=draft.pk), ())


def test_a_forum_tells_whose_turn_it_is_and_leads_to_where_it_is_changed(
    world: World, coordinator: Client, joint_draft: ModelVersion
) -> None:
    there = part(joint_draft, "chairing", "board")
    assert f'href="{there}"' in text(coordinator.get(part(joint_draft, "forums", "board")))
    turn = {"rows-1-municipality": "0167", "rows-1-since": "2026-03-01"}
    answer = coordinator.post(there, filled(coordinator.get(there), **turn))
    assert answer["Location"] == part(joint_draft, "forums", "board")
    told = text(coordinator.get(answer["Location"]))
    assert "Høje-Taastrup fra 1. marts 2016; Hvidovre fra 1. marts 2026" in told


def test_a_turn_before_its_member_had_joined_is_told_where_it_is_mended(
    world: World, coordinator: Client, joint_draft: ModelVersion
) -> None:
    there = part(joint_draft, "chairing", "board")
    turn = {"rows-0-since": "2015-01-01"}
    answer = coordinator.post(there, filled(coordinator.get(there), **turn))
    assert answer["Location"] == there
    assert 'href="#rows"' in text(coordinator.get(there))
    assert f'href="{there}"' in text(coordinator.get(part(joint_draft, "forums", "board")))


def test_a_new_member_stands_in_the_draft_and_nothing_else_is_another(
    world: World, coordinator: Client, joint_draft: ModelVersion
) -> None:
    before, there = whole_of(world, joint_draft), part(joint_draft, "members", "all")
    assert f'href="{there}"' in text(coordinator.get(url("edit_model", joint_draft.public_id)))
    new = len(before["members"])
    said = {f"rows-{new}-municipality": "0101", f"rows-{new}-joined": "2026-05-01"}
    assert coordinator.post(there, filled(coordinator.get(there), **said)).status_code == 302
    added = {"municipality": "0101", "joined": "2026-05-01", "source": "assumed"}
    assert whole_of(world, joint_draft) == before | {"members": [*before["members"], added]}


@pytest.mark.parametrize("section", ["members", "secretariat"])
def test_of_two_who_change_one_list_the_second_is_told(
    world: World, coordinator: Client, joint_draft: ModelVersion, section: str
) -> None:
    there = part(joint_draft, section, "all")
    seen = coordinator.get(there)
    assert coordinator.post(there, filled(seen, **{"rows-0-DELETE": "on"})).status_code == 302
    once = whole_of(world, joint_draft)
    assert "Intet af dit er gemt" in text(
        coordinator.post(there, filled(seen, **{"rows-1-DELETE": "on"})), 422
    )
    assert whole_of(world, joint_draft) == once


@pytest.mark.parametrize(("section", "key"), [("members", "all"), ("chairing", "board")])
def test_a_list_is_not_taken_out_with_all_that_it_is_part_of(
    world: World, coordinator: Client, joint_draft: ModelVersion, section: str, key: str
) -> None:
    before = whole_of(world, joint_draft)
    coordinator.post(part(joint_draft, section, key), {"take_away": "1"})
    assert whole_of(world, joint_draft) == before


def test_a_municipality_has_no_members_to_edit(chief: Client, draft: ModelVersion) -> None:
    assert chief.get(part(draft, "members", "all")).status_code == 404
    assert "Medlemmer og sekretariat" not in text(chief.get(url("edit_model", draft.public_id)))


# --- tried ----------------------------------------------------------------------------------------------
def test_the_last_matters_show_what_would_have_happened(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    matter = brought(world, purchase())
    there = url("try_model", draft.public_id)
    assert "samme vej" in text(chief.get(there))
    page = chief.get(part(draft, "parameters", "screening_days"))
    chief.post(part(draft, "parameters", "screening_days"), filled(page, **{"rows-0-value": "20"}))
    told = text(chief.get(there))
    assert "Går anderledes" in told
    assert matter.title in told
    assert text(chief.get(there, {"on": "not a day"}))


def test_the_last_twenty_matters_are_tried_the_newest_first(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    for number in range(21):
        brought(world, purchase(title=f"Sag {number}"))
    rows = chief.get(url("try_model", draft.public_id)).context["rows"]
    assert [row["title"] for row in rows] == [f"Sag {number}" for number in range(20, 0, -1)]


# --- adopting -------------------------------------------------------------------------------------------
def test_a_draft_is_adopted_with_its_reason_once(world: World, chief: Client, draft: ModelVersion) -> None:
    there = url("adopt_model", draft.public_id)
    sent = {
        "since": str(LATER),
        "kinds": ["purchase_request", "joint_consent"],
        "reason": "Prøvet i et år",
        "key": "adopt-1",
    }
    for _ in range(2):
        assert chief.post(there, sent).status_code == 302
    with world.scope(HVIDOVRE):
        assert (
            governing(world.organisation(HVIDOVRE).pk, "purchase_request", LATER).public_id == draft.public_id
        )
        assert AdoptedKind.objects.filter(version=draft).count() == 2
    page = text(chief.get(url("models")))
    assert "Prøvet i et år" in page
    assert "Besluttet" in page


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"since": "2026-03-01"}, "dag, der er gået"),
        ({"kinds": []}, "Vælg mindst én"),
        ({"reason": ""}, "Hvorfor"),
    ],
)
def test_an_adoption_that_cannot_be_says_why_and_keeps_what_was_typed(
    world: World, chief: Client, draft: ModelVersion, said: dict[str, Any], told: str
) -> None:
    sent = {"since": str(LATER), "kinds": ["purchase_request"], "reason": "En grund", "key": str(uuid4())}
    page = text(chief.post(url("adopt_model", draft.public_id), sent | said), 422)
    assert told in page
    with world.scope(HVIDOVRE):
        assert not AdoptedKind.objects.filter(version=draft).exists()


def test_a_day_decided_on_is_refused_with_the_kind_by_name(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    sent = {"since": str(LATER), "kinds": ["purchase_request"], "reason": "En grund", "key": "a"}
    chief.post(url("adopt_model", draft.public_id), sent)
    page = text(chief.post(url("adopt_model", draft.public_id), sent | {"key": "b"}), 422)
    assert "Indkøbsønske" in page
    assert "En grund" in page


# --- files ----------------------------------------------------------------------------------------------
def test_a_model_goes_out_as_files_and_comes_back_as_a_draft(
    world: World, chief: Client, draft: ModelVersion
) -> None:
    packed = chief.get(url("export_model", draft.public_id))
    assert packed["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert f"{draft.key}/model.yaml" in archive.namelist()
    file = SimpleUploadedFile("x.zip", packed.content)
    answer = chief.post(url("import_model"), {"file": file})
    assert answer.status_code == 302
    assert chief.get(answer["Location"]).status_code == 200


def test_a_shipped_model_goes_out_with_all_it_builds_on(chief: Client) -> None:
    with zipfile.ZipFile(io.BytesIO(chief.get(url("export_model", "gladsaxe_network")).content)) as archive:
        assert "common/model.yaml" in archive.namelist()


def test_a_file_that_is_none_is_refused_in_words(chief: Client) -> None:
    file = SimpleUploadedFile("x.zip", b"no zip")
    assert "zip-fil" in text(chief.post(url("import_model"), {"file": file}), 422)


def test_what_is_written_in_a_model_is_never_markup(world: World, chief: Client, draft: ModelVersion) -> None:
    page = chief.get(part(draft, "forums", "executive_board"))
    chief.post(part(draft, "forums", "executive_board"), filled(page, name_da="<script>alert(1)</script>"))
    for where in (url("model", draft.public_id), url("edit_model", draft.public_id)):
        assert "<script>alert" not in text(chief.get(where))
