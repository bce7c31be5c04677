"""What members do together follows the association's project model and passes its gates."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.apps.governance.forum_world import everybody
from tests.apps.portfolio.ground import coordinator, programme
from tests.apps.world import HVIDOVRE, NOW, TODAY, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.services.matters import standing
from samspil.apps.governance.services.moving import move
from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.forms.following import said_of_model
from samspil.apps.portfolio.forms.taking_part import StartTogetherForm
from samspil.apps.portfolio.models import Gate, Initiative
from samspil.apps.portfolio.selectors.project_models import followed_by
from samspil.apps.portfolio.selectors.scenario_changes import Addition
from samspil.apps.portfolio.services import carrying_out, fanning_out, gates, initiatives, scenarios
from samspil.apps.portfolio.services.entering import follow_model
from samspil.apps.portfolio.types import Asking, Form, NewInitiative
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.forum_decisions import chairs_among, seats_on
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Sitting, Value
from samspil.core.units import Money
from samspil.kit.ids import new_id
from samspil.processes.pass_gate import ask_for_gate, follow_gates

MODEL = "joint_projects"


def new(**more: Any) -> NewInitiative:
    return NewInitiative("Fælles chat", "", Form.PROJECT, **{"is_mandatory": False, **more})


@dataclass
class Together:
    """A joint project under way; the clock goes a day with each thing that is done."""

    world: World
    at: datetime = NOW
    row: Initiative = field(init=False)

    def __post_init__(self) -> None:
        acting = coordinator(self.world)
        self.row = initiatives.start(new(project_model=MODEL), acting=acting, at=self.at)

    def ask(self, amount: int) -> Gate:
        """All that the phase asks for is there, and the gate is asked for."""
        acting = coordinator(self.world)
        here = Initiative.objects.get(pk=self.row.pk)
        followed = followed_by(here, TODAY)
        assert followed is not None
        phase = followed.project.phases[here.phase]
        for document in phase.documents:
            gates.mark_ready(here, document, "Sag 26/1", acting=acting, at=self.at)
        for criterion in phase.gate.criteria if phase.gate else ():
            gates.answer(here, criterion, "Alle ni har svaret", is_met=True, acting=acting, at=self.at)
        said: dict[str, Value] = {"buys_together": False, "amount": Money.of(amount)}
        return ask_for_gate(here, Asking(said), acting=acting, at=self.at)

    def decide(self, *choices: str) -> Matter:
        """The coordinator finds the papers in order; then each body decides in its meeting."""
        acting = coordinator(self.world)
        matter = Matter.objects.get()
        model, _state = standing(matter)
        for item in _items(model, matter, self.row):
            move(matter, AnswerItem(matter.step, item, True, "Set", acting.actor, self.at), acting=acting)
        for outcome in ("ready", *choices):
            self.at += timedelta(days=1)
            matter.refresh_from_db()
            sitting = meeting(model, matter.body, self.at)
            said = Choose(matter.step, outcome, acting.actor, self.at, sitting, reason="Begrundet")
            matter, _events = move(matter, said, acting=acting)
        return matter

    def follow(self) -> Initiative:
        follow_gates(self.row.organisation_id, self.at)
        return Initiative.objects.get(pk=self.row.pk)


def meeting(model: GovernanceModel, body: str, at: datetime) -> Sitting | None:
    """Everybody is there and for it, and whoever has the turn is in the chair."""
    found = everybody(model, body, at)
    if found is None:
        return None
    day = at.date()
    chairs = chairs_among(model, found.forum, seats_on(model, found.forum, day), day)
    return replace(found, chair=chairs[0])


def _items(model: Any, matter: Matter, row: Initiative) -> list[str]:
    phase = model.spec.project_models[MODEL].phases[Initiative.objects.get(pk=row.pk).phase]
    return ["criteria", *(key for key, one in phase.documents.items() if one.required)]


def test_the_heads_of_digitalisation_let_it_into_the_next_phase(world: World) -> None:
    with world.scope(""):
        together = Together(world)
        assert together.row.phase == "basis"
        together.ask(500_000)
        decided = together.decide("go")
        assert decided.result == "approved"
        assert together.follow().phase == "planning"


def test_above_their_limit_the_board_decides_and_can_stop_it(world: World) -> None:
    with world.scope(""):
        together = Together(world)
        together.ask(500_001)
        with pytest.raises(RefusedError, match="no_mandate"):
            together.decide("go")
    with world.scope(""):
        acting = coordinator(world)
        matter = Matter.objects.get()
        model, _state = standing(matter)
        for outcome in ("recommend", "stop"):
            together.at += timedelta(days=1)
            matter.refresh_from_db()
            sitting = meeting(model, matter.body, together.at)
            said = Choose(matter.step, outcome, acting.actor, together.at, sitting, reason="For dyrt")
            matter, _events = move(matter, said, acting=acting)
        assert together.follow().end == "stopped"


def test_a_joint_project_follows_the_model_or_says_why_not(world: World) -> None:
    with world.scope(""):
        with pytest.raises(RefusedError, match="outside_model_needs_a_reason"):
            initiatives.start(new(), acting=coordinator(world), at=NOW)
        said = new(outside_model_because="Begyndte før modellen")
        outside = initiatives.start(said, acting=coordinator(world), at=NOW)
        assert outside.phase == ""


def test_what_is_outside_enters_the_model_later_or_says_why_not(world: World, browser: Client) -> None:
    with world.scope(""):
        said = new(outside_model_because="Begyndte før modellen")
        outside = initiatives.start(said, acting=coordinator(world), at=NOW)
    page = world.log_in(browser, "", "coordinator")
    where = reverse("portfolio:phases", args=[outside.public_id])
    assert "Begyndte før modellen" in page.get(where).content.decode()
    door = reverse("portfolio:enter_model", args=[outside.public_id])
    refused = page.post(door, {"model-project_model": "", "model-outside_model_because": " "})
    assert refused.status_code == 422
    assert page.post(door, {"model-project_model": MODEL}).status_code == 302
    assert page.get(where).context["phase_name"] == "Grundlag"
    with world.scope(""):
        outside.refresh_from_db()
        assert (outside.phase, outside.outside_model_because) == ("basis", "")
        with pytest.raises(RefusedError, match="follows_a_model_already"):
            follow_model(outside, MODEL, "", acting=coordinator(world), at=NOW)
        with pytest.raises(RefusedError, match="not_yours_to_lead"):
            follow_model(outside, MODEL, "", acting=world.acting("", "specialist_head"), at=NOW)


def test_a_members_own_part_says_that_it_follows_the_common_plan(world: World, browser: Client) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)
    with world.scope(HVIDOVRE):
        mine = Initiative.objects.get(common=common.public_id)
    head = world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    page = head.get(reverse("portfolio:phases", args=[mine.public_id])).content.decode()
    assert "følger den fælles plan" in page


# --- what a draft starts ----------------------------------------------------------------------------------
def addition(**more: Any) -> Addition:
    return Addition(new_id(), "Fælles robot", "", Form.PROJECT, TODAY, TODAY + timedelta(days=90), **more)


def started(world: World, one: Addition) -> Initiative:
    by = carrying_out.By(world.association.pk, new_id(), new_id(), "Udkast A (2026-0007)")
    carrying_out.add(one, by, at=NOW)
    return Initiative.objects.get(public_id=one.id)


def test_what_a_draft_starts_enters_the_model_it_chose(world: World) -> None:
    with world.scope(""):
        row = started(world, addition(project_model=MODEL))
        assert (row.project_model, row.phase) == (MODEL, "basis")
        assert row.version is not None


@pytest.mark.parametrize("chosen", [{}, {"project_model": "no_longer_adopted"}])
def test_what_a_draft_starts_outside_the_model_says_which_decision_it_came_of(
    world: World, chosen: dict[str, str]
) -> None:
    with world.scope(""):
        row = started(world, addition(**chosen))
        assert (row.project_model, row.phase) == ("", "")
        assert row.outside_model_because == "Udkast A (2026-0007)"


def test_a_draft_says_it_while_it_is_a_draft(world: World) -> None:
    with world.scope(""):
        draft = scenarios.begin("Udkast A", acting=coordinator(world), at=NOW)
        for chosen, code in [
            ({}, "outside_model_needs_a_reason"),
            ({"project_model": "no_such"}, "project_model_not_adopted"),
        ]:
            with pytest.raises(RefusedError, match=code):
                scenarios.add(draft, addition(**chosen), acting=coordinator(world), at=NOW)
        said = addition(outside_model_because="En lille sag")
        draft = scenarios.add(draft, said, acting=coordinator(world), at=NOW)
        assert draft.changes[0]["outside_model_because"] == "En lille sag"


# --- what a joint matter starts ---------------------------------------------------------------------------
def test_what_was_decided_together_is_asked_which_model_it_follows() -> None:
    form = StartTogetherForm(
        {"key": "k", "title": "Fælles chat", "form": "project", "project_model": MODEL},
        forms_named=[("project", "Projekt")],
        models=[(MODEL, "Den fælles projektmodel")],
    )
    assert form.is_valid(), form.errors
    assert said_of_model(form.cleaned_data) == (MODEL, "")
    without = StartTogetherForm(forms_named=[("project", "Projekt")])
    assert "project_model" not in without.fields


def test_a_reason_is_kept_only_where_no_model_is_followed() -> None:
    assert said_of_model({"project_model": MODEL, "outside_model_because": "Nej"}) == (MODEL, "")
    assert said_of_model({"project_model": "", "outside_model_because": "Nej"}) == ("", "Nej")
