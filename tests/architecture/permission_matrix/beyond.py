"""What is planned, opened or said: an adoption to come, doors for other systems, a pool that is run, …"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone
from tests.apps.balance import balance_world
from tests.apps.competences import competence_world
from tests.apps.funding import pool_world
from tests.apps.resources import resources_world
from tests.apps.service_levels import service_world
from tests.apps.surveys import survey_world
from tests.apps.workshops import workshop_world
from tests.apps.world import BY, HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.balance.services.agreeing import take_on
from samspil.apps.balance.types import NewAction
from samspil.apps.benefits.models import Benefit
from samspil.apps.competences.services.planning import plan
from samspil.apps.competences.types import NewPlan, Way
from samspil.apps.governance.models import ModelVersion
from samspil.apps.governance.services.adoptions import Adoption, adopt_version, draft_version, own_model
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.apps.portfolio.models import Initiative
from samspil.apps.service_levels.models import Promise
from samspil.apps.service_levels.services.lists import keep_list
from samspil.apps.targets.services.picturing import write_picture
from samspil.apps.targets.services.placing import place
from samspil.apps.targets.services.stepping import add_step
from samspil.apps.targets.types import Kind, NewPicture, NewPlacing, NewStep, Position
from samspil.apps.workshops.services.grouping import put_under
from samspil.core.units import Money
from samspil.kit.api.tokens import NewToken, make_token
from samspil.kit.api.types import Right
from samspil.kit.ids import new_id
from samspil.kit.webhooks.hooks import add_hook

Things = dict[str, dict[str, Any]]


def beyond(world: World) -> Things:
    """Rows of Hvidovre, inside its scope."""
    owner = world.organisation(HVIDOVRE).pk
    return {
        "a model that is planned": {"id": _planned(world).public_id},
        "a benefit of the library": {"id": _in_library(owner).public_id},
        **_doors(owner),
        **_balance_checks(world),
        **_competences(world),
        **_workshops(world),
        **_surveys(world),
        **_targets(world),
        **_service_levels(world),
        "a unit": {"id": resources_world.recorded(world).id},
    }


def _planned(world: World) -> ModelVersion:
    """It is to hold for purchases from a month ahead."""
    owner, day = world.organisation(HVIDOVRE), timezone.localdate()
    key = f"own_{owner.code}_planned"
    files = own_model(key, "jammerbugt_purchase_screening", owner.code, owner.name, day)
    to_come = Adoption(day + timedelta(days=30), ("purchase_request",))
    return adopt_version(draft_version(owner.pk, key, files, BY), to_come, BY)


def _doors(owner: int) -> Things:
    """A system that has access, and an address that is told; nobody of the matrix made them."""
    new = NewToken("x", new_id(), (Right.READ,), timezone.localdate(), None)
    token, _secret = make_token(owner, new, new_id(), BY.at)
    hook = add_hook(owner, "x", "https://samspil.dk/x", ["matters"], (new_id(), BY.at))
    return {
        "a system that has access": {"id": token.public_id},
        "an address that is told": {"id": hook.public_id},
    }


def _in_library(owner: int) -> Benefit:
    on = timezone.localdate()
    row = Initiative.objects.create(
        organisation_id=owner, number="l", title="x", form="project", is_mandatory=False, started_at=BY.at,
        changed_at=BY.at,
    )  # fmt: skip
    return Benefit.objects.create(
        organisation_id=owner, number="l", title="x", initiative=row, bottom_line="quality", sort="direct",
        counted_in="DKK", state_since=on, made_at=BY.at, changed_at=BY.at, in_library_since=on,
    )  # fmt: skip


def run_pool(world: World) -> Things:
    """The pool of Rødovre's model, opened; Hvidovre's model has none."""
    pool = pool_world.opened(world, RODOVRE)
    return {"a pool of another member's model": {"id": pool.public_id, "key": pool.key}}


def carried(world: World) -> Things:
    """What Hvidovre has come to take part in, and nobody has begun."""
    with world.scope(""):
        new = NewMatter("voluntary_initiative", "x", {"effort_days": 10, "amount": Money.of(90_000)})
        matter = bring(new, acting=world.acting("", "coordinator"), at=NOW)
        matter.participations.create(
            organisation=world.association, code=HVIDOVRE, member=world.organisation(HVIDOVRE),
            joined_on=NOW.date(),
        )  # fmt: skip
        return {"a joint proposal that is carried": {"id": matter.public_id}}


def _balance_checks(world: World) -> Things:
    """One in each standing, and what somebody took on at the one that is closed."""
    people = {"it": 1}
    day = timezone.localdate() + timedelta(days=30)
    done = balance_world.closed(world, {"it": [balance_world.says("fully")]}, answer_by=day)
    leader = balance_world.leader(world)
    new = NewAction("x", leader.person, day)
    action = take_on(done, "core_task", new, acting=leader, at=timezone.now())
    return {
        "a balance check that is prepared": {
            "id": balance_world.prepared(world, people, answer_by=day).public_id
        },
        "a balance check that is open": {"id": balance_world.opened(world, people, answer_by=day).public_id},
        "a balance check that is closed": {"id": done.public_id},
        "an action of a balance check": {"id": action.public_id},
    }


def _competences(world: World) -> Things:
    """A need of Hvidovre's with a plan, somebody who says what they can, and one whom Rødovre asks for."""
    who = competence_world.found(world, HVIDOVRE)
    need, head = competence_world.needed(world), competence_world.head(world)
    made = plan(need, NewPlan(Way.TRAIN, 1, head.person, competence_world.BY_THEN), acting=head, at=NOW)
    with world.scope(RODOVRE):
        asked = competence_world.borrowed(world, competence_world.needed(world, RODOVRE), who, RODOVRE)
    return {
        "a need of competences": {"id": need.public_id},
        "a plan for a gap": {"id": made.public_id},
        "somebody who says what they can": {"confirm": f"{who.person} {competence_world.KEY}"},
        "somebody whom another member asks for": {"id": asked.public_id},
    }


