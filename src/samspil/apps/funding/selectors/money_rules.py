"""What the adopted models say of money besides pools; the reference data where they say nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from samspil import library
from samspil.apps.funding.rights import money_roles
from samspil.apps.governance.selectors.adoptions import models_on
from samspil.apps.organisations.selectors import holders_of, organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.core.finance.case_parameters import ShortUpTo, Stress
from samspil.core.governance.matter import currency_of
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.core.governance.language.basics import Texts
    from samspil.core.governance.language.commitments import MoneyRules
    from samspil.core.governance.load import GovernanceModel


@dataclass(frozen=True, slots=True)
class CaseRules:
    """Up to which cost a business case may be short, and what it is held against; nothing where nobody says.

    ``delayed_by`` is the name of the model that says how late benefits come, where one does.
    """

    short_up_to: ShortUpTo | None
    stress: Stress | None
    delayed_by: Texts | None = None


def two_keep(organisation_id: int, on: date) -> bool:
    """Whether one registers what is posted of no pool and another approves it.

    As the newest model that says anything of money has it, and so where none does; where two may.
    """
    found = _newest(organisation_id, on)
    if found is not None and not found[1].two_persons:
        return False
    roles = money_roles(OrganisationKind(organisation(organisation_id).kind))
    return len({person for _role, person, _name in holders_of(organisation_id, roles, on)}) > 1


def case_rules_on(organisation_id: int, on: date) -> CaseRules:
    """Of an organisation in scope, on a day; one question."""
    known = library.case_parameters()
    short, stress = known.short_up_to_on(on), known.stress_on(on)
    found = _newest(organisation_id, on)
    if found is None:
        return CaseRules(short, stress)
    model, rules = found
    if rules.short_case is not None:
        read = model.program.book.read(rules.short_case, on)
        short = ShortUpTo(read.since, Money(int(read.value), currency_of(model)), read.spec.source, None)
    if rules.benefits_delay is None or stress is None:
        return CaseRules(short, stress)
    late = model.program.book.read(rules.benefits_delay, on)
    scenario = replace(stress.scenario, delay=int(late.value))
    stress = Stress(max(stress.since, late.since), scenario, stress.source, None)
    return CaseRules(short, stress, model.spec.name)


def currency_on(organisation_id: int, on: date) -> str:
    """What an organisation counts its money in: as its newest model does; kroner where it has none."""
    model = next(iter(models_on(organisation_id, on)), None)
    return currency_of(model) if model else "DKK"


def _newest(organisation_id: int, on: date) -> tuple[GovernanceModel, MoneyRules] | None:
    """The newest model that says anything of it."""
    said = ((model, model.spec.money) for model in models_on(organisation_id, on))
    return next(((model, rules) for model, rules in said if rules is not None), None)
