"""What people put into a benefit map, one at a time or many in a workshop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.forms.choices import BOTTOM_LINES
from samspil.apps.benefits.services.maps import LONGEST_TITLE, NewStep
from samspil.apps.benefits.services.workshop import Chain
from samspil.apps.benefits.types import BottomLine, StepSort
from samspil.core.benefits.mapping import Column

Choices = Sequence[tuple[str, Any]]
COLUMN_NAMES: Final[Mapping[Column, str | Promise]] = {
    Column.DELIVERABLE: _("Deliverables"),
    Column.CHANGE: _("Changes in work"),
    Column.BENEFIT: _("Benefits and disbenefits"),
    Column.GOAL: _("Goals"),
}
STEP_SORTS: Final[Mapping[str, str | Promise]] = {
    StepSort.DELIVERABLE.value: _("Deliverable: what the initiative delivers"),
    StepSort.CHANGE.value: _("Change in work: what people do otherwise"),
    StepSort.GOAL.value: _("Goal: what it is all for"),
}
LINES: Final = 8
_ALL_PERCENT: Final = 100


class StepForm(forms.Form):
    """A step of a map; a goal may be one of the strategy."""

    sort = forms.ChoiceField(
        label=_("What is it?"), choices=list(STEP_SORTS.items()), widget=forms.RadioSelect
    )
    title = forms.CharField(label=_("What is it called?"), max_length=LONGEST_TITLE, required=False)
    goal = forms.ChoiceField(
        label=_("A goal of our strategies"),
        required=False,
        help_text=_("Only where it is a goal. Its name is taken from the strategy."),
    )
    responsible = forms.CharField(
        label=_("Who answers for it?"), max_length=200, required=False, help_text=_("A function, no names.")
    )

    def __init__(self, data: Any, goals: Sequence[tuple[str, Choices]]) -> None:
        super().__init__(data)
        self.names = {key: name for _strategy, found in goals for key, name in found}
        if goals:
            self.fields["goal"].choices = [("", _("None")), *goals]  # type: ignore[attr-defined]
        else:
            del self.fields["goal"]

    def clean(self) -> dict[str, Any]:
        """A step has a name, and only a goal is one of the strategy."""
        said = dict(super().clean() or self.cleaned_data)
        goal = said.get("goal")
        if goal and said.get("sort") != StepSort.GOAL.value:
            self.add_error("goal", _("Only a goal can be one of a strategy."))
        if not goal and not said.get("title", "").strip():
            self.add_error("title", _("Write what it is called."))
        return said

    def step(self) -> NewStep:
        """The same as a value, once the form is in order."""
        said = self.cleaned_data
        goal = said.get("goal") or ""
        title = said["title"].strip() or self.names.get(goal, "")
        return NewStep(StepSort(said["sort"]), title, said["responsible"], UUID(goal) if goal else None)


class StepChangeForm(forms.Form):
    """What a step is called, and who answers for it."""

    title = forms.CharField(label=_("What is it called?"), max_length=LONGEST_TITLE)
    responsible = forms.CharField(
        label=_("Who answers for it?"), max_length=200, required=False, help_text=_("A function, no names.")
    )


class LinkForm(forms.Form):
    """One leads to the other, with the part it has in that."""

    source = forms.ChoiceField(label=_("This"))
    target = forms.ChoiceField(label=_("leads to this"))
    part = forms.IntegerField(
        label=_("How large a part has it in that, in per cent?"),
        min_value=1,
        max_value=_ALL_PERCENT,
        required=False,
        help_text=_(
            "Leave it empty if nobody knows. What leads to a benefit is at most 100 per cent in all."
        ),
    )

    def __init__(self, data: Any, there: Sequence[tuple[str, Choices]], **rest: Any) -> None:
        super().__init__(data, **rest)
        for name in ("source", "target"):
            self.fields[name].choices = [("", _("Choose")), *there]  # type: ignore[attr-defined]

    def said(self) -> tuple[UUID, UUID, Fraction | None]:
        """From which to which, and the part."""
        found, part = self.cleaned_data, self.cleaned_data["part"]
        weight = None if part is None else Fraction(part, _ALL_PERCENT)
        return UUID(found["source"]), UUID(found["target"]), weight


class UnlinkForm(forms.Form):
    """One leads to the other no longer."""

    source = forms.UUIDField(widget=forms.HiddenInput)
    target = forms.UUIDField(widget=forms.HiddenInput)


class ChainForm(forms.Form):
    """A line of the workshop: each cell leads to the next that is filled in."""

    deliverable = forms.CharField(label=_("Deliverable"), max_length=LONGEST_TITLE, required=False)
    change = forms.CharField(label=_("Change in work"), max_length=LONGEST_TITLE, required=False)
    benefit = forms.CharField(label=_("Benefit"), max_length=LONGEST_TITLE, required=False)
    bottom_line = forms.ChoiceField(
        label=_("Bottom line of the benefit"),
        required=False,
        choices=[("", _("Choose")), *BOTTOM_LINES.items()],
    )
    goal = forms.CharField(label=_("Goal"), max_length=LONGEST_TITLE, required=False)
    is_disbenefit = forms.BooleanField(label=_("It is a disbenefit"), required=False)

    def __init__(self, data: Any, prefix: str, known: frozenset[str]) -> None:
        super().__init__(data, prefix=prefix)
        self.known = known
        for column in Column:
            self.fields[column.value].widget.attrs.update(
                {"list": f"known-{column.value}", "autocomplete": "off"}
            )

    def clean(self) -> dict[str, Any]:
        """A benefit that is new is of a bottom line."""
        said = dict(super().clean() or self.cleaned_data)
        title = said.get("benefit", "").strip()
        if title and title.casefold() not in self.known and not said.get("bottom_line"):
            self.add_error("bottom_line", _("Choose which bottom line the benefit is of."))
        return said

    def chain(self) -> Chain:
        """The same as a value, once the form is in order."""
        said = self.cleaned_data
        line = said["bottom_line"]
        return Chain(
            said["deliverable"],
            said["change"],
            said["benefit"],
            said["goal"],
            BottomLine(line) if line else None,
            said["is_disbenefit"],
        )


class WorkshopForm(forms.Form):
    """Several lines at once."""

    def __init__(self, data: Any, known: frozenset[str]) -> None:
        super().__init__(data)
        self.lines = [ChainForm(data, f"line{number}", known) for number in range(1, LINES + 1)]

    def is_valid(self) -> bool:
        """Whether every line is in order."""
        return all([super().is_valid(), *(one.is_valid() for one in self.lines)])

    @property
    def wrong(self) -> list[tuple[forms.BoundField, str]]:
        """What is wrong in the lines, each with the field that it stands in."""
        return [(field, str(one)) for line in self.lines for field in line for one in field.errors]

    def chains(self) -> list[Chain]:
        """What is said, line by line."""
        return [one.chain() for one in self.lines]
