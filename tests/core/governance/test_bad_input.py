"""Ten sorts of bad input, as the first issue of the engine names them: what somebody who sends one is told.

Each is one of the broken files of `test_broken_models`, which holds all others to the same.
"""

from __future__ import annotations

from typing import Final

import pytest
from tests.core.governance.small_world import HERE, Broken, read_patch
from tests.core.governance.test_broken_models import MADE, check

from samspil.wording.catalogues import Language
from samspil.wording.problems import in_words
from samspil.wording.words import Words

# By sort: the broken file, the line, what is wrong and what to do, in Danish and in English.
SORTS: Final = {
    "an unknown key": (
        "unknown_key/a_merge_key",
        "town/model.yaml:15",
        ("Nøglen »<<« kendes ikke her.", "Ret den, eller fjern den."),
        ("The key “<<” is not known here.", "Correct it, or take it out."),
    ),
    "a double key": (
        "double_key/a_forum_twice",
        "town/model.yaml:37",
        ("Nøglen »chair« står allerede på linje 36.", "Behold én af dem."),
        ("The key “chair” already stands on line 36.", "Keep one of them."),
    ),
    "an anchor bomb": (
        "an anchor bomb",
        "town/model.yaml:1",
        ("er ikke tilladt, for så kan man ikke se, hvilken linje der gælder.", "Skriv teksten ud."),
        ("are not allowed, because nobody can then see which line applies.", "Write it out."),
    ),
    "a file of 50 MB": (
        "fifty megabytes",
        "town/model.yaml:1",
        ("Filen er for stor: 50.000.000 byte; grænsen er 100.000.", "Del den op, eller fjern det,"),
        ("The file is too large: 50,000,000 bytes; the limit is 100,000.", "Split it, or take out what"),
    ),
    "wrong encoding": (
        "latin-1",
        "town/model.yaml:31",
        ("Filen kan ikke læses som tekst i tegnsættet UTF-8", "Gem den igen som UTF-8."),
        ("The file cannot be read as UTF-8 text", "Save it again as UTF-8."),
    ),
    "a calendar that never meets": (
        "calendar_never_meets/always_in_a_month_off",
        "town/model.yaml:22",
        ("er der intet møde i de 5 år efter 7. januar 2026.", "Ret reglen, de mødefri måneder eller"),
        ("there is no meeting in the 5 years after 7 January 2026.", "Correct the rule, the months off or"),
    ),
    "a route with a loop that cannot end": (
        "loop_without_end/no_bound",
        "town/model.yaml:98",
        ("kan vende tilbage til trinnet »screen« uden ende", "Sæt en grænse (at_most) på et trin i ringen."),
        ("can return to the step “screen” without end", "Put a bound (at_most) on a step in the circle."),
    ),
    "a mandate for a forum that does not exist": (
        "unknown_reference/a_mandate_for_no_forum",
        "town/model.yaml:86",
        ("»counsel« findes ikke som forum. Der findes: board, council.", "Ret navnet, eller beskriv den"),
        ("There is no forum with the key “counsel”. There is: board, council.", "Correct the name, or"),
    ),
    "two mandates that contradict": (
        "mandates_contradict/beside_one_that_is_alone",
        "town/model.yaml:78",
        ("siger noget andet end »head_decides« (linje 64) om de samme sager.", "Ret det ene, så de ikke"),
        ("says something else than “head_decides” (line 64) about the same matters.", "Correct one of them"),
    ),
    "a parameter without a value on the day": (
        "no_value_on_day/a_year_too_late",
        "town/parameters.yaml:1",
        ("»limit« har ingen værdi den 1. januar 2026; den første", "Tilføj en tidligere værdi, eller"),
        ("“limit” has no value on 1 January 2026; the first", "Add an earlier value, or ask about a later"),
    ),
    "a delegation that the law forbids": (
        "law_forbids_delegation/the_board_appropriates",
        "town/model.yaml:83",
        ("og den kan ikke delegere det (kommunestyrelsesloven § 40).", "Giv mandatet til"),
        ("and it may not delegate it (kommunestyrelsesloven § 40).", "Give the mandate to the council"),
    ),
}

LANGUAGES: Final[tuple[Language, ...]] = ("da", "en")


def broken(name: str) -> Broken:
    return MADE[name]() if name in MADE else read_patch(HERE / "broken" / f"{name}.patch")


@pytest.mark.parametrize("sort", SORTS)
def test_it_is_refused_within_a_second_with_line_what_is_wrong_and_what_to_do(sort: str) -> None:
    name, place, *told = SORTS[sort]
    problem = check(broken(name))
    assert str(problem.place) == place
    for language, (wrong, to_do) in zip(LANGUAGES, told, strict=True):
        said = in_words(problem, Words(language))
        assert wrong in said
        assert to_do in said.partition(wrong)[2]
