"""Mandates must not contradict each other, delegate what they do not have, or what the law forbids."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from samspil.core.errors import Problem
from samspil.core.governance.checks.law import RESERVED_FOR_THE_COUNCIL
from samspil.core.governance.checks.routes import AMOUNT, asked_in
from samspil.core.governance.compiling import bodies, mandate_alternatives, vocabulary
from samspil.core.governance.conditions import Alternatives, Vocabulary, both, can_overlap
from samspil.core.governance.document import Document, Path, problem_at
from samspil.core.governance.language.mandates import DelegationCode, Mandate, Scope
from samspil.core.governance.language.model import Model
from samspil.core.governance.program import FAR_FUTURE_DAY, Body

DECIDING = frozenset(
    {
        DelegationCode.DECIDES,
        DelegationCode.DECIDES_ITSELF,
        DelegationCode.DECIDES_WITHIN_FRAMEWORK,
    }
)
_REACH = [Scope.OWN_UNIT, Scope.ORGANISATION, Scope.ASSOCIATION]


def check_mandates(model: Model, document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a model's mandates, one by one and against each other."""
    for key, mandate in model.mandates.items():
        path = ("mandates", key)
        yield from _check_one(model, document, path, mandate)
        yield from _check_law(model, document, path, mandate)
        yield from _check_delegation(model, document, path, mandate)
    yield from _check_contradictions(model, document)


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


def _check_delegation(model: Model, document: Document, path: Path, mandate: Mandate) -> Iterator[Problem]:
    if mandate.delegated_from is None:
        return
    where = (*path, "delegated_from")
    giver = model.mandates[mandate.delegated_from]
    if giver.code is DelegationCode.DECIDES_ITSELF or giver.code not in DECIDING:
        yield problem_at(
            document, where, "may_not_delegate", mandate=mandate.delegated_from, code=giver.code.value
        )
    elif wider := _wider_than(model, document, mandate, giver):
        yield problem_at(
            document, where, "delegates_more_than_it_has", giver=mandate.delegated_from, part=wider
        )
    if _goes_in_a_circle(model, str(path[-1])):
        yield problem_at(document, where, "delegates_in_a_circle", mandate=path[-1])


def _wider_than(model: Model, document: Document, mandate: Mandate, giver: Mandate) -> str:
    """In what a delegated mandate reaches further than the one it comes from, or nothing."""
    if giver.kinds != "all" and (mandate.kinds == "all" or set(mandate.kinds) - set(giver.kinds)):
        return "kinds"
    if _REACH.index(mandate.scope) > _REACH.index(giver.scope):
        return "scope"
    if giver.up_to is not None and (
        mandate.up_to is None or _is_ever_over(model, document, mandate.up_to, giver.up_to)
    ):
        return "up_to"
    return ""


def _is_ever_over(model: Model, document: Document, limit: str, giver_limit: str) -> bool:
    words = vocabulary(model, document)
    mine, givers = words.book.number_of(limit), words.book.number_of(giver_limit)
    return any(columns[mine] > columns[givers] for columns in _columns_by_day(model, words).values())


def _columns_by_day(model: Model, words: Vocabulary) -> dict[int, tuple[int, ...]]:
    """The parameters on the model's first day and on every later day that one of them changes."""
    first = model.valid_from.toordinal()
    days = [first, *(day for day in words.book.changes if day > first)]
    return {day: words.book.columns_on(day)[0] for day in days}


def _goes_in_a_circle(model: Model, key: str) -> bool:
    seen = {key}
    giver = model.mandates[key].delegated_from
    while giver is not None and giver not in seen:
        seen.add(giver)
        giver = model.mandates[giver].delegated_from
    return giver == key


def _check_contradictions(model: Model, document: Document) -> Iterator[Problem]:
    words = vocabulary(model, document)
    columns = _columns_by_day(model, words)
    lines = [
        (key, mandate, body, both(condition, mandate_alternatives(model, mandate, words)))
        for key, mandate in model.mandates.items()
        if not mandate.who.members
        for body, condition in bodies(model, mandate.who, words)
    ]
    told = set()
    for one, other in combinations(lines, 2):
        pair = (one[0], other[0])
        if pair in told or pair[0] == pair[1] or not _disagree(one[1:3], other[1:3]):
            continue
        if _meet(one, other, columns):
            told.add(pair)
            line = document.place(("mandates", pair[0])).line
            yield problem_at(
                document,
                ("mandates", pair[1]),
                "mandates_contradict",
                mandate=pair[1],
                other=pair[0],
                line=line,
            )


def _disagree(one: tuple[Mandate, Body], other: tuple[Mandate, Body]) -> bool:
    """Whether two lines cannot both be true: one body with two codes, or someone beside a B*."""
    (first, first_body), (second, second_body) = one, other
    if first_body == second_body:
        return first.code is not second.code
    codes = {first.code, second.code}
    return DelegationCode.DECIDES_ITSELF in codes and codes <= DECIDING


def _meet(
    one: tuple[str, Mandate, Body, Alternatives],
    other: tuple[str, Mandate, Body, Alternatives],
    columns: dict[int, tuple[int, ...]],
) -> bool:
    """Whether some matter on some day falls under both lines."""
    since = max(_from(one[1]), _from(other[1]))
    until = min(_to(one[1]), _to(other[1]))
    days = sorted(columns)
    return any(
        since < end and start < until and can_overlap(one[3], other[3], columns[start])
        for start, end in zip(days, [*days[1:], FAR_FUTURE_DAY], strict=True)
        if since < until
    )


def _from(mandate: Mandate) -> int:
    return mandate.valid_from.toordinal() if mandate.valid_from else 0


def _to(mandate: Mandate) -> int:
    return mandate.valid_to.toordinal() if mandate.valid_to else FAR_FUTURE_DAY
