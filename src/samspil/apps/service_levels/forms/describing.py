"""What is typed of a service: what it is, what is measured of it, what is promised, what was delivered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.service_levels.types import (
    LONGEST_AREA,
    LONGEST_NAME,
    LONGEST_TEXT,
    NewFigure,
    NewLevel,
    NewPromise,
    NewService,
)
from samspil.core.service_levels.figure_list import LONGEST_COMMENT, MOST_COUNTED
from samspil.core.service_levels.keeping import Direction
from samspil.core.service_levels.periods import Every
from samspil.kit.web.numbers import NumberField

EVERIES: Final = {
    Every.MONTH: _("Each month"),
    Every.QUARTER: _("Each quarter"),
    Every.YEAR: _("Each year"),
}
_LAST_YEAR: Final = 2100
_LARGEST: Final = Decimal(10) ** 12
Choices = Sequence[tuple[str, str]]


def _words(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _number(label: Any, *, required: bool = True, **rest: Any) -> NumberField:
    return NumberField(label=label, required=required, least=-_LARGEST, most=_LARGEST, **rest)


class ServiceForm(forms.Form):
    """A service in plain words."""

    name = forms.CharField(label=_("What is the service called?"), max_length=LONGEST_NAME)
    words = _words(_("What is it, in plain words?"), _("As you would say it to a colleague who asks for it."))
    owner = forms.CharField(
        label=_("Which function answers for it?"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=_("A function, not a person, such as head of IT operations."),
    )

    def service(self) -> NewService:
        """The service, once the form is in order."""
        return NewService(**self.cleaned_data)


class PromiseForm(forms.Form):
    """What is promised from a day on, everywhere or to an area."""

    area = forms.CharField(
        label=_("To which area?"),
        max_length=LONGEST_AREA,
        required=False,
        help_text=_("Empty: to everybody. An area that is promised something else is written by its name."),
        widget=forms.TextInput(attrs={"list": "areas"}),
    )
    value = _number(_("What is promised?"))
    words = _words(
        _("What does it mean for those who use it?"), _("Such as: nine calls in ten are solved the same day.")
    )
    valid_from = forms.DateField(
        label=_("From which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_area(self) -> str:
        """A name on one line."""
        return " ".join(self.cleaned_data["area"].split())

    def clean_valid_from(self) -> date:
        """A day that somebody can mean."""
        day: date = self.cleaned_data["valid_from"]
        if day.year > _LAST_YEAR:
            raise forms.ValidationError(gettext("That year cannot be right."), "year")
        return day

    def promise(self) -> NewPromise:
        """The promise, once the form is in order."""
        told = self.cleaned_data
        return NewPromise(told["valid_from"], told["value"], told["words"], told["area"])


class NextPromiseForm(PromiseForm):
    """The next promise: an area's own may end, and what is promised to everybody holds there again."""

    ends = forms.BooleanField(label=_("The area's own promise ends"), required=False)
    field_order = ("area", "value", "ends", "words", "valid_from")

    def __init__(self, *args: Any, unit: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["value"].help_text = unit
        self.fields["value"].required = False

    def clean(self) -> dict[str, Any]:
        """A value, or that an area's own ends."""
        told = super().clean() or {}
        if told.get("ends"):
            told["value"] = None
            if not told.get("area") and "area" not in self.errors:
                self.add_error("area", gettext("Write the area whose own promise ends."))
        elif told.get("value") is None and "value" not in self.errors:
            self.add_error("value", gettext("Write what is promised."))
        return told


class LevelForm(PromiseForm):
    """What is measured of a service, with what is promised first."""

    name = forms.CharField(
        label=_("What is measured?"),
        max_length=LONGEST_NAME,
        help_text=_("Such as: calls solved the same day."),
    )
    unit = forms.CharField(
        label=_("In which unit?"), max_length=40, help_text=_("Such as %, hours or working days.")
    )
    every = forms.TypedChoiceField(
        label=_("How often is it measured?"),
        choices=[(one.value, text) for one, text in EVERIES.items()],
        coerce=Every,
        widget=forms.RadioSelect,
        initial=Every.MONTH.value,
    )
    direction = forms.TypedChoiceField(
        label=_("What is delivered must be"),
        choices=[
            (Direction.AT_LEAST.value, _("at least what is promised")),
            (Direction.AT_MOST.value, _("at most what is promised")),
        ],
        coerce=Direction,
        widget=forms.RadioSelect,
        initial=Direction.AT_LEAST.value,
    )
    field_order = ("name", "unit", "every", "direction", "value", "area", "words", "valid_from")

    def level(self) -> NewLevel:
        """What is measured, once the form is in order."""
        told = self.cleaned_data
        return NewLevel(told["name"].strip(), told["unit"].strip(), told["direction"], told["every"])


class FigureForm(forms.Form):
    """What was delivered in a period that is over."""

    day = forms.TypedChoiceField(label=_("In which period?"), coerce=date.fromisoformat)
    area = forms.ChoiceField(label=_("In which area?"), required=False)
    value = _number(_("What was delivered?"))
    n = forms.IntegerField(
        label=_("How many were counted?"), min_value=1, max_value=MOST_COUNTED, required=False
    )
    comment = forms.CharField(
        label=_("Whatever is worth knowing"), max_length=LONGEST_COMMENT, required=False
    )
    corrects = forms.BooleanField(label=_("It takes the place of what stands"), required=False)

    def __init__(self, *args: Any, unit: str, periods: Choices, areas: Sequence[str], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["value"].help_text = unit
        self.fields["day"].choices = periods  # type: ignore[attr-defined]
        everybody = ("", _("Everybody"))
        self.fields["area"].choices = [everybody, *((one, one) for one in areas)]  # type: ignore[attr-defined]

    def figure(self) -> NewFigure:
        """The figure, once the form is in order."""
        return NewFigure(**self.cleaned_data)
