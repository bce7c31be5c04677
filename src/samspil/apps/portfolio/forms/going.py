"""What somebody says of how an initiative goes: a report, a risk, a note, a change, who is involved."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import field_of
from samspil.apps.intake.selectors.kinds import KindToBring
from samspil.apps.portfolio.forms.choices import (
    AFFECTED,
    IMPACTS,
    LIKELIHOODS,
    NOTE_SORTS,
    RESPONSES,
)
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.services.changes import Sending
from samspil.apps.portfolio.services.involving import NewInvolvement
from samspil.apps.portfolio.services.notes import NewNote
from samspil.apps.portfolio.services.reporting import NewReport
from samspil.apps.portfolio.services.risks import RiskSaid
from samspil.apps.portfolio.types import Affected, NoteSort, Response
from samspil.core.portfolio.status import Light
from samspil.kit.web.amounts import AmountField
from samspil.wording.catalogues import Language

LONGEST: Final = 4000
_ANSWER: Final = "a_"
_LIGHTS: Final[dict[str, str | Promise]] = {
    "": _("Choose"),
    Light.GREEN.value: _("As planned"),
    Light.YELLOW.value: _("Watch"),
    Light.RED.value: _("Act"),
    Light.GREY.value: _("Nobody knows yet"),
}


def _text(rows: int, **rest: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **rest)


def _day(**rest: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **rest)


def _light(label: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=list(_LIGHTS.items()), coerce=Light)


class ReportForm(OnceForm):
    """How it goes, in five lights and in words."""

    expenditure = _light(_("Expenditure"))
    time = _light(_("Time"))
    economic_benefits = _light(_("Economic benefits"))
    other_benefits = _light(_("Other benefits"))
    overall = _light(_("All in all"))
    differs_because = _text(
        2,
        label=_("Why is a light another than the numbers show?"),
        help_text=_("Only where it is. All in all counts the worst of the four."),
        required=False,
    )
    text = _text(4, label=_("How does it go, and what do you need?"))
    expected_end = _day(
        label=_("When do you now expect it to end?"),
        help_text=_("Empty: the day that the milestones add up to."),
        required=False,
    )

    def __init__(self, *args: Any, currency: str, **rest: Any) -> None:
        super().__init__(*args, **rest)
        named = {"help_text": _("Empty where nobody knows."), "required": False}
        self.fields["spent"] = AmountField(currency=currency, label=_("Spent so far"), **named)
        self.fields["expected_cost"] = AmountField(
            currency=currency, label=_("What do you now expect it to cost?"), **named
        )

    def said(self) -> NewReport:
        """The report, once the form is in order."""
        return NewReport(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class RiskForm(OnceForm):
    """What may happen, how likely and how bad it is, and what is done about it."""

    title = forms.CharField(label=_("What may happen?"), max_length=300)
    likelihood = forms.TypedChoiceField(
        label=_("How likely is it?"), choices=list(LIKELIHOODS.items()), coerce=int, initial="3"
    )
    impact = forms.TypedChoiceField(
        label=_("How bad would it be?"), choices=list(IMPACTS.items()), coerce=int, initial="3"
    )
    response = forms.TypedChoiceField(
        label=_("What do you choose to do?"), choices=list(RESPONSES.items()), coerce=Response
    )
    what_is_done = _text(2, label=_("What is done?"), required=False)
    owner = forms.CharField(
        label=_("Who keeps an eye on it?"),
        help_text=_("A function, such as project manager."),
        max_length=200,
    )
    review_on = _day(label=_("When is it looked at again?"))

    def said(self) -> RiskSaid:
        """What is said of the risk."""
        return RiskSaid(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class NoteForm(OnceForm):
    """Something worth keeping beside the plan."""

    sort = forms.TypedChoiceField(
        label=_("What is it?"), choices=list(NOTE_SORTS.items()), coerce=NoteSort, widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("In one line"), max_length=300)
    text = _text(3, label=_("More about it"), required=False)
    owner = forms.CharField(
        label=_("Who takes care of it?"),
        help_text=_("A function, such as project manager."),
        max_length=200,
        required=False,
    )

    def said(self) -> NewNote:
        """What is noted."""
        return NewNote(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class CloseNoteForm(forms.Form):
    """What came of something noted."""

    came_of_it = _text(2, label=_("What came of it?"))


class ChangeForm(OnceForm):
    """A change that somebody proposes."""

    title = forms.CharField(label=_("What is to change?"), max_length=300)
    why = _text(3, label=_("Why?"))


class WeighForm(forms.Form):
    """What a change would mean."""

    consequences = _text(
        4,
        label=_("What does it mean?"),
        help_text=_("For time, money, benefits and people; and what happens if it is not done."),
    )


class SendChangeForm(OnceForm):
    """The questions of the model for the kind of matter that a change is sent as."""

    def __init__(
        self, *args: Any, kind: KindToBring, units: list[tuple[str, str]], language: Language, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.kind, self.units = kind, units
        for key in kind.kind.attributes:
            self.fields[_ANSWER + key] = field_of(kind.model, key, language)
        if units:
            choices = [("", _("None")), *units]
            self.fields["unit"] = forms.ChoiceField(
                label=_("Which unit is it for?"), choices=choices, required=False
            )

    def said(self) -> Sending:
        """As what it is sent."""
        unit = str(self.cleaned_data.get("unit") or "")
        return Sending(
            self.kind.key,
            {key: self.cleaned_data[_ANSWER + key] for key in self.kind.kind.attributes},
            unit or None,
            dict(self.units).get(unit, ""),
        )


class InvolvementForm(OnceForm):
    """Who is to be involved, by group."""

    affected = forms.TypedChoiceField(
        label=_("Who is affected?"), choices=list(AFFECTED.items()), coerce=Affected
    )
    who = forms.CharField(
        label=_("Which of them?"),
        help_text=_("A group, not names: the staff of home care, the users of the day centre."),
        max_length=200,
    )
    how = _text(2, label=_("How are they involved?"), required=False)
    planned_on = _day(label=_("Planned for"), required=False)

    def said(self) -> NewInvolvement:
        """Who is to be involved."""
        return NewInvolvement(**{name: value for name, value in self.cleaned_data.items() if name != "key"})


class InvolvedForm(forms.Form):
    """They have been involved, and what they raised that is not settled."""

    on = _day(label=_("When were they involved?"))
    open_point = _text(2, label=_("What is open before it goes live?"), required=False)
