"""Business cases of the example: one in common that nobody pays to run yet, some of municipalities alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction
from typing import Final

from samspil.apps.funding.services.cases import NewCase, keep_case
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.core.finance.business_case import Beside, BottomLine, Case, Kind, Line
from samspil.core.units import Money

_YEARS: Final = 6
_OWN: Final = 3  # so many municipalities have one of their own


def together(programme: Initiative, members: Mapping[str, str], acting: Acting, at: datetime) -> None:
    """The association sets it up; each member gains by what it frees, and who pays for operation is open.

    ``members`` are their names by code.
    """
    lines = [
        _line(
            "Fælles kobling og undervisning", Kind.ESTABLISHMENT, "Foreningen", 1_800_000, pessimistic="1.5"
        ),
        _line("Drift og support", Kind.OPERATION, "", *[0, *[240_000] * 5], pessimistic="1.2"),
        _line("Videreudvikling", Kind.DEVELOPMENT, "Foreningen", *[0, 0, *[90_000] * 4]),
    ]
    for place, code in enumerate(sorted(members)):
        freed = 60_000 + 15_000 * place
        lines.append(
            _line(
                "Frigjort tid i borgerservice",
                Kind.BENEFIT,
                members[code],
                0,
                *[freed] * 5,
                pessimistic="0.5",
            )
        )
    beside = (Beside("Borgere, der hjælper andre, slipper for papir og fremmøde", BottomLine.WELLBEING),)
    said = "Udgifterne er leverandørens overslag; den frigjorte tid er målt i to kommuner i tre uger."
    case = Case(at.year, at.year, tuple(lines), beside)
    keep_case(programme, NewCase(case, said), acting=acting, at=at)


def alone(initiative: Initiative, place: int, acting: Acting, at: datetime, later: datetime) -> None:
    """A municipality's own, and what became of it when the offers came."""
    if place >= _OWN:
        return
    for number, bought in enumerate((350_000 + 40_000 * place, 420_000 + 40_000 * place)):
        lines = (
            _line("Indkøb og opsætning", Kind.ESTABLISHMENT, "Fagområdet", bought, pessimistic="1.4"),
            _line("Licenser og drift", Kind.OPERATION, "Fagområdet", *[0, *[45_000] * 5]),
            _line(
                "Mindre dobbeltarbejde",
                Kind.BENEFIT,
                "Fagområdet",
                *[0, 90_000, *[190_000] * 4],
                pessimistic="0.6",
            ),
        )
        beside = (Beside("Hurtigere svar til borgerne", BottomLine.QUALITY),)
        why = "Tilbuddene blev dyrere end overslaget." if number else ""
        new = NewCase(Case(at.year, at.year, lines, beside), "Overslag fra it og fagområdet.", why)
        keep_case(initiative, new, acting=acting, at=max(at, later) if number else at)


def _line(name: str, kind: Kind, party: str, *kroner: int, pessimistic: str = "1") -> Line:
    amounts = [*kroner, *[0] * (_YEARS - len(kroner))]
    worst = Fraction(pessimistic)
    best = Fraction(round((1 - (worst - 1) / 3) * 100), 100)  # a third as far to the other side
    return Line(name, kind, party, tuple(Money.of(one) for one in amounts), worst, best)
