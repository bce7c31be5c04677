"""What users of the services can count on, and what they got: a line for each promise to everybody."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.apps.insight.views.telling import Asked, Part, linked
from samspil.apps.service_levels.parts.words import latest_words, promise_words
from samspil.apps.service_levels.selectors.held import list_services
from samspil.kit.documents import Heading, Table, Text, Words


def services(asked: Asked, part: Part) -> None:
    """Each level as it was in its last period; what is not measured is said."""
    part.blocks.append(Heading(_("What users can count on"), 3))
    found = list_services(asked.owner)
    rows: list[list[Words]] = [
        [
            linked(f"{one.service.name}: {each.level.name}", "service_levels:level", each.level.public_id),
            promise_words(each, asked.on),
            latest_words(each, asked.on),
        ]
        for one in found
        for each in one.levels
    ]
    if not rows:
        part.unknown.append(_("What users of the services can count on: no service level is described."))
        part.blocks.append(Text(_("Not known.")))
        return
    part.blocks.append(Table([_("Service level"), _("The promise"), _("Delivered")], rows, (5, 3, 4)))
    part.blocks.append(Text(linked(_("Source: the service levels"), "service_levels:catalogue"), True))
