"""A month of a unit's time, in hours by sort of task; and the sorts themselves."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.resources.types import MOST_MINUTES
from samspil.core.task_mix.language import Category
from samspil.kit.web.numbers import NumberField
from samspil.wording.catalogues import Language

HOUR: Final = 60
LONGEST_DOCUMENT: Final = 50_000
_FIELD: Final = "hours_{}"


class MonthForm(forms.Form):
    """Hours by sort of task. ``seen`` is what stood there when somebody began to write."""

    seen = forms.CharField(required=False, max_length=2000, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        categories: Mapping[str, Category],
        language: Language,
        stood: Mapping[str, int],
        proposed: Mapping[str, int],
        **rest: Any,
    ) -> None:
        begun = {_FIELD.format(key): _hours(minutes) for key, minutes in proposed.items()}
        super().__init__(*args, **rest)
        self.initial = {**begun, "seen": _written(stood)}
        self._categories = tuple(categories)
        most = Decimal(MOST_MINUTES // HOUR)
        for key, one in categories.items():
            self.fields[_FIELD.format(key)] = NumberField(
                label=one.name.in_language(language),
                help_text=one.means.in_language(language),
                least=Decimal(0),
                most=most,
            )

    def minutes(self) -> dict[str, int]:
        """What was written, in minutes, once the form is in order."""
        said = {key: self.cleaned_data[_FIELD.format(key)] for key in self._categories}
        return {key: round(hours * HOUR) for key, hours in said.items()}

    def seen_then(self) -> dict[str, int]:
        """What stood there when the page was asked for; what cannot be read is nothing that stood."""
        parts = (one.partition(":") for one in self.cleaned_data["seen"].split(";") if one)
        return {key: int(value) for key, _mark, value in parts if value.isascii() and value.isdigit()}


class CategoriesForm(forms.Form):
    """The sorts of tasks, word by word."""

    document = forms.CharField(
        label=_("The sorts of tasks"),
        max_length=LONGEST_DOCUMENT,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false"}),
        help_text=_("In Danish, English and Norwegian. At least one is development, and one is not."),
    )


def _hours(minutes: int) -> Decimal:
    return Decimal(minutes) / HOUR


def _written(stood: Mapping[str, int]) -> str:
    return ";".join(f"{key}:{minutes}" for key, minutes in sorted(stood.items()))
