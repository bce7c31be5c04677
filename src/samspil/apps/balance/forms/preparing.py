"""What is said of a round before it begins: what it is, who is asked, in which words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.balance.models import Invited
from samspil.apps.balance.selectors.dialogues import Held
from samspil.apps.balance.types import NewRound, Shows
from samspil.apps.governance.services.addresses import addresses_in
from samspil.core.dialogues.language import Dialogue
from samspil.kit.web.letter_language import LetterLanguageField
from samspil.wording.catalogues import Language

LONGEST_DOCUMENT: Final = 100_000
LONGEST_LIST: Final = 400_000
SHOWS: Final = {
    Shows.TOGETHER: _("Groups with fewer than five answers are shown together with others"),
    Shows.EACH: _("Each group is shown by itself, even where it is one person"),
}


class NewRoundForm(forms.Form):
    """A round: its name, its dialogue, its last day, how it will be shown."""

    title = forms.CharField(
        label=_("What do you call it?"),
        max_length=200,
        help_text=_("Those invited see it, such as: How do we see our digitalisation? Spring 2027."),
    )
    dialogue = forms.ChoiceField(label=_("Which dialogue?"), widget=forms.RadioSelect)
    answer_by = forms.DateField(
        label=_("Answer by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    shows = forms.TypedChoiceField(
        label=_("How are answers shown?"),
        choices=[(one.value, text) for one, text in SHOWS.items()],
        coerce=Shows,
        initial=Shows.TOGETHER.value,
        widget=forms.RadioSelect,
        help_text=_(
            "Everybody is told before they answer, and it cannot be changed later. Among a few people who"
            " know each other nobody is anonymous: where executives are four, only the second shows what they"
            " say."
        ),
    )

    language = LetterLanguageField()

    def __init__(self, *args: Any, held: Sequence[Held], language: Language, **rest: Any) -> None:
        super().__init__(*args, **rest)
        choices = [(one.dialogue.key, one.dialogue.name.in_language(language)) for one in held]
        self.fields["dialogue"].choices = choices  # type: ignore[attr-defined]

    def new_round(self) -> NewRound:
        """The round, once the form is in order."""
        return NewRound(**self.cleaned_data)


class InviteForm(forms.Form):
    """The addresses of each group, one to a line."""

    def __init__(
        self, *args: Any, dialogue: Dialogue, language: Language, there: Sequence[Invited] = (), **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        for key, name in dialogue.groups.items():
            self.fields[key] = forms.CharField(
                label=name.in_language(language),
                required=False,
                max_length=LONGEST_LIST,
                initial="\n".join(one.address for one in there if one.group == key),
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
            )

    def groups(self) -> Mapping[str, list[str]]:
        """The addresses by group: one to a line, or with commas or semicolons between."""
        return {key: addresses_in(said) for key, said in self.cleaned_data.items()}


class DialogueForm(forms.Form):
    """A dialogue, word by word."""

    document = forms.CharField(
        label=_("The dialogue"),
        max_length=LONGEST_DOCUMENT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("Questions, themes, scales and groups, in Danish, English and Norwegian."),
    )
