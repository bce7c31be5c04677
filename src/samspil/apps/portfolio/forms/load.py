"""What units have, and what initiatives ask of them, as people fill it in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.services.effort import MOST_DAYS_A_MONTH, Asked
from samspil.core.units import PersonDays
from samspil.kit.web.months import MonthField


class MonthsForm(forms.Form):
    """A competence, in each month of a period."""

    competence = forms.CharField(
        label=_("Competence"), max_length=120, widget=forms.TextInput(attrs={"list": "competences"})
    )
    first = MonthField(label=_("From month"))
    last = MonthField(label=_("To month"))


def days_a_month(least: Decimal) -> forms.DecimalField:
    """How many person-days a month."""
    return forms.DecimalField(
        label=_("Person-days a month"),
        min_value=least,
        max_value=MOST_DAYS_A_MONTH,
        decimal_places=2,
        localize=True,
    )


class CapacityForm(MonthsForm):
    """What a unit has of a competence, in each month of a period."""

    unit = forms.CharField(label=_("Unit"), max_length=200, widget=forms.TextInput(attrs={"list": "units"}))
    days = days_a_month(Decimal(0))
    field_order: tuple[str, ...] = ("unit", "competence", "first", "last", "days")

    def asked(self) -> Asked:
        """The same as a value, once the form is in order."""
        said = self.cleaned_data
        return Asked(
            said["unit"], said["competence"], said["first"], said["last"], PersonDays.of(said["days"])
        )


class EffortForm(CapacityForm):
    """What an initiative asks of a unit."""

    initiative = forms.ChoiceField(label=_("Initiative"))
    field_order = ("initiative", "unit", "competence", "first", "last", "days")

    def __init__(self, data: Any, initiatives: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["initiative"].choices = [("", _("Choose")), *initiatives]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> UUID:
        """The initiative."""
        return UUID(self.cleaned_data["initiative"])


class CopyForm(forms.Form):
    """The capacity of one month, for the months after it."""

    month = MonthField(label=_("The month that is copied"))
    last = MonthField(label=_("To and including"))


class PeriodForm(forms.Form):
    """Which months are seen."""

    since = MonthField(label=_("From month"), required=False)
    months = forms.ChoiceField(
        label=_("Months"), choices=[("12", "12"), ("6", "6"), ("24", "24")], required=False
    )

    def chosen(self, today: date) -> tuple[date, int]:
        """The first month and how many; what makes no sense is a year from now."""
        self.is_valid()
        since = self.cleaned_data.get("since") or today.replace(day=1)
        return since, int(self.cleaned_data.get("months") or 12)
