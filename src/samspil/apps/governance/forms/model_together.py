"""Who is in an association, who houses its secretariat and whose turn it is to chair, row by row."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy

from samspil.apps.governance.forms.model_choices import NONE, Choices, Sourced, choose, day_field, rows_of


class OnlyRowsForm(forms.Form):
    """Nothing is asked but the rows."""

    GROUPS: Final[tuple[Any, ...]] = ()

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)


class MemberForm(Sourced):
    """A member from a day to a day."""

    field_order = ("municipality", "joined", "left", "consented_to_statutes", "source_sort", "source")

    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    joined = day_field(gettext_lazy("Member from"), required=True)
    left = day_field(gettext_lazy("Left on"), help_text=gettext_lazy("The first day outside."))
    consented_to_statutes = day_field(gettext_lazy("Its council consented to the statutes on"))

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "municipality", [NONE, *choices.municipalities()], self.initial.get("municipality"))


class TurnForm(Sourced):
    """A member's turn, from a day until the next takes over."""

    field_order = ("municipality", "since", "source_sort", "source")

    municipality = forms.ChoiceField(label=gettext_lazy("Municipality"))
    since = day_field(gettext_lazy("From"), required=True)

    def __init__(self, *args: Any, choices: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        choose(self, "municipality", [NONE, *choices.members()], self.initial.get("municipality"))


MEMBERS_OF: Final = rows_of(MemberForm)
TURNS: Final = rows_of(TurnForm, 1)
