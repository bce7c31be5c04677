"""What each act of money that takes two is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.act_types import Sort

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
}
