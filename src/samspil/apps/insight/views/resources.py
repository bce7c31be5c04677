"""Resources and tasks: people, days that there are and that are asked for, what open initiatives cost."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.apps.insight.views.task_mix import tell_capacity, tell_mix
from samspil.apps.insight.views.telling import Asked, Part, figures, linked
from samspil.apps.organisations.selectors import list_people, list_units
from samspil.apps.portfolio.selectors.load import LoadPicture, latest_costs, load_of
from samspil.apps.portfolio.selectors.payers import who_pays
from samspil.core.units import Money
from samspil.kit.documents import Linked, Table
from samspil.kit.web.language import words

MONTHS = 12


def resources(asked: Asked) -> Part:
    """What there is to work with, and what it is asked for in the next twelve months."""
    part = Part(_("Resources and tasks"))
    picture = load_of(asked.owner, asked.on, MONTHS)
    rows = [
        (
            _("People in Samspil"),
            words().number(len(list_people(asked.owner, asked.on))),
            linked(_("Organisation"), "organisations:people"),
        ),
        (
            _("Units"),
            words().number(len(list_units(asked.owner, asked.on))),
            linked(_("Organisation"), "organisations:people"),
        ),
        *_days(picture, part),
        *_cost(asked, part),
        *_payers(asked, part),
    ]
    part.blocks.append(figures(rows))
    if picture.loads:
        part.blocks.append(_by_unit(picture))
    tell_mix(asked, part)
    tell_capacity(asked, part)
    return part


def _days(picture: LoadPicture, part: Part) -> list[tuple[str, str, Linked]]:
    source = linked(_("The load of the portfolio"), "portfolio:load")
    has = sum(one.capacity.hundredths for one in picture.loads if one.capacity is not None)
    rows = []
    if any(one.capacity is not None for one in picture.loads):
        rows.append((_("Days that there are in the next twelve months"), _number(has), source))
    else:
        part.unknown.append(_("How many days there are to work with: nobody has said it."))
    if picture.share_of_effort is None:
        part.unknown.append(_("How much effort initiatives take: none has been planned for twelve months."))
        return rows
    law = sum(one.mandatory.hundredths for one in picture.loads)
    own = sum(one.development.hundredths for one in picture.loads)
    lacking = sum(one.lacking.hundredths for one in picture.loads)
    share = _("%(percent)s %%") % {"percent": round(100 * picture.share_of_effort)}
    rows += [
        (_("Days planned for mandatory tasks"), _number(law), source),
        (_("Days planned for development"), _number(own), source),
        (_("Mandatory part of the effort"), share, source),
        (_("Days lacking where it is too little"), _number(lacking), source),
    ]
    return rows


def _cost(asked: Asked, part: Part) -> list[tuple[str, str, Linked]]:
    """What has an estimate, mandatory and not; where nothing has one that is said, and is no zero."""
    source = linked(_("The portfolio"), "portfolio:initiatives")
    costs = latest_costs(asked.owner).values()
    rows = []
    for is_mandatory, name, unknown in (
        (
            True,
            _("Open mandatory initiatives, estimated cost"),
            _("What open mandatory initiatives cost: none has an estimate."),
        ),
        (
            False,
            _("Other open initiatives, estimated cost"),
            _("What other open initiatives cost: none has an estimate."),
        ),
    ):
        found = [minor for law, minor in costs if law is is_mandatory]
        if found:
            rows.append((name, words().money(Money(sum(found))), source))
        else:
            part.unknown.append(unknown)
    return rows


def _payers(asked: Asked, part: Part) -> list[tuple[str, str, Linked]]:
    every = who_pays(asked.acting, asked.on, only_unclear=False)
    if not every:
        part.unknown.append(_("Who pays: there is no open initiative."))
        return []
    unclear = sum(bool(one.unclear) for one in every)
    said = _("%(count)s of %(of)s") % {"count": unclear, "of": len(every)}
    return [
        (_("Initiatives where the payer is unclear"), said, linked(_("Who pays"), "portfolio:payers")),
    ]


def _by_unit(picture: LoadPicture) -> Table:
    """What each unit is asked for against what it has, with competence, in the twelve months together."""
    found: dict[tuple[str, str], list[int]] = {}
    for one in picture.loads:
        sums = found.setdefault((one.slot.unit, one.slot.competence), [0, 0, 0, 0])
        sums[0] += one.asked.hundredths
        sums[1] += one.capacity.hundredths if one.capacity is not None else 0
        sums[2] += one.lacking.hundredths
        sums[3] += one.capacity is not None
    head = [_("Unit"), _("Competence"), _("Days asked for"), _("Days there are"), _("Days lacking")]
    rows = [
        [
            unit,
            competence,
            _number(asked),
            _number(has) if known else _("Not known"),
            _number(lacking) if known else _("Not known"),
        ]
        for (unit, competence), (asked, has, lacking, known) in sorted(found.items())
    ]
    return Table(head, rows, (4, 4, 2, 2, 2))


def _number(hundredths: int) -> str:
    return words().number(round(hundredths / 100))
