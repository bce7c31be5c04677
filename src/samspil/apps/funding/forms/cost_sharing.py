"""The forms of cost sharing: trying prices, deciding a key, sharing a cost, settling, joining late."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.types import NewPayment, Sharer
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind
from samspil.kit.web.amounts import AmountField

KINDS: Final = {
    CostKind.ESTABLISHMENT.value: _("Establishment"),
    CostKind.OPERATION.value: _("Operation"),
    CostKind.FURTHER_DEVELOPMENT.value: _("Further development"),
}
MIX: Final = ("alike", "people", "use")
_MOST: Final = 10**9


def day_field(**rest: Any) -> forms.DateField:
    """A day, chosen or written."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **rest)


def _posted_on() -> forms.DateField:
    return day_field(
        label=_("Posted on which day?"),
        help_text=_("The period's last day if you leave it empty; a later one where that is closed."),
        required=False,
    )


def number_field(**rest: Any) -> forms.IntegerField:
    """A whole number, nought or more."""
    return forms.IntegerField(min_value=0, max_value=_MOST, required=False, **rest)


def _weight(**rest: Any) -> forms.IntegerField:
    """A weight; where scripts run it can be dragged as well."""
    slider = forms.NumberInput(attrs={"step": 5, "data-slider": ""})
    return forms.IntegerField(min_value=0, max_value=100, required=False, widget=slider, **rest)


