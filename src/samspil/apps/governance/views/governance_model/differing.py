"""How one model differs from another, in words: what is new, what is gone, what is said otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from samspil.apps.governance.parts.telling import NOTHING, Part, Section


@dataclass(frozen=True, slots=True)
class Changed:
    """A part that both have, with what is said otherwise: label, before, after."""

    name: str
    facts: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """All that differs in parts of one sort."""

    key: str
    title: str
    added: tuple[Part, ...]
    removed: tuple[Part, ...]
    changed: tuple[Changed, ...]

    @property
    def count(self) -> int:
        """How much there is."""
        return len(self.added) + len(self.removed) + len(self.changed)


def differences(before: list[Section], after: list[Section]) -> list[Difference]:
    """What differs, sort by sort; nothing of what is the same. Parts are the same by their key."""
    old, new = {one.key: one for one in before}, {one.key: one for one in after}
    titles = {one.key: one.title for one in [*before, *after]}
    found = [_difference(key, title, old.get(key), new.get(key)) for key, title in titles.items()]
    return [one for one in found if one.count]


def _difference(key: str, title: str, before: Section | None, after: Section | None) -> Difference:
    old = {part.key: part for part in before.parts} if before else {}
    new = {part.key: part for part in after.parts} if after else {}
    return Difference(
        key,
        title,
        added=tuple(part for one, part in new.items() if one not in old),
        removed=tuple(part for one, part in old.items() if one not in new),
        changed=tuple(
            changed for one, part in new.items() if one in old and (changed := _changed(old[one], part))
        ),
    )


def _changed(before: Part, after: Part) -> Changed | None:
    old, new = dict(before.facts), dict(after.facts)
    facts = [
        (label, old.get(label, NOTHING), new.get(label, NOTHING))
        for label in dict.fromkeys([*old, *new])
        if old.get(label, NOTHING) != new.get(label, NOTHING)
    ]
    return Changed(after.name, tuple(facts)) if facts else None
