"""What others show that is like something that is being written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from samspil import library
from samspil.apps.needs.models import IndexedTerm, Part, TermIndex, Told
from samspil.apps.needs.selectors.reach import Reach, reaching
from samspil.apps.needs.types import Sort
from samspil.apps.organisations.types import Acting
from samspil.core.matching import by_term
from samspil.core.matching.by_term import Known
from samspil.core.matching.compounds import Compounds
from samspil.core.matching.evidence import Ground, Need, Reason, reasons, words_saying

MOST: Final = 5
_LOOKED_AT: Final = 200  # rows most like it, of which one's own are left out


@dataclass(frozen=True, slots=True)
class Alike:
    """What another tells that may be the same, and why; ``common`` is the common need that it stands in.

    ``seems`` says that it seems to be the same, and not only that it may be.
    """

    organisation: str
    public_id: UUID
    sort: Sort
    title: str
    vendor: str
    begins_on: date | None
    ends_on: date | None
    act: str
    act_by: date | None
    seems: bool
    reasons: tuple[tuple[str, tuple[str, ...]], ...]
    common: UUID | None


def list_alike(acting: Acting, asked: Need, on: date, most: int = MOST) -> list[Alike]:
    """What is most alike of each other organisation, and its contract where that is another thing.

    Four questions an association, besides the door's. What is hidden now is not told, whatever was laid out.
    """
    if not asked.text.strip():
        return []
    with reaching(acting, on) as reach:
        found: dict[int, tuple[float, Mapping[str, Known]]] = {}
        for index in TermIndex.objects.filter(organisation_id__in=reach.associations):
            known, near = _nearest(index, asked)
            for key, score in near:
                if score >= max(by_term.MAY_BE, found.get(key, (0.0, known))[0]):
                    found[key] = (score, known)
        return _told(reach, asked, found, most) if found else []


def _nearest(index: TermIndex, asked: Need) -> tuple[dict[str, Known], Iterable[tuple[int, float]]]:
    titles = library.kle()
    rows = IndexedTerm.objects.filter(organisation_id=index.organisation_id, number=index.number)
    could_be = by_term.could_be(asked, titles)
    known = {
        term: Known(held, is_stem)
        for term, held, is_stem in rows.filter(term__in=could_be).values_list("term", "held", "is_stem")
    }
    terms = by_term.chosen(asked, titles, known, index.texts)
    wanted = rows.filter(term__in=[one.term for one in terms]).values_list("term", "keys", "weights")
    listed = {term: (bytes(keys), bytes(weights)) for term, keys, weights in wanted}
    return known, by_term.nearest(terms, listed, _LOOKED_AT)


def _told(
    reach: Reach, asked: Need, found: Mapping[int, tuple[float, Mapping[str, Known]]], most: int
) -> list[Alike]:
    shown = reach.shown.filter(pk__in=list(found)).exclude(organisation_id=reach.own)
    ranked = sorted(shown.select_related("organisation"), key=lambda one: (-found[one.pk][0], one.pk))
    chosen = _each_once(ranked, most)
    commons = dict(
        Part.objects.filter(told__in=[one.pk for one in chosen], organisation_id__in=reach.associations)
        .order_by("pk")
        .values_list("told_id", "common__public_id")
    )
    return [_alike(one, asked, *found[one.pk], commons.get(one.pk)) for one in chosen]


def _each_once(ranked: Iterable[Told], most: int) -> list[Told]:
    """Of each organisation the likeliest, and its likeliest contract: that says until when it is bound."""
    kept: list[Told] = []
    has: set[tuple[int, bool]] = set()
    for one in ranked:
        is_contract = one.sort == Sort.CONTRACT.value
        whose = one.organisation_id
        if (whose, is_contract) not in has and (is_contract or (whose, True) not in has):
            has.add((whose, is_contract))
            kept.append(one)
    return kept[:most]


def _alike(one: Told, asked: Need, score: float, known: Mapping[str, Known], common: UUID | None) -> Alike:
    theirs = Need("", "", one.text, frozenset(one.kle), frozenset(one.cpv), one.system, one.vendor)
    compounds = by_term.compounds_of(known)
    return Alike(
        organisation=one.organisation.name,
        public_id=one.public_id,
        sort=Sort(one.sort),
        title=one.title,
        vendor=one.vendor_name,
        begins_on=one.begins_on,
        ends_on=one.ends_on,
        act=one.act,
        act_by=one.act_by,
        seems=score >= by_term.SEEMS,
        reasons=tuple(_said(why, one, compounds) for why in reasons(asked, theirs, compounds)),
        common=common,
    )


def _said(why: Reason, one: Told, compounds: Compounds) -> tuple[str, tuple[str, ...]]:
    """A reason as it is told: words as the other has written them."""
    is_words = why.ground is Ground.WORDS
    return why.ground.value, words_saying(one.text, why.said, compounds) if is_words else why.said
