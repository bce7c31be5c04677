"""What the time went to against its target, and where people sit: with where it stands, or not known."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _

from samspil.apps.insight.views.telling import Asked, Part, figures, linked
from samspil.apps.resources.selectors.capacity import capacity_on
from samspil.apps.resources.selectors.categories import every_category
from samspil.apps.resources.selectors.mix import MonthMix, mix_of
from samspil.apps.resources.types import Seat
from samspil.core.task_mix.mix import added, apart, shares
from samspil.kit.documents import Heading, Table, Text, Words
from samspil.kit.web.language import language, words

MONTHS = 12
_HUNDRED = 100


def tell_mix(asked: Asked, part: Part) -> None:
    """The mix of tasks of twelve months together."""
    months = mix_of(asked.owner, asked.on, MONTHS)
    recorded = [one for one in months if one.by_unit]
    if not recorded:
        part.unknown.append(
            _("What the time goes to, development, operations or administration: it is not recorded.")
        )
        return
    part.blocks.append(Heading(_("What the time goes to"), 3))
    said = _("Of the hours recorded in the last twelve months; %(count)s of %(of)s months are recorded:")
    part.blocks.append(Text(said % {"count": len(recorded), "of": MONTHS}))
    head = [_("Sort of task"), _("Had"), _("Target")]
    part.blocks.append(Table(head, _rows(asked, months, recorded), (6, 2, 2)))
    part.blocks.append(Text(linked(_("Source: tasks and resources"), "resources:mix"), True))
    if months[-1].target is None:
        part.unknown.append(_("What the time is meant to go to: no target has been set."))


def _rows(asked: Asked, months: list[MonthMix], recorded: list[MonthMix]) -> list[list[Words]]:
    target = months[-1].target
    every, tongue = every_category(asked.owner), language()
    names = {key: one.name.in_language(tongue) for key, one in every.items()}
    return [
        [
            names.get(one.category, one.category),
            words().percent(one.was),
            words().percent(one.target) if target else "–",
        ]
        for one in apart(shares(added(one.minutes for one in recorded)), target.shares if target else {})
    ]


def tell_capacity(asked: Asked, part: Part) -> None:
    """Central and in the areas, and consultants' days there."""
    found = capacity_on(asked.owner, asked.on.replace(day=1))
    if not found.full_time:
        part.unknown.append(_("How many sit centrally and how many in the areas: nobody has said it."))
    if not found.consultants:
        part.unknown.append(_("How many days consultants are in the areas: nobody has said it."))
    if not (found.full_time or found.consultants):
        return
    source = linked(_("Where people sit"), "resources:capacity")
    told = [
        (_("Full-time equivalents, central"), found.seated(Seat.CENTRAL)),
        (_("Full-time equivalents in the areas"), found.seated(Seat.AREA)),
        (_("Consultants' days in the areas a month"), found.consultant_days),
    ]
    part.blocks.append(Heading(_("Where people sit"), 3))
    part.blocks.append(figures([(name, _number(value), source) for name, value in told]))


def _number(hundredths: int) -> str:
    return words().measured(Decimal(hundredths) / _HUNDRED)
