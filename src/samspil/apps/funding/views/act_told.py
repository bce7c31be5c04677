"""What one registers and another approves, in words: what it is, and each thing that was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from samspil.apps.funding.act_types import Sort
from samspil.apps.funding.selectors.act_words import SORTS, moves_money
from samspil.apps.funding.selectors.cost_keys import names_of_sharers
from samspil.apps.funding.selectors.named import (
    accounts_named,
    application_named,
    fund_named,
    pool_named,
    statement_named,
    voucher_named,
)
from samspil.apps.funding.services import acts
from samspil.apps.funding.services.acts_of_costs import ClosePeriod
from samspil.apps.funding.views.acts_of_costs_told import of_closing, of_sharing, parts_told
from samspil.apps.organisations.selectors import names_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.units import Money
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language, words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Registered

Fact = tuple[str, str]
Shown = dict[str, Any]
GONE: Final = "–"


def is_registered() -> str:
    """What is said when something waits for another."""
    return _("It is registered, and nothing is posted yet. Somebody else approves it.")


def takes_two_told(takes_two: bool) -> list[str]:
    """What is said on a form before."""
    return [_("You register it. It is posted when somebody else has approved it.")] if takes_two else []


def waiting_shown(rows: Iterable[Registered]) -> list[Shown]:
    """For `funding/parts/waiting.html`: what waits, how much, who registered it and when."""
    found, say = list(rows), words()
    names = names_of({one.registered_by for one in found}) if found else {}
    return [
        {
            "what": SORTS[Sort(one.sort)],
            "amount": say.money(Money(one.amount_minor, one.currency)) if moves_money(Sort(one.sort)) else "",
            "by": names.get(one.registered_by, GONE),
            "day": say.day(timezone.localdate(one.registered_at)),
            "url": address("funding:waiting", one.public_id),
        }
        for one in found
    ]


def facts_of(acting: Acting, row: Registered) -> list[Fact]:
    """All that was said of it, for whoever answers."""
    say, act = words(), acts.act_of(row)
    known, amount = names_of({row.registered_by}), Money(row.amount_minor, row.currency)
    return [
        (_("Registered by"), known.get(row.registered_by, GONE)),
        (_("Registered"), say.day(timezone.localdate(row.registered_at))),
        *([(_("Amount"), say.money(amount))] if moves_money(act.sort) else []),
        *((label, value) for label, value in _said(acting, act) if value),
        *parts_told(acting, row),
    ]


def _said(acting: Acting, act: Any) -> Iterator[Fact]:
    if isinstance(act, acts.FillPool):
        yield from _of_filling(act)
    elif isinstance(act, acts.EndYear):
        yield from _of_year_end(act)
    elif isinstance(act, acts.Instalment):
        yield _("Pool"), _pool(act.pool)
        yield _("Application"), application_named(act.application)
        yield _("Instalment"), str(act.number)
    elif isinstance(act, acts.GiveBack):
        yield _("Pool"), _pool(act.pool)
        yield _("Who gave the money"), fund_named(act.fund)
        yield _("Why?"), act.reason
    elif isinstance(act, acts.SharePaid):
        yield from _of_share(acting, act)
    elif isinstance(act, acts.Reversal):
        yield _("Voucher"), voucher_named(act.voucher)
        yield _("Why is it reversed?"), act.reason
    elif isinstance(act, acts.ByHand):
        yield from _of_voucher(act)
    elif isinstance(act, ClosePeriod):
        yield from of_closing(acting, act)
    else:
        yield from of_sharing(acting, act)


def _of_filling(act: acts.FillPool) -> Iterator[Fact]:
    say = words()
    yield _("Pool"), _pool(act.pool)
    yield _("Year"), str(act.year)
    if act.sort is Sort.LEVY and act.amount is not None:
        yield _("Service expenditure of the year"), say.money(act.amount)
    if (outside := act.external) is not None:
        yield _("Who gave the money"), outside.giver or (fund_named(outside.fund) if outside.fund else "")
        yield _("What for"), outside.purpose
        yield _("Conditions"), outside.conditions
        yield _("To be spent by"), say.day(outside.spend_by) if outside.spend_by else ""
        yield _("To be accounted for by"), say.day(outside.report_by) if outside.report_by else ""
    yield _("Decision"), act.decision


def _of_year_end(act: acts.EndYear) -> Iterator[Fact]:
    yield _("Pool"), _pool(act.pool)
    yield _("Year"), str(act.year)
    carried = act.ending.carried_by
    yield _("What becomes of what is free?"), _("It is carried over") if carried else _("It lapses")
    yield _("Decision"), carried
    yield _("Posted on"), words().day(act.ending.on) if act.ending.on else ""


def _of_share(acting: Acting, act: acts.SharePaid) -> Iterator[Fact]:
    initiative, paid = access_initiative(acting, act.initiative), act.payment
    yield _("Initiative"), f"{initiative.number} {initiative.title}"
    yield _("Member"), names_of_sharers(initiative).get(paid.member, paid.member)
    yield (
        _("What has been paid?"),
        _("A credit is paid back to the member") if paid.is_back else _("The member has paid what it owes"),
    )
    if paid.of is not None:
        yield _("Statement"), statement_named(paid.of)
    yield _("Posted on"), words().day(paid.day)
    yield _("What does the payment say?"), paid.text


def _of_voucher(act: acts.ByHand) -> Iterator[Fact]:
    say, new = words(), act.voucher
    yield _("Text"), new.text
    yield _("Posted on"), say.day(new.day)
    yield _("Enclosure"), new.enclosure
    names = accounts_named([one.account for one in new.lines])
    for one in new.lines:
        label = _("Into %(account)s") if one.amount.minor > 0 else _("Out of %(account)s")
        amount = Money(abs(one.amount.minor), one.amount.currency)
        yield label % {"account": names.get(one.account, GONE)}, say.money(amount)


def _pool(key: UUID) -> str:
    return pool_named(key).get(language(), "")
