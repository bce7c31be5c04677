"""Needs that are laid out, as lists term by term that `by_term` can be asked with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from samspil.core.matching.by_term import LONGEST_TERM, term_of
from samspil.core.matching.suggesting import Needs


@dataclass(frozen=True, slots=True)
class Packed:
    """A term with the rows that it stands under: their keys (uint32) and weights (float32) as bytes."""

    term: str
    held: int
    is_stem: bool
    keys: bytes
    weights: bytes


def packed_terms(told: Needs) -> Iterator[Packed]:
    """All terms of needs whose keys are numbers below 2**32, then the stems that compounds alone are made of.

    >>> from samspil.core.matching.evidence import Need
    >>> terms = {one.term: one for one in packed_terms(Needs.of([Need("7", "a", "Vagtplan")], {}))}
    >>> terms["0vagtplan"].held, terms["0vagtplan"].is_stem, len(terms["0vagtplan"].keys)
    (1, True, 4)
    """
    keys = np.array([int(need.key) for need in told.needs], dtype="<u4")
    left = set(told.compounds.stems)
    for number, layer in enumerate(told.index.layers):
        for term, place in layer.places.items():
            is_stem = number == 0 and term in told.compounds.stems
            left.discard(term if is_stem else "")
            if len(term) < LONGEST_TERM:
                listed = slice(layer.lists[place], layer.lists[place + 1])
                rows, weights = keys[layer.rows[listed]], layer.weights[listed].astype("<f4")
                yield Packed(term_of(number, term), len(rows), is_stem, rows.tobytes(), weights.tobytes())
    for stem in sorted(left):
        if len(stem) < LONGEST_TERM:
            yield Packed(term_of(0, stem), 0, True, b"", b"")
