"""A share of a survey that is taken over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.benefits.forms.fields import day
from samspil.kit.web.numbers import NumberField


class ShareOfSurveyForm(forms.Form):
    """Which share; where it becomes the baseline, what it is to be by when."""

    share = forms.ChoiceField(label=_("Which share?"))

    def __init__(
        self, *args: Any, shares: Iterable[tuple[str, str, str]], is_first: bool, **rest: Any
    ) -> None:
        """Shares as round, key and words, round by round."""
        super().__init__(*args, **rest)
        groups = [
            (title, [(key, said) for _title, key, said in some])
            for title, some in groupby(shares, key=lambda one: one[0])
        ]
        self.fields["share"].choices = [("", _("Choose")), *groups]  # type: ignore[attr-defined]
        if is_first:
            self.fields["target_1"] = NumberField(
                label=_("What is it to be?"), help_text="%", least=Decimal(0), most=Decimal(100)
            )
            self.fields["target_on_1"] = day(label=_("By which day is it to be so?"))

    def said(self) -> tuple[str, tuple[date, Decimal] | None]:
        """The share's key, and the target where one was asked for."""
        told = self.cleaned_data
        target = (told["target_on_1"], told["target_1"]) if "target_1" in told else None
        return told["share"], target
