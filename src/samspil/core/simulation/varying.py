"""What may be varied in a model, as people ask: how often a forum meets, how many must be with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import product
from math import prod
from typing import Final

from samspil.core.errors import ProblemsError
from samspil.core.governance.language.forums import Rule
from samspil.core.governance.language.joint import Participation
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.membership import members_on
from samspil.core.simulation.changing import Change, read_change
from samspil.core.simulation.rhythms import changes_of_forum

ONE_LESS: Final = "one_consent_less"
# How a forum can decide where the model says no more than that; the others ask for a threshold besides.
RULES: Final = (Rule.CONSENT, Rule.MAJORITY, Rule.UNANIMOUS)


class Sort(StrEnum):
    """What is varied of a forum, or of a joint rule."""

    RHYTHM = "rhythm"
    AGENDA = "agenda"
    PAPERS = "papers"
    RULE = "rule"
    CONSENTS = "consents"


@dataclass(frozen=True, slots=True)
class Varied:
    """One thing and the values that are tried beside the one it has.

    ``subject`` is a forum's key, or a joint rule's where it is about consents. A rhythm is a key of
    ``rhythms.RHYTHMS``, a rule one of ``RULES``, all else a number as written.
    """

    sort: Sort
    subject: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One value of something that is varied."""

    sort: Sort
    subject: str
    value: str


def combinations(varied: Sequence[Varied], most: int) -> tuple[tuple[Chosen, ...], ...]:
    """Every combination, each thing also as it is; the first is the model as it is.

    Raises:
        ProblemsError: ``too_many_variants``.

    >>> every = combinations([Varied(Sort.AGENDA, "board", ("5",)), Varied(Sort.PAPERS, "board", ("3",))], 4)
    >>> [len(one) for one in every]
    [0, 1, 1, 2]
    """
    number = prod(1 + len(one.values) for one in varied)
    if number > most:
        raise ProblemsError.of("too_many_variants", None, number=number, most=most)
    choices = [(None, *(Chosen(one.sort, one.subject, value) for value in one.values)) for one in varied]
    return tuple(tuple(one for one in each if one is not None) for each in product(*choices))


def changes_of(model: GovernanceModel, chosen: Sequence[Chosen], on: date) -> tuple[Change, ...]:
    """What is to be changed in a model for what was chosen, as ``changing.with_changes`` takes it.

    Args:
        model: has the forums and joint rules that are named.
        chosen: each thing at most once.
        on: the day by which members are counted.

    Raises:
        ProblemsError: ``changed_in_two_ways``: two forums or rules share a number, and are to have two.
        KeyError: the model has no such forum or joint rule.
    """
    found: dict[str, Change] = {}
    for one in chosen:
        for change in _changes(model, one, on):
            if found.setdefault(change.where, change) != change:
                raise ProblemsError.of("changed_in_two_ways", change.place_in(model), where=change.where)
    return tuple(found.values())


def _changes(model: GovernanceModel, one: Chosen, on: date) -> Sequence[Change]:
    if one.sort is Sort.CONSENTS:
        return with_consents(model, one.subject, int(one.value), on)
    if one.sort is Sort.RULE:
        return [Change(f"forums.{one.subject}.deciding.rule", Rule(one.value).value)]
    if one.sort is Sort.RHYTHM:
        written = changes_of_forum(model, one.subject, rhythm=one.value)
    elif one.sort is Sort.AGENDA:
        written = changes_of_forum(model, one.subject, agenda=int(one.value))
    else:
        written = changes_of_forum(model, one.subject, papers=int(one.value))
    return [read_change(change) for change in written]


def with_consents(model: GovernanceModel, joint: str, least: int, on: date) -> tuple[Change, ...]:
    """A joint rule that is carried once so many members are with; where all had to be, whoever wants is in.

    Nothing is to be changed where so many have to be with already.
    """
    rule = model.spec.joint[joint]
    if rule.participation is Participation.ALL:
        return () if least >= len(members_on(model, on)) else _not_all(model, joint, least)
    if rule.least_members is None:
        return ()
    return (Change(rule.least_members, str(least)),)


def _not_all(model: GovernanceModel, joint: str, least: int) -> tuple[Change, ...]:
    """A number of the model's own is made for it."""
    number = f"parameters.{ONE_LESS}"
    since = f"{number}.values.{model.spec.valid_from.isoformat()}"
    return (
        *(Change(f"{number}.name.{language}", ONE_LESS) for language in ("da", "en", "nb")),
        Change(f"{number}.unit", "count"),
        Change(f"{since}.value", str(least)),
        Change(f"{since}.source", "assumed"),
        Change(f"joint.{joint}.participation", Participation.OPT_IN.value),
        Change(f"joint.{joint}.least_members", ONE_LESS),
    )
