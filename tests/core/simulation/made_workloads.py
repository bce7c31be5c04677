"""A workload made for any model: every kind comes, each outcome is as likely, people miss meetings."""

from __future__ import annotations

import json
from typing import Any

from samspil.core.governance.language.known_words import CARRIED, FALLEN, INFORMED, LATE
from samspil.core.governance.language.routes import AttributeType, Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.simulation.workload.reading import ReadWorkload, read_workload

BY_THEMSELVES = {LATE, INFORMED, CARRIED, FALLEN}
ONE = 1_000_000


def made_for(model: GovernanceModel, **changes: Any) -> ReadWorkload:
    """Such a workload; ``changes`` take the place of its parts."""
    written = {**_written(model), **changes}
    return read_workload(json.dumps(written).encode(), "made.yaml")


def _written(model: GovernanceModel) -> dict[str, Any]:
    texts = {"da": "prøve", "en": "trial", "nb": "prøve"}
    answers = {"consents": "0.75", "declines": "0.15", "source": "assumed"}
    stages = [{"takes": {"working_days": {"uniform": [1, 12]}}}, {"meets_every_days": 28, "papers_days": 6}]
    return {
        "workload": 1,
        "key": "made",
        "name": texts,
        "summary": texts,
        "source": "assumed",
        "starts": max(model.spec.valid_from.isoformat(), "2027-01-01"),
        "warm_up_days": 0,
        "working_day": {"begins_at": 8, "hours": "7.4", "source": "assumed"},
        "arrivals": {kind: _arrivals(model, kind) for kind in model.spec.kinds},
        "steps": {route: _steps(model, route) for route in model.spec.routes},
        "forums": {
            key: {"attends": "0.8", "in_writing_after_days": 20, "source": "assumed"}
            for key in model.spec.forums
        },
        "members": {**answers, "answers_after": stages},
    }


def _arrivals(model: GovernanceModel, kind: str) -> dict[str, Any]:
    facts = {key: _fact(model, key) for key in model.spec.kinds[kind].attributes}
    return {"kind": kind, "per_year": 12, "facts": facts, "source": "assumed"}


def _fact(model: GovernanceModel, key: str) -> dict[str, Any]:
    attribute = model.spec.attributes[key]
    if attribute.type is AttributeType.YES_NO:
        return {"yes": "0.5"}
    if attribute.type is AttributeType.CHOICE:
        phases = attribute.phases_of
        choices = [
            value
            for value in model.program.values[key]
            if phases is None or model.spec.project_models[phases].phases[value].when is None
        ]
        return {"chances": shared_out(choices)}
    most = 2_000_000 if attribute.type is AttributeType.MONEY else 60
    return {"amount": {"uniform": [0, most]}}


def _steps(model: GovernanceModel, route: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, step in model.spec.routes[route].steps.items():
        chosen = [one for one in step.outcomes if one not in BY_THEMSELVES]
        said: dict[str, Any] = {"source": "assumed"}
        if step.do is Do.CONSENT or step.do is Do.INFORM:
            continue
        if chosen:
            said["outcomes"] = shared_out(chosen)
        if step.who.forum or step.who.forum_for:
            said |= {"agrees": "0.9", "put_again": 1, "otherwise": chosen[-1]}
        else:
            said["takes"] = {"working_days": {"uniform": [0, 15]}}
        found[key] = said
    return found


def shared_out(names: list[str]) -> dict[str, str]:
    """Chances as even as six decimals let them be."""
    each = ONE // len(names)
    shares = dict.fromkeys(names, each)
    shares[names[0]] += ONE - each * len(names)
    return {name: f"{share / ONE:.6f}" for name, share in shares.items()}
