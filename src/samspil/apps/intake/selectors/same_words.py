"""Words that municipal staff say for one another, folded as the search folds them."""

from __future__ import annotations

from typing import Final

from samspil.core.word_search import words_of

_GROUPS: Final = (
    "omsorg pleje plejehjem hjemmepleje ældre ældreområdet ældrepleje",
    "køb indkøb købe anskaffe anskaffelse bestille udbud licens program programpakke software app",
    "idé ide forslag",
    "bøvl bøvlet irriterende driller besværligt problem problemstilling",
    "lov lovkrav skalopgave pligt bekendtgørelse",
    "skole undervisning elev folkeskole",
    "børn barn dagtilbud daginstitution børnehave vuggestue",
    "job beskæftigelse jobcenter ledige",
    "borger borgerservice indbygger",
    "gdpr persondata personoplysninger databeskyttelse",
    "penge pulje tilskud ansøgning bevilling støtte",
    "robot automatisering rpa automatik",
    "løn lønsystem personale hr",
    "økonomi regnskab bogføring faktura",
    "journal esdh sagsstyring dokumenthåndtering arkiv",
    "byggesag byggeri byggetilladelse",
)
SAME_WORDS: Final = tuple(frozenset(words_of(group)) for group in _GROUPS)