class TrialForm(forms.Form):
    """A price list and two mixes of three weights; what is not written is nothing."""

    fixed = AmountField(label=_("Price once, however many you are"), currency="DKK", required=False)
    member = AmountField(label=_("Price for each member"), currency="DKK", required=False)
    price = AmountField(label=_("Price an inhabitant"), currency="DKK", required=False)
    discount_from = number_field(label=_("From how many inhabitants is it cheaper?"))
    discount_price = AmountField(
        label=_("Price for each inhabitant above that"), currency="DKK", required=False
    )
    alike = _weight(label=_("Alike"))
    people = _weight(label=_("By inhabitants"))
    use = _weight(label=_("By what each uses"))
    other_alike = _weight(label=_("Another mix: alike"))
    other_people = _weight(label=_("Another mix: by inhabitants"))
    other_use = _weight(label=_("Another mix: by what each uses"))

    def __init__(self, data: Any, members: Sequence[Sharer]) -> None:
        super().__init__(data)
        self.members = members
        for one in members:
            self.fields[f"use_{one.code}"] = number_field(label=_("Use, %(member)s") % {"member": one.name})
            self.fields[f"alone_{one.code}"] = AmountField(
                label=_("Alone, %(member)s") % {"member": one.name}, currency="DKK", required=False
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """A member with its fields."""
        for one in self.members:
            yield {"name": one.name, "fields": [self[f"use_{one.code}"], self[f"alone_{one.code}"]]}

    def weights(self) -> dict[str, int]:
        """The three weights; where none is written, by inhabitants alone."""
        found = {name: self.cleaned_data.get(name) or 0 for name in MIX}
        return found if any(found.values()) else {"alike": 0, "people": 100, "use": 0}

    def other_weights(self) -> dict[str, int]:
        """Those of the other mix; none where nothing is written."""
        found = {name: self.cleaned_data.get(f"other_{name}") or 0 for name in MIX}
        return found if any(found.values()) else {}


def mixed(weights: Mapping[str, int]) -> dict[str, Any]:
    """A rule of fixed parts, by weight; what weighs nothing is left out."""
    rules = {"alike": "equal", "people": "inhabitants", "use": "use"}
    weighing = {rules[name]: weight for name, weight in weights.items() if weight}
    if len(weighing) == 1:
        return {"by": next(iter(weighing))}
    total = sum(weighing.values())
    parts = [{"share": str(Fraction(one, total)), "rule": {"by": by}} for by, one in weighing.items()]
    return {"by": "split", "parts": parts}


class CountedForm(forms.Form):
    """What is counted of each member; ``rows`` are its fields, one member a line."""

    def add_members(
        self, members: Sequence[Sharer], *, only_use: bool = False, kept: Container[str] = ()
    ) -> None:
        """The fields of each. Whose inhabitants the keys keep is not asked for them: they are the key's."""
        self.members, self.only_use = members, only_use
        for one in members:
            said = {"member": one.name}
            self.fields[f"use_{one.code}"] = number_field(label=_("Use, %(member)s") % said)
            if only_use:
                continue
            self.fields[f"in_{one.code}"] = forms.BooleanField(
                label=_("%(member)s takes part") % said, required=False, initial=True
            )
            self.fields[f"people_{one.code}"] = number_field(
                label=_("Inhabitants, %(member)s") % said,
                initial=None if one.code in kept else one.inhabitants,
            )
            self.fields[f"forecast_{one.code}"] = number_field(label=_("Expected use, %(member)s") % said)
            self.fields[f"from_{one.code}"] = day_field(
                label=_("From, %(member)s") % said, required=False, initial=one.from_on
            )
            self.fields[f"to_{one.code}"] = day_field(
                label=_("To, %(member)s") % said, required=False, initial=one.to_on
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """A member with its fields."""
        names = ("use",) if self.only_use else ("in", "people", "use", "forecast", "from", "to")
        for one in self.members:
            yield {"name": one.name, "fields": [self[f"{name}_{one.code}"] for name in names]}

    def counted(self) -> tuple[Member, ...]:
        """Those who take part, with what was counted."""
        said = self.cleaned_data
        return tuple(
            Member(
                one.code,
                said[f"people_{one.code}"],
                said[f"use_{one.code}"],
                said[f"forecast_{one.code}"],
                said[f"from_{one.code}"],
                said[f"to_{one.code}"],
            )
            for one in self.members
            if said[f"in_{one.code}"]
        )

    def uses(self) -> dict[str, int]:
        """What each used, where it is written."""
        found = {one.code: self.cleaned_data[f"use_{one.code}"] for one in self.members}
        return {code: used for code, used in found.items() if used is not None}


class CostForm(CountedForm):
    """A cost of a period."""

    kind = forms.ChoiceField(
        label=_("Which cost is it?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("What is the cost for?"), max_length=200)
    first = day_field(label=_("From which day?"))
    last = day_field(label=_("To which day?"))
    amount = AmountField(
        label=_("Amount"),
        currency="DKK",
        required=False,
        help_text=_("Leave it empty where the key is a price: then the amount follows from it."),
    )
    whose = forms.ChoiceField(label=_("Who had the cost? Only for a key with a threshold."), required=False)
    on = _posted_on()

    def __init__(
        self,
        data: Any,
        members: Sequence[Sharer],
        initial: Mapping[str, Any],
        kept: Container[str] = (),
    ) -> None:
        super().__init__(data, initial=dict(initial))
        names = [(one.code, one.name) for one in members]
        self.fields["whose"].choices = [("", _("Nobody in particular")), *names]  # type: ignore[attr-defined]
        self.add_members(members, kept=kept)

    def asked(self) -> list[Any]:
        """The fields above the members."""
        return [self[name] for name in ("kind", "text", "first", "last", "on", "amount", "whose")]


class SettleForm(CountedForm):
    """What it really cost, and what each used."""

    amount = AmountField(label=_("What did it cost in the end?"), currency="DKK")
    on = _posted_on()

    def __init__(self, data: Any, members: Sequence[Sharer], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.add_members(members, only_use=True)

    def asked(self) -> list[Any]:
        """The fields above the members."""
        return [self["amount"], self["on"]]


class PaymentForm(forms.Form):
    """A payment of a share: whose, how much, when, and what it says."""

    member = forms.ChoiceField(label=_("Which member?"))
    is_back = forms.TypedChoiceField(
        label=_("What has been paid?"),
        choices=[
            ("no", _("The member has paid what it owes")),
            ("yes", _("A credit is paid back to the member")),
        ],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
        initial="no",
    )
    day = day_field(label=_("On which day?"))
    text = forms.CharField(
        label=_("What does the payment say?"),
        max_length=200,
        help_text=_("For example: payment of statement 2026, voucher 1234 in the finance system."),
    )

    def __init__(
        self,
        data: Any,
        members: Sequence[tuple[str, str]],
        statements: Sequence[tuple[str, str]],
        currency: str,
        initial: Mapping[str, Any],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self.fields["member"].choices = list(members)  # type: ignore[attr-defined]
        self.fields["amount"] = AmountField(currency=currency, label=_("Amount"))
        self.fields["of"] = forms.ChoiceField(
            label=_("Which statement is paid?"),
            help_text=_("If none is chosen, the oldest that are open are paid first."),
            choices=[("", _("None in particular")), *statements],
            required=False,
        )
        self.order_fields(["member", "is_back", "of", "amount", "day", "text"])

    def clean(self) -> dict[str, Any]:
        """A statement is the member's own."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("of") and not said["of"].startswith(f"{said.get('member')} "):
            self.add_error("of", forms.ValidationError(_("Choose a statement of that member."), "of"))
        return said

    def said(self) -> NewPayment:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        of = UUID(said["of"].partition(" ")[2]) if said["of"] else None
        return NewPayment(said["member"], said["amount"], said["day"], said["text"], said["is_back"], of)


class JoinForm(forms.Form):
    """Who joins, with how many inhabitants, from when."""

    member = forms.ChoiceField(label=_("Who joins?"))
    people = number_field(label=_("Inhabitants, if not those of the register"))
    use = number_field(label=_("Use, where the key counts it"))
    from_on = day_field(label=_("From which day?"))

    def __init__(self, data: Any, members: Sequence[Sharer], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.members = {one.code: one for one in members}
        choices = [(one.code, one.name) for one in members]
        self.fields["member"].choices = choices  # type: ignore[attr-defined]

    def joiner(self) -> tuple[Member, str]:
        """The member, and its name."""
        said = self.cleaned_data
        one = self.members[said["member"]]
        people = said["people"] if said["people"] is not None else one.inhabitants
        return Member(one.code, people, said["use"], said["use"], said["from_on"]), one.name
