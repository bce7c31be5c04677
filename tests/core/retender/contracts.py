"""Contracts by a seed: as a register of real ones has them, and with all that KITOS lets one say."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from samspil.core.retender.terms import Notice, Option, Segment, Terms

SEGMENTS = (None, None, Segment.MONTH, Segment.QUARTER, Segment.YEAR)


def registered(seed: int, number: int) -> Iterator[Terms]:
    """A first and a last day: lengths as of a public register, most from weeks to five years."""
    rng = Random(seed)
    for _ in range(number):
        starts = date(2018, 1, 1) + timedelta(days=rng.randrange(3000))
        yield Terms(starts, starts + timedelta(days=int(rng.lognormvariate(6.5, 1.0))))


def generated(seed: int, number: int) -> Iterator[Terms]:
    """With options, notices, renewals, irrevocable days and what was terminated."""
    rng = Random(seed)
    for _ in range(number):
        starts = date(2016, 1, 1) + timedelta(days=rng.randrange(4000))
        stated, months = rng.random() < 0.6, rng.choice([6, 12, 24, 36, 48, 49])
        options = tuple(
            Option(rng.choice([6, 12, 12, 24]), rng.choice([0, 30, 90, 91, 180, 365]))
            for _ in range(rng.randrange(4))
        )
        days = rng.randrange(1, 2500)
        yield Terms(
            starts_on=starts if rng.random() < 0.95 else None,
            ends_on=starts + timedelta(days=days) if stated else None,
            duration_months=None if stated or rng.random() < 0.1 else months,
            options=options,
            options_used=rng.randint(0, len(options)),
            renews_months=rng.choice([0, 0, 0, 1, 12, 24]),
            irrevocable_until=starts + timedelta(days=rng.randrange(2000)) if rng.random() < 0.3 else None,
            notice=Notice(rng.choice([0, 1, 3, 6, 12]), rng.choice(SEGMENTS), rng.choice(SEGMENTS)),
            terminated_on=starts + timedelta(days=rng.randrange(3000)) if rng.random() < 0.15 else None,
        )
