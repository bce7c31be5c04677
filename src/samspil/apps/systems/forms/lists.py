"""What is said of a list that comes in: the file, how its columns are read, and that it is to be done."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.forms.choices import VISIBILITIES
from samspil.core.systems.lists.fields import TARGETS, Sort
from samspil.core.systems.lists.reading import Mapped
from samspil.core.systems.vocabulary import Visibility

LABELS: Final = {
    "process": _("Number in OS2autoproces"),
    "summary": _("In short"),
    "at_length": _("Description"),
    "seen_by": _("Who sees it there"),
    "authority": _("Whose it is"),
    "systems_now": _("Systems that the work is done in"),
    "systems_used": _("Systems that the automation uses"),
    "name": _("Name"),
    "catalogue": _("Id in the catalogue"),
    "local_name": _("What you call it yourselves"),
    "local_id": _("Your own number of it"),
    "contract_id": _("Your own number of it"),
    "system_version": _("Version"),
    "parent_name": _("Part of the system"),
    "parent": _("Under the contract"),
    "former_name": _("Former name"),
    "unit": _("Responsible unit"),
    "vendor": _("Supplier"),
    "supplier": _("Supplier"),
    "vendor_cvr": _("CVR number of the supplier"),
    "supplier_cvr": _("CVR number of the supplier"),
    "business_type": _("Business type"),
    "kle": _("KLE"),
    "kle_added": _("KLE that you add"),
    "kle_removed": _("KLE that you take out"),
    "links": _("Documents"),
    "purpose": _("What it is for"),
    "description": _("Description"),
    "life_cycle": _("Life cycle"),
    "starts_on": _("First day"),
    "ends_on": _("Last day"),
    "hosting": _("Where it runs"),
    "users": _("Users"),
    "data_classification": _("Classification of the data"),
    "sensitivity": _("Personal data"),
    "is_business_critical": _("Critical to your work"),
    "is_socially_critical": _("Critical to society"),
    "has_ai": _("Artificial intelligence"),
    "criticality": _("Level of criticality"),
    "budget_minor": _("Yearly budget"),
    "notes": _("Internal notes"),
    "contract_type": _("Type of contract"),
    "template": _("Contract template"),
    "purchase_form": _("How it was bought"),
    "strategy": _("The next time"),
    "plan": _("Planned"),
    "is_initiated": _("Has it begun?"),
    "data_processing": _("Data processing agreement"),
    "system_names": _("Systems by name"),
    "system_ids": _("Systems by their id in the catalogue"),
    "systems": _("Systems"),
    "acquisition_minor": _("Acquisition"),
    "operation_minor": _("Operation a year"),
    "other_minor": _("Other costs"),
    "value_minor": _("Value in all, without options"),
    "payment_begins_on": _("Payment begins"),
    "payment_model": _("Payment model"),
    "payment_frequency": _("Payment frequency"),
    "price_regulation": _("Price regulation"),
    "audited_on": _("Audited on"),
    "audit": _("Audit"),
    "duration_months": _("Length in months"),
    "renewal": _("What happens on the last day?"),
    "is_enforced": _("It holds whatever the days say"),
    "signed_on": _("You signed on"),
    "supplier_signed_on": _("The supplier signed on"),
    "extension": _("Options to go on"),
    "options_used": _("Options used so far"),
    "notice_extends": _("Notice runs from"),
    "notice_by": _("Ends at"),
    "elements": _("What it covers"),
    "notice_months": _("Notice in months"),
    "irrevocable_until": _("Cannot be ended before"),
    "terminated_on": _("Notice was given on"),
    "cpv": _("CPV codes"),
    "plan_year": _("Planned year of the next tender"),
    "plan_quarter": _("Quarter"),
    "users_from": _("Users, at least"),
    "users_to": _("Users, at most"),
    "currency": _("Currency"),
    "options": _("Options, each in months"),
    "agreement": _("Framework agreement"),
    "number": _("Number"),
    "sort": _("Whose is it?"),
    "ceiling_minor": _("Ceiling of the agreement"),
    "may_use": _("Who may buy by it"),
    "source_link": _("Address of the agreement"),
    "supplier_is_foreign": _("The supplier is not Danish"),
}
SORTS: Final = {
    Sort.USES.value: _("Systems in use here"),
    Sort.CONTRACTS.value: _("Contracts"),
    Sort.CATALOGUE.value: _("Systems of the catalogue"),
    Sort.AGREEMENTS.value: _("Framework agreements"),
    Sort.AUTOMATIONS.value: _("Automations from OS2autoproces"),
}


class SendForm(forms.Form):
    """A file with systems or contracts."""

    file = forms.FileField(
        label=_("The file"),
        help_text=_(
            "From KITOS, any Excel, ODS or CSV file whose first row says what the columns are, "
            "open contracting data (OCDS), or an award notice from TED as XML."
        ),
    )
    visibility = forms.ChoiceField(
        label=_("Who may see what is new in it?"),
        choices=list(VISIBILITIES.items()),
        initial=Visibility.OWN.value,
        widget=forms.RadioSelect,
    )


class ColumnsForm(forms.Form):
    """What each column of each sheet holds."""

    def __init__(self, data: Any, mapped: Mapping[str, Mapped], headings: Mapping[str, list[str]]) -> None:
        super().__init__(data)
        self._mapped, self._headings = mapped, headings
        for number, (sheet, how) in enumerate(mapped.items()):
            asked = [one.name for one in TARGETS[how.sort] if one.called]
            choices = [("", _("Left out")), *((name, LABELS[name]) for name in asked)]
            for at, heading in enumerate(headings[sheet]):
                if heading:
                    self.fields[f"c{number}_{at}"] = forms.ChoiceField(
                        label=heading[:80],
                        choices=choices,
                        required=False,
                        initial=how.columns.get(at, ""),
                    )

    def clean(self) -> dict[str, Any]:
        """A sheet of which no column holds the name cannot be read."""
        said = super().clean() or self.cleaned_data
        for number, sheet in enumerate(self._mapped):
            held = {said.get(f"c{number}_{at}") for at in range(len(self._headings[sheet]))}
            if "name" not in held:
                told = _("No column holds the name. Say which one does.")
                self.add_error(None, f"{sheet}: {told}" if sheet else str(told))
        return said

    def said(self) -> dict[str, Mapped]:
        """How the list is read, once the form is in order; of two columns that hold the same, the first."""
        found = {}
        for number, (sheet, how) in enumerate(self._mapped.items()):
            columns: dict[int, str] = {}
            for at, _heading in enumerate(self._headings[sheet]):
                name = self.cleaned_data.get(f"c{number}_{at}", "")
                if name and name not in columns.values():
                    columns[at] = name
            found[sheet] = Mapped(how.sort, how.headings_at, columns)
        return found


class BuyersForm(forms.Form):
    """Whose contracts of a file are one's own."""

    ours = forms.MultipleChoiceField(
        label=_("Whose contracts are yours?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, data: Any, buyers: Sequence[tuple[str, str]], ours: Collection[str]) -> None:
        super().__init__(data, initial={"ours": list(ours)})
        self._unseen = set(ours) - {name for name, _label in buyers}
        self.fields["ours"].choices = buyers  # type: ignore[attr-defined]

    def said(self) -> set[str]:
        """Those chosen, and those of one's own that were not shown."""
        return self._unseen | set(self.cleaned_data["ours"])


class ApproveForm(forms.Form):
    """It is to be done, as it was seen."""

    removes = forms.BooleanField(
        label=_("Remove what earlier lists brought and this one no longer has"), required=False
    )
