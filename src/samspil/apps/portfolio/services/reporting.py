"""Status reports: added only, beside what the numbers say. The newest shows on the initiative at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Estimate, Initiative, StatusReport
from samspil.apps.portfolio.selectors.falling_short import falling_short_of
from samspil.apps.portfolio.selectors.following import Following, following_of
from samspil.apps.portfolio.selectors.reports import currency_for
from samspil.apps.portfolio.services.initiatives import check_period
from samspil.apps.portfolio.services.leading import check_leads
from samspil.apps.portfolio.services.owing import meet_what_is_owed
from samspil.apps.portfolio.services.showing import show_to_the_association
from samspil.apps.portfolio.services.telling import tell
from samspil.apps.portfolio.types import FallingShort
from samspil.core.errors import Problem
from samspil.core.portfolio.status import (
    Light,
    Numbers,
    benefit_light,
    cost_light,
    refuse_light,
    time_light,
    worst,
)
from samspil.core.units import Money

OWN_CURRENCY: Final = "DKK"


@dataclass(frozen=True, slots=True)
class NewReport:
    """What somebody reports. A day or an amount that nobody knows is nothing, never zero."""

    expenditure: Light
    time: Light
    economic_benefits: Light
    other_benefits: Light
    overall: Light
    text: str
    differs_because: str = ""
    spent: Money | None = None
    expected_cost: Money | None = None
    expected_end: date | None = None

    @property
    def lights(self) -> tuple[Light, ...]:
        """What is said of each of the four."""
        return self.expenditure, self.time, self.economic_benefits, self.other_benefits


@transaction.atomic
def report(initiative: Initiative, new: NewReport, *, acting: Acting, at: datetime) -> StatusReport:
    """How an initiative goes, as its leader says and as the numbers say. Never changed: another may follow.

    Raises:
        RefusedError: one may not, the initiative is over, there are no words to it, an amount is below
            nothing or in another currency than the initiative's, or a light differs from the numbers and
            does not say why.
    """
    initiative = Initiative.objects.select_for_update().get(pk=initiative.pk)
    check_leads(acting, initiative, at)
    today = timezone.localdate(at)
    currency = currency_for(initiative, today)
    _check(initiative, new, currency)
    by = following_of(initiative, today)
    numbers = numbers_of(initiative, new.expected_cost, new.expected_end)
    short = falling_short_of(initiative)
    said = from_numbers(numbers, short, by, new.lights)
    _check_lights(new, said)
    row = StatusReport.objects.create(
        organisation_id=initiative.organisation_id,
        initiative=initiative,
        on=today,
        reported_at=at,
        reported_by=acting.person,
        expenditure=new.expenditure.value,
        time=new.time.value,
        economic_benefits=new.economic_benefits.value,
        other_benefits=new.other_benefits.value,
        overall=new.overall.value,
        from_numbers=_kept(said, numbers, short, by),
        differs_because=new.differs_because.strip(),
        text=new.text.strip(),
        currency=currency,
        spent_minor=new.spent.minor if new.spent else None,
        expected_cost_minor=new.expected_cost.minor if new.expected_cost else None,
        expected_end=new.expected_end,
    )
    _show(initiative, new, at)
    meet_what_is_owed(row, acting=acting, at=at)
    facts = {"report": row.public_id, "overall": new.overall.value, "by_numbers": said["overall"].value}
    written = {"text": new.text, "differs_because": new.differs_because}
    tell(initiative, "initiative.reported", facts, written, acting=acting, at=at)
    return row


def _check(initiative: Initiative, new: NewReport, currency: str) -> None:
    if not initiative.is_open:
        raise RefusedError(Problem("initiative_is_over", {"title": initiative.title}))
    if not new.text.strip():
        raise RefusedError(Problem("report_needs_words", {}))
    for amount in (new.spent, new.expected_cost):
        if amount is not None and amount.minor < 0:
            raise RefusedError(Problem("amount_is_below_nothing", {}))
        if amount is not None and amount.currency != currency:
            raise RefusedError(Problem("currency_mismatch", {"left": currency, "right": amount.currency}))
    check_period(initiative.starts_on, new.expected_end)


def _check_lights(new: NewReport, said: dict[str, Light]) -> None:
    for name, light in said.items():
        refused = refuse_light(getattr(new, name), light, new.differs_because)
        if refused is not None:
            raise RefusedError(refused)


def numbers_of(initiative: Initiative, cost: Money | None, end: date | None) -> Numbers:
    """What was promised, by the newest estimate that a decision stands behind, and what is expected now.

    Where a report names no day, the plan's own is what is expected.

    Raises:
        RefusedError: ``currency_mismatch``.
    """
    promised = initiative.estimates.order_by("-sequence").first()
    cost_promised = _amount(promised, cost)
    if cost is not None and cost_promised is not None and cost.currency != cost_promised.currency:
        raise RefusedError(
            Problem("currency_mismatch", {"left": cost_promised.currency, "right": cost.currency})
        )
    return Numbers(
        promised_cost=cost_promised,
        expected_cost=cost,
        promised_end=promised.ends_on if promised else None,
        expected_end=end or initiative.expected_end,
    )


def _amount(promised: Estimate | None, beside: Money | None) -> Money | None:
    """What was promised. An estimate without a currency is in the organisation's own, as reports are."""
    if promised is None or promised.cost_minor is None:
        return None
    own = beside.currency if beside else OWN_CURRENCY
    return Money(promised.cost_minor, promised.currency or own)


def from_numbers(
    numbers: Numbers, short: FallingShort, by: Following, lights: tuple[Light, ...]
) -> dict[str, Light]:
    """What the numbers say of money, time and benefits, and what the four lights add up to."""
    return {
        "expenditure": cost_light(numbers, by.tolerances),
        "time": time_light(numbers, by.tolerances),
        "economic_benefits": benefit_light(short.economic.values(), *by.benefits),
        "other_benefits": benefit_light(short.other.values(), *by.benefits),
        "overall": worst(lights),
    }


def _kept(said: dict[str, Light], numbers: Numbers, short: FallingShort, by: Following) -> dict[str, Any]:
    """The numbers and what they were held against, so that the light can be worked out again."""
    given = by.tolerances
    return {
        "lights": {name: light.value for name, light in said.items()},
        "promised_cost_minor": numbers.promised_cost.minor if numbers.promised_cost else None,
        "promised_end": _day(numbers.promised_end),
        "expected_end": _day(numbers.expected_end),
        "benefits_below": {
            "economic": {name: _share(below) for name, below in short.economic.items()},
            "other": {name: _share(below) for name, below in short.other.items()},
        },
        "tolerances": {
            "yellow_cost": _share(given.yellow_cost),
            "red_cost": _share(given.red_cost),
            "yellow_days": given.yellow_days,
            "red_days": given.red_days,
            "yellow_benefits": _share(by.benefits[0]),
            "red_benefits": _share(by.benefits[1]),
        },
        "sources": dict(by.sources),
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _share(share: Fraction) -> str:
    return f"{share.numerator}/{share.denominator}"


def _show(initiative: Initiative, new: NewReport, at: datetime) -> None:
    """In the rows that pages read: the initiative's own, and the association's of this member."""
    initiative.light = new.overall.value
    initiative.reported_on = timezone.localdate(at)
    initiative.changed_at = at
    initiative.save(update_fields=["light", "reported_on", "changed_at"])
    show_to_the_association(initiative, at=at)
