"""Several of one kind, a line each, as a workshop ends."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import field_of, plain
from samspil.apps.governance.types import NewMatter
from samspil.apps.intake.parts.bring import LONGEST_TITLE, Asking
from samspil.apps.intake.types import FACT_IDEA, IDEA_TEXTS, MOST_LINES, IdeaSort
from samspil.core.governance.language.routes import Nature
from samspil.core.governance.matter import Value

FIRST_LINES: Final = 4
MORE_LINES: Final = 4
_ANSWER: Final = "a_"


class LineForm(forms.Form):
    """One line: what it is about, which of the two questions it answers, the model's questions."""

    title = forms.CharField(label=_("What is it about?"), max_length=LONGEST_TITLE)

    def __init__(self, *args: Any, asking: Asking, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asking = asking
        if asking.kind.nature is Nature.IDEA:
            choices = [("", "–"), *((sort.value, text) for sort, text in IDEA_TEXTS.items())]
            self.fields["idea"] = forms.ChoiceField(label=_("What is it?"), choices=choices, required=False)
        for key in asking.kind.kind.attributes:
            self.fields[_ANSWER + key] = field_of(asking.kind.model, key, asking.language, compact=True)

    def new_matter(self, unit: tuple[str | None, str]) -> NewMatter:
        """What the line brings, once it is in order."""
        idea = self.cleaned_data.get("idea")
        answers: dict[str, Value] = {
            key: self.cleaned_data[_ANSWER + key] for key in self.asking.kind.kind.attributes
        }
        return NewMatter(
            kind=self.asking.kind.key,
            title=self.cleaned_data["title"],
            attributes=answers,
            unit=unit[0],
            unit_name=unit[1],
            facts={FACT_IDEA: str(IDEA_TEXTS[IdeaSort(idea)])} if idea else {},
        )


class AllLines(BaseFormSet[LineForm]):
    """The lines that something was written in."""

    def written(self) -> list[LineForm]:
        """Those that are not empty, in order."""
        return [form for form in self.forms if form.has_changed()]

    def clean(self) -> None:
        """At least one line."""
        if not self.written():
            raise forms.ValidationError(_("Write at least one line."), "empty")


class HeadForm(forms.Form):
    """What is the same for every line."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=60, required=False)

    def __init__(self, asking: Asking, data: Any = None, initial: Any = None) -> None:
        super().__init__(data, initial={"unit": asking.own_unit or "", **(initial or {})})
        self.units = dict(asking.units)
        if asking.units:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Which unit is it for?"), choices=[("", _("None")), *asking.units], required=False
            )

    def unit(self) -> tuple[str | None, str]:
        """The unit's public id and name."""
        chosen = str(self.cleaned_data.get("unit") or "")
        return chosen or None, self.units.get(chosen, "")


def lines_for(asking: Asking, data: Any = None, count: int = FIRST_LINES) -> AllLines:
    """The lines of a page."""
    made = formset_factory(
        LineForm,
        formset=AllLines,
        extra=count,
        max_num=MOST_LINES,
        absolute_max=MOST_LINES,
        validate_max=True,
    )
    found = made(
        data,
        prefix="line",
        form_kwargs={"asking": asking},
        error_messages={
            "too_many_forms": gettext("At most %(num)s lines at a time.") % {"num": MOST_LINES},
            "missing_management_form": gettext("The page was too old to send. Send it again."),
        },
    )
    assert isinstance(found, AllLines)
    return found


def as_sent(lines: list[NewMatter]) -> list[dict[str, str]]:
    """Every line as texts, to know them again when they are sent twice."""
    return [
        {
            "kind": one.kind,
            "title": one.title,
            "unit": one.unit or "",
            **{_ANSWER + key: plain(value) for key, value in one.attributes.items()},
            **one.facts,
        }
        for one in lines
    ]
