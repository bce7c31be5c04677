"""What units have, to whom they report, and what the mix is meant to be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.resources.parts.words import REPORTS_WORDS, SEAT_WORDS
from samspil.apps.resources.types import (
    LONGEST_NOTE,
    MOST_CONSULTANT_DAYS,
    MOST_FULL_TIME,
    Consultants,
    Reports,
    ReportsTo,
    Seat,
    Strength,
    Target,
)
from samspil.core.task_mix.language import Category
from samspil.kit.web.months import MonthField
from samspil.kit.web.numbers import NumberField
from samspil.wording.catalogues import Language

_HUNDRED: Final = 100
_FIELD: Final = "percent_{}"
SEATS: Final = tuple((key.value, name) for key, name in SEAT_WORDS.items())
REPORTS: Final = tuple((key.value, name) for key, name in REPORTS_WORDS.items())


def _hundredths(number: Decimal) -> int:
    return round(number * _HUNDRED)


class StrengthForm(forms.Form):
    """So many full-time equivalents from a month on, and where they sit."""

    full_time = NumberField(
        label=_("Full-time equivalents"),
        help_text=_("Those who work with IT and digitalisation. 0 where the unit no longer has any."),
        least=Decimal(0),
        most=Decimal(MOST_FULL_TIME // _HUNDRED),
    )
    seat = forms.ChoiceField(label=_("Where do they sit?"), choices=SEATS, widget=forms.RadioSelect)
    since = MonthField(label=_("From month"))

    def strength(self, unit: UUID) -> Strength:
        """What the unit has, once the form is in order."""
        said = self.cleaned_data
        return Strength(unit, said["since"], _hundredths(said["full_time"]), Seat(said["seat"]))


class ConsultantsForm(forms.Form):
    """Days a month in another unit, from a month on."""

    area = forms.TypedChoiceField(label=_("In which specialist area?"), coerce=UUID)
    days = NumberField(
        label=_("Days a month"),
        help_text=_("0 where nobody comes there any longer."),
        least=Decimal(0),
        most=Decimal(MOST_CONSULTANT_DAYS // _HUNDRED),
    )
    since = MonthField(label=_("From month"))

    def __init__(self, *args: Any, areas: Sequence[tuple[UUID, str]], **rest: Any) -> None:
        super().__init__(*args, **rest)
        told = [("", _("Choose")), *((str(key), name) for key, name in areas)]
        self.fields["area"].choices = told  # type: ignore[attr-defined]

    def consultants(self, unit: UUID) -> Consultants:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        return Consultants(unit, said["area"], said["since"], _hundredths(said["days"]))


class AnchoringForm(forms.Form):
    """To whom a unit reports, from a month on."""

    reports_to = forms.ChoiceField(
        label=_("To whom does the unit report?"), choices=REPORTS, widget=forms.RadioSelect
    )
    function = forms.CharField(
        label=_("Which one?"),
        max_length=LONGEST_NOTE,
        help_text=_("The function, such as: the director of health. No name."),
    )
    since = MonthField(label=_("From month"))

    def reports(self, unit: UUID) -> Reports:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        return Reports(unit, said["since"], ReportsTo(said["reports_to"]), said["function"])


class TargetForm(forms.Form):
    """What the mix is meant to be, in per cent, and what is protected for development."""

    def __init__(
        self, *args: Any, categories: Mapping[str, Category], language: Language, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self._categories = tuple(categories)
        for key, one in categories.items():
            self.fields[_FIELD.format(key)] = self._percent(
                label=_("%(name)s, per cent") % {"name": one.name.in_language(language)}
            )
        self.fields["protected"] = self._percent(
            label=_("Protected for development, per cent"),
            help_text=_("What development is to have at least. At most its share above."),
        )
        self.fields["since"] = MonthField(label=_("From month"))
        self.fields["source"] = forms.CharField(
            label=_("Who has decided it?"), max_length=LONGEST_NOTE, required=False
        )

    @staticmethod
    def begin_with(target: Target) -> dict[str, Any]:
        """The fields of a target that holds."""
        return {
            **{_FIELD.format(key): percent for key, percent in target.percents.items()},
            "protected": target.protected,
            "source": target.source,
        }

    def target(self, unit: UUID | None) -> Target:
        """The target, once the form is in order."""
        said = self.cleaned_data
        percents = {key: said[_FIELD.format(key)] for key in self._categories}
        return Target(unit, said["since"], percents, said["protected"], said["source"])

    def _percent(self, **said: Any) -> forms.IntegerField:
        return forms.IntegerField(min_value=0, max_value=_HUNDRED, **said)
