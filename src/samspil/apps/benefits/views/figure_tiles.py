"""The figures of benefits as tiles: each with what it is of, and hours beside money, never in it."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.benefits.selectors.sums import Sums
from samspil.apps.benefits.types import HOURS
from samspil.apps.benefits.views.amounts import share
from samspil.core.benefits.figures import Figure, Figures
from samspil.wording.words import Words

Tile = dict[str, Any]


def tiles(sums: Sums, say: Words) -> list[Tile]:
    """Coverage, follow-up, realisation, cashing, bias and slip."""
    followed = sums.followed
    return [
        {
            "label": _("Owner and baseline"),
            "value": share(followed.coverage.share, say),
            "note": _of_benefits(followed.coverage.of),
        },
        {
            "label": _("Measured in time"),
            "value": share(followed.follow_up.share, say),
            "note": _of_measurements(followed.follow_up.of),
        },
        _counted(_("Realised of the planned"), sums, lambda one: one.realisation, say),
        _counted(_("Taken home of the measured"), sums, lambda one: one.cashing, say),
        _counted(_("Promised too much"), sums, lambda one: one.bias, say),
        {"label": _("Slipped"), "value": _slip(followed.slip, say), "note": _("the middle of the benefits")},
    ]


def _of_benefits(count: int) -> str:
    return ngettext("of %(n)s benefit", "of %(n)s benefits", count) % {"n": count}


def _of_measurements(count: int) -> str:
    return ngettext("of %(n)s measurement due", "of %(n)s measurements due", count) % {"n": count}


def _counted(label: str, sums: Sums, figure: Callable[[Figures], Figure], say: Words) -> Tile:
    """A figure of amounts: the money as the value, and what else is counted beside it."""
    found = [(kind, figure(one).share) for kind, one in sums.counted.items()]
    if not found:
        return {"label": label, "value": share(None, say), "note": _("nothing is counted yet")}
    first = found[0]
    others = ", ".join(f"{_kind(kind)}: {share(one, say)}" for kind, one in found[1:])
    note = f"{_kind(first[0])}; {others}" if others else _kind(first[0])
    return {"label": label, "value": share(first[1], say), "note": note}


def _kind(kind: str) -> str:
    return _("hours") if kind == HOURS else _("money")


def _slip(months: float | None, say: Words) -> str:
    if months is None:
        return _("Unknown")
    found = Fraction(months)
    return ngettext("%(n)s month", "%(n)s months", int(abs(months))) % {"n": say.number(found)}
