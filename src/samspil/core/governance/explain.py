"""The whole way of one matter as a value: who, when, under which line and why, before anything is sent.

There are no words in it: keys, codes, numbers and lines. ``samspil.wording.explanations`` says them in
a language, and every door (command line, pages, interface for machines) shows the same value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from samspil.core.calendar import Deadline
from samspil.core.errors import Place, ProblemsError
from samspil.core.governance.clocks import explain_clock, local_day
from samspil.core.governance.events import Due, ObligationCreated
from samspil.core.governance.language.joint import JointEffect, Participation
from samspil.core.governance.language.mandates import DelegationCode, Scope
from samspil.core.governance.language.organisation import Effect
from samspil.core.governance.language.routes import Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter, kind_of
from samspil.core.governance.membership import consented_to_statutes, members_on
from samspil.core.governance.program import Body, CompiledMandate
from samspil.core.governance.questions import Passage, Way, mandate_for, route
from samspil.core.governance.reasons import Reason
from samspil.core.governance.sources import SourceKind, source_kind


class Part(StrEnum):
    """What a line of a model says; together with its key it can be named."""

    STEP = "step"
    MANDATE = "mandate"
    CALENDAR = "calendar"
    PARAMETER = "parameter"
    JOINT = "joint"
    OBLIGATION = "obligation"


@dataclass(frozen=True, slots=True)
class MandateLine:
    """The line of the delegation plan that gives a body the right."""

    key: str
    body: Body
    code: DelegationCode
    scope: Scope
    delegated_from: str | None
    source: str
    place: Place


@dataclass(frozen=True, slots=True)
class ExplainedStep:
    """One step of the way, what is taken to come of it, and what it rests on.

    ``counted`` says how ``due`` was counted; a meeting is not counted but looked up. ``alternatives``
    are the other outcomes that were possible.
    """

    route: str
    key: str
    do: Do
    body: Body
    entered_at: datetime
    due: Due | None
    counted: Deadline | None
    outcome: str
    effect: Effect
    mandate: MandateLine | None
    reasons: tuple[Reason, ...]
    alternatives: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class MembersPart:
    """What a joint matter is to the members of an association, by code.

    A recommendation is put to all of ``members`` and each decides for itself, under its own model; a
    binding decision reaches ``members`` because each has itself consented to the statutes.
    """

    step: str
    joint: str
    effect: JointEffect
    participation: Participation
    members: tuple[str, ...]
    place: Place

    @property
    def decide_for_themselves(self) -> bool:
        """Whether nobody is with but by its own decision."""
        return self.effect is JointEffect.RECOMMENDATION


@dataclass(frozen=True, slots=True)
class Informed:
    """Who is told, and the line that says so."""

    body: Body
    place: Place


@dataclass(frozen=True, slots=True)
class Owed:
    """An obligation that the way would create, with the line that makes it."""

    created: ObligationCreated
    owed_by: Body
    owed_to: Body
    place: Place


@dataclass(frozen=True, slots=True)
class WayEnd:
    """Where the way ends, and when at the latest."""

    key: str
    result: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Assumed:
    """A line the way rests on that no source says: what it is, its key, and whose it is where that tells."""

    part: Part
    key: str
    route: str | None
    body: Body | None
    place: Place


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to say of one matter's way under one version of a model.

    ``decided_by`` is the step with the last word; nothing where nobody needs to decide, and nothing
    where the last word is the members' (``members``). ``digest`` tells which version answered.
    """

    model: str
    version: str
    digest: str
    matter: Matter
    brought_at: datetime
    may_be_brought_by: tuple[str, ...]
    steps: tuple[ExplainedStep, ...]
    decided_by: ExplainedStep | None
    members: MembersPart | None
    informed: tuple[Informed, ...]
    obligations: tuple[Owed, ...]
    end: WayEnd
    assumed: tuple[Assumed, ...]

    @property
    def members_decide(self) -> bool:
        """Whether the matter is decided by the members, each for itself."""
        return self.members is not None and self.members.decide_for_themselves and self.decided_by is None


