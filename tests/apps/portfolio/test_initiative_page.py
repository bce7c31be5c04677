"""The page of an initiative: where it is, what it promised, who decides next; and who may see it."""

from __future__ import annotations

import html
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import brought, set_clock
from tests.apps.portfolio.gates_ground import adopt_project_model
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SINCE, SOLROD, World

from samspil.apps.governance.models import Matter
from samspil.apps.organisations.models import Access
from samspil.apps.portfolio.models import (
    Estimate,
    Gate,
    Goal,
    Initiative,
    Involvement,
    ListedRow,
    Milestone,
    Serves,
    StatusReport,
    Strategy,
)
from samspil.apps.portfolio.selectors.whole_rows import OWN_ROWS, Estimated, Holder, Stage
from samspil.apps.portfolio.services import details, fanning_out, initiatives, plans, slips, taking_part
from samspil.apps.portfolio.services.involving import NewInvolvement, plan_involvement
from samspil.apps.portfolio.services.notes import NewNote, add_note
from samspil.apps.portfolio.services.risks import RiskSaid, raise_risk
from samspil.apps.portfolio.types import (
    Affected,
    CostKind,
    Form,
    InitiativeRole,
    NewEstimate,
    NewInitiative,
    NoteSort,
    Response,
)
from samspil.core.units import Money
from samspil.kit.sharing.models import Grant
from samspil.kit.tenancy.scope import NoScopeError

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def an_hour_later(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW + timedelta(hours=1))


def url(initiative: Initiative | UUID) -> str:
    key = initiative if isinstance(initiative, UUID) else initiative.public_id
    return reverse("portfolio:initiative", args=[key])


def told(browser: Client, initiative: Initiative | UUID) -> str:
    """What somebody reads on the page, as running text."""
    response = browser.get(url(initiative))
    assert response.status_code == 200
    text = re.sub(r"<[^>]+>", " ", response.content.decode().partition("<main")[2])
    return " ".join(html.unescape(text).split())


def report(
    initiative: Initiative, cost: Money, numbers: dict[str, Any] | None = None, because: str = ""
) -> None:
    Initiative.objects.filter(pk=initiative.pk).update(reported_on=NOW.date(), light="yellow")
    StatusReport.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        on=NOW.date(),
        reported_at=NOW,
        reported_by=uuid4(),
        expenditure="yellow",
        time="green",
        economic_benefits="green",
        other_benefits="green",
        overall="yellow",
        text="Dyrere end ventet",
        expected_cost_minor=cost.minor,
        from_numbers=numbers or {},
        differs_because=because,
    )


