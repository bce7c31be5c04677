"""What the list of common needs is narrowed by. What makes no sense narrows nothing."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil import library
from samspil.apps.needs.selectors.common import CONFIRMED, OPEN, Narrowing
from samspil.kit.paging import read_key

SIZES: Final = {"25": 25, "100": 100}
_ALL: Final = ("", _("All"))
_MINE: Final = "ours"
_MAIN_GROUP: Final = 2  # digits of its number


class CommonForm(forms.Form):
    """The filters above the common needs."""

    whose = forms.ChoiceField(
        label=_("Who has it"), required=False, choices=[_ALL, (_MINE, _("Ourselves, and others"))]
    )
    state = forms.ChoiceField(
        label=_("Answer"),
        required=False,
        choices=[
            _ALL,
            (OPEN, _("Nobody has answered yet")),
            (CONFIRMED, _("Said to be the same")),
        ],
    )
    area = forms.ChoiceField(label=_("Area (KLE)"), required=False)

    def __init__(self, data: Any, *, has_own: bool) -> None:
        super().__init__(data, auto_id="by_%s")
        titles = library.kle()
        said = [(one, f"{one} {title}") for one, title in titles.items() if len(one) == _MAIN_GROUP]
        self.fields["area"].choices = [_ALL, *said]  # type: ignore[attr-defined]
        if not has_own:
            del self.fields["whose"]

    def chosen(self) -> Narrowing:
        """The filter; a field in error counts as empty."""
        self.is_valid()
        said = self.cleaned_data
        return Narrowing(
            mine=said.get("whose", "") == _MINE,
            state=said.get("state", ""),
            area=said.get("area", ""),
            after=_after(str(self.data.get("after", ""))),
            size=SIZES.get(str(self.data.get("size", "")), 25),
        )

    @property
    def shown_fields(self) -> list[forms.BoundField]:
        """In order."""
        return list(self)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything is left out."""
        by = self.chosen()
        return any((by.mine, by.state, by.area))


def _after(said: str) -> tuple[date | None, int] | None:
    key = read_key(said)
    if key is None:
        return None
    try:
        return (date.fromisoformat(key[0]) if key[0] else None, key[1])
    except ValueError:
        return None
