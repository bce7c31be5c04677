"""What each act of money that takes two is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.act_types import Sort
from samspil.core.units import Money

if TYPE_CHECKING:
    from samspil.wording.words import Words

SORTS: Final[Mapping[Sort, Any]] = {
    Sort.LEVY: _("A levy fills a pool"),
    Sort.ANNUAL: _("The year's amount fills a pool"),
    Sort.APPROPRIATED: _("An appropriation fills a pool"),
    Sort.EXTERNAL: _("External funds come to a pool"),
    Sort.YEAR_END: _("A pool's year ends"),
    Sort.INSTALMENT: _("An instalment has come"),
    Sort.GIVEN_BACK: _("External funds are paid back"),
    Sort.SHARE_PAID: _("A payment of a share"),
    Sort.BY_HAND: _("A voucher written by hand"),
    Sort.REVERSAL: _("A voucher is reversed"),
    Sort.SHARED: _("A cost is shared between the members"),
    Sort.SETTLED: _("A shared cost is settled by actual use"),
    Sort.JOINED: _("Somebody joins, and pays its part"),
    Sort.CLOSING: _("A period is closed"),
}


def moves_money(sort: Sort) -> bool:
    """Whether it is about an amount: that a period is closed moves none."""
    return sort is not Sort.CLOSING


def named(sort: Sort, amount: Money, words: Words) -> str:
    """What it is, and how much where it moves money."""
    return f"{SORTS[sort]}: {words.money(amount)}" if moves_money(sort) else str(SORTS[sort])
