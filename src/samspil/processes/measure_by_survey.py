"""A share of a closed survey becomes the baseline of a benefit's indicator, or a measurement of it.

Named by the setting ``SAMSPIL_MEASURES_BY_SURVEY`` for the app of benefits, which knows no surveys.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.conf import settings
from django.db import transaction

from samspil.apps.benefits.services.indicators import measure, set_baseline
from samspil.apps.governance.types import RefusedError
from samspil.apps.measurements.selectors.access import access_indicator
from samspil.apps.measurements.types import NewBaseline, NewMeasurement
from samspil.apps.surveys.selectors.passed_on import find_share, shares_of_round, shares_to_pass_on
from samspil.core.benefits.measuring import Grade
from samspil.core.errors import Problem
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language

if TYPE_CHECKING:
    from samspil.apps.benefits.models import Benefit
    from samspil.apps.measurements.models import Indicator
    from samspil.apps.organisations.types import Acting
    from samspil.apps.surveys.types import ShownShare

PERCENT: Final = "%"
_LONGEST: Final = 220  # characters of what is said of a round, before its address


def shares(acting: Acting, of: UUID | None = None) -> list[ShownShare]:
    """What somebody may take over: of the last rounds, the one that they came from first.

    Raises:
        NotFoundError: there is no round ``of`` which they may read anything.
    """
    last = shares_to_pass_on(acting, language())
    if of is None:
        return last
    return [*shares_of_round(acting, of, language()), *(one for one in last if one.round != of)]


@transaction.atomic
def take_share(
    benefit: Benefit,
    indicator: UUID,
    taking: tuple[str, tuple[date, Decimal] | None],
    *,
    acting: Acting,
    at: datetime,
) -> ShownShare:
    """A share by its key: how it was before where nobody has said so yet, with a target; else a measurement.

    Raises:
        NotFoundError: there is no such indicator.
        RefusedError: ``share_is_not_shown`` (hidden, another's, or not one's to pass on),
            ``share_needs_percent``, ``share_is_taken``, ``no_target``, and as for baselines and measurements.
    """
    row = access_indicator(benefit.organisation_id, benefit.public_id, indicator)
    key, target = taking
    share = find_share(acting, key, language())
    if share is None:
        raise RefusedError(Problem("share_is_not_shown", {}))
    if row.unit.strip() != PERCENT:
        raise RefusedError(Problem("share_needs_percent", {"name": row.name, "unit": row.unit}))
    if _is_taken(row, share):
        raise RefusedError(Problem("share_is_taken", {"name": row.name}))
    told = _told(share)
    if row.baselines.exists():
        measure(benefit, indicator, _measurement(share, row.unit, told), acting=acting, at=at)
    else:
        before = NewBaseline(percent_of(share), share.last, (target,) if target else (), share.answers, told)
        set_baseline(benefit, indicator, before, acting=acting, at=at)
    return share


def percent_of(share: ShownShare) -> Decimal:
    """A share in per cent, with one decimal."""
    return (Decimal(100 * share.good) / share.answers).quantize(Decimal("0.1"))


def _measurement(share: ShownShare, unit: str, told: str) -> NewMeasurement:
    return NewMeasurement(
        share.first,
        share.last,
        percent_of(share),
        unit,
        n=share.answers,
        grade=Grade.ALL if share.is_everybody else Grade.SAMPLE,
        evidence=told,
    )


def _is_taken(row: Indicator, share: ShownShare) -> bool:
    """Whether the very same share of the round stands there, in whichever language it was taken."""
    same = {"value": percent_of(share), "n": share.answers}
    page = _page(share)
    before = row.baselines.filter(method__endswith=page, **same).exists()
    return before or row.measurements.filter(evidence__endswith=page, corrected_by=None, **same).exists()


def _page(share: ShownShare) -> str:
    return f"{settings.SAMSPIL_URL}{address('surveys:round', share.round)}"


def _told(share: ShownShare) -> str:
    """What it is, and where the closed round stands."""
    said = ", ".join(one for one in (share.title, share.question, share.who) if one)
    short = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 2]} …"
    return f"{short} {_page(share)}"
