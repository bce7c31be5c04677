"""What is drawn of the ceilings of many agreements, as it is kept added up: no contract is read.

The same counts as on the page of one agreement (`selectors.agreements`): what contracts have drawn that are
shown, under agreements that are shown, at prices that are not hidden.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Case, F, Q, Sum, When

from samspil.apps.organisations.types import Acting
from samspil.apps.systems.models import Agreement, DrawnUnder
from samspil.apps.systems.selectors.agreements import AgreementDrawn, last_day_of, name_of, seen_agreements
from samspil.apps.systems.selectors.calendar import known_day
from samspil.apps.systems.selectors.reach import Reach, reach_of, reaching
from samspil.core.retender.ceiling import Drawn, draw_down, reached_about
from samspil.core.units import Money


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in a list: how much of its ceiling is drawn, and when it is reached at the pace so far.

    No share where nobody has said a ceiling.
    """

    row: Agreement
    is_ours: bool
    used: Fraction | None = None
    runs_out_on: date | None = None

    @property
    def is_spent(self) -> bool:
        """Whether the ceiling is reached."""
        return self.used is not None and self.used >= 1


def list_lines(acting: Acting, on: date) -> list[AgreementLine]:
    """The agreements, by number; two questions and the door's, however many contracts there are."""
    with reaching(acting, on) as reach:
        found = seen_agreements(reach)
        drawn = _sums(found, reach)
        return [_line(row, drawn.get((name_of(row), row.currency), 0), reach, on) for row in found]


def list_drawn(acting: Acting, on: date, which: Q | None = None) -> list[AgreementDrawn]:
    """The agreements with who drew how much, by number; as few questions. ``which`` narrows them."""
    return drawn_for(acting.organisation_id, on, which)


def drawn_for(organisation_id: int, on: date, which: Q | None = None) -> list[AgreementDrawn]:
    """The same as an organisation sees them, whoever asks."""
    with reach_of(organisation_id, on) as reach:
        found = seen_agreements(reach, which or Q())
        kept = _kept(found, reach)
        return [_drawn(row, kept[name_of(row)], reach, on) for row in found]


def _line(row: Agreement, minor: int, reach: Reach, on: date) -> AgreementLine:
    is_ours = row.organisation_id == reach.own
    if not row.ceiling_minor:
        return AgreementLine(row, is_ours)
    ceiling, drawn = Money(row.ceiling_minor, row.currency), Money(minor, row.currency)
    runs_out_on = reached_about(ceiling, drawn, known_day(row.starts_on), on, last_day_of(row))
    return AgreementLine(row, is_ours, Fraction(minor, row.ceiling_minor), runs_out_on)


def _shown(found: Iterable[Agreement], reach: Reach) -> Q:
    return reach.shown & Q(known_as__in={name_of(row) for row in found})


def _told(column: str, reach: Reach) -> Case:
    """What hides prices is not even read of others."""
    return Case(When(Q(hides_prices=False) | Q(organisation=reach.own), then=F(column)), default=None)


def _sums(found: Sequence[Agreement], reach: Reach) -> dict[tuple[str, str], int]:
    """What is drawn in each currency of what is known as one agreement."""
    rows = DrawnUnder.objects.filter(_shown(found, reach)).order_by().values_list("known_as", "currency")
    told = rows.annotate(minor=Sum(_told("drawn_minor", reach)))
    return {(name, currency): minor or 0 for name, currency, minor in told}


@dataclass(frozen=True, slots=True)
class _Kept:
    """What is kept of an organisation's contracts under an agreement; no draws where it hides prices."""

    organisation: str
    currency: str
    contracts: int
    draws: Sequence[tuple[str, int]] | None


def _kept(found: Sequence[Agreement], reach: Reach) -> Mapping[str, Sequence[_Kept]]:
    rows = DrawnUnder.objects.filter(_shown(found, reach)).order_by("pk")
    told = rows.annotate(told=_told("draws", reach))
    by_name: dict[str, list[_Kept]] = defaultdict(list)
    for name, *said in told.values_list("known_as", "organisation__name", "currency", "contracts", "told"):
        by_name[name].append(_Kept(*said))
    return by_name


def _drawn(row: Agreement, under: Sequence[_Kept], reach: Reach, on: date) -> AgreementDrawn:
    uncounted = sum(one.contracts for one in under if not _counts(one, row))
    is_ours = row.organisation_id == reach.own
    if not row.ceiling_minor:
        return AgreementDrawn(row, is_ours, None, uncounted)
    ceiling = Money(row.ceiling_minor, row.currency)
    drawn = (each for one in under if _counts(one, row) for each in _draws(one, on))
    return AgreementDrawn(
        row, is_ours, draw_down(ceiling, drawn, known_day(row.starts_on), on, last_day_of(row)), uncounted
    )


def _counts(one: _Kept, row: Agreement) -> bool:
    return one.draws is not None and one.currency == row.currency


def _draws(one: _Kept, on: date) -> Iterator[Drawn]:
    for day, minor in one.draws or ():
        if (drawn_on := date.fromisoformat(day)) <= on:
            yield Drawn(one.organisation, drawn_on, Money(minor, one.currency))
