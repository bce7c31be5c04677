"""Obligations and rules for joint decisions, as forms."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.governance.editing import parts
from samspil.apps.governance.forms.model_choices import (
    LONGEST,
    NONE,
    SOURCES,
    Choices,
    Named,
    Sourced,
    choose,
)
from samspil.core.governance.language.basics import Unit

PER: Final = [
    ("matter", gettext_lazy("One for the matter")),
    ("participant", gettext_lazy("One for each participant")),
    ("member", gettext_lazy("One for each member")),
]
EFFECTS: Final = [
    ("recommendation", gettext_lazy("Recommends: each member consents by its own mandates")),
    ("binding", gettext_lazy("Binds the members by the statutes")),
]


class ObligationForm(Named, Sourced):
    """Who owes what to whom by when."""

    owed_by = forms.ChoiceField(label=gettext_lazy("Owed by"))
    owed_to = forms.ChoiceField(label=gettext_lazy("Owed to"))
    after = forms.ChoiceField(label=gettext_lazy("How long after the decision"))
    every = forms.ChoiceField(label=gettext_lazy("Then every"), required=False)
    times = forms.ChoiceField(label=gettext_lazy("How many times"), required=False)
    per = forms.ChoiceField(label=gettext_lazy("How many are made"), choices=PER)

    GROUPS: Final = (
        (gettext_lazy("What is owed"), ("name_da", "name_en", "name_nb", "owed_by", "owed_to", "per")),
        (gettext_lazy("When"), ("after", "every", "times")),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("owed_by", "owed_to"):
            self.fields[name].choices = [NONE, *choices.bodies()]  # type: ignore[attr-defined]
        for name in ("after", "every"):
            choose(self, name, [NONE, *choices.lengths()], self.initial.get(name))
        choose(self, "times", [NONE, *choices.parameters(Unit.COUNT)], self.initial.get("times"))


def _terms(label: Any, *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label, required=required, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class JointForm(Sourced):
    """What a joint decision does to the members."""

    effect = forms.ChoiceField(label=gettext_lazy("Effect"), choices=EFFECTS)
    participation = forms.ChoiceField(label=gettext_lazy("Taking part"))
    least_members = forms.ChoiceField(label=gettext_lazy("Least number of members"), required=False)
    least_population = forms.ChoiceField(label=gettext_lazy("Least number of inhabitants"), required=False)
    member_kind = forms.ChoiceField(
        label=gettext_lazy("Each member answers by a matter of the kind"), required=False
    )
    leaving_da = _terms(gettext_lazy("Terms of leaving, in Danish"), required=True)
    leaving_en = _terms(gettext_lazy("Terms of leaving, in English"))
    leaving_nb = _terms(gettext_lazy("Terms of leaving, in Norwegian"))
    notice = forms.ChoiceField(label=gettext_lazy("Notice"))
    ends_with_membership = forms.BooleanField(
        label=gettext_lazy("Ends when the member leaves the association"), required=False
    )
    only_by = forms.MultipleChoiceField(
        label=gettext_lazy("Leaving also takes an approved matter of the kind"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    late_da = _terms(gettext_lazy("Terms of joining late, in Danish"))
    late_en = _terms(gettext_lazy("Terms of joining late, in English"))
    late_nb = _terms(gettext_lazy("Terms of joining late, in Norwegian"))
    within = forms.ChoiceField(label=gettext_lazy("For how long that is open"), required=False)
    basis_da = _terms(gettext_lazy("Legal basis, in Danish"))
    basis_en = _terms(gettext_lazy("Legal basis, in English"))
    basis_nb = _terms(gettext_lazy("Legal basis, in Norwegian"))
    purpose = forms.MultipleChoiceField(
        label=gettext_lazy("It holds for these kinds of matter"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    basis_source_sort = forms.ChoiceField(
        label=gettext_lazy("Where the basis comes from"), choices=SOURCES, initial=parts.LAW
    )
    basis_source = forms.CharField(label=gettext_lazy("Which one"), max_length=LONGEST, required=False)

    GROUPS: Final = (
        (
            gettext_lazy("The rule"),
            ("effect", "participation", "least_members", "least_population", "member_kind"),
        ),
        (
            gettext_lazy("Leaving"),
            ("leaving_da", "leaving_en", "leaving_nb", "notice", "ends_with_membership", "only_by"),
        ),
        (
            gettext_lazy("Joining late, where that can be done"),
            ("late_da", "late_en", "late_nb", "within"),
        ),
        (
            gettext_lazy("Legal basis, only where it binds"),
            ("basis_da", "basis_en", "basis_nb", "purpose", "basis_source_sort", "basis_source"),
        ),
        (gettext_lazy("Source"), ("source_sort", "source")),
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        was = self.initial
        choose(self, "participation", choices.say("participation", ("all", "opt_in")))
        choose(self, "least_members", [NONE, *choices.parameters(Unit.COUNT)], was.get("least_members"))
        people = [NONE, *choices.parameters(Unit.PEOPLE)]
        choose(self, "least_population", people, was.get("least_population"))
        choose(self, "member_kind", [NONE, *choices.answering()], was.get("member_kind"))
        months = [NONE, *choices.parameters(Unit.MONTHS)]
        choose(self, "notice", months, was.get("notice"))
        choose(self, "within", months, was.get("within"))
        choose(self, "only_by", choices.names("kinds"), was.get("only_by"))
        choose(self, "purpose", choices.names("kinds"), was.get("purpose"))

    def clean(self) -> dict[str, Any]:
        """Terms of which only a translation is given would be lost, and so would what goes with them."""
        said = super().clean()
        hangs_on = {
            "late_da": ("late_en", "late_nb", "within"),
            "basis_da": ("basis_en", "basis_nb", "purpose", "basis_source"),
        }
        for name, more in hangs_on.items():
            if not said.get(name) and any(said.get(one) for one in more):
                self.add_error(name, _("Say it in Danish."))
        return said
