"""What is to be tried: which models, what comes, for how long, and which forum meets otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.simulations.types import (
    MOST_MODELS,
    RHYTHM_TEXTS,
    ForumChange,
    NewQuestion,
    Rhythm,
)
from samspil.kit.ids import new_id

MOST_ITEMS: Final = 500
MOST_DAYS: Final = 60
_YEARS: Final = (
    ("1", _("One year")),
    ("3", _("Three years")),
    ("5", _("Five years")),
    ("10", _("Ten years")),
)


@dataclass(frozen=True, slots=True)
class Offered:
    """What can be chosen.

    Attributes:
        models: reference and name of each model; the first is what the others are compared with.
        workloads: key and name.
        forums: key, name, how many items it has room for, and how many days before papers must be there.
    """

    models: Sequence[tuple[str, str]]
    workloads: Sequence[tuple[str, str]]
    forums: Sequence[tuple[str, str, int, int]]


class AskForm(forms.Form):
    """One question; ``key`` lets it be sent once."""

    models = forms.MultipleChoiceField(
        label=_("Which models?"),
        help_text=_("The first that is chosen is what the others are compared with."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose a model to try.")},
    )
    workload = forms.ChoiceField(label=_("Which matters do they meet?"))
    years = forms.ChoiceField(
        label=_("For how long?"),
        choices=_YEARS,
        initial="3",
        help_text=_("The longer, the more seldom things show. Each model meets the same matters."),
    )
    words = forms.CharField(
        label=_("What do you want to know?"),
        help_text=_("In your own words. It stands above the answer, and is what a forum reads first."),
        max_length=300,
        required=False,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)

    def __init__(self, data: Any, offered: Offered, initial: dict[str, Any]) -> None:
        super().__init__(data, initial={"key": str(new_id()), **initial})
        self.offered = offered
        _choices(self, "models", offered.models)
        _choices(self, "workload", offered.workloads)
        for key, _name, agenda, papers in offered.forums:
            for name, field in _forum_fields(agenda, papers):
                self.fields[f"{name}-{key}"] = field

    @property
    def forums(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """Each forum's name, and the fields about it."""
        for key, name, _agenda, _papers in self.offered.forums:
            yield name, [self[f"{field}-{key}"] for field in ("rhythm", "agenda", "papers")]

    @property
    def is_changing(self) -> bool:
        """Whether something about a forum was filled in, or filled in wrongly."""
        return self.is_bound and any(self.data.get(name) for name in self.fields if "-" in name)

    def clean_models(self) -> list[str]:
        """Not so many that nobody can compare them."""
        chosen: list[str] = self.cleaned_data["models"]
        if len(chosen) > MOST_MODELS:
            raise forms.ValidationError(
                _("Choose at most %(most)s models.") % {"most": MOST_MODELS}, code="too_many"
            )
        return chosen

    def question(self) -> NewQuestion:
        """What is asked, once the form is in order; models in the order in which they were offered."""
        said = self.cleaned_data
        return NewQuestion(
            said["words"],
            tuple(ref for ref, _name in self.offered.models if ref in said["models"]),
            tuple(self._changes()),
            said["workload"],
            int(said["years"]),
        )

    def _changes(self) -> Iterator[ForumChange]:
        for key, *_rest in self.offered.forums:
            rhythm, agenda, papers = (
                self.cleaned_data.get(f"{name}-{key}") for name in ("rhythm", "agenda", "papers")
            )
            if rhythm or agenda is not None or papers is not None:
                yield ForumChange(key, Rhythm(rhythm) if rhythm else None, agenda, papers)


def _choices(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = choices


def _forum_fields(agenda: int, papers: int) -> Iterator[tuple[str, forms.Field]]:
    rhythms = [("", _("As today")), *((one.value, text) for one, text in RHYTHM_TEXTS.items())]
    yield "rhythm", forms.ChoiceField(label=_("Meets"), choices=rhythms, required=False)
    yield (
        "agenda",
        forms.IntegerField(
            label=_("Matters on an agenda"),
            help_text=_("Today %(number)s.") % {"number": agenda},
            min_value=1,
            max_value=MOST_ITEMS,
            required=False,
        ),
    )
    yield (
        "papers",
        forms.IntegerField(
            label=_("Papers so many working days before"),
            help_text=_("Today %(number)s.") % {"number": papers},
            min_value=0,
            max_value=MOST_DAYS,
            required=False,
        ),
    )
