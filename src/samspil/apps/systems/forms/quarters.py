"""How many tenders there is time for in a quarter."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.selectors.quarters import MOST_CAPACITY


class CapacityForm(forms.Form):
    """A number, or nothing for as many as there are."""

    most = forms.IntegerField(
        label=_("How many tenders can you carry in a quarter?"),
        min_value=1,
        max_value=MOST_CAPACITY,
        required=False,
        help_text=_("Leave it empty to see the cheapest plan without a limit."),
    )