def explain(
    model: GovernanceModel, matter: Matter, at: datetime, choices: Mapping[str, str] | None = None
) -> Explanation:
    """Tell the whole way of a matter: where it goes, who decides, by when, and why.

    Args:
        model: the model that the matter is brought under.
        matter: complete; nothing is guessed. Money is whole øre.
        at: when it is brought, with a zone. Every step is taken to use its whole time.
        choices: step key to outcome key; where none is given, the first outcome that somebody may
            choose and that does not send the matter back.

    Raises:
        ProblemsError: ``unknown_kind``; ``unknown_step`` for a choice at a step that the route has not;
            ``missing_attribute``, ``wrong_attribute``, ``choice_not_possible``, ``model_not_valid_yet``,
            ``no_meeting_left``, ``naive_time``; each with the line of the model.

    Complexity: the steps passed, each times the mandates of its body.

    Source: F2.11 for the example.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import Matter, Money, explain, load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> known = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    >>> wish = Matter("m1", "purchase_request", {"amount": Money.of(40000), **known}, "anna")
    >>> told = explain(model, wish, datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen")))
    >>> [(step.key, str(step.body), step.outcome) for step in told.steps]
    [('screen', 'role it_expert', 'approve'), ('purchase', 'role buyer', 'informed')]
    >>> told.decided_by.mandate.key, told.decided_by.due.on.isoformat(), told.end.key
    ('group_screens', '2026-11-30', 'approved')
    """
    _refuse_unknown_steps(model, matter, choices or {})
    return _Teller(model, matter, at, route(model, matter, at, choices)).tell()


def _refuse_unknown_steps(model: GovernanceModel, matter: Matter, choices: Mapping[str, str]) -> None:
    key = kind_of(model, matter.kind).route
    steps = model.spec.routes[key].steps
    for step in choices:
        if step not in steps:
            place = model.place("routes", key, "steps")
            raise ProblemsError.of("unknown_step", place, key=step, known=", ".join(steps))


