"""Mandates must not contradict each other, delegate what they do not have, or what the law forbids."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from samspil.core.errors import Problem
from samspil.core.governance.checks.contradictions import Columns, Line, contradicting
from samspil.core.governance.checks.law import RESERVED_FOR_THE_COUNCIL
from samspil.core.governance.checks.routes import asked_in
from samspil.core.governance.compiling import (
    bodies,
    mandate_alternatives,
    vocabulary,
    written_alternatives,
)
from samspil.core.governance.conditions import ALWAYS, Vocabulary, can_overlap
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.known_words import AMOUNT
from samspil.core.governance.language.mandates import DECIDING, DelegationCode, Mandate, Scope
from samspil.core.governance.language.model import Model
from samspil.core.governance.program import FAR_FUTURE_DAY

_REACH = [Scope.OWN_UNIT, Scope.ORGANISATION, Scope.ASSOCIATION]


@dataclass(frozen=True, slots=True)
class _Book:
    """What every check of a mandate looks things up in: the words, and the parameters by day."""

    model: Model
    document: Document
    words: Vocabulary
    columns: dict[int, Columns]

    def periods(self, since: int, until: int) -> Iterator[Columns]:
        """The parameters as they are from one day to another, each change once."""
        days = sorted(self.columns)
        for start, end in zip(days, [*days[1:], FAR_FUTURE_DAY], strict=True):
            if since < until and since < end and start < until:
                yield self.columns[start]


def check_mandates(model: Model, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a model's mandates, one by one and against each other."""
    words = vocabulary(model, document)
    first = model.valid_from.toordinal()
    days = [first, *(day for day in words.book.changes if day > first)]
    book = _Book(model, document, words, {day: words.book.columns_on(day)[0] for day in days})
    found = [problem for key in model.mandates for problem in _check_mandate(book, key)]
    yield from found or _check_contradictions(book)


def _check_mandate(book: _Book, key: str) -> Iterator[Problem]:
    path, mandate = ("mandates", key), book.model.mandates[key]
    yield from _check_one(book.model, book.document, path, mandate)
    yield from _check_reach(book, path, mandate)
    yield from _check_law(book.model, book.document, path, mandate)
    yield from _check_delegation(book, path, mandate)


def _check_one(model: Model, document: Document, path: Path, mandate: Mandate) -> Iterator[Problem]:
    if (mandate.code is DelegationCode.DECIDES_WITHIN_FRAMEWORK) != (mandate.framework is not None):
        yield problem_at(document, path, "framework_goes_with_b2", mandate=path[-1], code=mandate.code.value)
    if mandate.valid_from and mandate.valid_to and mandate.valid_to <= mandate.valid_from:
        yield problem_at(document, path, "period_is_empty", key=path[-1])
    if mandate.who.members:
        yield problem_at(document, (*path, "who"), "members_decide_by_their_own", mandate=path[-1])
    asked = dict(asked_in(mandate.when, (*path, "when")))
    if mandate.up_to:
        asked[AMOUNT] = (*path, "up_to")
    kinds = list(model.kinds) if mandate.kinds == "all" else mandate.kinds
    for attribute, where in asked.items():
        for kind in kinds:
            if attribute not in model.kinds[kind].attributes:
                yield problem_at(document, where, "attribute_not_known", attribute=attribute, kind=kind)


def _check_law(model: Model, document: Document, path: Path, mandate: Mandate) -> Iterator[Problem]:
    law = RESERVED_FOR_THE_COUNCIL.get(model.working_time.country, {})
    is_council = mandate.who.forum is not None and model.forums[mandate.who.forum].is_council
    for key in mandate.covers:
        reserved = model.attributes[key].reserved
        if reserved is None:
            yield problem_at(document, (*path, "covers"), "covers_nothing_reserved", attribute=key)
        elif not is_council or mandate.code is not DelegationCode.DECIDES_ITSELF or mandate.delegated_from:
            yield problem_at(
                document,
                (*path, "covers"),
                "law_forbids_delegation",
                attribute=key,
                law=law.get(reserved, "–"),
            )


def _check_reach(book: _Book, path: Path, mandate: Mandate) -> Iterator[Problem]:
    """A mandate that no matter can fall under was meant otherwise, or says what the law overrules."""
    reach = mandate_alternatives(book.model, mandate, book.words)
    in_force = list(book.periods(_from(mandate), _to(mandate)))
    if in_force and not any(can_overlap(reach, ALWAYS, columns) for columns in in_force):
        yield problem_at(book.document, path, "mandate_reaches_nothing", mandate=path[-1])


def _check_delegation(book: _Book, path: Path, mandate: Mandate) -> Iterator[Problem]:
    if mandate.delegated_from is None:
        return
    where = (*path, "delegated_from")
    giver = book.model.mandates[mandate.delegated_from]
    if giver.code is DelegationCode.DECIDES_ITSELF or giver.code not in DECIDING:
        yield problem_at(
            book.document, where, "may_not_delegate", mandate=mandate.delegated_from, code=giver.code.value
        )
    elif _goes_in_a_circle(book.model, str(path[-1])):
        yield problem_at(book.document, where, "delegates_in_a_circle", mandate=path[-1])
    elif wider := _wider_than(book, mandate, giver):
        yield problem_at(
            book.document, where, "delegates_more_than_it_has", giver=mandate.delegated_from, part=wider
        )


def _wider_than(book: _Book, mandate: Mandate, giver: Mandate) -> str:
    """In what a delegated mandate reaches further than the one it comes from, or nothing."""
    if giver.kinds != "all" and (mandate.kinds == "all" or set(mandate.kinds) - set(giver.kinds)):
        return "kinds"
    if _REACH.index(mandate.scope) > _REACH.index(giver.scope):
        return "scope"
    if _from(mandate) < _from(giver) or _to(mandate) > _to(giver):
        return "valid_from, valid_to"
    mine, givers = (written_alternatives(one, book.words) for one in (mandate, giver))
    for columns in book.periods(_from(mandate), _to(mandate)):
        if not book.words.is_within(mine, givers, columns):
            return "up_to" if giver.when is None else "when, up_to"
    return ""


def _goes_in_a_circle(model: Model, key: str) -> bool:
    seen = {key}
    giver = model.mandates[key].delegated_from
    while giver is not None and giver not in seen:
        seen.add(giver)
        giver = model.mandates[giver].delegated_from
    return giver == key


def _check_contradictions(book: _Book) -> Iterator[Problem]:
    mandates = {key: one for key, one in book.model.mandates.items() if not one.who.members}
    keys = list(mandates)
    lines = [_line(book, mandate) for mandate in mandates.values()]
    for one, other in contradicting(lines, book.columns):
        line = book.document.place(("mandates", keys[one])).line
        path = ("mandates", keys[other])
        yield problem_at(
            book.document, path, "mandates_contradict", mandate=keys[other], other=keys[one], line=line
        )


def _line(book: _Book, mandate: Mandate) -> Line:
    """A mandate as it is held against others."""
    looked_up = mandate.who.forum_for or mandate.who.role_for
    return Line(
        code=mandate.code,
        attribute=book.words.attributes.index(looked_up) if looked_up else None,
        bodies=tuple(body for body, _ in bodies(book.model, mandate.who, book.words)),
        reach=mandate_alternatives(book.model, mandate, book.words),
        since=_from(mandate),
        until=_to(mandate),
    )


def _from(mandate: Mandate) -> int:
    return mandate.valid_from.toordinal() if mandate.valid_from else 0


def _to(mandate: Mandate) -> int:
    return mandate.valid_to.toordinal() if mandate.valid_to else FAR_FUTURE_DAY
