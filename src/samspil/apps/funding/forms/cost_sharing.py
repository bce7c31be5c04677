"""The forms of cost sharing: trying prices, deciding a key, sharing a cost, settling, joining late."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.types import Sharer
from samspil.core.finance.cost_keys.ground import Member
from samspil.core.finance.cost_keys.key import CostKind, Entry
from samspil.kit.web.amounts import AmountField

KINDS: Final = {
    CostKind.ESTABLISHMENT.value: _("Establishment"),
    CostKind.OPERATION.value: _("Operation"),
    CostKind.FURTHER_DEVELOPMENT.value: _("Further development"),
}
MIX: Final = ("alike", "people", "use")
_MOST: Final = 10**9
_RULES: Final = [
    ("equal", _("Everybody alike")),
    ("inhabitants", _("By inhabitants")),
    ("use", _("By what each uses")),
    ("mix", _("A mix of the three, as written below")),
    ("tariff", _("A price: so much a member, an inhabitant and a use")),
    ("degressive", _("A price an inhabitant that is lower above a number of inhabitants")),
    ("expected_users", _("Alike among those who use it, or are expected to within some years")),
    ("other", _("Another key, written as data below")),
]
_ENTRIES: Final = [
    (Entry.WRITTEN_DOWN.value, _("Its part of what is left, written down over some years")),
    (Entry.ALL.value, _("All of its part, as if it had been there from the start")),
    (Entry.NOTHING.value, _("Nothing")),
]


def _day(**rest: Any) -> forms.DateField:
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **rest)


def _rate(**rest: Any) -> forms.DecimalField:
    return forms.DecimalField(
        min_value=0, max_digits=12, decimal_places=4, localize=True, required=False, **rest
    )


def _number(**rest: Any) -> forms.IntegerField:
    return forms.IntegerField(min_value=0, max_value=_MOST, required=False, **rest)


class Slider(forms.NumberInput):
    """A number that is dragged."""

    input_type = "range"


class TrialForm(forms.Form):
    """A price list and three weights; what is not written is what was asked before, or nothing."""

    fixed = AmountField(label=_("Price once, however many you are"), currency="DKK", required=False)
    member = AmountField(label=_("Price for each member"), currency="DKK", required=False)
    price = AmountField(label=_("Price an inhabitant"), currency="DKK", required=False)
    discount_from = _number(label=_("From how many inhabitants is it cheaper?"))
    discount_price = AmountField(
        label=_("Price for each inhabitant above that"), currency="DKK", required=False
    )
    alike = forms.IntegerField(label=_("Alike"), min_value=0, max_value=100, required=False)
    people = forms.IntegerField(label=_("By inhabitants"), min_value=0, max_value=100, required=False)
    use = forms.IntegerField(label=_("By what each uses"), min_value=0, max_value=100, required=False)

    def __init__(self, data: Any, members: Sequence[Sharer]) -> None:
        super().__init__(data)
        self.members = members
        for name in MIX:
            self.fields[name].widget = Slider(attrs={"min": 0, "max": 100, "step": 5})
        for one in members:
            self.fields[f"use_{one.code}"] = _number(label=_("Use, %(member)s") % {"member": one.name})
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


def mixed(weights: Mapping[str, int]) -> dict[str, Any]:
    """A rule of fixed parts, by weight; what weighs nothing is left out."""
    rules = {"alike": "equal", "people": "inhabitants", "use": "use"}
    weighing = {rules[name]: weight for name, weight in weights.items() if weight}
    if len(weighing) == 1:
        return {"by": next(iter(weighing))}
    total = sum(weighing.values())
    parts = [{"share": str(Fraction(one, total)), "rule": {"by": by}} for by, one in weighing.items()]
    return {"by": "split", "parts": parts}


class KeyForm(forms.Form):
    """A key for a kind of cost: its rule, what late joiners and leavers pay, and the decision."""

    kind = forms.ChoiceField(
        label=_("Which cost is it for?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    rule = forms.ChoiceField(label=_("How is it shared?"), choices=_RULES, widget=forms.RadioSelect)
    alike = _number(label=_("Weight: alike"))
    people = _number(label=_("Weight: by inhabitants"))
    use = _number(label=_("Weight: by what each uses"))
    a_member = _rate(label=_("Kroner a member"))
    an_inhabitant = _rate(label=_("Kroner an inhabitant"))
    a_use = _rate(label=_("Kroner a use"))
    limit = _number(label=_("Up to how many inhabitants does the full price hold?"))
    above = _rate(label=_("Kroner an inhabitant above that"))
    years = forms.IntegerField(
        label=_("Expected within how many years?"), min_value=1, max_value=50, required=False
    )
    written = forms.CharField(
        label=_("The key as data"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
        help_text=_(
            "For bands, agreed shares, thresholds and fixed parts; see docs/algorithms/cost-keys.md."
        ),
    )
    joining = forms.ChoiceField(
        label=_("What does one that joins later pay of the establishment?"),
        choices=_ENTRIES,
        widget=forms.RadioSelect,
    )
    joining_years = forms.IntegerField(
        label=_("Written down over how many years?"), min_value=1, max_value=50
    )
    notice_months = forms.IntegerField(
        label=_("Notice in months for one that leaves"), min_value=0, max_value=120
    )
    at_year_end = forms.BooleanField(label=_("Members leave at the end of a year only"), required=False)
    valid_from = _day(label=_("From which day?"))
    decided = forms.TypedChoiceField(
        label=_("Which decision says so?"), coerce=UUID, empty_value=None, required=False
    )
    decision = forms.CharField(
        label=_("Or the decision in words"),
        max_length=300,
        required=False,
        help_text=_("For example: the board, 3 March 2026, item 4."),
    )

    def __init__(self, data: Any, decisions: Sequence[tuple[UUID, str]], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.decisions = dict(decisions)
        choices = [("", _("None of these")), *((str(key), name) for key, name in decisions)]
        self.fields["decided"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """What the rule needs is there."""
        said = dict(super().clean() or self.cleaned_data)
        rule = said.get("rule")
        if rule == "mix" and not any(said.get(name) for name in MIX):
            self.add_error("alike", _("Give at least one of the three a weight."))
        if rule == "degressive" and None in map(said.get, ("an_inhabitant", "limit", "above")):
            self.add_error("limit", _("Write the price, the limit and the price above it."))
        if rule == "tariff" and not any(map(said.get, ("a_member", "an_inhabitant", "a_use"))):
            self.add_error("a_member", _("Write at least one of the three prices."))
        if rule == "other":
            self._read(said)
        if not said.get("decided") and not (said.get("decision") or "").strip():
            self.add_error("decision", _("Choose the decision, or write which it is."))
        return said

    def _read(self, said: dict[str, Any]) -> None:
        try:
            said["as_data"] = json.loads(said.get("written") or "")
        except (ValueError, RecursionError):
            self.add_error("written", _("This is not data as JSON."))
            return
        if not isinstance(said["as_data"], dict):
            self.add_error("written", _("This is not data as JSON."))

    def content(self, population_on: date | None) -> dict[str, Any]:
        """The key as it is kept."""
        said = self.cleaned_data
        found: dict[str, Any] = {
            "kind": said["kind"],
            "rule": _rule(said),
            "joining": {"pays": said["joining"], "years": said["joining_years"]},
            "leaving": {"notice_months": said["notice_months"], "at_year_end": said["at_year_end"]},
        }
        if population_on is not None:
            found["population_on"] = population_on.isoformat()
        return found

    def words(self) -> str:
        """The decision in words."""
        said = self.cleaned_data
        return str(said["decision"]).strip() or self.decisions.get(said["decided"], "")


def _rule(said: Mapping[str, Any]) -> dict[str, Any]:
    match said["rule"]:
        case "mix":
            return mixed({name: said.get(name) or 0 for name in MIX})
        case "tariff":
            prices = {"member": said["a_member"], "inhabitant": said["an_inhabitant"], "use": said["a_use"]}
            return {"by": "tariff"} | {name: _plain(one) for name, one in prices.items() if one}
        case "degressive":
            first = {"up_to": said["limit"], "rate": _plain(said["an_inhabitant"])}
            return {"by": "degressive", "steps": [first, {"rate": _plain(said["above"])}]}
        case "expected_users":
            return {"by": "expected_users", "years": said["years"] or 5}
        case "other":
            return dict(said["as_data"])
        case plain:
            return {"by": plain}


def _plain(number: Decimal) -> str:
    return f"{number:f}"


class CountedForm(forms.Form):
    """What is counted of each member; ``rows`` are its fields, one member a line."""

    def add_members(self, members: Sequence[Sharer], *, only_use: bool = False) -> None:
        """The fields of each."""
        self.members, self.only_use = members, only_use
        for one in members:
            said = {"member": one.name}
            self.fields[f"use_{one.code}"] = _number(label=_("Use, %(member)s") % said)
            if only_use:
                continue
            self.fields[f"in_{one.code}"] = forms.BooleanField(
                label=_("%(member)s takes part") % said, required=False, initial=True
            )
            self.fields[f"people_{one.code}"] = _number(
                label=_("Inhabitants, %(member)s") % said, initial=one.inhabitants
            )
            self.fields[f"forecast_{one.code}"] = _number(label=_("Expected use, %(member)s") % said)
            self.fields[f"from_{one.code}"] = _day(
                label=_("From, %(member)s") % said, required=False, initial=one.from_on
            )
            self.fields[f"to_{one.code}"] = _day(
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
    first = _day(label=_("From which day?"))
    last = _day(label=_("To which day?"))
    amount = AmountField(
        label=_("Amount"),
        currency="DKK",
        required=False,
        help_text=_("Leave it empty where the key is a price: then the amount follows from it."),
    )
    whose = forms.ChoiceField(label=_("Who had the cost? Only for a key with a threshold."), required=False)

    def __init__(self, data: Any, members: Sequence[Sharer], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        names = [(one.code, one.name) for one in members]
        self.fields["whose"].choices = [("", _("Nobody in particular")), *names]  # type: ignore[attr-defined]
        self.add_members(members)

    def asked(self) -> list[Any]:
        """The fields above the members."""
        return [self[name] for name in ("kind", "text", "first", "last", "amount", "whose")]


class SettleForm(CountedForm):
    """What it really cost, and what each used."""

    amount = AmountField(label=_("What did it cost in the end?"), currency="DKK")

    def __init__(self, data: Any, members: Sequence[Sharer], initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        self.add_members(members, only_use=True)

    def asked(self) -> list[Any]:
        """The fields above the members."""
        return [self["amount"]]


class JoinForm(forms.Form):
    """Who joins, with how many inhabitants, from when."""

    member = forms.ChoiceField(label=_("Who joins?"))
    people = _number(label=_("Inhabitants, if not those of the register"))
    use = _number(label=_("Use, where the key counts it"))
    from_on = _day(label=_("From which day?"))

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
