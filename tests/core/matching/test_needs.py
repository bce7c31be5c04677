"""Needs of different members: why they may be the same, what is like one, and the labelled Danish set."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache

import pytest
from tests.core.matching.danish_needs import danish_needs, kappa, measured_half, same

from samspil import library
from samspil.core.matching.answers import Learned
from samspil.core.matching.compounds import Compounds
from samspil.core.matching.evidence import Ground, Need, Reason, reasons, shared_words
from samspil.core.matching.suggesting import Needs, suggestions
from samspil.core.matching.texts import said

KNOWN = Compounds.of(["ældre visitation vagt plan system pleje hjem omsorg journal"])
PLAIN = Need("1", "hvidovre", "Vagtplan")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("aeldrevisitation", ("aeldr", "visitation")),
        ("vagtplansystemer", ("vagt", "plan", "system")),
        ("omsorgsjournal", ("omsorg", "journal")),
        ("plejehjemmet", ("plejehjemm",)),
        ("plan", ("plan",)),
        ("vagtplan2027", ("vagtplan2027",)),
        ("visitation", ("visitation",)),
    ],
)
def test_a_compound_is_taken_apart_by_known_words_alone(word: str, parts: tuple[str, ...]) -> None:
    assert KNOWN.parts(word) == parts
    assert KNOWN.parts(word) == parts, "asked again it says the same"


def test_a_text_of_little_words_alone_keeps_them() -> None:
    assert said("Til og fra") == ("til", "og", "fra")
    assert said("Adgang til og fra") == ("adgang",)


def test_words_are_shared_across_compounds_and_not_across_what_only_looks_alike() -> None:
    assert shared_words("Ældrevisitation", "Visitation af ældre", KNOWN) == ("aeldr", "visitation")
    assert shared_words("Robotstøvsuger", "Softwarerobot", KNOWN) == ()


def told(one: Need, other: Need) -> dict[Ground, tuple[str, ...]]:
    return {reason.ground: reason.said for reason in reasons(one, other, KNOWN)}


@pytest.mark.parametrize(
    ("ours", "theirs", "found"),
    [
        ({"27.36.20"}, {"27.36.20"}, {Ground.SUBJECT: ("27.36.20",)}),
        ({"27.36.20"}, {"27.36.04"}, {Ground.SUBJECT: ("27.36",)}),
        ({"27.36"}, {"27.60", "81.10"}, {Ground.SUBJECT: ("27",)}),
        ({"27.36"}, {"81.10"}, {Ground.OTHER_SUBJECT: ("27.36", "81.10")}),
        ({"27.36"}, set(), {}),
    ],
)
def test_subjects_speak_by_how_far_they_are_the_same(
    ours: set[str], theirs: set[str], found: dict[Ground, tuple[str, ...]]
) -> None:
    one, other = (Need(key, key, key, frozenset(codes)) for key, codes in (("x", ours), ("y", theirs)))
    assert told(one, other) == found


@pytest.mark.parametrize(
    ("theirs", "found"),
    [
        ("48180000", "48180000"),
        ("48181000", "4818"),
        ("48190000", "481"),
        ("48900000", None),
        ("72000000", None),
    ],
)
def test_what_is_bought_speaks_by_its_longest_common_beginning(theirs: str, found: str | None) -> None:
    one, other = (
        Need(key, key, key, cpv=frozenset({code})) for key, code in (("x", "48180000"), ("y", theirs))
    )
    assert told(one, other) == ({Ground.BOUGHT: (found,)} if found else {})


def test_system_and_vendor_speak_when_both_have_the_same() -> None:
    one = Need("1", "a", "x", system="cara", vendor="12345678")
    assert told(one, Need("2", "b", "y", system="cara", vendor="12345678")) == {
        Ground.SYSTEM: ("cara",),
        Ground.VENDOR: ("12345678",),
    }
    assert told(one, Need("2", "b", "y", system="nexa", vendor="87654321")) == {}
    assert told(Need("1", "a", "x"), Need("2", "b", "y")) == {}


@pytest.mark.parametrize(
    ("begins", "ends", "found"),
    [
        (None, date(2027, 6, 30), {Ground.DATES: ()}),
        (date(2027, 7, 1), date(2027, 12, 31), {Ground.OTHER_DATES: ("1",)}),
        (date(2026, 1, 1), date(2026, 12, 31), {Ground.OTHER_DATES: ("1",)}),
        (None, None, {}),
    ],
)
def test_times_speak_by_whether_they_meet(
    begins: date | None, ends: date | None, found: dict[Ground, tuple[str, ...]]
) -> None:
    one = Need("1", "a", "x", begins=date(2027, 1, 1), ends=date(2027, 6, 30))
    assert told(one, Need("2", "b", "y", begins=begins, ends=ends)) == found


def test_what_is_ones_own_is_not_like_ones_own() -> None:
    laid = Needs.of([PLAIN, Need("2", "dragoer", "Vagtplaner"), Need("3", "hvidovre", "Vagtplan")], {})
    assert [need.key for need, _ in laid.like(PLAIN, 5)] == ["2"]


def test_another_name_for_a_system_is_known_by_what_others_say_of_it() -> None:
    others = [Need("1", "a", "Depot for hjælpemidler", system="depotplus"), Need("2", "b", "Byggesag")]
    asked = Need("9", "c", "DepotPlus genudbydes", system="depotplus")
    assert [need.key for need, _ in Needs.of(others, {}).like(asked, 1)] == ["1"]


def test_a_subject_is_known_by_what_it_is_called() -> None:
    laid = Needs.of(
        [Need("1", "a", "Depot", frozenset({"27.60"})), Need("2", "b", "Byggesag")], {"27.60": "Hjælpemidler"}
    )
    assert [need.key for need, _ in laid.like(Need("9", "c", "Lån af hjælpemidler"), 1)] == ["1"]


def test_nobody_gets_two_counterparts_of_one_member() -> None:
    ours = [Need(f"a{at}", "a", "Vagtplan til plejehjem") for at in range(3)]
    theirs = [Need(f"b{at}", "b", "Vagtplan til plejehjem") for at in range(2)]
    found, _ = suggestions(Needs.of([*ours, *theirs], {}))
    assert len(found) == 2
    assert len({one.one for one in found}) == len({one.other for one in found}) == 2


def test_a_suggestion_says_why_and_follows_what_was_answered() -> None:
    laid = Needs.of([PLAIN, Need("2", "dragoer", "Nye vagtplaner"), Need("3", "dragoer", "Byggesag")], {})
    (found,), _ = suggestions(laid)
    assert (found.one, found.other) == ("2", "1")
    assert found.reasons == (Reason(Ground.WORDS, ("vagtplan",)),)
    (moved,), _ = suggestions(laid, Learned(shift=-3.0))
    assert moved.probability < found.probability


@cache
def laid_out() -> Needs:
    return Needs.of(map(as_need, danish_needs()), library.kle())


def as_need(written: object) -> Need:
    need = next(one for one in danish_needs() if one is written)
    ends = date(int(need.year), 12, 31) if need.year else None
    kle = frozenset({need.kle}) if need.kle else frozenset()
    return Need(need.key, need.member, need.text, kle, system=need.system, ends=ends)


def asked(measured: bool) -> Iterator[tuple[list[str], set[str]]]:
    """For each need of a half that others have as well: what is found like it, and what is the same."""
    by_key = {need.key: need for need in danish_needs()}
    for need in danish_needs():
        if (need.key in measured_half()) is not measured:
            continue
        wanted = {one.key for one in danish_needs() if one.member != need.member and same(need, one)}
        if wanted:
            found = [near.key for near, _ in laid_out().like(as_need(need), 14)]
            yield [key for key in found if same(need, by_key[key]) is not None], wanted


def test_the_two_labels_agree() -> None:
    assert len(danish_needs()) == 449
    assert kappa(danish_needs()) == pytest.approx(0.975, abs=0.001)


@pytest.mark.parametrize(("measured", "recall", "precision"), [(False, 0.80, 0.70), (True, 0.84, 0.77)])
def test_danish_needs_are_found_as_well_as_is_said(measured: bool, recall: float, precision: float) -> None:
    """So many of the same are among the ten nearest, and so many of the five nearest are the same."""
    rows = list(asked(measured))
    tens = [len(wanted & set(found[:10])) / min(10, len(wanted)) for found, wanted in rows]
    fives = [len(wanted & set(found[:5])) / 5 for found, wanted in rows if len(wanted) >= 5]
    assert sum(tens) / len(tens) >= recall
    assert sum(fives) / len(fives) >= precision
