"""What is needed, how a gap is closed, and what a member answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.competences.types import LONGEST_TEXT, MOST_PEOPLE, For, LoanSaid, NewNeed, NewPlan, Way
from samspil.core.competences.language import Catalogue
from samspil.wording.catalogues import Language

Choices = Sequence[tuple[str, str]]
_TASK: Final = For.TASK.value


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class NeedForm(forms.Form):
    """So many who can so much, by a day, for something."""

    competence = forms.ChoiceField(label=_("What must they be able to do?"))
    level = forms.TypedChoiceField(label=_("How well, at least?"), coerce=int)
    people = forms.IntegerField(label=_("How many people?"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    about = forms.ChoiceField(label=_("For what?"))
    what = forms.CharField(
        label=_("In a few words"),
        max_length=200,
        required=False,
        help_text=_("The task, such as: the new school system from August. A unit or initiative needs none."),
    )
    by_on = _day(_("By when?"))

    def __init__(
        self,
        *args: Any,
        catalogue: Catalogue,
        language: Language,
        units: Choices,
        initiatives: Choices,
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        self._choices(
            "competence", [(k, v.name.in_language(language)) for k, v in catalogue.competences.items()]
        )
        self._choices(
            "level",
            [
                (str(place), one.name.in_language(language))
                for place, one in enumerate(catalogue.levels.values(), 1)
            ],
        )
        of_units = [(f"{For.UNIT.value} {key}", name) for key, name in units]
        of_initiatives = [(f"{For.INITIATIVE.value} {key}", name) for key, name in initiatives]
        groups = [(_("Units"), of_units), (_("Initiatives"), of_initiatives)]
        found = [(_TASK, _("A task, written below")), *((name, some) for name, some in groups if some)]
        self._choices("about", found)

    def clean(self) -> dict[str, Any]:
        """A task is said in words."""
        told = super().clean() or {}
        if told.get("about") == _TASK and not told.get("what"):
            self.add_error("what", _("Write what the task is."))
        return told

    def need(self) -> NewNeed:
        """The need, once the form is in order."""
        told = self.cleaned_data
        sort, _space, key = told["about"].partition(" ")
        return NewNeed(
            competence=told["competence"],
            level=told["level"],
            people=told["people"],
            by_on=told["by_on"],
            about=For(sort),
            what=told["what"],
            unit=UUID(key) if sort == For.UNIT.value else None,
            initiative=UUID(key) if sort == For.INITIATIVE.value else None,
        )

    def _choices(self, name: str, choices: Any) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class PlanForm(forms.Form):
    """Recruit or train, with who sees to it and when."""

    way = forms.TypedChoiceField(
        label=_("How?"),
        choices=[(Way.TRAIN.value, _("Train")), (Way.RECRUIT.value, _("Recruit"))],
        coerce=Way,
        widget=forms.RadioSelect,
        initial=Way.TRAIN.value,
    )
    people = forms.IntegerField(label=_("How many people?"), min_value=1, max_value=MOST_PEOPLE, initial=1)
    owner = forms.TypedChoiceField(label=_("Who sees to it?"), coerce=UUID)
    due_on = _day(_("By when?"))
    note = forms.CharField(label=_("What, more precisely?"), max_length=LONGEST_TEXT, required=False)

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        set_owners(self, people)

    def plan(self) -> NewPlan:
        """The plan, once the form is in order."""
        return NewPlan(**self.cleaned_data)


class BorrowForm(forms.Form):
    """Whom one asks a member for, until when, and who sees to it here."""

    findable = forms.TypedChoiceField(label=_("Whom do you ask for?"), coerce=UUID, widget=forms.RadioSelect)
    last_on = _day(_("Until when do you need them?"))
    owner = forms.TypedChoiceField(label=_("Who sees to it?"), coerce=UUID)
    due_on = _day(_("When must it be settled?"))
    note = forms.CharField(
        label=_("What do you want to say to the member?"),
        max_length=LONGEST_TEXT,
        required=False,
        help_text=_("Such as how many days a week, and what is paid."),
    )

    def __init__(self, *args: Any, people: Sequence[tuple[UUID, str]], found: Choices, **rest: Any) -> None:
        super().__init__(*args, **rest)
        set_owners(self, people)
        self.fields["findable"].choices = found  # type: ignore[attr-defined]

    def plan(self) -> NewPlan:
        """The plan, once the form is in order."""
        return NewPlan(way=Way.BORROW, people=1, **self.cleaned_data)


class LoanForm(forms.Form):
    """What a member answers that is asked for somebody."""

    answer = forms.ChoiceField(
        label=_("Can you lend them?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("What do you want to say to it?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def said(self) -> LoanSaid:
        """The answer, once the form is in order."""
        return LoanSaid(self.cleaned_data["answer"] == "yes", self.cleaned_data["words"])


def set_owners(form: forms.Form, people: Sequence[tuple[UUID, str]]) -> None:
    """Who may see to it: the people of the organisation."""
    choices = [("", _("Choose")), *((str(key), name) for key, name in people)]
    form.fields["owner"].choices = choices  # type: ignore[attr-defined]
