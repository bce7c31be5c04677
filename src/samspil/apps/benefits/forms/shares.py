"""Who is expected to get which part of a benefit, as people say it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.benefits.distribution import PLACES
from samspil.kit.web.numbers import ShareField, refuse_unless_all

ALIKE, BY_INHABITANTS, WRITTEN, NOT_DIVIDED = "alike", "inhabitants", "written", "not"
_WAYS: Final = [
    (ALIKE, _("Alike: each member that takes part gets the same")),
    (BY_INHABITANTS, _("By inhabitants")),
    (WRITTEN, _("As written below, in per cent")),
    (NOT_DIVIDED, _("Not divided")),
]


class SharesForm(forms.Form):
    """How it is divided, and each member's part where that is written."""

    way = forms.ChoiceField(label=_("How is it divided?"), choices=_WAYS, widget=forms.RadioSelect)

    def __init__(
        self,
        data: Any,
        members: Sequence[tuple[str, str]],
        known: dict[str, Decimal],
        *,
        are_counted: bool,
    ) -> None:
        super().__init__(data, initial={"way": WRITTEN if known else ALIKE})
        self.members = members
        if not are_counted:
            ways = [one for one in _WAYS if one[0] != BY_INHABITANTS]
            self.fields["way"].choices = ways  # type: ignore[attr-defined]
        for code, name in members:
            self.fields[f"part_{code}"] = ShareField(
                label=name, places=PLACES, required=False, initial=known.get(code)
            )

    def clean(self) -> dict[str, Any]:
        """What is written is all of it; the rules say so again."""
        said = dict(super().clean() or self.cleaned_data)
        if said.get("way") == WRITTEN and not self.errors:
            parts = self._written(said)
            if not any(parts.values()):
                self.add_error("way", _("Write each member's part, or choose another way."))
            else:
                refuse_unless_all(parts.values())
        return said

    @property
    def chosen(self) -> str:
        """How, once the form is in order."""
        return str(self.cleaned_data["way"])

    def written(self) -> dict[str, Decimal]:
        """The parts that are written, by code."""
        return self._written(self.cleaned_data)

    def _written(self, said: dict[str, Any]) -> dict[str, Decimal]:
        found = {code: said.get(f"part_{code}") for code, _name in self.members}
        return {code: part for code, part in found.items() if part is not None}
