"""What is said to have KITOS asked."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.forms.choices import VISIBILITIES
from samspil.apps.systems.types.asking import KitosQuestion
from samspil.core.systems.vocabulary import Visibility

_LONGEST_TOKEN: Final = 8100


class KitosForm(forms.Form):
    """Where KITOS is, and the token. What was entered as token is never sent back to the browser."""

    address = forms.CharField(
        label=_("The address of KITOS"), max_length=300, help_text=_("It begins with https://.")
    )
    token = forms.CharField(
        label=_("Token from KITOS"),
        max_length=_LONGEST_TOKEN,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=_(
            "KITOS gives it to the user that your organisation has for other systems. It is used once."
        ),
    )
    cvr = forms.CharField(
        label=_("CVR number of your organisation"),
        max_length=20,
        required=False,
        help_text=_("Only where the token is good for several organisations."),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see what is new in it?"),
        choices=list(VISIBILITIES.items()),
        initial=Visibility.OWN.value,
        widget=forms.RadioSelect,
    )

    def said(self) -> KitosQuestion:
        """What is to be asked, once the form is in order."""
        said: dict[str, Any] = self.cleaned_data
        return KitosQuestion(said["address"], said["token"], said["cvr"], Visibility(said["visibility"]))
