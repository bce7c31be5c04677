"""Load the small world, and say in a line what somebody does in it."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from samspil import library
from samspil.core.governance.engine import decide, register
from samspil.core.governance.entries import AnswerItem, Choose, Entry
from samspil.core.governance.events import Events
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.matter import Actor, Matter, Refusal, Sitting, Value, Vote
from samspil.core.governance.state import State, apply_all, replay
from samspil.core.units import Money

HERE = Path(__file__).parent
ZONE = ZoneInfo("Europe/Copenhagen")
PLAIN: dict[str, dict[str, Value]] = {
    "wish": {"amount": Money.of(5000), "trees": 1, "urgent": False, "new_appropriation": False},
    "gathering": {"theme": "garden", "urgent": False},
    "gate": {"phase": "plan", "urgent": True},
    "notice": {},
    "answer": {"amount": Money(0), "trees": 0, "urgent": False},
    "together": {},
    "everybody": {},
    "law": {},
}
BRINGS = {
    "wish": "citizen",
    "gathering": "citizen",
    "gate": "gardener",
    "notice": "citizen",
    "answer": "chief",
    "together": "envoy",
    "everybody": "envoy",
    "law": "envoy",
}


def files_of(key: str) -> dict[str, bytes]:
    """The small world's own files, else those that ship."""
    folder = HERE / key
    if not folder.is_dir():
        return library.model_files(key)
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.yaml"))}


@cache
def model_of(key: str) -> GovernanceModel:
    return load(key, files_of, library.municipalities())


@cache
def changed(key: str, *changes: tuple[str, str]) -> GovernanceModel:
    """A model with some words of its files exchanged; each must be there."""

    def read(asked: str) -> dict[str, bytes]:
        files = files_of(asked)
        if asked != key:
            return files
        for old, new in changes:
            assert any(old.encode() in content for content in files.values()), old
            files = {name: content.replace(old.encode(), new.encode()) for name, content in files.items()}
        return files

    return load(key, read, library.municipalities())


def moment(said: str) -> datetime:
    """A local time in the town, as ``2026-02-02T10:00``."""
    return datetime.fromisoformat(said).replace(tzinfo=ZONE)


def somebody(*roles: str, unit: str | None = None) -> Actor:
    """A person named by the roles held."""
    return Actor("-".join(roles), frozenset(roles), unit)


def matter(kind: str, **known: Value) -> Matter:
    return Matter("m1", kind, PLAIN[kind] | known, "anna", unit="park")


def brought(model: GovernanceModel, kind: str, at: str, **known: Value) -> State:
    """A matter that was let in."""
    return replay(begun(model, kind, at, **known))


def begun(model: GovernanceModel, kind: str, at: str, **known: Value) -> Events:
    events = register(model, matter(kind, **known), Actor("anna", frozenset({BRINGS[kind]})), moment(at))
    assert not isinstance(events, Refusal), events
    return events


def done(model: GovernanceModel, state: State, entry: Entry) -> State:
    """The state after an entry that is let through."""
    return apply_all(state, happened(model, state, entry))


def happened(model: GovernanceModel, state: State, entry: Entry) -> Events:
    events = decide(model, state, entry)
    assert not isinstance(events, Refusal), events
    return events


def refused(model: GovernanceModel, state: State, entry: Entry) -> tuple[str, str]:
    """The code of a refusal, and the text of the line it points to."""
    answer = decide(model, state, entry)
    assert isinstance(answer, Refusal), answer
    return told(answer)


def told(refusal: Refusal) -> tuple[str, str]:
    place = refusal.problem.place
    assert place is not None, refusal
    key, _, name = place.file.partition("/")
    return refusal.code, files_of(key)[name].decode().splitlines()[place.line - 1].strip()


def chooses(state: State, role: str, outcome: str, at: str, **more: Any) -> Choose:
    """Somebody of a role chooses an outcome of the step the matter stands at."""
    actor = more.pop("actor", None) or somebody(role, unit=more.pop("unit", "park"))
    return Choose(more.pop("step", state.step or ""), outcome, actor, moment(at), **more)


def answers(state: State, role: str, item: str, at: str, **more: Any) -> AnswerItem:
    fulfilled = more.pop("fulfilled", True)
    step = more.pop("step", state.step or "")
    return AnswerItem(step, item, fulfilled, "seen", somebody(role), moment(at), **more)


def sitting(forum: str, present: list[str], against: list[str] | None = None, **more: Any) -> Sitting:
    """A forum where everybody present is for, but for those against."""
    votes = dict.fromkeys(present, Vote.FOR) | dict.fromkeys(against or [], Vote.AGAINST)
    votes |= more.pop("votes", {})
    return Sitting(forum, frozenset(present), votes, more.pop("chair", present[0] if present else ""), **more)
