"""What a system exchanges with another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.systems.forms.choices import WAYS
from samspil.apps.systems.forms.fields import line, one_of, text
from samspil.apps.systems.types.register import NewRelation
from samspil.core.systems.vocabulary import Direction


class RelationForm(forms.Form):
    """Another system, which way data goes, and what it is."""

    other = line(
        label=_("Which system does it exchange data with?"),
        required=True,
        help_text=_("Called as in your list of systems. One that is not there may be named all the same."),
    )
    way = one_of(WAYS, Direction, label=_("Which way?"), widget=forms.RadioSelect)
    description = text(
        2, label=_("What crosses?"), required=False, help_text=_("Such as citizens and visits.")
    )
    interface = line(label=_("How?"), help_text=_("Such as the name of the interface, or a file."))
    frequency = line(100, label=_("How often?"))

    def __init__(self, data: Any, systems: Mapping[str, UUID]) -> None:
        super().__init__(data, initial={"way": Direction.OUT.value})
        self._known = systems

    def said(self) -> NewRelation:
        """The relation, once the form is in order."""
        said = self.cleaned_data
        name = said["other"].strip()
        return NewRelation(
            name,
            self._known.get(name.casefold()),
            said["way"],
            said["interface"],
            said["frequency"],
            said["description"],
        )
