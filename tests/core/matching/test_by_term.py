"""One new text held against kept lists: the same as core says, and no more looked at than is allowed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from tests.core.matching.danish_needs import DanishNeed, danish_needs, measured_half, same
from tests.core.matching.test_needs import as_need

from samspil import library
from samspil.core.matching import by_term
from samspil.core.matching.by_term import Chosen, Known
from samspil.core.matching.evidence import Need
from samspil.core.matching.packing import Packed, packed_terms
from samspil.core.matching.suggesting import Needs

NUMBERS = {need.key: number for number, need in enumerate(danish_needs(), start=1)}


@cache
def laid_out() -> Needs:
    """All labelled needs, by number."""
    needs = [replace(as_need(need), key=str(NUMBERS[need.key])) for need in danish_needs()]
    return Needs.of(needs, library.kle())


@cache
def kept() -> dict[str, Packed]:
    return {one.term: one for one in packed_terms(laid_out())}


def found(need: Need, most: int = by_term.MOST_LISTED) -> list[tuple[int, float]]:
    """As a page asks: what there is of what it could be, then what is listed."""
    titles, lists = library.kle(), kept()
    known = {
        term: Known(lists[term].held, lists[term].is_stem)
        for term in by_term.could_be(need, titles)
        if term in lists
    }
    terms = by_term.chosen(need, titles, known, len(NUMBERS), most)
    listed = {one.term: (lists[one.term].keys, lists[one.term].weights) for one in terms}
    return list(by_term.nearest(terms, listed, len(NUMBERS)))


def others(need: Need, rows: list[tuple[int, float]]) -> list[tuple[int, float]]:
    members = {number: one.member for one, number in zip(danish_needs(), NUMBERS.values(), strict=True)}
    return [(key, score) for key, score in rows if members[key] != need.member]


def test_it_says_what_core_says() -> None:
    """The same rows with the same scores, for every need of the half that nothing is tuned on."""
    for written in danish_needs():
        if written.key in measured_half():
            need = replace(as_need(written), system="")
            theirs = [(int(one.key), score) for one, score in laid_out().like(need, 10)]
            ours = dict(others(need, found(need)))
            for key, score in theirs:
                assert ours[key] == pytest.approx(score, abs=1e-5), written.text
            assert sorted(ours.values(), reverse=True)[:10] == pytest.approx(
                [score for _, score in theirs], abs=1e-5
            )


def asked(*, measured: bool) -> Iterator[tuple[set[str], list[tuple[DanishNeed, float]]]]:
    """For each need of a half: what is the same, and what is found as if it were just being written.

    Without the name of a system, which nobody has yet who writes a request.
    """
    by_number = {NUMBERS[need.key]: need for need in danish_needs()}
    for written in danish_needs():
        if (written.key in measured_half()) is measured:
            need = replace(as_need(written), system="")
            wanted = {
                one.key for one in danish_needs() if one.member != written.member and same(written, one)
            }
            rows = [(by_number[key], score) for key, score in others(need, found(need))]
            yield wanted, [row for row in rows if same(written, row[0]) is not None]


def test_what_is_being_written_finds_the_same_as_well_as_is_said() -> None:
    rows = [(wanted, [one.key for one, _ in near]) for wanted, near in asked(measured=True) if wanted]
    tens = [len(wanted & set(keys[:10])) / min(10, len(wanted)) for wanted, keys in rows]
    fives = [len(wanted & set(keys[:5])) / 5 for wanted, keys in rows if len(wanted) >= 5]
    assert sum(tens) / len(tens) >= 0.84
    assert sum(fives) / len(fives) >= 0.76


@pytest.mark.parametrize(("least", "right"), [(by_term.MAY_BE, 0.87), (by_term.SEEMS, 0.91)])
def test_what_is_shown_is_as_often_the_same_as_is_said(least: float, right: float) -> None:
    """Of each other member the most alike, five at most, from the score on that is shown."""
    shown: list[bool] = []
    for wanted, near in asked(measured=True):
        members: dict[str, bool] = {}
        for one, score in near:
            if score >= least:
                members.setdefault(one.member, one.key in wanted)
        shown += list(members.values())[:5]
    assert sum(shown) / len(shown) >= right


def test_the_most_common_terms_are_left_out_first() -> None:
    known = {"0vagt": Known(5, True), "0plan": Known(90, True), "1vag": Known(6, False)}
    need = Need("", "a", "Vagt plan")
    assert [one.term for one in by_term.chosen(need, {}, known, 100, 11)] == ["0vagt", "1vag"]
    assert [one.term for one in by_term.chosen(need, {}, known, 100, 10)] == ["0vagt"]
    assert [one.term for one in by_term.chosen(need, {}, known, 100)] == ["0vagt", "1vag", "0plan"]


def test_a_text_that_nobody_has_said_anything_of_finds_nothing() -> None:
    assert by_term.chosen(Need("", "a", "Vagtplan"), {}, {}, 100) == ()
    assert by_term.chosen(Need("", "a", ""), {}, {}, 0) == ()
    assert by_term.nearest((), {}, 5) == ()


def test_a_term_that_has_gone_meanwhile_is_passed_over() -> None:
    assert by_term.nearest([Chosen("0vagt", 0.5)], {}, 5) == ()


def test_no_more_words_are_looked_at_than_a_request_has() -> None:
    endless = Need("", "a", "omsorgssystem" * 4_000 + " vagt" * 5_000)
    assert len(by_term.could_be(endless, {})) < 3_000
    assert all(len(term) < 80 for term in by_term.could_be(endless, {}))


def test_a_term_longer_than_a_table_takes_is_not_kept() -> None:
    long = "x" * 70
    terms = [one.term for one in packed_terms(Needs.of([Need("1", "a", f"{long} vagt")], {"1": long + "y"}))]
    assert "0vagt" in terms
    assert not [one for one in terms if len(one) > 61]


def test_a_stem_that_only_a_subject_has_still_takes_a_compound_apart() -> None:
    told = {one.term: one for one in packed_terms(Needs.of([Need("1", "a", "Vagt")], {"27.36": "Planer"}))}
    assert told["0plan"].is_stem
    assert told["0plan"].held == 0


def test_a_page_can_ask_without_loading_an_array_library() -> None:
    """Memory of a web process has no room for it."""
    asks = "import sys, samspil.core.matching.by_term, samspil.core.matching.chances"
    subprocess.run(
        [sys.executable, "-c", f"{asks}; assert 'numpy' not in sys.modules"], check=True, timeout=60
    )
