"""Fields that several forms of a benefit have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST: Final = 4000
FUNCTION: Final = 200
People = Sequence[tuple[UUID, str]]


def text(rows: int, **rest: Any) -> forms.CharField:
    """Room to write in."""
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **rest)


def day(**rest: Any) -> forms.DateField:
    """A day, chosen or written."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **rest)


def function(**rest: Any) -> forms.CharField:
    """Somebody by function."""
    return forms.CharField(max_length=FUNCTION, **rest)


def person(people: People, **rest: Any) -> forms.TypedChoiceField:
    """Who that is today, among those who can log in or are known; nobody may be chosen."""
    choices = [("", _("Nobody who logs in")), *((str(key), name) for key, name in people)]
    return forms.TypedChoiceField(choices=choices, coerce=UUID, empty_value=None, required=False, **rest)


def choice(choices: Any, as_one_of: Any = str, **rest: Any) -> forms.TypedChoiceField:
    """One of a few, side by side."""
    return forms.TypedChoiceField(
        choices=list(choices.items()), coerce=as_one_of, widget=forms.RadioSelect, **rest
    )
