"""Whether a contract holds on a day, as KITOS works it out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from samspil.core.retender.terms import Terms, months_later


class Invalid(StrEnum):
    """Why it does not hold, in KITOS' order."""

    NOT_BEGUN = "contract_not_begun"
    ENDED = "contract_ended"
    TERMINATED = "contract_terminated"
    PARENT = "contract_parent_invalid"


@dataclass(frozen=True, slots=True)
class Validity:
    """Whether it holds. ``because`` is what speaks against it, also where somebody has said that it holds."""

    valid: bool
    enforced: bool
    because: tuple[Invalid, ...]


def validity(terms: Terms, on: date) -> Validity:
    """Whether a contract holds on a day.

    KITOS' rule: what was said to hold holds. Otherwise the day is within the stated days, not after the end
    of the notice in plain months, and the contract it depends on holds. A duration ends nothing here, nor
    does a quarter or year that the notice runs to: for when it ends by all its terms, see `end`.

    Source: reference/kitos-and-os2.md §1.2, "Contract validity rule".

    >>> terms = Terms(starts_on=date(2025, 1, 1), ends_on=date(2026, 12, 31))
    >>> validity(terms, date(2026, 12, 31)).valid, validity(terms, date(2027, 1, 1)).because
    (True, (<Invalid.ENDED: 'contract_ended'>,))
    """
    because = tuple(
        reason
        for reason, stands in (
            (Invalid.NOT_BEGUN, terms.starts_on is not None and on < terms.starts_on),
            (Invalid.ENDED, terms.ends_on is not None and on > terms.ends_on),
            (Invalid.TERMINATED, _left(terms, on)),
            (Invalid.PARENT, terms.parent_valid is False),
        )
        if stands
    )
    return Validity(terms.enforced or not because, terms.enforced, because)


def _left(terms: Terms, on: date) -> bool:
    given = terms.terminated_on
    return given is not None and on > months_later(given, terms.notice.months)
