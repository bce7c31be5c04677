"""What a member says to a common need: whether it wants to be with, and what its own way is worked out by."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import fields_of
from samspil.apps.governance.selectors.adoptions import KindOnDay
from samspil.apps.needs.services.wishing import NewWish
from samspil.apps.needs.types import WANTS_TEXTS, Wants
from samspil.wording.catalogues import Language

_KNOWN = "known_"


class WishForm(forms.Form):
    """The member's word first; then the questions of its own model, which may be left open."""

    wants = forms.ChoiceField(
        label=_("Would you like to be with?"),
        choices=[(one.value, text) for one, text in WANTS_TEXTS.items()],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, kind: KindOnDay | None, language: Language, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.asked = kind.kind.attributes if kind is not None else []
        if kind is not None:
            for name, field in fields_of(kind.model, self.asked, language).items():
                field.required = False
                self.fields[_KNOWN + name] = field

    def new_wish(self) -> NewWish:
        """What was said. The way is shown only when every question of one's own model is answered."""
        known = {name: self.cleaned_data[_KNOWN + name] for name in self.asked}
        is_whole = bool(known) and all(value not in (None, "") for value in known.values())
        return NewWish(Wants(self.cleaned_data["wants"]), known if is_whole else None)
