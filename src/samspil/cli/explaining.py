"""``samspil model explain``: the whole way of one matter, and the reason for every turn."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from samspil.cli.assumptions import ASSUMED
from samspil.cli.days import moment_asked
from samspil.cli.desk import OK, Desk, WrongUsageError, place_as_data
from samspil.cli.matters import matter_in
from samspil.cli.sources import Source, find, load
from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance.clocks import explain_clock, local_day
from samspil.core.governance.events import Due, ObligationCreated
from samspil.core.governance.language.mandates import DelegationCode
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter
from samspil.core.governance.program import Body, CompiledMandate
from samspil.core.governance.questions import Passage, Way, mandate_for, route
from samspil.core.governance.reasons import Reason
from samspil.core.units import Money
from samspil.wording import explanations
from samspil.wording.words import Words


def run(asked: Namespace, desk: Desk) -> int:
    """Explain the way of the matter in a file."""
    source = find(asked.model)
    model = load(source)
    at = moment_asked(asked.on, model.spec.working_time.zone)
    matter = matter_in(asked.matter, model)
    if local_day(model, at) < model.spec.valid_from:
        place = source.place(model.place("valid_from"))
        raise ProblemsError.of("model_not_valid_yet", place, first_day=model.spec.valid_from)
    choices = choices_asked(asked.choose, model, matter)
    try:
        way = route(model, matter, at, choices)
    except ProblemsError as error:
        raise ProblemsError(source.placed(problem) for problem in error.problems) from None
    told = Explained(source, model, matter, at, way, desk).as_data()
    if desk.as_json:
        desk.write_json(told)
    else:
        from samspil.cli import explained  # noqa: PLC0415 – the JSON needs no screen

        explained.draw(told, desk)
    return OK


def choices_asked(written: list[str], model: GovernanceModel, matter: Matter) -> Mapping[str, str]:
    """``STEP=OUTCOME`` as step to outcome.

    Raises:
        WrongUsageError: ``not_a_choice``, or ``unknown_step`` where the matter's route has none of that name.
    """
    steps = model.spec.routes[model.spec.kinds[matter.kind].route].steps
    choices: dict[str, str] = {}
    for one in written:
        step, equals, outcome = one.partition("=")
        if not equals:
            raise WrongUsageError([Problem("not_a_choice", {"text": one})])
        if step not in steps:
            raise WrongUsageError([Problem("unknown_step", {"key": step, "known": ", ".join(steps)})])
        choices[step] = outcome
    return choices


@dataclass(frozen=True)
class Explained:
    """A way with all that explains it, as plain data with texts in the language."""

    source: Source
    model: GovernanceModel
    matter: Matter
    at: datetime
    way: Way
    desk: Desk

    @cached_property
    def words(self) -> Words:
        """The language, by the model's clock."""
        return Words(self.desk.language, self.model.spec.working_time.zone)

    def as_data(self) -> dict[str, Any]:
        """Everything; see docs/how-to/command-line.md for the keys."""
        end = self.model.spec.terms.ends[self.way.end]
        return {
            "model": {
                "key": self.model.key,
                "name": self.name(self.model.spec.name),
                "version": self.model.spec.version,
                "digest": self.model.digest,
            },
            "matter": self.matter_as_data(),
            "steps": [self.step(passage) for passage in self.way.passages],
            "decided_by": self.decided_by(),
            "informed": list(self.informed()),
            "obligations": [self.owed(one) for one in self.way.obligations],
            "end": {
                "key": self.way.end,
                "name": self.name(end.name),
                "result": self.way.result,
                **self.moment(self.way.at),
            },
            "assumed": list(self.assumed()),
        }

    def name(self, texts: Any) -> str:
        """A text in the language."""
        return str(texts.in_language(self.desk.language))

    def place(self, place: Place) -> dict[str, Any]:
        """A file and a line that can be opened."""
        return place_as_data(self.source.place(place))

    def moment(self, at: datetime) -> dict[str, Any]:
        """A moment for machines and for people."""
        local = at.astimezone(self.at.tzinfo)
        text = f"{self.words.weekday(local.date())} {self.words.time(at)}"
        return {"at": local.isoformat(), "text": text}

    def body(self, body: Body) -> dict[str, str]:
        """Who."""
        return {"key": str(body), "name": explanations.body(self.model.spec, body, self.words)}

    def matter_as_data(self) -> dict[str, Any]:
        """What was brought."""
        kind = self.model.spec.kinds[self.matter.kind]
        roles = self.model.spec.roles
        return {
            "kind": self.matter.kind,
            "name": self.name(kind.name),
            "brought": self.moment(self.at),
            "may_be_brought_by": [
                {"key": key, "name": self.name(roles[key].name)} for key in kind.brought_by
            ],
            "attributes": [self.attribute(key, value) for key, value in self.matter.attributes.items()],
        }

    def attribute(self, key: str, value: Any) -> dict[str, Any]:
        """One thing known of the matter; money in øre."""
        plain = value.minor if isinstance(value, Money) else value
        text = explanations.value(self.model.spec, key, plain, self.words)
        return {
            "key": key,
            "name": self.name(self.model.spec.attributes[key].name),
            "value": plain,
            "text": text,
        }

    def step(self, passage: Passage) -> dict[str, Any]:
        """One step of the way."""
        step, key = passage.step, passage.outcome.key
        return {
            "key": step.key,
            "name": self.name(step.spec.name),
            "do": step.spec.do.value,
            "who": self.body(step.body),
            "entered": self.moment(passage.at),
            "due": self.due(passage, passage.due) if passage.due else None,
            "outcome": {
                "key": key,
                "name": explanations.outcome(self.model.spec, step.spec, key, self.words),
                "effect": passage.outcome.effect.value,
            },
            "mandate": self.mandate(passage.mandate) if passage.mandate else None,
            "reasons": [self.reason(why) for why in passage.reasons],
            "alternatives": [
                {"key": one, "name": explanations.outcome(self.model.spec, step.spec, one, self.words)}
                for one in passage.alternatives
            ],
            **self.place(self.model.place("routes", step.route, "steps", step.key)),
        }

    def due(self, passage: Passage, due: Due) -> dict[str, Any]:
        """A deadline and how it was counted, or the meeting and when its papers are due."""
        counted = explain_clock(self.model, passage.step, passage.at)
        papers = due.papers_by
        return {
            **self.moment(due.at),
            "on": due.on.isoformat(),
            "amount": due.amount,
            "unit": due.unit,
            "length": explanations.length(due, self.words),
            "parameter": due.parameter,
            "parameter_name": self.name(self.model.spec.parameters[due.parameter].name),
            "papers_by": papers.isoformat() if papers else None,
            "papers_by_text": self.words.weekday(papers) if papers else None,
            "counted": list(explanations.counted(counted, self.words)) if counted else [],
            **self.place(due.place),
        }

    def mandate(self, mandate: CompiledMandate) -> dict[str, Any]:
        """The line that gives the right."""
        spec = mandate.spec
        return {
            "key": mandate.key,
            "code": spec.code.value,
            "code_text": self.words.say(f"delegation.{spec.code.value}"),
            "scope": spec.scope.value,
            "scope_text": self.words.say(f"scope.{spec.scope.value}"),
            "delegated_from": spec.delegated_from,
            "source": spec.source,
            **self.place(self.model.place("mandates", mandate.key)),
        }

    def reason(self, why: Reason) -> dict[str, Any]:
        """One test that the matter met."""
        return {
            "attribute": why.attribute,
            "value": why.value,
            "comparison": why.comparison,
            "against": list(why.against) if isinstance(why.against, tuple) else why.against,
            "parameter": why.parameter,
            "text": explanations.reason(self.model.spec, why, self.words),
            **self.place(why.place),
        }

    def decided_by(self) -> dict[str, Any] | None:
        """Where the matter is decided, or nothing: nobody needs to."""
        deciding = self.way.deciding
        if deciding is None or deciding.mandate is None:
            return None
        return {
            "step": deciding.step.key,
            "who": self.body(deciding.step.body),
            "mandate": self.mandate(deciding.mandate),
        }

    def informed(self) -> Iterator[dict[str, Any]]:
        """Who is told: at a step of the way, or by a line with the code O."""
        for passage in self.way.passages:
            if passage.step.spec.do is Do.INFORM:
                path = ("routes", passage.step.route, "steps", passage.step.key)
                yield {"who": self.body(passage.step.body), **self.place(self.model.place(*path))}
        for holder in mandate_for(self.model, self.matter, local_day(self.model, self.at)):
            if holder.code is DelegationCode.IS_INFORMED:
                yield {"who": self.body(holder.body), **self.place(holder.place)}

    def owed(self, owed: ObligationCreated) -> dict[str, Any]:
        """Who owes what to whom by when."""
        rule = self.model.spec.obligations[owed.rule]
        by, to = (Body(*one.partition(" ")[::2]) for one in (owed.owed_by, owed.owed_to))
        member = self.model.municipalities[owed.member].name if owed.member else None
        return {
            "rule": owed.rule,
            "name": self.name(rule.name),
            "owed_by": self.body(by),
            "owed_to": self.body(to),
            "member": member,
            "due_on": owed.due_on.isoformat(),
            "text": self.words.weekday(owed.due_on),
            **self.place(self.model.place("obligations", owed.rule)),
        }

    def assumed(self) -> Iterator[dict[str, Any]]:
        """What on this way is our guess and no source's word, each line once."""
        told = set()
        for what, source, place in self._rested_on():
            if source == ASSUMED and place not in told:
                told.add(place)
                yield {"what": what, **self.place(place)}

    def _rested_on(self) -> Iterator[tuple[str, str, Place]]:
        """Everything the way rests on, with its source and line."""
        spec = self.model.spec
        for passage in self.way.passages:
            step = passage.step
            yield (
                self.name(step.spec.name),
                step.spec.source,
                self.model.place("routes", step.route, "steps", step.key),
            )
            if passage.mandate is not None:
                key = passage.mandate.key
                who = explanations.body(spec, passage.mandate.body, self.words)
                what = self.desk.say("explain.mandate_of", who=who)
                yield what, passage.mandate.spec.source, self.model.place("mandates", key)
            if passage.due is not None and passage.due.papers_by is not None:
                forum = spec.forums[step.body.key]
                what = self.desk.say("explain.calendar_of", who=self.name(forum.name))
                yield what, forum.calendar.source, self.model.place("forums", step.body.key, "calendar")
            yield from self._parameters(passage)
        for owed in self.way.obligations:
            rule = spec.obligations[owed.rule]
            yield self.name(rule.name), rule.source, self.model.place("obligations", owed.rule)

    def _parameters(self, passage: Passage) -> Iterator[tuple[str, str, Place]]:
        keys = [why.parameter for why in passage.reasons]
        keys.append(passage.due.parameter if passage.due else None)
        for key in keys:
            if key is not None:
                reading = self.model.program.book.read(key, local_day(self.model, passage.at))
                yield self.name(self.model.spec.parameters[key].name), reading.spec.source, reading.place
