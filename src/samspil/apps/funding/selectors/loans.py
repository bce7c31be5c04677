"""A loan: what has been lent of it and come back, its terms, and the plan that holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta
from django.db.models import Sum

from samspil.apps.funding.models import Application, Award, Instalment, Milestone
from samspil.apps.funding.pool_types import RepaymentWish, Repays
from samspil.core.finance.instalments import Terms
from samspil.core.units import Money


def wish_of(row: Application) -> RepaymentWish:
    """How an applicant means to pay back, as it was kept."""
    kept = row.plan
    return RepaymentWish(
        Repays(row.repays),
        date.fromisoformat(kept["first_on"]) if kept["first_on"] else None,
        kept["every_months"],
        kept["times"],
        Fraction(kept["rate"]),
        Fraction(kept["share"]),
    )


def terms_of(award: Award) -> Terms:
    """The terms of a loan that comes back by days; the first never before it is awarded."""
    wish = wish_of(award.application)
    if wish.first_on is None or wish.first_on <= award.awarded_on:
        wish = replace(wish, first_on=award.awarded_on + relativedelta(months=wish.every_months))
    assert wish.first_on is not None
    return Terms(wish.first_on, wish.every_months, wish.times, wish.rate)


def paid_out_of(award: Award) -> Money:
    """What has been paid out of an award."""
    rows = Milestone.objects.done().filter(award=award)
    minor = rows.aggregate(total=Sum("amount_minor"))["total"] or 0
    return Money(int(minor), award.application.pool.currency)


def paid_back_of(award: Award) -> Money:
    """What has come back of a loan, without interest."""
    rows = Instalment.objects.done().filter(award=award)
    minor = rows.aggregate(total=Sum("repays_minor"))["total"] or 0
    return Money(int(minor), award.application.pool.currency)


def owed_on(award: Award) -> Money:
    """What has been lent and not come back."""
    return paid_out_of(award) - paid_back_of(award)


def planned_of(award: Award) -> list[Instalment]:
    """The plan that holds: what has come, and what is to come."""
    return list(award.instalments.filter(replaced_on=None).order_by("number"))


def replaced_of(award: Award) -> list[Instalment]:
    """What earlier plans had, and has been replaced, the newest plan first."""
    return list(award.instalments.filter(replaced_on__isnull=False).order_by("-version", "number"))
