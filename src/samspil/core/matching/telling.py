"""What a need is told by: three layers of terms, and how much each counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from samspil.core.matching.compounds import Compounds
from samspil.core.matching.evidence import BOUGHT_LENGTHS, SUBJECT_LENGTHS, Need
from samspil.core.matching.texts import grams_of, parts_said, said

# Words, pieces of words, codes. Assumed; set on the half of the labelled Danish needs that is for tuning
# (docs/algorithms/matching.md).
SHARES: Final = (5 / 12, 5 / 12, 2 / 12)

Layers = tuple[Iterable[str], Iterable[str], Iterable[str]]


def told_by(
    need: Need,
    titles: Mapping[str, str],
    compounds: Compounds,
    of_systems: Mapping[str, Sequence[str]],
) -> Layers:
    """The terms of a need, layer by layer, each as often as it is said.

    Args:
        need: the need.
        titles: what subjects are called, by their number.
        compounds: what is known of words.
        of_systems: what is said of systems, by their name.

    >>> need = Need("1", "a", "Depot", frozenset({"27.60"}))
    >>> words, pieces, codes = told_by(need, {}, Compounds.of([]), {})
    >>> list(words), list(pieces)[:2], list(codes)
    (['depo'], [' de', 'dep'], ['kle 27', 'kle 27.60'])
    """
    return _words(need, titles, compounds, of_systems), _pieces(need), _codes(need)


def texts_of(need: Need, titles: Mapping[str, str]) -> Iterator[str]:
    """The texts that a need's words come from: its own, and what its subjects are called.

    >>> list(texts_of(Need("1", "a", "Depot", frozenset({"27.60.04"})), {"27.60": "Hjælpemidler"}))
    ['Depot', 'Hjælpemidler', '']
    """
    yield need.text
    subjects = {code[:length] for code in need.kle for length in SUBJECT_LENGTHS if len(code) >= length > 2}
    for code in sorted(subjects):
        yield titles.get(code, "")


def _words(
    need: Need, titles: Mapping[str, str], compounds: Compounds, of_systems: Mapping[str, Sequence[str]]
) -> Iterator[str]:
    """The words of a need and their parts, of its subjects, and what is said of its system."""
    for text in texts_of(need, titles):
        yield from parts_said(said(text), compounds)
    yield from of_systems.get(need.system, ())


def _pieces(need: Need) -> Iterator[str]:
    yield from grams_of(said(need.text))


def _codes(need: Need) -> Iterator[str]:
    yield from sorted({f"kle {code[:length]}" for code in need.kle for length in (5, 2)})
    yield from sorted(
        {f"cpv {code[:length]}" for code in need.cpv for length in BOUGHT_LENGTHS if len(code) >= length}
    )
    for sort, name in (("system", need.system), ("vendor", need.vendor)):
        if name:
            yield f"{sort} {name}"
