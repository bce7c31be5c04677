"""What a view of the portfolio can be narrowed by. What makes no sense narrows nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.selectors.listing import Order, PortfolioFilter, place_of

Choices = Sequence[tuple[str, Any]]
SIZES: Final = {"25": 25, "100": 100}
_STATES: Final = [("open", _("Under way")), ("ended", _("Ended")), ("all", _("All"))]
_DUTIES: Final = [("", _("All")), ("mandatory", _("Mandatory")), ("voluntary", _("Voluntary"))]
_REACHES: Final = [("", _("All")), ("joint", _("Common")), ("local", _("Only our own"))]
_ORDERS: Final = [
    (Order.NEXT.value, _("Next milestone first")),
    (Order.NEWEST.value, _("Newest first")),
    (Order.LIGHT.value, _("Worst status first")),
]


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to choose from here, by the names of the page's language."""

    forms: Choices
    phases: Choices
    lights: Choices
    areas: Choices
    programmes: Choices
    members: Choices = ()


class PortfolioForm(forms.Form):
    """The filters above the list, the board and the calendar."""

    q = forms.CharField(label=_("Search"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False, choices=_STATES)
    form = forms.ChoiceField(label=_("Form"), required=False)
    duty = forms.ChoiceField(label=_("Duty"), required=False, choices=_DUTIES)
    reach = forms.ChoiceField(label=_("With others"), required=False, choices=_REACHES)
    light = forms.ChoiceField(label=_("Status"), required=False)
    phase = forms.ChoiceField(label=_("Phase"), required=False)
    area = forms.ChoiceField(label=_("Specialist area"), required=False)
    programme = forms.ChoiceField(label=_("Programme"), required=False)
    member = forms.ChoiceField(label=_("Member taking part"), required=False)
    order = forms.ChoiceField(label=_("Order"), required=False, choices=_ORDERS)

    def __init__(self, data: Any, known: Known, without: Sequence[str] = ()) -> None:
        super().__init__(data, auto_id="by_%s")
        chosen = {
            "form": known.forms,
            "light": known.lights,
            "phase": known.phases,
            "area": known.areas,
            "programme": known.programmes,
            "member": known.members,
        }
        for name, choices in chosen.items():
            self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]
        empty = [name for name, choices in chosen.items() if not choices]
        self.gone = [str(self.fields[name].label) for name in empty if self.data.get(name)]
        for name in {*without, *empty}:
            del self.fields[name]

    def chosen(self) -> PortfolioFilter:
        """The filter; a field in error counts as empty."""
        self.is_valid()
        said = self.cleaned_data
        order = Order(said.get("order") or Order.NEXT)
        programme = said.get("programme")
        return PortfolioFilter(
            said=said.get("q", "").strip(),
            state=said.get("state") or "open",
            form=said.get("form", ""),
            duty=said.get("duty", ""),
            reach=said.get("reach", ""),
            phase=said.get("phase", ""),
            light=said.get("light", ""),
            area=said.get("area", ""),
            programme=UUID(programme) if programme else None,
            member=said.get("member", ""),
            order=order,
            after=place_of(order, str(self.data.get("after", ""))),
            size=SIZES.get(str(self.data.get("size", "")), 25),
        )

    def is_narrowed(self) -> bool:
        """Whether anything is left out that is otherwise shown."""
        self.is_valid()
        said = {key: value for key, value in self.cleaned_data.items() if key != "order"}
        return any(value for key, value in said.items() if (key, value) != ("state", "open"))

    @property
    def left_out(self) -> list[str]:
        """The filters that ask for what is not here (a phase of a model given up, say), by their labels."""
        return [*(str(self[name].label) for name in self.errors), *self.gone]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What is most asked for."""
        return [self[name] for name in ("form", "duty", "light", "phase") if name in self.fields]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """What is asked for now and then."""
        names = ("state", "reach", "area", "programme", "member", "order")
        return [self[name] for name in names if name in self.fields]

    @property
    def others_are_used(self) -> bool:
        """Whether one of the others is filled in, and so is to be seen."""
        return any(self.data.get(one.name) for one in self.other_fields)


def filter_of_address(said: Mapping[str, str]) -> PortfolioFilter:
    """The filter of an address that a calendar fetches: it was made by a page, and nobody reads an error."""
    try:
        programme = UUID(said.get("programme", "")) if said.get("programme") else None
    except ValueError:
        programme = None
    return PortfolioFilter(
        said=said.get("q", "")[:200].strip(),
        form=said.get("form", ""),
        duty=said.get("duty", ""),
        reach=said.get("reach", ""),
        phase=said.get("phase", "")[:200],
        light=said.get("light", ""),
        area=said.get("area", "")[:200],
        programme=programme,
        member=said.get("member", ""),
    )
