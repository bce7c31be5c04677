"""What somebody says of an initiative that is to be started, and what it is first estimated at."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.forms.initiative import Choices, DetailsForm, day, text
from samspil.apps.portfolio.types import Form, NewEstimate, NewInitiative
from samspil.core.errors import Problem
from samspil.core.units import PersonDays
from samspil.kit.web.amounts import AmountField

_CURRENCY: Final = "DKK"
_MOST_DAYS: Final = 10**6
# Where a refusal of the service belongs.
_FIELD_OF: Final = {
    "initiative_needs_a_title": "title",
    "mandatory_needs_a_legal_source": "legal_source",
    "pilot_needs_a_hypothesis": "hypothesis",
    "ends_before_it_starts": "ends_on",
    "outside_model_needs_a_reason": "outside_model_because",
    "project_model_not_adopted": "project_model",
    "not_a_programme": "programme",
    "programmes_too_deep": "programme",
}


class StartForm(DetailsForm):
    """What it is, where it belongs, and the first estimate."""

    key = forms.UUIDField(widget=forms.HiddenInput, required=False)
    ends_on = day(label=_("Expected to end on"), required=False)
    programme = forms.ChoiceField(label=_("Part of the programme"), required=False)
    project_model = forms.ChoiceField(label=_("Project model"), required=False)
    outside_model_because = text(
        2,
        label=_("Why outside the project model"),
        required=False,
        help_text=_("Initiatives outside the model are shown as such."),
    )
    cost = AmountField(
        label=_("What is it expected to cost?"),
        currency=_CURRENCY,
        required=False,
        help_text=_("In kroner. Leave it empty if nobody knows yet. The first estimate is kept for ever."),
    )
    effort = forms.DecimalField(
        label=_("How many person-days does it take?"),
        required=False,
        min_value=Decimal(0),
        max_value=_MOST_DAYS,
        decimal_places=2,
        localize=True,
    )

    def __init__(self, *args: Any, kinds: Choices, programmes: Choices, models: Choices, **rest: Any) -> None:
        super().__init__(*args, kinds=kinds, **rest)
        del self.fields["systems"]
        self._offer("programme", _("None"), programmes)
        self._offer("project_model", _("None: outside the project model"), models)
        if not models:
            del self.fields["outside_model_because"]

    def _offer(self, name: str, none: Any, choices: Choices) -> None:
        if choices:
            self.fields[name].choices = [("", none), *choices]  # type: ignore[attr-defined]
        else:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """What a mandatory task and a pilot must say."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("is_mandatory") and not said.get("legal_source"):
            self.add_error("legal_source", _("Write which law or agreement obliges you."))
        if said.get("form") == Form.PILOT.value and not said.get("hypothesis"):
            self.add_error("hypothesis", _("Write what you believe, and how you will see whether it holds."))
        return said

    def new_initiative(self) -> NewInitiative:
        """What is started."""
        said = self.cleaned_data
        return NewInitiative(
            title=said["title"],
            purpose=said["purpose"],
            form=self.said_form,
            is_mandatory=said["is_mandatory"],
            legal_source=said["legal_source"] if said["is_mandatory"] else "",
            legal_deadline=said["legal_deadline"] if said["is_mandatory"] else None,
            programme=UUID(said["programme"]) if said.get("programme") else None,
            project_model=said.get("project_model", ""),
            outside_model_because="" if said.get("project_model") else said.get("outside_model_because", ""),
            areas=said["areas"],
            kle=said["kle"],
            starts_on=said["starts_on"],
            ends_on=said["ends_on"],
            hypothesis=said["hypothesis"] if self.said_form is Form.PILOT else "",
        )

    def estimate(self) -> NewEstimate | None:
        """What it is first estimated at; nothing where nobody has said anything."""
        said = self.cleaned_data
        effort = PersonDays.of(said["effort"]) if said["effort"] is not None else None
        given = (said["cost"], effort, said["starts_on"], said["ends_on"])
        return NewEstimate(*given) if any(one is not None for one in given) else None

    def as_sent(self) -> dict[str, str]:
        """Everything as text, to know it again when it is sent twice."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name != "key"}

    def show_refusal(self, problem: Problem, sentence: str) -> None:
        """A no that came later, at the field it is about."""
        field = _FIELD_OF.get(problem.code)
        self.add_error(field if field in self.fields else None, sentence)

    def again(self, key: UUID, sentence: str) -> None:
        """A new key, and everything that was typed."""
        self.data = {**{name: self.data[name] for name in self.data}, "key": str(key)}
        self.add_error(None, sentence)
