"""The journal for process mining: OCEL 2.0 (JSON) and XES (IEEE 1849).

Both are written in a stream. Commitments to personal values are left out: they say nothing to an analyst.
What a fact is about, a meeting or a member, is said by whoever exports (``related``); nothing here knows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from xml.sax.saxutils import quoteattr  # nosec B406

from samspil.kit.journal.tables import Line

Read = Callable[[], Iterable[Line]]
_LEFT_OUT: Final = "personal"
_SORTS: Final = {bool: "boolean", int: "integer", float: "float", str: "string"}
_XES_TAGS: Final = {bool: "boolean", int: "int", float: "float", str: "string"}
XES_EXTENSIONS: Final = {
    "Concept": ("concept", "http://www.xes-standard.org/concept.xesext"),
    "Lifecycle": ("lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    "Organizational": ("org", "http://www.xes-standard.org/org.xesext"),
    "Time": ("time", "http://www.xes-standard.org/time.xesext"),
}


@dataclass(frozen=True, slots=True)
class Source:
    """Whose journal it is; ``read`` gives its entries, as often as it is asked.

    ``related`` says for the name of a fact what sort of thing its value is.
    """

    organisation: str
    name: str
    is_example: bool
    read: Read
    related: Mapping[str, str] = field(default_factory=dict)


def ocel(source: Source) -> Iterator[str]:
    """Object-centric: an event has a subject, an actor, an organisation and whatever its facts are about."""
    objects: dict[str, tuple[str, list[dict[str, Any]]]] = {}
    events: dict[str, dict[str, str]] = {}
    owner = f"organisation:{source.organisation}"
    example = [{"name": "example", "time": "1970-01-01T00:00:00Z", "value": source.is_example}]
    objects[owner] = ("organisation", [*_named(source.name), *example])
    for line in source.read():
        declared = events.setdefault(line.action, {})
        for name, value in _facts(line).items():
            sort = _SORTS[type(value)]
            declared[name] = sort if declared.get(name, sort) == sort else "string"
        for relation in _relations(line, source):
            objects.setdefault(relation["objectId"], (relation["objectId"].partition(":")[0], []))
    yield '{"objectTypes":'
    yield _json(_object_types(objects))
    yield ',"eventTypes":'
    yield _json([{"name": name, "attributes": _declared(said)} for name, said in sorted(events.items())])
    yield ',"objects":'
    yield from _array(
        {"id": key, "type": sort, "attributes": said, "relationships": []}
        for key, (sort, said) in objects.items()
    )
    yield ',"events":'
    yield from _array(_event(line, source, events[line.action]) for line in source.read())
    yield "}\n"


def _named(name: str) -> list[dict[str, Any]]:
    return [{"name": "name", "time": "1970-01-01T00:00:00Z", "value": name}]


def _object_types(objects: Mapping[str, tuple[str, list[dict[str, Any]]]]) -> list[dict[str, Any]]:
    attributes = {"organisation": {"name": "string", "example": "boolean"}}
    sorts = sorted({sort for sort, _ in objects.values()})
    return [{"name": sort, "attributes": _declared(attributes.get(sort, {}))} for sort in sorts]


def _declared(said: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": sort} for name, sort in sorted(said.items())]


def _event(line: Line, source: Source, declared: Mapping[str, str]) -> dict[str, Any]:
    facts = _facts(line).items()
    return {
        "id": f"{line.organisation}-{line.sequence}",
        "type": line.action,
        "time": line.at.replace("+00:00", "Z"),
        "attributes": [
            {"name": name, "value": _plain(value) if declared[name] == "string" else value}
            for name, value in facts
        ],
        "relationships": _relations(line, source),
    }


def _relations(line: Line, source: Source) -> list[dict[str, str]]:
    """An object once, by the first thing that it is to the event."""
    told = [("subject", line.subject_type, line.subject_id), ("actor", "actor", line.actor)]
    told.append(("organisation", "organisation", source.organisation))
    facts = json.loads(line.facts)
    for name, sort in source.related.items():
        value = facts.get(name)
        values = value if isinstance(value, list) else [value] if value else []
        told.extend((name, sort, str(one)) for one in values)
    found = {f"{sort}:{key}": name for name, sort, key in reversed(told)}
    return [{"objectId": key, "qualifier": name} for key, name in sorted(found.items())]


def _facts(line: Line) -> dict[str, bool | int | float | str]:
    """The facts on one level: what is inside another has both names, a list is its parts in a row."""
    found: dict[str, bool | int | float | str] = {}

    def take(name: str, value: Any) -> None:
        if isinstance(value, dict):
            for inner, one in value.items():
                take(f"{name}.{inner}", one)
        elif isinstance(value, list):
            found[name] = ", ".join(_plain(one) for one in value)
        elif value is not None:
            found[name] = value

    for name, value in json.loads(line.facts).items():
        if name != _LEFT_OUT:
            take(name, value)
    return found


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _array(values: Iterable[Any]) -> Iterator[str]:
    separator = "["
    for value in values:
        yield f"{separator}\n{_json(value)}"
        separator = ","
    yield "]" if separator == "," else "[]"


# --- XES ------------------------------------------------------------------------------------------


def xes(source: Source) -> Iterator[str]:
    """One trace for each subject; ``read`` gives the entries subject by subject, each in order."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
    for name, (prefix, uri) in XES_EXTENSIONS.items():
        yield f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
    yield '<global scope="trace"><string key="concept:name" value=""/></global>\n'
    yield '<global scope="event"><string key="concept:name" value=""/>'
    yield '<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>'
    yield '<string key="org:resource" value=""/>'
    yield '<string key="lifecycle:transition" value="complete"/></global>\n'
    yield '<classifier name="Activity" keys="concept:name"/>\n'
    yield _xes("concept:name", source.name) + _xes("example", source.is_example) + "\n"
    open_subject: tuple[str, str] | None = None
    for line in source.read():
        subject = (line.subject_type, line.subject_id)
        if subject != open_subject:
            if open_subject is not None:
                yield "</trace>\n"
            yield f"<trace>{_xes('concept:name', line.subject_id)}{_xes('subject', line.subject_type)}\n"
            open_subject = subject
        yield _xes_event(line)
    if open_subject is not None:
        yield "</trace>\n"
    yield "</log>\n"


def _xes_event(line: Line) -> str:
    facts = "".join(_xes(name, value) for name, value in _facts(line).items())
    return (
        f'<event>{_xes("concept:name", line.action)}<date key="time:timestamp" value={quoteattr(line.at)}/>'
        f"{_xes('org:resource', line.actor)}{_xes('lifecycle:transition', 'complete')}{facts}</event>\n"
    )


def _xes(key: str, value: bool | float | str) -> str:
    told = _json(value) if not isinstance(value, str) else "".join(map(_allowed, value))
    return f"<{_XES_TAGS[type(value)]} key={quoteattr(key)} value={quoteattr(told)}/>"


def _allowed(sign: str) -> str:
    """XML knows no control characters but three, and no surrogates."""
    code = ord(sign)
    is_allowed = code >= 0x20 or sign in "\t\n\r"
    return sign if is_allowed and not 0xD800 <= code <= 0xDFFF and code not in {0xFFFE, 0xFFFF} else "\ufffd"
