"""What is written when an organisation is kept up to date. Days are the first on which something is so."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.organisations.types import Holdable
from samspil.kit.ids import new_id

Choices = list[tuple[str, str]]


def day_input() -> forms.DateInput:
    """A day as browsers ask for it."""
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class OnceForm(forms.Form):
    """A form that makes something: sent twice, it is done once."""

    once = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, **settings: Any) -> None:
        super().__init__(data, **settings)
        self.fields["once"].initial = new_id()


class RegisterForm(forms.Form):
    """A line of filters above lists that are true on a day."""

    q = forms.CharField(label=_("Words"), required=False, max_length=200)
    holds = forms.ChoiceField(label=_("Has the role or sits in"), required=False)
    on = forms.DateField(label=_("As it was on"), required=False, widget=day_input())

    def __init__(self, data: Any, holdable: Holdable) -> None:
        super().__init__(data)
        roles = [(f"role:{one.key}", one.name) for one in holdable.roles]
        forums = [(f"forum:{one.key}", one.name) for one in holdable.forums]
        choices: list[Any] = [("", _("All")), (_("Forums"), forums), (_("Roles"), roles)]
        self.fields["holds"].choices = choices  # type: ignore[attr-defined]

    def held(self, sort: str) -> str:
        """The role or the forum chosen; empty where it is none of that sort."""
        self.is_valid()
        found, _colon, key = self.cleaned_data.get("holds", "").partition(":")
        return key if found == sort else ""


class DayForm(forms.Form):
    """As it was on a day."""

    on = forms.DateField(label=_("As it was on"), required=False, widget=day_input())


class PersonForm(OnceForm):
    """Somebody new."""

    name = forms.CharField(label=_("Name"), max_length=200)
    function = forms.CharField(
        label=_("Function"), max_length=200, required=False, help_text=_("What others know the person as.")
    )
    unit = forms.ChoiceField(label=_("Unit"), required=False)
    email = forms.EmailField(label=_("E-mail"), required=False, max_length=200)
    since = forms.DateField(label=_("From"), widget=day_input())

    def __init__(self, data: Any, units: Choices, on: date) -> None:
        super().__init__(data)
        self.fields["unit"].choices = [("", _("None")), *units]  # type: ignore[attr-defined]
        self.fields["since"].initial = on


class HoldForm(OnceForm):
    """A role or a seat for somebody, from a day."""

    what = forms.ChoiceField(label=_("Role or seat"))
    who = forms.ChoiceField(label=_("Who"))
    since = forms.DateField(label=_("From"), widget=day_input())

    def __init__(self, data: Any, holdable: Holdable, people: list[tuple[UUID, str]], on: date) -> None:
        super().__init__(data)
        seats = [
            (forum.name, [(f"{forum.key}/{seat.id}", seat.name) for seat in forum.seats])
            for forum in holdable.forums
        ]
        roles = [(one.key, one.name) for one in holdable.roles]
        self.fields["what"].choices = [("", ""), (_("Roles"), roles), *seats]  # type: ignore[attr-defined]
        self.fields["who"].choices = [("", ""), *((str(one), name) for one, name in people)]  # type: ignore[attr-defined]
        self.fields["since"].initial = on


class EndForm(forms.Form):
    """The first day without it."""

    until = forms.DateField(
        label=_("Ends on"), widget=day_input(), help_text=_("The first day on which it is so no longer.")
    )

    def __init__(self, data: Any = None, *, on: date | None = None, key: int = 0) -> None:
        super().__init__(data, auto_id=f"id_{key}_%s")
        self.fields["until"].initial = on


class MemberForm(OnceForm):
    """A municipality, from a day."""

    code = forms.ChoiceField(label=_("Municipality"))
    since = forms.DateField(label=_("From"), widget=day_input())

    def __init__(self, data: Any, municipalities: Choices, on: date, prefix: str) -> None:
        super().__init__(data, prefix=prefix)
        self.fields["code"].choices = [("", ""), *municipalities]  # type: ignore[attr-defined]
        self.fields["since"].initial = on


class InviteForm(forms.Form):
    """The address of somebody who is to log in."""

    email = forms.EmailField(label=_("E-mail"), max_length=200)


class ListsForm(forms.Form):
    """Lists of units and people."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel file as KITOS gives it (.xlsx), .ods, or CSV. At most 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )
    is_complete = forms.BooleanField(
        label=_("The lists are complete"),
        required=False,
        help_text=_("Units and people that are not in them have left. Without this, nobody is ended."),
    )
