"""What is said of a pool: what fills it, a call, an application, points, what was paid, what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.funding.pool_types import (
    Form,
    NewApplication,
    NewCall,
    NewMilestone,
    NewResult,
    PoolRules,
    RepaymentWish,
    Repays,
    YearEnd,
)
from samspil.apps.governance.parts.questions import WholeNumberField, field_of
from samspil.core.finance.instalments import Came
from samspil.core.governance.matter import Value
from samspil.kit.web.amounts import AmountField
from samspil.wording.catalogues import Language

LONGEST: Final = 4000
LONGEST_LINE: Final = 200
LONGEST_DECISION: Final = 300
MOST_PARTS: Final = 4
MOST_ASSESSORS: Final = 5
_ANSWER: Final = "a_"
_POINTS: Final = "p_"
_HUNDRED: Final = 100


def prose(rows: int, **rest: Any) -> forms.CharField:
    """Room to write in."""
    return forms.CharField(max_length=LONGEST, widget=forms.Textarea(attrs={"rows": rows}), **rest)


def line(longest: int = LONGEST_LINE, **rest: Any) -> forms.CharField:
    """A line to write."""
    return forms.CharField(max_length=longest, **rest)


def day(**rest: Any) -> forms.DateField:
    """A day, chosen or written."""
    return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **rest)


class PercentField(WholeNumberField):
    """A share in whole per cent, from nought to all."""

    def clean(self, value: Any) -> Any:
        """The share as a fraction."""
        percent = super().clean(value)
        if percent is None:
            return None
        if percent > _HUNDRED:
            raise forms.ValidationError(_("Write a percentage from 0 to 100."), "percent")
        return Fraction(percent, _HUNDRED)


class FillForm(forms.Form):
    """A year and the decision; for a levy its base, else an amount, unless the model says it."""

    year = WholeNumberField(label=_("For which year?"))
    decision = line(
        LONGEST_DECISION,
        label=_("Which decision says so?"),
        help_text=_("For example: the municipal council, 28 October 2025, item 6."),
    )

    def __init__(self, data: Any, today: date, amount: AmountField | None = None) -> None:
        super().__init__(data, initial={"year": today.year})
        if amount is not None:
            self.fields["amount"] = amount
            self.order_fields(["year", "amount"])


class YearForm(forms.Form):
    """A year that has ended, the day it is posted, and, where it may be carried over, by which decision."""

    year = WholeNumberField(label=_("Which year has ended?"))
    on = day(
        label=_("Posted on which day?"),
        help_text=_("The voucher is for the year above. It is posted on the year's last day, or later."),
        required=False,
    )

    def __init__(
        self, data: Any, suggested: tuple[int, date], decisions: Sequence[tuple[UUID, str]] | None
    ) -> None:
        year, on = suggested
        super().__init__(data, initial={"year": year, "on": on})
        self.decisions = dict(decisions or ())
        if decisions is None:
            return
        self.fields["carried"] = forms.ChoiceField(
            label=_("What becomes of what is free?"),
            choices=[
                ("carried", _("It has been decided to carry it over to the next year")),
                ("lapses", _("It goes back to the treasury")),
            ],
            widget=forms.RadioSelect,
        )
        self.fields["decided"] = forms.TypedChoiceField(
            label=_("Which decision says that it is carried over?"),
            choices=[("", _("None of these")), *((str(key), name) for key, name in decisions)],
            coerce=UUID,
            empty_value=None,
            required=False,
        )
        self.fields["decision"] = line(
            LONGEST_DECISION,
            label=_("Or the decision in words"),
            help_text=_("For example: the municipal council, 28 October 2025, item 6."),
            required=False,
        )

    def said(self) -> YearEnd:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        if "carried" not in self.fields:
            return YearEnd(on=said["on"])
        if said["carried"] == "lapses":
            return YearEnd(lapses=True, on=said["on"])
        decided = said["decided"]
        words = said["decision"].strip() or self.decisions.get(decided, "")
        return YearEnd(words[:LONGEST_DECISION], decided, on=said["on"])


class CallForm(forms.Form):
    """A call for applications."""

    title = line(label=_("What is the round called?"))
    text = prose(3, label=_("What may be applied for?"), required=False)
    opens_on = day(label=_("First day to apply"))
    closes_on = day(label=_("Last day to apply"))
    most_points = forms.TypedChoiceField(
        label=_("Points for each criterion"),
        choices=[("3", _("0 to 3")), ("5", _("0 to 5")), ("10", _("0 to 10"))],
        coerce=int,
        initial="5",
    )
    second_part = PercentField(
        label=_("How much waits for the benefits plan, in per cent?"),
        help_text=_("That part of a grant is paid only when the benefits plan has been shown. 0 for none."),
        initial="0",
    )

    def __init__(self, data: Any, today: date, rules: PoolRules, people: Sequence[tuple[UUID, str]]) -> None:
        """What the pool's model says is where the round begins; a round cannot give more."""
        most, percent = rules.ceiling, int(_HUNDRED * rules.second_part)
        super().__init__(data, initial={"opens_on": today, "ceiling": most, "second_part": str(percent)})
        self.fields["ceiling"] = AmountField(
            currency=rules.currency,
            label=_("Largest amount for one application"),
            required=False,
        )
        chosen = [("", _("Nobody")), *((str(key), name) for key, name in people)]
        for number in range(1, MOST_ASSESSORS + 1):
            self.fields[f"assessor_{number}"] = forms.ChoiceField(
                label=_("Assessor %(number)s") % {"number": number}, choices=chosen, required=False
            )
        self.fields["assessor_1"].help_text = _(
            "Assessors do not see each other's points until all have given theirs."
        )

    def said(self) -> NewCall:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        return NewCall(
            title=said["title"],
            text=said["text"],
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
            ceiling=said["ceiling"],
            most_points=said["most_points"],
            second_part=said["second_part"],
            assessors=tuple(UUID(one) for one in dict.fromkeys(self._assessors())),
        )

    def _assessors(self) -> list[str]:
        names = (f"assessor_{number}" for number in range(1, MOST_ASSESSORS + 1))
        return [self.cleaned_data[name] for name in names if self.cleaned_data[name]]


