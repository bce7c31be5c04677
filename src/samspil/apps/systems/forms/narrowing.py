"""What the lists can be narrowed by. What makes no sense narrows nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.forms.choices import ANSWERS, LIFE_CYCLES, VISIBILITIES
from samspil.apps.systems.selectors.contracts import ContractFilter, Order, place_of
from samspil.apps.systems.selectors.uses import UseFilter
from samspil.kit.paging import read_key

SIZES: Final = {"25": 25, "100": 100}
_ALL: Final = ("", _("All"))
_ENDS: Final = {"6": _("Within 6 months"), "12": _("Within a year"), "24": _("Within two years")}
_NO_END: Final = "none"


class UsesForm(forms.Form):
    """The filters above the systems."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    life = forms.ChoiceField(label=_("Life cycle"), required=False, choices=[_ALL, *LIFE_CYCLES.items()])
    kind = forms.ChoiceField(label=_("Business type"), required=False)
    ai = forms.ChoiceField(label=_("Contains AI"), required=False, choices=[_ALL, *ANSWERS.items()])
    critical = forms.ChoiceField(
        label=_("Criticality"), required=False, choices=[_ALL, ("yes", _("Critical to us or to society"))]
    )
    seen = forms.ChoiceField(label=_("Seen by"), required=False, choices=[_ALL, *VISIBILITIES.items()])

    def __init__(self, data: Any, kinds: Iterable[str]) -> None:
        super().__init__(data, auto_id="by_%s")
        self.fields["kind"].choices = [_ALL, *((one, one) for one in kinds)]  # type: ignore[attr-defined]

    def chosen(self) -> UseFilter:
        """The filter; a field in error counts as empty."""
        self.is_valid()
        said = self.cleaned_data
        return UseFilter(
            said=said.get("q", "").strip(),
            life_cycle=said.get("life", ""),
            business_type=said.get("kind", ""),
            has_ai=said.get("ai", ""),
            is_critical=bool(said.get("critical")),
            visibility=said.get("seen", ""),
            after=read_key(str(self.data.get("after", ""))),
            size=SIZES.get(str(self.data.get("size", "")), 25),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        by = self.chosen()
        return any((by.said, by.life_cycle, by.business_type, by.has_ai, by.is_critical, by.visibility))

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """What is most asked for, in the order of the page."""
        return [self[name] for name in ("life", "kind", "critical", "ai", "seen")]


class ContractsForm(forms.Form):
    """The filters above the contracts."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Type of contract"), required=False)
    ends = forms.ChoiceField(
        label=_("Ends"), required=False, choices=[_ALL, *_ENDS.items(), (_NO_END, _("No end day"))]
    )
    seen = forms.ChoiceField(label=_("Seen by"), required=False, choices=[_ALL, *VISIBILITIES.items()])
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[(Order.END.value, _("First end first")), (Order.NAME.value, _("By name"))],
    )

    def __init__(self, data: Any, kinds: Iterable[str]) -> None:
        super().__init__(data, auto_id="by_%s")
        self.fields["kind"].choices = [_ALL, *((one, one) for one in kinds)]  # type: ignore[attr-defined]

    def chosen(self, on: date) -> ContractFilter:
        """The filter; a field in error counts as empty."""
        self.is_valid()
        said = self.cleaned_data
        order, ends = Order(said.get("order") or Order.END), said.get("ends", "")
        return ContractFilter(
            said=said.get("q", "").strip(),
            contract_type=said.get("kind", ""),
            ends_before=on + relativedelta(months=int(ends), days=1) if ends in _ENDS else None,
            without_end=ends == _NO_END,
            visibility=said.get("seen", ""),
            order=order,
            after=place_of(order, str(self.data.get("after", ""))),
            size=SIZES.get(str(self.data.get("size", "")), 25),
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        by = self.chosen(date.max - relativedelta(years=3))
        return any((by.said, by.contract_type, by.ends_before, by.without_end, by.visibility))

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """What is most asked for, in the order of the page."""
        return [self[name] for name in ("kind", "ends", "seen", "order")]
