"""Who hears of money: what is owed of what pools gave, and what one registers and another approves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.urls import reverse

from samspil.apps.funding.selectors.funds import AHEAD as FUNDS_AHEAD
from samspil.apps.funding.selectors.funds import FundDay, fund_days, people_running
from samspil.apps.funding.selectors.letters import late_between, people_approving, told_of
from samspil.apps.funding.selectors.owed import (
    AHEAD,
    DueInstalment,
    DueResult,
    instalments_between,
    results_between,
)
from samspil.apps.funding.selectors.owed import people_running as people_of_pool
from samspil.apps.organisations.types import NewsKind, OrganisationKind
from samspil.processes.news import News

if TYPE_CHECKING:
    from samspil.apps.organisations.models import Organisation
    from samspil.kit.journal.models import Entry

Heard = Iterator[tuple[set[str], News]]
_REGISTERED: Final = "funding.two.registered"
_ANSWERED: Final = frozenset({"funding.two.approved", "funding.two.sent_back"})


def news_of_money(organisation: Organisation, entry: Entry, on: date) -> Heard:
    """Who hears what of an entry of the journal.

    Who may approve hears what waits, if nobody has answered yet. Whoever registered it hears the answer,
    unless they took it back themselves.
    """
    if entry.action != _REGISTERED and entry.action not in _ANSWERED:
        return
    found = told_of(UUID(entry.subject_id))
    if found is None:
        return
    path = reverse("funding:waiting", args=[found.public_id])
    if entry.action == _REGISTERED and not found.answer:
        people = people_approving(organisation.pk, found, on)
        yield people, News(NewsKind.TABLE, f"money:{found.public_id}", path, found.is_asked)
    elif entry.action in _ANSWERED and str(found.registered_by) != entry.actor:
        key = f"money:{found.answer}:{found.public_id}"
        yield {str(found.registered_by)}, News(NewsKind.DECIDED, key, path, found.is_answered)


def money_due(organisation: Organisation, since: date, on: date) -> Heard:
    """Who hears what is due soon, or is late since a day."""
    for day in fund_days(organisation.pk, since, on + FUNDS_AHEAD):
        yield _of_fund(organisation, day, on)
    for instalment in instalments_between(organisation.pk, since, on + AHEAD):
        people = {str(instalment.applicant)}
        if instalment.due_on < on:  # who runs the pool hears too when the day has passed
            people |= people_of_pool(organisation.pk, instalment.pool_key, on)
        yield people, _due(instalment, on)
    for result in results_between(organisation.pk, since, on + AHEAD, on):
        yield {str(result.applicant)}, _due(result, on)
    yield from _not_approved(organisation, since, on)


def _not_approved(organisation: Organisation, since: date, on: date) -> Heard:
    """Who may approve hears once more, the day after they should have."""
    for it in late_between(organisation.pk, since, on - timedelta(days=1)):
        path = reverse("funding:waiting", args=[it.public_id])
        people = people_approving(organisation.pk, it, on)
        yield people, News(NewsKind.LATE, f"money:late:{it.public_id}", path, it.is_late)


def _of_fund(organisation: Organisation, it: FundDay, on: date) -> tuple[set[str], News]:
    """Money from outside is to be spent or told of by the end of a day; the day after it is late."""
    kind = NewsKind.LATE if it.day < on else NewsKind.SOON
    people = people_running(organisation.pk, OrganisationKind(organisation.kind), it.pool_key, on)
    key = f"fund:{it.what.value}:{kind.value}:{it.fund}:{it.day}"
    say = it.is_late if kind is NewsKind.LATE else it.is_due
    return people, News(kind, key, reverse("funding:pool", args=[it.pool]), say)


def _due(it: DueInstalment | DueResult, on: date) -> News:
    kind = NewsKind.LATE if it.due_on < on else NewsKind.SOON
    say = it.is_late if kind is NewsKind.LATE else it.is_due
    return News(kind, f"{kind.value}:{it.key}", reverse("funding:application", args=[it.application]), say)
