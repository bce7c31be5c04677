"""What is typed about a meeting and its items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.governance.parts.questions import fields_of
from samspil.apps.governance.services.meetings import INTEREST, Call, Resolution, WrittenProposal
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value, Vote
from samspil.wording.catalogues import Language

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


class CallForm(WhenAndWhereForm):
    """An extraordinary meeting: when, where, and why it cannot wait for the next in the calendar."""

    reason = forms.CharField(
        label=_("Why is the meeting called?"),
        max_length=2000,
        help_text=_("It stands on the forum's page and in the minutes. Write no personal data."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def call(self) -> Call:
        """What was typed."""
        said = self.cleaned_data
        return Call(said["begins_at"], said["reason"], said["place"])


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


@dataclass(frozen=True, slots=True)
class Amendable:
    """What outcomes of a step may change of what is known of a matter, in the words of its model."""

    model: GovernanceModel
    keys: Sequence[str]
    known: Mapping[str, Value]
    language: Language

    def fields(self) -> dict[str, forms.Field]:
        """A field for each. Left as it is, nothing is changed."""
        found = fields_of(self.model, self.keys, self.language, self.known)
        for field in found.values():
            field.required = False
        return found


@dataclass(frozen=True, slots=True)
class Room:
    """Who takes part in an item: their seats by name, who chairs, and whether each is asked how it votes."""

    seats: Mapping[str, str]
    chair: str
    votes: bool


class ResolutionForm(forms.Form):
    """What a forum decides of an item. ``step`` and ``room`` are what was shown."""

    step = forms.CharField(widget=forms.HiddenInput)
    room = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        step: str,
        outcomes: Sequence[tuple[str, str]],
        room: Room,
        amendable: Amendable,
    ) -> None:
        super().__init__(data, initial={"step": step, "room": " ".join(sorted(room.seats))})
        self.seats = room.seats
        self.amendable = amendable
        self.fields["outcome"] = _outcome()
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        for key, field in amendable.fields().items():
            self.fields[f"known_{key}"] = field
        for seat, name in room.seats.items() if room.votes else ():
            self.fields[f"vote_{seat}"] = forms.ChoiceField(
                label=name, choices=_VOTES, initial=Vote.FOR.value, required=False
            )
        self.fields["reason"], self.fields["conditions"] = _reason(), _conditions()
        if room.chair not in room.seats:
            self.fields["chair"] = forms.ChoiceField(
                label=_("Who chairs this item?"), choices=list(room.seats.items()), required=False
            )

    @property
    def votes(self) -> list[forms.BoundField]:
        """The fields of the seats."""
        return [self[name] for name in self.fields if name.startswith("vote_")]

    @property
    def changes(self) -> list[forms.BoundField]:
        """The fields of what can be changed with the decision."""
        return [self[f"known_{key}"] for key in self.amendable.keys]

    @property
    def amended(self) -> dict[str, Value]:
        """What is said to be otherwise than known."""
        said = {key: self.cleaned_data.get(f"known_{key}") for key in self.amendable.keys}
        known = self.amendable.known
        return {key: value for key, value in said.items() if value not in {None, "", known.get(key)}}

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
            frozenset(said["room"].split()) if said["room"] else None,
            self.amended,
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
