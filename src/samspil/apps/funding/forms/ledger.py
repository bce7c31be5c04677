"""What people write about the ledger: a year, why something is reversed, when a period ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.core.finance.ledger import Kind

LONGEST_REASON: Final = 300
MOST_TOLD: Final = 10
EARLIEST, LATEST = 2000, 2200
KINDS: Final = {
    Kind.POOL: _("Pool"),
    Kind.LEVY: _("Contributions"),
    Kind.TREASURY: _("Cash balance"),
    Kind.GRANTS: _("Grants"),
    Kind.LOANS: _("Loans"),
    Kind.REPAYMENTS: _("Repayments"),
    Kind.SHARES: _("Shares of joint costs"),
    Kind.EXTERNAL_FUNDS: _("External funds"),
    Kind.CASHED_BENEFITS: _("Benefits taken home"),
    Kind.BANK: _("Bank"),
}


def kind_in_words(kind: Kind, *, is_joint_cost: bool) -> Any:
    """What an account is called by its kind. What members pay together is no treasury of anybody's."""
    return _("Joint costs") if is_joint_cost else KINDS[kind]


def year_of(data: Any, today: date) -> int:
    """The year that is asked for, or this one."""
    written = str(data.get("year", ""))
    year = int(written) if written.isascii() and written.isdecimal() and len(written) == len("2026") else 0
    return year if EARLIEST <= year <= LATEST else today.year


class ReverseForm(forms.Form):
    """Why a voucher is taken back."""

    reason = forms.CharField(
        label=_("Why is it reversed?"),
        max_length=LONGEST_REASON,
        help_text=_("It stays in the ledger for ever, beside what was posted."),
    )


class AnswerForm(forms.Form):
    """What another says of what somebody has registered; whoever registered it may only take it back."""

    why = forms.CharField(label=_("If it is sent back: why?"), max_length=LONGEST_REASON, required=False)

    def __init__(self, data: Any, *, is_own: bool, closes: bool = False) -> None:
        super().__init__(data)
        answers = [("back", _("No, send it back"))]
        if not is_own:
            yes = _("Yes, close the period") if closes else _("Yes, it is right: post it")
            answers.insert(0, ("approve", yes))
        label = _("Is the period to be closed?") if closes else _("Is it to be posted?")
        self.fields["answer"] = forms.ChoiceField(label=label, choices=answers, widget=forms.RadioSelect)
        self.order_fields(["answer", "why"])

    def clean(self) -> dict[str, Any]:
        """Whoever registered it reads why it came back."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("answer") == "back" and not said.get("why"):
            self.add_error("why", forms.ValidationError(_("Say why it is sent back."), "why"))
        return said


class ClosePeriodForm(forms.Form):
    """The last day of a period; where something in it is not settled, that somebody has seen that.

    ``left`` says what is not settled up to a day, each as a sentence.
    """

    until = forms.DateField(
        label=_("Up to and including which day?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, data: Any, left: Callable[[date], list[str]]) -> None:
        super().__init__(data)
        self._left = left
        self.fields["seen"] = forms.BooleanField(
            label=_("Close it, also where something in it is not settled yet"), required=False
        )

    def clean(self) -> dict[str, Any]:
        """What is not settled is told once before the period is closed."""
        said: dict[str, Any] = super().clean() or {}
        until = said.get("until")
        left = self._left(until) if until and not said.get("seen") else []
        for one in left[:MOST_TOLD]:
            self.add_error("seen", forms.ValidationError(one, "unsettled"))
        return said
