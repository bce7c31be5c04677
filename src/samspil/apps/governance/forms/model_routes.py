"""Routes as forms: the route itself, its steps, what can come of each, and its checklists."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.governance.forms.model_choices import (
    LONGEST,
    NONE,
    Choices,
    Named,
    Sourced,
    choose,
    rows_of,
)
from samspil.core.governance.language.basics import Unit

DOING: Final = (
    *("supplement", "screen", "qualify", "prepare", "advise", "decide", "consent", "inform", "follow_up"),
)
EFFECTS: Final = [
    ("", gettext_lazy("As the word says")),
    ("approves", gettext_lazy("Approves the matter")),
    ("rejects", gettext_lazy("Rejects the matter")),
    ("advances", gettext_lazy("Sends it on without deciding it")),
    ("returns", gettext_lazy("Sends it back")),
    ("closes", gettext_lazy("Closes it")),
    ("automatic", gettext_lazy("Happens by itself")),
]


class WayForm(Named, Sourced):
    """A route without its steps."""

    start = forms.ChoiceField(label=gettext_lazy("Begins with the step"))
    like = forms.ChoiceField(
        label=gettext_lazy("Begins as a copy of"),
        help_text=gettext_lazy(
            "All its steps are copied. Then you change them; the other route stays as it is."
        ),
    )
    withdraw_by = forms.MultipleChoiceField(
        label=gettext_lazy("Who may withdraw the matter"), widget=forms.CheckboxSelectMultiple, required=False
    )
    withdraw_to = forms.ChoiceField(label=gettext_lazy("Then it ends as"))
    park_by = forms.MultipleChoiceField(
        label=gettext_lazy("Who may let the matter rest"), widget=forms.CheckboxSelectMultiple, required=False
    )
    park_at_most = forms.ChoiceField(label=gettext_lazy("How long it may rest in all"), required=False)

    GROUPS: Final = (
        (gettext_lazy("The route"), ("name_da", "name_en", "name_nb", "start", "like")),
        (gettext_lazy("Off the route"), ("withdraw_by", "withdraw_to", "park_by", "park_at_most")),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, route: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        was = self.initial
        # Withdrawing is for the one who brought the matter too, whatever role that is.
        roles = choices.names("roles")
        choose(self, "withdraw_by", roles, was.get("withdraw_by"))
        choose(self, "park_by", roles, was.get("park_by"))
        choose(self, "withdraw_to", [NONE, *choices.ends()], was.get("withdraw_to"))
        units = (Unit.WORKING_DAYS, Unit.CALENDAR_DAYS, Unit.MONTHS)
        choose(self, "park_at_most", [NONE, *choices.parameters(*units)], was.get("park_at_most"))
        choose(self, "start", choices.steps_of(route), was.get("start"))
        choose(self, "like", [NONE, *choices.names("routes")])
        # A new route is a copy of another; what is asked of it is asked when it is there.
        others = ("start", "withdraw_by", "withdraw_to", "park_by", "park_at_most")
        for name in ("like",) if route else others:
            del self.fields[name]


class StepForm(Named, Sourced):
    """A step of a route."""

    do = forms.ChoiceField(label=gettext_lazy("What happens"))
    who = forms.ChoiceField(label=gettext_lazy("Who"))
    clock = forms.ChoiceField(label=gettext_lazy("How long it may take"), required=False)
    joint = forms.ChoiceField(
        label=gettext_lazy("The members are asked by the rule for"),
        required=False,
        help_text=gettext_lazy("Only where the members of an association consent."),
    )
    times = forms.ChoiceField(
        label=gettext_lazy("How many times a matter may come here"),
        required=False,
        help_text=gettext_lazy("Only where a matter can come back."),
    )
    then = forms.ChoiceField(label=gettext_lazy("After that it goes to"), required=False)

    GROUPS: Final = (
        (gettext_lazy("The step"), ("name_da", "name_en", "name_nb", "do", "who", "clock")),
        (gettext_lazy("More"), ("joint", "times", "then")),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, route: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        was = self.initial
        choose(self, "do", choices.say("do", DOING))
        self.fields["who"].choices = [NONE, *choices.bodies()]  # type: ignore[attr-defined]
        clocks = [("", _("No clock: at once")), *choices.lengths(meetings=True)]
        choose(self, "clock", clocks, was.get("clock"))
        choose(self, "joint", [NONE, *choices.joint()], was.get("joint"))
        choose(self, "times", [NONE, *choices.parameters(Unit.COUNT)], was.get("times"))
        self.fields["then"].choices = [NONE, *choices.places(route)]  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What can come of a step, and where it leads."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"))
    to = forms.ChoiceField(label=gettext_lazy("Leads to"), required=False)
    needs_reason = forms.BooleanField(label=gettext_lazy("Needs a reason"), required=False)
    needs_items = forms.BooleanField(label=gettext_lazy("Needs the checklist"), required=False)

    def __init__(self, *args: Any, choices: Choices, route: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "outcome", [NONE, *choices.outcomes()], self.initial.get("outcome"))
        places = [("", _("As the conditions say")), *choices.places(route)]
        self.fields["to"].choices = places  # type: ignore[attr-defined]


class OneOutcomeForm(forms.Form):
    """An outcome by itself: where it leads otherwise, what it asks for, and what follows."""

    to = forms.ChoiceField(
        label=gettext_lazy("Leads to"),
        required=False,
        help_text=gettext_lazy("Where none of the conditions below holds."),
    )
    needs_reason = forms.BooleanField(label=gettext_lazy("Needs a reason"), required=False)
    needs_items = forms.BooleanField(label=gettext_lazy("Needs the checklist"), required=False)
    creates = forms.MultipleChoiceField(
        label=gettext_lazy("Obligations that follow"), widget=forms.CheckboxSelectMultiple, required=False
    )
    amends = forms.MultipleChoiceField(
        label=gettext_lazy("What may be said anew of the matter"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    binds = forms.ChoiceField(label=gettext_lazy("Binds the members by the rule for"), required=False)
    effect = forms.ChoiceField(label=gettext_lazy("What it does"), choices=EFFECTS, required=False)
    name_da = forms.CharField(label=gettext_lazy("Name in Danish"), max_length=LONGEST, required=False)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=LONGEST, required=False)
    name_nb = forms.CharField(label=gettext_lazy("Name in Norwegian"), max_length=LONGEST, required=False)
    done_da = forms.CharField(
        label=gettext_lazy("Told afterwards, in Danish"), max_length=LONGEST, required=False
    )
    done_en = forms.CharField(
        label=gettext_lazy("Told afterwards, in English"), max_length=LONGEST, required=False
    )
    done_nb = forms.CharField(
        label=gettext_lazy("Told afterwards, in Norwegian"), max_length=LONGEST, required=False
    )

    GROUPS: Final = (
        (gettext_lazy("The outcome"), ("to", "needs_reason", "needs_items")),
        (gettext_lazy("What follows"), ("creates", "amends", "binds")),
        (
            gettext_lazy("Only where it is called something else here"),
            ("effect", "name_da", "name_en", "name_nb", "done_da", "done_en", "done_nb"),
        ),
    )

    def __init__(self, *args: Any, choices: Choices, route: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        was = self.initial
        self.fields["to"].choices = [NONE, *choices.places(route)]  # type: ignore[attr-defined]
        choose(self, "creates", choices.names("obligations"), was.get("creates"))
        choose(self, "amends", choices.names("attributes"), was.get("amends"))
        choose(self, "binds", [NONE, *choices.joint()], was.get("binds"))


class BranchForm(forms.Form):
    """A place that an outcome leads to under a condition."""

    number = forms.CharField(required=False, widget=forms.HiddenInput)
    to = forms.ChoiceField(label=gettext_lazy("Leads to"), required=False)

    def __init__(self, *args: Any, choices: Choices, route: str = "", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["to"].choices = [NONE, *choices.places(route)]  # type: ignore[attr-defined]


class ItemForm(Named):
    """A thing that must be answered, or handed in, before a step can end well."""

    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False, initial=True)

    GROUPS: Final = ((gettext_lazy("What it is"), ("name_da", "name_en", "name_nb", "required")),)

    def __init__(self, *args: Any, choices: Choices, route: str = "", **more: Any) -> None:
        super().__init__(*args, **more)


OUTCOME_ROWS: Final = rows_of(OutcomeForm)
BRANCHES: Final = rows_of(BranchForm, 1)
