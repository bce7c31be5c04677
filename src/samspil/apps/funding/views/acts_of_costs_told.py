"""What is said of a shared cost, or of a period to be closed, to whoever is to approve it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from samspil.apps.funding.forms.cost_sharing import KINDS
from samspil.apps.funding.selectors.cost_keys import access_cost, names_of_sharers
from samspil.apps.funding.services.acts_of_costs import ClosePeriod, JoinLate, SettleCost, ShareCost
from samspil.apps.funding.views.left_told import left_of
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.core.units import Money
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.funding.models import Registered

Fact = tuple[str, str]
MOST_TOLD: Final = 10


def of_closing(acting: Acting, act: ClosePeriod) -> Iterator[Fact]:
    """Up to which day, and what is not settled by then."""
    yield _("Up to and including which day?"), words().day(act.until)
    yield _("Not settled in it"), " ".join(left_of(acting)(act.until)[:MOST_TOLD])


def of_sharing(acting: Acting, act: ShareCost | SettleCost | JoinLate) -> Iterator[Fact]:
    """Of which initiative, and which cost or who joins."""
    initiative = access_initiative(acting, act.initiative)
    yield _("Initiative"), f"{initiative.number} {initiative.title}"
    if isinstance(act, JoinLate):
        yield _("Who joins?"), act.name
        yield _("From which day?"), words().day(act.joiner.from_on) if act.joiner.from_on else ""
    else:
        yield from _of_cost(acting, act)


def _of_cost(acting: Acting, act: ShareCost | SettleCost) -> Iterator[Fact]:
    if isinstance(act, ShareCost):
        new = act.cost
        kind, text, first, last, on = new.kind.value, new.text, new.first, new.last, new.on
    else:
        row = access_cost(acting, act.cost)
        kind, text, first, last, on = row.key.kind, row.text, row.first, row.last, act.on
    say = words()
    yield _("Which cost is it?"), str(KINDS[kind])
    yield _("What is the cost for?"), text
    yield _("From which day?"), say.day(first)
    yield _("To which day?"), say.day(last)
    yield _("Posted on"), say.day(on or last)


def parts_told(acting: Acting, row: Registered) -> Iterator[Fact]:
    """What each pays, or gets back, as it came to when it was registered."""
    if not row.parts or row.about is None:
        return
    names = names_of_sharers(access_initiative(acting, row.about))
    for code, minor in sorted(row.parts.items()):
        label = _("%(member)s pays") if minor > 0 else _("%(member)s gets back")
        if minor:
            amount = Money(abs(minor), row.currency)
            yield label % {"member": names.get(code, code)}, words().money(amount)
