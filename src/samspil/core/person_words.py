"""What in a text may tell who somebody is: a warning before it is kept, and never a proof.

Where people write freely about their work, names of colleagues and citizens slip in. What is found here is
shown to whoever writes, before anybody else can read it. It looks for four things: an e-mail address, a civil
registration number, a telephone number, and a name. A name is two words in a row that begin with a capital
letter, or one that many people are called; a system called by two such words is found as well, so that a
warning must never be more than that.
"""

from __future__ import annotations

import re
from typing import Final

# From where a word begins: looked for at each letter, one long word is read as often as it is long.
_EMAIL: Final = re.compile(r"(?<![^\s@])[^\s@]+@[^\s@]+\.[^\W\d_]{2,}")
# Danish: day, month, year and four digits; Norwegian: the same and five.
_CIVIL_NUMBER: Final = re.compile(r"\b(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[- ]?\d{4,5}\b")
_TELEPHONE: Final = re.compile(r"(?<!\d)(?:\+4[57] ?)?(?:\d{8}|\d{2}(?: \d{2}){3}|\d{4} \d{4})(?!\d)")
_CAPITAL: Final = r"[A-ZÆØÅÄÖÜÉ][a-zæøåäöüéèáíó]+(?:-[A-ZÆØÅÄÖÜÉ][a-zæøåäöüéèáíó]+)?"
_TWO_CAPITALS: Final = re.compile(rf"\b{_CAPITAL}(?: {_CAPITAL})+\b")
_ONE_CAPITAL: Final = re.compile(rf"\b{_CAPITAL}\b")
# What many people are called in Denmark and Norway, and few things; one is enough.
# fmt: off
_GIVEN_NAMES: Final = frozenset([
    "anders", "andreas", "ane", "anette", "anita", "anna", "anne", "annette", "annika", "arne", "astrid",
    "benny", "bent", "bente", "berit", "birgit", "birgitte", "birthe", "bjarne", "bjørn", "bo", "brian",
    "britt", "camilla", "carl", "carsten", "cecilie", "charlotte", "christian", "christina", "christine",
    "claus", "connie", "dennis", "dorte", "dorthe", "ellen", "else", "emil", "emilie", "emma", "erik",
    "erling", "eva", "flemming", "frederik", "freja", "frida", "geir", "gitte", "grete", "gunnar", "hanne",
    "hans", "heidi", "helge", "helle", "henriette", "henrik", "ib", "ida", "inge", "ingrid", "irene",
    "jacob", "jakob", "jan", "jane", "janne", "jens", "jeppe", "jesper", "jette", "joachim", "johan",
    "johanne", "johannes", "john", "jonas", "jonathan", "jonna", "josefine", "julie", "jørgen", "jørn",
    "kaare", "karen", "karin", "karina", "kasper", "katrine", "kenneth", "kim", "kirsten", "kjeld", "kjell",
    "klaus", "knud", "kristian", "kristin", "kristina", "kristine", "kurt", "lars", "lasse", "laura",
    "lena", "lene", "line", "linda", "lis", "lisbeth", "lise", "liselotte", "lone", "lotte", "louise",
    "lærke", "mads", "magnus", "maja", "malene", "maria", "marianne", "marie", "marit", "mathias",
    "mathilde", "merete", "mette", "mia", "michael", "mikkel", "mogens", "mohamed", "mona", "morten",
    "nanna", "niels", "nikolaj", "nina", "odd", "ole", "oliver", "pernille", "peter", "pia", "poul",
    "rasmus", "rikke", "rita", "robert", "ruth", "sara", "sebastian", "signe", "silje", "simon", "sofie",
    "solveig", "steen", "stefan", "steffen", "stig", "stine", "susanne", "svend", "søren", "thea", "thomas",
    "tine", "tobias", "tommy", "tone", "torben", "tove", "trine", "troels", "ulla", "ulrik", "vibeke",
    "victor", "viktor", "vivi", "yvonne", "øystein", "åse",
])
# fmt: on


def tells_of_somebody(text: str) -> tuple[str, ...]:
    """What in a text may tell who somebody is, in the order in which it stands there, each once.

    Args:
        text: what somebody wrote, of any length; read once for each of five patterns.

    >>> tells_of_somebody("Jeg skal taste det samme i tre systemer")
    ()
    >>> tells_of_somebody("Det ved Mette, eller skriv til mette.hansen@by.example")
    ('Mette', 'mette.hansen@by.example')
    >>> tells_of_somebody("Det står forkert hos Aksel Larsen, 010203-1234")
    ('Aksel Larsen', '010203-1234')
    """
    found: list[tuple[int, int]] = []
    for pattern in (_EMAIL, _CIVIL_NUMBER, _TELEPHONE, _TWO_CAPITALS):
        found += [one.span() for one in pattern.finditer(text)]
    found += [one.span() for one in _ONE_CAPITAL.finditer(text) if one.group().lower() in _GIVEN_NAMES]
    found.sort(key=lambda span: (span[0], -span[1]))
    said, reached = [], 0
    for begins, ends in found:
        if begins >= reached:
            said.append(text[begins:ends])
            reached = ends
    return tuple(dict.fromkeys(said))
