"""What somebody says of an initiative, in the forms of its page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil import library
from samspil.apps.portfolio.types import CostKind, End, Form, InitiativeRole
from samspil.kit.web.amounts import AmountField

Choices = Sequence[tuple[str, str | Promise]]
LONGEST: Final = 4000
EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
LONGEST_LAG: Final = 3660
_BETWEEN: Final = re.compile(r"[\n,;]+")
_CURRENCY: Final = "DKK"
_MOST_DAYS: Final = 10**6


def text(rows: int, **rest: Any) -> forms.CharField:
    """Room to write in."""
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **rest)


def day(**rest: Any) -> forms.DateField:
    """A day, chosen or written."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **rest)


class Lines(forms.CharField):
    """Several names, one on each line or with commas between."""

    def __init__(self, **rest: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(max_length=LONGEST, required=False, widget=widget, **rest)

    def to_python(self, value: Any) -> Any:
        """The names, each once, in their order."""
        said = (one.strip() for one in _BETWEEN.split(super().to_python(value) or ""))
        return tuple(dict.fromkeys(one for one in said if one))

    def prepare_value(self, value: Any) -> Any:
        """As they are written in the field."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def run_validators(self, value: Any) -> None:
        """The names are looked at one by one, where there is something to hold them against."""
        for one in value:
            if len(one) > 200:
                raise forms.ValidationError(_("Each may have at most 200 characters."))


class DetailsForm(forms.Form):
    """What an initiative is."""

    title = forms.CharField(label=_("What is it called?"), max_length=300)
    purpose = text(3, label=_("What is it for?"), required=False)
    form = forms.ChoiceField(label=_("What is it?"))
    is_mandatory = forms.BooleanField(
        label=_("It is a mandatory task: a law or an agreement obliges us"), required=False
    )
    legal_source = forms.CharField(
        label=_("What obliges us"),
        max_length=400,
        required=False,
        help_text=_("Law and section, or agreement."),
    )
    legal_deadline = day(label=_("To be done by, by law"), required=False)
    starts_on = day(label=_("Begins on"), required=False)
    areas = Lines(label=_("Specialist areas"), help_text=_("One on each line."))
    kle = Lines(label=_("Task areas (KLE)"), help_text=_("Codes such as 27.36.12, one on each line."))
    systems = Lines(label=_("Systems it touches"), help_text=_("One on each line."))
    hypothesis = text(
        2,
        label=_("Hypothesis"),
        required=False,
        help_text=_("For a pilot: what do we believe, and how do we see it?"),
    )

    def __init__(self, *args: Any, kinds: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["form"].choices = list(kinds)  # type: ignore[attr-defined]

    def clean_kle(self) -> tuple[str, ...]:
        """Only codes that are in the register."""
        codes: tuple[str, ...] = self.cleaned_data["kle"]
        known = library.kle()
        if unknown := [one for one in codes if one not in known]:
            told = _("There is no such code: %(codes)s. Write codes such as 27.36.12.")
            raise forms.ValidationError(told, params={"codes": ", ".join(unknown)})
        return codes

    @property
    def said_form(self) -> Form:
        """What it is said to be."""
        return Form(self.cleaned_data["form"])


class RoleForm(forms.Form):
    """Who answers for what, by function."""

    role = forms.ChoiceField(label=_("Role"))
    function = forms.CharField(
        label=_("Function"),
        max_length=200,
        help_text=_("For instance Head of elderly care: functions stay, people change."),
    )
    person = forms.ChoiceField(
        label=_("Who is that today?"),
        required=False,
        help_text=_("Whoever is chosen may change the initiative."),
    )

    def __init__(self, *args: Any, roles: Choices, people: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["role"].choices = list(roles)  # type: ignore[attr-defined]
        named = [(str(key), name) for key, name in people]
        self.fields["person"].choices = [("", _("Nobody who logs in here")), *named]  # type: ignore[attr-defined]

    @property
    def said_role(self) -> InitiativeRole:
        """The role."""
        return InitiativeRole(self.cleaned_data["role"])

    @property
    def said_person(self) -> UUID | None:
        """Who it is today."""
        return UUID(self.cleaned_data["person"]) if self.cleaned_data["person"] else None


class PayerForm(forms.Form):
    """Who pays for what, from when."""

    pays_for = forms.ChoiceField(label=_("What is paid for?"))
    payer = forms.CharField(label=_("Who pays?"), max_length=200)
    first_year = forms.IntegerField(
        label=_("From which year?"), min_value=EARLIEST_YEAR, max_value=LATEST_YEAR
    )

    def __init__(self, *args: Any, costs: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["pays_for"].choices = list(costs)  # type: ignore[attr-defined]

    @property
    def said_kind(self) -> CostKind:
        """The kind of cost."""
        return CostKind(self.cleaned_data["pays_for"])


class PartyForm(forms.Form):
    """Somebody outside who takes part."""

    name = forms.CharField(label=_("Who?"), max_length=200)
    part = forms.CharField(
        label=_("With what?"),
        max_length=200,
        required=False,
        help_text=_("For instance supplier of the solution."),
    )


class VariantForm(forms.Form):
    """A way to do it that was weighed."""

    name = forms.CharField(label=_("What is the option called?"), max_length=200)
    complies = forms.TypedChoiceField(
        label=_("Does it meet what is required?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    cost = AmountField(currency=_CURRENCY, label=_("What does it cost?"), required=False)
    why = text(2, label=_("What speaks for and against it?"), required=False)


class WhyForm(forms.Form):
    """Why this one is chosen."""

    why = text(2, label=_("Why this one?"), required=False)


class MilestoneForm(forms.Form):
    """A day somebody works towards."""

    name = forms.CharField(label=_("What is reached?"), max_length=200)
    planned_on = day(label=_("Planned for"))
    latest_on = day(
        label=_("At the latest"), required=False, help_text=_("Where a law or an agreement says so.")
    )
    is_gate = forms.BooleanField(label=_("Here a forum decides whether it goes on"), required=False)


class MoveForm(forms.Form):
    """Another day, and why."""

    to = day(label=_("New day"))
    reason = text(2, label=_("Why is it moved?"), required=False)


class ReachForm(forms.Form):
    """The day something was reached."""

    on = day(label=_("Reached on"))


class WaitForm(forms.Form):
    """What a milestone waits for."""

    predecessor = forms.ChoiceField(label=_("It waits for"), widget=forms.RadioSelect)
    lag_days = forms.IntegerField(
        label=_("Days between"),
        min_value=0,
        max_value=LONGEST_LAG,
        initial=0,
        help_text=_("0 if it can follow on the same day."),
    )

    def __init__(self, *args: Any, milestones: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["predecessor"].choices = list(milestones)  # type: ignore[attr-defined]


class ProgrammeForm(forms.Form):
    """The programme that it lies in."""

    programme = forms.ChoiceField(label=_("Programme"), required=False)

    def __init__(self, *args: Any, programmes: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        named = [(str(key), title) for key, title in programmes]
        self.fields["programme"].choices = [("", _("In none")), *named]  # type: ignore[attr-defined]


class EstimateForm(forms.Form):
    """What it is expected to cost and take. The later ones name the decision that made them."""

    cost = AmountField(currency=_CURRENCY, label=_("What does it cost?"), required=False)
    effort = forms.DecimalField(
        label=_("How many person-days?"),
        min_value=0,
        max_value=_MOST_DAYS,
        decimal_places=2,
        required=False,
        localize=True,
    )
    starts_on = day(label=_("Begins on"), required=False)
    ends_on = day(label=_("Ends on"), required=False)


class BaselineForm(EstimateForm):
    """A later estimate, by a decision about this initiative."""

    decision = forms.ChoiceField(label=_("Which decision makes it?"))
    reason = text(2, label=_("Why is there a new one?"), required=False)

    def __init__(self, *args: Any, decisions: Sequence[tuple[str, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["decision"].choices = list(decisions)  # type: ignore[attr-defined]


class EndForm(forms.Form):
    """How it ended, and what was learned."""

    how = forms.ChoiceField(label=_("How did it end?"), widget=forms.RadioSelect)
    learned = text(
        3,
        label=_("What did we learn?"),
        required=False,
        help_text=_("Others who start something similar find it."),
    )

    def __init__(self, *args: Any, ends: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["how"].choices = list(ends)  # type: ignore[attr-defined]

    @property
    def said_end(self) -> End:
        """How it ended."""
        return End(self.cleaned_data["how"])
