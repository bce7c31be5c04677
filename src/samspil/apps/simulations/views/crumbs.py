"""The way here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from samspil.kit.web.addresses import address

Crumbs = list[tuple[str, str]]


def crumbs(last: str, *between: tuple[str, str]) -> Crumbs:
    """From the governance model to a page about what was tried."""
    return [(_("Governance model"), address("governance:models")), *between, (last, "")]


def tried() -> tuple[str, str]:
    """The list of what was tried."""
    return _("What has been tried"), address("simulations:runs")
