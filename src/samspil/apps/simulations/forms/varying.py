"""What is to be varied: how often each forum meets, agenda, papers and rule; how many must be with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.simulations.forms.asking import MOST_DAYS, MOST_ITEMS
from samspil.apps.simulations.services.further import Vary
from samspil.apps.simulations.types import RHYTHM_TEXTS

MOST_VALUES: Final = 8
_APART: Final = re.compile(r"[\s,;]+")
_OF_A_FORUM: Final = ("rhythm", "agenda", "papers", "rule")


@dataclass(frozen=True, slots=True)
class ForumVaried:
    """A forum of the model: its name, what its numbers are, and the other rules it could decide by."""

    key: str
    name: str
    agenda: int
    papers: int
    rules: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class JointVaried:
    """A joint rule of the model: what it is about, and how many must be with of how many members."""

    key: str
    name: str
    least: int
    members: int


class Numbers(forms.CharField):
    """Some whole numbers, apart by commas or spaces."""

    def __init__(self, least: int, most: int, **settings: Any) -> None:
        super().__init__(required=False, max_length=100, **settings)
        self.least, self.most = least, most

    def clean(self, value: Any) -> tuple[str, ...]:
        """Each once, as written; refused where one is out of reach."""
        written = [one for one in _APART.split(super().clean(value)) if one]
        if any(not one.isascii() or not one.isdecimal() or len(one) > 4 for one in written):
            raise forms.ValidationError(_("Write whole numbers with commas between them."), code="invalid")
        numbers = list(dict.fromkeys(int(one) for one in written))
        if any(not self.least <= one <= self.most for one in numbers):
            said = {"least": self.least, "most": self.most}
            raise forms.ValidationError(
                _("Each number must be from %(least)s to %(most)s.") % said, code="out_of_reach"
            )
        if len(numbers) > MOST_VALUES:
            raise forms.ValidationError(
                _("Try at most %(most)s values.") % {"most": MOST_VALUES}, code="too_many"
            )
        return tuple(map(str, numbers))


class VaryForm(forms.Form):
    """Everything empty stays as it is."""

    def __init__(self, data: Any, forums: Sequence[ForumVaried], joints: Sequence[JointVaried]) -> None:
        super().__init__(data)
        self.forums_varied, self.joints_varied = forums, joints
        for forum in forums:
            for name, field in _of_forum(forum):
                self.fields[f"{name}-{forum.key}"] = field
        for joint in joints:
            self.fields[f"consents-{joint.key}"] = _consents(joint)

    @property
    def forums(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each forum's name, and the fields about it."""
        for one in self.forums_varied:
            names = [f"{name}-{one.key}" for name in _OF_A_FORUM]
            yield one.name, [self[name] for name in names if name in self.fields]

    @property
    def joints(self) -> list[forms.BoundField]:
        """The fields about how many must be with."""
        return [self[f"consents-{one.key}"] for one in self.joints_varied]

    def varied(self) -> list[Vary]:
        """What is to be varied, once the form is in order."""
        each = ((name, *name.partition("-")[::2]) for name in self.fields)
        return [
            Vary(sort, subject, tuple(values))
            for name, sort, subject in each
            if (values := self.cleaned_data[name])
        ]


def _of_forum(one: ForumVaried) -> Iterator[tuple[str, forms.Field]]:
    rhythms = [(rhythm.value, text) for rhythm, text in RHYTHM_TEXTS.items()]
    several = forms.CheckboxSelectMultiple
    yield (
        "rhythm",
        forms.MultipleChoiceField(label=_("Meets"), choices=rhythms, widget=several, required=False),
    )
    yield "agenda", Numbers(1, MOST_ITEMS, label=_("Matters on an agenda"), help_text=_today(one.agenda))
    yield (
        "papers",
        Numbers(0, MOST_DAYS, label=_("Papers so many working days before"), help_text=_today(one.papers)),
    )
    if one.rules:
        yield (
            "rule",
            forms.MultipleChoiceField(
                label=_("Decides by"), choices=list(one.rules), widget=several, required=False
            ),
        )


def _consents(one: JointVaried) -> forms.Field:
    said = {"number": one.least, "members": one.members}
    return Numbers(
        1,
        one.members,
        label=_("Members who must be with: %(what)s") % {"what": one.name},
        help_text=_("Today %(number)s of %(members)s. Write the numbers to try, such as 3, 5.") % said,
    )


def _today(number: int) -> str:
    return _("Today %(number)s. Write the numbers to try, such as 5, 10.") % {"number": number}
