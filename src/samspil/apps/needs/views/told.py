"""What members tell, as templates read it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from samspil.apps.governance.types import NotFoundError
from samspil.apps.needs.parts.sorts import SORTS, act_told, percent, sure
from samspil.apps.needs.selectors.common import CommonRow, ToldRow
from samspil.kit.web.addresses import address
from samspil.kit.web.language import words

Shown = dict[str, Any]


def told(one: ToldRow, own: int) -> Shown:
    """One thing that somebody tells."""
    say = words()
    return {
        "organisation": one.organisation__name,
        "is_own": one.organisation_id == own,
        "title": one.title,
        "sort": SORTS[one.sort],
        "vendor": one.vendor_name,
        "ends": say.day(one.ends_on) if one.ends_on else "",
        "act": act_told(one.act),
        "act_by": say.day(one.act_by) if one.act_by else "",
        "key": one.public_id,
    }


def name_of(rows: tuple[ToldRow, ...]) -> str:
    """What a common need is called: as whoever says it in the fewest letters."""
    return min((one.title for one in rows), key=lambda title: (len(title), title), default="")


def row(one: CommonRow, own: int) -> Shown:
    """A common need in the list."""
    name = name_of(one.told)
    return {
        "url": address("needs:need", one.public_id),
        "name": name,
        "also": ", ".join(dict.fromkeys(each.title for each in one.told if each.title != name)),
        "told": [told(each, own) for each in one.told],
        "sure": _("Confirmed") if one.confirmed else sure(one.chance),
        "is_confirmed": bool(one.confirmed),
        "percent": "" if one.confirmed else percent(one.chance),
        "act_by": words().day(one.act_by) if one.act_by else "",
    }


def crumbs(here: str, url: str = "") -> list[tuple[str, str]]:
    """Where pages about needs stand: beside the register."""
    return [(_("Systems"), address("systems:uses")), (here, url)]


def tabs(here: str) -> list[Shown]:
    """The pages about needs."""
    named = [
        ("common", _("Common needs"), "needs:common"),
        ("shown", _("What we show"), "needs:shown"),
        ("refused", _("Said to be different"), "needs:refused"),
    ]
    return [{"label": label, "url": address(view), "here": key == here} for key, label, view in named]


def read_id(said: str) -> UUID:
    """An id of a form.

    Raises:
        NotFoundError: it is none.
    """
    try:
        return UUID(said)
    except ValueError as error:
        raise NotFoundError from error
