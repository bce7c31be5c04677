"""A condition as a small form: one row a test, and a choice of what to ask next."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.governance.editing.conditions import AND, OR, Row, said_twice
from samspil.apps.governance.forms.model_choices import NONE, Choices, choose
from samspil.core.governance.language.basics import Unit

MOST_TESTS: Final = 60
JOINED: Final = [
    (AND, gettext_lazy("and also")),
    (OR, gettext_lazy("or else")),
]
COMPARED: Final = [
    ("at_most", gettext_lazy("at most")),
    ("over", gettext_lazy("over")),
    ("under", gettext_lazy("under")),
    ("at_least", gettext_lazy("at least")),
]
UNITS: Final = {
    "money": (Unit.MONEY_DKK, Unit.MONEY_NOK),
    "number": (Unit.COUNT, Unit.PEOPLE, Unit.YEARS),
}


class TestForm(forms.Form):
    """One test: of what, and what it must be. What is asked depends on how the thing is answered."""

    joined = forms.ChoiceField(label=gettext_lazy("Joined by"), choices=JOINED)
    attribute = forms.CharField(widget=forms.HiddenInput)
    comparison = forms.ChoiceField(label=gettext_lazy("Must be"), choices=COMPARED)
    parameter = forms.ChoiceField(label=gettext_lazy("The number"))
    answer = forms.ChoiceField(
        label=gettext_lazy("Must be"), choices=[("yes", gettext_lazy("yes")), ("no", gettext_lazy("no"))]
    )
    values = forms.MultipleChoiceField(
        label=gettext_lazy("Must be one of"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        attribute = str(self["attribute"].value() or "")
        self.title = dict(choices.names("attributes")).get(attribute, attribute)
        asked = questions(choices.type_of(attribute))
        for name in ("comparison", "parameter", "answer", "values"):
            if name not in asked:
                del self.fields[name]
        if "parameter" in asked:
            numbers = choices.parameters(*UNITS[choices.type_of(attribute)])
            choose(self, "parameter", [NONE, *numbers], self.initial.get("parameter"))
        if "values" in asked:
            choose(self, "values", choices.values(attribute), self.initial.get("values"))
        if self.prefix and self.prefix.endswith("-0"):
            self.fields["joined"].widget = forms.HiddenInput()
            self.fields["joined"].initial = AND


def questions(sort: str) -> tuple[str, ...]:
    """What is asked of a test of something that is answered so; nothing of what is not in the draft."""
    if sort in UNITS:
        return ("comparison", "parameter")
    return {"yes_no": ("answer",), "choice": ("values",)}.get(sort, ())


class _Tests(BaseFormSet[Any]):
    def clean(self) -> None:
        """One thing is asked once where all must hold."""
        kept = [form for form in self.forms if not form.cleaned_data.get("DELETE")]
        for number in said_twice([form.cleaned_data for form in kept if form.is_valid()]):
            kept[number].add_error(None, _("This is asked already. Join it by “or else”, or take it out."))


class AddTestForm(forms.Form):
    """What to ask next."""

    add_joined = forms.ChoiceField(label=gettext_lazy("Joined by"), choices=JOINED)
    add_attribute = forms.ChoiceField(label=gettext_lazy("What it depends on"), required=False)

    GROUPS: Final = ()

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "add_attribute", [NONE, *choices.names("attributes")])


TESTS: Final[type[BaseFormSet[Any]]] = formset_factory(
    TestForm, formset=_Tests, extra=0, can_delete=True, max_num=MOST_TESTS, absolute_max=MOST_TESTS * 2
)


def can_be_asked(rows: list[Row] | None, choices: Choices) -> bool:
    """Whether each test is of a sort that its attribute is asked for."""
    asked = ("comparison", "parameter", "answer", "values")
    return rows is not None and all(
        {name for name in asked if row[name]} == set(questions(choices.type_of(row["attribute"])))
        for row in rows
    )


def as_typed(data: Any, prefix: str = "rows") -> list[dict[str, Any]]:
    """The rows of a form as they were typed, also those that are not finished; one more where it is asked."""
    rows = []
    total = data.get(f"{prefix}-TOTAL_FORMS", "")
    for number in range(min(int(total), MOST_TESTS) if total.isdecimal() else 0):
        at = f"{prefix}-{number}-"
        if not data.get(f"{at}DELETE"):
            names = ("joined", "attribute", "comparison", "parameter", "answer")
            row: dict[str, Any] = {name: data.get(f"{at}{name}", "") for name in names}
            rows.append(row | {"values": data.getlist(f"{at}values")})
    if data.get("add_attribute"):
        rows.append({"joined": data.get("add_joined", AND), "attribute": data["add_attribute"]})
    return rows
