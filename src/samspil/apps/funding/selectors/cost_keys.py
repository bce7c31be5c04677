"""Cost keys of an initiative, who shares by them, and the costs that were shared out."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from samspil import library
from samspil.apps.funding.models import KeyVersion, SharedCost
from samspil.apps.funding.types import SharedSort, Sharer
from samspil.apps.governance.types import NotFoundError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_shared_initiative
from samspil.apps.portfolio.selectors.taking_part_in import partners_in
from samspil.core.finance.cost_keys.ground import Member, Period
from samspil.core.finance.cost_keys.key import CostKey, CostKind, read
from samspil.core.finance.cost_keys.sharing_out import SharedCost as Shared
from samspil.core.finance.cost_keys.sharing_out import charge, share_out
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative


def keys_of(initiative: Initiative) -> list[KeyVersion]:
    """Every version of every key of an initiative, the newest first."""
    rows = KeyVersion.objects.filter(initiative=initiative)
    return list(rows.order_by("kind", "-number"))


def key_on(initiative: Initiative, kind: CostKind, day: date) -> KeyVersion | None:
    """The version that is in force on a day: the newest of those that hold from then or before."""
    rows = KeyVersion.objects.filter(initiative=initiative, kind=kind.value, valid_from__lte=day)
    return rows.order_by("-valid_from", "-number").first()


def costs_of(initiative: Initiative, most: int = 200) -> list[SharedCost]:
    """What was shared out, the newest period first, with the keys that it was by."""
    rows = SharedCost.objects.filter(initiative=initiative).select_related("key")
    return list(rows.order_by("-first", "-id")[:most])


def established(initiative: Initiative) -> SharedCost | None:
    """The first cost of establishing it: what one that joins late pays a part of."""
    rows = SharedCost.objects.filter(
        initiative=initiative, key__kind=CostKind.ESTABLISHMENT.value, sort=SharedSort.COST.value
    )
    return rows.select_related("key").order_by("first", "id").first()


def access_cost(acting: Acting, public_id: UUID) -> SharedCost:
    """A shared cost of the organisation one acts for.

    Raises:
        NotFoundError: there is none, or it is another's.
    """
    rows = SharedCost.objects.filter(organisation_id=acting.organisation_id, public_id=public_id)
    row = rows.select_related("key", "initiative").first()
    if row is None:
        raise NotFoundError(str(public_id))
    return row


def sharers_of(initiative: Initiative) -> list[Sharer]:
    """The members that take part, with what the register says of them; where none has joined, all invited."""
    partners = partners_in(initiative)
    joined = [one for one in partners if one.joined_on is not None]
    registered = library.municipalities()
    found = []
    for one in joined or partners:
        known = registered.get(one.code)
        people, on = (known.population, known.population_on) if known else (None, None)
        found.append(Sharer(one.code, one.name, people, on, one.joined_on, one.leaves_on))
    return found


def member_data(member: Member, name: str) -> dict[str, Any]:
    """A member with what was counted of it, as it is kept."""
    days = {"from_on": member.from_on, "to_on": member.to_on, "expected_on": member.expected_on}
    return {
        "key": member.key,
        "name": name,
        "inhabitants": member.inhabitants,
        "use": member.use,
        "forecast": member.forecast,
        **{label: day.isoformat() if day else None for label, day in days.items()},
    }


def member_of(data: Mapping[str, Any]) -> Member:
    """The same, as it is worked with."""
    days = {
        label: date.fromisoformat(data[label]) if data[label] else None
        for label in ("from_on", "to_on", "expected_on")
    }
    return Member(data["key"], data["inhabitants"], data["use"], data["forecast"], **days)


def worked_out(row: SharedCost) -> Shared:
    """A shared cost worked out again from what was kept of it; of what is settled, before the difference."""
    members, period, key = tuple(map(member_of, row.members)), Period(row.first, row.last), key_of(row)
    if row.sort == SharedSort.SETTLED.value:
        key = key_settled_by(row)
    elif row.is_charged:
        return charge(key, members, period, row.currency)
    return share_out(key, members, period, Money(row.amount_minor, row.currency), row.whose)


def key_of(row: SharedCost) -> CostKey:
    """The key that a cost was shared by."""
    return read(row.key.content)


def key_settled_by(row: SharedCost) -> CostKey:
    """The same without its price index: what something did cost is in the prices of its own year."""
    return key_of(row).model_copy(update={"index": None})


@contextmanager
def access_statement(acting: Acting, initiative: UUID, public_id: UUID, on: date) -> Generator[SharedCost]:
    """A shared cost of one's own initiative, or one that one pays a part of; all of it is found inside.

    Raises:
        NotFoundError: there is none, or it is not theirs to read.
    """
    with access_shared_initiative(acting, initiative, on) as found:
        rows = SharedCost.objects.filter(initiative=found, public_id=public_id)
        row = rows.select_related("key", "initiative", "settled_by").first()
        is_own = found.organisation_id == acting.organisation_id
        if row is None or not (is_own or acting.code in row.pays):
            raise NotFoundError(str(public_id))
        yield row