FORMS: Final = {Form.GRANT: _("Grant"), Form.LOAN: _("Loan")}
REPAYS: Final = {
    Repays.FIXED: _("In fixed instalments"),
    Repays.BENEFITS: _("Of the benefits, as they are measured"),
    Repays.FEES: _("Of what others pay who take the solution into use"),
}


@dataclass(frozen=True, slots=True)
class Among:
    """What is chosen among in an application, and what it begins with when it is begun from an initiative."""

    units: Sequence[tuple[str, str]]
    initiatives: Sequence[tuple[UUID, str]] = ()
    begins_with: Mapping[str, str] = field(default_factory=dict)


class ApplicationForm(forms.Form):
    """A short application: what the pool asks, what the model asks, and for a loan how it comes back."""

    title = line(label=_("What do you want to do?"))
    purpose = prose(4, label=_("Why, and what comes of it?"))

    def __init__(self, data: Any, rules: PoolRules, asked: Any, among: Among, said_in: Language) -> None:
        super().__init__(data, initial=dict(among.begins_with))
        self.asked, self.rules = asked, rules
        units = among.units
        if among.initiatives:
            self.fields["initiative"] = forms.ChoiceField(
                label=_("Which initiative is the money for?"),
                choices=[
                    ("", _("None of ours yet")),
                    *((str(key), name) for key, name in among.initiatives),
                ],
                required=False,
                help_text=_("Its business case follows the application."),
            )
        for key in asked.kind.attributes:
            self.fields[_ANSWER + key] = field_of(asked.model, key, said_in)
        self.fields["supports"] = forms.MultipleChoiceField(
            label=_("Which of the pool's criteria does it support above all?"),
            choices=[(key, name[said_in]) for key, name in rules.criteria.items()],
            widget=forms.CheckboxSelectMultiple,
            required=False,
        )
        if units:
            self.fields["unit"] = forms.ChoiceField(
                label=_("Which unit is it for?"), choices=[("", _("None")), *units], required=False
            )
        self.fields["sharing"] = prose(2, label=_("How will you share what you learn?"), required=False)
        if rules.own_operating_finance:
            self.fields["operating_finance"] = prose(
                2,
                label=_("Where in your own budget is the money for operations?"),
                help_text=_("The pool pays for the project. Operations are yours."),
                required=False,
            )
        self.fields["needs_help"] = forms.BooleanField(
            label=_("We would like help with the application"), required=False
        )
        self._ask_form(rules)

    def _ask_form(self, rules: PoolRules) -> None:
        if len(rules.forms) > 1:
            self.fields["form"] = forms.ChoiceField(
                label=_("Grant or loan?"),
                choices=[(one.value, FORMS[one]) for one in rules.forms],
                widget=forms.RadioSelect,
            )
        if Form.LOAN not in rules.forms:
            return
        self.fields["repays"] = forms.ChoiceField(
            label=_("A loan: how does it come back?"),
            choices=[("", _("It is no loan")), *((one.value, name) for one, name in REPAYS.items())],
            required=False,
        )
        self.fields["first_on"] = day(label=_("A loan: first instalment"), required=False)
        self.fields["every_months"] = forms.TypedChoiceField(
            label=_("A loan: an instalment"),
            choices=[
                ("12", _("every year")),
                ("6", _("every half year")),
                ("3", _("every quarter")),
                ("1", _("every month")),
            ],
            coerce=int,
        )
        most = rules.most_instalments
        self.fields["times"] = WholeNumberField(
            label=_("A loan: number of instalments"),
            help_text=_("At most %(most)s.") % {"most": most} if most is not None else "",
            required=False,
        )
        if rules.interest:
            self.fields["rate"] = forms.DecimalField(
                label=_("A loan: interest a year, in per cent"),
                help_text=_("At most %(most)s. Leave it empty for none.")
                % {"most": f"{float(_HUNDRED * rules.interest):g}"},
                min_value=0,
                max_digits=5,
                decimal_places=2,
                localize=True,
                required=False,
            )
        self.fields["share"] = PercentField(
            label=_("A loan: how much of the benefits goes to it, in per cent"), required=False
        )

    def attributes(self) -> dict[str, Value]:
        """The answers to what the model asks."""
        return {key: self.cleaned_data[_ANSWER + key] for key in self.asked.kind.attributes}

    def said(self) -> NewApplication:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        form = Form(said["form"]) if "form" in self.fields else self.rules.forms[0]
        unit = str(said.get("unit") or "")
        names = dict(self.fields["unit"].choices) if unit else {}  # type: ignore[attr-defined]
        return NewApplication(
            kind=self.asked.key,
            title=said["title"],
            purpose=said["purpose"],
            form=form,
            attributes=self.attributes(),
            supports=tuple(said["supports"]),
            unit=unit or None,
            unit_name=str(names.get(unit, "")),
            needs_help=said["needs_help"],
            operating_finance=said.get("operating_finance", ""),
            sharing=said["sharing"],
            repayment=self._wish() if form is Form.LOAN else None,
            initiative=UUID(said["initiative"]) if said.get("initiative") else None,
        )

    def _wish(self) -> RepaymentWish | None:
        said = self.cleaned_data
        if not said["repays"]:
            return None
        share = said["share"]
        return RepaymentWish(
            Repays(said["repays"]),
            said["first_on"],
            said["every_months"],
            said["times"] or 0,
            rate=Fraction(said.get("rate") or 0) / _HUNDRED,
            share=Fraction(1) if share is None else share,
        )


