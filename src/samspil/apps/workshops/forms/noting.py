"""A note: which of the two questions it answers, and what it says."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.intake.types import IDEA_TEXTS, IdeaSort
from samspil.apps.workshops.types import LONGEST_NOTE, NewNote


class NoteForm(forms.Form):
    """One note. ``key`` is new on each page, so that a note that is sent twice hangs there once."""

    asks = forms.TypedChoiceField(
        label=_("What do you write about?"),
        choices=[(one.value, text) for one, text in IDEA_TEXTS.items()],
        coerce=IdeaSort,
        initial=IdeaSort.ANNOYS.value,
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=_("Your note"),
        max_length=LONGEST_NOTE,
        help_text=_("One thing to a note, in a sentence or two. Name no colleague and no citizen."),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def note(self, *, is_meant: bool) -> NewNote:
        """The note, once the form is in order."""
        told = self.cleaned_data
        return NewNote(told["asks"], told["text"], told["key"], is_meant)
