"""What the page of members and initiatives is narrowed to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from samspil.apps.portfolio.selectors.matrix import MatrixFilter

_Choices = Sequence[tuple[str, Any]]


def _choice(label: Any, choices: _Choices) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", _("All")), *choices], required=False)


class MatrixForm(forms.Form):
    """The filters, in the address."""

    def __init__(
        self,
        data: Any,
        *,
        members: _Choices,
        areas: Sequence[str],
        paces: _Choices,
        lights: _Choices,
    ) -> None:
        super().__init__(data)
        binds = [("mandatory", _("Mandatory")), ("voluntary", _("Voluntary"))]
        attention = [
            ("late", _("Past the day of the law")),
            ("deviates", _("Deviates from the common plan")),
            ("no_plan", _("Has no plan yet")),
        ]
        self.fields["binds"] = _choice(_("Mandatory or voluntary"), binds)
        self.fields["member"] = _choice(_("Member"), members)
        self.fields["area"] = _choice(_("Specialist area"), [(one, one) for one in areas])
        self.fields["pace"] = _choice(_("Pace"), paces)
        self.fields["light"] = _choice(_("Status"), lights)
        self.fields["attention"] = _choice(_("Needs attention"), attention)


def chosen(data: Any) -> MatrixFilter:
    """What the address says; what is no choice finds nothing and breaks nothing."""
    said = {name: str(data.get(name, ""))[:60] for name in MatrixFilter.__dataclass_fields__}
    if said["attention"] not in {"", "late", "deviates", "no_plan"}:
        said["attention"] = ""
    return MatrixFilter(**said)
