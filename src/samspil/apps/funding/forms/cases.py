"""A business case as people write it: lines with an amount a year, and what is not money beside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.funding.selectors.case_words import BOTTOM_LINES, KINDS
from samspil.core.finance.business_case import MOST_LINES, Beside, BottomLine, Case, Kind, Line
from samspil.core.units import Money
from samspil.kit.web.amounts import AmountField

CURRENCY: Final = "DKK"
USUAL_YEARS: Final = 5
MOST_YEARS_WRITTEN: Final = 30  # what is longer is written in a workbook
BESIDE: Final = 3
MOST_BESIDE: Final = 30
MORE_LINES: Final = 3
FIRST_LINES: Final = (Kind.ESTABLISHMENT, Kind.OPERATION, Kind.BENEFIT)
_EARLIEST, _LATEST = 1990, 2200
_LONGEST_NAME: Final = 200
_LONGEST_TEXT: Final = 500
_MOST_PERCENT: Final = 10_000


@dataclass(frozen=True, slots=True)
class Shape:
    """How much of a form there is: years, lines, and whether it has three points and what they build on."""

    first_year: int
    years: int
    lines: int
    is_whole: bool
    beside: int = BESIDE

    @classmethod
    def sent(cls, data: Mapping[str, Any], year: int) -> Shape:
        """As the page was sent; what is no number is as usual."""
        return cls(
            _within(data.get("first_year"), _EARLIEST, _LATEST, year),
            _within(data.get("years"), 1, MOST_YEARS_WRITTEN, USUAL_YEARS),
            _within(data.get("lines"), 1, MOST_LINES, len(FIRST_LINES)),
            bool(data.get("whole")),
            _within(data.get("besides"), BESIDE, MOST_BESIDE, BESIDE),
        )

    @classmethod
    def of(cls, case: Case, *, is_whole: bool) -> Shape:
        """Room for a version that is written anew."""
        lines = min(len(case.lines) + 1, MOST_LINES)
        return cls(case.first_year, case.years, lines, is_whole, max(BESIDE, len(case.beside)))


def _within(said: Any, least: int, most: int, usual: int) -> int:
    try:
        return min(max(int(str(said)), least), most)
    except ValueError:
        return usual


class CaseForm(forms.Form):
    """The whole of it. A line without a name, a party and an amount is no line."""

    first_year = forms.IntegerField(
        label=gettext_lazy("The first year"),
        min_value=_EARLIEST,
        max_value=_LATEST,
        help_text=gettext_lazy("Its amounts count in full; those of later years are discounted."),
    )
    years = forms.IntegerField(
        label=gettext_lazy("How many years are looked at?"), min_value=1, max_value=MOST_YEARS_WRITTEN
    )
    price_year = forms.IntegerField(
        label=gettext_lazy("In the prices of which year?"),
        min_value=_EARLIEST,
        max_value=_LATEST,
        help_text=gettext_lazy("Write all amounts in that year's prices, without inflation."),
    )

    def __init__(self, shape: Shape, *, says_why: bool, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.shape = shape
        for number in range(shape.lines):
            self._add_line(number)
        for number in range(self.shape.beside):
            self.fields[f"beside_{number}"] = forms.CharField(
                label=_("What it means"), required=False, max_length=_LONGEST_TEXT
            )
            self.fields[f"bottom_{number}"] = forms.ChoiceField(
                label=_("Bottom line"), choices=list(BOTTOM_LINES.items()), required=False
            )
        if shape.is_whole:
            self.fields["assumptions"] = forms.CharField(
                label=_("What do the estimates build on?"),
                widget=forms.Textarea,
                required=False,
                help_text=_("For example offers, own measurements, what others paid, and what is uncertain."),
            )
        if says_why:
            self.fields["why"] = forms.CharField(
                label=_("What is otherwise than in the version before, and why?"), widget=forms.Textarea
            )

    def _add_line(self, number: int) -> None:
        self.fields[f"kind_{number}"] = forms.ChoiceField(label=_("What is it?"), choices=list(KINDS.items()))
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Name"), required=False, max_length=_LONGEST_NAME
        )
        self.fields[f"party_{number}"] = forms.CharField(
            label=_("Who pays it, or gains by it?"),
            required=False,
            max_length=_LONGEST_NAME,
            widget=forms.TextInput(attrs={"list": "parties"}),
            help_text=_("Leave it empty while it is unclear."),
        )
        for year in range(self.shape.years):
            self.fields[f"amount_{number}_{year}"] = AmountField(
                currency=CURRENCY, label=str(self.shape.first_year + year), required=False
            )
        self.fields[f"rest_{number}"] = AmountField(
            currency=CURRENCY,
            label=_("In each year left empty"),
            required=False,
        )
        if self.shape.is_whole:
            for field, label in (
                ("bad", _("If it goes badly, in per cent")),
                ("good", _("If it goes well, in per cent")),
            ):
                self.fields[f"{field}_{number}"] = forms.IntegerField(
                    label=label, required=False, min_value=0, max_value=_MOST_PERCENT
                )

    # --- as the page lays it out
    def written_lines(self) -> Iterator[dict[str, Any]]:
        """Each line's fields."""
        for number in range(self.shape.lines):
            points = [f"{name}_{number}" for name in ("bad", "good")]
            yield {
                "number": number + 1,
                "first": [self[f"{name}_{number}"] for name in ("kind", "name", "party")],
                "amounts": [self[f"amount_{number}_{year}"] for year in range(self.shape.years)],
                "rest": self[f"rest_{number}"],
                "points": [self[name] for name in points if name in self.fields],
            }

    def written_beside(self) -> list[list[Any]]:
        """The fields of what is not money."""
        return [[self[f"beside_{number}"], self[f"bottom_{number}"]] for number in range(self.shape.beside)]

    def first_fields(self) -> list[Any]:
        """The years."""
        return [self[name] for name in ("first_year", "years", "price_year")]

    def last_fields(self) -> list[Any]:
        """What it builds on, and why it is otherwise."""
        return [self[name] for name in ("assumptions", "why") if name in self.fields]

    # --- what it says
    def clean(self) -> dict[str, Any]:
        """Every line that is begun has a name and an amount; a line of somebody is somebody's."""
        said = dict(super().clean() or self.cleaned_data)
        for number in range(self.shape.lines):
            if self._is_begun(number, said) and not said.get(f"name_{number}"):
                self.add_error(f"name_{number}", _("Write what the line is about."))
        return said

    def case(self) -> Case:
        """The case, once the form is in order.

        Raises:
            ProblemsError: it is none; see `Case`.
        """
        said = self.cleaned_data
        lines = [
            self._line(number, said) for number in range(self.shape.lines) if self._is_begun(number, said)
        ]
        beside = [
            Beside(said[f"beside_{number}"], BottomLine(said[f"bottom_{number}"] or BottomLine.QUALITY))
            for number in range(self.shape.beside)
            if said[f"beside_{number}"]
        ]
        return Case(said["first_year"], said["price_year"], tuple(lines), tuple(beside))

    def _is_begun(self, number: int, said: Mapping[str, Any]) -> bool:
        amounts = [said.get(f"amount_{number}_{year}") for year in range(self.shape.years)]
        given = [said.get(f"rest_{number}"), *amounts]
        return bool(said.get(f"name_{number}")) or any(one is not None for one in given)

    def _line(self, number: int, said: Mapping[str, Any]) -> Line:
        rest = said[f"rest_{number}"] or Money(0, CURRENCY)
        amounts = [said[f"amount_{number}_{year}"] for year in range(self.shape.years)]
        return Line(
            said[f"name_{number}"],
            Kind(said[f"kind_{number}"]),
            said[f"party_{number}"],
            tuple(rest if one is None else one for one in amounts),
            _share(said.get(f"bad_{number}")),
            _share(said.get(f"good_{number}")),
        )


