"""Cost keys of an initiative, who shares by them, and the costs that were shared out."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
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
from samspil.core.finance.cost_keys.coming_and_going import LateComer, LateEntry, late_entry, pays_until
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


def keys_on(initiative: Initiative, day: date) -> dict[CostKind, CostKey]:
    """The key of each kind of cost that is in force on a day."""
    rows = {kind: key_on(initiative, kind, day) for kind in CostKind}
    return {kind: read(row.content) for kind, row in rows.items() if row is not None}


def costs_of(initiative: Initiative, most: int = 200) -> list[SharedCost]:
    """What was shared out, the newest period first, with the keys that it was by."""
    rows = SharedCost.objects.filter(initiative=initiative).select_related("key")
    return list(rows.order_by("-first", "-id")[:most])


def established(initiative: Initiative) -> list[SharedCost]:
    """The costs of establishing it, the first one first: what one that joins late pays its part of."""
    rows = SharedCost.objects.standing().filter(
        initiative=initiative, key__kind=CostKind.ESTABLISHMENT.value, sort=SharedSort.COST.value
    )
    return list(rows.select_related("key").order_by("first", "id"))


def late_entry_of(
    cost: SharedCost, newcomer: LateComer, entries: Sequence[SharedCost] | None = None
) -> LateEntry:
    """What one that joins late pays of a cost; ``entries`` are those who joined it before: all that stand.

    Raises:
        ProblemsError: what the key lacks.
    """
    before = entries_of(cost) if entries is None else entries
    came = [late_comer_of(row) for row in before]
    return late_entry(worked_out(_as_settled(cost)), came, newcomer, paid_of(cost, before), cost.whose)


def entries_of(cost: SharedCost) -> list[SharedCost]:
    """Those who have joined a cost late, the first that was entered first."""
    return list(SharedCost.objects.standing().filter(enters=cost).order_by("id"))


def _as_settled(cost: SharedCost) -> SharedCost:
    """What was settled by actual use is shared as it was settled."""
    found = SharedCost.objects.standing().filter(settles=cost).select_related("key").first()
    return found or cost


def late_comer_of(entry: SharedCost) -> LateComer:
    """Who joined late, with what was counted of it."""
    member = next(one for one in map(member_of, entry.members) if one.key == entry.whose)
    return LateComer(member, entry.first)


def paid_of(cost: SharedCost, entries: Sequence[SharedCost]) -> dict[str, Money]:
    """What each has been charged of a cost: what late comers pay of it, and what the others get of that."""
    paid = {one: money.minor for one, money in worked_out(_as_settled(cost)).pays.items()}
    for row in entries:
        for one, minor in row.pays.items():
            paid[one] = paid.get(one, 0) + minor
    return {one: Money(minor, cost.currency) for one, minor in paid.items()}


def entry_again(row: SharedCost) -> LateEntry:
    """What one that joined late pays, worked out again from what stood when it was entered."""
    assert row.enters is not None
    before = [one for one in entries_of(row.enters) if one.pk < row.pk]
    return late_entry_of(row.enters, late_comer_of(row), before)


def is_settled_already(row: SharedCost) -> bool:
    """Whether a settlement of it stands."""
    return SharedCost.objects.standing().filter(settles=row).exists()


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
        found.append(Sharer(one.code, one.name, people, on, one.joined_on, one.leaves_on, one.notice_on))
    return found


def names_of_sharers(initiative: Initiative) -> dict[str, str]:
    """What those who share, or have shared something, are called."""
    shared = (one for row in costs_of(initiative) for one in row.members)
    return {one["key"]: one["name"] for one in shared} | {
        one.code: one.name for one in partners_in(initiative)
    }


def pays_until_by(initiative: Initiative, sharers: Sequence[Sharer], on: date) -> dict[str, date]:
    """The last day that each which leaves pays for, by the notice of the key of operation in force."""
    leaving = [one for one in sharers if one.to_on is not None]
    key = key_on(initiative, CostKind.OPERATION, on) if leaving else None
    asked = read(key.content).leaving if key else None
    return {
        one.code: pays_until(asked, one.notice_on or one.to_on, one.to_on) if asked else one.to_on
        for one in leaving
        if one.to_on is not None
    }


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
        row = rows.select_related("key", "initiative", "enters__key").first()
        is_own = found.organisation_id == acting.organisation_id
        if row is None or not (is_own or acting.code in row.pays):
            raise NotFoundError(str(public_id))
        yield row