class PointsForm(forms.Form):
    """Points for each criterion."""

    comment = prose(3, label=_("What do you want to say to the others?"), required=False)

    def __init__(
        self, data: Any, criteria: Sequence[tuple[str, str]], most: int, known: dict[str, int]
    ) -> None:
        super().__init__(data)
        for key, name in criteria:
            self.fields[_POINTS + key] = forms.TypedChoiceField(
                label=name,
                choices=[(str(number), str(number)) for number in range(most + 1)],
                coerce=int,
                initial=str(known[key]) if key in known else None,
                widget=forms.RadioSelect,
            )
        self.order_fields([*(_POINTS + key for key, _name in criteria), "comment"])

    def points(self) -> dict[str, int]:
        """By criterion, once the form is in order."""
        return {
            name.removeprefix(_POINTS): points
            for name, points in self.cleaned_data.items()
            if name.startswith(_POINTS)
        }


class WhyForm(forms.Form):
    """Why somebody steps aside."""

    why = prose(2, label=_("What is your interest in it?"))


class ExcuseForm(forms.Form):
    """Which assessor is let off, why, and who takes over."""

    person = forms.TypedChoiceField(label=_("Who is excused?"), coerce=UUID)
    why = prose(2, label=_("Why?"))
    instead = forms.TypedChoiceField(
        label=_("Who takes over?"), coerce=UUID, empty_value=None, required=False
    )

    def __init__(
        self, data: Any, assessors: Sequence[tuple[UUID, str]], others: Sequence[tuple[UUID, str]]
    ) -> None:
        super().__init__(data)
        self.fields["person"].choices = [(str(key), name) for key, name in assessors]  # type: ignore[attr-defined]
        chosen = [("", _("Nobody")), *((str(key), name) for key, name in others)]
        self.fields["instead"].choices = chosen  # type: ignore[attr-defined]


