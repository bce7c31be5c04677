"""What a rule makes of an amount: each member's exact part of it, before anything is rounded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from dateutil.relativedelta import relativedelta

from samspil.core.errors import ProblemsError
from samspil.core.finance.cost_keys.ground import Member, Period, forecast_of, inhabitants_of, use_of
from samspil.core.finance.cost_keys.rules import (
    AboveThreshold,
    Agreed,
    Bands,
    Degressive,
    Equal,
    Flat,
    Inhabitants,
    Priced,
    Rule,
    Split,
    Step,
    Tariff,
    Use,
    Weighed,
)

Parts = dict[str, Fraction]
_OERE = 100


@dataclass(frozen=True, slots=True)
class Ground:
    """What a rule is used on.

    Args:
        members: those that carry, each key once.
        period: the days that the cost is of.
        by_days: whether one that took part half the period counts half. What is counted as use is counted
            as it is.
        population_on: the day inhabitants were counted on, to be told.
        whose: the member that had the cost, for a threshold.
    """

    members: tuple[Member, ...]
    period: Period
    by_days: bool = False
    population_on: date | None = None
    whose: str = ""

    def days(self, member: Member) -> Fraction:
        """The part of the period that a member counts for."""
        return self.period.part(member) if self.by_days else Fraction(1)

    def only(self, keys: tuple[str, ...]) -> Ground:
        """The same for some of the members; none named: all."""
        return replace(self, members=tuple(one for one in self.members if not keys or one.key in keys))


def divided(rule: Rule, amount: Fraction, ground: Ground) -> Parts:
    """An amount in oere by a rule: parts that sum to it exactly.

    Raises:
        ProblemsError: ``cost_key_weighs_nothing``, ``cost_key_does_not_sum``, ``member_not_in_cost_key``,
            ``cost_without_owner``, and what is not known of members.
    """
    if isinstance(rule, Split):
        return _split(rule, amount, ground)
    if isinstance(rule, AboveThreshold):
        return _above(rule, amount, ground)
    weights = weights_of(rule, ground)
    total = sum(weights.values(), Fraction(0))
    if not total:
        raise ProblemsError.of("cost_key_weighs_nothing", rule=rule.by)
    return {key: amount * weight / total for key, weight in weights.items()}


def weights_of(rule: Weighed, ground: Ground) -> Parts:
    """What each weighs; where the rule is a price, what each pays, in oere and exact."""
    days = {one.key: ground.days(one) for one in ground.members}
    match rule:
        case Flat() | Tariff() | Degressive() | Bands():
            weights = {key: _OERE * kroner for key, kroner in _priced(rule, ground, days).items()}
        case Equal():
            weights = days
        case Agreed():
            weights = _agreed(rule, days)
        case Inhabitants():
            weights = {key: days[key] * people for key, people in _people(ground).items()}
        case Use():
            weights = {key: Fraction(used) for key, used in use_of(ground.members).items()}
        case _:
            weights = {
                one.key: Fraction(_is_expected(one, rule.years, ground.period)) for one in ground.members
            }
    return weights


def _priced(rule: Priced, ground: Ground, days: Mapping[str, Fraction]) -> Parts:
    match rule:
        case Flat():
            people = {key: days[key] * one for key, one in _people(ground).items()}
            all_of_it = rule.price * sum(forecast_of(ground.members).values())
            everybody = sum(people.values(), Fraction(0))
            return {key: all_of_it * one / everybody for key, one in people.items()}
        case Tariff():
            nobody = dict.fromkeys(days, 0)
            people_of = _people(ground) if rule.inhabitant else nobody
            used = use_of(ground.members) if rule.use else nobody
            return {
                key: part * (rule.member + rule.inhabitant * people_of[key]) + rule.use * used[key]
                for key, part in days.items()
            }
        case Degressive():
            return {key: days[key] * by_steps(rule.steps, one) for key, one in _people(ground).items()}
        case _:
            return {key: days[key] * _band(rule.steps, one) for key, one in _people(ground).items()}


def by_steps(steps: tuple[Step, ...], number: int) -> Fraction:
    """Each of a number at the rate of its own step.

    >>> half = (Step(up_to=150_000, rate="25"), Step(rate="12.5"))
    >>> int(by_steps(half, 200_000))
    4375000
    """
    paid, below = Fraction(0), 0
    for step in steps:
        end = number if step.up_to is None else min(step.up_to, number)
        paid += step.rate * max(end - below, 0)
        below = max(end, below)
    return paid


def _band(steps: tuple[Step, ...], number: int) -> Fraction:
    return next(one.rate for one in steps if one.up_to is None or number <= one.up_to)


def _agreed(rule: Agreed, days: Mapping[str, Fraction]) -> Parts:
    total = sum(rule.shares.values(), Fraction(0))
    if total != 1:
        raise ProblemsError.of("cost_key_does_not_sum", sum=total, total=1)
    missing = sorted(set(days) - set(rule.shares))
    if missing:
        raise ProblemsError.of("member_not_in_cost_key", members=", ".join(missing))
    return {key: rule.shares[key] * part for key, part in days.items()}


def _is_expected(member: Member, years: int, period: Period) -> bool:
    begins = member.expected_on or member.from_on
    return begins is None or begins <= period.first + relativedelta(years=years)


def _split(rule: Split, amount: Fraction, ground: Ground) -> Parts:
    total = sum((part.share for part in rule.parts), Fraction(0))
    if total != 1:
        raise ProblemsError.of("cost_key_does_not_sum", sum=total, total=1)
    parts: Parts = {one.key: Fraction(0) for one in ground.members}
    for part in rule.parts:
        if part.share:
            for key, one in divided(part.rule, amount * part.share, ground.only(part.members)).items():
                parts[key] += one
    return parts


def _above(rule: AboveThreshold, amount: Fraction, ground: Ground) -> Parts:
    if ground.whose not in {one.key for one in ground.members}:
        raise ProblemsError.of("cost_without_owner", member=ground.whose)
    own = min(amount, _OERE * rule.threshold)
    parts = divided(rule.rule, amount - own, ground)
    parts[ground.whose] += own
    return parts


def _people(ground: Ground) -> dict[str, int]:
    return inhabitants_of(ground.members, ground.population_on)
