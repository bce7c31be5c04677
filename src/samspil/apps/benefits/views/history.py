"""What has happened to a benefit, in words: the journal's entries, the newest first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.benefits.forms.choices import STATES
from samspil.apps.benefits.selectors.happened import Happened
from samspil.wording.words import Words

_WORDS: Final[dict[str, str | Promise]] = {
    "benefits.added": gettext_lazy("The benefit was noted"),
    "benefits.changed": gettext_lazy("What is said of the benefit was changed"),
    "benefits.planned": gettext_lazy("A plan was kept"),
    "benefits.shared": gettext_lazy("It was said who gets which part"),
    "benefits.put_in_library": gettext_lazy("Put in the library"),
    "benefits.taken_out_of_library": gettext_lazy("Taken out of the library"),
    "benefits.taken_home": gettext_lazy("Something was taken home"),
    "benefits.asked_to_decide": gettext_lazy("A decision was asked for"),
    "benefits.gate_without_baseline": gettext_lazy("A gate was asked for without a baseline"),
    "benefits.gate_without_line_owner": gettext_lazy("A gate was asked for without anybody in the line"),
    "benefits.decided": gettext_lazy("It was decided"),
    "measurements.indicator.added": gettext_lazy("An indicator was added"),
    "measurements.indicator.changed": gettext_lazy("An indicator was changed"),
    "measurements.indicator.ended": gettext_lazy("An indicator is measured no longer"),
    "measurements.baseline.set": gettext_lazy("A baseline was kept"),
    "measurements.baseline.approved": gettext_lazy("The baseline was approved"),
    "measurements.measured": gettext_lazy("A measurement was kept"),
}


def events(happened: Iterable[Happened], say: Words) -> list[dict[str, Any]]:
    """As the timeline of a page shows them."""
    return [
        {"at": one.at, "when": say.short_moment(one.at), "what": _what(one), "who": one.who}
        for one in happened
    ]


def _what(one: Happened) -> str:
    now = one.facts.get("now")
    if one.action == "benefits.went_on" and now in STATES:
        return _("It is now: %(state)s") % {"state": STATES[now]}
    if one.action == "measurements.measured" and one.facts.get("corrects"):
        return _("A measurement was corrected")
    return str(_WORDS.get(one.action, _("Something was kept in the journal")))
