"""Who has to work how much, when, against what there is; and what obligation displaces (F2.14, F4.4)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Final

from dateutil.relativedelta import relativedelta
from django.db.models import Q

from samspil.apps.portfolio.models import Capacity, Estimate, Initiative, PlannedEffort, Staffing
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.core.portfolio.load import (
    Effort,
    Load,
    PriceOfObligation,
    Slot,
    Wish,
    load,
    mandatory_share,
    price_of_obligation,
)
from samspil.core.units import Money, PersonDays
from samspil.kit.sharing import door

OWN_CURRENCY: Final = Q(currency=None) | Q(currency__in=["", "DKK"])


@dataclass(frozen=True, slots=True)
class LoadPicture:
    """A period of months: what each slot is asked for, what is mandatory of it, and what that displaces.

    ``titles`` names each initiative (by public id) that the price speaks of. ``left_out`` is how many
    initiatives the cost lacks, by the currency of their estimates.
    """

    months: tuple[date, ...]
    loads: tuple[Load, ...]
    share_of_effort: Fraction | None
    cost: Mapping[bool, Money]
    left_out: Mapping[str, int]
    price: PriceOfObligation
    titles: Mapping[str, str]

    @property
    def share_of_cost(self) -> Fraction | None:
        """How much of what open initiatives are estimated at is mandatory."""
        total = sum(one.minor for one in self.cost.values())
        return Fraction(self.cost[True].minor, total) if total else None


def load_of(organisation_id: int, first: date, count: int) -> LoadPicture:
    """The load of an organisation in ``count`` months from the first; five questions."""
    months = tuple(first.replace(day=1) + relativedelta(months=step) for step in range(count))
    asked = efforts_of(organisation_id, months[0], months[-1])
    has = capacity_of(organisation_id, months[0], months[-1])
    loads = load(asked, has)
    wishes, titles = _wishes(organisation_id, {one.initiative for one in asked if not one.is_mandatory})
    return LoadPicture(
        months,
        loads,
        mandatory_share(loads),
        *_cost(organisation_id),
        price_of_obligation(wishes, asked, has),
        titles,
    )


def efforts_of(organisation_id: int, first: date, last: date) -> list[Effort]:
    """What open initiatives ask for in a period."""
    rows = PlannedEffort.objects.filter(
        organisation_id=organisation_id, month__gte=first, month__lte=last, initiative__end=""
    )
    return [
        Effort(str(initiative), Slot(month, unit, competence), PersonDays(hundredths), law)
        for initiative, law, unit, competence, month, hundredths in rows.values_list(
            "initiative__public_id", "initiative__is_mandatory", "unit", "competence", "month", "hundredths"
        )
    ]


def capacity_of(organisation_id: int, first: date, last: date) -> dict[Slot, PersonDays]:
    """What units have in a period."""
    rows = Capacity.objects.filter(organisation_id=organisation_id, month__gte=first, month__lte=last)
    return {
        Slot(month, unit, competence): PersonDays(hundredths)
        for unit, competence, month, hundredths in rows.values_list(
            "unit", "competence", "month", "hundredths"
        )
    }


def units_and_competences(organisation_id: int) -> tuple[list[str], list[str]]:
    """The units and competences that have been named, for those who fill in more."""
    units: set[str] = set()
    competences: set[str] = set()
    for kind in (Capacity, PlannedEffort):
        rows = kind.objects.filter(organisation_id=organisation_id)
        for unit, competence in rows.values_list("unit", "competence").distinct():
            units.add(unit)
            competences.add(competence)
    return sorted(units), sorted(competences)


def initiatives_to_plan(organisation_id: int, most: int = 500) -> list[tuple[str, str]]:
    """Open initiatives as choices: public id, and number with title."""
    rows = Initiative.objects.filter(organisation_id=organisation_id, end="").order_by("-pk")
    found = rows.values_list("public_id", "number", "title")[:most]
    return [(str(key), f"{number} {title}") for key, number, title in found]


def _wishes(organisation_id: int, wished: Iterable[str]) -> tuple[list[Wish], dict[str, str]]:
    """What is wished for, as the organisation ranks it; what has no rank comes last, the oldest first."""
    rows = Initiative.objects.filter(organisation_id=organisation_id, end="", is_mandatory=False)
    chosen = set(wished)
    found = [
        (rank is None, rank or 0, key, str(public_id), value or 0, title)
        for key, public_id, rank, value, title in rows.values_list(
            "pk", "public_id", "rank", "value", "title"
        )
        if str(public_id) in chosen
    ]
    ranked = sorted(found)
    return [Wish(one[3], one[4]) for one in ranked], {one[3]: one[5] for one in ranked}


def _cost(organisation_id: int) -> tuple[dict[bool, Money], dict[str, int]]:
    """What open initiatives are estimated at now, mandatory and not; and how many in which currency cannot
    be added to it, the most first.
    """
    costs, found = latest_costs(organisation_id), {True: 0, False: 0}
    for law, minor in costs.values():
        found[law] += minor
    foreign = foreign_costs(organisation_id)
    left_out = Counter(cost.currency for key, cost in foreign.items() if key not in costs)
    ordered = sorted(left_out.items(), key=lambda one: (-one[1], one[0]))
    return {law: Money(minor) for law, minor in found.items()}, dict(ordered)


def latest_costs(
    organisation_id: int, initiatives: Iterable[int] | None = None
) -> dict[int, tuple[bool, int]]:
    """The latest estimated cost of each open initiative that has one, by row: mandatory or not, in øre.

    What a list told in another currency is left out: it cannot be added to the rest.
    """
    rows = Estimate.objects.filter(OWN_CURRENCY, organisation_id=organisation_id, cost_minor__isnull=False)
    chosen = (
        rows.filter(initiative__end="") if initiatives is None else rows.filter(initiative__in=initiatives)
    )
    return {
        initiative: (law, minor)
        for initiative, law, minor in chosen.order_by("sequence").values_list(
            "initiative_id", "initiative__is_mandatory", "cost_minor"
        )
        if minor is not None
    }


def foreign_costs(organisation_id: int, initiatives: Iterable[int] | None = None) -> dict[int, Money]:
    """What `latest_costs` leaves out of them: the latest estimate in another currency, as it is."""
    rows = Estimate.objects.filter(organisation_id=organisation_id, cost_minor__isnull=False)
    chosen = (
        rows.filter(initiative__end="") if initiatives is None else rows.filter(initiative__in=initiatives)
    )
    told = (
        chosen.exclude(OWN_CURRENCY)
        .order_by("sequence")
        .values_list("initiative_id", "cost_minor", "currency")
    )
    return {initiative: Money(minor, currency) for initiative, minor, currency in told}  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class MemberLoad:
    """What a member lends to joint work in a period, and what it has shown of its own."""

    code: str
    name: str
    lent: PersonDays
    lent_in: int
    shown: PersonDays
    shown_in: int


def load_of_members(
    organisation_id: int, members: Mapping[str, tuple[int, str]], first: date, count: int, on: date
) -> list[MemberLoad]:
    """What an association may know of its members' load: hands lent to what is common, by the common plan,
    and the work of those initiatives of their own that members share with it. Nothing else is asked for.

    Args:
        organisation_id: the association.
        members: each member's row and name, by its code.
        first: the first month.
        count: how many months.
        on: today, for what is shared.
    """
    last = first.replace(day=1) + relativedelta(months=count - 1)
    lent, lent_in = _lent(organisation_id, first.replace(day=1), last)
    shown, shown_in = _shown({row: code for code, (row, _name) in members.items()}, first, last, on)
    return [
        MemberLoad(
            code,
            name,
            PersonDays(lent[code]),
            len(lent_in[code]),
            PersonDays(shown[code]),
            len(shown_in[code]),
        )
        for code, (_row, name) in sorted(members.items(), key=lambda one: one[1][1])
    ]


def _lent(organisation_id: int, first: date, last: date) -> tuple[dict[str, int], dict[str, set[int]]]:
    days: dict[str, int] = defaultdict(int)
    where: dict[str, set[int]] = defaultdict(set)
    rows = Staffing.objects.filter(
        organisation_id=organisation_id, initiative__end="", first_month__lte=last, last_month__gte=first
    )
    fields = ("code", "initiative_id", "first_month", "last_month", "hundredths_a_month")
    for code, initiative, starts, ends, hundredths in rows.values_list(*fields):
        begins, stops = max(starts, first), min(ends, last)
        count = (stops.year - begins.year) * 12 + stops.month - begins.month + 1
        days[code] += hundredths * count
        where[code].add(initiative)
    return days, where


def _shown(
    codes: Mapping[int, str], first: date, last: date, on: date
) -> tuple[dict[str, int], dict[str, set[int]]]:
    days: dict[str, int] = defaultdict(int)
    where: dict[str, set[int]] = defaultdict(set)
    with door.readable(SHARED, on) as shared:
        rows = PlannedEffort.objects.filter(
            organisation_id__in=list(codes),
            initiative__public_id__in=shared,
            initiative__end="",
            month__gte=first.replace(day=1),
            month__lte=last,
        )
        for owner, initiative, hundredths in rows.values_list(
            "organisation_id", "initiative_id", "hundredths"
        ):
            days[codes[owner]] += hundredths
            where[codes[owner]].add(initiative)
    return days, where
