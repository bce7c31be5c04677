"""What a picture of a model shows, in words, before anything is drawn: the same for eye and ear."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from samspil.core.errors import ProblemsError
from samspil.core.governance.compiling import branches_of, effect_of
from samspil.core.governance.diagram.conditions_in_words import Conditions
from samspil.core.governance.diagram.values_in_words import clock_in_words, listed, lowered, parameter, rhythm
from samspil.core.governance.diagram.words import (
    DOING,
    JOINT,
    LANGUAGES,
    LEVELS,
    PARTICIPATION,
    RESULTS,
    RULES,
    say,
)
from samspil.core.governance.language.basics import Texts, Who
from samspil.core.governance.language.forums import Forum
from samspil.core.governance.language.organisation import Effect, Result
from samspil.core.governance.language.routes import Do, Outcome, Route, Step
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import Body

LATE = "late"


class Named(Protocol):
    """A part of a model that has a name."""

    @property
    def name(self) -> Texts:
        """The name in the three languages."""


class Manner(StrEnum):
    """How an edge is drawn: onward, back for information, or when the time is up."""

    ONWARD = "onward"
    RETURN = "return"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Said:
    """One outcome that an edge stands for, with its condition."""

    outcome: str
    name: str
    condition: str
    creates: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arrow:
    """From a step to a step or an end; outcomes that lead the same way share one."""

    source: str
    target: str
    manner: Manner
    said: tuple[Said, ...]

    @property
    def key(self) -> str:
        """What tells it from the route's other arrows."""
        return f"{self.source}>{self.target}>{self.manner.value}"


@dataclass(frozen=True, slots=True)
class Stop:
    """A step in words."""

    key: str
    number: int
    do: Do
    doing: str
    name: str
    who: str
    who_each: tuple[str, ...]
    is_forum: bool
    clock: str
    more: tuple[str, ...]
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finish:
    """An end in words; ``meaning`` is its result where the name is not the same word."""

    key: str
    name: str
    result: Result
    meaning: str


@dataclass(frozen=True, slots=True)
class RouteContents:
    """A route in words. ``withdraw`` and ``park`` hold on the whole way."""

    key: str
    name: str
    start: str
    kinds: tuple[str, ...]
    brought_by: tuple[str, ...]
    stops: tuple[Stop, ...]
    finishes: tuple[Finish, ...]
    arrows: tuple[Arrow, ...]
    withdrawn_to: str
    withdraw: str
    park: str


@dataclass(frozen=True, slots=True)
class ForumContents:
    """A forum in words: its name, and what to know of it."""

    key: str
    name: str
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """All that a picture shows."""

    title: str
    summary: str
    routes: tuple[RouteContents, ...]
    forums: tuple[ForumContents, ...]
    roles: tuple[str, ...]


def contents_of(
    model: GovernanceModel, language: str, route: str | None = None, on: date | None = None
) -> Contents:
    """Gather what to show: of all routes, or of one with the forums and roles on it.

    Args:
        model: the model.
        language: ``da``, ``en`` or ``nb``.
        route: the key of the only route to show.
        on: the day of the parameters' values; the model's first day when not given.

    Raises:
        ProblemsError: ``unknown_language``, ``unknown_route``, or ``no_value_on_day``.
    """
    if language not in LANGUAGES:
        raise ProblemsError.of("unknown_language", language=language, known=", ".join(LANGUAGES))
    if route is not None and route not in model.spec.routes:
        known = ", ".join(model.spec.routes)
        raise ProblemsError.of("unknown_route", model.place("routes"), route=route, known=known)
    return _Teller(model, language, on or model.spec.valid_from).contents(route)


