"""What somebody says of a benefit: what it is, when it comes, what was taken home, how it goes on."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.forms.choices import BOTTOM_LINES, RECURRENCES, SORTS, WAYS
from samspil.apps.benefits.forms.fields import FUNCTION, People, choice, day, function, person, text
from samspil.apps.benefits.types import HOURS, BottomLine, NewBenefit, NewPlan, NewTaking, Sort, Way
from samspil.core.benefits.course import MOST_MONTHS, Recurrence, ThreePoints
from samspil.core.benefits.states import State
from samspil.core.errors import ProblemsError
from samspil.core.units import Money
from samspil.kit.web.amounts import AmountField
from samspil.kit.web.numbers import ShareField

Choices = Sequence[tuple[str, str | Promise]]
EARLIEST_YEAR: Final = 2000
LATEST_YEAR: Final = 2100


class AddForm(forms.Form):
    """A benefit that somebody has thought of: a title is enough to begin with."""

    title = forms.CharField(
        label=_("What will be better?"),
        max_length=300,
        help_text=_("Begin with a verb of change: Shorter waiting time for aids; Fewer letters by post."),
    )
    description = text(3, label=_("More about it"), required=False)
    is_disbenefit = forms.BooleanField(
        label=_("It is a disbenefit: something becomes worse or dearer"), required=False
    )
    bottom_line = choice(BOTTOM_LINES, BottomLine, label=_("Which bottom line?"))
    sort = choice(SORTS, Sort, label=_("What does it count in?"))
    owner = function(
        label=_("Benefit owner in the line"),
        required=False,
        help_text=_("A function that sees to it that the benefit comes, such as Head of home care."),
    )

    def __init__(self, *args: Any, people: People, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["owner_person"] = person(
            people, label=_("Who is that today?"), help_text=_("Whoever is chosen may change the benefit.")
        )

    def said(self) -> NewBenefit:
        """The benefit, once the form is in order."""
        return NewBenefit(**self.cleaned_data)


class DetailsForm(AddForm):
    """All that can be said of a benefit."""

    owner_unit = function(label=_("Unit of the benefit owner"), required=False)
    responsible = function(
        label=_("Overall responsible"), required=False, help_text=_("Where several units own a part each.")
    )
    approver = function(label=_("Who approves the baseline?"), required=False)
    assumptions = text(3, label=_("What must hold for it to come?"), required=False)
    dependencies = text(2, label=_("What does it depend on?"), required=False)
    counted_with = forms.CharField(
        label=_("Counted once with"),
        max_length=60,
        required=False,
        help_text=_("Give benefits with the same effect the same word here: they are then counted once."),
    )
    way = forms.TypedChoiceField(
        label=_("How is it taken home?"),
        choices=[("", _("Not said yet")), *WAYS.items()],
        coerce=Way,
        empty_value=None,
        required=False,
    )
    way_share = ShareField(label=_("How much of it can be taken home, in per cent?"), required=False)
    budget_line = function(label=_("Budget line"), required=False)
    way_decision = forms.CharField(
        label=_("By which decision?"),
        max_length=300,
        required=False,
        help_text=_("A case number or minutes."),
    )

    def __init__(self, *args: Any, people: People, **rest: Any) -> None:
        super().__init__(*args, people=people, **rest)
        self.fields["approver_person"] = person(
            people,
            label=_("Who is the approver today?"),
            help_text=_("Nobody approves the baseline of a benefit that they own."),
        )
        self.order_fields(
            [
                *("title", "description", "is_disbenefit", "bottom_line", "sort"),
                *("owner", "owner_person", "owner_unit", "responsible", "approver", "approver_person"),
            ]
        )


class PlanForm(forms.Form):
    """How much is expected, from when and for how long. Of a disbenefit amounts are written as they stand."""

    go_live = day(label=_("When is the solution taken into use?"))
    recurrence = choice(
        RECURRENCES, Recurrence, label=_("How does it come?"), initial=Recurrence.YEARLY.value
    )
    after_months = forms.IntegerField(
        label=_("Months from then to the first effect"), min_value=0, max_value=MOST_MONTHS, initial=0
    )
    rises_months = forms.IntegerField(
        label=_("Months from the first effect to the full one"),
        min_value=0,
        max_value=MOST_MONTHS - 1,
        initial=0,
        help_text=_("0 where all of it comes at once."),
    )
    lasts_months = forms.IntegerField(
        label=_("For how many months is it counted with?"), min_value=1, max_value=MOST_MONTHS, initial=120
    )
    fades = ShareField(
        label=_("How much is lost each year, in per cent?"),
        initial=Decimal(0),
        help_text=_("From full effect on. 0 where it stays."),
    )

    def __init__(self, *args: Any, counted_in: str, is_disbenefit: bool, is_first: bool, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.counted_in, self.is_disbenefit = counted_in, is_disbenefit
        if counted_in:
            self._ask_amounts()
        if not is_first:
            self.fields["reason"] = text(2, label=_("Why is there a new plan?"))
        self.order_fields(["go_live", "recurrence", "pessimistic", "likely", "optimistic"])

    def _ask_amounts(self) -> None:
        labels = {
            "pessimistic": _("If it goes badly"),
            "likely": _("Most likely"),
            "optimistic": _("If it goes well"),
        }
        hours = self.counted_in == HOURS
        unit = _("Hours with full effect: a year, or in all where it comes once.")
        money = _("Kroner with full effect: a year, or in all where it comes once.")
        for name, label in labels.items():
            help_text = (unit if hours else money) if name == "pessimistic" else ""
            self.fields[name] = AmountField(currency=self.counted_in, label=label, help_text=help_text)

    def clean(self) -> dict[str, Any]:
        """The three amounts in rising order of how good they are; of a disbenefit below nothing."""
        said = super().clean() or {}
        names = ("pessimistic", "likely", "optimistic")
        found = [said.get(name) for name in names]
        self.points: ThreePoints | None = None
        if self.counted_in and all(isinstance(one, Money) for one in found):
            amounts = [-one if self.is_disbenefit else one for one in found if isinstance(one, Money)]
            try:
                self.points = ThreePoints(*amounts)
            except ProblemsError:
                told = _("The three amounts do not stand in order, from the worst outcome to the best.")
                self.add_error("likely", told)
        return said

    def said(self) -> NewPlan:
        """The plan, once the form is in order."""
        names = ("go_live", "recurrence", "after_months", "rises_months", "lasts_months", "fades", "reason")
        said = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        return NewPlan(points=self.points, **said)


class TakeHomeForm(forms.Form):
    """What was taken home in a year."""

    year = forms.IntegerField(label=_("In which year?"), min_value=EARLIEST_YEAR, max_value=LATEST_YEAR)
    way = forms.TypedChoiceField(
        label=_("How?"),
        choices=[one for one in WAYS.items() if one[0] != Way.NOT_CASHABLE.value],
        coerce=Way,
    )
    budget_line = function(
        label=_("Budget line"), required=False, help_text=_("Needed where the budget is cut.")
    )
    decision = forms.CharField(
        label=_("By which decision?"), max_length=300, help_text=_("A case number or minutes.")
    )
    is_back = forms.BooleanField(label=_("Take it back: so much was noted too much before"), required=False)

    def __init__(
        self, *args: Any, counted_in: str, members: Choices, places: Sequence[tuple[UUID, str]], **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        unit = _("In hours.") if counted_in == HOURS else _("In kroner.")
        self.fields["amount"] = AmountField(currency=counted_in, label=_("How much?"), help_text=unit)
        self.fields["where"] = place(members)
        if places:
            self.fields["into"] = forms.TypedChoiceField(
                label=_("Post it as freed money on"),
                help_text=_("Then it can pay for something else, and be traced from here to there."),
                choices=[("", _("Do not post it")), *((str(key), name) for key, name in places)],
                coerce=UUID,
                empty_value=None,
                required=False,
            )
        self.order_fields(["year", "amount", "way", "budget_line", "decision", "where", "into"])

    def into(self) -> UUID | None:
        """The account that it is put on, if any."""
        found: UUID | None = self.cleaned_data.get("into")
        return found

    def said(self) -> NewTaking:
        """What was taken home, once the form is in order."""
        said = dict(self.cleaned_data)
        said.pop("into", None)
        if said.pop("is_back"):
            said["amount"] = -said["amount"]
        return NewTaking(**said)


def place(members: Choices) -> forms.Field:
    """Where something was: a member, where members take part; else a unit by name; empty for all."""
    if members:
        return forms.ChoiceField(
            label=_("Where?"), choices=[("", _("All together")), *members], required=False
        )
    return forms.CharField(
        label=_("Where?"),
        max_length=FUNCTION,
        required=False,
        help_text=_("A unit; empty where it is of all."),
    )


class GoOnForm(forms.Form):
    """Where a benefit goes from here."""

    def __init__(self, *args: Any, states: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["to"] = forms.TypedChoiceField(
            label=_("Where does it stand now?"), choices=states, coerce=State, widget=forms.RadioSelect
        )


class HandOverForm(forms.Form):
    """Who takes the benefit on when the project has closed."""

    line_owner = function(
        label=_("Who answers for it in operations?"),
        help_text=_("A function, such as Head of citizen service."),
    )
