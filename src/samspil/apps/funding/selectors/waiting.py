"""What one has registered and another is to approve, and who that may be."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.funding.act_types import Sort
from samspil.apps.funding.models import Application, Pool, Registered, SharedCost
from samspil.apps.funding.rights import may_keep_money
from samspil.apps.funding.selectors.act_words import named
from samspil.apps.funding.selectors.pool_rules import rules_on
from samspil.apps.funding.types import SharedSort
from samspil.apps.governance.types import AlsoOwed, NotFoundError, RefusedError
from samspil.apps.organisations.types import Acting
from samspil.core.errors import Problem
from samspil.core.units import Money
from samspil.kit.web.language import words

MOST: Final = 100
SOON: Final = timedelta(days=7)  # after so many days somebody should have answered; ours
PAGE: Final = "funding:waiting"
OF_POOLS: Final = frozenset(
    {
        *(Sort.LEVY, Sort.ANNUAL, Sort.APPROPRIATED, Sort.EXTERNAL),
        *(Sort.YEAR_END, Sort.INSTALMENT, Sort.GIVEN_BACK),
    }
)


def access_registered(acting: Acting, public_id: UUID) -> Registered:
    """Of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    rows = Registered.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    row = rows.first()
    if row is None:
        raise NotFoundError(str(public_id))
    return row


def waiting_of(organisation_id: int, about: Collection[UUID] | None = None) -> list[Registered]:
    """What has not been answered, the first registered first: all of it, or what is of some things."""
    rows = Registered.objects.filter(organisation_id=organisation_id, answer="")
    if about is not None:
        rows = rows.filter(about__in=list(about))
    return list(rows.order_by("pk")[:MOST])


def registered_as(organisation_id: int, voucher: UUID) -> Registered | None:
    """What a voucher was posted of, where it took two.

    One that joins late enters each cost by a voucher of its own; what was registered names the first of them.
    """
    rows = Registered.objects.filter(organisation_id=organisation_id)
    found = rows.filter(voucher=voucher).first()
    entries = SharedCost.objects.filter(organisation_id=organisation_id, sort=SharedSort.ENTRY.value)
    entry = None if found else entries.filter(voucher=voucher).first()
    if entry is None:
        return found
    together = entries.filter(initiative=entry.initiative_id, whose=entry.whose, made_at=entry.made_at)
    return rows.filter(voucher__in=together.values("voucher")).first()


def instalments_waiting(application: Application) -> set[int]:
    """The numbers of a loan's instalments that somebody has registered as come."""
    found = waiting_of(application.organisation_id, [application.pool.public_id])
    mine = {"application": str(application.public_id), "sort": Sort.INSTALMENT.value}
    return {one.said["number"] for one in found if mine.items() <= one.said.items()}


def may_answer(acting: Acting, row: Registered, on: date) -> bool:
    """Whoever keeps the money; of what is a pool's, its coordinator too."""
    if may_keep_money(acting):
        return True
    return Sort(row.sort) in OF_POOLS and row.about in _coordinated(acting, on)


def check_may_answer(acting: Acting, row: Registered, on: date) -> None:
    """As `may_answer`.

    Raises:
        RefusedError: ``not_yours_to_run`` of what is a pool's, else ``not_yours_to_keep_money``.
    """
    if not may_answer(acting, row, on):
        code = "not_yours_to_run" if Sort(row.sort) in OF_POOLS else "not_yours_to_keep_money"
        raise RefusedError(Problem(code, {}))


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """What others have registered and one may approve; named by the setting ``SAMSPIL_ALSO_OWED``."""
    rows = Registered.objects.filter(organisation_id=acting.organisation_id, answer="")
    waiting = list(rows.exclude(registered_by=acting.person).order_by("pk")[:MOST])
    return [_owed(one) for one in _answered_by(acting, waiting, on)]


def to_answer(acting: Acting, on: date) -> list[Registered]:
    """What waits and one may answer, the first registered first; one's own too, which one may take back."""
    return _answered_by(acting, waiting_of(acting.organisation_id), on)


def _answered_by(acting: Acting, waiting: list[Registered], on: date) -> list[Registered]:
    if not waiting or may_keep_money(acting):
        return waiting
    mine = _coordinated(acting, on)
    return [one for one in waiting if Sort(one.sort) in OF_POOLS and one.about in mine]


def _coordinated(acting: Acting, on: date) -> set[UUID]:
    """The pools that somebody coordinates by the models of the day."""
    keys = [one.key for one in rules_on(acting.organisation_id, on) if one.coordinator in acting.roles]
    rows = Pool.objects.filter(organisation_id=acting.organisation_id, key__in=keys)
    return set(rows.values_list("public_id", flat=True))


def _owed(one: Registered) -> AlsoOwed:
    return AlsoOwed(
        name=_("Money"),
        number="",
        title=named(Sort(one.sort), Money(one.amount_minor, one.currency), words()),
        due_on=timezone.localdate(one.registered_at) + SOON,
        page=PAGE,
        key=one.public_id,
        act=_("Approve it, or send it back"),
    )
