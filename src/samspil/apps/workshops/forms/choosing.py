"""What whoever leads does with the notes: headings, and the improvements that are chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.workshops.selectors.wall import Wall
from samspil.apps.workshops.types import LONGEST_TEXT, LONGEST_TITLE, Improves, NewPotential

IMPROVES = {Improves.QUALITY: _("Quality"), Improves.EFFICIENCY: _("Efficiency")}


class GroupForm(forms.Form):
    """The notes that are ticked, and what they go under: a heading that is there, or a new one."""

    heading = forms.TypedChoiceField(label=_("A heading that is there"), coerce=UUID, required=False)
    name = forms.CharField(label=_("Or a new heading"), max_length=200, required=False)

    def __init__(self, *args: Any, wall: Wall, ticked: Sequence[str] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._ticked = ticked
        choices = [("", _("None")), *((str(one.public_id), one.name) for one in wall.headings)]
        self.fields["heading"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """One of the two, where they are to be put under something."""
        told = super().clean() or {}
        if "put" in self.data and not told.get("heading") and not told.get("name") and not self.errors:
            self.add_error("name", gettext("Choose a heading, or write a new one."))
        return told

    def under(self) -> UUID | str:
        """The heading; what was written goes before what was chosen."""
        told: UUID | str = self.cleaned_data["name"] or self.cleaned_data["heading"]
        return told

    def ticked(self) -> Sequence[UUID]:
        """The notes that are ticked, as far as they can be read."""
        return [found for said in self._ticked if (found := _id(said))]


class PotentialForm(forms.Form):
    """An improvement: what, of what, and what is known of it."""

    title = forms.CharField(
        label=_("What could be improved?"),
        max_length=LONGEST_TITLE,
        help_text=_("One line that a colleague understands."),
    )
    improves = forms.TypedChoiceField(
        label=_("What would it improve?"),
        choices=[(one.value, text) for one, text in IMPROVES.items()],
        coerce=Improves,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("What is it like today, and what would be better?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def potential(self) -> NewPotential:
        """What was found, once the form is in order."""
        return NewPotential(**self.cleaned_data)


class InUseForm(forms.Form):
    """From when on it is in use."""

    on = forms.DateField(
        label=_("In use since"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


def _id(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
