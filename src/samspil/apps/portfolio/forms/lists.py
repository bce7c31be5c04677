"""What is said of a list that comes in: the file, how each of its columns is read, who its lines are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.portfolio.types import Form
from samspil.core.portfolio.listing.consequences import NEW, Consequence
from samspil.core.portfolio.listing.fields import SORTS, Field, Sort
from samspil.core.portfolio.listing.mapping import Column, ListMapping, as_data
from samspil.core.tables.values import DayOrder, Mark
from samspil.kit.web.language import words
from samspil.wording.listed import field_name

Choices = list[tuple[str, str]]

CURRENCIES: Final = ("DKK", "NOK", "SEK", "EUR", "GBP", "USD", "ISK")
SCALES: Final = {
    1: gettext_lazy("as it stands"),
    1000: gettext_lazy("in thousands"),
    10**6: gettext_lazy("in millions"),
    10**9: gettext_lazy("in billions"),
}
_LONGEST_NAME: Final = 120


def _currencies() -> Choices:
    return [(one, one) for one in CURRENCIES]


class AboutList(forms.Form):
    """What is said of a list as a whole."""

    name = forms.CharField(
        label=gettext_lazy("What the list is known as"),
        required=False,
        max_length=_LONGEST_NAME,
        help_text=gettext_lazy("The same from year to year, so that what is here is known again."),
    )
    year = forms.IntegerField(
        label=gettext_lazy("The year it tells of"),
        required=False,
        min_value=1970,
        max_value=2069,
        help_text=gettext_lazy(
            "Only where the list does not say so itself. Without a year, it tells of today."
        ),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency, where nothing else stands there"), choices=_currencies
    )


class SendListForm(AboutList):
    """A file with a list of initiatives."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("An Excel file (.xlsx), .ods or CSV. It may have its headings as it likes."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )

    field_order = ("file", "name", "year", "currency")


class ColumnsForm(AboutList):
    """How a list is read: its columns, its words for status, and the words that say nothing."""

    default_form = forms.ChoiceField(label=gettext_lazy("What its lines are, where it does not say"))

    whole = ("name", "year", "currency", "default_form", "empty", "withheld")

    def __init__(
        self, data: Any, mappings: Mapping[str, ListMapping], rated: Sequence[str], **settings: Any
    ) -> None:
        super().__init__(data, **settings)
        self.mappings, self.rated = dict(mappings), list(rated)
        forms_named = [(one.value, words().say(f"listed.form.{one.value}")) for one in Form]
        self.fields["default_form"].choices = forms_named  # type: ignore[attr-defined]
        for number, mapping in enumerate(self.mappings.values()):
            for column in mapping.columns:
                self._add_column(f"s{number}c{column.at}", column)
        first = next(iter(self.mappings.values()))
        for number, word in enumerate(self.rated):
            light = first.ratings.get(word)
            self._choose(f"r{number}", word, light.value if light else "", _lights())
        self._words("empty", _("Words that mean that nobody has said"), first.empty)
        self._words("withheld", _("Words that mean that it may not be said"), first.withheld)

    def _add_column(self, name: str, column: Column) -> None:
        said = column.heading
        self._choose(f"{name}f", _("%(heading)s is") % {"heading": said}, column.field or "", _fields(column))
        sort = SORTS[column.field] if column.field else None
        if sort is Sort.AMOUNT:
            scales = [(str(one), str(label)) for one, label in SCALES.items()]
            self._choose(f"{name}s", _("%(heading)s: amounts") % {"heading": said}, str(column.scale), scales)
            known = _currencies()
            if column.currency not in CURRENCIES:
                known.append((column.currency, column.currency))
            self._choose(f"{name}v", _("%(heading)s: currency") % {"heading": said}, column.currency, known)
            self._choose(
                f"{name}m", _("%(heading)s: decimals") % {"heading": said}, column.mark.value, _marks()
            )
        if sort is Sort.DAY:
            self._choose(f"{name}d", _("%(heading)s: days") % {"heading": said}, column.days.value, _orders())

    def _choose(self, name: str, label: str, initial: str, choices: Choices) -> None:
        required = not any(key == "" for key, _label in choices)
        field = forms.ChoiceField(label=label, choices=choices, initial=initial, required=required)
        field.widget.attrs["aria-label"] = label
        self.fields[name] = field

    def _words(self, name: str, label: str, said: Sequence[str]) -> None:
        area = forms.Textarea(attrs={"rows": 4})
        self.fields[name] = forms.CharField(
            label=label,
            initial="\n".join(one for one in said if one),
            required=False,
            widget=area,
            help_text=_("One on each line."),
        )

    def columns(self, number: int, mapping: ListMapping) -> list[tuple[Column, list[Any]]]:
        """The columns of a sheet with the fields that say how each is read; the first says what it is."""
        found = []
        for column in mapping.columns:
            name = f"s{number}c{column.at}"
            rest = [self[f"{name}{one}"] for one in "svmd" if f"{name}{one}" in self.fields]
            found.append((column, [self[f"{name}f"], *rest]))
        return found

    def ratings(self) -> list[Any]:
        """The words of the list's scale, each with a field for what it means."""
        return [self[f"r{number}"] for number in range(len(self.rated))]

    def sheets(self) -> dict[str, dict[str, Any]]:
        """The mappings as they are kept, once the form is valid."""
        said = self.cleaned_data
        ratings = {word: said[f"r{number}"] for number, word in enumerate(self.rated) if said[f"r{number}"]}
        found = {}
        for number, (sheet, mapping) in enumerate(self.mappings.items()):
            data = as_data(mapping)
            for column, plain in zip(mapping.columns, data["columns"], strict=True):
                name = f"s{number}c{column.at}"
                plain["field"] = said[f"{name}f"] or None
                plain["scale"] = int(said.get(f"{name}s") or column.scale)
                plain["currency"] = said.get(f"{name}v", column.currency) or said["currency"]
                plain["mark"] = said.get(f"{name}m") or column.mark.value
                plain["days"] = said.get(f"{name}d") or column.days.value
            others = {word: light for word, light in data["ratings"].items() if word not in self.rated}
            data["ratings"] = others | ratings
            data["empty"] = ["", *_lines(said["empty"])]
            data["withheld"] = _lines(said["withheld"])
            found[sheet] = data
        return found


