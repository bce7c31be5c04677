"""The chance is the published one, and what is looked up in tables is what the distributions say."""

from __future__ import annotations

import struct
from statistics import NormalDist

import numpy as np
import pytest

from samspil.core.forecasting.futures.chance import (
    CELL_BITS,
    GRID,
    LEAF,
    REACH,
    SIDE,
    drawn,
    looked_up,
    looked_up_by_normal,
    philox,
)
from samspil.core.forecasting.futures.tables import by_level, by_normal, normal_by_level, quantiles_of
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail

# Random123's known answers for philox4x32, ten rounds: counter, key, what comes out.
ANSWERS = (
    ((0, 0, 0, 0), (0, 0), (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8)),
    ((0xFFFFFFFF,) * 4, (0xFFFFFFFF,) * 2, (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD)),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
)
TAILED = ReferenceClass(
    "it", Measured.COST, "s", "", 9, ((0, 0.4), (0.5, 1.0), (0.82, 1.5)), Tail(1.5, 0.18, 1.378, 20.0)
)
TWO_POINTS = ReferenceClass(
    "two", Measured.COST, "s", "", 2, ((0.0, 1.0), (0.3, 1.0), (0.3, 4.0), (1.0, 4.0))
)


@pytest.mark.parametrize(("counter", "key", "expected"), ANSWERS)
def test_the_words_are_the_published_ones(
    counter: tuple[int, ...], key: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    words = np.zeros((4, 1), np.uint32)
    philox(np.array(counter, np.uint32)[:, None].copy(), np.array(key, np.uint32), words)
    assert tuple(words[:, 0]) == expected


def test_a_leaf_is_drawn_by_scenario_and_by_whose_it_is() -> None:
    own, key = np.array([5, 6, 7], np.uint32), np.array([1, 2], np.uint32)
    words, one = np.zeros((4, LEAF), np.uint32), np.zeros((4, 1), np.uint32)
    drawn(own, key, 3 * LEAF, np.zeros((4, LEAF), np.uint32), words)
    philox(np.array([[3 * LEAF + 2], [5], [6], [7]], np.uint32), key, one)
    assert list(words[:, 2]) == list(one[:, 0])


def level_of(word: int) -> tuple[float, int, float]:
    """Read a word as the module says, by itself: the level, its cell and how far into the cell it is."""
    upper, near = divmod(word >> 8, 1 << 23)
    near = (1 << 23) - 1 - near if upper else near
    bits = struct.unpack("<I", struct.pack("<f", near + 0.5))[0]
    cell = (bits >> (23 - CELL_BITS)) - (126 << CELL_BITS) + upper * SIDE
    level = (near + 0.5) / 2**24
    return (1 - level if upper else level), cell, bits % (1 << (23 - CELL_BITS)) / (1 << (23 - CELL_BITS))


WORDS = (
    0,
    255,
    256,
    1 << 20,
    (1 << 31) - 1,
    1 << 31,
    (1 << 31) + 12345,
    3 << 30,
    (1 << 32) - 257,
    (1 << 32) - 1,
)


def test_a_level_and_its_mirror_are_equally_far_from_their_ends() -> None:
    for word in WORDS:
        level, cell, part = level_of(word)
        mirrored, other, same = level_of(word ^ 0xFFFFFFFF)
        assert (level, other) == (1 - mirrored, (cell + SIDE) % (2 * SIDE))
        assert part == same


@pytest.mark.parametrize("found", [TAILED, TWO_POINTS])
def test_a_word_means_its_quantile(found: ReferenceClass) -> None:
    words, out = np.zeros(LEAF, np.uint32), np.zeros(LEAF, np.float32)
    words[: len(WORDS)] = WORDS
    table = by_level(quantiles_of(found))
    looked_up(words, table, out)
    for word, ratio in zip(WORDS, out, strict=False):
        level, cell, part = level_of(word)
        assert ratio == np.float32(np.float64(table[cell, 0]) + np.float64(table[cell, 1]) * part)
        assert ratio == pytest.approx(found.quantile(level), rel=2e-4)


@pytest.mark.parametrize("found", [TAILED, TWO_POINTS])
def test_many_quantiles_are_as_one_by_one(found: ReferenceClass) -> None:
    levels = np.array([1e-7, 0.1, 0.25, 0.5, 0.7, 0.8199, 0.8201, 0.95, 0.999, 1 - 1e-7])
    expected = [found.quantile(float(level)) for level in levels]
    assert quantiles_of(found)(levels) == pytest.approx(expected, rel=1e-12)


def test_a_class_whose_tail_is_empty_is_its_body() -> None:
    found = ReferenceClass("b", Measured.COST, "s", "", 2, ((0, 0.5), (1, 1.5)), Tail(1.5, 0.0, 1.0, 9.0))
    assert list(quantiles_of(found)(np.array([0.25, 0.75]))) == [0.75, 1.25]


@pytest.mark.parametrize("found", [TAILED, TWO_POINTS])
def test_the_mean_of_a_table_is_that_of_its_class(found: ReferenceClass) -> None:
    """Also where the class jumps in the middle of a cell: by the weights of the cells, without drawing."""
    table = by_level(quantiles_of(found)).astype(float)
    number = np.arange(SIDE + 1)
    edges = 2.0 ** (number // 64 - 1) * (1 + number % 64 / 64) / 2**24
    weights = np.tile(np.diff(edges), 2)
    mean = (weights * (table[:, 0] + table[:, 1] / 2)).sum() + 2 * edges[0] * table[[0, SIDE], 0].mean()
    assert mean == pytest.approx(found.mean, rel=1e-4)


def test_normal_values_are_looked_up_by_level() -> None:
    words, out = np.zeros(LEAF, np.uint32), np.zeros(LEAF, np.float32)
    words[: len(WORDS)] = WORDS
    looked_up(words, normal_by_level(), out)
    for word, value in zip(WORDS, out, strict=False):
        assert value == pytest.approx(NormalDist().inv_cdf(level_of(word)[0]), abs=1e-3)


def test_a_normal_value_means_the_quantile_at_its_probability() -> None:
    asked = [-9.0, -6.0, -1.2345, 0.0, 0.5, 2.718, 5.9999, 6.0, 9.0]
    normal, out = np.zeros(LEAF), np.zeros(LEAF, np.float32)
    normal[: len(asked)] = asked
    looked_up_by_normal(normal, by_normal(quantiles_of(TAILED)), out)
    assert by_normal(quantiles_of(TAILED)).shape == (2 * REACH * GRID, 2)
    for value, ratio in zip(asked, out, strict=False):
        level = NormalDist().cdf(min(max(value, -6.0), 6.0))
        assert ratio == pytest.approx(TAILED.quantile(level), rel=2e-4)
