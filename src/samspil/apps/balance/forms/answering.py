"""What somebody invited answers: a step of the scale for each question, and a few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.balance.types import LONGEST_TEXT, Said
from samspil.core.dialogues.language import Dialogue
from samspil.wording.catalogues import Language

_STEP: Final = "step_"
_TEXT: Final = "text_"


class AnswerForm(forms.Form):
    """Any question may be left open; words alone, without a step, are asked for one."""

    def __init__(
        self, *args: Any, dialogue: Dialogue, language: Language, said: Mapping[str, Said], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.dialogue, self._language = dialogue, language
        for key, question in dialogue.questions.items():
            before = said.get(key, Said("", ""))
            steps = dialogue.scale_of(key).steps
            self.fields[_STEP + key] = forms.ChoiceField(
                label=question.text.in_language(language),
                choices=[(step, one.name.in_language(language)) for step, one in steps.items()],
                help_text=question.help.in_language(language) if question.help else "",
                initial=before.step,
                required=False,
                widget=forms.RadioSelect,
            )
            self.fields[_TEXT + key] = forms.CharField(
                label=_("Why do you see it so?"),
                initial=before.text,
                max_length=LONGEST_TEXT,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """Words without a step have no place on the scale."""
        told = super().clean() or {}
        for key in self.dialogue.questions:
            if told.get(_TEXT + key) and not told.get(_STEP + key) and _STEP + key not in self.errors:
                self.add_error(_STEP + key, gettext("Choose an answer as well; your words stand here still."))
        return told

    def by_theme(self) -> Iterator[tuple[str, list[tuple[forms.BoundField, forms.BoundField]]]]:
        """The questions as they are shown: theme by theme, the scale and the words of each."""
        for theme, told in self.dialogue.themes.items():
            keys = [key for key, one in self.dialogue.questions.items() if one.theme == theme]
            yield (
                told.name.in_language(self._language),
                [(self[_STEP + key], self[_TEXT + key]) for key in keys],
            )

    def said(self) -> dict[str, Said]:
        """What was answered, once the form is in order."""
        told = self.cleaned_data
        return {
            key: Said(told[_STEP + key], told[_TEXT + key])
            for key in self.dialogue.questions
            if told[_STEP + key]
        }
