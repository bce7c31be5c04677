"""What somebody answers: what they do, a step of the scale for each question, and a few words."""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.surveys.types import LONGEST_TEXT, Given
from samspil.core.person_words import tells_of_somebody
from samspil.core.surveys.language import Survey, said_about
from samspil.wording.catalogues import Language

_STEP: Final = "step_"
_TEXT: Final = "text_"
_FUNCTION: Final = "function"
NAMES_NOBODY: Final = "names_nobody"
# A Danish CPR number or a Norwegian fødselsnummer, and an address: what names somebody without any doubt.
_NAMES: Final = re.compile(r"\b\d{6}[- ]?\d{4,5}\b|\S+@\S+\.\S+")


class AnswerForm(forms.Form):
    """Any question may be left open; what one does may not, where it is asked."""

    def __init__(self, *args: Any, survey: Survey, about: str, language: Language, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.survey = survey
        self.asks_about_names = False
        self._names_nobody = NAMES_NOBODY in self.data
        if survey.functions:
            self.fields[_FUNCTION] = forms.ChoiceField(
                label=_("What fits you best?"),
                choices=[(key, name.in_language(language)) for key, name in survey.functions.items()],
                widget=forms.RadioSelect,
            )
        scales = survey.on_scales()
        for key, question in survey.questions.items():
            text = said_about(question.text.in_language(language), about)
            told = question.help.in_language(language) if question.help else ""
            if key in scales:
                steps = [(step, one.name.in_language(language)) for step, one in scales[key].steps.items()]
                self.fields[_STEP + key] = forms.ChoiceField(
                    label=text, choices=steps, help_text=told, required=False, widget=forms.RadioSelect
                )
            else:
                self.fields[_TEXT + key] = forms.CharField(
                    label=text,
                    max_length=LONGEST_TEXT,
                    required=False,
                    help_text=_("Name nobody, yourself neither, and tell nothing that only you could tell."),
                    widget=forms.Textarea(attrs={"rows": 3}),
                )

    def clean(self) -> dict[str, Any]:
        """What names a person without doubt is to be taken out; what may name one, looked at once more."""
        told = super().clean() or {}
        for name, said in list(told.items()):
            if name.startswith(_TEXT) and said and _NAMES.search(said):
                fault = gettext("Here stands a personal identity number or an e-mail address. Take it out.")
                self.add_error(name, fault)
            elif (
                name.startswith(_TEXT)
                and said
                and not self._names_nobody
                and (found := tells_of_somebody(said))
            ):
                fault = gettext(
                    "Does this name somebody: %(found)s? Take it out, or say below that it does not."
                )
                self.add_error(name, fault % {"found": ", ".join(found)})
                self.asks_about_names = True
        return told

    def given(self) -> Given:
        """What was answered, once the form is in order."""
        told = self.cleaned_data
        steps = {key: told[_STEP + key] for key in self.survey.on_scales() if told[_STEP + key]}
        words = {key: told[_TEXT + key] for key in self.survey.in_words() if told[_TEXT + key]}
        return Given(steps, words, told.get(_FUNCTION, ""))
