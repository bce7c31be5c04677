"""A model in words, part by part: what stands on its page, and what two models are compared by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from samspil.core.governance.clocks import parameter_of
from samspil.core.governance.diagram.conditions_in_words import Conditions
from samspil.core.governance.diagram.contents import Arrow, Contents, RouteContents, contents_of
from samspil.core.governance.diagram.values_in_words import rhythm
from samspil.core.governance.language.basics import Texts, When, Who
from samspil.core.governance.language.commitments import Obligation
from samspil.core.governance.language.forums import Forum, Seat
from samspil.core.governance.language.joint import Joint
from samspil.core.governance.language.mandates import Mandate
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.sources import SourceKind, source_kind
from samspil.wording import explanations
from samspil.wording.words import Words

NOTHING = "–"
Fact = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a model: what it is called, what is said of it, and whether that is only assumed."""

    key: str
    name: str
    facts: tuple[Fact, ...]
    is_assumed: bool = False

    @property
    def cells(self) -> list[str]:
        """Only what is said, as a row of a table."""
        return [said for _label, said in self.facts]


@dataclass(frozen=True, slots=True)
class Section:
    """Parts of one sort."""

    key: str
    title: str
    parts: tuple[Part, ...]

    @property
    def labels(self) -> list[str]:
        """What the parts are asked, where all are asked the same."""
        return [label for label, _said in self.parts[0].facts] if self.parts else []