class ApproveForm(forms.Form):
    """What another says of a payment that somebody has registered."""

    answer = forms.ChoiceField(
        label=_("Is it to be paid?"),
        choices=[("approve", _("Yes, pay it out")), ("back", _("No, send it back"))],
        widget=forms.RadioSelect,
    )


class ProofForm(forms.Form):
    """What showed that a part can be paid, and which freed money pays it where there is some."""

    def __init__(
        self, data: Any, asks: Any, *, is_needed: bool, freed: Sequence[tuple[UUID, str]] = ()
    ) -> None:
        super().__init__(data)
        self.fields["proof"] = prose(2, label=asks, required=is_needed)
        if freed:
            self.fields["freed_by"] = forms.TypedChoiceField(
                choices=[("", _("No")), *((str(key), told) for key, told in freed)],
                coerce=UUID,
                empty_value=None,
                required=False,
                label=_("Is it paid with money that a benefit has freed?"),
                help_text=_("The ledger then shows what the money came to pay for."),
            )


class PartsForm(forms.Form):
    """Up to four parts that an award is paid in."""

    def __init__(self, data: Any, currency: str) -> None:
        super().__init__(data)
        for number in range(1, MOST_PARTS + 1):
            told, needed = {"number": number}, number == 1
            self.fields[f"title_{number}"] = line(
                label=_("Part %(number)s: what is reached?") % told, required=needed
            )
            self.fields[f"due_{number}"] = day(
                label=_("Part %(number)s: expected on") % told, required=needed
            )
            self.fields[f"amount_{number}"] = AmountField(
                currency=currency, label=_("Part %(number)s: amount") % told, required=needed
            )

    def parts(self) -> list[NewMilestone]:
        """Those with an amount, once the form is in order."""
        said = self.cleaned_data
        return [
            NewMilestone(said[f"title_{number}"], said[f"due_{number}"], said[f"amount_{number}"])
            for number in range(1, MOST_PARTS + 1)
            if said[f"amount_{number}"] is not None and said[f"due_{number}"] is not None
        ]


class CameForm(forms.Form):
    """What came that a loan is repaid of."""

    on = day(label=_("On which day?"))
    reason = line(LONGEST_DECISION, label=_("What was measured, or who pays?"))

    def __init__(self, data: Any, currency: str, label: Any) -> None:
        super().__init__(data)
        self.fields["amount"] = AmountField(currency=currency, label=label)

    def said(self) -> Came:
        """What was said, once the form is in order."""
        return Came(self.cleaned_data["on"], self.cleaned_data["amount"])


class ResultForm(forms.Form):
    """What came of an award."""

    text = prose(4, label=_("What has come of it?"))
    experience = prose(3, label=_("What can others learn from it?"), required=False)
    shared_with = line(LONGEST_DECISION, label=_("Whom have you shared it with?"), required=False)

    def __init__(self, data: Any, currency: str) -> None:
        super().__init__(data)
        self.fields["earned"] = AmountField(
            currency=currency, label=_("Earned or saved so far, if you know"), required=False
        )

    def said(self) -> NewResult:
        """What was said, once the form is in order."""
        said = self.cleaned_data
        return NewResult(said["text"], said["earned"], said["experience"], said["shared_with"])


class NothingForm(forms.Form):
    """Nothing is asked; it is only done."""


def amount(currency: str, label: Any) -> AmountField:
    """An amount with its question."""
    return AmountField(currency=currency, label=label)
