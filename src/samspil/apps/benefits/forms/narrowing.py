"""What the list of benefits can be narrowed by. What makes no sense narrows nothing."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.forms.choices import BOTTOM_LINES, STATES
from samspil.apps.benefits.selectors.distribution import Wanted
from samspil.apps.benefits.selectors.listing import BenefitFilter, Order, place_of
from samspil.kit.paging import read_number

SIZES: Final = {"25": 25, "100": 100}
_ORDERS: Final = [(Order.NEXT.value, _("Next measurement first")), (Order.NEWEST.value, _("Newest first"))]
_OWNERS: Final = [("", _("All")), ("me", _("Me"))]
_DIVIDED: Final = {"divided": True, "undivided": False}
_TIMES: Final = [("", _("All")), ("overdue", _("Overdue"))]


class BenefitsForm(forms.Form):
    """The filters above the list."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *STATES.items()])
    line = forms.ChoiceField(
        label=_("Bottom line"), required=False, choices=[("", _("All")), *BOTTOM_LINES.items()]
    )
    owner = forms.ChoiceField(label=_("Benefit owner"), required=False, choices=_OWNERS)
    time = forms.ChoiceField(label=_("Measurement"), required=False, choices=_TIMES)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=_ORDERS)

    def __init__(self, data: Any) -> None:
        super().__init__(data, auto_id="by_%s")

    def chosen(self) -> BenefitFilter:
        """The filter; a field in error counts as empty."""
        self.is_valid()
        said = self.cleaned_data
        order = Order(said.get("order") or Order.NEXT)
        return BenefitFilter(
            said=said.get("q", "").strip(),
            state=said.get("state", ""),
            bottom_line=said.get("line", ""),
            initiative=_public_id(str(self.data.get("initiative", ""))),
            is_mine=bool(said.get("owner")),
            is_overdue=bool(said.get("time")),
            order=order,
            after=place_of(order, str(self.data.get("after", ""))),
            size=SIZES.get(str(self.data.get("size", "")), 25),
        )

    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        by = self.chosen()
        return bool(by.said or by.state or by.bottom_line or by.initiative or by.is_mine or by.is_overdue)

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """What is most asked for, in the order of the page."""
        return [self[name] for name in ("state", "line", "owner", "time", "order")]


def page_of_members(said: QueryDict) -> Wanted:
    """The page of who gains that an address asks for."""
    return Wanted(
        _DIVIDED.get(said.get("only", "")),
        read_number(said.get("after", "")),
        SIZES.get(said.get("size", ""), 25),
    )


def _public_id(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
