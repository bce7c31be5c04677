"""A draft of the portfolio, and its changes, as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.forms.following import model_fields, said_of_model
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.selectors.scenario_changes import Addition
from samspil.apps.portfolio.services.effort import MOST_DAYS_A_MONTH, MOST_MONTHS
from samspil.apps.portfolio.types import Form
from samspil.core.portfolio.pace import Pace
from samspil.core.units import PersonDays
from samspil.kit.ids import new_id
from samspil.kit.web.amounts import AmountField

Choices = Sequence[tuple[str, Any]]
_CURRENCY: Final = "DKK"


class NameForm(OnceForm):
    """A new draft."""

    name = forms.CharField(label=_("What do you call the draft?"), max_length=200)


class ChosenForm(OnceForm):
    """A change to an initiative of today."""

    initiative = forms.ChoiceField(label=_("Initiative"))

    def __init__(self, data: Any, initiatives: Choices, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["initiative"].choices = [("", _("Choose")), *initiatives]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> UUID:
        """The initiative."""
        return UUID(self.cleaned_data["initiative"])


class ShiftForm(ChosenForm):
    """It comes later, or earlier."""

    months = forms.IntegerField(
        label=_("How many months later?"),
        help_text=_("A number below nought is earlier, such as -2."),
        min_value=-MOST_MONTHS,
        max_value=MOST_MONTHS,
    )


class DropForm(ChosenForm):
    """It is not carried out."""


class PaceForm(OnceForm):
    """A member would take part at another pace."""

    part = forms.ChoiceField(label=_("Member and initiative"))
    pace = forms.ChoiceField(label=_("Pace"))

    def __init__(self, data: Any, parts: Choices, paces: Choices, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["part"].choices = [("", _("Choose")), *parts]  # type: ignore[attr-defined]
        self.fields["pace"].choices = [("", _("Choose")), *paces]  # type: ignore[attr-defined]

    @property
    def asked(self) -> tuple[UUID, str, Pace]:
        """The initiative, the member by its code, and the pace."""
        initiative, _sep, code = self.cleaned_data["part"].partition(" ")
        return UUID(initiative), code, Pace(self.cleaned_data["pace"])


class AddForm(OnceForm):
    """An initiative that is not there today."""

    title = forms.CharField(label=_("Title"), max_length=300)
    purpose = forms.CharField(
        label=_("What is it for?"), widget=forms.Textarea(attrs={"rows": 2}), max_length=5000, required=False
    )
    form = forms.ChoiceField(label=_("Form"))
    starts_on = forms.DateField(
        label=_("Begins on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=_("Expected to end on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    cost = AmountField(label=_("What is it expected to cost?"), currency=_CURRENCY, required=False)
    legal_source = forms.CharField(
        label=_("Which law or agreement obliges us?"),
        help_text=_("Leave it empty where nothing does."),
        max_length=400,
        required=False,
    )
    hypothesis = forms.CharField(label=_("What does the pilot try out?"), max_length=1000, required=False)
    unit = forms.CharField(label=_("Unit that does the work"), max_length=200, required=False)
    competence = forms.CharField(label=_("Competence"), max_length=120, required=False)
    days = forms.DecimalField(
        label=_("Person-days a month"),
        min_value=Decimal(0),
        max_value=MOST_DAYS_A_MONTH,
        decimal_places=2,
        localize=True,
        required=False,
    )

    def __init__(self, data: Any, kinds: Choices, models: Choices = (), **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["form"].choices = [("", _("Choose")), *kinds]  # type: ignore[attr-defined]
        self.fields.update(model_fields(models))

    def addition(self) -> Addition:
        """The same as a value, once the form is in order."""
        said = self.cleaned_data
        project_model, because = said_of_model(said)
        return Addition(
            project_model=project_model,
            outside_model_because=because,
            id=new_id(),
            title=said["title"],
            purpose=said["purpose"],
            form=Form(said["form"]),
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            legal_source=said["legal_source"].strip(),
            hypothesis=said["hypothesis"],
            cost=said["cost"],
            unit=said["unit"].strip(),
            competence=said["competence"].strip(),
            days_a_month=PersonDays.of(said["days"]) if said["days"] else None,
        )