@dataclass(frozen=True)
class Telling:
    """A model on a day, in a language. Before its first day it is told as on that day."""

    model: GovernanceModel
    asked_on: date
    words: Words

    @cached_property
    def on(self) -> date:
        """The day of the numbers."""
        return max(self.asked_on, self.model.spec.valid_from)

    @cached_property
    def contents(self) -> Contents:
        """What the picture shows, in words."""
        return contents_of(self.model, self.words.language, None, self.on)

    @cached_property
    def sections(self) -> list[Section]:
        """All that can be told, in the order of a reader's questions."""
        spec = self.model.spec
        found = [
            Section("forums", _("Forums"), tuple(self.forum(key, one) for key, one in spec.forums.items())),
            Section(
                "mandates", _("Mandates"), tuple(self.mandate(key, one) for key, one in spec.mandates.items())
            ),
            Section("routes", _("Routes"), tuple(self.steps())),
            Section("parameters", _("Numbers and deadlines"), tuple(map(self.parameter, spec.parameters))),
            Section("kinds", _("Kinds of matter"), tuple(map(self.kind, spec.kinds))),
            Section(
                "obligations",
                _("Obligations"),
                tuple(self.obligation(key, one) for key, one in spec.obligations.items()),
            ),
            Section(
                "joint", _("Joint decisions"), tuple(self.joint(key, one) for key, one in spec.joint.items())
            ),
            Section("roles", _("Roles"), tuple(map(self.role, spec.roles))),
        ]
        return [one for one in found if one.parts]

    def section(self, key: str) -> Section | None:
        """One of them, if the model has it."""
        return next((one for one in self.sections if one.key == key), None)

    # --- small words ------------------------------------------------------------------------------------
    def name(self, texts: Texts) -> str:
        """A text in the language."""
        return texts.in_language(self.words.language)

    def role_name(self, key: str) -> str:
        """A role."""
        return self.name(self.model.spec.roles[key].name)

    def number(self, key: str | None) -> str:
        """A parameter's value on the day."""
        if key is None:
            return NOTHING
        reading = self.model.program.book.read(key, self.on)
        return self.words.quantity(reading.value, reading.unit.value)

    def source(self, written: str) -> str:
        """Where a line comes from."""
        return explanations.source(written, self.words)

    def day(self, day: date | None) -> str:
        """A date, or nothing."""
        return self.words.day(day) if day else NOTHING

    def who(self, who: Who) -> str:
        """A body."""
        spec = self.model.spec
        if who.forum:
            return self.name(spec.forums[who.forum].name)
        if who.role:
            return self.role_name(who.role)
        if who.members:
            return _("The members")
        attribute = self.name(spec.attributes[who.forum_for or who.role_for or ""].name)
        return _("Depends on: %(attribute)s") % {"attribute": attribute}

    def when(self, when: When | None) -> str:
        """A condition."""
        conditions = Conditions(self.model, self.on, self.words.language)
        return conditions.in_words(conditions.exactly(when, None, ())) or NOTHING

    def kinds(self, keys: Iterable[str]) -> str:
        """Kinds of matter, by name."""
        return ", ".join(self.name(self.model.spec.kinds[key].name) for key in keys)

    # --- the parts --------------------------------------------------------------------------------------
    def forum(self, key: str, forum: Forum) -> Part:
        """A forum with its seats, its calendar and how it decides."""
        say, deciding = self.words.say, forum.deciding
        facts: list[Fact] = [
            (_("Level"), say(f"level.{forum.level.value}")),
            (_("Seats"), "; ".join(self._seat(seat) for seat in forum.seats.values())),
            (_("Chair"), self.role_name(forum.seats[forum.chair].role)),
            (_("Secretary"), self.role_name(forum.secretary) if forum.secretary else NOTHING),
            (_("Meets"), self._meets(forum)),
            (_("Papers ready"), _("%(time)s before") % {"time": self.number(forum.papers)}),
            (_("Room on the agenda"), self.number(forum.agenda)),
            (_("Decides by"), self._rule(forum)),
            (_("Least that must be there"), self.number(deciding.quorum)),
        ]
        if deciding.written_procedure:
            facts.append((_("Decides in writing within"), self.number(deciding.written_procedure)))
        if forum.until:
            facts.append((_("Ends"), self.day(forum.until)))
        facts.append((_("Source"), self.source(forum.source)))
        lines = [forum.source, forum.calendar.source, deciding.source]
        lines += [seat.source for seat in forum.seats.values()]
        return Part(key, self.name(forum.name), tuple(facts), any(map(is_assumed, lines)))

    def _seat(self, seat: Seat) -> str:
        role = self.role_name(seat.role)
        if seat.per_member:
            return _("%(role)s from each member") % {"role": role}
        return f"{seat.number or 1} × {role}"

    def _meets(self, forum: Forum) -> str:
        said = rhythm(forum.calendar, self.words.language)
        return f"{said}, {self.words.time(forum.calendar.starts)}"

    def _rule(self, forum: Forum) -> str:
        told = self.words.say(f"rule.{forum.deciding.rule.value}")
        return f"{told} ({self.number(forum.deciding.threshold)})" if forum.deciding.threshold else told

    def mandate(self, key: str, mandate: Mandate) -> Part:
        """One line of the delegation plan."""
        spec, say = self.model.spec, self.words.say
        above = mandate.delegated_from
        code = say(f"delegation.{mandate.code.value}")
        facts: list[Fact] = [
            (_("Who"), self.who(mandate.who)),
            (_("Is allowed to"), f"{code[:1].upper()}{code[1:]} ({mandate.code.value})"),
            (_("Kinds of matter"), _("All") if mandate.kinds == "all" else self.kinds(mandate.kinds)),
            (_("Up to"), self.number(mandate.up_to)),
            (_("When"), self.when(mandate.when)),
            (_("Scope"), say(f"scope.{mandate.scope.value}")),
            (_("Delegated from"), self.who(spec.mandates[above].who) if above else NOTHING),
            (_("Holds"), self._period(mandate)),
            (_("Source"), self.source(mandate.source)),
        ]
        name = f"{self.who(mandate.who)}: {code}"
        return Part(key, name, tuple(facts), is_assumed(mandate.source))

    def _period(self, mandate: Mandate) -> str:
        if not mandate.valid_from and not mandate.valid_to:
            return _("always")
        return f"{self.day(mandate.valid_from)} – {self.day(mandate.valid_to)}"

    def steps(self) -> Iterator[Part]:
        """Every step of every route."""
        for route in self.contents.routes:
            for step in route_steps(route):
                key = f"{route.key}/{step['key']}"
                spec = self.model.spec.routes[route.key].steps[step["key"]]
                facts = [
                    (_("Does"), step["doing"]),
                    (_("Who"), step["who"]),
                    (_("Time"), step["clock"]),
                    (_("Checklist"), ", ".join(step["items"]) or NOTHING),
                    *((name, to) for name, to in step["outcomes"]),
                    (_("Source"), self.source(spec.source)),
                ]
                yield Part(key, f"{route.name}: {step['name']}", tuple(facts), is_assumed(spec.source))

    def parameter(self, key: str) -> Part:
        """A number on the day, since when, and who decided it."""
        spec = self.model.spec.parameters[key]
        reading = self.model.program.book.read(key, self.on)
        later = [day for day in sorted(spec.values) if day > self.on]
        facts = [
            (_("Value"), self.words.quantity(reading.value, reading.unit.value)),
            (_("Since"), self.day(reading.since)),
            (_("Changes on"), "; ".join(self._from_then(key, day) for day in later) or NOTHING),
            (_("Decided by"), reading.spec.decided_by or NOTHING),
            (_("Source"), self.source(reading.spec.source)),
        ]
        return Part(key, self.name(spec.name), tuple(facts), is_assumed(reading.spec.source))

    def _from_then(self, key: str, day: date) -> str:
        """What a number will be."""
        reading = self.model.program.book.read(key, day)
        return f"{self.day(day)}: {self.words.quantity(reading.value, reading.unit.value)}"

    def kind(self, key: str) -> Part:
        """A kind of matter: who brings it, what must be known, which way it goes."""
        spec = self.model.spec
        kind = spec.kinds[key]
        facts = [
            (_("Brought by"), ", ".join(map(self.role_name, kind.brought_by))),
            (_("Must be known"), ", ".join(self.name(spec.attributes[one].name) for one in kind.attributes)),
            (_("Route"), self.name(spec.routes[kind.route].name)),
            (_("Source"), self.source(kind.source)),
        ]
        return Part(key, self.name(kind.name), tuple(facts), is_assumed(kind.source))

    def obligation(self, key: str, rule: Obligation) -> Part:
        """What follows from a decision."""
        every = self.number(parameter_of(rule.every)) if rule.every else NOTHING
        facts = [
            (_("Owed by"), self.who(rule.owed_by)),
            (_("Owed to"), self.who(rule.owed_to)),
            (_("After"), self.number(parameter_of(rule.after))),
            (_("Then every"), every),
            (_("How many times"), self.number(rule.times)),
            (_("Source"), self.source(rule.source)),
        ]
        return Part(key, self.name(rule.name), tuple(facts), is_assumed(rule.source))

    def joint(self, key: str, rule: Joint) -> Part:
        """What a joint decision does to the members."""
        effects = {
            "recommendation": _("Recommends: each member consents by its own mandates"),
            "binding": _("Binds the members by the statutes"),
        }
        facts: list[Fact] = [
            (_("Effect"), effects[rule.effect.value]),
            (_("Taking part"), self.words.say(f"participation.{rule.participation.value}")),
            (_("Least number of members"), self.number(rule.least_members)),
            (_("Least number of inhabitants"), self.number(rule.least_population)),
            (_("Legal basis"), self.name(rule.legal_basis.text) if rule.legal_basis else NOTHING),
            (_("Joining late"), self.name(rule.late_joining.terms) if rule.late_joining else NOTHING),
            (_("Leaving"), self.name(rule.leaving.terms)),
            (_("Notice"), self.number(rule.leaving.notice)),
            (_("Source"), self.source(rule.source)),
        ]
        users = [
            self.name(one.name)
            for one in self.model.spec.routes.values()
            for step in one.steps.values()
            if step.joint == key
        ]
        return Part(
            key, ", ".join(dict.fromkeys(users)) or _("Joint rule"), tuple(facts), is_assumed(rule.source)
        )

    def role(self, key: str) -> Part:
        """A function that people hold."""
        role = self.model.spec.roles[key]
        stands_in = self.role_name(role.stands_in) if role.stands_in else NOTHING
        facts = [(_("Stands in"), stands_in), (_("Source"), self.source(role.source))]
        return Part(key, self.name(role.name), tuple(facts), is_assumed(role.source))


