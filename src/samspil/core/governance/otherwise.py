"""What would send a matter another way: each answer that, given otherwise, leads elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from samspil.core.errors import ProblemsError
from samspil.core.governance.clocks import local_day
from samspil.core.governance.language.basics import Unit
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import Matter, Value, currency_of, kind_of
from samspil.core.governance.questions import Way, route
from samspil.core.units import Money

_MONEY = frozenset({Unit.MONEY_DKK, Unit.MONEY_NOK})


class Comparison(StrEnum):
    """How the other answer stands to the value that is named."""

    IS = "is"
    OVER = "over"
    AT_LEAST = "at_least"
    UNDER = "under"
    AT_MOST = "at_most"


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Another answer and the way that the matter would then take. Money is whole øre."""

    attribute: str
    comparison: Comparison
    value: int | str | bool
    way: Way


def otherwise(model: GovernanceModel, matter: Matter, at: datetime) -> tuple[Otherwise, ...]:
    """Tell which single other answer would change who the matter comes to or what is taken to come of it.

    Amounts and numbers are tried on both sides of every limit that the model's parameters set, in
    either direction from what is given; a limit that changes nothing is not told. An answer that the
    model does not allow for this matter is left out.

    Args:
        model: the model that the matter is brought under.
        matter: complete.
        at: when it is brought.

    Raises:
        ProblemsError: as ``questions.route`` for the matter as it is.

    Complexity: values of choices and parameters, times the steps passed.

    Source: F2.15.

    >>> from datetime import datetime
    >>> from zoneinfo import ZoneInfo
    >>> from samspil import library
    >>> from samspil.core.governance import Matter, Money, load
    >>> model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    >>> known = {"new_appropriation": False, "personal_data": True, "replaces_system": False}
    >>> wish = Matter("m1", "purchase_request", {"amount": Money.of(40000), **known}, "anna")
    >>> at = datetime(2026, 11, 23, 10, tzinfo=ZoneInfo("Europe/Copenhagen"))
    >>> [(one.attribute, one.comparison.value, one.value) for one in otherwise(model, wish, at)]
    [('amount', 'over', 10000000), ('new_appropriation', 'is', True)]
    """
    trial = _Trial(model, matter, at)
    usual = _turns(route(model, matter, at))
    return tuple(one for key in kind_of(model, matter.kind).attributes for one in trial.answers(key, usual))


_Turns = tuple[tuple[str, str, str], ...]


def _turns(way: Way) -> _Turns:
    """What makes two ways the same: the steps, whose they are and what comes of each."""
    return tuple((one.step.key, str(one.step.body), one.outcome.key) for one in way.passages)


@dataclass(frozen=True, slots=True)
class _Trial:
    """One matter whose answers are changed one at a time."""

    model: GovernanceModel
    matter: Matter
    at: datetime

    def answers(self, key: str, usual: _Turns) -> Iterator[Otherwise]:
        kind = self.model.spec.attributes[key].type
        if kind in (AttributeType.MONEY, AttributeType.NUMBER):
            yield from self._limits(key, kind is AttributeType.MONEY)
            return
        others = (True, False) if kind is AttributeType.YES_NO else self.model.program.values[key]
        for value in others:
            if value != self.matter.attributes[key]:
                way = self._way(key, value)
                if way is not None and _turns(way) != usual:
                    yield Otherwise(key, Comparison.IS, value, way)

    def _limits(self, key: str, is_money: bool) -> Iterator[Otherwise]:
        given = self.matter.attributes[key]
        own = given.minor if isinstance(given, Money) else int(given)
        for limit in self._limits_on_the_day(is_money):
            for low in range(max(limit - 1, 0), limit + 1):
                below, above = self._at(key, low, is_money), self._at(key, low + 1, is_money)
                if below is None or above is None or _turns(below) == _turns(above):
                    continue
                names_low = low == limit
                if own <= low:
                    comparison = Comparison.OVER if names_low else Comparison.AT_LEAST
                    yield Otherwise(key, comparison, limit, above)
                else:
                    comparison = Comparison.AT_MOST if names_low else Comparison.UNDER
                    yield Otherwise(key, comparison, limit, below)

    def _limits_on_the_day(self, is_money: bool) -> list[int]:
        """The whole values that parameters of the same sort have; a model has a few dozen at most."""
        book, on = self.model.program.book, local_day(self.model, self.at)
        found = set()
        for key, spec in book.specs.items():
            if (spec.unit in _MONEY) is is_money and min(spec.values) <= on:
                value = book.read(key, on).value
                if value.denominator == 1:
                    found.add(int(value))
        return sorted(found)

    def _at(self, key: str, number: int, is_money: bool) -> Way | None:
        return self._way(key, Money(number, currency_of(self.model)) if is_money else number)

    def _way(self, key: str, value: Value) -> Way | None:
        attributes: Mapping[str, Value] = {**self.matter.attributes, key: value}
        try:
            return route(self.model, replace(self.matter, attributes=attributes), self.at)
        except ProblemsError:
            return None
