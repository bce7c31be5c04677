"""Texts by key, read from ``locale/<language>/LC_MESSAGES/<catalogue>.po`` when they are first asked for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final, Literal, get_args

Language = Literal["da", "en", "nb"]
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_NAMED = re.compile(r"\{(\w+)\}")


@cache
def texts(language: Language, catalogue: str) -> Mapping[str, str]:
    """The texts of a catalogue (``problems``, ``words``, ``cli``) by key."""
    from babel.messages.pofile import read_po  # noqa: PLC0415 – only who speaks pays for reading

    file = resources.files("samspil").joinpath("locale", language, "LC_MESSAGES", f"{catalogue}.po")
    with file.open("rb") as opened:
        read = read_po(opened, locale=language, abort_invalid=True)
    return {str(message.id): str(message.string) for message in read if message.id}


def fill(template: str, args: Mapping[str, str]) -> str:
    """A template with its arguments; a part in [ ] is left out when one of its arguments is empty or absent.

    >>> fill("Not known.[ Did you mean {perhaps}?]", {"perhaps": ""})
    'Not known.'
    """

    def put(found: re.Match[str]) -> str:
        return args[found[1]]

    def part(found: re.Match[str]) -> str:
        return found[1] if all(args.get(name) for name in _NAMED.findall(found[1])) else ""

    return _NAMED.sub(put, _OPTIONAL.sub(part, template))


def arguments(template: str) -> tuple[frozenset[str], frozenset[str]]:
    """The arguments a template must have, and those that it can do without.

    >>> arguments("{key} is not known.[ Did you mean {perhaps}?]")
    (frozenset({'key'}), frozenset({'perhaps'}))
    """
    always = frozenset(_NAMED.findall(_OPTIONAL.sub("", template)))
    return always, frozenset(_NAMED.findall(template)) - always
