"""All that is said of a system in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.forms.choices import ANSWERS, HOSTINGS, LIFE_CYCLES, SENSITIVITIES, VISIBILITIES
from samspil.apps.systems.forms.fields import (
    LinksField,
    ListField,
    People,
    day,
    line,
    minor,
    number,
    one_of,
    person,
    signed_amount,
    text,
)
from samspil.apps.systems.types.register import NewUse
from samspil.core.systems.vocabulary import Answer, Hosting, LifeCycle, Visibility
from samspil.core.systems.writing import plain_cvr

# The systems that one about to be entered may be, by name and the supplier's number.
Like = Callable[[str, str], Sequence[tuple[UUID, str]]]
_OTHER: Final = "other"
_SECTIONS: Final = {
    _("The system"): ("name", "local_name", "vendor", "vendor_cvr", "business_type", "purpose"),
    _("Who answers for it"): ("unit", "owner", "owner_person", "contact", "budget"),
    _("Where it stands"): ("life_cycle", "starts_on", "ends_on", "users_from", "users_to"),
    _("Criticality and data"): (
        *("is_business_critical", "is_socially_critical", "criticality", "data_classification"),
        *("sensitivity", "has_ai", "hosting"),
    ),
    _("Codes and documents"): (
        *("kle", "kle_added", "kle_removed", "local_id", "former_name", "system_version", "parent_name"),
        "links",
    ),
    _("Who may see it"): ("visibility", "notes"),
}


class UseForm(forms.Form):
    """A system: its name is enough to begin with."""

    name = line(label=_("What is the system called?"), required=True)
    local_name = line(label=_("What do you call it yourselves?"))
    vendor = line(label=_("Supplier"))
    vendor_cvr = line(20, label=_("CVR number of the supplier"))
    business_type = line(100, label=_("Business type"), help_text=_("Such as Case and document handling."))
    purpose = text(2, label=_("What is it for?"), required=False)
    unit = line(label=_("Responsible unit"))
    owner = line(label=_("System owner, by function"))
    contact = line(label=_("Who knows it?"), help_text=_("Others who may see the system are shown this."))
    budget = signed_amount(label=_("Yearly budget"))
    life_cycle = one_of(LIFE_CYCLES, LifeCycle, label=_("Life cycle"))
    starts_on = day(label=_("Taken into use"))
    ends_on = day(label=_("Last day of use"))
    users_from = number(label=_("Users, at least"))
    users_to = number(label=_("Users, at most"))
    is_business_critical = one_of(ANSWERS, Answer, label=_("Is it critical to your work?"))
    is_socially_critical = one_of(ANSWERS, Answer, label=_("Is it critical to society?"))
    criticality = line(100, label=_("Level of criticality"))
    data_classification = line(100, label=_("Classification of the data"))
    sensitivity = forms.MultipleChoiceField(
        label=_("What personal data does it hold?"),
        choices=list(SENSITIVITIES.items()),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    has_ai = one_of(ANSWERS, Answer, label=_("Does it contain artificial intelligence?"))
    hosting = one_of(HOSTINGS, Hosting, label=_("Where does it run?"))
    kle = ListField(label=_("KLE of the catalogue"), help_text=_("With commas between: 27.35, 27.36"))
    kle_added = ListField(label=_("KLE that you add"))
    kle_removed = ListField(label=_("KLE that you take out"))
    local_id = line(100, label=_("Your own number of it"))
    former_name = line(label=_("Former name"))
    system_version = line(100, label=_("Version"))
    parent_name = line(label=_("Part of the system"))
    links = LinksField(label=_("Documents"), help_text=_("One a line: what it is, then its address."))
    visibility = one_of(
        VISIBILITIES,
        Visibility,
        label=_("Who may see it?"),
        widget=forms.RadioSelect,
        help_text=_("Budget, documents, owner and notes are never shown to others."),
    )
    notes = text(3, label=_("Internal notes"), required=False, help_text=_("Only your own organisation."))

    def __init__(
        self, data: Any, people: People, initial: dict[str, Any] | None = None, like: Like | None = None
    ) -> None:
        super().__init__(data, initial=initial or {"visibility": Visibility.OWN.value})
        self._like = like
        self.fields["owner_person"] = person(
            people, label=_("Who is that today?"), help_text=_("Whoever is chosen may change the system.")
        )

    def clean(self) -> dict[str, Any]:
        """Where others have a system like it, somebody says whether it is the same."""
        said = super().clean() or self.cleaned_data
        found = self._like(said.get("name", ""), said.get("vendor_cvr", "")) if self._like else []
        if found:
            self._ask_whether_same(found)
        return said

    def _ask_whether_same(self, found: Sequence[tuple[UUID, str]]) -> None:
        choices = [*((str(key), name) for key, name in found), (_OTHER, _("No, it is another system"))]
        self.fields["catalogue"] = forms.ChoiceField(
            label=_("Is it one of these?"),
            choices=choices,
            widget=forms.RadioSelect,
            help_text=_("Then you find each other, and what you learn of it."),
        )
        chosen = str(self.data.get("catalogue", ""))
        if chosen not in dict(choices):
            self.add_error("catalogue", _("There is a system like it. Say whether it is the same."))
        elif chosen != _OTHER:
            self.cleaned_data["catalogue"] = UUID(chosen)

    @property
    def sections(self) -> list[tuple[Any, list[forms.BoundField]]]:
        """The fields in parts that belong together."""
        found = [(title, [self[name] for name in names]) for title, names in _SECTIONS.items()]
        if "catalogue" in self.fields:
            found.insert(0, (_("The same system?"), [self["catalogue"]]))
        return found

    def said(self, before: NewUse) -> NewUse:
        """The system, once the form is in order; what the form does not ask for is as it was before."""
        said = {**self.cleaned_data, "vendor_cvr": plain_cvr(self.cleaned_data["vendor_cvr"])}
        said["sensitivity"] = tuple(said["sensitivity"])
        said["budget_minor"] = minor(said.pop("budget"))
        return replace(before, **said)
