"""Strategies, their goals, and the plan of a year, as people say them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.forms.scenarios import ChosenForm
from samspil.apps.portfolio.services.strategies import FIRST_YEAR, LAST_YEAR

Choices = Sequence[tuple[str, Any]]


class YearForm(OnceForm):
    """The plan of a year is begun."""

    year = forms.IntegerField(label=_("Year"), min_value=FIRST_YEAR, max_value=LAST_YEAR)


class ActivityForm(ChosenForm):
    """An initiative is put in the plan."""

    aim = forms.CharField(label=_("What is to be reached in the year?"), max_length=300, required=False)


class StrategyForm(OnceForm):
    """A strategy of our own, or of somebody who sets terms for us."""

    name = forms.CharField(label=_("Name of the strategy"), max_length=200)
    set_by = forms.CharField(
        label=_("Who has set it?"),
        help_text=_("Leave it empty where it is our own."),
        max_length=200,
        required=False,
    )
    source = forms.CharField(label=_("Where it can be read"), max_length=400, required=False)
    valid_to = forms.DateField(
        label=_("Holds until"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        required=False,
    )


class GoalForm(OnceForm):
    """A goal of a strategy."""

    strategy = forms.ChoiceField(label=_("Strategy"))
    name = forms.CharField(label=_("Goal"), max_length=300)

    def __init__(self, data: Any, strategies: Choices, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["strategy"].choices = [("", _("Choose")), *strategies]  # type: ignore[attr-defined]


class ServesForm(OnceForm):
    """An initiative serves a goal."""

    initiative = forms.ChoiceField(label=_("Initiative"))
    goal = forms.ChoiceField(label=_("Goal"))

    def __init__(self, data: Any, initiatives: Choices, goals: Choices, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.fields["initiative"].choices = [("", _("Choose")), *initiatives]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", _("Choose")), *goals]  # type: ignore[attr-defined]
