"""Municipalities by the letters of their names."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from samspil import library


def found_by(asked: str, always: AbstractSet[str], *, none_asked: bool) -> list[tuple[str, str]]:
    """Code and name of those whose names have the letters, in the order of the alphabet.

    ``always`` are there whatever is asked; where nothing is, all are if ``none_asked``.
    """
    letters = _plain(asked)
    return [
        (code, one.name)
        for code, one in sorted(library.municipalities().items(), key=lambda pair: _order(pair[1].name))
        if code in always or (letters in _plain(one.name) if letters else none_asked) or code == asked.strip()
    ]


def only_one_by(asked: str) -> str:
    """The code of the one municipality that is meant; nothing where none is, or several could be."""
    letters = _plain(asked)
    named = [code for code, one in library.municipalities().items() if _plain(one.name) == letters]
    found = named or [code for code, _name in found_by(asked, frozenset(), none_asked=False)]
    return found[0] if len(found) == 1 else ""


def _plain(text: str) -> str:
    """However it is written: å and aa are one letter, and who writes "kommune" means its name."""
    plain = text.strip().casefold().replace("aa", "å")
    return plain.removesuffix(" kommune").removesuffix("s") if plain.endswith(" kommune") else plain


def _order(name: str) -> str:
    return name.casefold().replace("aa", "å").translate(str.maketrans("æøå", "{|}"))
