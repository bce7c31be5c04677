"""Kinds of matter, what is known of them, and roles, as forms."""

from __future__ import annotations

from typing import Any, Final

from django import forms
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
from samspil.core.governance.language.routes import Nature

TYPES: Final = [
    ("yes_no", gettext_lazy("Yes or no")),
    ("money", gettext_lazy("An amount")),
    ("number", gettext_lazy("A number")),
    ("choice", gettext_lazy("One of several values")),
]
RESERVED: Final = [
    ("", gettext_lazy("No")),
    ("budget", gettext_lazy("Yes: the budget")),
    ("new_appropriation", gettext_lazy("Yes: a new appropriation")),
    ("borrowing", gettext_lazy("Yes: borrowing")),
]


NATURES: Final = [
    ("", gettext_lazy("None of these")),
    (Nature.NEED.value, gettext_lazy("A need")),
    (Nature.IDEA.value, gettext_lazy("An idea")),
    (Nature.PURCHASE.value, gettext_lazy("A purchase")),
    (Nature.MANDATORY_TASK.value, gettext_lazy("A mandatory task")),
    (Nature.APPLICATION.value, gettext_lazy("An application")),
    (Nature.GATE.value, gettext_lazy("A gate")),
    (Nature.CHANGE.value, gettext_lazy("A change to an initiative")),
    (Nature.PORTFOLIO_DRAFT.value, gettext_lazy("A draft of the portfolio")),
    (Nature.ACTIVITY_PLAN.value, gettext_lazy("An activity plan")),
    (Nature.GOVERNANCE_MODEL.value, gettext_lazy("How we govern")),
]


class KindForm(Named, Sourced):
    """A kind of matter."""

    nature = forms.ChoiceField(
        label=gettext_lazy("What such a matter is"),
        choices=NATURES,
        required=False,
        help_text=gettext_lazy(
            "It decides what people are asked, and what a decision does: only an approved change lets an"
            " initiative have a new baseline."
        ),
    )
    route = forms.ChoiceField(label=gettext_lazy("Route"))
    brought_by = forms.MultipleChoiceField(
        label=gettext_lazy("Brought by"), widget=forms.CheckboxSelectMultiple
    )
    attributes = forms.MultipleChoiceField(
        label=gettext_lazy("Must be known"), widget=forms.CheckboxSelectMultiple, required=False
    )
    answers_joint = forms.BooleanField(
        label=gettext_lazy("It answers a joint proposal from an association"), required=False
    )

    GROUPS: Final = (
        (gettext_lazy("What it is"), ("name_da", "name_en", "name_nb", "nature", "route", "answers_joint")),
        (gettext_lazy("Who and what"), ("brought_by", "attributes")),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "route", [NONE, *choices.names("routes")], self.initial.get("route"))
        choose(self, "brought_by", choices.names("roles"), self.initial.get("brought_by"))
        choose(self, "attributes", choices.names("attributes"), self.initial.get("attributes"))


class AttributeForm(Named):
    """Something that must be known of a matter."""

    type = forms.ChoiceField(label=gettext_lazy("How it is answered"), choices=TYPES)
    reserved = forms.ChoiceField(
        label=gettext_lazy("Does the law keep it for the council?"), choices=RESERVED, required=False
    )
    phases_of = forms.ChoiceField(
        label=gettext_lazy("The values are the phases of"),
        required=False,
        help_text=gettext_lazy("Then no values are written below."),
    )

    GROUPS: Final = (
        (gettext_lazy("What it is"), ("name_da", "name_en", "name_nb", "type", "reserved", "phases_of")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        projects = choices.names("project_models")
        choose(self, "phases_of", [NONE, *projects], self.initial.get("phases_of"))
        if not projects and not self.initial.get("phases_of"):
            self.fields["phases_of"].widget = forms.HiddenInput()


class ValueForm(forms.Form):
    """A value of a choice; and to which forum or role it leads, where a body depends on it."""

    key = forms.CharField(required=False, widget=forms.HiddenInput)
    name_da = forms.CharField(label=gettext_lazy("Name in Danish"), max_length=LONGEST)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=LONGEST, required=False)
    name_nb = forms.CharField(label=gettext_lazy("Name in Norwegian"), max_length=LONGEST, required=False)
    forum = forms.ChoiceField(label=gettext_lazy("Leads to the forum"), required=False)
    role = forms.ChoiceField(label=gettext_lazy("Leads to the role"), required=False)

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "forum", [NONE, *choices.names("forums")], self.initial.get("forum"))
        choose(self, "role", [NONE, *choices.names("roles")], self.initial.get("role"))


class RoleForm(Named, Sourced):
    """A function that people hold."""

    stands_in = forms.ChoiceField(
        label=gettext_lazy("Who stands in"),
        required=False,
        help_text=gettext_lazy("Acts when the holder has an interest in a matter."),
    )

    GROUPS: Final = (
        (gettext_lazy("What it is"), ("name_da", "name_en", "name_nb", "stands_in")),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "stands_in", [NONE, *choices.names("roles")], self.initial.get("stands_in"))


VALUES_OF_CHOICE: Final = rows_of(ValueForm)
