"""Fields that several forms of the register have."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.units import Money
from samspil.kit.web.amounts import AmountField

LONGEST: Final = 4000
LINE: Final = 200
MOST_LINES: Final = 100
People = Sequence[tuple[UUID, str]]


def text(rows: int, **rest: Any) -> forms.CharField:
    """Room to write in."""
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **rest)


def line(longest: int = LINE, **rest: Any) -> forms.CharField:
    """A line to write, or none."""
    return forms.CharField(max_length=longest, **{"required": False, **rest})


def day(**rest: Any) -> forms.DateField:
    """A day, chosen or written, or none."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **{"required": False, **rest})


def number(least: int = 0, most: int = 10**9, **rest: Any) -> forms.IntegerField:
    """A whole number, or none."""
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(min_value=least, max_value=most, required=False, widget=widget, **rest)


def amount(**rest: Any) -> AmountField:
    """An amount in kroner, or none."""
    return AmountField(currency="DKK", **{"required": False, **rest})


def signed_amount(**rest: Any) -> AmountField:
    """An amount in kroner that may be below nothing, such as a correction, or none."""
    return SignedAmountField(currency="DKK", **{"required": False, **rest})


def one_of(choices: Any, as_: Any, **rest: Any) -> forms.TypedChoiceField:
    """One of a few."""
    return forms.TypedChoiceField(choices=list(choices.items()), coerce=as_, **rest)


def person(people: People, **rest: Any) -> forms.TypedChoiceField:
    """Who that is today; nobody may be chosen."""
    choices = [("", _("Nobody who logs in")), *((str(key), name) for key, name in people)]
    return forms.TypedChoiceField(choices=choices, coerce=UUID, empty_value=None, required=False, **rest)


class SignedAmountField(AmountField):
    """An amount that a minus in front makes one below nothing."""

    def clean(self, value: Any) -> Money | None:
        """The amount, with its sign."""
        written = str(value or "").strip()
        is_below = written.startswith(("-", "\N{MINUS SIGN}"))
        found = super().clean(written[1:].strip() if is_below else written)
        return Money(-found.minor, found.currency) if found is not None and is_below else found


class ListField(forms.CharField):
    """Several things in one field, with commas or on lines of their own."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(max_length=LONGEST, **{"required": False, **rest})

    def clean(self, value: Any) -> tuple[str, ...]:
        """Each once, in the order they are written."""
        written = super().clean(value).replace("\n", ",").split(",")
        return tuple(dict.fromkeys(one.strip() for one in written if one.strip()))[:MOST_LINES]

    def prepare_value(self, value: Any) -> Any:
        """As it is written in a field."""
        return ", ".join(value) if isinstance(value, list | tuple) else value


class LinksField(forms.CharField):
    """Documents that lie elsewhere: one a line, its address last."""

    default_error_messages = {  # noqa: RUF012 – Django's own form of it
        "link": _(
            "Write each link on a line of its own, and let it end with an address that begins with https."
        )
    }

    def __init__(self, **rest: Any) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(max_length=LONGEST, widget=widget, **{"required": False, **rest})

    def clean(self, value: Any) -> tuple[tuple[str, str], ...]:
        """Title and address of each."""
        found = []
        for written in filter(None, map(str.strip, super().clean(value).splitlines())):
            title, _space, link = written.rpartition(" ")
            if not link.startswith(("https://", "http://")) or len(link) > LINE * 5:
                raise forms.ValidationError(self.error_messages["link"], "link")
            found.append((title.strip() or link, link))
        return tuple(found[:MOST_LINES])

    def prepare_value(self, value: Any) -> Any:
        """As it is written in a field."""
        if not isinstance(value, list | tuple):
            return value
        pairs = (one if isinstance(one, list | tuple) and len(one) == 2 else ("", str(one)) for one in value)
        return "\n".join(f"{title} {link}".strip() for title, link in pairs)


def minor(money: Money | None) -> int | None:
    """An amount as rows keep it."""
    return None if money is None else money.minor


def money(amount_minor: int | None, currency: str) -> Money | None:
    """An amount as a field shows it."""
    return None if amount_minor is None else Money(amount_minor, currency)
