"""A catalogue of competences: the one that ships, one's own, and what a version must keep."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from samspil import library
from samspil.core.competences.gaps import Gap, HeldAt, gap_of
from samspil.core.competences.reading import read_catalogue, refuse_what_is_lost
from samspil.core.errors import ProblemsError

SHIPPED = library.competence_catalogue()
# What F3.6 says that organisations recruit and train for.
OF_F3_6 = {
    "project_management",
    "programme_management",
    "portfolio_management",
    "service_design",
    "process_consulting",
    "privacy",
    "it_architecture",
}


def written(old: str, new: str) -> bytes:
    text = SHIPPED.decode()
    assert old in text
    return text.replace(old, new).encode()


def test_what_ships_has_what_the_source_names_and_four_levels() -> None:
    catalogue = read_catalogue(SHIPPED, "shipped.yaml")
    assert {key for key, one in catalogue.competences.items() if "F3.6" in one.source} >= OF_F3_6
    assert catalogue.scale == "knows with_help alone leads"
    assert [catalogue.level_name(level, "da") for level in (1, 4)] == ["Kender", "Kan lære fra sig"]


@pytest.mark.parametrize("level", [0, 5, -1])
def test_a_level_outside_the_scale_has_no_name(level: int) -> None:
    with pytest.raises(IndexError):
        read_catalogue(SHIPPED, "shipped.yaml").level_name(level, "da")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("da: Programledelse", "da: projektledelse", "catalogue_names_alike"),
        ("da: Kan selv", "da: Kender", "catalogue_names_alike"),
        ("source: F3.6, F3.8", "source: F3.6\n    sauce: F3.8", "unknown_key"),
        ("catalogue: 1", "catalogue: 2", "not_one_of"),
    ],
)
def test_what_is_not_as_a_catalogue_is_written_is_told_with_its_line(old: str, new: str, code: str) -> None:
    with pytest.raises(ProblemsError) as refused:
        read_catalogue(written(old, new), "own.yaml")
    first = refused.value.problems[0]
    assert first.code == code
    assert first.place is not None


def test_a_version_keeps_what_is_used_and_else_may_change_all() -> None:
    old = read_catalogue(SHIPPED, "shipped.yaml")
    levels = read_catalogue(written("  alone: {", "  by_oneself: {"), "own.yaml")
    renamed = read_catalogue(written("da: Programledelse", "da: Ledelse af programmer"), "own.yaml")
    fewer = read_catalogue(written("  privacy:", "  data_protection:"), "own.yaml")
    refuse_what_is_lost(renamed, old, {"privacy", "programme_management"})
    refuse_what_is_lost(levels, old, set())
    refuse_what_is_lost(fewer, old, {"integration"})
    with pytest.raises(ProblemsError, match="catalogue_levels_changed"):
        refuse_what_is_lost(levels, old, {"privacy"})
    with pytest.raises(ProblemsError, match="catalogue_lacks_used"):
        refuse_what_is_lost(fewer, old, {"privacy"})


def test_a_gap_counted_by_hand() -> None:
    held = [HeldAt(3, True), HeldAt(4, True), HeldAt(3, False), HeldAt(2, True)]
    assert gap_of(5, 3, held, lent=1) == Gap(needed=5, held=2, said=1, lent=1)
    assert gap_of(5, 3, held, lent=1).lacking == 2
    assert gap_of(1, 3, held).lacking == 0  # never below zero


HELD = some.lists(some.builds(HeldAt, some.integers(1, 7), some.booleans()), max_size=12)


@given(some.integers(1, 20), some.integers(1, 7), HELD, HELD, some.integers(0, 5))
def test_more_people_never_make_a_gap_larger_and_a_higher_level_never_smaller(
    people: int, level: int, held: list[HeldAt], more: list[HeldAt], lent: int
) -> None:
    gap = gap_of(people, level, held, lent)
    assert 0 <= gap.lacking <= people
    assert gap_of(people, level, held + more, lent).lacking <= gap.lacking
    assert gap_of(people, level, held, lent + 1).lacking <= gap.lacking
    assert gap_of(people, level + 1, held, lent).lacking >= gap.lacking
    assert gap.held + gap.said <= len(held)
