"""In which language letters are written to people of whom it is not known what they read."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from samspil.kit.web.language import language

_NAMES: Final = dict(settings.LANGUAGES)


def language_name(key: str) -> str:
    """What a language is called in that of the page."""
    return str(_NAMES[key])


class LetterLanguageField(forms.ChoiceField):
    """One of the languages of the interface, each by its own name; at first that of the page."""

    def __init__(self, **rest: Any) -> None:
        said = {
            "label": _("In which language are the letters?"),
            "help_text": _("Invitations and reminders. The page they lead to speaks the reader's own."),
            "choices": settings.LANGUAGES,
            "initial": language,
        }
        super().__init__(**{**said, **rest})
