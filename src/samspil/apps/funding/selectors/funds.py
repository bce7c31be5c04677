"""Funds from outside: how each stands, what it may pay, and which of their days are coming."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final, NamedTuple
from uuid import UUID

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from samspil.apps.funding.models import Award, Fund, Milestone, Pool
from samspil.apps.funding.rights import money_roles
from samspil.apps.funding.selectors.balances import balances_on
from samspil.apps.funding.selectors.pool_rules import rules_on
from samspil.apps.funding.selectors.pools import may_run
from samspil.apps.governance.types import AlsoOwed, NotFoundError
from samspil.apps.organisations.selectors import holders_of
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.core.errors import Problem
from samspil.core.finance.external_funds import FundStanding, Purpose, fund_standing, unfit
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.funding.models import Application
    from samspil.wording.words import Words

# So long before its day a fund stands on My work and is written about: money is not spent in a week.
AHEAD: Final = timedelta(days=45)


def access_fund(acting: Acting, public_id: UUID) -> Fund:
    """A fund of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    rows = Fund.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    row = rows.select_related("pool").first()
    if row is None:
        raise NotFoundError(str(public_id))
    return row


def funds_of(pool: Pool) -> list[Fund]:
    """What a pool holds for others' purposes, the first that came first."""
    rows = list(Fund.objects.filter(pool=pool).order_by("pk"))
    for row in rows:
        row.pool = pool
    return rows


def standings_of(funds: list[Fund], on: date) -> dict[UUID, FundStanding]:
    """How funds of one pool stand when a day is over; four questions for all."""
    stands = balances_on([one.account for one in funds], on)
    awarded, paid = _awarded(funds), _paid(funds)
    return {
        one.public_id: fund_standing(
            stands[one.account],
            Money(awarded.get(one.pk, 0) - paid.get(one.pk, 0), one.pool.currency),
            one.spend_by,
            on,
        )
        for one in funds
    }


def standing_of_fund(fund: Fund, on: date) -> FundStanding:
    """How one stands when a day is over."""
    return standings_of([fund], on)[fund.public_id]


def free_in_fund(fund: Fund) -> Money:
    """What can still be given of a fund while its time lasts: by its last day, or for ever."""
    return standing_of_fund(fund, fund.spend_by or date.max).free


def _awarded(funds: list[Fund]) -> dict[int, int]:
    rows = Award.objects.filter(application__fund__in=funds, stopped_on=None).values("application__fund")
    return dict(rows.annotate(total=Sum("amount_minor")).values_list("application__fund", "total"))


def _paid(funds: list[Fund]) -> dict[int, int]:
    rows = Milestone.objects.done().filter(award__application__fund__in=funds, award__stopped_on=None)
    by_fund = rows.values("award__application__fund").annotate(total=Sum("amount_minor"))
    return dict(by_fund.values_list("award__application__fund", "total"))


def holding_of(application: Application) -> UUID:
    """The account that an application is paid from, and that a loan comes back to."""
    if application.fund is not None:
        return application.fund.account
    return UUID(application.pool.accounts["pool"])


def why_unfit(fund: Fund, application: Application, on: date) -> Problem | None:
    """Why an application cannot be paid by a fund on a day; nothing where it can."""
    return unfit(Purpose(frozenset(fund.supports), fund.spend_by), application.supports, on)


def left_in_funds(organisation_id: int, until: date) -> list[tuple[Fund, Money]]:
    """Funds whose last day is over by then and that are not empty yet: what is left is owed to the giver."""
    rows = Fund.objects.filter(organisation_id=organisation_id, spend_by__lte=until).select_related("pool")
    return [(row, left) for row, left in _with_left(rows.order_by("spend_by", "pk")) if left.minor]


def _with_left(found: Iterable[Fund]) -> list[tuple[Fund, Money]]:
    """Funds with what is left in each; one question for all."""
    rows = list(found)
    left = balances_on([row.account for row in rows], date.max)
    return [(row, left[row.account]) for row in rows]


