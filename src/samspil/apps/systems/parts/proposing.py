"""What a matter about a joint tender, or about a whole plan of them, is called and says, to begin with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.governance.types import NotFoundError
from samspil.apps.needs.selectors.confirmed import ConfirmedNeed, confirmed_needs
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.systems.selectors.calendar import reckoning
from samspil.apps.systems.selectors.common import common_need, common_needs, confirmed_as, names_of
from samspil.apps.systems.selectors.quarters import MOST_NEEDS, PlannedTender, Quarter, plan_quarters
from samspil.apps.systems.selectors.reach import reaching
from samspil.apps.systems.selectors.together import Joint, Part, plan_together
from samspil.kit.web.language import words


class Proposal(NamedTuple):
    """What stands on the form before anybody writes on it; the common need where people confirmed one."""

    title: str
    description: str
    about: UUID | None = None


def tender_proposed(acting: Acting, key: str, on: date) -> Proposal:
    """The cheapest joint tenders of a need: who is in each, when, and what each does by when. No prices.

    Raises:
        NotFoundError: there is no such need, nothing of it can be planned, or no association asks.
    """
    confirmed = _asked_by_association(acting, on, key)
    by = reckoning(acting.organisation_id, on)
    with reaching(acting, on) as reach:
        found = common_need(reach, on, key, confirmed)
        name = names_of(reach, [key], confirmed).get(key, "") if found is not None else ""
        planned = plan_together(reach, by, found) if found is not None and name else None
    if planned is None or planned.need is None:
        raise NotFoundError(key)
    told = [line for joint in planned.need.tenders for line in _of_joint(joint)]
    return Proposal(name, "\n".join([_begins(), *told]), confirmed_as(key))


def plan_proposed(acting: Acting, capacity: int | None, on: date) -> Proposal:
    """The plan quarter by quarter: which needs are tendered when, and who is in each.

    Raises:
        NotFoundError: nothing can be planned, or no association asks.
    """
    confirmed = _asked_by_association(acting, on, "plan")
    by = reckoning(acting.organisation_id, on)
    with reaching(acting, on) as reach:
        needs = common_needs(reach, on, confirmed)
        found = plan_quarters(reach, by, needs, capacity)
        names = names_of(reach, [one.key for one in needs[:MOST_NEEDS]], confirmed)
    if found is None:
        raise NotFoundError("plan")
    told = [line for quarter in found.quarters for line in _of_quarter(quarter, names)]
    return Proposal(_("A joint plan for tenders"), "\n".join([_begins(), *told]))


def _asked_by_association(acting: Acting, on: date, key: str) -> list[ConfirmedNeed]:
    if acting.organisation_kind is not OrganisationKind.ASSOCIATION:
        raise NotFoundError(key)
    return confirmed_needs(acting, on)


def quarter_named(begins: date) -> str:
    """Such as the second quarter of a year."""
    return _("Quarter %(quarter)s, %(year)s") % {"quarter": (begins.month + 2) // 3, "year": begins.year}


def todo_of(part: Part) -> list[str]:
    """What whoever has a contract must do by when, for it to end when the new takes over."""
    say, found, move = words(), [], part.move
    if move.options and move.option_by is not None:
        told = ngettext("Use %(count)s option, by %(day)s", "Use %(count)s options, by %(day)s", move.options)
        found.append(told % {"count": move.options, "day": say.day(move.option_by)})
    if move.notice_by is not None:
        found.append(_("Give notice by %(day)s") % {"day": say.day(move.notice_by)})
    return found or [_("Nothing: it ends by itself")]


def _of_joint(one: Joint) -> Iterator[str]:
    month = date_format(one.at, "F Y")
    is_joint = len({part.could.held.told.organisation_id for part in one.parts}) > 1
    told = _("Together: takes over in %(month)s") if is_joint else _("Alone: takes over in %(month)s")
    yield ""
    yield told % {"month": month}
    for part in one.parts:
        contract = part.could.held.told
        yield f"– {contract.organisation}: {contract.name}. {', '.join(todo_of(part))}"


def _of_quarter(one: Quarter, names: dict[str, str]) -> Iterator[str]:
    yield ""
    yield quarter_named(one.begins)
    for tender in one.tenders:
        yield f"– {_tender(tender, names)}"


def _tender(one: PlannedTender, names: dict[str, str]) -> str:
    said = {"need": names.get(one.need, ""), "month": date_format(one.at, "F Y")}
    told = _("%(need)s, the new takes over in %(month)s") % said
    return f"{told}: {', '.join(one.organisations)}"


def _begins() -> str:
    return _("Contracts of several members that something joint could take over from, when that costs least:")
