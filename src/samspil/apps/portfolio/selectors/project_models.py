"""Which project model an initiative follows, which it may follow, and what is known of it there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from samspil.apps.governance.selectors.adoptions import KindOnDay, governing, kinds_on
from samspil.apps.portfolio.models import Estimate, Initiative
from samspil.core.governance.language.commitments import InitiativeForm, ProjectModel
from samspil.core.governance.language.known_words import AMOUNT
from samspil.core.governance.language.routes import AttributeType, Nature
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value, currency_of
from samspil.core.governance.natures import nature_of, phase_asked
from samspil.core.portfolio.phases import Facts, is_for
from samspil.core.units import Money

# Beside what was said of an initiative, by attribute: who said it, and when. No attribute is called so.
SAID: Final = "_said"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has said of an initiative for a gate: as a register has it, else by hand, with the reason
    where the register says otherwise.
    """

    attribute: str
    value: Value
    by: UUID
    on: date
    is_registered: bool = False
    because: str = ""


@dataclass(frozen=True, slots=True)
class Offered:
    """A project model that an organisation has adopted: the kind of matter that decides at its gates.

    ``attribute`` is what says, of such a matter, which phase it is about.
    """

    key: str
    project: ProjectModel
    model: GovernanceModel
    kind: str
    attribute: str

    @property
    def asked(self) -> tuple[str, ...]:
        """What else must be known of the initiative before a gate can be asked for."""
        attributes = self.model.spec.kinds[self.kind].attributes
        return tuple(key for key in attributes if key != self.attribute)


def project_models_offered(organisation_id: int, on: date) -> list[Offered]:
    """The project models that an organisation has adopted and has gates for, in the order of its kinds."""
    return offered_by(kinds_on(organisation_id, on))


def offered_by(kinds: Iterable[KindOnDay]) -> list[Offered]:
    """The project models that kinds of matter are the gates of."""
    found: dict[str, Offered] = {}
    for one in kinds:
        spec = one.model.spec
        attribute = phase_asked(spec, one.key)
        if attribute is None or nature_of(spec, one.key) is not Nature.GATE:
            continue
        key = spec.attributes[attribute].phases_of
        if key is not None:
            found.setdefault(key, Offered(key, spec.project_models[key], one.model, one.key, attribute))
    return list(found.values())


def must_follow(offered: Iterable[Offered], form: InitiativeForm) -> bool:
    """Whether an initiative of a form follows one of these, or says why it does not (F2.10)."""
    return any(is_for(one.project, form) for one in offered)


def followed_by(initiative: Initiative, on: date) -> Offered | None:
    """The project model that an initiative follows, as it is adopted today; nothing outside any model."""
    if not initiative.project_model:
        return None
    offered = project_models_offered(initiative.organisation_id, on)
    return next((one for one in offered if one.key == initiative.project_model), None)


def version_of(organisation_id: int, offered: Offered, on: date) -> UUID:
    """The version of the governance model that a project model stands in."""
    public_id: UUID = governing(organisation_id, offered.kind, on).public_id
    return public_id


def facts_of(initiative: Initiative, model: GovernanceModel, on: date) -> Facts:
    """What is known of an initiative, as conditions of phases ask for it."""
    return facts_by(initiative, model, known_of(initiative, model), on)


def facts_by(initiative: Initiative, model: GovernanceModel, known: Mapping[str, Value], on: date) -> Facts:
    """The same of what is known already."""
    return Facts(
        InitiativeForm(initiative.form), lambda key: int(model.program.book.read(key, on).value), known
    )


def known_of(initiative: Initiative, model: GovernanceModel) -> Mapping[str, Value]:
    """What has been said of an initiative, and what it was last estimated to cost."""
    last = Estimate.objects.filter(initiative=initiative, cost_minor__isnull=False).order_by("-sequence")
    return known_by(initiative, model, last.values_list("cost_minor", "currency")[:1])


def known_by(
    initiative: Initiative, model: GovernanceModel, costs: Iterable[tuple[int | None, str | None]]
) -> Mapping[str, Value]:
    """The same of costs that were asked for already, the last estimated first."""
    known: dict[str, Value] = {}
    for key, said in initiative.facts.items():
        spec = model.spec.attributes.get(key)
        if spec is not None:
            known[key] = Money(said["minor"], said["currency"]) if isinstance(said, dict) else said
    spec = model.spec.attributes.get(AMOUNT)
    if spec is not None and spec.type is AttributeType.MONEY:
        for minor, currency in costs:
            known.setdefault(AMOUNT, Money(minor or 0, currency or currency_of(model)))
    return known


def said_of(initiative: Initiative, followed: Offered) -> list[Said]:
    """What its gates ask for and somebody has said, as it was said last, in the order of the questions."""
    who = initiative.facts.get(SAID, {})
    known = known_of(initiative, followed.model)
    return [
        Said(
            key,
            known[key],
            UUID(who[key]["by"]),
            date.fromisoformat(who[key]["on"]),
            who[key].get("registered", False),
            who[key].get("because", ""),
        )
        for key in followed.asked
        if key in known and key in who
    ]
