"""What runs, models and what is changed in them are called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samspil.apps.simulations.types import CHANGED, IN_STEP, OWN, RHYTHM_TEXTS, Rhythm, RunSort, RunState
from samspil.apps.simulations.views.offered import shipped_name
from samspil.kit.web.language import language

Told = Mapping[str, Any]
STATES: Final[Mapping[str, str | Promise]] = {
    RunState.WAITING.value: gettext_lazy("A first answer; it is made surer"),
    RunState.RUNNING.value: gettext_lazy("It is made surer"),
    RunState.DONE.value: gettext_lazy("Finished"),
    RunState.STOPPED.value: gettext_lazy("Stopped"),
    RunState.FAILED.value: gettext_lazy("Not made surer"),
}


STATES_OF_MANY: Final[Mapping[str, str | Promise]] = {
    **STATES,
    RunState.WAITING.value: gettext_lazy("Waits for its turn"),
}
SORTS: Final[Mapping[str, str | Promise]] = {
    RunSort.HELPS.value: gettext_lazy("What would help:"),
    RunSort.VARY.value: gettext_lazy("Many variants:"),
}


def in_language(texts: Mapping[str, str]) -> str:
    """A text in the page's language, else in Danish."""
    return texts.get(language()) or texts.get("da", "")


def name_of_run(run: Any) -> str:
    """What somebody wanted to know; else which models were compared."""
    if run.sort in SORTS:
        model = name_of(run.inputs["models"][run.inputs["of"]])
        return f"{SORTS[run.sort]} {run.question or model}"
    if run.question:
        return str(run.question)
    return _("Compared: %(models)s") % {"models": ", ".join(name_of(one) for one in run.inputs["models"])}


def name_of(model: Told) -> str:
    """A model as the page tells it apart from the others."""
    name = in_language(model["name"])
    if model["sort"] == IN_STEP:
        return _("%(name)s, meetings in step") % {"name": name}
    if model["sort"] == CHANGED:
        return _("%(name)s, changed") % {"name": name}
    if model["sort"] == "today":
        return _("%(name)s (today)") % {"name": name}
    return f"{name} {model['number']}"


def workload_told(inputs: Told) -> str:
    """Which matters the models met."""
    if inputs["workload_key"] == OWN:
        return _("Like our last twelve months")
    return shipped_name(inputs["workload_key"])


def changes_told(model: Told) -> list[str]:
    """What is changed in a model, forum by forum."""
    return [
        f"{in_language(model['forums'][one['forum']])}: {', '.join(_parts(one))}" for one in model["changes"]
    ]


def _parts(change: Told) -> Iterator[str]:
    if change["rhythm"]:
        yield _("meets %(rhythm)s") % {"rhythm": RHYTHM_TEXTS[Rhythm(change["rhythm"])]}
    if change["agenda"] is not None:
        yield _("%(number)s matters on an agenda") % {"number": change["agenda"]}
    if change["papers"] is not None:
        yield _("papers %(number)s working days before") % {"number": change["papers"]}
