"""What somebody must do about contracts by now or soon: who owns one, else whoever keeps the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from samspil.apps.governance.types import AlsoOwed
from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Agreement, Contract, ContractOption
from samspil.apps.systems.rights import may_keep_register
from samspil.apps.systems.selectors.agreements import own_with_a_ceiling
from samspil.apps.systems.selectors.calendar import (
    Held,
    Reckoning,
    Standing,
    calendar_of,
    chain_of,
    reckoning,
)
from samspil.apps.systems.selectors.standings import stands
from samspil.apps.systems.selectors.terms import own_terms
from samspil.core.retender.chain import Act, Asking, Sort, chain
from samspil.core.retender.parameters import Route
from samspil.core.retender.terms import Terms
from samspil.core.systems.vocabulary import Answer, Renewal
from samspil.kit.web.language import words
from samspil.wording import retender
from samspil.wording.words import Words

MOST: Final = 50
# So long before its day an act stands on My work.
AHEAD: Final = timedelta(days=30)
# What is done beside buying again, and so is owed also where that has begun.
_BESIDE: Final = frozenset({Sort.OPTION, Sort.NOTICE, Sort.JOIN})
_MONTH: Final = 31
_YEAR: Final = 12


def on_my_work(acting: Acting, on: date) -> list[AlsoOwed]:
    """The next act about each contract that is somebody's; named by the setting ``SAMSPIL_ALSO_OWED``.

    Two questions at most where there is nothing, and no contract is read that nothing can be due about. Once
    a re-tender has begun, its parts are followed elsewhere; options and notice are owed still. Whoever keeps
    the register is told of agreements whose ceiling is reached, or will be before anything can take over.
    """
    whose = Q(owner_person=acting.person)
    if keeps := may_keep_register(acting):
        whose |= Q(owner_person=None)
    rows = Contract.objects.filter(whose, organisation_id=acting.organisation_id, removed_on=None)
    ceilings = _ceilings(acting, on) if keeps else []
    if not ceilings and not rows.exists():
        return []
    by, say = reckoning(acting.organisation_id, on), words()
    mine = own_terms(acting.organisation_id, whose, _may_be_near(by, on))
    owed = [_owed(one, act, say) for one in calendar_of(mine, by) for act in _due(one, by, on)]
    owed += [told for one in ceilings for told in _running_out(one, by.by_route[Route.EU_TENDER], say)]
    return sorted(owed, key=lambda one: one.due_on)[:MOST]


def _ceilings(acting: Acting, on: date) -> list[Agreement]:
    """One's own agreements in force whose ceiling is reached some day, while nobody looks for another way."""
    in_force = Q(ends_on=None) | Q(ends_on__gte=on)
    reached = Q(spent_on__isnull=False) | Q(runs_out_on__isnull=False)
    which = own_with_a_ceiling(acting.organisation_id)
    return list(Agreement.objects.filter(which, in_force, reached).order_by("number", "pk"))


def _running_out(one: Agreement, asking: Asking, say: Words) -> Iterator[AlsoOwed]:
    """What there is to do about a ceiling: nothing, or to find another way to buy, in time."""
    if one.spent_on is not None:
        yield _of_ceiling(one, _("The ceiling is reached: find another way to buy"), one.spent_on)
    elif one.runs_out_on is not None:
        first = chain(Terms(ends_on=one.runs_out_on), asking).acts[0]
        if first.by <= asking.on + AHEAD:
            said = {"day": say.day(one.runs_out_on), "act": retender.act(first, say)}
            yield _of_ceiling(one, _("The ceiling is reached about %(day)s. Begin: %(act)s") % said, first.by)


def _of_ceiling(one: Agreement, name: str, due_on: date) -> AlsoOwed:
    return AlsoOwed(
        name=name,
        number=one.number,
        title=one.name,
        due_on=due_on,
        page="systems:agreement",
        key=one.public_id,
        act=_("See the agreement"),
    )


def _due(one: Held, by: Reckoning, on: date) -> Iterator[Act]:
    """The first thing to do about a contract, where it is to be done by now or soon; one at most.

    An option or a notice whose day has passed is lost, and nothing that anybody can do.
    """
    found = chain_of(one, by) if _is_near(one, on) else None
    begun = one.told.is_initiated == Answer.YES.value
    for act in found.acts if found else ():
        open_still = not act.late if act.sort in _BESIDE else not begun
        if open_still and act.by <= on + AHEAD:
            yield act
            return


def _may_be_near(by: Reckoning, on: date) -> Q:
    """What the database can say of that, by how contracts stand: never less than `_is_near` lets through.

    What renews by itself may have done so since its standing was kept.
    """
    first = min((by.soon_before[route] - on).days for route in Route)
    long_notice = ContractOption.objects.filter(
        contract=OuterRef("pk"), notice_days__gte=first - 1 - 2 * AHEAD.days
    )
    asks_early = Q(renewal=Renewal.RENEWS.value) | Q(agreement__is_committed=True) | Exists(long_notice)
    later = stands(Standing.LATER, by) & asks_early
    unsaid = Q(lasts="") | Q(renewal=Renewal.RENEWS.value)
    return stands(Standing.LATE, by) | stands(Standing.SOON, by) | later | unsaid


def _is_near(one: Held, on: date) -> bool:
    """Whether anything about a contract can be due yet; said without counting back."""
    if one.standing in {Standing.LATE, Standing.SOON}:
        return True
    if one.standing is not Standing.LATER or one.terms is None or one.ends_on is None:
        return False
    ahead = [option.notice_days for option in one.terms.options_left[:1]]
    if one.terms.renews_months:
        ahead.append((one.terms.notice.months + _YEAR) * _MONTH)
    window = one.told.agreement is not None and one.told.agreement.is_committed
    return window or (one.ends_on - on).days <= max(ahead, default=0) + 2 * AHEAD.days


def _owed(one: Held, act: Act, say: Words) -> AlsoOwed:
    return AlsoOwed(
        name=retender.act(act, say),
        number="",
        title=one.told.name,
        due_on=act.by,
        page="systems:contract",
        key=one.told.public_id,
        act=_("See the contract"),
    )
