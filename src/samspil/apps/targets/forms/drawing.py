"""What is written of a target picture and its steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.targets.types import LONGEST_STEP, LONGEST_TEXT, NewPicture, NewStep

Choices = Sequence[tuple[UUID, str]]
_LAST_YEAR: Final = 2100
_DAY: Final = {"type": "date"}


class PictureForm(forms.Form):
    """What we want to be able to do, and what it takes."""

    wants = forms.CharField(
        label=_("What do we want to be able to do?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    takes = forms.CharField(
        label=_("What does it take, concretely?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def picture(self) -> NewPicture:
        """The picture, once the form is in order."""
        return NewPicture(**self.cleaned_data)


class StepForm(forms.Form):
    """A step: what, who, from when, by when, and what it is tied to."""

    what = forms.CharField(label=_("What is the step?"), max_length=LONGEST_STEP)
    owner = forms.TypedChoiceField(label=_("Who takes it?"), coerce=UUID)
    starts_on = forms.DateField(
        label=_("From when?"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d")
    )
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    initiative = forms.TypedChoiceField(
        label=_("Which initiative does it belong to?"), coerce=UUID, required=False, empty_value=None
    )
    system = forms.TypedChoiceField(
        label=_("Which system is it about?"), coerce=UUID, required=False, empty_value=None
    )

    competence = forms.ChoiceField(label=_("Which competence does it take?"), required=False)
    technology = forms.ChoiceField(label=_("Which technology of the radar is it about?"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Choices,
        initiatives: Choices,
        systems: Choices,
        named: Mapping[str, Sequence[tuple[str, str]]],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        for name, first, choices in (
            ("owner", _("Choose"), people),
            ("initiative", _("None"), initiatives),
            ("system", _("None"), systems),
        ):
            told = [("", first), *((str(key), said) for key, said in choices)]
            self.fields[name].choices = told  # type: ignore[attr-defined]
        for name, some in named.items():
            self.fields[name].choices = [("", _("None")), *some]  # type: ignore[attr-defined]

    def clean_due_on(self) -> date:
        """A day that somebody can mean."""
        day: date = self.cleaned_data["due_on"]
        if day.year > _LAST_YEAR:
            raise forms.ValidationError(gettext("That year cannot be right."), "year")
        return day

    def clean(self) -> dict[str, Any]:
        """It is done after it is begun."""
        told = super().clean() or {}
        starts, due = told.get("starts_on"), told.get("due_on")
        if starts and due and due < starts:
            self.add_error("due_on", gettext("It must be done after it is begun."))
        return told

    def step(self) -> NewStep:
        """The step, once the form is in order."""
        return NewStep(**self.cleaned_data)
