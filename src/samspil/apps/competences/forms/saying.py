"""What one says of oneself, and what somebody writes of a catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.competences.selectors.people import Said
from samspil.core.competences.language import Catalogue
from samspil.wording.catalogues import Language

LONGEST_DOCUMENT: Final = 100_000


class MineForm(forms.Form):
    """For each competence of the catalogue a level, or nothing."""

    def __init__(
        self, *args: Any, catalogue: Catalogue, said: Mapping[str, Said], language: Language, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        levels = [
            (str(place), one.name.in_language(language))
            for place, one in enumerate(catalogue.levels.values(), 1)
        ]
        for key, one in catalogue.competences.items():
            self.fields[key] = forms.TypedChoiceField(
                label=one.name.in_language(language),
                help_text=one.means.in_language(language),
                choices=[("", _("Nothing to say")), *levels],
                coerce=int,
                empty_value=None,
                required=False,
                initial=str(said[key].level) if key in said else "",
            )

    def said(self) -> dict[str, int]:
        """What one can, once the form is in order."""
        return {key: level for key, level in self.cleaned_data.items() if level}


class FindableForm(forms.Form):
    """How the members find one."""

    function = forms.CharField(
        label=_("What do the members see you as?"),
        max_length=200,
        help_text=_("Your function, such as: project leader in the health area. Not your name."),
    )
    consents = forms.BooleanField(
        label=_("The members may see this function with what I have said that I can, without my name.")
    )


class CatalogueForm(forms.Form):
    """A catalogue, word by word."""

    document = forms.CharField(
        label=_("The catalogue"),
        max_length=LONGEST_DOCUMENT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("Levels from the least to the most, and competences, in Danish, English and Norwegian."),
    )