@dataclass(frozen=True, slots=True)
class _Teller:
    """Tells a model's parts in one language, with the numbers of one day."""

    model: GovernanceModel
    language: str
    on: date

    def contents(self, only: str | None) -> Contents:
        spec = self.model.spec
        routes = {key: spec.routes[key] for key in self._own_first() if only in (None, key)}
        passed = dict.fromkeys(step.body for step in self.model.program.steps if step.route in routes)
        forums = [key for key in spec.forums if only is None or Body("forum", key) in passed]
        return Contents(
            title=self._name(spec),
            summary=spec.summary.in_language(self.language),
            routes=tuple(self._route(key, route) for key, route in routes.items()),
            forums=tuple(self._forum(key, spec.forums[key]) for key in forums),
            roles=tuple(self._role(body.key) for body in passed if body.sort == "role"),
        )

    def _own_first(self) -> list[str]:
        """The routes, those that stand in the model's own file before those that it builds on."""
        own = self.model.place("key").file
        return sorted(self.model.spec.routes, key=lambda key: self.model.place("routes", key).file != own)

    def _say(self, key: str, **given: object) -> str:
        return say(key, self.language, **given)

    def _name(self, named: Named) -> str:
        return named.name.in_language(self.language)

    def _number(self, key: str) -> str:
        return parameter(self.model, key, self.on, self.language)

    def _role(self, key: str) -> str:
        return self._name(self.model.spec.roles[key])

    def _roles(self, keys: Sequence[str]) -> str:
        return listed([lowered(self._role(key)) for key in keys], self.language, "or")

    def _forum(self, key: str, forum: Forum) -> ForumContents:
        facts = [
            LEVELS[forum.level].in_language(self.language).capitalize(),
            f"{self._say('meets')} {rhythm(forum.calendar, self.language)}",
            self._say("papers", n=self._number(forum.papers)),
            f"{self._say('decides_by')} {RULES[forum.deciding.rule].in_language(self.language)}",
        ]
        if forum.until is not None:
            facts.append(f"{self._say('until')} {forum.until.isoformat()}")
        return ForumContents(key, self._name(forum), tuple(facts))

    def _route(self, key: str, route: Route) -> RouteContents:
        kinds = [kind for kind in self.model.spec.kinds.values() if kind.route == key]
        brought_by = list(dict.fromkeys(role for kind in kinds for role in kind.brought_by))
        arrows = tuple(arrow for step_key in route.steps for arrow in self._arrows(step_key, route))
        reached = dict.fromkeys([*(arrow.target for arrow in arrows), route.withdraw.to])
        return RouteContents(
            key=key,
            name=self._name(route),
            start=route.start,
            kinds=tuple(self._name(kind) for kind in kinds),
            brought_by=tuple(lowered(self._role(role)) for role in brought_by),
            stops=tuple(
                self._stop(number, one, step)
                for number, (one, step) in enumerate(route.steps.items(), start=1)
            ),
            finishes=tuple(self._finish(one) for one in reached if one not in route.steps),
            arrows=arrows,
            withdrawn_to=route.withdraw.to,
            withdraw=self._say("withdraw", who=self._roles(route.withdraw.by)),
            park=self._park(route),
        )

    def _park(self, route: Route) -> str:
        if route.park is None:
            return ""
        return self._say("park", who=self._roles(route.park.by), time=self._number(route.park.at_most))

    def _finish(self, key: str) -> Finish:
        end = self.model.spec.terms.ends[key]
        name, meaning = self._name(end), RESULTS[end.result].in_language(self.language)
        return Finish(key, name, end.result, "" if lowered(name) == meaning else meaning)

    def _stop(self, number: int, key: str, step: Step) -> Stop:
        return Stop(
            key=key,
            number=number,
            do=step.do,
            doing=DOING[step.do].in_language(self.language),
            name=self._name(step),
            who=self._who(step.who),
            who_each=tuple(self._who_each(step.who)),
            is_forum=step.who.forum is not None or step.who.forum_for is not None,
            clock=clock_in_words(self.model, step.clock, self.on, self.language),
            more=tuple(self._more(step)),
            items=tuple(self._name(item) for item in step.items.values()),
        )

    def _who(self, who: Who) -> str:
        if who.forum is not None:
            return self._name(self.model.spec.forums[who.forum])
        if who.role is not None:
            return self._role(who.role)
        if who.members:
            return self._say("members")
        attribute = self.model.spec.attributes[who.forum_for or who.role_for or ""]
        return self._say("by_attribute", attribute=lowered(self._name(attribute)))

    def _who_each(self, who: Who) -> Iterator[str]:
        """Which forum or role each value points to, where it depends on one."""
        attribute = self.model.spec.attributes.get(who.forum_for or who.role_for or "")
        for choice in ((attribute.choices if attribute else None) or {}).values():
            forum, role = choice.forum or "", choice.role or ""
            there = self._name(self.model.spec.forums[forum]) if who.forum_for else self._role(role)
            yield f"{self._name(choice)}: {there}"

    def _more(self, step: Step) -> Iterator[str]:
        if step.items:
            yield self._say("items" if len(step.items) > 1 else "one_item", n=len(step.items))
        if step.documents_of is not None:
            name = self._name(self.model.spec.project_models[step.documents_of])
            yield self._say("documents", name=lowered(name))
        if step.joint is not None:
            rule = self.model.spec.joint[step.joint]
            yield JOINT[rule.effect].in_language(self.language)
            yield PARTICIPATION[rule.participation].in_language(self.language).capitalize()

    def _arrows(self, source: str, route: Route) -> list[Arrow]:
        """A step's arrows: its outcomes, and where a loop's bound leads."""
        found: dict[tuple[str, Manner], list[Said]] = {}
        step = route.steps[source]
        for key, outcome in step.outcomes.items():
            manner = self._manner(key, outcome)
            for target, said in self._said(key, outcome):
                found.setdefault((target, manner), []).append(said)
        if step.at_most is not None:
            times = self._say("after_times", n=self._number(step.at_most.times))
            found.setdefault((step.at_most.then, Manner.LATE), []).append(Said("", times, "", ()))
        return [Arrow(source, target, manner, tuple(said)) for (target, manner), said in found.items()]

    def _manner(self, key: str, outcome: Outcome) -> Manner:
        if key == LATE:
            return Manner.LATE
        returns = effect_of(self.model.spec, key, outcome) is Effect.RETURNS
        return Manner.RETURN if returns else Manner.ONWARD

    def _said(self, key: str, outcome: Outcome) -> Iterator[tuple[str, Said]]:
        """Where an outcome can lead on the day, with the exact condition for each."""
        conditions = Conditions(self.model, self.on, self.language)
        name = self._name(outcome if outcome.name else self.model.spec.terms.outcomes[key])  # type: ignore[arg-type]
        creates = tuple(self._name(self.model.spec.obligations[one]) for one in outcome.creates)
        branches = branches_of(outcome)
        for number, branch in enumerate(branches):
            when = conditions.exactly(outcome.when, branch.when, [one.when for one in branches[:number]])
            if when:
                yield branch.to, Said(key, name, conditions.in_words(when), creates)
