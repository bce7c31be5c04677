"""What may tell who somebody is: found where it is, and not where people write of their work."""

from __future__ import annotations

import pytest

from samspil.core.person_words import tells_of_somebody


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det er Mette, der altid glemmer det", ("Mette",)),
        ("mette glemmer det", ()),  # nobody writes a name so, and many words are spelt like one
        ("Aksel Larsen glemmer det", ("Aksel Larsen",)),
        ("Spørg anne.hansen@kommune.example", ("anne.hansen@kommune.example",)),
        ("Ring 12 34 56 78 eller 1234 5678", ("12 34 56 78", "1234 5678")),
        ("Ring på +47 12345678", ("+47 12345678",)),
        ("Borgeren 311299-1234 og 010203 12345", ("311299-1234", "010203 12345")),
        ("Mette og Mette siger det samme", ("Mette",)),
        ("Anne-Marie Holm", ("Anne-Marie Holm",)),
    ],
)
def test_who_somebody_is(text: str, found: tuple[str, ...]) -> None:
    assert tells_of_somebody(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Jeg skal logge ind fire gange hver morgen",
        "KMD Nexus og FLIS taler ikke sammen",
        "Sagen 320199 står i to systemer",  # day 32 is no day, and six digits are no number of anybody
        "Det kostede 123456789 kroner",
        "Vi venter 14 dage på svar. Borgeren ringer igen",
        "Blanketten § 85 udfyldes i Excel",
    ],
)
def test_of_work_nothing_is_found(text: str) -> None:
    assert tells_of_somebody(text) == ()


def test_a_long_text_is_read_at_once() -> None:
    assert len(tells_of_somebody("Aa" * 25_000 + " Per Holm")) == 1
