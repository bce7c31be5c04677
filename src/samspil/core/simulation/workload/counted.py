"""A workload of an organisation's own matters: what came in a period, counted; the rest as it was assumed.

How often each kind came and what was known of the matters is counted always; how long a step took and what
came of it only where it has happened often enough to say something of it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Final

from samspil.core.governance.language.routes import AttributeType, Do
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Value
from samspil.core.simulation.workload.shares import scaled
from samspil.core.units import Money

LEAST_TIMES: Final = 5  # a step that happened more seldom tells too little
YEAR: Final = 365
WARM_UP_DAYS: Final = 365
_POINTS: Final = 20
_HOUR: Final = 3600
Written = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Seen:
    """A matter that was brought: its kind, and what was known of it."""

    kind: str
    facts: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Stayed:
    """A matter was at a step of a route for so many seconds on the clock, and left it by an outcome."""

    route: str
    step: str
    seconds: int
    outcome: str


@dataclass(frozen=True, slots=True)
class Counted:
    """A workload as its file would say it, and what in it was counted.

    Attributes:
        written: it.
        matters: how many of each kind came.
        steps: how often each step that was measured was left, by route and key.
    """

    written: Written
    matters: Mapping[str, int]
    steps: Mapping[tuple[str, str], int]


def count(
    models: Sequence[GovernanceModel],
    base: Mapping[str, Any],
    seen: Sequence[Seen],
    stayed: Iterable[Stayed],
    period: tuple[date, date],
) -> Counted:
    """What came in a period as a workload, over one that says the rest.

    Args:
        models: those that the matters went by; the first that knows a kind says what its facts are.
        base: a workload as its file says it; what it says of steps, forums and people stays.
        seen: what came from the first day on and before the second; at least one.
        stayed: where matters were in that time.
        period: the two days.

    Raises:
        ValueError: nothing came, so there is nothing to count.

    Complexity: linear in what is counted, and its logarithm.
    """
    matters = Counter(one.kind for one in seen)
    days = (period[1] - period[0]).days
    if not matters or days < 1:
        raise ValueError("nothing came")
    source = f"data: {period[0].isoformat()} – {period[1].isoformat()}"
    facts: dict[str, list[Mapping[str, Value]]] = defaultdict(list)
    for one in seen:
        facts[one.kind].append(one.facts)
    arrivals = {}
    for kind in sorted(matters):
        model = next((one for one in models if kind in one.spec.kinds), None)
        if model is not None:
            arrivals[kind] = {
                "kind": kind,
                "per_year": decimal(Fraction(matters[kind] * YEAR, days)),
                "facts": _facts(model, kind, facts[kind]),
                "source": source,
            }
    steps, times = _steps(models, base.get("steps", {}), stayed, source)
    written = {
        **base,
        "key": "own_matters",
        "starts": period[1].isoformat(),
        "warm_up_days": WARM_UP_DAYS,
        "arrivals": arrivals,
        "under_way": [],
        "steps": steps,
        "source": source,
    }
    return Counted(written, {kind: matters[kind] for kind in arrivals}, times)


def _facts(model: GovernanceModel, kind: str, known: Sequence[Mapping[str, Value]]) -> Written:
    """What was known of the matters of a kind; nothing of what none of them said."""
    found: Written = {}
    for key in model.spec.kinds[kind].attributes:
        values = [one[key] for one in known if key in one]
        if values:
            fact = _fact(model.spec.attributes[key].type, values)
            if fact is not None:
                found[key] = fact
    return found


def _fact(sort: AttributeType, values: Sequence[Value]) -> Written | None:
    if sort is AttributeType.YES_NO:
        return {"yes": decimal(Fraction(sum(one is True for one in values), len(values)))}
    if sort in (AttributeType.MONEY, AttributeType.NUMBER):
        numbers = [one for value in values if (one := _number(value)) is not None]
        return {"amount": spread(numbers)} if numbers else None
    return {"chances": scaled(Counter(str(one) for one in values))}


def _number(value: Value) -> Fraction | None:
    if isinstance(value, Money):
        return Fraction(value.minor, 100)
    return Fraction(value) if isinstance(value, int) else None


def spread(numbers: Sequence[Fraction]) -> Written:
    """Numbers as they were, by quantiles at even steps; one that they all are is fixed.

    >>> spread([Fraction(3), Fraction(1), Fraction(2)])
    {'quantiles': ['1', '2', '3']}
    >>> spread([Fraction(7), Fraction(7)])
    {'fixed': '7'}
    """
    ordered = sorted(numbers)
    if ordered[0] == ordered[-1]:
        return {"fixed": decimal(ordered[0])}
    points = min(_POINTS, len(ordered) - 1)
    return {"quantiles": [decimal(ordered[at * (len(ordered) - 1) // points]) for at in range(points + 1)]}


def _steps(
    models: Sequence[GovernanceModel], base: Mapping[str, Any], stayed: Iterable[Stayed], source: str
) -> tuple[Written, dict[tuple[str, str], int]]:
    """What the workload says of steps, with what was measured over it."""
    by_step: dict[tuple[str, str], list[Stayed]] = defaultdict(list)
    for one in stayed:
        by_step[one.route, one.step].append(one)
    found: Written = {route: dict(said) for route, said in base.items()}
    times = {}
    for (route, step), each in by_step.items():
        model = next((one for one in models if step in _steps_of(one, route)), None)
        if model is None or len(each) < LEAST_TIMES or _steps_of(model, route)[step].do is Do.INFORM:
            continue
        before = found.get(route, {}).get(step, {})
        found.setdefault(route, {})[step] = {
            **before,
            **_measured(model, route, step, each),
            "source": source,
        }
        times[route, step] = len(each)
    return found, times


def _steps_of(model: GovernanceModel, route: str) -> Mapping[str, Any]:
    return model.spec.routes[route].steps if route in model.spec.routes else {}


def _measured(model: GovernanceModel, route: str, key: str, each: Sequence[Stayed]) -> Written:
    """How often each outcome; and how long, where people work and no meeting is waited for."""
    spec = model.spec.routes[route].steps[key]
    found: Written = {}
    chosen = Counter(one.outcome for one in each if one.outcome in spec.outcomes)
    if chosen and spec.do is not Do.CONSENT:
        found["outcomes"] = scaled(chosen)
    bodies = [one.body for one in model.program.steps if (one.route, one.key) == (route, key)]
    if all(one.sort == "role" for one in bodies):
        hours = spread([Fraction(one.seconds, _HOUR) for one in each])
        found["takes"] = {"hours": hours}
    return found


def decimal(value: Fraction) -> str:
    """A number as workloads write it, six decimals at most.

    >>> decimal(Fraction(1, 3)), decimal(Fraction(12))
    ('0.333333', '12')
    """
    whole, rest = divmod(round(value * 1_000_000), 1_000_000)
    return f"{whole}.{rest:06}".rstrip("0").rstrip(".") if rest else str(whole)
