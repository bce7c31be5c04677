"""The picture in words: the routes of a model as a plain text that can be followed by ear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from samspil.core.governance.diagram.contents import Arrow, Contents, RouteContents, Stop, contents_of
from samspil.core.governance.diagram.values_in_words import listed, lowered
from samspil.core.governance.diagram.words import say
from samspil.core.governance.load import GovernanceModel


def describe(
    model: GovernanceModel, language: str = "da", route: str | None = None, on: date | None = None
) -> str:
    """Every forum, step, clock, outcome and end of a model's routes, as lines of plain text.

    Args:
        model: the model.
        language: ``da``, ``en`` or ``nb``.
        route: the key of the only route to tell; all of them when not given.
        on: the day of the parameters' values; the model's first day when not given.

    Raises:
        ProblemsError: ``unknown_language``, ``unknown_route``, or ``no_value_on_day``.

    Complexity: linear in the model, apart from what its conditions take.
    """
    return in_words(contents_of(model, language, route, on), language)


def in_words(contents: Contents, language: str) -> str:
    """The text of what a picture shows."""
    lines = [contents.title, contents.summary, ""]
    for route in contents.routes:
        lines += [*_route(route, language), ""]
    if contents.forums:
        lines.append(f"{say('forums', language)}:")
        lines += [f"- {forum.name}: {'; '.join(map(lowered, forum.facts))}." for forum in contents.forums]
    if contents.roles:
        lines.append(f"{say('roles', language)}: {listed(contents.roles, language)}.")
    return "\n".join(lines).strip().replace("\u00a0", " ")


def _route(route: RouteContents, language: str) -> Iterator[str]:
    yield f"{say('route', language)}: {route.name}"
    if route.kinds:
        brought_by = f"{say('brought_by', language)} {listed(route.brought_by, language, 'or')}"
        yield f"{listed(route.kinds, language)}. {brought_by}."
    targets = _targets(route, language)
    first = next(stop for stop in route.stops if stop.key == route.start)
    yield f"{say('begins', language, n=first.number, name=first.name)}."
    for stop in route.stops:
        yield from _stop(stop, language)
        for arrow in route.arrows:
            if arrow.source == stop.key:
                yield from _arrow(arrow, targets[arrow.target], language)
    yield f"{route.withdraw}: {targets[route.withdrawn_to]}."
    if route.park:
        yield f"{route.park}."


def _targets(route: RouteContents, language: str) -> Mapping[str, str]:
    steps = {stop.key: say("to_step", language, n=stop.number, name=stop.name) for stop in route.stops}
    ends = {
        end.key: say("to_end", language, name=end.name) + (f" ({end.meaning})" if end.meaning else "")
        for end in route.finishes
    }
    return steps | ends


def _stop(stop: Stop, language: str) -> Iterator[str]:
    who = f"{say('who', language)}: {stop.who}"
    if stop.who_each:
        who += f" ({'; '.join(stop.who_each)})"
    clock = f"{say('clock', language)}: {stop.clock}"
    yield f"{stop.number}. {stop.name} ({lowered(stop.doing)}). {who}. {clock}."
    if stop.items:
        yield f"   {say('checklist', language)}: {listed(stop.items, language)}."
    for more in stop.more[bool(stop.items) :]:
        yield f"   {more}."


def _arrow(arrow: Arrow, there: str, language: str) -> Iterator[str]:
    for said in arrow.said:
        condition = f", {say('if', language)} {lowered(said.condition)}" if said.condition else ""
        owed = f"; {say('creates', language)} {listed(said.creates, language)}" if said.creates else ""
        yield f"   - {said.name}{condition}: {there}{owed}."
