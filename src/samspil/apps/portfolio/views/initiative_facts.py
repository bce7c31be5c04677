"""What stands beside an initiative on its page: who answers and pays, what was weighed and estimated."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.staffing import OUR_OWN
from samspil.apps.portfolio.selectors.whole import Whole
from samspil.apps.portfolio.services.details import cheapest
from samspil.apps.portfolio.types import CostKind, InitiativeRole
from samspil.apps.portfolio.views import naming
from samspil.apps.portfolio.views.promised import amount, work
from samspil.kit.web.addresses import addresses
from samspil.wording import listed
from samspil.wording.words import Words

Shown = dict[str, Any]


def roles(whole: Whole) -> list[Shown]:
    """Who answers, in the order of the roles; what nobody answers for is said."""
    found = []
    for role in InitiativeRole:
        holders = [one for one in whole.roles if one.role == role.value]
        if holders or role is not InitiativeRole.MEMBER:
            told = [(one.function, whole.people.get(one.person, "") if one.person else "") for one in holders]
            found.append({"name": naming.ROLES[role.value], "holders": told})
    return found


def payers(whole: Whole) -> list[Shown]:
    """Who pays for each kind of cost; where nobody is named it is unclear."""
    return [
        {
            "name": naming.COSTS[kind.value],
            "payers": [one for one in whole.payers if one.pays_for == kind.value],
        }
        for kind in CostKind
    ]


def variants(whole: Whole, words: Words) -> list[Shown]:
    """The ways that were weighed; the cheapest that complies is marked."""
    least = cheapest(whole.variants)
    return [
        {
            "id": one.pk,
            "name": one.name,
            "complies": one.complies,
            "cost": amount(one.cost_minor, None, words),
            "is_cheapest": least is not None and one.pk == least.pk,
            "is_chosen": one.is_chosen,
            "why": one.why,
        }
        for one in whole.variants
    ]


def estimates(whole: Whole, words: Words) -> list[Shown]:
    """Every estimate, the first first; none where there is no more than the first."""
    if len(whole.estimates) <= 1:
        return []
    url = addresses("governance:decision")
    return [
        {
            "made": words.day(timezone.localdate(one.made_at)),
            "cost": amount(one.cost_minor, one.currency, words),
            "work": work(one.effort_hundredths, words) if one.effort_hundredths is not None else "",
            "end": words.day(one.ends_on) if one.ends_on else "",
            "reason": one.reason,
            "url": url(one.decision) if one.decision and whole.is_own else "",
        }
        for one in whole.estimates
    ]


def parts(whole: Whole, words: Words) -> list[Shown]:
    """What lies in a programme."""
    url = addresses("portfolio:initiative")
    return [
        {
            "url": url(one.public_id),
            "number": one.number,
            "title": one.title,
            "light": naming.ENDS.get(one.end) or naming.LIGHTS[one.light],
            "colour": "neutral" if one.end else naming.LIGHT_COLOURS[one.light],
            "next_name": one.next_name,
            "next_on": words.day(one.next_on) if one.next_on else "",
            "end": words.day(one.expected_end) if one.expected_end else "",
        }
        for one in whole.parts
    ]


def hands(whole: Whole, acting: Acting, today: date, words: Words) -> list[tuple[str, str]]:
    """Who lends hands this month or later: each member with its days a month, by competence."""
    owner = acting.organisation_name if whole.is_own else whole.initiative.organisation.name
    names = {OUR_OWN: owner, **{one.code: one.name for one in whole.members}}
    now = [one for one in whole.lent if one.last_month >= today.replace(day=1)]
    return [
        (
            names.get(one.code, one.code),
            f"{one.competence}, {a_month(one.hundredths_a_month, words)}",
        )
        for one in now
    ]


def a_month(hundredths: int, words: Words) -> str:
    """Work in a month."""
    return _("%(days)s person-days a month") % {"days": words.number(Fraction(hundredths, 100))}


def withheld(whole: Whole, words: Words) -> list[tuple[str, str]]:
    """What a list may not say, by the name of the field, with the words that stand there instead."""
    return [(listed.field_name(what, words), said) for what, said in whole.going.withheld.items()]
