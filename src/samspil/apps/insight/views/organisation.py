"""Organisation of tasks and competences: units, forums, what people can and what is lacking. No names."""

from __future__ import annotations

from collections import Counter

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.competences.selectors.catalogues import catalogue_of
from samspil.apps.competences.selectors.needs import NeedLine, list_needs
from samspil.apps.competences.selectors.owed import way_words
from samspil.apps.competences.selectors.people import list_said
from samspil.apps.competences.types import Way
from samspil.apps.governance.selectors.adoptions import forums_on
from samspil.apps.governance.selectors.overview import models_in_force
from samspil.apps.insight.views.telling import Asked, Part, linked
from samspil.apps.organisations.selectors import list_people, list_units
from samspil.apps.portfolio.selectors.training import register_of
from samspil.apps.resources.parts.words import reports_words
from samspil.apps.resources.selectors.capacity import reports_on
from samspil.core.competences.language import Catalogue
from samspil.core.governance.language.forums import Level
from samspil.kit.documents import Heading, Table, Text, Words
from samspil.kit.web.language import language, words


def organisation(asked: Asked) -> Part:
    """Who does what, who decides, what people can, and where somebody is lacking."""
    part = Part(_("Organisation of tasks and competences"))
    _units(asked, part)
    _governing(asked, part)
    _held(asked, part)
    _lacking(asked, part)
    return part


def _units(asked: Asked, part: Part) -> None:
    part.blocks.append(Heading(_("Units"), 3))
    units = list_units(asked.owner, asked.on)
    if not units:
        part.unknown.append(_("Which units there are: none has been entered."))
        part.blocks.append(Text(_("Not known.")))
        return
    people = Counter(one.unit_id for one in list_people(asked.owner, asked.on))
    names = {one.pk: one.name for one in units}
    reports = reports_on(asked.owner, asked.on.replace(day=1))
    rows = [
        [
            one.name,
            names.get(one.parent_id, "–") if one.parent_id else "–",
            reports_words(reports[one.public_id]) if one.public_id in reports else _("Not known"),
            str(people[one.pk]),
        ]
        for one in units
    ]
    head = [_("Unit"), _("Placed under"), _("Reports to"), _("People")]
    part.blocks.append(Table(head, rows, (4, 4, 4, 2)))
    part.blocks.append(
        Text(linked(_("Source: the units and people of the organisation"), "organisations:people"), True)
    )
    part.blocks.append(Text(linked(_("Source: where people sit"), "resources:capacity"), True))
    if unsaid := sum(one.public_id not in reports for one in units):
        part.unknown.append(
            ngettext(
                "To whom %(n)s unit reports: nobody has said it.",
                "To whom %(n)s units report: nobody has said it.",
                unsaid,
            )
            % {"n": unsaid}
        )
    if people[None]:
        part.unknown.append(
            ngettext(
                "Where %(n)s person works: no unit is entered.",
                "Where %(n)s people work: no unit is entered.",
                people[None],
            )
            % {"n": people[None]}
        )


def _governing(asked: Asked, part: Part) -> None:
    part.blocks.append(Heading(_("How it is governed"), 3))
    now = timezone.now()
    models: list[Words] = [
        _("%(model)s, since %(day)s")
        % {"model": one.name.in_language(language()), "day": words().day(one.since)}
        for one in models_in_force(asked.acting, now)
    ]
    part.blocks.append(Table([_("Governance model")], [[one] for one in models], (1,)))
    levels = {
        Level.POLITICAL: _("Political"),
        Level.STRATEGIC: _("Strategic"),
        Level.TACTICAL: _("Tactical"),
        Level.OPERATIONAL: _("Operational"),
    }
    rows: list[list[Words]] = [
        [linked(one.forum.name.in_language(language()), "governance:forum", one.key), levels[one.forum.level]]
        for one in sorted(
            forums_on(asked.owner, asked.on), key=lambda one: list(Level).index(one.forum.level)
        )
    ]
    if rows:
        part.blocks.append(Table([_("Forum"), _("Level")], rows, (3, 1)))


def _held(asked: Asked, part: Part) -> None:
    part.blocks.append(Heading(_("What people can"), 3))
    catalogue = catalogue_of(asked.owner).catalogue
    said = list_said(asked.owner, asked.on)
    if not said:
        part.unknown.append(_("What people can: nobody has said it yet."))
        part.blocks.append(Text(_("Not known.")))
        return
    every = [one for person in said for one in person.said]
    confirmed = Counter(one.competence for one in every if one.is_confirmed)
    only_said = Counter(one.competence for one in every if not one.is_confirmed)
    rows = [
        [one.name.in_language(language()), str(confirmed[key]), str(only_said[key])]
        for key, one in catalogue.competences.items()
        if confirmed[key] or only_said[key]
    ]
    part.blocks.append(Table([_("Competence"), _("Confirmed"), _("Only said")], rows, (6, 2, 2)))
    part.blocks.append(
        Text(linked(_("Source: what people say they can, at any level"), "competences:needs"), True)
    )
    part.unknown.append(
        _("What those can who have said nothing: %(n)s of %(of)s have said something.")
        % {"n": len(said), "of": len(list_people(asked.owner, asked.on))}
    )
    trained = len({one.person or one.function for one in register_of(asked.owner)})
    if not trained:
        part.unknown.append(_("Who is trained in the project model: nobody stands in the register."))


def _lacking(asked: Asked, part: Part) -> None:
    part.blocks.append(Heading(_("Where somebody is lacking"), 3))
    catalogue = catalogue_of(asked.owner).catalogue
    lines = list_needs(asked.owner, asked.on)
    if not lines:
        part.unknown.append(_("What competences are needed: nobody has said it yet."))
        part.blocks.append(Text(_("Not known.")))
        return
    head = [_("Competence"), _("For what"), _("By when"), _("Needed"), _("Lacking"), _("Planned")]
    part.blocks.append(Table(head, [_need(one, catalogue) for one in lines], (4, 5, 3, 1, 2, 3)))
    part.blocks.append(Text(linked(_("Source: needs of competences"), "competences:needs"), True))


def _need(line: NeedLine, catalogue: Catalogue) -> list[Words]:
    found = catalogue.competences.get(line.need.competence)
    name = found.name.in_language(language()) if found else line.need.competence
    plans = {way_words(Way(one.way)) for one in line.plans if one.done_at is None}
    return [
        linked(name, "competences:need", line.need.public_id),
        line.need.what,
        words().day(line.need.by_on),
        str(line.gap.needed),
        str(line.gap.lacking),
        ", ".join(sorted(plans)) or "–",
    ]
