"""Under which condition an outcome leads somewhere: exactly, as short as it can be said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from samspil.core.governance import kernel
from samspil.core.governance.conditions import (
    ALWAYS,
    Alternatives,
    Comparison,
    Tests,
    Vocabulary,
    both,
    can_overlap,
)
from samspil.core.governance.diagram.values_in_words import amount, listed, lowered
from samspil.core.governance.diagram.words import say
from samspil.core.governance.language.basics import Texts, When
from samspil.core.governance.language.routes import AttributeType
from samspil.core.governance.load import GovernanceModel

_OPPOSITE: Final = {
    kernel.OVER: kernel.AT_MOST,
    kernel.AT_MOST: kernel.OVER,
    kernel.UNDER: kernel.AT_LEAST,
    kernel.AT_LEAST: kernel.UNDER,
}
_HARD: Final = "\u00a0"  # a space that no line breaks at
_SIGNS: Final = {kernel.OVER: ">", kernel.AT_LEAST: "≥", kernel.UNDER: "<", kernel.AT_MOST: "≤"}


class Conditions:
    """A model's conditions on one day, in one language."""

    def __init__(self, model: GovernanceModel, on: date, language: str) -> None:
        self.model, self.on, self.language = model, on, language
        program = model.program
        self.words = Vocabulary(program.attributes, program.values, program.book)
        self.columns = program.book.columns_on(on.toordinal())[0]

    def exactly(self, guard: When | None, branch: When | None, before: Iterable[When | None]) -> Alternatives:
        """When an outcome's guard holds, and a branch does, and none of the branches before it.

        Nothing (an empty tuple) when that can never be on the day.

        Complexity: exponential in the clauses of one outcome's branches, of which a model has a few.
        """
        found = self._shortest(both(self.words.alternatives(guard), self.words.alternatives(branch)))
        for earlier in before:
            for clause in self.words.alternatives(earlier):
                found = self._shortest(both(found, tuple((self._opposite(test),) for test in clause)))
        return found

    def in_words(self, alternatives: Alternatives) -> str:
        """``Amount ≤ DKK 100,000 and needs a new appropriation: no``; nothing for what always holds."""
        if alternatives in (ALWAYS, ()):
            return ""
        clauses = [listed([self._test(test) for test in clause], self.language) for clause in alternatives]
        said = listed([lowered(clause) for clause in clauses], self.language, "or")
        return said[0].upper() + said[1:]

    def _opposite(self, test: Comparison) -> Comparison:
        if test.operator == kernel.IN:
            every = (1 << len(self.words.values[self.words.attributes[test.attribute]])) - 1
            return Comparison(test.attribute, kernel.IN, every & ~test.operand)
        return Comparison(test.attribute, _OPPOSITE[test.operator], test.operand)

    def _shortest(self, alternatives: Alternatives) -> Alternatives:
        """The same condition without what cannot be, what is said twice, and what need not be said."""
        clauses = [self._merged(clause) for clause in alternatives if self._is_possible(clause)]
        short: list[Tests] = []
        for number, clause in enumerate(clauses):
            others = [*short, *clauses[number + 1 :]]
            if not any(self._implies(clause, other) for other in others):
                short.append(clause)
        return tuple(self._without_needless(clause, short) for clause in short)

    def _merged(self, clause: Tests) -> Tests:
        """One test of a choice's values for each attribute, and no test that another makes needless."""
        masks: dict[int, int] = {}
        for test in clause:
            if test.operator == kernel.IN:
                masks[test.attribute] = masks.get(test.attribute, -1) & test.operand
        merged = [
            test._replace(operand=masks.pop(test.attribute)) if test.operator == kernel.IN else test
            for test in clause
            if test.operator != kernel.IN or test.attribute in masks
        ]
        kept: list[Comparison] = []
        for number, test in enumerate(merged):
            if not self._implies((*kept, *merged[number + 1 :]), (test,)):
                kept.append(test)
        return tuple(kept)

    def _without_needless(self, clause: Tests, all_clauses: Sequence[Tests]) -> Tests:
        """``a and not b, or b`` is ``a or b``: leave out what another alternative covers."""
        kept = clause
        for test in clause:
            rest = tuple(one for one in kept if one != test)
            turned = (*rest, self._opposite(test))
            if any(other != clause and self._implies(turned, other) for other in all_clauses):
                kept = rest
        return kept

    def _is_possible(self, clause: Tests) -> bool:
        return can_overlap((clause,), ALWAYS, self.columns)

    def _implies(self, clause: Tests, other: Tests) -> bool:
        return not any(self._is_possible((*clause, self._opposite(test))) for test in other)

    def _test(self, test: Comparison) -> str:
        key = self.words.attributes[test.attribute]
        attribute = self.model.spec.attributes[key]
        name = lowered(attribute.name.in_language(self.language))
        if test.operator != kernel.IN:
            reading = self.model.program.book.read(self.words.book.keys[test.operand], self.on)
            limit = amount(reading.value, reading.unit, self.language)
            return f"{name} {_HARD.join([_SIGNS[test.operator], *limit.split(' ')])}"
        values = self.words.values[key]
        chosen = [value for number, value in enumerate(values) if test.operand >> number & 1]
        left_out = [value for value in values if value not in chosen]
        if attribute.type is not AttributeType.YES_NO and len(left_out) == 1 and len(chosen) > 1:
            return f"{name}: {say('not', self.language)} {self._value(key, left_out[0])}"
        said = " / ".join(self._value(key, value) for value in chosen)
        return f"{name}:{_HARD if len(chosen) == 1 else ' '}{said}"

    def _value(self, key: str, value: str) -> str:
        attribute = self.model.spec.attributes[key]
        if attribute.type is AttributeType.YES_NO:
            return say(value, self.language)
        names: Mapping[str, Texts] = (
            {
                phase: spec.name
                for phase, spec in self.model.spec.project_models[attribute.phases_of].phases.items()
            }
            if attribute.phases_of
            else {choice: spec.name for choice, spec in (attribute.choices or {}).items()}
        )
        return names[value].in_language(self.language)
