"""``samspil model show``: what a model says, on a page."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any, Final

from samspil.cli.assumptions import assumed_in
from samspil.cli.days import day_asked
from samspil.cli.desk import OK, Desk, place_as_data
from samspil.cli.sources import Source, find, load
from samspil.core.errors import Place, ProblemsError
from samspil.core.governance.checks.coverage import regions
from samspil.core.governance.clocks import calendar_of
from samspil.core.governance.compare import Stop, usual_way
from samspil.core.governance.diagram.conditions_in_words import Conditions
from samspil.core.governance.language.mandates import Mandate
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.program import Body
from samspil.core.governance.schedules import meeting_calendar, papers_day
from samspil.wording import explanations
from samspil.wording.words import Words

_MEETINGS_SHOWN: Final = 2
_LONGEST_PAUSE: Final = timedelta(days=800)


def run(asked: Namespace, desk: Desk) -> int:
    """Show a model as it is on a day."""
    source = find(asked.model)
    model = load(source)
    on = day_asked(asked.on)
    if on < model.spec.valid_from:
        place = source.place(model.place("valid_from"))
        raise ProblemsError.of("model_not_valid_yet", place, first_day=model.spec.valid_from)
    told = Shown(source, model, on, desk).as_data()
    if desk.as_json:
        desk.write_json(told)
    else:
        from samspil.cli import shown  # noqa: PLC0415 – the JSON needs no screen

        shown.draw(told, desk)
    return OK


@dataclass(frozen=True)
class Shown:
    """A model on a day, as plain data with texts in the language."""

    source: Source
    model: GovernanceModel
    on: date
    desk: Desk

    @cached_property
    def words(self) -> Words:
        """The language, by the model's clock."""
        return Words(self.desk.language, self.model.spec.working_time.zone)

    def as_data(self) -> dict[str, Any]:
        """Everything; see docs/how-to/command-line.md for the keys."""
        spec = self.model.spec
        assumed = assumed_in(self.model)
        return {
            "key": spec.key,
            "name": self.name(spec.name),
            "summary": self.name(spec.summary),
            "version": spec.version,
            "valid_from": spec.valid_from.isoformat(),
            "extends": spec.extends,
            "source": spec.source,
            "digest": self.model.digest,
            "on": self.on.isoformat(),
            "on_text": self.words.day(self.on),
            "forums": [self.forum(key) for key in spec.forums],
            "kinds": [self.kind(key) for key in spec.kinds],
            "mandates": [self.mandate(key, mandate) for key, mandate in spec.mandates.items()],
            "parameters": [self.parameter(key) for key in self.own_first(spec.parameters)],
            "assumed": {
                "count": len(assumed),
                "own": sum(place.file.startswith(f"{spec.key}/") for place in assumed),
            },
        }

    def name(self, texts: Any) -> str:
        """A text in the language."""
        return str(texts.in_language(self.desk.language))

    def place(self, place: Place) -> dict[str, Any]:
        """A file and a line that can be opened."""
        return place_as_data(self.source.place(place))

    def own_first(self, parameters: Iterable[str]) -> list[str]:
        """What the model itself says before what it inherits; otherwise in the order of the files."""
        own = f"{self.model.key}/"
        return sorted(
            parameters, key=lambda key: not self.model.place("parameters", key).file.startswith(own)
        )

    def forum(self, key: str) -> dict[str, Any]:
        """A forum, its rule and its next meetings."""
        forum = self.model.spec.forums[key]
        return {
            "key": key,
            "name": self.name(forum.name),
            "level": forum.level.value,
            "level_text": self.words.say(f"level.{forum.level.value}"),
            "rule": forum.deciding.rule.value,
            "rule_text": self.words.say(f"rule.{forum.deciding.rule.value}"),
            "meetings": list(islice(self.meetings(key), _MEETINGS_SHOWN)),
            **self.place(self.model.place("forums", key)),
        }

    def meetings(self, key: str) -> Iterator[dict[str, str]]:
        """A forum's meetings from the day on, with the day its papers are due."""
        work = calendar_of(self.model)
        days = meeting_calendar(self.model.spec, key).meetings((self.on, self.on + _LONGEST_PAUSE), work)
        for day in days:
            papers = papers_day(self.model, key, day, work)
            yield {
                "on": day.isoformat(),
                "text": self.words.weekday(day),
                "papers_by": papers.isoformat(),
                "papers_by_text": self.words.weekday(papers),
            }

    def kind(self, key: str) -> dict[str, Any]:
        """A kind of matter, who may bring it, and the different ways it usually takes."""
        kind = self.model.spec.kinds[key]
        day = self.on.toordinal()
        found = regions(self.model.spec, self.model.program, key, day)
        ways = list(dict.fromkeys(usual_way(self.model, region, day) for region in found))
        return {
            "key": key,
            "name": self.name(kind.name),
            "brought_by": [self.name(self.model.spec.roles[role].name) for role in kind.brought_by],
            "attributes": list(kind.attributes),
            "ways": [[self.stop(stop) for stop in way] for way in ways],
            **self.place(self.model.place("kinds", key)),
        }

    def stop(self, stop: Stop) -> dict[str, Any]:
        """One step of a usual way."""
        return {
            "step": stop.step.key,
            "name": self.name(stop.step.spec.name),
            "who": explanations.body(self.model.spec, stop.step.body, self.words),
            "decides": stop.decides,
        }

    def mandate(self, key: str, mandate: Mandate) -> dict[str, Any]:
        """One line of the delegation plan."""
        holders = [one.body for one in self.model.program.mandates if one.key == key]
        kinds = list(self.model.spec.kinds) if mandate.kinds == "all" else mandate.kinds
        up_to = self.model.program.book.read(mandate.up_to, self.on) if mandate.up_to else None
        return {
            "key": key,
            "code": mandate.code.value,
            "code_text": self.words.say(f"delegation.{mandate.code.value}"),
            "who": [self.body(body) for body in holders],
            "kinds": kinds,
            "kinds_text": [self.name(self.model.spec.kinds[kind].name) for kind in kinds],
            "up_to": int(up_to.value) if up_to else None,
            "up_to_text": self.words.quantity(up_to.value, up_to.unit.value) if up_to else None,
            "when": self.when(mandate),
            "scope": mandate.scope.value,
            "delegated_from": mandate.delegated_from,
            "source": mandate.source,
            "source_text": explanations.source(mandate.source, self.words),
            **self.place(self.model.place("mandates", key)),
        }

    def body(self, body: Body) -> dict[str, str]:
        """Who."""
        return {"key": str(body), "name": explanations.body(self.model.spec, body, self.words)}

    def when(self, mandate: Mandate) -> str:
        """The condition of a mandate in words; nothing for none."""
        conditions = Conditions(self.model, self.on, self.desk.language)
        return conditions.in_words(conditions.exactly(mandate.when, None, ()))

    def parameter(self, key: str) -> dict[str, Any]:
        """A parameter's value on the day; money in øre, a fraction as text."""
        reading = self.model.program.book.read(key, self.on)
        whole = reading.value.denominator == 1
        return {
            "key": key,
            "name": self.name(self.model.spec.parameters[key].name),
            "value": int(reading.value) if whole else str(reading.value),
            "unit": reading.unit.value,
            "text": self.words.quantity(reading.value, reading.unit.value),
            "since": reading.since.isoformat(),
            "since_text": self.words.day(reading.since),
            "source": reading.spec.source,
            "source_text": explanations.source(reading.spec.source, self.words),
            "decided_by": reading.spec.decided_by,
            **self.place(reading.place),
        }
