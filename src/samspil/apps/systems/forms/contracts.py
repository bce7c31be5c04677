"""All that is said of a contract, and what is drawn of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.forms.choices import AGREEMENT_SORTS, ANSWERS, NOTICE_BY, RENEWALS, VISIBILITIES
from samspil.apps.systems.forms.fields import (
    LinksField,
    ListField,
    People,
    SignedAmountField,
    amount,
    day,
    line,
    minor,
    number,
    one_of,
    person,
    signed_amount,
    text,
)
from samspil.apps.systems.types.register import NewAgreement, NewContract, NewDraw, NewOption
from samspil.core.systems.vocabulary import AgreementSort, Answer, NoticeBy, Renewal, Visibility
from samspil.core.systems.writing import plain_cvr

MOST_OPTIONS: Final = 4
_AMOUNTS: Final = ("value", "acquisition", "operation", "other")
_SECTIONS: Final = {
    _("The contract"): ("name", "contract_id", "contract_type", "supplier", "supplier_cvr", "systems"),
    _("Who answers for it"): ("unit", "owner", "owner_person", "contact"),
    _("From when until when"): (
        *("starts_on", "ends_on", "irrevocable_until", "renewal", "renews_months", "is_enforced"),
    ),
    _("Notice"): ("notice_months", "notice_extends", "notice_by", "terminated_on"),
    _("Options to go on"): (
        *(f"option_{place}_{what}" for place in range(1, MOST_OPTIONS + 1) for what in ("months", "days")),
        "options_used",
    ),
    _("Money"): (*_AMOUNTS, "payment_model", "payment_frequency", "price_regulation", "hides_prices"),
    _("How it was bought, and the next time"): (
        *("purchase_form", "agreement", "cpv", "strategy", "plan_year", "plan_quarter", "is_initiated"),
        "exit_plan",
    ),
    _("Documents"): ("criticality", "data_processing", "elements", "links"),
    _("Who may see it"): ("visibility", "notes"),
}


class ContractForm(forms.Form):
    """A contract: its name is enough to begin with, its end and notice make the calendar work."""

    name = line(label=_("What is the contract called?"), required=True)
    contract_id = line(100, label=_("Your own number of it"))
    contract_type = line(100, label=_("Type of contract"))
    supplier = line(label=_("Supplier"))
    supplier_cvr = line(20, label=_("CVR number of the supplier"))
    systems = text(
        2,
        label=_("Which systems is it about?"),
        required=False,
        help_text=_("One a line, called as in your list of systems."),
    )
    unit = line(label=_("Responsible unit"))
    owner = line(label=_("Contract owner, by function"))
    contact = line(label=_("Who knows it?"))
    starts_on = day(label=_("First day"))
    ends_on = day(label=_("Last day"))
    irrevocable_until = day(label=_("Cannot be ended before"))
    renewal = one_of(RENEWALS, Renewal, label=_("What happens on the last day?"))
    renews_months = number(1, 600, label=_("Months of each new period"))
    is_enforced = forms.BooleanField(label=_("It holds whatever the days say"), required=False)
    notice_months = number(0, 120, label=_("Notice in months"))
    notice_extends = one_of(NOTICE_BY, NoticeBy, label=_("Notice runs from"))
    notice_by = one_of(NOTICE_BY, NoticeBy, label=_("Ends at"))
    terminated_on = day(label=_("Notice was given on"))
    options_used = number(0, MOST_OPTIONS, label=_("Options used so far"))
    value = amount(label=_("Value in all, without options"))
    acquisition = signed_amount(label=_("Acquisition"))
    operation = signed_amount(label=_("Operation a year"))
    other = signed_amount(label=_("Other costs"))
    payment_model = line(100, label=_("Payment model"))
    payment_frequency = line(100, label=_("How often is it paid?"))
    price_regulation = line(label=_("Price regulation"))
    hides_prices = forms.BooleanField(label=_("Never show the prices to others"), required=False)
    purchase_form = line(100, label=_("How was it bought?"))
    cpv = ListField(label=_("CPV codes"), help_text=_("With commas between: 48000000, 72000000"))
    strategy = line(100, label=_("How will it be bought the next time?"))
    plan_year = number(2000, 2100, label=_("Planned year of the next tender"))
    plan_quarter = number(1, 4, label=_("Quarter"))
    is_initiated = one_of(ANSWERS, Answer, label=_("Has it begun?"))
    exit_plan = text(2, label=_("How do you leave it? Data, help and price"), required=False)
    criticality = line(100, label=_("Level of criticality"))
    data_processing = line(label=_("Data processing agreement"))
    elements = ListField(label=_("What it covers"), help_text=_("Such as licences, operation, support."))
    links = LinksField(label=_("Documents"), help_text=_("One a line: what it is, then its address."))
    visibility = one_of(
        VISIBILITIES,
        Visibility,
        label=_("Who may see it?"),
        widget=forms.RadioSelect,
        help_text=_("Owner, unit, documents and notes are never shown to others."),
    )
    notes = text(3, label=_("Internal notes"), required=False, help_text=_("Only your own organisation."))

    def __init__(
        self,
        data: Any,
        people: People,
        agreements: People,
        systems: Mapping[str, UUID],
        initial: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial or {"visibility": Visibility.OWN.value})
        self._known = systems
        self.fields["owner_person"] = person(
            people, label=_("Who is that today?"), help_text=_("Whoever is chosen may change the contract.")
        )
        self.fields["agreement"] = forms.TypedChoiceField(
            label=_("Framework agreement"),
            choices=[("", _("None")), *((str(key), name) for key, name in agreements)],
            coerce=UUID,
            empty_value=None,
            required=False,
        )
        for place in range(1, MOST_OPTIONS + 1):
            named = {"place": place}
            self.fields[f"option_{place}_months"] = number(
                1, 600, label=_("Option %(place)s: months") % named
            )
            self.fields[f"option_{place}_days"] = number(
                0, 3660, label=_("Option %(place)s: days of notice") % named
            )

    def clean_systems(self) -> tuple[UUID, ...]:
        """The systems by name; one that is not in the register is named."""
        found = []
        for name in filter(None, map(str.strip, self.cleaned_data["systems"].splitlines())):
            known = self._known.get(name.casefold())
            if known is None:
                told = _("“%(name)s” is not in your list of systems. Enter it there first.") % {"name": name}
                raise forms.ValidationError(told, "unknown")
            found.append(known)
        return tuple(dict.fromkeys(found))

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in parts that belong together."""
        return [(title, [self[name] for name in names]) for title, names in _SECTIONS.items()]

    def said(self, before: NewContract) -> NewContract:
        """The contract, once the form is in order; what the form does not ask for is as it was before."""
        said = dict(self.cleaned_data)
        options = [
            (said.pop(f"option_{place}_months"), said.pop(f"option_{place}_days"))
            for place in range(1, MOST_OPTIONS + 1)
        ]
        said |= {f"{name}_minor": minor(said.pop(name)) for name in _AMOUNTS}
        said["options_used"] = said["options_used"] or 0
        said["supplier_cvr"] = plain_cvr(said["supplier_cvr"])
        known = [one.value_minor for one in before.options[:MOST_OPTIONS]]
        values = [*known, *[None] * (MOST_OPTIONS - len(known))]
        kept = [
            NewOption(months, days, value)
            for (months, days), value in zip(options, values, strict=True)
            if months
        ]
        said["options"] = (*kept, *before.options[MOST_OPTIONS:])
        return replace(before, **said)


