"""Short Danish texts, always the same for a number: names put together, and wordings of codes."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from samspil import library

_FIRST: Final = (
    "omsorg vagtplan byggesag læring indkøb kontrakt journal tandpleje borger klima affald vej energi løn "
    "rekruttering budget hjælpemiddel pladsanvisning skole dagtilbud sundhed ydelse valg kort ejendom"
)
_LAST: Final = "system løsning portal platform register overblik styring plan app database rapport modul"
_KIND: Final = "nyt fælles elektronisk digital mobil samlet genudbud anskaffelse udskiftning drift support"
_FOR: Final = (
    "hjemmeplejen skolerne jobcentret borgerservice plejehjemmene daginstitutionerne tandplejen biblioteket "
    "rådhuset driftsgården beredskabet musikskolen ældreområdet socialområdet sundhedsplejen ungdomsskolen"
)


def named(number: int) -> Iterator[str]:
    """Names of some 45 letters that are put together of few words: the worst case, much is shared by many."""
    chance = Random(7)
    kinds, firsts, lasts, places = (words.split() for words in (_KIND, _FIRST, _LAST, _FOR))
    for at in range(number):
        what = f"{chance.choice(firsts)}{chance.choice(('', 's'))}{chance.choice(lasts)}"
        when = f"{2020 + chance.randrange(12)} nr {at % 977}"
        text = f"{chance.choice(kinds)} {what} til {chance.choice(places)} {when}"
        yield _misspelt(text, chance) if chance.random() < 0.1 else text


def worded(number: int) -> Iterator[str]:
    """Words that are really used: the subjects of KLE beside what CPV calls things, cut short."""
    chance = Random(11)
    subjects = list(library.kle().values())
    things = [label.da for label in library.cpv().values()]
    for _ in range(number):
        text = f"{chance.choice(things)[:40]}, {chance.choice(subjects)[:40]}"
        yield _misspelt(text, chance) if chance.random() < 0.1 else text


def _misspelt(text: str, chance: Random) -> str:
    at = chance.randrange(len(text) - 1)
    return text[:at] + text[at + 1] + text[at] + text[at + 2 :]
