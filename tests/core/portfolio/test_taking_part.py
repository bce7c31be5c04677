"""Which decision counts, from when somebody is with, and when one may go."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from samspil.core.portfolio.taking_part import (
    OwnDecision,
    Part,
    joined_again_on,
    refuse_leaving,
    standing_consent,
)

MARCH = datetime(2026, 3, 2, 9, tzinfo=UTC)
TODAY = MARCH.date()


def decided(number: int, days: int, *, yes: bool) -> OwnDecision:
    return OwnDecision(UUID(int=number), yes, MARCH + timedelta(days=days))


def test_of_two_decisions_of_one_member_the_later_counts_in_whatever_order_they_are_told() -> None:
    yes, no, again = decided(1, 0, yes=True), decided(2, 5, yes=False), decided(3, 9, yes=True)
    assert standing_consent([no, yes]) is None
    assert standing_consent([again, no, yes]) == again
    assert standing_consent([]) is None


@pytest.mark.parametrize(("days", "counts"), [(-1, False), (0, False), (1, True)])
def test_a_yes_from_before_leaving_is_used_up(days: int, counts: bool) -> None:
    yes = decided(1, days, yes=True)
    assert standing_consent([yes], left_at=MARCH) == (yes if counts else None)


def test_a_member_is_with_from_the_day_it_joined_and_from_a_new_one_when_it_comes_back() -> None:
    joined = date(2026, 1, 5)
    assert joined_again_on(Part(), TODAY) == TODAY
    assert joined_again_on(Part(joined), TODAY) == joined
    assert joined_again_on(Part(joined, TODAY), TODAY) == TODAY
    assert joined_again_on(Part(joined, TODAY + timedelta(days=1)), TODAY) == joined


@pytest.mark.parametrize(
    ("part", "on", "terms", "code"),
    [
        (Part(), TODAY, "Beholder data", "leaves_what_it_is_not_in"),
        (Part(date(2026, 1, 5), TODAY), TODAY, "Beholder data", "leaves_what_it_is_not_in"),
        (
            Part(date(2026, 1, 5), by_joint_matter=True),
            TODAY,
            "Beholder data",
            "leaves_by_its_own_decision",
        ),
        (Part(date(2026, 1, 5)), date(2026, 3, 1), "Beholder data", "leaves_on_a_day_gone_by"),
        (Part(date(2026, 4, 1)), date(2026, 3, 31), "Beholder data", "leaves_on_a_day_gone_by"),
        (Part(date(2026, 1, 5)), TODAY, " ", "leaving_needs_terms"),
    ],
)
def test_nobody_leaves_what_it_is_not_in_backwards_or_without_terms(
    part: Part, on: date, terms: str, code: str
) -> None:
    refused = refuse_leaving(part, on, terms, today=TODAY)
    assert refused is not None
    assert refused.code == code


def test_who_is_with_leaves_on_a_day_with_terms_and_may_say_another_day_until_then() -> None:
    assert refuse_leaving(Part(date(2026, 1, 5)), TODAY, "Beholder data", today=TODAY) is None
    leaving = Part(date(2026, 1, 5), date(2026, 6, 1))
    assert refuse_leaving(leaving, date(2026, 9, 1), "Beholder data", today=TODAY) is None
