"""The parts of a model as forms. They ask lightly: what is wrong, the model's own checks tell."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import dates
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.governance.editing import rhythm
from samspil.apps.governance.forms.model_choices import (
    LONGEST,
    NONE,
    Choice,
    Choices,
    Named,
    Sourced,
    choose,
    day_field,
    rows_of,
)
from samspil.core.governance.language.basics import Unit


class ImportForm(forms.Form):
    """A model's folder."""

    file = forms.FileField(
        label=gettext_lazy("Zip file"),
        help_text=gettext_lazy("At most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )


class AdoptionForm(forms.Form):
    """From when, for what, why, and by which matter."""

    since = day_field(gettext_lazy("Holds from"), required=True)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Holds for"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one kind of matter.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        help_text=gettext_lazy("Stands beside the model for as long as it is kept."),
    )
    decided_by = forms.ChoiceField(label=gettext_lazy("The matter that decided it"), required=False)
    key = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        kinds: Sequence[Choice],
        matters: Sequence[Choice],
        must_name_matter: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        choose(self, "kinds", kinds)
        choose(self, "decided_by", [("", _("Choose")), *matters])
        self.fields["decided_by"].required = must_name_matter


# --- forums -----------------------------------------------------------------------------------------------
WEEKDAYS: Final = list(zip(("MO", "TU", "WE", "TH", "FR"), dates.WEEKDAYS.values(), strict=False))
WHICH: Final = [
    ("", "–"),
    ("1", gettext_lazy("The first in the month")),
    ("2", gettext_lazy("The second in the month")),
    ("3", gettext_lazy("The third in the month")),
    ("4", gettext_lazy("The fourth in the month")),
    ("-1", gettext_lazy("The last in the month")),
]
MONTHS: Final = [(str(number), name) for number, name in dates.MONTHS.items()]
RHYTHMS: Final[list[Any]] = [
    (rhythm.WEEKLY, gettext_lazy("Every so many weeks")),
    (rhythm.MONTHLY, gettext_lazy("Every so many months")),
    (rhythm.YEARLY, gettext_lazy("In certain months")),
]
CLOSED: Final = [
    ("next", gettext_lazy("Meets on the next working day")),
    ("previous", gettext_lazy("Meets on the working day before")),
    ("skip", gettext_lazy("Is not held")),
]
BASES: Final = [
    ("votes_cast", gettext_lazy("The votes cast")),
    ("present", gettext_lazy("Those present")),
    ("seats", gettext_lazy("All seats")),
]
WEIGHTS: Final = [
    ("equal", gettext_lazy("Every seat the same")),
    ("population", gettext_lazy("By the inhabitants of each member")),
]
TIES: Final = [
    ("falls", gettext_lazy("The proposal falls")),
    ("chair_decides", gettext_lazy("The chair decides")),
]


class ForumForm(Named, Sourced):
    """A forum, its calendar and how it decides."""

    level = forms.ChoiceField(label=gettext_lazy("Level"))
    chair = forms.ChoiceField(label=gettext_lazy("Which seat chairs"))
    secretary = forms.ChoiceField(label=gettext_lazy("Which role is secretary"), required=False)
    rhythm = forms.ChoiceField(label=gettext_lazy("How often it meets"), widget=forms.RadioSelect)
    every = forms.IntegerField(
        label=gettext_lazy("How many weeks or months between"), min_value=1, max_value=52, required=False
    )
    which = forms.ChoiceField(label=gettext_lazy("Which one"), choices=WHICH, required=False)
    weekday = forms.ChoiceField(label=gettext_lazy("Day"), choices=[("", "–"), *WEEKDAYS], required=False)
    months = forms.MultipleChoiceField(
        label=gettext_lazy("In which months"),
        choices=MONTHS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    first_day = day_field(gettext_lazy("The first meeting is at the earliest on"), required=True)
    time = forms.CharField(label=gettext_lazy("Begins at"), widget=forms.TimeInput(attrs={"type": "time"}))
    months_off = forms.MultipleChoiceField(
        label=gettext_lazy("Not in"), choices=MONTHS, widget=forms.CheckboxSelectMultiple, required=False
    )
    except_days = forms.CharField(
        label=gettext_lazy("Days without a meeting"),
        required=False,
        help_text=gettext_lazy("Such as 2026-12-22, 2027-02-16."),
    )
    also = forms.CharField(
        label=gettext_lazy("Extra days with a meeting"),
        required=False,
        help_text=gettext_lazy("Such as 2026-12-22, 2027-02-16."),
    )
    when_closed = forms.ChoiceField(
        label=gettext_lazy("When the day is a holiday, the meeting"), choices=CLOSED
    )
    papers = forms.ChoiceField(label=gettext_lazy("Papers are ready before the meeting"))
    agenda = forms.ChoiceField(label=gettext_lazy("Room on the agenda"))
    rule = forms.ChoiceField(label=gettext_lazy("Decides by"))
    quorum = forms.ChoiceField(label=gettext_lazy("Least that must be there"))
    threshold = forms.ChoiceField(label=gettext_lazy("Share needed, at a qualified majority"), required=False)
    counted_of = forms.ChoiceField(label=gettext_lazy("Counted of"), choices=BASES)
    weights = forms.ChoiceField(label=gettext_lazy("Votes weigh"), choices=WEIGHTS)
    tie = forms.ChoiceField(label=gettext_lazy("At an even vote"), choices=TIES)
    written_procedure = forms.ChoiceField(label=gettext_lazy("Decides in writing within"), required=False)
    until = day_field(
        gettext_lazy("Ends on"), help_text=gettext_lazy("Only for a forum that is there for a time.")
    )
    recurrence = forms.CharField(required=False, widget=forms.HiddenInput)

    GROUPS: Final = (
        (
            gettext_lazy("What it is"),
            ("name_da", "name_en", "name_nb", "level", "chair", "secretary", "until"),
        ),
        (
            gettext_lazy("When it meets"),
            (
                *("rhythm", "every", "which", "weekday", "months", "first_day", "time"),
                *("months_off", "except_days", "also", "when_closed", "papers", "agenda", "recurrence"),
            ),
        ),
        (
            gettext_lazy("How it decides"),
            ("rule", "quorum", "threshold", "counted_of", "weights", "tie", "written_procedure"),
        ),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        was = self.initial
        choose(self, "level", choices.say("level", ("political", "strategic", "tactical", "operational")))
        roles = choices.names("roles")
        named = dict(roles)
        seats = [(key, f"{named.get(str(role), role)}") for key, role in was.get("seat_roles", {}).items()]
        choose(
            self, "chair", [*seats, *(one for one in roles if one[0] not in dict(seats))], was.get("chair")
        )
        choose(self, "secretary", [NONE, *roles], was.get("secretary"))
        other = [(rhythm.OTHER, _("As it stands (%(rule)s)") % {"rule": was.get("told", "")})]
        choose(self, "rhythm", [*RHYTHMS, *(other if was.get("rhythm") == rhythm.OTHER else [])])
        choose(self, "papers", choices.parameters(Unit.WORKING_DAYS), was.get("papers"))
        choose(self, "agenda", choices.parameters(Unit.COUNT), was.get("agenda"))
        rules = ("one", "consent", "majority", "qualified", "unanimous")
        choose(self, "rule", choices.say("rule", rules))
        shares = choices.parameters(Unit.SHARE, Unit.COUNT)
        choose(self, "quorum", shares, was.get("quorum"))
        choose(self, "threshold", [NONE, *shares], was.get("threshold"))
        days = [NONE, *choices.parameters(Unit.WORKING_DAYS)]
        choose(self, "written_procedure", days, was.get("written_procedure"))

    def clean_except_days(self) -> list[str]:
        """Days apart by commas or spaces."""
        return _days(self.cleaned_data["except_days"])

    def clean_also(self) -> list[str]:
        """Days apart by commas or spaces."""
        return _days(self.cleaned_data["also"])

    def clean(self) -> dict[str, Any]:
        """What a rhythm needs must be said."""
        said = super().clean()
        needs = {
            rhythm.WEEKLY: ("weekday", "every"),
            rhythm.MONTHLY: ("weekday", "every", "which"),
            rhythm.YEARLY: ("weekday", "which", "months"),
        }
        for name in needs.get(said.get("rhythm", ""), ()):
            if name not in self.errors and not said.get(name):
                self.add_error(name, _("Say which one."))
        return said


def _days(text: str) -> list[str]:
    found = text.replace(",", " ").split()
    try:
        return [date.fromisoformat(one).isoformat() for one in found]
    except ValueError:
        raise forms.ValidationError(_("Write each day as year-month-day, such as 2026-12-22.")) from None


class SeatForm(Sourced):
    """So many seats of a role, or one from each member."""

    field_order = ("key", "role", "number", "per_member", "rotation", "source_sort", "source")

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    role = forms.ChoiceField(label=gettext_lazy("Role"))
    number = forms.IntegerField(
        label=gettext_lazy("How many seats"), min_value=1, max_value=99, required=False, initial=1
    )
    per_member = forms.BooleanField(label=gettext_lazy("One from each member"), required=False)
    rotation = forms.ChoiceField(label=gettext_lazy("Goes to another after"), required=False)

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "role", [NONE, *choices.names("roles")], self.initial.get("role"))
        months = choices.parameters(Unit.MONTHS)
        choose(self, "rotation", [("", _("Does not rotate")), *months], self.initial.get("rotation"))


# --- mandates ---------------------------------------------------------------------------------------------
class MandateForm(Sourced):
    """Who may what, in which kinds of matter, how far."""

    who = forms.ChoiceField(label=gettext_lazy("Who"))
    code = forms.ChoiceField(label=gettext_lazy("Is allowed to"))
    all_kinds = forms.BooleanField(label=gettext_lazy("In all kinds of matter"), required=False)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("In these kinds of matter"), widget=forms.CheckboxSelectMultiple, required=False
    )
    up_to = forms.ChoiceField(label=gettext_lazy("Up to which amount"), required=False)
    scope = forms.ChoiceField(label=gettext_lazy("How far it reaches"))
    covers = forms.MultipleChoiceField(
        label=gettext_lazy("Also what the law keeps for the council"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    framework_da = forms.CharField(label=gettext_lazy("Framework, in Danish"), required=False)
    framework_en = forms.CharField(label=gettext_lazy("Framework, in English"), required=False)
    framework_nb = forms.CharField(label=gettext_lazy("Framework, in Norwegian"), required=False)
    delegated_from = forms.ChoiceField(label=gettext_lazy("Delegated from"), required=False)
    valid_from = day_field(gettext_lazy("Holds from"))
    valid_to = day_field(gettext_lazy("Holds until"), help_text=gettext_lazy("The first day without it."))

    GROUPS: Final = (
        (
            gettext_lazy("Who may what"),
            ("who", "code", "all_kinds", "kinds", "up_to", "scope", "delegated_from"),
        ),
        (
            gettext_lazy("More"),
            ("covers", "framework_da", "framework_en", "framework_nb", "valid_from", "valid_to"),
        ),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        was = self.initial
        self.fields["who"].choices = [NONE, *choices.bodies()]  # type: ignore[attr-defined]
        codes = ("B", "B*", "B**", "I", "O")
        choose(self, "code", [(key, f"{name} ({key})") for key, name in choices.say("delegation", codes)])
        choose(self, "kinds", choices.names("kinds"), was.get("kinds"))
        money = choices.parameters(Unit.MONEY_DKK, Unit.MONEY_NOK)
        choose(self, "up_to", [("", _("No limit")), *money], was.get("up_to"))
        choose(self, "scope", choices.say("scope", ("own_unit", "organisation", "association")))
        choose(self, "covers", choices.reserved(), was.get("covers"))
        choose(self, "delegated_from", [NONE, *choices.mandates()], was.get("delegated_from"))


# --- parameters -------------------------------------------------------------------------------------------
class ParameterForm(Named):
    """A number that somebody decides."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit"))

    GROUPS: Final = ((gettext_lazy("What it is"), ("name_da", "name_en", "name_nb", "unit")),)

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "unit", choices.say("unit_name", [unit.value for unit in Unit]))


class DatedForm(Sourced):
    """What it is from a day on."""

    field_order = ("day", "value", "decided_by", "source_sort", "source")

    day = day_field(gettext_lazy("From"), required=True)
    value = forms.CharField(label=gettext_lazy("Value"), max_length=20)
    decided_by = forms.CharField(label=gettext_lazy("Decided by"), max_length=LONGEST, required=False)

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)


class AboutForm(Named):
    """What the model is called, and what it is."""

    summary_da = forms.CharField(
        label=gettext_lazy("In short, in Danish"), widget=forms.Textarea(attrs={"rows": 3}), max_length=1000
    )
    summary_en = forms.CharField(
        label=gettext_lazy("In short, in English"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    summary_nb = forms.CharField(
        label=gettext_lazy("In short, in Norwegian"),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
    )
    version = forms.RegexField(
        label=gettext_lazy("Version"), regex=r"^[0-9]+\.[0-9]+$", help_text=gettext_lazy("Such as 1.2.")
    )
    valid_from = day_field(gettext_lazy("Can hold from"), required=True)

    GROUPS: Final = (
        (gettext_lazy("Name"), ("name_da", "name_en", "name_nb")),
        (gettext_lazy("In short"), ("summary_da", "summary_en", "summary_nb")),
        (gettext_lazy("Version"), ("version", "valid_from")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)


SEATS: Final = rows_of(SeatForm)
VALUES: Final = rows_of(DatedForm, 1)
