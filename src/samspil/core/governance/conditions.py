"""Conditions as alternatives of clauses: what the kernel tests, and what can be reasoned about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from samspil.core.governance import kernel
from samspil.core.governance.language.basics import Bounds, Clause
from samspil.core.governance.parameters import ParameterBook

YES_NO: Final = ("no", "yes")
MOST_PIECES: Final = 2_000

_OPPOSITES: Final = {
    kernel.OVER: kernel.AT_MOST,
    kernel.AT_MOST: kernel.OVER,
    kernel.UNDER: kernel.AT_LEAST,
    kernel.AT_LEAST: kernel.UNDER,
}


class Comparison(NamedTuple):
    """One comparison: an attribute's number, a kernel operator, a bit mask or a parameter's number."""

    attribute: int
    operator: int
    operand: int


Tests = tuple[Comparison, ...]
Alternatives = tuple[Tests, ...]
ALWAYS: Final[Alternatives] = ((),)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What conditions are about: attributes by number, the values of each choice, the parameters."""

    attributes: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    book: ParameterBook

    def one_of(self, attribute: str, chosen: Sequence[str]) -> Comparison:
        """The attribute is one of these values."""
        values = self.values[attribute]
        mask = sum(1 << values.index(value) for value in set(chosen))
        return Comparison(self.attributes.index(attribute), kernel.IN, mask)

    def compared(self, attribute: str, operator: int, parameter: str) -> Comparison:
        """The attribute against a dated parameter."""
        return Comparison(self.attributes.index(attribute), operator, self.book.number_of(parameter))

    def opposite(self, test: Comparison) -> Comparison:
        """The test that holds exactly where this one does not."""
        if test.operator == kernel.IN:
            values = self.values[self.attributes[test.attribute]]
            return test._replace(operand=test.operand ^ ((1 << len(values)) - 1))
        return test._replace(operator=_OPPOSITES[test.operator])

    def is_within(self, one: Alternatives, other: Alternatives, parameters: Sequence[int]) -> bool:
        """Whether every matter that meets the first meets the other too, on one day.

        The other's alternatives are taken away from the first one by one; what is left is outside.
        Exact, but that it answers no when more than some thousand pieces must be looked at.
        """
        pieces: list[tuple[Tests, Alternatives]] = [(tests, other) for tests in one]
        for _ in range(MOST_PIECES):
            if not pieces:
                return True
            tests, rest = pieces.pop()
            if not _is_possible(tests, parameters):
                continue
            if not rest:
                return False
            for index, test in enumerate(rest[0]):
                pieces.append(((*tests, *rest[0][:index], self.opposite(test)), rest[1:]))
        return False

    def alternatives(self, when: Clause | list[Clause] | None) -> Alternatives:
        """A condition as written, as alternatives of tests."""
        if when is None:
            return ALWAYS
        clauses = when if isinstance(when, list) else [when]
        return tuple(tuple(self._tests(clause)) for clause in clauses)

    def _tests(self, clause: Clause) -> Iterator[Comparison]:
        for attribute, test in clause.items():
            if isinstance(test, Bounds):
                yield from (
                    self.compared(attribute, operator, parameter) for operator, parameter in comparisons(test)
                )
            elif isinstance(test, bool):
                yield self.one_of(attribute, [YES_NO[test]])
            else:
                yield self.one_of(attribute, test if isinstance(test, list) else [test])


def comparisons(bounds: Bounds) -> list[tuple[int, str]]:
    """The comparisons that bounds stand for, as kernel operators and parameter keys."""
    written = [
        (kernel.OVER, bounds.over),
        (kernel.AT_LEAST, bounds.at_least),
        (kernel.UNDER, bounds.under),
        (kernel.AT_MOST, bounds.at_most),
    ]
    return [(operator, parameter) for operator, parameter in written if parameter is not None]


def both(one: Alternatives, other: Alternatives) -> Alternatives:
    """The alternatives under which both hold.

    >>> a, b, c = Comparison(0, 0, 1), Comparison(1, 0, 1), Comparison(2, 0, 1)
    >>> both(((a,), (b,)), ((c,),)) == ((a, c), (b, c))
    True
    """
    return tuple(mine + theirs for mine in one for theirs in other)


def can_overlap(one: Alternatives, other: Alternatives, parameters: Sequence[int]) -> bool:
    """Whether some matter meets both, with the parameters as they are on one day.

    Exact: each attribute is tested apart, so a clause can be met when every attribute's tests can.
    """
    return any(_is_possible(tests, parameters) for tests in both(one, other))


def _is_possible(tests: Tests, parameters: Sequence[int]) -> bool:
    return all(
        _has_value([test for test in tests if test.attribute == attribute], parameters)
        for attribute in {test.attribute for test in tests}
    )


def _has_value(tests: Sequence[Comparison], parameters: Sequence[int]) -> bool:
    mask, low, high = -1, 0, None
    for test in tests:
        if test.operator == kernel.IN:
            mask &= test.operand
            continue
        limit = parameters[test.operand]
        if test.operator == kernel.OVER:
            low = max(low, limit + 1)
        elif test.operator == kernel.AT_LEAST:
            low = max(low, limit)
        else:
            top = limit - (test.operator == kernel.UNDER)
            high = top if high is None else min(high, top)
    return mask != 0 and (high is None or low <= high)
