"""What one chooses about oneself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from samspil.apps.organisations.types import NewsKind
from samspil.kit.mail.types import How

KINDS = (
    (NewsKind.TABLE, _("When something comes to my table")),
    (NewsKind.JOINT, _("When a joint proposal waits for our answer")),
    (NewsKind.SOON, _("When something on my table is due tomorrow")),
    (NewsKind.LATE, _("When something on my table is overdue")),
    (NewsKind.DECIDED, _("When something I brought has been decided")),
    (NewsKind.PAPERS, _("When papers for my meeting are ready")),
    (NewsKind.MOVED, _("When others move days that my initiatives wait for or follow")),
)
HOW = (
    (How.AT_ONCE.value, _("At once")),
    (How.DAILY.value, _("Once a day, in the morning")),
    (How.NEVER.value, _("Not at all")),
)


def _languages() -> list[tuple[str, str]]:
    return [(code, get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES]


class ProfileForm(forms.Form):
    """Language, and how one hears of each kind of thing."""

    language = forms.ChoiceField(label=_("Language of pages and mail"), choices=_languages)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in KINDS:
            self.fields[kind.value] = forms.ChoiceField(label=label, choices=HOW)

    @property
    def wishes(self) -> Mapping[str, How]:
        """How one wants to hear of each kind."""
        return {kind.value: How(self.cleaned_data[kind.value]) for kind, _label in KINDS}
