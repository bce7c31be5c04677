"""The same futures in plain Python, one number at a time; only the tables of quantiles are the same."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from math import asin, pi, sqrt
from typing import Any

from samspil.core.forecasting.futures.tables import by_level, by_normal, normal_by_level, quantiles_of
from samspil.core.forecasting.question import Plan, Question

LOW = 0xFFFFFFFF


def philox(counter: Sequence[int], key: Sequence[int]) -> list[int]:
    a, b, c, d = counter
    k0, k1 = key
    for _round in range(10):
        p, q = a * 0xD2511F53, c * 0xCD9E8D57
        a, b, c, d = (q >> 32) ^ b ^ k0, q & LOW, (p >> 32) ^ d ^ k1, p & LOW
        k0, k1 = (k0 + 0x9E3779B9) & LOW, (k1 + 0xBB67AE85) & LOW
    return [a, b, c, d]


def single(value: float) -> float:
    return float(struct.unpack("<f", struct.pack("<f", value))[0])


def by_word(word: int, table: Any) -> float:
    level = word >> 8
    is_upper = level >= 1 << 23
    near = (1 << 24) - 1 - level if is_upper else level
    bits = struct.unpack("<I", struct.pack("<f", near + 0.5))[0]
    cell = (bits >> 17) - (126 << 6) + (1536 if is_upper else 0)
    return single(float(table[cell][0]) + float(table[cell][1]) * ((bits & 0x1FFFF) / 0x20000))


def by_value(normal: float, table: Any) -> float:
    place = (min(max(normal, -6.0), 6 - 1e-9) + 6) * 128
    return single(float(table[int(place)][0]) + float(table[int(place)][1]) * (place - int(place)))


def reached(amounts: Sequence[int], time: float) -> float:
    """How much of yearly amounts has come by a time, each spread evenly over its year."""
    return sum(amount * min(max(time - year, 0.0), 1.0) for year, amount in enumerate(amounts))


@dataclass
class Late:
    """One plan, so much later than planned."""

    plan: Plan
    late: float
    rate: float
    costs: list[float] = field(default_factory=list)
    benefits: list[float] = field(default_factory=list)
    net_cost: float = 0.0
    net_benefit: float = 0.0

    def __post_init__(self) -> None:
        years, live = len(self.plan.costs), self.plan.months_to_go_live / 12
        costs = [one.minor for one in self.plan.costs]
        benefits = [one.minor for one in self.plan.benefits]
        for year in range(2 * years + 1):
            begins, ends = self._meant(year, live), self._meant(year + 1, live)
            building = reached(costs, min(ends, live)) - reached(costs, min(begins, live))
            cost = reached(costs, ends) - reached(costs, begins)
            benefit = reached(benefits, ends) - reached(benefits, begins)
            if year < years:
                self.costs.append(cost)
                self.benefits.append(benefit)
                self.net_cost += cost / (1 + self.rate) ** year
                self.net_benefit += benefit / (1 + self.rate) ** year
            else:
                self.net_cost += building / (1 + self.rate) ** year

    def _meant(self, time: float, live: float) -> float:
        if time < live + self.late:
            return time * live / (live + self.late)
        return time - self.late


def mixed(low: float, high: float, part: float) -> float:
    return low * (1 - part) + high * part


@dataclass
class ByHand:
    """All scenarios of a question."""

    cost: list[float] = field(default_factory=list)
    cost_by_year: list[list[float]] = field(default_factory=list)
    benefit_by_year: list[list[float]] = field(default_factory=list)
    net: list[float] = field(default_factory=list)
    end: list[float] = field(default_factory=list)
    parts: list[list[tuple[float, float, float]]] = field(default_factory=list)


def drawn_by_hand(question: Question) -> ByHand:
    found = ByHand()
    correlation = 2 * sin_of(question.together)
    table = by_normal if correlation else by_level
    tables = {one.key: table(quantiles_of(one)).tolist() for one in question.classes}
    normal = normal_by_level().tolist()
    key = (question.seed & LOW, question.seed >> 32)
    words = {
        one.id: struct.unpack("<3I", blake2b(one.id.encode(), digest_size=12).digest())
        for one in question.plans
    }
    rate = float(question.rate)
    grid = {
        one.id: [Late(one, step / 4, rate) for step in range(4 * question.years + 2)]
        for one in question.plans
    }
    for scenario in range(question.scenarios):
        years = [[0.0] * question.years, [0.0] * question.years]
        cost = net = end = 0.0
        parts = []
        shared = by_word(philox((scenario, 0, 0, 0), key)[0], normal) if correlation else 0.0
        for plan in question.plans:
            drawn = philox((scenario, *words[plan.id]), key)
            ratios = []
            for way, word, (_measured, name) in zip((1, 1, -1), drawn, plan.classes, strict=False):
                if correlation:
                    value = way * sqrt(correlation) * shared + sqrt(1 - correlation) * by_word(word, normal)
                    ratios.append(by_value(value, tables[name]))
                else:
                    ratios.append(by_word(word, tables[name]))
            costs, lasts, brings = ratios
            live = plan.months_to_go_live / 12
            late = max(lasts - 1, 0.0) * live
            step = int(min(late, question.years) * 4)
            part = min(late, question.years) * 4 - step
            low, high, as_planned = grid[plan.id][step], grid[plan.id][step + 1], grid[plan.id][0]
            for year in range(question.years):
                years[0][year] += costs * mixed(low.costs[year], high.costs[year], part)
                years[1][year] += brings * mixed(low.benefits[year], high.benefits[year], part)
            paid = costs * mixed(low.net_cost, high.net_cost, part)
            gained = brings * mixed(low.net_benefit, high.net_benefit, part)
            net += gained - paid
            cost += costs * sum(one.minor for one in plan.costs)
            end = max(end, live + late)
            dearer = -(costs - 1) * as_planned.net_cost
            better = (brings - 1) * as_planned.net_benefit
            whole = gained - paid - (as_planned.net_benefit - as_planned.net_cost)
            parts.append((dearer, whole - dearer - better, better))
        found.cost.append(cost)
        found.cost_by_year.append(years[0])
        found.benefit_by_year.append(years[1])
        found.net.append(net)
        found.end.append(end)
        found.parts.append(parts)
    return found


def sin_of(rank: float) -> float:
    """sin(pi r / 6), from the other way round: r = 6 / pi asin(rho / 2)."""
    low, high = 0.0, 0.5
    for _halving in range(200 if rank else 0):
        middle = (low + high) / 2
        low, high = (middle, high) if 6 / pi * asin(middle) < rank else (low, middle)
    return low


def shares_of(found: ByHand) -> list[list[float]]:
    """Covariances with the whole, over its variance, by their definition."""
    size = len(found.net)
    mean = sum(found.net) / size
    variance = sum((one - mean) ** 2 for one in found.net) / size
    shares = []
    for plan in range(len(found.parts[0])):
        row = []
        for cause in range(3):
            values = [scenario[plan][cause] for scenario in found.parts]
            middle = sum(values) / size
            both = zip(values, found.net, strict=True)
            row.append(sum((value - middle) * (net - mean) for value, net in both) / size / variance)
        shares.append(row)
    return shares