def _lines(said: str) -> list[str]:
    return [word for line in said.splitlines() if (word := " ".join(line.split()).casefold())]


def _fields(column: Column) -> Choices:
    """What a column can be; by our own ids we know a list that we wrote."""
    tongue = words()
    if column.field is Field.SAMSPIL:
        return [(column.field.value, field_name(column.field, tongue))]
    named = [(one.value, field_name(one, tongue)) for one in Field if one is not Field.SAMSPIL]
    return [("", _("not used")), *sorted(named, key=lambda one: one[1].casefold())]


def _lights() -> Choices:
    told = words()
    lights = [(one, told.say(f"listed.light.{one}")) for one in ("green", "yellow", "red", "grey")]
    return [("", _("refuse it")), *lights]


def _marks() -> Choices:
    return [(Mark.COMMA.value, "1.234,50"), (Mark.POINT.value, "1,234.50")]


def _orders() -> Choices:
    return [
        (DayOrder.DAY_FIRST.value, _("day first")),
        (DayOrder.MONTH_FIRST.value, _("month first")),
        (DayOrder.YEAR_FIRST.value, _("year first")),
    ]


class WhoForm(forms.Form):
    """Who the lines are that are only like something that is here."""

    def __init__(self, data: Any, unsure: Sequence[Consequence], names: Mapping[str, str]) -> None:
        super().__init__(data)
        self.keys = [one.key for one in unsure]
        for number, one in enumerate(unsure):
            same = [(key, _("The same as %(name)s") % {"name": names.get(key, "")}) for key in one.may_be]
            self.fields[f"w{number}"] = forms.ChoiceField(
                label=one.listed.name,
                choices=[*same, (NEW, _("Something new"))],
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        """What was answered, by the key of the line."""
        self.is_valid()
        found = {key: self.cleaned_data.get(f"w{number}", "") for number, key in enumerate(self.keys)}
        return {key: said for key, said in found.items() if said}
