"""What the pages of a business case have in common."""

from __future__ import annotations

from typing import Any, Final

from django.utils.translation import gettext as _

from samspil.apps.governance.types import NotFoundError
from samspil.kit.web.addresses import address

_LONGEST: Final = 5


def crumbs(initiative: Any, home: str, last: str, *between: tuple[str, str]) -> list[tuple[str, str]]:
    """The way here from the portfolio; the last is this page."""
    found = [(_("Portfolio"), address("portfolio:initiatives")), (initiative.title, home)]
    return [*found, *between, (last, "")]


def number(said: str | None) -> int | None:
    """The number of a version, from an address.

    Raises:
        NotFoundError: it is no number.
    """
    if not said:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > _LONGEST:
        raise NotFoundError(said)
    return int(said)
