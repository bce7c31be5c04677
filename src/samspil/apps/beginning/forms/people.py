"""The first person, and those who are invited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.beginning.types import Invitee

MOST_ROWS: Final = 100
NEW_PASSWORD: Final = {"autocomplete": "new-password"}
Choices = list[Any]


class FirstForm(forms.Form):
    """Whoever sits here."""

    person = forms.CharField(label=gettext_lazy("Your name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("Your e-mail"), max_length=200)
    role = forms.ChoiceField(
        label=gettext_lazy("Your role"),
        help_text=gettext_lazy("These roles may invite others and keep the organisation up to date."),
    )

    def __init__(self, *args: Any, roles: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """However it is written."""
        return str(self.cleaned_data["email"]).lower()


class InviteeForm(forms.Form):
    """Somebody to invite. An empty row is nobody."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    email = forms.EmailField(label=gettext_lazy("E-mail"), max_length=200)
    what = forms.ChoiceField(label=gettext_lazy("Role or seat"), required=False)

    def __init__(self, *args: Any, what: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["what"].choices = what  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """However it is written."""
        return str(self.cleaned_data["email"]).lower()


class _Rows(BaseFormSet[Any]):
    """Nobody twice, and no seat for two."""

    def clean(self) -> None:
        """Say it in the row."""
        emails: set[str] = set()
        seats: set[str] = set()
        for row in self.forms:
            said = getattr(row, "cleaned_data", {})
            _refuse_twice(row, said, "email", emails, _("This address is in another row."))
            if "/" in said.get("what", ""):
                _refuse_twice(row, said, "what", seats, _("Somebody else has this seat."))

    def invitees(self) -> tuple[Invitee, ...]:
        """Those who are written."""
        said = [row.cleaned_data for row in self.forms if row.cleaned_data]
        return tuple(Invitee(one["name"], one["email"], one["what"]) for one in said)


def _refuse_twice(
    row: forms.Form, said: Mapping[str, str], field: str, seen: set[str], sentence: str
) -> None:
    value = said.get(field, "")
    if value and value in seen:
        row.add_error(field, sentence)
    seen.add(value)


def rows_of(extra: int) -> type[_Rows]:
    """So many empty rows after those that are written."""
    return formset_factory(  # type: ignore[return-value]
        InviteeForm, formset=_Rows, extra=extra, max_num=MOST_ROWS, absolute_max=MOST_ROWS + 10
    )


class PasswordForm(forms.Form):
    """The password of the first person; it is kept nowhere before all is made."""

    password = forms.CharField(
        label=gettext_lazy("Choose your password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
        help_text=gettext_lazy("At least 12 characters. A sentence that you remember is good."),
    )
    again = forms.CharField(
        label=gettext_lazy("The same password again"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs=NEW_PASSWORD),
    )

    def __init__(self, *args: Any, email: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.email = email

    def clean_password(self) -> str:
        """Held to the rules for passwords."""
        said: str = self.cleaned_data["password"]
        validate_password(said, get_user_model()(email=self.email))
        return said

    def clean(self) -> dict[str, Any]:
        """Written the same twice."""
        said = super().clean() or {}
        if "password" in said and said.get("again") != said["password"]:
            self.add_error("again", _("The two passwords are not the same."))
        return said
