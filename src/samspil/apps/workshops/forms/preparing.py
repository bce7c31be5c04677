"""With which area a workshop is held, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.workshops.types import NewWorkshop

_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2100


class WorkshopForm(forms.Form):
    """A unit, or an area that is none; a day, and from when until when."""

    unit = forms.TypedChoiceField(label=_("Which unit is it with?"), coerce=UUID, required=False)
    area = forms.CharField(
        label=_("What is the area called?"),
        max_length=200,
        required=False,
        help_text=_("Needed where it is no unit of yours, such as two units together."),
    )
    day = forms.DateField(
        label=_("Which day?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    begins = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("To"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, *args: Any, units: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._units = dict(units)
        choices = [("", _("None of them")), *((str(key), name) for key, name in units)]
        self.fields["unit"].choices = choices  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        """A day that somebody can mean."""
        day: date = self.cleaned_data["day"]
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise forms.ValidationError(gettext("That year cannot be right."), "year")
        return day

    def clean(self) -> dict[str, Any]:
        """An area is named one way or the other, and it ends after it begins."""
        told = super().clean() or {}
        if not told.get("unit") and not told.get("area") and "area" not in self.errors:
            self.add_error("area", gettext("Choose a unit above, or write what the area is called."))
        begins, ends = told.get("begins"), told.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", gettext("It must end after it begins."))
        return told

    def workshop(self) -> NewWorkshop:
        """The workshop, once the form is in order."""
        told = self.cleaned_data
        unit: UUID | None = told["unit"] or None
        return NewWorkshop(
            area=told["area"] or (self._units[unit] if unit else ""),
            unit=unit,
            begins_at=_moment(told["day"], told["begins"]),
            ends_at=_moment(told["day"], told["ends"]),
        )


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
