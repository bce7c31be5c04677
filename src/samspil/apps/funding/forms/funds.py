"""What is said of money from outside: where it comes from and what for, what it pays, what becomes of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.forms.pools import LONGEST_DECISION, FillForm, day, line, prose
from samspil.apps.funding.pool_types import External
from samspil.kit.web.amounts import AmountField

Choices = Sequence[tuple[str, str]]
Known = Sequence[tuple[UUID, str]]
_NEW: Final = "new"


class ExternalForm(FillForm):
    """Money from outside: more to a fund that is there, or a new one with what follows with it."""

    def __init__(
        self,
        data: Any,
        today: date,
        amount: AmountField,
        funds: Sequence[tuple[UUID, str]],
        criteria: Choices,
    ) -> None:
        super().__init__(data, today, amount)
        if funds:
            known = [(str(key), name) for key, name in funds]
            self.fields["fund"] = forms.ChoiceField(
                label=_("Is it more of money that is there already?"),
                choices=[(_NEW, _("No, it is new")), *known],
                initial=_NEW,
            )
        self.fields["giver"] = line(label=_("Who gives the money?"), required=not funds)
        self.fields["purpose"] = prose(2, label=_("What is it given for?"), required=not funds)
        if criteria:
            self.fields["supports"] = forms.MultipleChoiceField(
                label=_("Which of the pool's criteria must be furthered by what it pays?"),
                help_text=_("Choose none if the giver has set no such limit."),
                choices=list(criteria),
                widget=forms.CheckboxSelectMultiple,
                required=False,
            )
        self.fields["conditions"] = prose(3, label=_("On what conditions?"), required=False)
        self.fields["spend_by"] = day(label=_("To be spent by"), required=False)
        self.fields["report_by"] = day(label=_("To be accounted for by"), required=False)
        self.order_fields(["fund", "giver", "purpose", "supports", "year", "amount"])

    def clean(self) -> dict[str, Any]:
        """New money says who gives it, and what for."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("fund", _NEW) == _NEW:
            for name in ("giver", "purpose"):
                if name in said and not said[name].strip():
                    missing = self.fields[name].error_messages["required"]
                    self.add_error(name, forms.ValidationError(missing, "required"))
        return said

    def said(self) -> External:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        known = said.get("fund", _NEW)
        return External(
            said["giver"],
            said["amount"],
            said["conditions"],
            said["spend_by"],
            said["report_by"],
            said["purpose"],
            tuple(said.get("supports", ())),
            None if known == _NEW else UUID(known),
        )


class SourceForm(forms.Form):
    """What an application is paid from, and how that is what the money was given for."""

    def __init__(self, data: Any, funds: Known, now: UUID | None) -> None:
        super().__init__(data)
        self.fields["fund"] = forms.ChoiceField(
            label=_("What is it paid from?"),
            choices=[("", _("The pool's own money")), *((str(key), name) for key, name in funds)],
            widget=forms.RadioSelect,
            initial=str(now) if now else "",
            required=False,
        )
        self.fields["because"] = prose(
            2, label=_("How is it what the money was given for? Not for the pool's own."), required=False
        )

    def chosen(self) -> UUID | None:
        """The fund; nothing for the pool's own money."""
        written = self.cleaned_data["fund"]
        return UUID(written) if written else None


class GiveBackForm(forms.Form):
    """What is paid back to whoever gave it."""

    reason = line(LONGEST_DECISION, label=_("Why is it paid back?"))

    def __init__(self, data: Any, amount: AmountField) -> None:
        super().__init__(data)
        self.fields["amount"] = amount
        self.order_fields(["amount", "reason"])


class ToldForm(forms.Form):
    """What the giver was told."""

    text = prose(4, label=_("What was the giver told, and where does it lie?"))


class DaysForm(forms.Form):
    """The days that the giver now has set."""

    spend_by = day(label=_("To be spent by"), required=False)
    report_by = day(label=_("To be accounted for by"), required=False)
    decision = line(LONGEST_DECISION, label=_("How and when did the giver say so?"))

    def __init__(self, data: Any, spend_by: date | None, report_by: date | None) -> None:
        super().__init__(data, initial={"spend_by": spend_by, "report_by": report_by})
