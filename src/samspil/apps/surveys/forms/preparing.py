"""What is said of a round before it begins: what is asked, about what, of whom, and who reads the answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.services.addresses import addresses_in
from samspil.apps.surveys.models import Area, Invited
from samspil.apps.surveys.selectors.surveys import Held
from samspil.apps.surveys.types import LONGEST_ABOUT, MOST_PEOPLE, NewArea, NewRound, Readers
from samspil.kit.web.letter_language import LetterLanguageField
from samspil.wording.catalogues import Language

LONGEST_DOCUMENT: Final = 100_000
LONGEST_LIST: Final = 800_000
LONGEST_NAME: Final = 100
READERS: Final = {
    Readers.ASKED: _("Those who ask"),
    Readers.EVERYBODY: _("Everybody in the organisation"),
}


class NewRoundForm(forms.Form):
    """A round: its name, its survey, what it is about, who asks, its last day, who reads it."""

    title = forms.CharField(
        label=_("What do you call it?"),
        max_length=200,
        help_text=_("Those invited see it, such as: What are we like to work with? 2027."),
    )
    survey = forms.ChoiceField(label=_("Which survey?"), widget=forms.RadioSelect)
    about = forms.CharField(
        label=_("What is it about?"),
        max_length=LONGEST_ABOUT,
        required=False,
        help_text=_(
            "The staff function or the initiative, as it stands in the questions, such as: HR and payroll."
            " Needed where the questions name it; write it the same way next time."
        ),
    )
    unit = forms.TypedChoiceField(
        label=_("Who asks?"),
        coerce=UUID,
        required=False,
        empty_value=None,
        help_text=_("The results belong to the unit that asks: its people read them."),
    )
    answer_by = forms.DateField(
        label=_("Answer by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    readers = forms.TypedChoiceField(
        label=_("Who reads the results?"),
        choices=[(one.value, text) for one, text in READERS.items()],
        coerce=Readers,
        initial=Readers.ASKED.value,
        widget=forms.RadioSelect,
        help_text=_("Everybody is told before they answer, and it cannot be changed later."),
    )

    language = LetterLanguageField()

    def __init__(
        self,
        *args: Any,
        held: Sequence[Held],
        units: Sequence[tuple[UUID, str]],
        language: Language,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        surveys = [(one.survey.key, one.survey.name.in_language(language)) for one in held]
        self.fields["survey"].choices = surveys  # type: ignore[attr-defined]
        asking = [("", _("I do, on behalf of the organisation")), *((str(key), name) for key, name in units)]
        self.fields["unit"].choices = asking  # type: ignore[attr-defined]

    def new_round(self) -> NewRound:
        """The round, once the form is in order."""
        return NewRound(**self.cleaned_data)


class AreasForm(forms.Form):
    """The areas that are asked, one to a line, with how many people each has."""

    areas = forms.CharField(
        label=_("Which areas, and how many people in each?"),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
        help_text=_(
            "One to a line: the name, a semicolon, the number of people. Schools; 240. Areas with fewer than"
            " five people can never be shown by themselves; put them together with another."
        ),
    )

    def __init__(self, *args: Any, there: Sequence[Area] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.initial["areas"] = "\n".join(f"{one.name}; {one.people}" for one in there)

    def clean_areas(self) -> list[NewArea]:
        """The areas; a line that is none is told by its number."""
        lines = str(self.cleaned_data["areas"]).splitlines()
        return [_area(line, number) for number, line in enumerate(lines, 1) if line.strip()]


def _area(line: str, number: int) -> NewArea:
    name, _semicolon, people = (part.strip() for part in line.rpartition(";"))
    digits = people.replace(".", "").replace("\N{NO-BREAK SPACE}", "").replace(" ", "")
    if not name or len(name) > LONGEST_NAME or not digits.isdecimal() or int(digits[:9]) > MOST_PEOPLE:
        fault = gettext("Line %(number)s is no area: write its name, a semicolon and how many people it has.")
        raise ValidationError(fault % {"number": number})
    return NewArea(name, int(digits))


class InviteForm(forms.Form):
    """The addresses of each area, one to a line; none where the area gets one link for all."""

    def __init__(self, *args: Any, areas: Sequence[Area], there: Sequence[Invited] = (), **rest: Any) -> None:
        super().__init__(*args, **rest)
        for area in areas:
            self.fields[area.public_id.hex] = forms.CharField(
                label=area.name,
                required=False,
                max_length=LONGEST_LIST,
                initial="\n".join(one.address for one in there if one.area_id == area.pk),
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
            )

    def addresses(self) -> Mapping[UUID, list[str]]:
        """The addresses by area: one to a line, or with commas or semicolons between."""
        return {UUID(hex=key): addresses_in(said) for key, said in self.cleaned_data.items()}


class SurveyForm(forms.Form):
    """A survey, word by word."""

    document = forms.CharField(
        label=_("The survey"),
        max_length=LONGEST_DOCUMENT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("Questions, scales and functions, in Danish, English and Norwegian."),
    )
