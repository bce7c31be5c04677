"""A list of figures: the file, in which columns what stands, and what the source's words mean with us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.service_levels.services.lists import Looked, heading
from samspil.apps.service_levels.types import LONGEST_NAME
from samspil.core.service_levels.figure_list import Column, HowRead
from samspil.core.tables.values import DayOrder
from samspil.kit.web.language import language

MOST_WORDS: Final = 60
PASS_OVER: Final = "-"
EVERYBODY: Final = "*"
_DAYS: Final = {DayOrder.DAY_FIRST: _("31.12.2026"), DayOrder.MONTH_FIRST: _("12/31/2026")}


class SendFiguresForm(forms.Form):
    """Where the figures come from, and the file."""

    source = forms.CharField(
        label=_("Where do the figures come from?"),
        max_length=LONGEST_NAME,
        help_text=_(
            "Such as the name of the service desk system. How its lists are read is kept under this name."
        ),
        widget=forms.TextInput(attrs={"list": "sources"}),
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("An Excel file (.xlsx), .ods or CSV with headings in the first row."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv,.txt"}),
    )


class HowReadForm(forms.Form):
    """How a list is read; what was said is there already."""

    def __init__(self, *args: Any, seen: Looked, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self._seen = seen
        how, tongue = seen.how, language()
        headings = [one for one in dict.fromkeys(seen.table.row(0)) if one]
        for column in Column:
            self.fields[column.value] = forms.ChoiceField(
                label=heading(column, tongue),
                choices=[("", _("In no column")), *((one, one) for one in headings)],
                required=False,
                initial=how.columns.get(column, ""),
            )
        levels = [(str(one.public_id), f"{one.service.name}: {one.name}") for one in seen.levels]
        self.fields["all_of"] = forms.ChoiceField(
            label=_("All lines are of"),
            choices=[("", _("What the column says")), *levels],
            required=False,
            initial=how.level,
        )
        self.fields["days"] = forms.TypedChoiceField(
            label=_("Days are written like"),
            choices=[(one.value, text) for one, text in _DAYS.items()],
            coerce=DayOrder,
            initial=how.days.value if how.days in _DAYS else DayOrder.DAY_FIRST.value,
        )
        self.fields["is_share"] = forms.BooleanField(
            label=_("Per cent are written as a part of one, such as 0.95"),
            required=False,
            initial=how.is_share,
        )
        self._words = {
            **self._ask("level", seen.unknown(Column.LEVEL), [(PASS_OVER, _("Pass over")), *levels]),
            **self._ask(
                "area",
                seen.unknown(Column.AREA),
                [(EVERYBODY, _("Everybody")), *((one, one) for one in seen.areas)],
            ),
        }

    def _ask(
        self, sort: str, words: Sequence[str], choices: Sequence[tuple[str, Any]]
    ) -> dict[str, tuple[str, str]]:
        """A field for each word of the source that is none of ours."""
        names = {}
        for number, word in enumerate(words[:MOST_WORDS]):
            name = f"{sort}_{number}"
            names[name] = (sort, word)
            label = _("“%(word)s” is") % {"word": word[:80]}
            options = [("", _("Choose")), *choices]
            self.fields[name] = forms.ChoiceField(label=label, choices=options, required=False)
        return names

    @property
    def word_fields(self) -> list[forms.BoundField]:
        """The fields for words."""
        return [self[one] for one in self._words]

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """All others."""
        return [self[one] for one in self.fields if one not in self._words]

    def how(self) -> HowRead:
        """How the list is read, once the form is in order; what was said before of words stays."""
        told, before = self.cleaned_data, self._seen.how
        levels, areas = dict(before.levels), dict(before.areas)
        for name, (sort, word) in self._words.items():
            if chosen := told[name]:
                if sort == "level":
                    levels[word.casefold()] = "" if chosen == PASS_OVER else chosen
                else:
                    areas[word.casefold()] = "" if chosen == EVERYBODY else chosen
        columns = {one: told[one.value] for one in Column if told[one.value]}
        return replace(
            before,
            columns=columns,
            level=told["all_of"],
            levels=levels,
            areas=areas,
            days=told["days"],
            is_share=told["is_share"],
        )
