"""What an initiative is for and worth, and who lends a hand in it, as people say it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.forms.load import CapacityForm, MonthsForm, days_a_month
from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.services.ranking import LAST_RANK, MOST_VALUE
from samspil.apps.portfolio.services.staffing import NewHand
from samspil.core.units import PersonDays
from samspil.kit.web.months import MonthField

Goals = Sequence[tuple[str, Sequence[tuple[str, str]]]]


class GoalServedForm(forms.Form):
    """A goal that the initiative serves, by its strategy."""

    goal = forms.ChoiceField(label=_("Goal"))

    def __init__(self, *args: Any, goals: Goals, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["goal"].choices = [("", _("Choose")), *goals]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> UUID:
        """The goal."""
        return UUID(self.cleaned_data["goal"])


class RankForm(forms.Form):
    """What it is worth, and which comes first."""

    value = forms.IntegerField(
        label=_("What is it worth?"),
        min_value=0,
        max_value=MOST_VALUE,
        required=False,
        help_text=_("On a scale of your own, the same for all initiatives. The more, the higher."),
    )
    place = forms.IntegerField(
        label=_("Its place in the order"),
        min_value=1,
        max_value=LAST_RANK,
        required=False,
        help_text=_("1 comes first."),
    )


class AskForm(CapacityForm, OnceForm):
    """Work that is asked of a unit."""


class LendForm(MonthsForm, OnceForm):
    """Somebody who is lent, known by function."""

    function = forms.CharField(
        label=_("Which function?"),
        max_length=200,
        help_text=_("For example “project manager, Digitalisation”. No names."),
    )
    days = days_a_month(Decimal("0.01"))
    field_order = ("function", "competence", "first", "last", "days")

    def hand(self) -> NewHand:
        """The same as a value, once the form is in order."""
        said = self.cleaned_data
        days = PersonDays.of(said["days"])
        return NewHand(said["function"], said["competence"], said["first"], said["last"], days)


class LendUntilForm(OnceForm):
    """Until when somebody is lent."""

    last = MonthField(
        label=_("Lent to and including"),
        required=False,
        help_text=_("Leave it empty to take it back altogether."),
    )
