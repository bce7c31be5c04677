"""``samspil model explain``: the whole way of one matter, and the reason for every turn."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from samspil.cli.days import moment_asked
from samspil.cli.desk import OK, Desk, WrongUsageError, place_as_data
from samspil.cli.matters import matter_in
from samspil.cli.sources import Source, find, load
from samspil.core.errors import Place, Problem, ProblemsError
from samspil.core.governance import (
    Assumed,
    Body,
    Due,
    ExplainedStep,
    Explanation,
    GovernanceModel,
    Informed,
    MandateLine,
    MembersPart,
    Money,
    Owed,
    Reason,
    explain,
)
from samspil.wording import explanations
from samspil.wording.words import Words


def run(asked: Namespace, desk: Desk) -> int:
    """Explain the way of the matter in a file."""
    source = find(asked.model)
    model = load(source)
    at = moment_asked(asked.on, model.spec.working_time.zone)
    matter = matter_in(asked.matter, model)
    choices = choices_asked(asked.choose)
    try:
        explanation = explain(model, matter, at, choices)
    except ProblemsError as error:
        raise _as_asked(error, source) from None
    told = Explained(source, model, explanation, desk).as_data()
    if desk.as_json:
        desk.write_json(told)
    else:
        from samspil.cli import explained  # noqa: PLC0415 – the JSON needs no screen

        explained.draw(told, desk)
    return OK


def choices_asked(written: list[str]) -> Mapping[str, str]:
    """``STEP=OUTCOME`` as step to outcome.

    Raises:
        WrongUsageError: ``not_a_choice``.
    """
    choices: dict[str, str] = {}
    for one in written:
        step, equals, outcome = one.partition("=")
        if not equals:
            raise WrongUsageError([Problem("not_a_choice", {"text": one})])
        choices[step] = outcome
    return choices


def _as_asked(error: ProblemsError, source: Source) -> ProblemsError:
    """A refusal with places that can be opened; a step that is none was typed on the command line."""
    if any(problem.code == "unknown_step" for problem in error.problems):
        return WrongUsageError(replace(problem, place=None) for problem in error.problems)
    return ProblemsError(source.placed(problem) for problem in error.problems)


@dataclass(frozen=True)
class Explained:
    """An explanation as plain data with texts in the language."""

    source: Source
    model: GovernanceModel
    explanation: Explanation
    desk: Desk

    @cached_property
    def words(self) -> Words:
        """The language, by the model's clock."""
        return Words(self.desk.language, self.model.spec.working_time.zone)

    def as_data(self) -> dict[str, Any]:
        """Everything; see docs/how-to/command-line.md for the keys."""
        told = self.explanation
        return {
            "model": {
                "key": told.model,
                "name": self.name(self.model.spec.name),
                "version": told.version,
                "digest": told.digest,
            },
            "matter": self.matter(),
            "steps": [self.step(step) for step in told.steps],
            "decided_by": self.decided_by(told.decided_by),
            "members": self.members(told.members) if told.members else None,
            "informed": [self.informed(one) for one in told.informed],
            "obligations": [self.owed(one) for one in told.obligations],
            "end": {
                "key": told.end.key,
                "name": self.name(self.model.spec.terms.ends[told.end.key].name),
                "result": told.end.result,
                **self.moment(told.end.at),
            },
            "assumed": [self.assumed(one) for one in told.assumed],
        }

    def name(self, texts: Any) -> str:
        """A text in the language."""
        return str(texts.in_language(self.desk.language))

    def place(self, place: Place) -> dict[str, Any]:
        """A file and a line that can be opened."""
        return place_as_data(self.source.place(place))

    def moment(self, at: datetime) -> dict[str, Any]:
        """A moment for machines and for people."""
        local = at.astimezone(ZoneInfo(self.words.zone))
        return {"at": local.isoformat(), "text": self.words.short_moment(at)}

    def body(self, body: Body) -> dict[str, str]:
        """Who."""
        return {"key": str(body), "name": explanations.body(self.model.spec, body, self.words)}

    def matter(self) -> dict[str, Any]:
        """What was brought."""
        matter, roles = self.explanation.matter, self.model.spec.roles
        return {
            "kind": matter.kind,
            "name": self.name(self.model.spec.kinds[matter.kind].name),
            "brought": self.moment(self.explanation.brought_at),
            "may_be_brought_by": [
                {"key": key, "name": self.name(roles[key].name)} for key in self.explanation.may_be_brought_by
            ],
            "attributes": [self.attribute(key, value) for key, value in matter.attributes.items()],
        }

    def attribute(self, key: str, value: Any) -> dict[str, Any]:
        """One thing known of the matter; money in øre."""
        plain = value.minor if isinstance(value, Money) else value
        return {
            "key": key,
            "name": self.name(self.model.spec.attributes[key].name),
            "value": plain,
            "text": explanations.value(self.model.spec, key, plain, self.words),
        }

    def step(self, step: ExplainedStep) -> dict[str, Any]:
        """One step of the way."""
        spec = self.model.spec.routes[step.route].steps[step.key]
        named = {
            key: explanations.outcome(self.model.spec, spec, key, self.words)
            for key in (step.outcome, *step.alternatives)
        }
        return {
            "key": step.key,
            "name": self.name(spec.name),
            "do": step.do.value,
            "who": self.body(step.body),
            "entered": self.moment(step.entered_at),
            "due": self.due(step, step.due) if step.due else None,
            "outcome": {"key": step.outcome, "name": named[step.outcome], "effect": step.effect.value},
            "mandate": self.mandate(step.mandate) if step.mandate else None,
            "reasons": [self.reason(why) for why in step.reasons],
            "alternatives": [{"key": one, "name": named[one]} for one in step.alternatives],
            **self.place(step.place),
        }

    def due(self, step: ExplainedStep, due: Due) -> dict[str, Any]:
        """A deadline and how it was counted, or the meeting and when its papers are due."""
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
            "counted": list(explanations.counted(step.counted, self.words)) if step.counted else [],
            **self.place(due.place),
        }

    def mandate(self, mandate: MandateLine) -> dict[str, Any]:
        """The line that gives the right."""
        return {
            "key": mandate.key,
            "code": mandate.code.value,
            "code_text": self.words.say(f"delegation.{mandate.code.value}"),
            "scope": mandate.scope.value,
            "scope_text": self.words.say(f"scope.{mandate.scope.value}"),
            "delegated_from": mandate.delegated_from,
            "source": mandate.source,
            **self.place(mandate.place),
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

    def decided_by(self, step: ExplainedStep | None) -> dict[str, Any] | None:
        """Where the matter is decided, or nothing: nobody needs to, or the members do (``members``)."""
        if step is None or step.mandate is None:
            return None
        return {"step": step.key, "who": self.body(step.body), "mandate": self.mandate(step.mandate)}

    def members(self, part: MembersPart) -> dict[str, Any]:
        """What a joint matter is to the members."""
        names = [self.model.municipalities[code].name for code in part.members]
        return {
            "step": part.step,
            "joint": part.joint,
            "effect": part.effect.value,
            "participation": part.participation.value,
            "members": [{"code": code, "name": name} for code, name in zip(part.members, names, strict=True)],
            "text": explanations.members(part, names, self.words),
            **self.place(part.place),
        }

    def informed(self, told: Informed) -> dict[str, Any]:
        """Who is told."""
        return {"who": self.body(told.body), **self.place(told.place)}

    def owed(self, owed: Owed) -> dict[str, Any]:
        """Who owes what to whom by when."""
        member, due_on = owed.created.member, owed.created.due_on
        return {
            "rule": owed.created.rule,
            "name": self.name(self.model.spec.obligations[owed.created.rule].name),
            "owed_by": self.body(owed.owed_by),
            "owed_to": self.body(owed.owed_to),
            "member": self.model.municipalities[member].name if member else None,
            "due_on": due_on.isoformat(),
            "text": self.words.weekday(due_on),
            **self.place(owed.place),
        }

    def assumed(self, line: Assumed) -> dict[str, Any]:
        """A line that is our guess and no source's word."""
        what = explanations.assumed(self.model.spec, line, self.words)
        return {"what": what, "part": line.part.value, "key": line.key, **self.place(line.place)}