def _share(percent: int | None) -> Fraction:
    return Fraction(1) if percent is None else Fraction(percent, 100)


def initial_of(case: Case, assumptions: str) -> dict[str, Any]:
    """What a form begins with where a version is written anew."""
    found: dict[str, Any] = {
        "first_year": case.first_year,
        "years": case.years,
        "price_year": case.price_year,
        "assumptions": assumptions,
    }
    for number, line in enumerate(case.lines):
        said: dict[str, Any] = {"kind": line.kind.value, "name": line.name, "party": line.party}
        if line.has_points:
            said |= {"bad": _percent(line.pessimistic), "good": _percent(line.optimistic)}
        found |= {f"{name}_{number}": value for name, value in said.items()}
        found |= {f"amount_{number}_{year}": one for year, one in enumerate(line.amounts) if one.minor}
    for number, one in enumerate(case.beside):
        found |= {f"beside_{number}": one.text, f"bottom_{number}": one.bottom_line.value}
    return found


def first_initial(year: int) -> dict[str, Any]:
    """What an empty form begins with: one line of each of three kinds."""
    found: dict[str, Any] = {"first_year": year, "years": USUAL_YEARS, "price_year": year}
    return found | {f"kind_{number}": kind.value for number, kind in enumerate(FIRST_LINES)}


def _percent(share: Fraction) -> int:
    return round(share * 100)
