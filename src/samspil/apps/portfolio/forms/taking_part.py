"""What the association asks of its members, and what a member says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.forms.following import model_fields
from samspil.apps.portfolio.types import Form

LONGEST: Final = 2000


def _text(rows: int, **rest: Any) -> forms.CharField:
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **rest)


def _day(label: Any, **rest: Any) -> forms.DateField:
    return forms.DateField(
        label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **rest
    )


class InviteForm(forms.Form):
    """Which members; nobody is chosen beforehand."""

    members = forms.MultipleChoiceField(
        label=_("Which members?"), widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def __init__(self, data: Any = None, *, members: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["members"].choices = members  # type: ignore[attr-defined]


class PaceForm(forms.Form):
    """How far one has come, why, and who answers for it."""

    pace = forms.ChoiceField(label=_("How far have you come?"), widget=forms.RadioSelect, choices=[])
    reason = _text(
        2,
        label=_("Reason"),
        required=False,
        help_text=_("Needed when you step back or out. The other members read it."),
    )
    function = forms.CharField(
        label=_("Which function answers for it?"),
        max_length=200,
        required=False,
        help_text=_("For example “head of department, Elderly care”. No names."),
    )
    terms = _text(
        2,
        label=_("Terms for coming in now"),
        required=False,
        help_text=_("What you take over, and what you pay from when."),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        paces: Sequence[tuple[str, Any]],
        is_late: bool,
        initial: dict[str, str] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, auto_id="pace_%s")
        self.fields["pace"].choices = paces  # type: ignore[attr-defined]
        if not is_late:
            del self.fields["terms"]


class LeaveForm(forms.Form):
    """From when one is out, and on which terms."""

    on = _day(_("First day you are not with"))
    terms = _text(
        2, label=_("Terms"), required=False, help_text=_("What you keep, and what you pay until when.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="leave_%s")


class DeviateForm(forms.Form):
    """Our own day for a milestone, and why."""

    to = _day(_("Our day"))
    reason = _text(2, label=_("Why is it another than the common one?"), required=False)

    def __init__(self, data: Any = None, *, number: int, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, auto_id=f"deviate{number}_%s")


class StartTogetherForm(forms.Form):
    """What a joint matter becomes."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    title = forms.CharField(label=_("What is it called?"), max_length=300)
    purpose = _text(3, label=_("What is it for?"), required=False)
    form = forms.ChoiceField(
        label=_("What is it?"), widget=forms.RadioSelect, choices=[(one.value, one.value) for one in Form]
    )
    legal_source = forms.CharField(
        label=_("The law that demands it"),
        max_length=400,
        required=False,
        help_text=_("Left empty when it is voluntary."),
    )
    legal_deadline = _day(_("The day of the law"), required=False)
    starts_on = _day(_("Begins"), required=False)
    hypothesis = _text(
        2, label=_("What do you think will happen?"), required=False, help_text=_("Only for a pilot.")
    )

    def __init__(
        self,
        data: Any = None,
        *,
        forms_named: Sequence[tuple[str, Any]],
        models: Sequence[tuple[str, Any]] = (),
        **rest: Any,
    ) -> None:
        super().__init__(data, **rest)
        self.fields["form"].choices = forms_named  # type: ignore[attr-defined]
        self.fields.update(model_fields(models))
