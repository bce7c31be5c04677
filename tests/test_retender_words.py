"""What the re-tender calendar says, in every language and without a hole."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.core.retender.contracts import generated
from tests.core.retender.test_chain import ASKING, MEANS

from samspil.core.retender.chain import Joining, Sort, chain
from samspil.core.retender.remedies import Way, remedies
from samspil.core.retender.terms import Notice, Option, Terms
from samspil.core.units import Money
from samspil.wording import retender
from samspil.wording.catalogues import LANGUAGES, Language
from samspil.wording.words import Words

JOINING = (Joining("02.19", date(2026, 11, 2), date(2026, 11, 28)),)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_step_act_and_way_out_is_told(language: Language) -> None:
    words, asking = Words(language), replace(ASKING, joining=JOINING)
    means = replace(MEANS, yearly=Money.of(100_000), total=Money.of(400_000))
    steps, sorts, ways = set(), set(), set()
    for terms in (*generated(20, 300), Terms(continuous=True), Terms(ends_on=date(2028, 3, 31))):
        for one in (chain(terms, asking, used) for used in range(len(terms.options_left) + 1)):
            for said in retender.told(one.end.because, words):
                assert "{" not in said
            steps |= {step.code for step in one.end.because}
            for act in one.acts:
                sorts.add(act.sort)
                steps |= {step.code for step in act.because}
                told = [retender.act(act, words), *retender.told(act.because, words)]
                assert all(said and "{" not in said and "[" not in said for said in told)
        for way in remedies(terms, asking, means):
            ways.add(way.way)
            assert "{" not in retender.remedy(way, words)
    assert sorts == set(Sort)
    assert ways == set(Way)
    assert len(steps) == 14


def test_a_date_explains_itself_in_danish() -> None:
    terms = Terms(ends_on=date(2027, 12, 31), options=(Option(12, 90),), renews_months=12, notice=Notice(6))
    found = chain(terms, ASKING)
    words = Words("da")
    option = next(one for one in found.acts if one.sort is Sort.OPTION)
    assert retender.act(option, words) == "Beslut option 1"
    assert retender.told(option.because, words) == (
        "Optionen på 12 måneder skal meldes 90 dage før kontrakten ellers slutter 31. december 2027.",
        "Det falder på 2. oktober 2027; derfor arbejdsdagen før.",
        "Senest 1. oktober 2027.",
    )
    notice = next(one for one in found.acts if one.sort is Sort.NOTICE)
    assert retender.told(notice.because, words)[0] == (
        "Kontrakten fornyer sig, hvis ingen siger op. Varslet er 6 måneder; for at slutte "
        "31. december 2027 skal den være opsagt senest 30. juni 2027."
    )


def test_a_way_out_that_is_not_enough_says_so() -> None:
    terms = Terms(ends_on=date(2027, 12, 31), options=(Option(12, 90), Option(12, 90)))
    first, second = [one for one in remedies(terms, ASKING, MEANS) if one.way is Way.USE_OPTIONS]
    assert retender.remedy(first, Words("en")).endswith("It is not enough by itself.")
    assert retender.remedy(second, Words("en")).endswith("ends on 31 December 2029.")
