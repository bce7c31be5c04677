"""What pages of the register show alike: days, amounts, codes, links, and the next page of a list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil import library
from samspil.apps.systems.selectors.same import CatalogueSystem
from samspil.core.units import Money
from samspil.kit.web.language import language, words

_WEB: Final = ("https://", "http://")


def day(said: date | None) -> str:
    """A day in words; empty where nobody has said."""
    return words().day(said) if said else ""


def amount(minor: int | None, currency: str) -> str:
    """An amount; empty where nobody has said."""
    return "" if minor is None else words().money(Money(minor, currency))


def period(first: date | None, last: date | None) -> str:
    """From when until when, as far as it is known."""
    if first and last:
        return _("%(first)s to %(last)s") % {"first": day(first), "last": day(last)}
    if first:
        return _("from %(day)s") % {"day": day(first)}
    return _("until %(day)s") % {"day": day(last)} if last else ""


def codes(kle: Iterable[Any]) -> list[tuple[str, str]]:
    """Each KLE number with what it is called; empty where it is not known."""
    known = library.kle()
    return [(str(one), known.get(str(one), "")) for one in kle]


def cpv(said: Iterable[Any]) -> list[tuple[str, str]]:
    """Each CPV code with what it is called; Danish where the vocabulary has no Norwegian."""
    labels = ((str(one), library.cpv_label(str(one))) for one in said)
    is_english = language() == "en"
    return [(code, (label.en if is_english else label.da) if label else "") for code, label in labels]


def who_has(one: CatalogueSystem) -> str:
    """A system of the catalogue with its supplier, and who has it or how many."""
    many = ngettext("%(count)s organisation", "%(count)s organisations", one.users) % {"count": one.users}
    return " · ".join(filter(None, (one.name, one.vendor, one.organisation if one.users == 1 else many)))


def links(said: Iterable[Any]) -> list[tuple[str, str]]:
    """Documents elsewhere: what they are, and their address where it leads to the web."""
    found = []
    for one in said:
        title, link = one if isinstance(one, list) and len(one) == 2 else (str(one), "")
        found.append((title, link if str(link).startswith(_WEB) else ""))
    return found
