"""Who is trained in a project model, as whoever keeps the register says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.forms.once import OnceForm
from samspil.apps.portfolio.services.training import NewTraining


class TrainingForm(OnceForm):
    """A person here, or whoever has a function; when, and by whom."""

    person = forms.ChoiceField(label=_("Who is trained?"), required=False)
    function = forms.CharField(
        label=_("Or which function?"),
        help_text=_("For somebody who does not stand in the list above. Write it as the initiative does."),
        max_length=200,
        required=False,
    )
    project_model = forms.ChoiceField(label=_("In which project model?"))
    on = forms.DateField(label=_("When?"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    by = forms.CharField(
        label=_("Who held the training?"),
        help_text=_("Such as the project office, or the name of a course."),
        max_length=200,
    )

    def __init__(
        self,
        *args: Any,
        people: Sequence[tuple[UUID, str]],
        models: Sequence[tuple[str, str]],
        **rest: Any,
    ) -> None:
        super().__init__(*args, **rest)
        named = [(str(key), name) for key, name in people]
        self.fields["person"].choices = [("", _("Nobody in the list")), *named]  # type: ignore[attr-defined]
        self.fields["project_model"].choices = list(models)  # type: ignore[attr-defined]

    def said(self) -> NewTraining:
        """What is said."""
        said = self.cleaned_data
        person = UUID(said["person"]) if said["person"] else None
        return NewTraining(said["project_model"], said["on"], said["by"], person, said["function"])
