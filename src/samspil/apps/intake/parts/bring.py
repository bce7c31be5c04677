"""The form on which one thing is brought."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import field_of, plain
from samspil.apps.governance.types import NewMatter
from samspil.apps.intake.selectors.codes import CPV, KLE, title_of
from samspil.apps.intake.selectors.kinds import KindToBring
from samspil.apps.intake.selectors.needs_told import SORTS, need_of
from samspil.apps.intake.types import (
    FACT_CPV,
    FACT_DEADLINE,
    FACT_IDEA,
    FACT_KLE,
    FACT_LEGAL_SOURCE,
    IDEA_TEXTS,
    IdeaSort,
)
from samspil.apps.needs.types import NewTold
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.matter import Value
from samspil.core.governance.natures import OF_THE_PORTFOLIO
from samspil.wording.catalogues import Language

LONGEST_TITLE: Final = 300
LONGEST_DESCRIPTION: Final = 20_000
_ANSWER: Final = "a_"
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


@dataclass(frozen=True, slots=True)
class Asking:
    """What the form is about: the kind, the units to choose between, one's own, and the language.

    ``has_association`` says whether there is anybody that a need could be shown to.
    """

    kind: KindToBring
    units: Sequence[tuple[str, str]]
    own_unit: str | None
    language: Language
    has_association: bool = False


class BringForm(forms.Form):
    """A title, what is needed and why, the model's questions, and what else this sort of thing has."""

    title = forms.CharField(
        label=_("What is it about?"),
        help_text=_("One line that a colleague understands."),
        max_length=LONGEST_TITLE,
    )
    description = forms.CharField(
        label=_("What do you need, and why?"),
        help_text=_("What is it like today, and what would be better?"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=LONGEST_DESCRIPTION,
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)
    about = forms.UUIDField(widget=forms.HiddenInput, required=False)
    kle = forms.CharField(max_length=10, required=False)
    cpv = forms.CharField(max_length=12, required=False)

    def __init__(self, asking: Asking, data: Any = None, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial={"unit": asking.own_unit or "", **(initial or {})})
        self.asking = asking
        self._ask_what_it_is()
        for key in asking.kind.kind.attributes:
            self.fields[_ANSWER + key] = field_of(asking.kind.model, key, asking.language)
        if asking.units:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Which unit is it for?"), choices=[("", _("None")), *asking.units], required=False
            )

    def _ask_what_it_is(self) -> None:
        nature = self.asking.kind.nature
        if nature is Nature.MANDATORY_TASK:
            self.fields["legal_source"] = forms.CharField(
                label=_("Which law or agreement does it follow from?"),
                help_text=_("Such as an act with its section, or an agreement with its year."),
                max_length=LONGEST_TITLE,
            )
            self.fields["deadline"] = forms.DateField(
                label=_("When must it be in place?"),
                widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            )
        if nature in OF_THE_PORTFOLIO or nature is Nature.GOVERNANCE_MODEL:
            self.fields["description"].label = _("What is to be decided, and why?")
            self.fields["description"].help_text = ""
        if nature is Nature.IDEA:
            self.fields["description"].required = False
            self.fields["idea"] = forms.ChoiceField(
                label=_("What is it?"),
                choices=[(sort.value, text) for sort, text in IDEA_TEXTS.items()],
                widget=forms.RadioSelect,
                required=False,
            )
        if self.asking.has_association and nature in SORTS:
            self.fields["shows_need"] = forms.BooleanField(
                label=_("Let the association and its members see that we need this"),
                help_text=_(
                    "They see the title, the subject and the code, and never what you write about it. "
                    "Write nobody's name in the title. It can be hidden again under Common needs."
                ),
                required=False,
            )

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What everybody is asked, in order."""
        names = ("title", "description", "idea", "legal_source", "deadline", "unit", "shows_need")
        return [self[name] for name in names if name in self.fields]

    @property
    def questions(self) -> list[forms.BoundField]:
        """What the model asks."""
        return [self[_ANSWER + key] for key in self.asking.kind.kind.attributes]

    def clean_deadline(self) -> date:
        """A day that somebody can mean."""
        day: date = self.cleaned_data["deadline"]
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            raise forms.ValidationError(_("That year cannot be right."), "year")
        return day

    def clean_kle(self) -> str:
        """A subject of the register, or none."""
        return self._known(KLE)

    def clean_cpv(self) -> str:
        """A code of the register, or none."""
        return self._known(CPV)

    def _known(self, register: str) -> str:
        code: str = self.cleaned_data[register]
        if code and not title_of(register, code, self.asking.language):
            raise forms.ValidationError(_("That code is not in the register. Search again."), "code")
        return code

    def answers(self) -> dict[str, Value] | None:
        """The model's questions answered, or nothing while one is missing."""
        found = {key: self.cleaned_data.get(_ANSWER + key) for key in self.asking.kind.kind.attributes}
        if any(value is None or value == "" for value in found.values()):
            return None
        return {key: value for key, value in found.items() if value is not None}

    def missing(self) -> list[str]:
        """The labels of the model's questions that have no answer yet."""
        return [
            str(field.label)
            for field in self.questions
            if self.cleaned_data.get(field.name) in (None, "") and not self._is_wrong(field.name)
        ]

    def wrong(self) -> list[tuple[str, str, str]]:
        """The model's questions that are answered in a way that cannot be read: id, label, sentence."""
        return [
            (str(field.id_for_label), str(field.label), str(field.errors[0]))
            for field in self.questions
            if self._is_wrong(field.name)
        ]

    def _is_wrong(self, name: str) -> bool:
        return name in self.errors and bool(self.data.get(name))

    def unit(self) -> tuple[str | None, str]:
        """The unit's public id and name."""
        chosen = str(self.cleaned_data.get("unit") or "")
        return chosen or None, dict(self.asking.units).get(chosen, "")

    def new_matter(self) -> NewMatter:
        """What is brought, once the form is in order."""
        unit, unit_name = self.unit()
        return NewMatter(
            kind=self.asking.kind.key,
            title=self.cleaned_data["title"],
            description=self.cleaned_data["description"],
            attributes=self.answers() or {},
            unit=unit,
            unit_name=unit_name,
            facts=self.facts(),
            subject=self.cleaned_data["about"],
        )

    def shown_need(self, matter: UUID) -> NewTold | None:
        """What others are to see of it, where that has been chosen."""
        nature = self.asking.kind.nature
        sort = SORTS.get(nature) if nature else None
        if sort is None or not self.cleaned_data.get("shows_need"):
            return None
        new = self.new_matter()
        return need_of(sort, matter, new.title, new.facts)

    def facts(self) -> dict[str, str]:
        """What is known beside the model's questions; texts alone."""
        said = self.cleaned_data
        deadline, idea = said.get("deadline"), said.get("idea")
        found = {
            FACT_IDEA: str(IDEA_TEXTS[IdeaSort(idea)]) if idea else "",
            FACT_LEGAL_SOURCE: said.get("legal_source", ""),
            FACT_DEADLINE: deadline.isoformat() if deadline else "",
            FACT_KLE: self._coded(KLE),
            FACT_CPV: self._coded(CPV),
        }
        return {key: value for key, value in found.items() if value}

    def _coded(self, register: str) -> str:
        code = self.cleaned_data.get(register, "")
        return f"{code} {title_of(register, code, self.asking.language)}" if code else ""

    def as_sent(self) -> dict[str, str]:
        """Everything that is asked to be done, as texts, to know it again when it is sent twice."""
        new = self.new_matter()
        answers = {_ANSWER + key: plain(value) for key, value in new.attributes.items()}
        return {
            "kind": new.kind,
            "title": new.title,
            "description": new.description,
            "unit": new.unit or "",
            "shows_need": "yes" if self.cleaned_data.get("shows_need") else "",
            "about": str(new.subject or ""),
            **answers,
            **new.facts,
        }

    def refuse(self, sentence: str, field: str | None = None) -> None:
        """What a rule says no to, at the field it is about or above the form."""
        self.add_error(field if field in self.fields else None, sentence)

    @property
    def problems(self) -> ErrorDict:
        """All that is wrong; asking makes the form look itself over."""
        return self.errors
