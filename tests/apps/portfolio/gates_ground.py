"""What the tests of gates begin with: a municipality with a project model, and who decides in it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from tests.apps.world import BY, NOW, SINCE, TODAY, World

from samspil.apps.governance.models import Matter
from samspil.apps.governance.selectors.subjects import how_it_went
from samspil.apps.governance.services.adoptions import Adoption, adopt_version, draft_version, own_model
from samspil.apps.governance.services.moving import move
from samspil.apps.organisations import selectors, services
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Gate, Initiative
from samspil.apps.portfolio.selectors.project_models import followed_by
from samspil.apps.portfolio.services import gates, initiatives
from samspil.apps.portfolio.types import (
    Asking,
    Form,
    InitiativeRole,
    NewEstimate,
    NewInitiative,
    PartsThen,
)
from samspil.core.governance.entries import AnswerItem, Choose
from samspil.core.governance.state import State
from samspil.core.units import Money
from samspil.processes.pass_gate import ask_for_gate, follow_gates

UNIT = "care"
PEOPLE = {
    "project_leader": "Projektlederen i Ældre",
    "project_office": "Projektkontoret",
    "process_consultant": "Proceskonsulenten",
    "project_owner": "Projektejeren",
}


def adopt_project_model(world: World, code: str, base: str, *kinds: str) -> None:
    """A shipped model holds for its gates, beside what was adopted before; one person in each role."""
    organisation = world.organisation(code)
    with world.scope(code):
        key = f"own_{code}_{base}"
        draft = draft_version(organisation.pk, key, own_model(key, base, code, organisation.name, SINCE), BY)
        adopt_version(draft, Adoption(SINCE, kinds or ("gate",)), BY)
        for role, name in PEOPLE.items():
            person = services.add_person(organisation, name, SINCE, BY)
            services.give(organisation, person.public_id, name, services.Held(role, SINCE), BY)
            world.people[code, role] = person.public_id


def acting(world: World, code: str, role: str) -> Acting:
    """Somebody of the unit whose projects these are."""
    with world.scope(code):
        organisation = world.organisation(code)
        return replace(selectors.acting(organisation, world.people[code, role], TODAY), unit=UNIT)


@dataclass
class Project:
    """A project under way; the clock goes a day with each thing that is done."""

    world: World
    code: str
    key: str
    at: datetime = NOW
    law: str = ""
    shape: Form | None = None

    def __post_init__(self) -> None:
        new = NewInitiative(
            "Ny vagtplan",
            "",
            self.form,
            is_mandatory=bool(self.law),
            legal_source=self.law,
            project_model=self.key,
            hypothesis="Den sparer en time" if self.form is Form.PILOT else "",
        )
        self.initiative = initiatives.start(
            new, NewEstimate(Money.of(100_000)), acting=self.leader, at=self.at
        )

    @property
    def form(self) -> Form:
        return self.shape or (Form.PILOT if self.key == "pilots" else Form.PROJECT)

    @property
    def leader(self) -> Acting:
        return acting(self.world, self.code, "project_leader")

    def now(self) -> Initiative:
        """As it stands."""
        return Initiative.objects.get(pk=self.initiative.pk)

    def gates(self) -> list[tuple[str, int, str, str]]:
        """Every attempt: phase, number, outcome, and the phase it led to."""
        rows = Gate.objects.filter(initiative=self.initiative).order_by("pk")
        return [(one.phase, one.attempt, one.outcome, one.to_phase) for one in rows]

    def make_ready(self) -> None:
        """Every document of the phase has a place, every criterion an answer."""
        here = self.now()
        followed = followed_by(here, TODAY)
        assert followed is not None
        phase = followed.project.phases[here.phase]
        self.leads()
        for document in phase.documents:
            gates.mark_ready(here, document, "Sag 26/1", acting=self.leader, at=self.at)
        for criterion in phase.gate.criteria if phase.gate else ():
            gates.answer(here, criterion, "Det viste vi", is_met=True, acting=self.leader, at=self.at)

    def leads(self) -> None:
        """The project leader answers for it."""
        role = InitiativeRole.MANAGER
        keeper = self.world.acting(self.code, "head_of_digitalisation")
        if not self.initiative.role_holders.exists():
            initiatives.name(
                self.initiative,
                role,
                "Projektleder",
                person=self.leader.person,
                acting=keeper,
                at=self.at,
            )

    def ask(self, then: PartsThen | None = None, **said: Any) -> Gate:
        self.leads()
        return ask_for_gate(self.now(), Asking(said, parts_then=then), acting=self.leader, at=self.at)

    def ask_when_ready(self, then: PartsThen | None = None, **said: Any) -> Gate:
        self.make_ready()
        return self.ask(then, **said)

    def matter(self) -> Matter:
        gate = Gate.objects.filter(initiative=self.initiative).latest("pk")
        return Matter.objects.get(public_id=gate.matter)

    def do(self, role: str, outcome: str, reason: str = "") -> None:
        """Somebody chooses at the step where the matter stands, a day later; nobody follows it yet."""
        self.at += timedelta(days=1)
        who = self.leader if role == "requester" else acting(self.world, self.code, role)

        def choose(state: State) -> Choose:
            return Choose(state.step or "", outcome, who.actor, self.at, reason=reason)

        move(self.matter(), choose, acting=who)

    def check(self, role: str, *items: str) -> None:
        """The papers are seen to be there, and it goes on to whoever decides."""
        self.at += timedelta(days=1)
        who = acting(self.world, self.code, role)
        for item in items:
            said = AnswerItem(self.matter().step, item, True, "Set", who.actor, self.at)
            move(self.matter(), said, acting=who)
        self.do(role, "ready")

    def decide(self, outcome: str, reason: str = "", *, checked: bool = True) -> None:
        """The office checks all papers and the owner decides; then the decision is followed."""
        if checked:
            here, followed = self.now(), followed_by(self.now(), TODAY)
            assert followed is not None
            self.check("project_office", "criteria", *followed.project.phases[here.phase].documents)
        self.do("project_owner", outcome, reason)
        self.follow()

    def follow(self) -> int:
        return follow_gates(self.initiative.organisation_id, self.at)

    def went(self) -> Any:
        return how_it_went(self.matter().public_id)