def _workshops(world: World) -> Things:
    """One that is prepared, one that is held now with a note under a heading, and what was found in it."""
    now = timezone.now()
    held = workshop_world.opened(world, now, code=HVIDOVRE)
    note = workshop_world.note(held, "x", now)
    put_under(held, [note.public_id], "x", acting=workshop_world.leader(world, HVIDOVRE), at=now)
    found = workshop_world.found(world, held, "x", now)
    workshop_world.note(held, "y", now)
    return {
        "a workshop that is prepared": {"id": workshop_world.prepared(world, now, code=HVIDOVRE).public_id},
        "a workshop that is held": {"id": held.public_id},
        "what was found in a workshop": {"id": found.public_id},
    }


def _surveys(world: World) -> Things:
    """One in each standing, with an area that has few answers beside some that have many."""
    day = timezone.localdate() + timedelta(days=30)
    said = survey_world.says("fully", one_thing="x")
    done = survey_world.closed(world, {"x": [said] * 3, "y": [said] * 9, "z": [said] * 9}, answer_by=day)
    return {
        "a survey that is prepared": {"id": survey_world.prepared(world, {"x": 9}, answer_by=day).public_id},
        "a survey that is open": {"id": survey_world.opened(world, {"x": 9}, answer_by=day).public_id},
        "a survey that is closed": {"id": done.public_id},
    }


def _targets(world: World) -> Things:
    """A target picture that is written, and a step that its writer takes."""
    acting, now = workshop_world.leader(world, HVIDOVRE), timezone.now()
    write_picture(Kind.SERVICE, NewPicture("x", "y"), acting=acting, at=now)
    new = NewStep("x", acting.person, timezone.localdate() + timedelta(days=30))
    placed = place(NewPlacing("x", Position.TRY, "y"), acting=acting, at=now)
    return {
        "a step towards a target picture": {
            "id": add_step(Kind.SERVICE, new, acting=acting, at=now).public_id
        },
        "a technology on the radar": {"id": placed.public_id},
    }


def _service_levels(world: World) -> Things:
    """A service with a level that is promised, and a list of figures that the head has sent."""
    acting, day = workshop_world.leader(world, HVIDOVRE), timezone.localdate()
    level = service_world.level_of(world, acting=acting, on=day)
    file = ("x.csv", "Serviceniveau;Periode;Værdi\nx;2025-01;1".encode())
    sent = keep_list("x", file, "da", acting=acting, at=timezone.now())
    promise = Promise.objects.get(level=level).pk
    return {
        "a service": {"id": level.service.public_id},
        "a service level": {"id": level.public_id, "key": promise},
        "a service level in the API": {"level_id": level.public_id},
        "a list of figures": {"id": sent.public_id},
    }
