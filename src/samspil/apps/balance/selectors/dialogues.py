"""What an organisation can ask: its own dialogues, each as it last was, and those that ship."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from samspil import library
from samspil.apps.balance.models import DialogueVersion, Round
from samspil.apps.governance.types import NotFoundError
from samspil.core.dialogues.language import Dialogue
from samspil.core.dialogues.reading import read_dialogue
from samspil.kit.tenancy.versions import newest_versions

NAME = "{key}.yaml"


@dataclass(frozen=True, slots=True)
class Held:
    """A dialogue that can be held; ``number`` is of one's own version, none where it is as it ships."""

    dialogue: Dialogue
    document: str
    number: int | None


def list_dialogues(organisation_id: int) -> list[Held]:
    """One's own first, then what ships and has not been made one's own; by key."""
    own = newest_versions(DialogueVersion, organisation_id)
    mine = [Held(dialogue_of(row), row.document, row.number) for _key, row in sorted(own.items())]
    return [*mine, *(_shipped(key) for key in library.shipped_dialogues() if key not in own)]


def find_dialogue(organisation_id: int, key: str) -> Held:
    """One of them by its key.

    Raises:
        NotFoundError: there is none of that key.
    """
    row = newest_versions(DialogueVersion, organisation_id, key).get(key)
    if row is not None:
        return Held(dialogue_of(row), row.document, row.number)
    if key in library.shipped_dialogues():
        return _shipped(key)
    raise NotFoundError(key)


def dialogue_of(version: DialogueVersion) -> Dialogue:
    """What a version says; it was checked when it was kept."""
    return _read(version.document, version.key)


def asked_in(round_: Round) -> Dialogue:
    """What a round asks now."""
    return dialogue_of(round_.version)


def _shipped(key: str) -> Held:
    document = library.dialogue_file(key).decode()
    return Held(_read(document, key), document, None)


@lru_cache(maxsize=32)
def _read(document: str, key: str) -> Dialogue:
    return read_dialogue(document.encode(), NAME.format(key=key))
