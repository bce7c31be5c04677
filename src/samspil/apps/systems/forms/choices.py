"""What can be chosen in the register, as it is said to people."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

VISIBILITIES: Final = {
    "own": _("Only our own organisation"),
    "association": _("Those we work together with"),
    "public": _("Every organisation here"),
}
LIFE_CYCLES: Final = {
    "undecided": _("Not said"),
    "not_in_use": _("Not in use"),
    "pilot": _("On trial"),
    "phasing_in": _("Being phased in"),
    "operational": _("In operation"),
    "phasing_out": _("Being phased out"),
}
HOSTINGS: Final = {
    "undecided": _("Not said"),
    "on_premise": _("At ourselves"),
    "external": _("At a supplier"),
    "hybrid": _("Partly at ourselves, partly at a supplier"),
}
ANSWERS: Final = {"undecided": _("Not said"), "yes": _("Yes"), "no": _("No")}
SENSITIVITIES: Final = {
    "none": _("No personal data"),
    "personal": _("Ordinary personal data"),
    "sensitive": _("Sensitive personal data"),
    "offences": _("Criminal convictions and offences"),
}
NOTICE_BY: Final = {
    "any_day": _("Any day"),
    "month": _("The end of a month"),
    "quarter": _("The end of a quarter"),
    "year": _("The end of a year"),
}
RENEWALS: Final = {
    "ends": _("It ends"),
    "renews": _("It is renewed for a new period"),
    "continues": _("It goes on until notice is given"),
}
WAYS: Final = {
    "out": _("It sends to the other"),
    "in": _("It receives from the other"),
    "both": _("Both ways"),
}
AGREEMENT_SORTS: Final = {
    "ski": _("SKI"),
    "own": _("Our own framework agreement"),
    "other": _("Another framework agreement"),
}
