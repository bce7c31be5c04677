"""What somebody says of an indicator: what it is, how it was, where it is to go, and what was measured."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.forms.benefit import place
from samspil.apps.benefits.forms.choices import AGGREGATIONS, GRADES, METHODS, READS
from samspil.apps.benefits.forms.fields import People, choice, day, function, person, text
from samspil.apps.measurements.types import Method, NewBaseline, NewIndicator, NewMeasurement, Reads
from samspil.core.benefits.course import MOST_MONTHS
from samspil.core.benefits.indicator import Aggregation
from samspil.core.benefits.measuring import Grade
from samspil.kit.web.amounts import AmountField
from samspil.kit.web.numbers import NumberField, ShareField

Choices = Sequence[tuple[str, str | Promise]]
MOST_TARGETS: Final = 6
_MOST_COUNTED: Final = 10**9


class IndicatorForm(forms.Form):
    """What is measured, how, by whom, and how often."""

    name = forms.CharField(
        label=_("What is measured?"), max_length=200, help_text=_("Such as Days from application to answer.")
    )
    definition = text(
        2,
        label=_("Precisely what counts?"),
        required=False,
        help_text=_("So precise that somebody else would measure the same."),
    )
    unit = forms.CharField(
        label=_("Unit"), max_length=40, help_text=_("Such as days, minutes, per cent or kroner.")
    )
    reads = choice(READS, Reads, label=_("What does a value say of the benefit?"), initial="progress")
    source = forms.CharField(label=_("Where do the numbers come from?"), max_length=300, required=False)
    method = choice(METHODS, Method, label=_("How is it measured?"), initial="register")
    measurer = function(
        label=_("Who measures?"), help_text=_("A function, such as Controller of elderly care.")
    )
    every_months = forms.IntegerField(
        label=_("How often, in months?"),
        min_value=0,
        max_value=MOST_MONTHS,
        initial=0,
        help_text=_("0: after 3, 6, 12 and 24 months, until full effect has been seen."),
    )
    aggregation = forms.TypedChoiceField(
        label=_("If several values are measured"),
        choices=list(AGGREGATIONS.items()),
        coerce=Aggregation,
        initial="latest",
    )
    tolerance = ShareField(
        label=_("Tolerance in per cent"),
        initial=Decimal("0.1"),
        help_text=_("How much of the way may lack while it is still as planned; at most 50."),
    )
    cost = AmountField(currency="DKK", label=_("What does one measurement cost?"), required=False)

    def __init__(self, *args: Any, people: People, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["measurer_person"] = person(
            people,
            label=_("Who is that today?"),
            help_text=_("Whoever is chosen may measure, and finds it on My work when it is due."),
        )
        self.order_fields(
            ["name", "definition", "unit", "reads", "source", "method", "measurer", "measurer_person"]
        )

    def clean_tolerance(self) -> Decimal:
        """At most half of the way."""
        said: Decimal = self.cleaned_data["tolerance"]
        if said > Decimal("0.5"):
            raise forms.ValidationError(_("The tolerance may be at most 50 per cent."))
        return said

    def said(self) -> NewIndicator:
        """The indicator, once the form is in order."""
        return NewIndicator(**self.cleaned_data)


class BaselineForm(forms.Form):
    """How it was before, and what it is to be by when."""

    value = NumberField(label=_("How was it before?"))
    on = day(label=_("On which day, or by the end of which period?"))
    n = forms.IntegerField(
        label=_("How many were counted?"), min_value=1, max_value=_MOST_COUNTED, required=False
    )
    method = forms.CharField(label=_("How was it found?"), max_length=300, required=False)

    def __init__(self, *args: Any, unit: str, is_first: bool, decisions: Choices | None, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["value"].help_text = unit
        for number in range(1, MOST_TARGETS + 1):
            self._ask_target(number, unit)
        if not is_first:
            self.fields["reason"] = text(2, label=_("Why is there a new baseline?"))
        if decisions is not None:
            self.fields["decision"] = forms.TypedChoiceField(
                label=_("By which decision?"), choices=decisions, coerce=UUID
            )

    def _ask_target(self, number: int, unit: str) -> None:
        told = {"n": number}
        is_asked = number == 1
        self.fields[f"target_{number}"] = NumberField(
            label=_("Target %(n)s: what is it to be?") % told, required=is_asked, help_text=unit
        )
        self.fields[f"target_on_{number}"] = day(label=_("Target %(n)s: by when?") % told, required=is_asked)

    def clean(self) -> dict[str, Any]:
        """A target has both a value and a day, or neither."""
        said = super().clean() or {}
        self.targets: list[tuple[date, Decimal]] = []
        for number in range(1, MOST_TARGETS + 1):
            value, on = said.get(f"target_{number}"), said.get(f"target_on_{number}")
            if value is not None and on is not None:
                self.targets.append((on, value))
            elif value is not None and f"target_on_{number}" not in self.errors:
                self.add_error(f"target_on_{number}", _("By which day is it to be so?"))
            elif on is not None and f"target_{number}" not in self.errors:
                self.add_error(f"target_{number}", _("What is it to be by that day?"))
        return said

    def said(self) -> NewBaseline:
        """The baseline with its targets, once the form is in order."""
        said = self.cleaned_data
        return NewBaseline(
            said["value"],
            said["on"],
            tuple(self.targets),
            said["n"],
            said["method"],
            said.get("reason", ""),
            said.get("decision"),
        )


class MeasureForm(forms.Form):
    """A value of a period."""

    first = day(label=_("From"))
    last = day(label=_("To and with"))
    value = NumberField(label=_("What was measured?"))
    n = forms.IntegerField(
        label=_("How many were counted?"), min_value=1, max_value=_MOST_COUNTED, required=False
    )
    grade = choice(GRADES, Grade, label=_("How well was it measured?"))
    attributed = ShareField(
        label=_("How much of it is the doing of this benefit, in per cent?"),
        initial=Decimal(1),
        help_text=_("Less than 100 where something else has helped."),
    )
    evidence = forms.CharField(
        label=_("Where can it be seen?"),
        max_length=500,
        required=False,
        help_text=_("A link or a file number."),
    )
    comment = text(2, label=_("Comment"), required=False)

    def __init__(
        self, *args: Any, unit: str, members: Choices, corrects: UUID | None = None, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.unit, self.corrects = unit, corrects
        self.fields["value"].help_text = unit
        self.fields["where"] = place(members)
        self.order_fields(["first", "last", "value", "where", "n", "grade"])

    def said(self) -> NewMeasurement:
        """The measurement, once the form is in order."""
        return NewMeasurement(unit=self.unit, corrects=self.corrects, **self.cleaned_data)
