"""One workload for several models: each kind by each model's own name for it, and what is left out, told.

Models are compared on what all of them know. A kind that a model calls otherwise is found by its nature
(`core.governance.natures`); what no model but some know is left out of all, since else nobody could say
whether a difference comes of the rules or of what came.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from samspil.core.governance.language.routes import AttributeType, Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.natures import nature_of
from samspil.core.simulation.workload.reading import ReadWorkload, read_workload
from samspil.core.simulation.workload.shares import scaled

Written = Mapping[str, Any]
ASSUMED: Final = "assumed"
# What is taken for granted where a workload says nothing of what a model must know. All of it is our guess.
ASSUMED_YES: Final = "0.1"
ASSUMED_NUMBER: Final = 1
ASSUMED_MEMBERS: Final[dict[str, Any]] = {
    "consents": "0.9",
    "declines": "0.07",
    "answers_after": [
        {"takes": {"working_days": {"triangular": [2, 8, 20]}}},
        {"meets_every_days": 14, "papers_days": 6},
    ],
    "effort_hours": 12,
    "source": ASSUMED,
}


@dataclass(frozen=True, slots=True)
class Case:
    """A model with the workload it is played with.

    Attributes:
        model: it.
        workload: what comes, by the model's own names.
        kinds: for each of the model's kinds that come, what the workload itself calls it.
        unmeasured: how many steps of people take all the time that the model gives them.
        people_steps: of how many.
    """

    model: GovernanceModel
    workload: ReadWorkload
    kinds: Mapping[str, str]
    unmeasured: int
    people_steps: int


@dataclass(frozen=True, slots=True)
class Shared:
    """Models that can be compared, the kinds that some do not know, and the facts that were assumed.

    Attributes:
        cases: in the order of the models.
        left_out: kinds of the workload, each with the model that has none such.
        assumed: by number of the model, what it asks about a kind and the workload says nothing of.
    """

    cases: tuple[Case, ...]
    left_out: tuple[tuple[str, str], ...]
    assumed: tuple[tuple[int, str, str], ...]


def share(models: Sequence[GovernanceModel], written: Written) -> Shared:
    """A workload as each of several models can be played with.

    Args:
        models: at least one; by the first it is known what nature a kind is of.
        written: a workload as its file says it.

    Returns:
        A case for each model. There is none where no kind is known to all of them.

    Raises:
        ProblemsError: the workload is not as one is written.

    Complexity: linear in the models and the workload.
    """
    kinds = list(dict.fromkeys(one["kind"] for one in written["arrivals"].values()))
    ways = [{kind: _own_kind(model, kind, kinds, models[0]) for kind in kinds} for model in models]
    left_out = [
        (kind, model.key)
        for kind in kinds
        for model, way in zip(models, ways, strict=True)
        if way[kind] is None
    ]
    gone = {kind for kind, _model in left_out}
    if gone.issuperset(kinds):
        return Shared((), tuple(left_out), ())
    assumed: list[tuple[int, str, str]] = []
    known = models[0].spec.attributes.items()
    amounts = {key for key, attribute in known if attribute.type is AttributeType.MONEY}
    cases = []
    for number, (model, way) in enumerate(zip(models, ways, strict=True)):
        own = {kind: name for kind, name in way.items() if name is not None and kind not in gone}
        parts = _Parts(model, own, written, amounts)
        cases.append(parts.case(max([date.fromisoformat(str(written["starts"])), *_begin(models)])))
        assumed.extend((number, kind, key) for kind, key in parts.assumed)
    return Shared(tuple(cases), tuple(left_out), tuple(assumed))


def _begin(models: Sequence[GovernanceModel]) -> Iterator[date]:
    return (model.spec.valid_from for model in models)


def _own_kind(model: GovernanceModel, kind: str, kinds: Sequence[str], first: GovernanceModel) -> str | None:
    """What a model calls a kind: the same, or its only kind of the same nature."""
    if kind in model.spec.kinds:
        return kind
    nature = nature_of(first.spec, kind) if kind in first.spec.kinds else None
    if (
        nature is None
        or sum(nature_of(first.spec, one) is nature for one in kinds if one in first.spec.kinds) > 1
    ):
        return None
    found = [one for one in model.spec.kinds if nature_of(model.spec, one) is nature and one not in kinds]
    return found[0] if len(found) == 1 else None


class _Parts:
    """A workload's parts by one model's names."""

    def __init__(
        self, model: GovernanceModel, own: Mapping[str, str], written: Written, amounts: Set[str]
    ) -> None:
        self.model, self.own, self.written, self.amounts = model, own, written, amounts
        self.assumed: list[tuple[str, str]] = []
        self.people_steps = self.unmeasured = 0

    def case(self, starts: date) -> Case:
        written = self.written
        found = {
            **written,
            "starts": starts.isoformat(),
            "arrivals": {
                key: self._arrivals(said)
                for key, said in written["arrivals"].items()
                if said["kind"] in self.own
            },
            "under_way": [],
            "steps": self._steps(written.get("steps", {})),
            "forums": _known(written.get("forums", {}), self.model.spec.forums),
            "people": _known(written.get("people", {}), self.model.spec.roles),
            "member": _known(written.get("member", {}), self._members()),
        }
        if self._asks_members() and not found.get("members"):
            found["members"] = ASSUMED_MEMBERS
        name = f"{written['key']}.yaml"
        workload = read_workload(json.dumps(found, ensure_ascii=False).encode(), name)
        kinds = {name: kind for kind, name in self.own.items()}
        self._count(found["steps"])
        return Case(self.model, workload, kinds, self.unmeasured, self.people_steps)

    def _members(self) -> set[str]:
        return {one.municipality for one in self.model.spec.members}

    def _asks_members(self) -> bool:
        routes = self.model.spec.routes.values()
        return any(one.do is Do.CONSENT for route in routes for one in route.steps.values())

    def _arrivals(self, said: Written) -> dict[str, Any]:
        own = self.own[said["kind"]]
        facts = dict(said.get("facts", {}))
        for key in self.model.spec.kinds[own].attributes:
            if not self._fits(key, facts.get(key)):
                facts[key] = self._assumed(key, facts)
                self.assumed.append((own, key))
        found = {**said, "kind": own, "facts": facts}
        if found.get("member") not in self._members():
            found.pop("member", None)
        return found

    def _fits(self, key: str, fact: Written | None) -> bool:
        if fact is None:
            return False
        sort = self.model.spec.attributes[key].type
        if sort in (AttributeType.MONEY, AttributeType.NUMBER):
            return "amount" in fact
        if sort is AttributeType.YES_NO:
            return "yes" in fact
        return set(fact.get("chances", {"": 1})) <= set(self.model.program.values[key])

    def _assumed(self, key: str, facts: Written) -> dict[str, Any]:
        """An amount like another of the matter, a rare yes, a number of one, each choice as likely."""
        attribute = self.model.spec.attributes[key]
        if attribute.type is AttributeType.YES_NO:
            return {"yes": ASSUMED_YES}
        if attribute.type is AttributeType.MONEY:
            alike = next((one for name, one in facts.items() if name in self.amounts), None)
            return dict(alike) if alike else {"amount": {"fixed": ASSUMED_NUMBER}}
        if attribute.type is AttributeType.NUMBER:
            return {"amount": {"fixed": ASSUMED_NUMBER}}
        return {"chances": scaled(dict.fromkeys(self._choices(key), 1))}

    def _choices(self, key: str) -> list[str]:
        """What can be chosen; of phases those that every project has."""
        phases = self.model.spec.attributes[key].phases_of
        values = list(self.model.program.values[key])
        if phases is None:
            return values
        known = self.model.spec.project_models[phases].phases
        return [one for one in values if known[one].when is None] or values

    def _steps(self, steps: Written) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for route, said in steps.items():
            if route in self.model.spec.routes:
                known = self.model.spec.routes[route].steps
                found[route] = {
                    key: _step(one, known[key].outcomes, asks=known[key].do is Do.CONSENT)
                    for key, one in said.items()
                    if key in known
                }
        return found

    def _count(self, steps: Written) -> None:
        """The steps of people on the ways that are taken, and those of them that nothing is said of."""
        routes = {self.model.spec.kinds[name].route for name in self.own.values()}
        bodies = {(one.route, one.key): one.body for one in self.model.program.steps}
        for (route, key), body in bodies.items():
            if route in routes and body.sort == "role":
                self.people_steps += 1
                self.unmeasured += "takes" not in steps.get(route, {}).get(key, {})


def _known(said: Written, known: Any) -> dict[str, Any]:
    return {key: one for key, one in said.items() if key in known}


def _step(said: Written, outcomes: Any, *, asks: bool) -> dict[str, Any]:
    """What is said of a step, as far as it has such outcomes."""
    found = dict(said)
    chances = {key: share for key, share in said.get("outcomes", {}).items() if key in outcomes}
    found.pop("outcomes", None)
    if chances:
        found["outcomes"] = scaled(chances)
    if found.get("otherwise") not in outcomes:
        found.pop("otherwise", None)
    if not asks:
        found.pop("consents", None)
        found.pop("declines", None)
    return found
