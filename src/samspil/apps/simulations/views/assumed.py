"""What a comparison stands on: what was counted, what is assumed, what is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from samspil.apps.simulations.views.named import in_language, name_of
from samspil.kit.web.language import words

Data = Mapping[str, Any]


def stands_on(run: Any) -> list[str]:
    """Each in a sentence."""
    return [*inputs_stand_on(run.inputs), *_unmeasured(run)]


def inputs_stand_on(inputs: Data) -> list[str]:
    """What is known before anything is played, each in a sentence."""
    return [*_counted(inputs), *_workload(inputs["sources"]), *_left_out(inputs), *_facts(inputs)]


def _counted(inputs: Data) -> Iterator[str]:
    counted = inputs["counted"]
    if not counted:
        return
    say = words()
    kinds = {key: name for model in inputs["models"] for key, name in model["kinds"].items()}
    each = ", ".join(
        f"{in_language(kinds.get(kind, {'da': kind}))} ({count})"
        for kind, count in sorted(counted["matters"].items(), key=lambda one: (-one[1], one[0]))
    )
    yield _("Counted in your own matters from %(since)s until %(until)s: %(each)s.") % {
        "since": say.day(date.fromisoformat(counted["since"])),
        "until": say.day(date.fromisoformat(counted["until"])),
        "each": each,
    }
    steps = len(counted["steps"])
    yield ngettext(
        "How long it takes, and what comes of it, was counted for %(count)s step that you have done often"
        " enough.",
        "How long it takes, and what comes of it, was counted for %(count)s steps that you have done often"
        " enough.",
        steps,
    ) % {"count": steps}


def _workload(sources: Data) -> Iterator[str]:
    """How much of the workload nobody has counted."""
    if sources["assumed"]:
        yield _(
            "%(assumed)s of the %(all)s parts of what the models meet are assumed: how long work takes, who"
            " comes to meetings, what members answer. The comparison shows what the rules do, not what will"
            " happen."
        ) % {"assumed": sources["assumed"], "all": sources["all"]}


def _left_out(inputs: Data) -> Iterator[str]:
    names = {model["key"]: name_of(model) for model in reversed(inputs["models"])}
    kinds = {key: name for model in inputs["models"] for key, name in model["kinds"].items()}
    for kind, model in inputs["left_out"]:
        said = {"kind": in_language(kinds.get(kind, {"da": kind})), "model": names.get(model, model)}
        yield _("“%(kind)s” is not in it: %(model)s has nothing like it.") % said


def _facts(inputs: Data) -> Iterator[str]:
    asked: dict[int, list[str]] = {}
    for at, kind, _key in inputs["assumed"]:
        name = in_language(inputs["models"][at]["kinds"][kind])
        if name not in asked.setdefault(at, []):
            asked[at].append(name)
    for at, kinds in asked.items():
        said = {"model": name_of(inputs["models"][at]), "kinds": ", ".join(kinds)}
        yield _("%(model)s asks for more than is known of the matters, which is assumed: %(kinds)s.") % said


def _unmeasured(run: Any) -> Iterator[str]:
    for model, result in zip(run.inputs["models"], run.result["models"], strict=True):
        if result["unmeasured"]:
            yield _(
                "With “%(model)s” %(count)s of the %(all)s steps that people do take all the time that the"
                " model gives them, since nobody has said how long they take."
            ) % {
                "model": name_of(model),
                "count": result["unmeasured"],
                "all": result["people_steps"],
            }
