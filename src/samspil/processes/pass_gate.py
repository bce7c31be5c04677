"""A gate is a matter of its project model's kind: it is asked for here, and what was decided is followed."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.benefits.selectors.at_gates import told_of_benefits
from samspil.apps.benefits.services.at_gates import say_why_without_baseline, say_why_without_line_owner
from samspil.apps.funding.selectors.cases import told_of_case
from samspil.apps.funding.services.cases import check_at_gate, keep_at_gate
from samspil.apps.governance.selectors.subjects import something_came_of
from samspil.apps.governance.services.moving import bring
from samspil.apps.governance.types import NewMatter
from samspil.apps.organisations.selectors import list_organisations
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.gates import answers_of, documents_of, waiting_gates
from samspil.apps.portfolio.selectors.project_models import Offered, known_of
from samspil.apps.portfolio.services.entering import remember
from samspil.apps.portfolio.services.gates import check_gate, follow, open_gate
from samspil.apps.portfolio.services.parts import check_parts, told_of_parts
from samspil.apps.portfolio.services.training import sources_of, told_of_training, with_the_register
from samspil.apps.portfolio.types import Asking
from samspil.kit.tenancy import scope

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Gate, Initiative

_log: Final = logging.getLogger(__name__)


@transaction.atomic
def ask_for_gate(initiative: Initiative, asking: Asking, *, acting: Acting, at: datetime) -> Gate:
    """The initiative asks to leave its phase: a matter about it is brought, and the gate waits for that.

    What the model's kind of gate asks for is taken from what is known of the initiative and what is said
    now, which is kept with it. Nothing is guessed: what nobody has said is refused by the engine.

    Raises:
        RefusedError: ``gate_lacks_papers`` names all that is missing, ``gate_lacks_baselines`` the benefits
            without one that nobody has said why of, ``gate_lacks_line_owners`` those that nobody in the line
            has taken over, ``gate_lacks_case`` where the model asks for a business case,
            ``answer_differs_from_register`` that nobody says why it does; a programme does not say
            what becomes of its open parts; one may not; or the model says no.
        NotFoundError: no model is adopted for such matters.
    """
    initiative, followed, phase = check_gate(initiative, acting=acting, at=at)
    say_why_without_baseline(initiative, phase, asking.without_baseline, acting=acting, at=at)
    say_why_without_line_owner(initiative, phase, asking.without_line_owner, acting=acting, at=at)
    check_at_gate(initiative, phase)
    then = check_parts(initiative, asking.parts_then)
    today = timezone.localdate(at)
    asking = with_the_register(initiative, followed, asking, today)
    asked = {key: value for key, value in asking.said.items() if key in followed.asked}
    remember(initiative, asked, sources_of(initiative, followed, asking, today), acting=acting, at=at)
    known = known_of(initiative, followed.model)
    attributes = {key: known[key] for key in followed.asked if key in known}
    papers = [
        _papers(initiative, followed, asking.language),
        *told_of_parts(initiative, then),
        *told_of_training(initiative, followed, asking, today),
        *told_of_benefits(initiative),
        *told_of_case(initiative),
        asking.without_baseline,
        asking.without_line_owner,
    ]
    new = NewMatter(
        kind=followed.kind,
        title=initiative.title,
        attributes={**attributes, followed.attribute: initiative.phase},
        description="\n".join(filter(None, papers)),
        unit=asking.unit or acting.unit,
        unit_name=asking.unit_name,
        subject=initiative.public_id,
    )
    matter = bring(new, acting=acting, at=at)
    keep_at_gate(initiative, initiative.phase, matter.public_id, acting=acting, at=at)
    return open_gate(initiative, matter.public_id, then, acting=acting, at=at)


def _papers(initiative: Initiative, followed: Offered, language: str) -> str:
    """What the decision builds on: where each document is, and what each answer says."""
    phase = followed.project.phases[initiative.phase]
    ready, answers = documents_of(initiative, initiative.phase), answers_of(initiative, initiative.phase)
    criteria = phase.gate.criteria if phase.gate else {}
    lines = [
        f"{one.name.in_language(language)}: {ready[key].place}"
        for key, one in phase.documents.items()
        if key in ready
    ]
    lines += [
        f"{one.name.in_language(language)}: {answers[key].evidence}"
        for key, one in criteria.items()
        if key in answers
    ]
    return "\n".join([phase.name.in_language(language), *lines])


def follow_gates(organisation_id: int, at: datetime) -> int:
    """Every gate of an organisation in scope that has been decided is followed; how many were.

    Doing it again changes nothing, and what cannot be followed stops no other. However many gates wait,
    only those that something came of are looked into.
    """
    followed = 0
    waiting = waiting_gates(organisation_id)
    came = something_came_of({gate.matter for gate in waiting}) if waiting else set()
    for gate in (one for one in waiting if one.matter in came):
        try:
            followed += follow(gate, at=at)
        except Exception:
            _log.exception("gate %s could not be followed", gate.public_id)
    return followed


def follow_all_gates(now: datetime) -> int:
    """In every organisation."""
    followed = 0
    for organisation in list_organisations():
        with scope.within([organisation.pk]):
            followed += follow_gates(organisation.pk, now)
    return followed