@dataclass(frozen=True, slots=True)
class _Teller:
    """A way, told; the lookups of every part of it."""

    model: GovernanceModel
    matter: Matter
    at: datetime
    way: Way

    def tell(self) -> Explanation:
        spec = self.model.spec
        return Explanation(
            model=self.model.key,
            version=spec.version,
            digest=self.model.digest,
            matter=self.matter,
            brought_at=self.at,
            may_be_brought_by=tuple(spec.kinds[self.matter.kind].brought_by),
            steps=tuple(self.step(passage) for passage in self.way.passages),
            decided_by=self.decided_by(),
            members=self.members(),
            informed=tuple(self.informed()),
            obligations=tuple(self.owed(one) for one in self.way.obligations),
            end=WayEnd(self.way.end, self.way.result, self.way.at),
            assumed=tuple(self.assumed()),
        )

    def step(self, passage: Passage) -> ExplainedStep:
        step = passage.step
        return ExplainedStep(
            route=step.route,
            key=step.key,
            do=step.spec.do,
            body=step.body,
            entered_at=passage.at,
            due=passage.due,
            counted=explain_clock(self.model, step, passage.at),
            outcome=passage.outcome.key,
            effect=passage.outcome.effect,
            mandate=self.mandate(passage.mandate) if passage.mandate else None,
            reasons=passage.reasons,
            alternatives=passage.alternatives,
            place=self.step_place(passage),
        )

    def step_place(self, passage: Passage) -> Place:
        return self.model.place("routes", passage.step.route, "steps", passage.step.key)

    def mandate(self, mandate: CompiledMandate) -> MandateLine:
        return MandateLine(
            mandate.key,
            mandate.body,
            mandate.spec.code,
            mandate.spec.scope,
            mandate.spec.delegated_from,
            mandate.spec.source,
            self.model.place("mandates", mandate.key),
        )

    def asking(self) -> Passage | None:
        """The step at which the members are asked, or nothing."""
        return next((one for one in self.way.passages if one.step.spec.do is Do.CONSENT), None)

    def decided_by(self) -> ExplainedStep | None:
        """Where the last word is; a body that decides only what the members are asked has not got it."""
        deciding, asking = self.way.deciding, self.asking()
        if deciding is None:
            return None
        passages = self.way.passages
        if asking is not None and passages.index(deciding) < passages.index(asking):
            return None
        return self.step(deciding)

    def members(self) -> MembersPart | None:
        asking = self.asking()
        if asking is not None and asking.step.spec.joint is not None:
            asked = members_on(self.model, local_day(self.model, asking.at))
            return self.members_part(asking, asking.step.spec.joint, asked)
        for passage in self.way.passages:
            if passage.outcome.spec.binds is not None:
                decided_at = passage.due.at if passage.due else passage.at
                bound = consented_to_statutes(self.model, local_day(self.model, decided_at))
                return self.members_part(passage, passage.outcome.spec.binds, bound)
        return None

    def members_part(self, passage: Passage, joint: str, members: tuple[str, ...]) -> MembersPart:
        rule = self.model.spec.joint[joint]
        place = self.model.place("joint", joint)
        return MembersPart(passage.step.key, joint, rule.effect, rule.participation, members, place)

    def informed(self) -> Iterator[Informed]:
        """At a step of the way, or by a line with the code O."""
        for passage in self.way.passages:
            if passage.step.spec.do is Do.INFORM:
                yield Informed(passage.step.body, self.step_place(passage))
        for holder in mandate_for(self.model, self.matter, local_day(self.model, self.at)):
            if holder.code is DelegationCode.IS_INFORMED:
                yield Informed(holder.body, holder.place)

    def owed(self, created: ObligationCreated) -> Owed:
        place = self.model.place("obligations", created.rule)
        return Owed(created, _body(created.owed_by), _body(created.owed_to), place)

    def assumed(self) -> Iterator[Assumed]:
        """What on this way is a guess and no source's word, each line once."""
        told = set()
        for source, line in self.rested_on():
            if source_kind(source) is SourceKind.ASSUMED and line.place not in told:
                told.add(line.place)
                yield line

    def rested_on(self) -> Iterator[tuple[str, Assumed]]:
        """Everything the way rests on, as it would be told, with its source."""
        spec, place = self.model.spec, self.model.place
        for passage in self.way.passages:
            step, mandate = passage.step, passage.mandate
            line = Assumed(Part.STEP, step.key, step.route, step.body, self.step_place(passage))
            yield step.spec.source, line
            if mandate is not None:
                where = place("mandates", mandate.key)
                yield mandate.spec.source, Assumed(Part.MANDATE, mandate.key, None, mandate.body, where)
            if passage.due is not None and passage.due.papers_by is not None:
                where = place("forums", step.body.key, "calendar")
                source = spec.forums[step.body.key].calendar.source
                yield source, Assumed(Part.CALENDAR, step.body.key, None, step.body, where)
            yield from self.parameters(passage)
        members = self.members()
        if members is not None:
            source = spec.joint[members.joint].source
            yield source, Assumed(Part.JOINT, members.joint, None, None, members.place)
        for owed in self.way.obligations:
            source, where = spec.obligations[owed.rule].source, place("obligations", owed.rule)
            yield source, Assumed(Part.OBLIGATION, owed.rule, None, None, where)

    def parameters(self, passage: Passage) -> Iterator[tuple[str, Assumed]]:
        """The dated values that the step's deadline and its tests were read from."""
        keys = [why.parameter for why in passage.reasons]
        keys.append(passage.due.parameter if passage.due else None)
        for key in keys:
            if key is not None:
                reading = self.model.program.book.read(key, local_day(self.model, passage.at))
                yield reading.spec.source, Assumed(Part.PARAMETER, key, None, None, reading.place)


def _body(said: str) -> Body:
    """A body as obligations name it: ``forum board``, ``role head``, ``members``."""
    sort, _, key = said.partition(" ")
    return Body(sort, key or sort)
