"""What is owed of what pools gave: instalments that come back, and the telling of what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from dateutil.relativedelta import relativedelta
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from samspil.apps.funding.models import Award, GrantResult, Instalment, Milestone
from samspil.apps.funding.pool_types import PoolRules
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.pool_rules import rules_on
from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.selectors import holders_of
from samspil.apps.organisations.types import Acting
from samspil.core.units import Money
from samspil.wording.words import Words

MOST: Final = 100
# So long before its day it stands on My work.
AHEAD: Final = timedelta(days=14)
PAGE: Final = "funding:application"


@dataclass(frozen=True, slots=True)
class DueInstalment:
    """An instalment that has not come; who applied pays it, and whoever runs the pool posts it."""

    application: UUID
    number: int
    case_number: str
    title: str
    due_on: date
    amount: Money
    applicant: UUID
    pool_key: str

    @property
    def key(self) -> str:
        """Its own, for a letter that is written once."""
        return f"instalment:{self.application}:{self.number}:{self.due_on}"

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is due soon."""
        return _("An instalment of %(number)s is due soon") % {"number": self.case_number}, self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It has not come in time."""
        return _("An instalment of %(number)s is late") % {"number": self.case_number}, self._text(words)

    def _text(self, words: Words) -> str:
        said = {"amount": words.money(self.amount), "day": words.day(self.due_on)}
        return f"{self.title}\n" + _("%(amount)s is due on %(day)s.") % said


@dataclass(frozen=True, slots=True)
class DueResult:
    """What came of an award has not been told; who applied owes it."""

    application: UUID
    case_number: str
    title: str
    due_on: date
    applicant: UUID
    shares: bool

    @property
    def key(self) -> str:
        """Its own, for a letter that is written once."""
        return f"result:{self.application}:{self.due_on}"

    def is_due(self, words: Words) -> tuple[str, str]:
        """It is due soon."""
        told = _("What came of %(number)s is to be told soon") % {"number": self.case_number}
        return told, self._text(words)

    def is_late(self, words: Words) -> tuple[str, str]:
        """It should have been told."""
        told = _("What came of %(number)s should have been told") % {"number": self.case_number}
        return told, self._text(words)

    def _text(self, words: Words) -> str:
        told = _("To be told by %(day)s.") % {"day": words.day(self.due_on)}
        more = f" {_('Tell also what others can learn.')}" if self.shares else ""
        return f"{self.title}\n{told}{more}"


def instalments_between(organisation_id: int, first: date, last: date) -> list[DueInstalment]:
    """Those that were or are due in a period, both days included, and have not come; one question."""
    rows = unpaid(organisation_id).filter(due_on__range=(first, last))
    return [_instalment(one) for one in rows.order_by("due_on", "pk")]


def results_between(organisation_id: int, first: date, last: date, on: date) -> list[DueResult]:
    """Results that are to be told in a period, both days included, and have not been; two questions."""
    return [one for one in _untold(organisation_id, on) if first <= one.due_on <= last]


def result_day(award: Award, rules: PoolRules | None) -> date | None:
    """By when it is told what came of an award; nothing where the pool's model asks for nothing."""
    if rules is None or rules.reports_within_months is None:
        return None
    return award.awarded_on + relativedelta(months=rules.reports_within_months)


def people_running(organisation_id: int, pool_key: str, on: date) -> set[str]:
    """Who coordinates a pool."""
    roles = {one.coordinator for one in rules_on(organisation_id, on) if one.key == pool_key}
    return {str(person) for _role, person, _name in holders_of(organisation_id, roles, on)}


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """What somebody owes or is to see to; named by the setting ``SAMSPIL_ALSO_OWED`` for the app below."""
    if not _has_given(acting.organisation_id):
        return []
    soon = on + AHEAD
    rules = rules_on(acting.organisation_id, on)
    mine = {one.key for one in rules if one.coordinator in acting.roles}
    due = unpaid(acting.organisation_id).filter(due_on__lte=soon)
    if not may_keep_money(acting):
        own = Q(award__application__applicant=acting.person)
        due = due.filter(own | Q(award__application__pool__key__in=mine))
    instalments = [_instalment(one) for one in due.order_by("due_on", "pk")[:MOST]]
    results = [
        one
        for one in _untold(acting.organisation_id, on)
        if one.applicant == acting.person and one.due_on <= soon
    ]
    return [*_work(instalments, acting), *(_result(one) for one in results[:MOST])]


def count_late(acting: Acting, on: date) -> int:
    """How much of it the organisation should have by now; named by ``SAMSPIL_ALSO_OVERDUE``."""
    if not _has_given(acting.organisation_id):
        return 0
    late = unpaid(acting.organisation_id).filter(due_on__lt=on).count()
    return late + sum(one.due_on < on for one in _untold(acting.organisation_id, on))


def _has_given(organisation_id: int) -> bool:
    """Whether there is anything to ask about: most organisations give nothing."""
    return Award.objects.filter(organisation_id=organisation_id).exists()


def _work(found: Iterable[DueInstalment], acting: Acting) -> Iterator[AlsoOwed]:
    for one in found:
        own = one.applicant == acting.person
        yield AlsoOwed(
            name=_("Instalment"),
            number=one.case_number,
            title=one.title,
            due_on=one.due_on,
            page=PAGE,
            key=one.application,
            act=_("Pay the instalment") if own else _("See whether it has come"),
        )


def _result(one: DueResult) -> AlsoOwed:
    return AlsoOwed(
        name=_("What came of it"),
        number=one.case_number,
        title=one.title,
        due_on=one.due_on,
        page=PAGE,
        key=one.application,
        act=_("Tell what came of it"),
    )


def unpaid(organisation_id: int) -> QuerySet[Instalment]:
    """Instalments of the plans that hold, of what has been lent."""
    rows = Instalment.objects.not_done().filter(organisation_id=organisation_id, replaced_on=None)
    lent = Milestone.objects.done().filter(award=OuterRef("award"))
    return rows.filter(Exists(lent)).select_related("award__application__pool")


def _instalment(one: Instalment) -> DueInstalment:
    application = one.award.application
    return DueInstalment(
        application.public_id,
        one.number,
        application.case_number,
        application.title,
        one.due_on,
        Money(one.repays_minor + one.interest_minor, application.pool.currency),
        application.applicant,
        application.pool.key,
    )


def _untold(organisation_id: int, on: date) -> list[DueResult]:
    """Awards that money has been paid of and of which nothing has been told, the first due first."""
    rules = {one.key: one for one in rules_on(organisation_id, on) if one.reports_within_months is not None}
    if not rules:
        return []
    rows = Award.objects.filter(organisation_id=organisation_id, application__pool__key__in=rules)
    paid = Milestone.objects.done().filter(award=OuterRef("pk"))
    told = GrantResult.objects.filter(award=OuterRef("pk"))
    found = []
    for award in rows.filter(Exists(paid), ~Exists(told)).select_related("application__pool"):
        application = award.application
        of_pool = rules[application.pool.key]
        day = result_day(award, of_pool)
        assert day is not None
        found.append(
            DueResult(
                application.public_id,
                application.case_number,
                application.title,
                day,
                application.applicant,
                of_pool.shares_experience,
            )
        )
    return sorted(found, key=lambda one: (one.due_on, one.case_number))