class DrawForm(forms.Form):
    """What was drawn of a contract's value."""

    drawn_on = day(label=_("On which day?"), required=True)
    amount = SignedAmountField(
        label=_("How much?"), currency="DKK", help_text=_("A minus takes a mistake back.")
    )
    what = line(label=_("What was it?"), required=True, help_text=_("Such as an invoice and its number."))

    def said(self) -> NewDraw:
        """What was drawn, once the form is in order."""
        said = self.cleaned_data
        return NewDraw(said["drawn_on"], said["amount"].minor, said["what"])


class AgreementForm(forms.Form):
    """A framework agreement; one with the same number is changed."""

    number = line(40, label=_("Number"), required=True, help_text=_("Such as SKI 02.19, or your own."))
    name = line(label=_("Name"), required=True)
    sort = one_of(AGREEMENT_SORTS, AgreementSort, label=_("Whose is it?"))
    is_committed = forms.BooleanField(label=_("Those who join are bound to buy from it"), required=False)
    starts_on = day(label=_("First day"))
    ends_on = day(label=_("Last day"))
    join_from = day(label=_("Can be joined from"))
    join_until = day(label=_("Can be joined until"))
    ceiling = amount(label=_("Ceiling of the agreement"))
    may_use = text(
        3,
        label=_("Who may buy by it"),
        required=False,
        help_text=_("As it was published. Those who are not named may not use it."),
    )
    source_link = forms.URLField(label=_("Address of the agreement"), required=False, assume_scheme="https")
    is_initiated = one_of(
        {key: ANSWERS[key] for key in ("undecided", "no", "yes")},
        Answer,
        label=_("Have you begun to find another way to buy?"),
        help_text=_("Until you say yes, it stands on My work when the ceiling will soon be reached."),
        required=False,
        empty_value=Answer.UNDECIDED,
    )
    longer_because = text(
        2,
        label=_("Why does it run for more than four years?"),
        required=False,
        help_text=_("Only where it does: the law asks for a particular reason."),
    )
    visibility = one_of(
        VISIBILITIES,
        Visibility,
        label=_("Who may see it?"),
        widget=forms.RadioSelect,
        help_text=_("What several draw of one agreement is counted together where each shows it."),
    )

    def said(self, before: NewAgreement) -> NewAgreement:
        """The agreement, once the form is in order; what the form does not ask for is as it was before."""
        said = dict(self.cleaned_data)
        return replace(before, ceiling_minor=minor(said.pop("ceiling")), **said)


class KnownAgreementForm(AgreementForm):
    """An agreement that is there: its number is read, and stays whatever is sent."""

    def __init__(self, *args: Any, **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.fields["number"].widget.attrs["readonly"] = True

    def clean_number(self) -> str:
        return str(self.initial["number"])
