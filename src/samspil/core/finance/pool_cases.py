"""What the cases of a model say of its pools: each difference is a problem with the line that says otherwise.

The language of cases is the models'; what a pool gives is reckoned here, so it is held here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import partial

from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.instalments import Terms, fixed
from samspil.core.finance.pool_limits import Asked, Limits, refusal
from samspil.core.finance.pools import carry_over, levy
from samspil.core.governance.cases.language import (
    ApplicationAsExpected,
    CasesFile,
    LevyAsExpected,
    LoanAsExpected,
    PoolAsExpected,
    YearEndAsExpected,
)
from samspil.core.governance.document import Document, read
from samspil.core.governance.language.commitments import Pool
from samspil.core.governance.load import GovernanceModel
from samspil.core.governance.matter import currency_of
from samspil.core.governance.shape import shaped
from samspil.core.units import Money

Compared = Iterator[tuple[str, object, object]]
_MONEY = ("size", "annual_amount", "ceiling")
_WHOLE = ("period", "largest_payback", "most_instalments", "reports_within")
_SHARES = ("second_part", "interest")


def pool_problems(model: GovernanceModel, files: Mapping[str, bytes]) -> list[Problem]:
    """Hold what a model's cases expect of its pools against what the pools give on each case's day.

    Args:
        model: the model that the cases are about.
        files: the model's files; those under ``cases/`` are read.

    Raises:
        ProblemsError: a file of cases is not as it must be.

    Linear in what is expected.
    """
    found: list[Problem] = []
    for name in sorted(files):
        if name.startswith("cases/"):
            document = read(files[name], f"{model.key}/{name}")
            found += _of_file(model, document, shaped(document, CasesFile))
    return found


def _of_file(model: GovernanceModel, document: Document, cases: CasesFile) -> Iterator[Problem]:
    for key, case in cases.cases.items():
        for pool, expected in case.expect.pools.items():
            path = ("cases", key, "expect", "pools", pool)
            spec = model.spec.pools.get(pool)
            if spec is None:
                yield Problem(
                    "case_fails",
                    {"case": key, "what": "pools", "expected": pool, "got": "–"},
                    document.place(path),
                )
                continue
            on_day = _OnDay(model, spec, case.on.date())
            for what, wanted, got in on_day.compared(expected):
                if wanted != got:
                    yield Problem(
                        "case_fails",
                        {"case": key, "what": what, "expected": str(wanted), "got": str(got)},
                        document.place((*path, what)),
                    )


@dataclass(frozen=True, slots=True)
class _OnDay:
    """A pool's rule on a day, and what it comes to."""

    model: GovernanceModel
    pool: Pool
    on: date

    def compared(self, expected: PoolAsExpected) -> Compared:
        """What was expected beside what is, for all that is written."""
        said = expected.model_fields_set
        for name, wanted, got in self._plain(expected):
            if name in said:
                yield name, wanted, got
        reckoned = {
            "levy": lambda: self._levy(expected.levy),
            "loan": lambda: self._loan(expected.loan),
            "year_end": lambda: self._year_end(expected.year_end),
            "applications": lambda: self._applications(expected.applications or []),
        }
        for name, reckon in reckoned.items():
            if name in said:
                yield (name, *_reckoned(reckon))

    def _plain(self, expected: PoolAsExpected) -> Compared:
        yield "forms", expected.forms, [one.value for one in self.pool.forms]
        yield "criteria", expected.criteria, list(self.pool.criteria)
        weights = {key: self._read(one.weight) or Fraction(0) for key, one in self.pool.criteria.items()}
        yield "weights", {key: Fraction(one) for key, one in (expected.weights or {}).items()}, weights
        for name in _MONEY:
            minor = self._read(getattr(self.pool, name))
            got = None if minor is None else self._money_minor(minor)
            wanted, there = _reckoned(partial(self._beside, getattr(expected, name), got))
            yield name, wanted, there
        for name in _WHOLE:
            yield name, getattr(expected, name), self._read(getattr(self.pool, name))
        for name in _SHARES:
            written = getattr(expected, name)
            yield name, None if written is None else Fraction(written), self._read(getattr(self.pool, name))

    def _beside(self, written: int | str | None, got: Money | None) -> tuple[object, object]:
        return None if written is None else self._money(written), got

    def _levy(self, expected: LevyAsExpected | None) -> tuple[object, object]:
        rule = self.pool.levy
        rate, to_pool = (self._read(rule.rate), self._read(rule.to_pool)) if rule else (None, None)
        if expected is None or rate is None or to_pool is None:
            return expected, None
        parts = levy(self._money(expected.of), self.on.year, per_mille=rate, to_pool=to_pool)
        wanted = (self._money(expected.whole), self._money(expected.to_pool), self._money(expected.rest))
        return _told(wanted), _told((parts.whole, parts.to_pool, parts.rest))

    def _loan(self, expected: LoanAsExpected | None) -> tuple[object, object]:
        if expected is None:
            return None, None
        terms = Terms(self.on, expected.every_months, expected.times, Fraction(expected.rate))
        plan = fixed(self._money(expected.of), terms)
        return _told(map(self._money, expected.pays)), _told(one.amount for one in plan)

    def _year_end(self, expected: YearEndAsExpected | None) -> tuple[object, object]:
        if expected is None:
            return None, None
        balance, promised = self._money(expected.balance), self._money(expected.promised)
        found = carry_over(balance, promised, carries_over=self.pool.carries_over)
        wanted = (self._money(expected.stays), self._money(expected.lapses))
        return _told(wanted), _told((found.stays, found.lapses))

    def _applications(self, expected: list[ApplicationAsExpected]) -> tuple[object, object]:
        return [one.refused for one in expected], [self._refused(one) for one in expected]

    def _refused(self, one: ApplicationAsExpected) -> str | None:
        most = self._read(self.pool.most_instalments)
        ceiling = self._read(self.pool.ceiling)
        limits = Limits(
            {form.value for form in self.pool.forms},
            None if ceiling is None else self._money_minor(ceiling),
            self._read(self.pool.interest) or Fraction(0),
            None if most is None else int(most),
        )
        rate = None if one.rate is None else Fraction(one.rate)
        found = refusal(limits, Asked(one.form, self._money(one.amount), rate, one.times))
        return found.code if found else None

    def _read(self, parameter: str | None) -> Fraction | None:
        return None if parameter is None else self.model.program.book.read(parameter, self.on).value

    def _money(self, written: int | str) -> Money:
        return Money.of(written, currency_of(self.model))

    def _money_minor(self, minor: Fraction) -> Money:
        return Money(int(minor), currency_of(self.model))


def _reckoned(reckon: Callable[[], tuple[object, object]]) -> tuple[object, object]:
    """Both sides; what cannot be reckoned differs from whatever is expected, and says why."""
    try:
        return reckon()
    except ProblemsError as error:
        return "–", error.problems[0].code


def _told(amounts: Iterable[Money]) -> list[str]:
    return [str(one) for one in amounts]
