"""The words of a business case, as people choose and read them."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.core.finance.business_case import BottomLine, Estimate, Kind

KINDS: Final[dict[str, str | Promise]] = {
    Kind.ESTABLISHMENT.value: _("Establishment"),
    Kind.OPERATION.value: _("Operation"),
    Kind.DEVELOPMENT.value: _("Further development"),
    Kind.BENEFIT.value: _("Benefit"),
}
BOTTOM_LINES: Final[dict[str, str | Promise]] = {
    BottomLine.WELLBEING.value: _("Well-being"),
    BottomLine.QUALITY.value: _("Quality"),
    BottomLine.CHANGE.value: _("Change in time or resources"),
}
ESTIMATES: Final[dict[str, str | Promise]] = {
    Estimate.PESSIMISTIC.value: _("If it goes badly"),
    Estimate.LIKELY.value: _("As is likely"),
    Estimate.OPTIMISTIC.value: _("If it goes well"),
    Estimate.EXPECTED.value: _("Expected of the three"),
}
CASE_SHEET, BESIDE_SHEET, RECKONING_SHEET = "case", "beside", "reckoning"
SHEETS: Final[dict[str, str | Promise]] = {
    CASE_SHEET: _("Business case"),
    BESIDE_SHEET: _("Not money"),
    RECKONING_SHEET: _("Reckoning"),
}