class Awaited(StrEnum):
    """What is to be done by a day of a fund's: spend it, or tell the giver what it came to."""

    SPEND = "spend"
    TELL = "tell"


class FundDay(NamedTuple):
    """A day of a fund's that comes, or has passed without what was to be done."""

    what: Awaited
    day: date
    fund: UUID
    pool: UUID
    pool_key: str
    pool_name: dict[str, str]
    giver: str
    left: Money

    def is_due(self, words: Words) -> tuple[str, str]:
        """It comes."""
        if self.what is Awaited.SPEND:
            title = _("Money from %(giver)s is to be spent soon")
            told = _(
                "%(left)s is left. It is to be spent by %(day)s; what is left then is owed to the giver."
            )
        else:
            title = _("%(giver)s is to be told soon what its money came to")
            told = _("It is to be accounted for by %(day)s.")
        return self._said(title, told, words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It has passed."""
        if self.what is Awaited.SPEND:
            title = _("Money from %(giver)s is owed back")
            told = _(
                "%(left)s was not spent by %(day)s. It is owed to the giver, and nothing more is paid of it."
            )
        else:
            title = _("%(giver)s has not been told what its money came to")
            told = _("It was to be accounted for by %(day)s.")
        return self._said(title, told, words)

    def _said(self, title: str, told: str, words: Words) -> tuple[str, str]:
        said = {"giver": self.giver, "day": words.day(self.day), "left": words.money(self.left)}
        return title % said, told % said


def fund_days(organisation_id: int, first: date, last: date) -> list[FundDay]:
    """The days of funds in a period, both days included, on which something is still to be done."""
    days = Q(spend_by__range=(first, last)) | Q(report_by__range=(first, last), told_on=None)
    rows = Fund.objects.filter(days, organisation_id=organisation_id).select_related("pool").order_by("pk")
    return sorted(one for row, left in _with_left(rows) for one in _days_of(row, left, first, last))


def _days_of(row: Fund, left: Money, first: date, last: date) -> Iterator[FundDay]:
    rest = (row.public_id, row.pool.public_id, row.pool.key, row.pool.name, row.giver, left)
    if row.spend_by is not None and first <= row.spend_by <= last and left.minor:
        yield FundDay(Awaited.SPEND, row.spend_by, *rest)
    if row.report_by is not None and first <= row.report_by <= last and row.told_on is None:
        yield FundDay(Awaited.TELL, row.report_by, *rest)


def people_running(organisation_id: int, kind: OrganisationKind, pool_key: str, on: date) -> set[str]:
    """Who hears of a pool's money: its coordinator, and who keeps the money where there is none."""
    coordinators = {one.coordinator for one in rules_on(organisation_id, on) if one.key == pool_key}
    found = holders_of(organisation_id, coordinators, on) or holders_of(
        organisation_id, money_roles(kind), on
    )
    return {str(person) for _role, person, _name in found}


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """For whoever runs the pool; named by the setting ``SAMSPIL_ALSO_OWED``."""
    rules = {one.key: one for one in rules_on(acting.organisation_id, on)}
    if not any(may_run(acting, one) for one in (None, *rules.values())):
        return []
    days = fund_days(acting.organisation_id, date.min, on + AHEAD)
    said = {
        Awaited.SPEND: (_("Money from outside"), _("Spend it, or pay it back")),
        Awaited.TELL: (_("Money from outside"), _("Tell the giver what it came to")),
    }
    return [
        AlsoOwed(
            name=said[one.what][0],
            number="",
            title=one.giver,
            due_on=one.day,
            page="funding:pool",
            key=one.pool,
            act=said[one.what][1],
        )
        for one in days
        if may_run(acting, rules.get(one.pool_key))
    ]


def count_late(acting: Acting, on: date) -> int:
    """How many days of funds have passed undone; named by ``SAMSPIL_ALSO_OVERDUE``."""
    return len(fund_days(acting.organisation_id, date.min, on - timedelta(1)))
