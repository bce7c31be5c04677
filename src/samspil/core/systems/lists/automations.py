"""Automations as OS2autoproces tells them: each is a use of a system, known by its number there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import NAMESPACE_URL, UUID, uuid5

from samspil.core.systems.lists.reading import Line

_PRIVATE: Final = frozenset({"privat", "personlig"})


@dataclass(slots=True)
class Own:
    """The automations that an organisation has itself, and how many were passed over and why."""

    lines: list[Line] = field(default_factory=list)
    of_others: int = 0
    private: int = 0


def own_of(lines: Sequence[Line], organisation: str) -> Own:
    """Those that say they are the organisation's own, or do not say whose they are.

    An export also holds what other authorities show; what only its reporter may see there, nobody sees here.

    >>> lines = [Line(2, {"authority": "Hvidovre Kommune"}), Line(3, {"authority": "Solrød"})]
    >>> own = own_of(lines, "Hvidovre")
    >>> len(own.lines), own.of_others, own.private
    (1, 1, 0)
    """
    found, ours = Own(), plain_authority(organisation)
    for one in lines:
        if plain_authority(one.said.get("authority", organisation)) != ours:
            found.of_others += 1
        elif str(one.said.get("seen_by", "")).casefold() in _PRIVATE:
            found.private += 1
        else:
            found.lines.append(one)
    return found


def plain_authority(name: str) -> str:
    """An authority's name however it is written.

    >>> plain_authority("Hvidovre Kommune") == plain_authority("hvidovre")
    True
    """
    return " ".join(name.casefold().removesuffix("kommune").split())


def catalogue_of(process: str) -> UUID:
    """The id by which all know an automation, made of its number: the same wherever its list is read.

    >>> catalogue_of("12") == catalogue_of("12"), catalogue_of("12") == catalogue_of("13")
    (True, False)
    """
    return uuid5(NAMESPACE_URL, f"os2autoproces:{process}")


def purpose_of(said: Mapping[str, Any]) -> str:
    """What an automation is for: in short, then at length.

    >>> purpose_of({"summary": "Flytter breve.", "at_length": "Hver nat."})
    'Flytter breve. Hver nat.'
    """
    parts = (said.get("summary"), said.get("at_length"))
    return " ".join(dict.fromkeys(one for one in parts if one))


def systems_of(said: Mapping[str, Any]) -> tuple[str, ...]:
    """The systems that an automation works in, each once.

    >>> systems_of({"systems_now": ("KMD", "Outlook"), "systems_used": ("kmd",)})
    ('KMD', 'Outlook')
    """
    found: dict[str, str] = {}
    for name in (*said.get("systems_now", ()), *said.get("systems_used", ())):
        found.setdefault(name.casefold(), name[:200])
    return tuple(found.values())