def is_assumed(source: str) -> bool:
    """Whether nobody but us says so."""
    return source_kind(source) is SourceKind.ASSUMED


def route_steps(route: RouteContents) -> list[dict[str, Any]]:
    """A route's steps in order: who, what, how long, and where each outcome leads."""
    names = {stop.key: stop.name for stop in route.stops} | {end.key: end.name for end in route.finishes}
    found = []
    for stop in route.stops:
        arrows = [arrow for arrow in route.arrows if arrow.source == stop.key]
        found.append(
            {
                "key": stop.key,
                "name": stop.name,
                "doing": stop.doing,
                "who": stop.who,
                "who_each": stop.who_each,
                "clock": stop.clock,
                "items": stop.items,
                "outcomes": list(_outcomes(arrows, names)),
            }
        )
    return found


def _outcomes(arrows: Iterable[Arrow], names: dict[str, str]) -> Iterator[Fact]:
    """Each outcome once, with all the places that it leads to."""
    found: dict[str, list[str]] = {}
    for arrow in arrows:
        for said in arrow.said:
            there = names[arrow.target]
            condition = f" ({said.condition})" if said.condition else ""
            found.setdefault(said.name or _("Otherwise"), []).append(there + condition)
    for name, places in found.items():
        yield name, "; ".join(places)
