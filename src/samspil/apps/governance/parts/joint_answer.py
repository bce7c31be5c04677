"""What a municipality's own matter about something joint must say, by its own model."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import fields_of
from samspil.apps.governance.selectors.adoptions import KindOnDay
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.kit.ids import new_id
from samspil.wording.catalogues import Language
from samspil.wording.words import Words

LONGEST: Final = 4000


class JointAnswerForm(forms.Form):
    """What a municipality's own matter about a joint proposal must say, by its own model."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    description = forms.CharField(
        label=_("Why, or what to look at"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, *args: Any, model: GovernanceModel, attributes: list[str], language: Language, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.attributes = attributes
        for name, field in fields_of(model, attributes, language).items():
            self.fields[f"known_{name}"] = field
        self.order_fields([*(f"known_{one}" for one in attributes), "description", "key"])

    @property
    def known(self) -> dict[str, Value]:
        """What is known of the municipality's own matter."""
        return {one: self.cleaned_data[f"known_{one}"] for one in self.attributes}


def answer_form(kind: KindOnDay, words: Words, data: Any = None) -> JointAnswerForm:
    """The questions of one's own model about an answer."""
    return JointAnswerForm(
        data,
        model=kind.model,
        attributes=kind.kind.attributes,
        language=words.language,
        initial={"key": new_id().hex},
    )
