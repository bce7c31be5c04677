"""Amounts of a benefit in words: money, or hours of work, which are never money."""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.benefits.types import HOURS
from samspil.core.units import Money
from samspil.wording.words import Words

NOTHING: Final = "–"
_EXACT_BELOW: Final = 100_00


def amount(minor: int | None, counted_in: str, words: Words) -> str:
    """Hundredths of what a benefit counts in; a dash where nothing is known or it counts in nothing."""
    if minor is None or not counted_in:
        return NOTHING
    if counted_in == HOURS:
        whole, rest = divmod(abs(minor), 100)
        # A number with parts takes many times as long to write; most have none.
        told = words.number(Fraction(minor, 100) if rest else minor // 100)
        # Counted by whole hours: no language here has another form for a half.
        return ngettext("%(n)s hour", "%(n)s hours", whole) % {"n": told}
    return words.money(Money(minor, counted_in))


def about(minor: int | None, counted_in: str, words: Words) -> str:
    """The same in whole kroner or hours from a hundred on: for what is added up, not written to the øre."""
    if minor is None or abs(minor) < _EXACT_BELOW:
        return amount(minor, counted_in, words)
    whole = (abs(minor) + 50) // 100 * 100
    return amount(whole if minor >= 0 else -whole, counted_in, words)


def share(found: Fraction | None, words: Words) -> str:
    """A share in per cent; what is a share of nothing is not nought but unknown."""
    return words.percent(found) if found is not None else _("Unknown")