def test_the_page_says_what_was_promised_first_and_what_is_said_now(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        report(common, Money.of(990_000))
        last = common.milestones.get(name="I drift")
        slips.move(last, date(2026, 12, 31), reason="Leverandøren", acting=coordinator(world), at=NOW)
    said = told(world.log_in(browser, "", "coordinator"), common)
    assert "Først: 900.000 kr. Nu: 990.000 kr. 90.000 kr. mere (10%)" in said
    assert "Først: 1. december 2026 Nu: 31. december 2026 30 dage senere" in said
    assert "Udgiften blev senest meldt den 2. marts 2026." in said


def test_what_nobody_has_said_is_not_known_and_never_nothing(world: World, browser: Client) -> None:
    said = told(world.log_in(browser, HVIDOVRE, "head_of_digitalisation"), local(world, HVIDOVRE))
    assert "Først: Intet blev lovet Nu: Ikke meldt" in said
    assert "Ingen beslutning venter." in said
    assert "0 kr." not in said


def test_a_later_baseline_says_what_holds_now_until_a_report_does(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        Estimate.objects.create(
            organisation_id=common.organisation_id,
            initiative=common,
            sequence=2,
            decision=uuid4(),
            made_at=NOW,
            cost_minor=80_000_000,
            ends_on=date(2026, 12, 1),
            reason="Mindre omfang",
        )
    said = told(world.log_in(browser, "", "coordinator"), common)
    assert "Nu: 800.000 kr. 100.000 kr. mindre" in said
    assert "Som lovet" in said
    assert "Det første, gemt for altid" in said


def test_it_says_who_decides_next_and_for_a_member_its_own_decision(world: World) -> None:
    started, common = local(world, HVIDOVRE), programme(world, HVIDOVRE)
    matter = brought(world)
    head, employee = (
        world.log_in(Client(), HVIDOVRE, role) for role in ("head_of_digitalisation", "employee")
    )
    with world.scope(HVIDOVRE):
        Matter.objects.filter(pk=matter.pk).update(subject=started.public_id)
    said = told(head, started)
    assert f"{matter.case_number} {matter.title} Sagen ligger hos" in said
    assert reverse("governance:matter", args=[matter.public_id]) in head.get(url(started)).content.decode()
    assert "Jeres egen beslutning" not in said
    with world.scope(HVIDOVRE):
        Matter.objects.filter(pk=matter.pk).update(subject=common.public_id)
    assert f"Jeres egen beslutning {matter.case_number} {matter.title}" in told(employee, common)
    assert "Ingen beslutning venter." in told(head, started)
    association = told(world.log_in(Client(), "", "coordinator"), common)
    assert matter.case_number not in association


def test_a_gate_that_is_asked_for_is_told_with_its_matter(world: World, browser: Client) -> None:
    started, matter = local(world, HVIDOVRE), brought(world)
    with world.scope(HVIDOVRE):
        Gate.objects.create(
            organisation_id=started.organisation_id,
            initiative=started,
            phase="idea",
            attempt=1,
            matter=matter.public_id,
            asked_at=NOW,
        )
    said = told(world.log_in(browser, HVIDOVRE, "head_of_digitalisation"), started)
    assert f"Beslutningspunkt {matter.case_number} {matter.title} Sagen ligger hos" in said


def test_a_missing_payer_is_seen_for_each_kind_of_cost(world: World, browser: Client) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        details.add_payer(started, CostKind.OPERATION, "Ældreområdet", 2027, acting=acting, at=NOW)
    said = told(world.log_in(browser, HVIDOVRE, "head_of_digitalisation"), started)
    assert "Etablering Betaler uafklaret" in said
    assert "Drift Ældreområdet fra 2027" in said
    assert said.count("Betaler uafklaret") == 2


def test_milestones_tell_their_first_day_their_moves_and_what_pushes_them(
    world: World, browser: Client
) -> None:
    one, other = local(world, HVIDOVRE), local(world, HVIDOVRE, "Nyt arkiv")
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        kept: Any = {"acting": acting, "at": NOW}
        first = plans.add_milestone(other, plans.NewMilestone("Arkiv tømt", date(2026, 5, 1)), **kept)
        then = plans.add_milestone(one, plans.NewMilestone("Data flyttet", date(2026, 5, 10)), **kept)
        plans.let_wait(then, first.public_id, 5, **kept)
        slips.move(first, date(2026, 6, 1), reason="Sygdom", **kept)
    browser = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    said = told(browser, one)
    assert "10. maj 2026 10. maj 2026 6. juni 2026 skubbes af Arkiv tømt" in said
    assert "Data flyttet venter på Arkiv tømt i Nyt arkiv , forventet 1. juni 2026 (5 dage efter)" in said
    assert "Data flyttet i Vagtplan i Ældre venter på Arkiv tømt" in told(browser, other)
    assert "Flyttet 1 gang" in told(browser, other)
    assert "fra 1. maj 2026 til 1. juni 2026. Sygdom" in told(browser, other)


def test_roles_variants_goals_and_codes_are_shown(world: World, browser: Client) -> None:
    started = local(world, HVIDOVRE, kle=("27.36.12",), areas=("Ældre",))
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        initiatives.name(started, InitiativeRole.OWNER, "Ældrechef", **kept)
        details.add_party(started, "OS2", "Udvikler", **kept)
        details.add_variant(started, details.NewVariant("Dyr", True, Money.of(900)), **kept)
        details.add_variant(started, details.NewVariant("Billig", True, Money.of(300)), **kept)
        details.add_variant(started, details.NewVariant("Ulovlig", False, Money.of(1)), **kept)
        strategy = Strategy.objects.create(
            organisation_id=started.organisation_id, name="Digital 2030", valid_from=NOW.date()
        )
        goal = Goal.objects.create(
            organisation_id=started.organisation_id, strategy=strategy, name="Mere tid"
        )
        Serves.objects.create(organisation_id=started.organisation_id, initiative=started, goal=goal)
    said = told(world.log_in(browser, HVIDOVRE, "head_of_digitalisation"), started)
    assert "Projektejer Ældrechef" in said
    assert "Projektleder Ingen endnu" in said
    assert "OS2 Udvikler" in said
    assert "Billig Billigst, der opfylder kravene Ja 300 kr." in said
    assert said.count("Billigst, der opfylder kravene") == 1
    assert "Mere tid (Digital 2030)" in said
    assert "27.36.12" in said
    assert "Ældre" in said


def test_the_association_sees_what_each_member_does(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)
    with world.scope(HVIDOVRE):
        mine = Initiative.objects.get(common=common.public_id)
        late = mine.milestones.get(name="I drift")
        acting = keeper(world, HVIDOVRE)
        fanning_out.deviate(late, date(2027, 2, 1), reason="Leverandøren", acting=acting, at=NOW)
    said = told(world.log_in(browser, "", "coordinator"), common)
    assert "Hvidovre Kommune" in said or "Hvidovre" in said
    assert "1 milepæl for sent 1 afvigelse fra planen" in said
    assert "Systemer tilsluttet 1. september 2026" in said


def test_a_member_reads_what_is_shared_and_changes_nothing(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        other = initiatives.start(
            NewInitiative("Hemmelig plan", "", Form.TASK, is_mandatory=False),
            acting=coordinator(world),
            at=NOW,
        )
        initiatives.put_in_programme(other, common, acting=coordinator(world), at=NOW)
        kept: Any = {"acting": coordinator(world), "at": NOW}
        hidden = plans.add_milestone(other, plans.NewMilestone("Skjult", date(2026, 8, 1)), **kept)
        plans.let_wait(common.milestones.get(name="I drift"), hidden.public_id, 0, **kept)
        initiatives.name(
            common, InitiativeRole.MANAGER, "Koordinator", person=coordinator(world).person, **kept
        )
    browser = world.log_in(browser, HVIDOVRE, "employee")
    said = told(browser, common)
    assert "ejer indsatsen og deler den med jer" in said
    assert "Digitale fuldmagter" in said
    for secret in ("Hemmelig plan", "Skjult", "Ret oplysningerne", "Tilføj"):
        assert secret not in said
    assert "Projektleder Koordinator" in said
    assert coordinator(world).name == "Koordinator" or coordinator(world).name not in said
    page = browser.get(url(common)).content.decode().partition("<main")[2].partition("</main")[0]
    assert "<form" not in page


def test_from_the_common_one_a_member_finds_its_own_part_and_back(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)
    with world.scope(HVIDOVRE):
        mine = Initiative.objects.get(common=common.public_id)
    browser = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert url(mine) in browser.get(url(common)).content.decode()
    assert url(common) in browser.get(url(mine)).content.decode()
    assert "Følger den fælles plan" in told(browser, mine)
    with world.scope(""):
        Grant.objects.filter(subject_id=common.public_id).update(valid_from=SINCE, valid_to=NOW.date())
    assert url(common) not in browser.get(url(mine)).content.decode()
    assert browser.get(url(common)).status_code == 404


def test_who_may_not_see_it_is_told_that_it_is_not_there(world: World) -> None:
    common, theirs = programme(world, HVIDOVRE), local(world, RODOVRE)
    hvidovre = world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    assert hvidovre.get(url(theirs)).status_code == 404
    assert hvidovre.get(url(uuid4())).status_code == 404
    outside = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    assert outside.get(url(common)).status_code == 404
    association = world.log_in(Client(), "", "coordinator")
    assert association.get(url(theirs)).status_code == 404
    assert "/account/login/" in Client().get(url(common))["Location"]


def test_whoever_has_no_access_any_more_is_told_so(world: World, browser: Client) -> None:
    started = local(world, HVIDOVRE)
    browser = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        Access.objects.filter(person=world.people[HVIDOVRE, "head_of_digitalisation"]).update(
            valid_to=NOW.date()
        )
    assert browser.get(url(started)).status_code == 403


def test_everybody_in_the_organisation_reads_and_only_who_leads_is_offered_forms(world: World) -> None:
    started = local(world, HVIDOVRE)
    head = world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    employee = world.log_in(Client(), HVIDOVRE, "employee")
    form = reverse("portfolio:initiative_change", args=[started.public_id, "details"])
    assert form in head.get(url(started)).content.decode()
    assert form not in employee.get(url(started)).content.decode()
    assert told(employee, started)


def test_a_page_of_many_rows_takes_as_many_questions_as_one_of_few(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    with world.scope(""):
        kept: Any = {"acting": coordinator(world), "at": NOW}
        first = common.milestones.get(name="Systemer tilsluttet")
        plans.let_wait(common.milestones.get(name="I drift"), first.public_id, 0, **kept)
        details.add_payer(common, CostKind.OPERATION, "Foreningen", 2026, **kept)
    browser = world.log_in(browser, "", "coordinator")
    browser.get(url(common))
    with CaptureQueriesContext(connection) as few:
        browser.get(url(common))
    with world.scope(""):
        for number in range(8):
            new = plans.NewMilestone(f"Trin {number}", date(2026, 4, 1 + number))
            waits = plans.add_milestone(common, new, **kept)
            plans.let_wait(waits, first.public_id, number, **kept)
            slips.move(waits, date(2026, 6, 1), reason="Ferie", **kept)
            details.add_party(common, f"Leverandør {number}", "", **kept)
            details.add_payer(common, CostKind.ESTABLISHMENT, f"Pulje {number}", 2026, **kept)
            initiatives.name(common, InitiativeRole.MEMBER, f"Konsulent {number}", **kept)
        taking_part.invite(common, [SOLROD], **kept)
    with CaptureQueriesContext(connection) as many:
        browser.get(url(common))
    assert len(few) == len(many) <= 12, [one["sql"][:150] for one in few]


@pytest.mark.parametrize("language", ["en", "nb"])
def test_the_page_speaks_other_languages(world: World, browser: Client, language: str) -> None:
    common = programme(world, HVIDOVRE)
    browser = world.log_in(browser, "", "coordinator")
    browser.cookies["samspil_language"] = language
    said = told(browser, common)
    assert {"en": "Who decides next", "nb": "Hvem beslutter det neste"}[language] in said


def test_an_estimate_without_an_end_promises_no_day(world: World, browser: Client) -> None:
    with world.scope(HVIDOVRE):
        new = NewInitiative("Ny vagtplan", "", Form.PROJECT, is_mandatory=False)
        estimate = NewEstimate(Money.of(100))
        started = initiatives.start(new, estimate, acting=keeper(world, HVIDOVRE), at=NOW)
    said = told(world.log_in(browser, HVIDOVRE, "head_of_digitalisation"), started)
    assert "Først: 100 kr. Nu: Ikke meldt" in said
    assert "Slutter den Først: Intet blev lovet Nu: Ikke kendt" in said


def test_what_is_late_serious_open_or_nobodys_is_told_first(world: World, browser: Client) -> None:
    started, head = local(world, HVIDOVRE), world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        plans.add_milestone(started, plans.NewMilestone("Udbud", NOW.date()), **kept)
        weighed: Any = {"response": Response.REDUCE, "owner": "Ældrechef", "review_on": NOW.date()}
        raise_risk(started, RiskSaid("Leverandøren går konkurs", 3, 5, **weighed), **kept)
        raise_risk(started, RiskSaid("Ferie i juli", 1, 2, **weighed), **kept)
        plan_involvement(started, NewInvolvement(Affected.UNION, "Tillidsrepræsentanter"), **kept)
        Involvement.objects.update(open_point="Vagtplaner er ikke aftalt")
        add_note(started, NewNote(NoteSort.ISSUE, "Arkivet er fuldt"), **kept)
    said = told(head, started)
    first = said.partition("Se på dette først")[2].partition("Hvor den er")[0]
    assert "1 alvorlig risiko" in first
    assert "1 åbent punkt før driftsstart" in first
    assert "Ingen er udpeget som: Ansvarlig direktør, Projektejer, Projektleder" in first
    assert "Ingen betaler er udpeget for: Etablering, Drift, Videreudvikling" in first
    assert "forsinket" not in first
    assert "2 åbne risici. Alvorlig: 1. Lille: 1. Alvorlig Leverandøren går konkurs" in said
    assert "Tillidsrepræsentanter: ikke inddraget endnu; Vagtplaner er ikke aftalt" in said
    assert "Arkivet er fuldt" in said


def test_a_milestone_is_late_the_day_after_its_day(
    world: World, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        new = plans.NewMilestone("Udbud", NOW.date())
        plans.add_milestone(started, new, acting=keeper(world, HVIDOVRE), at=NOW)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    assert "er forsinket" not in told(head, started)
    set_clock(monkeypatch, NOW + timedelta(days=1))
    head = world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    assert "1 milepæl er forsinket" in told(head, started)


def test_a_light_that_differs_from_the_numbers_says_why(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        numbers = {"lights": {"time": "red"}}
        report(common, Money.of(900_000), numbers, "Leverandøren henter det tabte ind")
    said = told(world.log_in(browser, "", "coordinator"), common)
    assert "Tid Som planlagt tallene siger: Grib ind" in said
    assert "Hvorfor det afviger fra tallene: Leverandøren henter det tabte ind" in said
    assert "Dyrere end ventet" in said
    shared = told(world.log_in(Client(), HVIDOVRE, "employee"), common)
    assert "Leverandøren henter det tabte ind" in shared


def test_what_is_kept_beside_the_plan_is_its_owners_alone(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        kept: Any = {"acting": coordinator(world), "at": NOW}
        said = RiskSaid("Hemmelig risiko", 5, 5, Response.ACCEPT, "Koordinator", NOW.date())
        raise_risk(common, said, **kept)
        add_note(common, NewNote(NoteSort.ISSUE, "Hemmeligt problem"), **kept)
        plan_involvement(common, NewInvolvement(Affected.OTHERS, "Hemmelig part"), **kept)
        _listed(common, {"cost": {"withheld": "Hemmelig grund"}})
    assert "Hemmelig risiko" in told(world.log_in(browser, "", "coordinator"), common)
    page = told(world.log_in(Client(), HVIDOVRE, "employee"), common)
    assert "Hemmelig" not in page
    assert "Digitale fuldmagter" in page


def _listed(initiative: Initiative, values: dict[str, Any], key: str = "2026|1") -> None:
    ListedRow.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        source="liste",
        key=key,
        digest="0" * 64,
        values=values,
        listed_at=NOW,
    )


def test_what_a_list_may_not_say_is_shown_with_its_reason_until_a_later_list_says_it(
    world: World, browser: Client
) -> None:
    started, head = local(world, HVIDOVRE), world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    with world.scope(HVIDOVRE):
        _listed(started, {"cost": {"withheld": "Undtaget efter § 30"}, "purpose": {"empty": ""}}, "2025|1")
    assert "Undtagne oplysninger" in told(head, started)
    assert "Samlet udgift Undtaget efter § 30" in told(head, started)
    with world.scope(HVIDOVRE):
        _listed(started, {"cost": {"minor": 100, "currency": "DKK"}}, "2026|1")
    assert "Undtag" not in told(head, started)


def test_a_long_plan_is_folded_but_for_what_comes_next_and_what_is_late(
    world: World, browser: Client
) -> None:
    started = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        for number in range(12):
            latest = date(2026, 5, 1) if number == 11 else None
            new = plans.NewMilestone(f"Trin {number}", date(2026, 5, 1 + number), latest)
            plans.add_milestone(started, new, **kept)
        reached = plans.add_milestone(started, plans.NewMilestone("Begyndt", NOW.date()), **kept)
        plans.reach_milestone(reached, NOW.date(), **kept)
    said = told(world.log_in(browser, HVIDOVRE, "head_of_digitalisation"), started)
    at_once = said.partition("Milepæle")[2].partition("milepæle senere")[0]
    assert "Trin 7" in at_once
    assert "Trin 11" in at_once
    assert "Trin 8" not in at_once
    assert "Begyndt" not in at_once
    assert "3 milepæle senere" in said
    assert "1 milepæl er nået" in said


def test_the_phases_say_what_the_next_gate_lacks_and_who_may_decide_it(world: World) -> None:
    adopt_project_model(world, HVIDOVRE, "herning_project_model")
    started = local(world, HVIDOVRE, project_model="shared_model")
    said = told(world.log_in(Client(), HVIDOVRE, "head_of_digitalisation"), started)
    decides = "Næste beslutningspunkt: Ud af fasen Idé. Kan beslutte det: Kommunalbestyrelsen, Fagområdets"
    assert decides in said.partition("Hvem beslutter det næste")[2].partition("Status")[0]
    part = said.partition("Faser og næste beslutningspunkt")[2].partition("Risici")[0]
    assert "Den fælles projektmodel · fase 1 af 5" in part
    assert "Idé her nu Analyse Anskaffelse Gennemførelse Afslutning og gevinster" in part
    assert "Mangler endnu Idébeskrivelse" in part
    assert "Kan beslutte det Kommunalbestyrelsen, Fagområdets styregruppe, Projektejer Mangler" in part


def test_whoever_leads_one_by_a_role_is_offered_its_forms(world: World, browser: Client) -> None:
    started, employee = local(world, HVIDOVRE), world.log_in(browser, HVIDOVRE, "employee")
    form = reverse("portfolio:initiative_change", args=[started.public_id, "details"])
    assert form not in employee.get(url(started)).content.decode()
    with world.scope(HVIDOVRE):
        person = world.acting(HVIDOVRE, "employee").person
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        initiatives.name(started, InitiativeRole.MANAGER, "Projektleder", person=person, **kept)
    assert form in employee.get(url(started)).content.decode()


def test_a_loaded_page_takes_at_most_twelve_questions(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE, RODOVRE, SOLROD)
    matter = brought(world)
    with world.scope(HVIDOVRE):
        busy = local(world, HVIDOVRE, "Optaget")
        Matter.objects.filter(pk=matter.pk).update(subject=busy.public_id)
        person = keeper(world, HVIDOVRE).person
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        initiatives.name(busy, InitiativeRole.OWNER, "Ældrechef", person=person, **kept)
    asks = [("", "coordinator", common), (HVIDOVRE, "employee", common), (HVIDOVRE, "employee", busy)]
    for code, role, row in asks:
        member = world.log_in(Client(), code, role)
        member.get(url(row))
        with CaptureQueriesContext(connection) as asked:
            assert member.get(url(row)).status_code == 200
        assert len(asked) <= 12, [one["sql"][:150] for one in asked]


def test_rows_of_another_scope_are_not_asked_for(world: World) -> None:
    theirs = local(world, RODOVRE)
    with world.scope(HVIDOVRE), pytest.raises(NoScopeError):
        OWN_ROWS.ask(theirs.organisation_id, initiative=theirs.pk, on=NOW.date())
    mine = world.organisation(HVIDOVRE).pk
    with world.scope(HVIDOVRE):
        found = OWN_ROWS.ask(mine, initiative=theirs.pk, on=NOW.date())
        assert not any(found.of(row) for row in (Holder, Stage, Estimated))


def test_what_people_wrote_is_text_and_never_part_of_the_page(world: World, browser: Client) -> None:
    common, wrote = programme(world, HVIDOVRE), "<b>x</b>&\"'"
    with world.scope(""):
        kept: Any = {"acting": coordinator(world), "at": NOW}
        first = plans.add_milestone(common, plans.NewMilestone(wrote, date(2026, 5, 1)), **kept)
        then = plans.add_milestone(common, plans.NewMilestone("Så", date(2026, 5, 2)), **kept)
        plans.let_wait(then, first.public_id, 5, **kept)
        slips.move(first, date(2026, 6, 1), reason=wrote, **kept)
        common.participations.update(function=wrote, next_name=wrote)
        Milestone.objects.filter(pk=then.pk).update(deviation=wrote, common=uuid4())
        report(common, Money.of(1), because=wrote)
    page = world.log_in(browser, "", "coordinator").get(url(common)).content.decode()
    assert "<b>x" not in page
    assert page.count("&lt;b&gt;x&lt;/b&gt;&amp;") >= 7


def test_no_table_is_gone_through_for_all_that_an_organisation_has(world: World) -> None:
    mine = local(world, HVIDOVRE)
    with world.scope(HVIDOVRE), CaptureQueriesContext(connection) as asked:
        OWN_ROWS.ask(mine.organisation_id, initiative=mine.pk, on=NOW.date())
    if connection.vendor != "sqlite":
        return  # PostgreSQL weighs its ways by what it has counted
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked[0]['sql']}")
        ways = [row[3] for row in cursor.fetchall() if row[3].startswith(("SEARCH", "SCAN"))]
    assert ways
    assert [way for way in ways if way.endswith("(organisation_id=?)") or way.startswith("SCAN")] == []
