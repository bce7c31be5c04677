"""Business cases that were kept, in the scope in which their initiative was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samspil.apps.funding.models import CaseVersion, GateCase
from samspil.apps.governance.types import NotFoundError
from samspil.core.finance.business_case import Case, Figures, figures
from samspil.core.finance.case_data import case_of, rates_of
from samspil.core.finance.discounting import Rates, rounded
from samspil.core.units import Money
from samspil.kit.web.language import words

if TYPE_CHECKING:
    from samspil.apps.portfolio.models import Initiative

MOST_VERSIONS: Final = 200


@dataclass(frozen=True)
class KeptCase:
    """A version with what it is made of, and what that comes to."""

    row: CaseVersion

    @cached_property
    def case(self) -> Case:
        """What somebody said."""
        return case_of(self.row.content)

    @cached_property
    def rates(self) -> Rates:
        """The rates it was kept with; later ones do not change what was decided on."""
        return rates_of(self.row.rates)

    @cached_property
    def figures(self) -> Figures:
        """What it comes to."""
        return figures(self.case, self.rates)


def newest_case(initiative: Initiative) -> CaseVersion | None:
    """The version that stands."""
    return _of(initiative).first()


def versions_of(initiative: Initiative) -> list[CaseVersion]:
    """All versions, the newest first."""
    return list(_of(initiative)[:MOST_VERSIONS])


def chosen_version(versions: Sequence[CaseVersion], number: int | None) -> CaseVersion | None:
    """The one asked for by its number, else the newest; none where there are none.

    Raises:
        NotFoundError: there is none of that number.
    """
    if number is None:
        return versions[0] if versions else None
    found = next((one for one in versions if one.number == number), None)
    if found is None:
        raise NotFoundError(str(number))
    return found


def gates_of(initiative: Initiative) -> list[GateCase]:
    """Which version each gate was asked for with, the first asked first; one question."""
    rows = GateCase.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return list(rows.select_related("version").order_by("pk"))


def told_of_case(initiative: Initiative) -> list[str]:
    """What whoever decides at a gate reads of it; nothing where there is no business case."""
    row = newest_case(initiative)
    if row is None:
        return []
    said = told_of_version(row)
    if not row.unclear_minor:
        return [said]
    unclear = words().money(in_kroner(Money(row.unclear_minor, row.currency)))
    return [said, _("Nobody is said to pay %(amount)s of it.") % {"amount": unclear}]


def told_of_version(row: CaseVersion) -> str:
    """A version in one sentence."""
    say = words()
    return _("Business case, version %(number)s: costs %(cost)s, brings %(benefit)s, worth now %(now)s.") % {
        "number": row.number,
        "cost": say.money(in_kroner(Money(row.cost_minor, row.currency))),
        "benefit": say.money(in_kroner(Money(row.benefit_minor, row.currency))),
        "now": say.money(in_kroner(Money(row.net_now_minor, row.currency))),
    }


def in_kroner(amount: Money) -> Money:
    """The same in whole kroner, as what is estimated is told; halves away from nought."""
    return Money(rounded(Fraction(amount.minor, 100)) * 100, amount.currency)


def _of(initiative: Initiative) -> QuerySet[CaseVersion]:
    rows = CaseVersion.objects.filter(organisation_id=initiative.organisation_id, initiative=initiative)
    return rows.order_by("-number")
