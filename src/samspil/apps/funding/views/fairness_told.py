"""What a way of sharing changes for each member, in words that a council understands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.core.sharing.fairness import Way
from samspil.core.units import Money
from samspil.wording.words import Words

MOST_NAMED: Final = 5  # on each side; the table has them all


def told_against(
    held: Way, ways: Sequence[Way], names: Mapping[str, str], labels: Mapping[str, str], say: Words
) -> list[dict[str, Any]]:
    """Each other way: who would pay more than by the one it is held against, and who less."""
    return [
        {"name": labels[way.name], "said": _told(held, way, names, say)} for way in ways if way is not held
    ]


def _told(held: Way, way: Way, names: Mapping[str, str], say: Words) -> str:
    change = {one: paid - held.pays[one] for one, paid in way.pays.items()}
    more = sorted(((one, by) for one, by in change.items() if by > 0), key=lambda pair: (-pair[1], pair[0]))
    less = sorted(((one, -by) for one, by in change.items() if by < 0), key=lambda pair: (-pair[1], pair[0]))
    if not more and not less:
        return _("Nobody pays otherwise.")
    lose = _("Pay more: %(members)s.") % {"members": _named(more, names, say)}
    gain = _("Pay less: %(members)s.") % {"members": _named(less, names, say)}
    return " ".join(said for said, found in ((lose, more), (gain, less)) if found)


def _named(found: Sequence[tuple[str, int]], names: Mapping[str, str], say: Words) -> str:
    """The largest changes first; of many, the largest, and how many more."""
    told = [f"{names[one]} ({say.money(Money(by))})" for one, by in found[:MOST_NAMED]]
    left = len(found) - MOST_NAMED
    if left > 0:
        told.append(ngettext("and %(n)s more", "and %(n)s more", left) % {"n": left})
    return ", ".join(told)
