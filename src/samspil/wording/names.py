"""A problem with the names that a model gives its parts, where the engine tells their keys."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from samspil.core.errors import Problem
from samspil.core.governance.language.known_words import REQUESTER
from samspil.core.governance.load import GovernanceModel
from samspil.wording import explanations
from samspil.wording.words import Words

_Finder = Callable[[GovernanceModel, str, Words], str]


def named(problem: Problem, model: GovernanceModel, words: Words) -> Problem:
    """A problem whose arguments are names of the model; what the model does not know stays as it is."""
    args = {name: _name(name, given, model, words) for name, given in problem.args.items()}
    return replace(problem, args=args)


def _name(name: str, given: object, model: GovernanceModel, words: Words) -> object:
    finder = _NAMED.get(name)
    if finder is None or not isinstance(given, str):
        return given

    def called(key: str) -> str:
        try:
            return finder(model, key, words)
        except (KeyError, StopIteration):
            return key

    return ", ".join(called(one) for one in given.split(", "))


def _role(model: GovernanceModel, key: str, words: Words) -> str:
    if key == REQUESTER:
        return words.say("requester")
    return model.spec.roles[key].name.in_language(words.language)


def _forum(model: GovernanceModel, key: str, words: Words) -> str:
    return model.spec.forums[key].name.in_language(words.language)


def _body(model: GovernanceModel, key: str, words: Words) -> str:
    """A body as the engine writes it: ``forum board``."""
    sort, _space, name = key.partition(" ")
    if sort == "members":
        return words.say("body.members")
    return {"forum": _forum, "role": _role}[sort](model, name, words)


def _step(model: GovernanceModel, key: str, words: Words) -> str:
    found = (route.steps[key] for route in model.spec.routes.values() if key in route.steps)
    return next(found).name.in_language(words.language)


def _outcome(model: GovernanceModel, key: str, words: Words) -> str:
    steps = (step for route in model.spec.routes.values() for step in route.steps.values())
    return explanations.outcome(model.spec, next(step for step in steps if key in step.outcomes), key, words)


def _item(model: GovernanceModel, key: str, words: Words) -> str:
    steps = (step for route in model.spec.routes.values() for step in route.steps.values())
    return next(step.items[key] for step in steps if key in step.items).name.in_language(words.language)


def _phase(model: GovernanceModel, key: str, words: Words) -> str:
    plans = model.spec.project_models.values()
    return next(one.phases[key] for one in plans if key in one.phases).name.in_language(words.language)


def _paper(model: GovernanceModel, key: str, words: Words) -> str:
    """A document or a criterion of a phase."""
    plans = model.spec.project_models.values()
    phases = [phase for one in plans for phase in one.phases.values()]
    asked = (phase.documents | (phase.gate.criteria if phase.gate else {}) for phase in phases)
    return next(found[key] for found in asked if key in found).name.in_language(words.language)


def _kind(model: GovernanceModel, key: str, words: Words) -> str:
    return model.spec.kinds[key].name.in_language(words.language)


def _attribute(model: GovernanceModel, key: str, words: Words) -> str:
    return model.spec.attributes[key].name.in_language(words.language)


def _end(model: GovernanceModel, key: str, words: Words) -> str:
    return model.spec.terms.ends[key].name.in_language(words.language)


def _member(model: GovernanceModel, code: str, _words: Words) -> str:
    return model.municipalities[code].name


def _mandate(model: GovernanceModel, key: str, words: Words) -> str:
    """A mandate has no name of its own: it is known by who has it."""
    held = next(one for one in model.program.mandates if one.key == key)
    return explanations.body(model.spec, held.body, words)


_NAMED: Final[Mapping[str, _Finder]] = {
    "role": _role,
    "roles": _role,
    "forum": _forum,
    "body": _body,
    "step": _step,
    "asked": _step,
    "outcome": _outcome,
    "items": _item,
    "item": _item,
    "phase": _phase,
    "papers": _paper,
    "kind": _kind,
    "kinds": _kind,
    "attribute": _attribute,
    "allowed": _attribute,
    "end": _end,
    "member": _member,
    "members": _member,
    "mandate": _mandate,
}
