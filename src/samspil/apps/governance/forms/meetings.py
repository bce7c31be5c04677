"""What is typed about a meeting and its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.services.meetings import INTEREST, Resolution, WrittenProposal
from samspil.core.governance.matter import Vote

_LOCAL: Final = "%Y-%m-%dT%H:%M"
_VOTES: Final = [
    (Vote.FOR.value, _("for")),
    (Vote.AGAINST.value, _("against")),
    (Vote.ABSTAINS.value, _("abstains")),
]


class WhenAndWhereForm(forms.Form):
    """A meeting's time and place."""

    begins_at = forms.DateTimeField(
        label=_("When"),
        input_formats=[_LOCAL, "%Y-%m-%dT%H:%M:%S"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_LOCAL),
    )
    place = forms.CharField(
        label=_("Where"), required=False, max_length=200, help_text=_("A room, an address or a link.")
    )


class CloseForm(forms.Form):
    """What is written when a meeting closes."""

    notes = forms.CharField(
        label=_("Remarks for the minutes"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class PutOffForm(forms.Form):
    """Why an item is put off."""

    note = forms.CharField(
        label=_("Why is it put off?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _outcome() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("What is decided?"), widget=forms.RadioSelect)


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=10_000,
        help_text=_("It stands in the decision register. Write no personal data."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def _conditions() -> forms.CharField:
    return forms.CharField(
        label=_("Conditions"),
        required=False,
        max_length=10_000,
        help_text=_("One on each line."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )


def _lines(said: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in said.splitlines() if line.strip())


class ResolutionForm(forms.Form):
    """What a forum decides of an item. ``step`` is the one that was shown."""

    step = forms.CharField(widget=forms.HiddenInput)

    def __init__(
        self,
        data: Any = None,
        *,
        outcomes: Sequence[tuple[str, str]],
        seats: Mapping[str, str],
        votes: bool,
        step: str,
        chair: str,
    ) -> None:
        super().__init__(data, initial={"step": step})
        self.seats = seats
        self.fields["outcome"] = _outcome()
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        for seat, name in seats.items() if votes else ():
            self.fields[f"vote_{seat}"] = forms.ChoiceField(
                label=name, choices=_VOTES, initial=Vote.FOR.value, required=False
            )
        self.fields["reason"], self.fields["conditions"] = _reason(), _conditions()
        if chair not in seats:
            self.fields["chair"] = forms.ChoiceField(
                label=_("Who chairs this item?"), choices=list(seats.items()), required=False
            )

    @property
    def votes(self) -> list[forms.BoundField]:
        """The fields of the seats."""
        return [self[name] for name in self.fields if name.startswith("vote_")]

    def resolution(self, *, agreed: bool) -> Resolution:
        """What was typed; ``agreed`` is that all are for, whatever the fields say."""
        said = self.cleaned_data
        votes = {
            seat: Vote(said[f"vote_{seat}"]) for seat in self.seats if not agreed and said.get(f"vote_{seat}")
        }
        return Resolution(
            said["outcome"],
            said["reason"],
            _lines(said["conditions"]),
            votes,
            said.get("chair", ""),
            said["step"],
        )


class WriteForm(forms.Form):
    """What is proposed in writing."""

    def __init__(self, data: Any = None, *, outcomes: Sequence[tuple[str, str]]) -> None:
        super().__init__(data)
        self.fields["outcome"] = _outcome()
        self.fields["outcome"].label = _("What is proposed?")
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        self.fields["reason"], self.fields["conditions"] = _reason(), _conditions()

    def proposal(self) -> WrittenProposal:
        """What was typed."""
        said = self.cleaned_data
        return WrittenProposal(said["outcome"], said["reason"], _lines(said["conditions"]))


class AnswerForm(forms.Form):
    """What somebody says to a proposal in writing."""

    vote = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[
            (Vote.FOR.value, _("I am for it")),
            (Vote.AGAINST.value, _("I am against it")),
            (Vote.ABSTAINS.value, _("I abstain")),
            (INTEREST, _("I have an interest in the matter and stay out of it")),
        ],
    )
    remark = forms.CharField(
        label=_("Remark"),
        required=False,
        max_length=2000,
        help_text=_("Everybody in the forum can read it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
