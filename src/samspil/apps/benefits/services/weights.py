"""The organisation's own weights of the three bottom lines: by a named decision, from a day on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from samspil.apps.benefits.models import Weight
from samspil.apps.benefits.types import BottomLine
from samspil.apps.governance.types import RefusedError
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.services.leading import check_keeps
from samspil.core.benefits.weighting import refusal
from samspil.core.errors import Problem
from samspil.kit.journal.recording import By, record, told_of


@transaction.atomic
def decide_weights(
    weights: Mapping[BottomLine, Decimal], decision: str, valid_from: date, *, acting: Acting, at: datetime
) -> None:
    """From a day on the bottom lines weigh so much; what was decided before holds until then.

    Raises:
        RefusedError: one does not keep the portfolio, ``weight_is_missing``, ``weight_outside_0_1``,
            ``weights_not_all``, ``weights_name_a_decision``, ``weights_before_others``.
    """
    check_keeps(acting)
    lines = frozenset(one.value for one in BottomLine)
    said = {line.value: Fraction(weight) for line, weight in weights.items()}
    if problem := refusal(said, lines):
        raise RefusedError(problem)
    _end_before(acting.organisation_id, decision, valid_from)
    Weight.objects.bulk_create(
        Weight(
            organisation_id=acting.organisation_id,
            valid_from=valid_from,
            bottom_line=line.value,
            weight=weight,
            decision=decision.strip(),
        )
        for line, weight in sorted(weights.items())
    )
    told = {"from": str(valid_from), **{line.value: str(weight) for line, weight in sorted(weights.items())}}
    _tell("weights_decided", told, decision, acting, at)


@transaction.atomic
def end_weights(decision: str, *, acting: Acting, at: datetime) -> None:
    """From today the three stand side by side again, without a total.

    Raises:
        RefusedError: one does not keep the portfolio, ``weights_name_a_decision``, ``no_weights_to_end``.
    """
    check_keeps(acting)
    today = timezone.localdate(at)
    if not Weight.objects.filter(organisation_id=acting.organisation_id, valid_to=None).exists():
        raise RefusedError(Problem("no_weights_to_end", {}))
    _end_before(acting.organisation_id, decision, today, is_end=True)
    _tell("weights_ended", {"from": str(today)}, decision, acting, at)


def _end_before(organisation_id: int, decision: str, day: date, *, is_end: bool = False) -> None:
    """What holds then holds until a day; what was to begin on it or, at an end, later, never did."""
    if not decision.strip():
        raise RefusedError(Problem("weights_name_a_decision", {}))
    rows = Weight.objects.select_for_update().filter(organisation_id=organisation_id)
    later = rows.filter(valid_from__gt=day).order_by("valid_from").first()
    if later is not None and not is_end:
        raise RefusedError(Problem("weights_before_others", {"day": later.valid_from}))
    rows.filter(valid_from__gte=day).delete()
    rows.filter(Q(valid_to=None) | Q(valid_to__gt=day)).update(valid_to=day)


def _tell(action: str, facts: Mapping[str, str], decision: str, acting: Acting, at: datetime) -> None:
    """One entry in the organisation's chain."""
    subject = ("organisation", acting.organisation_public_id)
    told = told_of(f"benefits.{action}", subject, facts, {"decision": decision})
    record(acting.organisation_id, [told], By(str(acting.person), at))
