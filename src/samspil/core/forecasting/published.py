"""What others have found, as data: what a source states, and beside it what was assumed to draw from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from samspil.core.errors import Problem, ProblemsError
from samspil.core.forecasting.reference import Measured, ReferenceClass, Tail, alpha_of_mean
from samspil.core.governance.document import Document, problem_at, read
from samspil.core.governance.language.basics import Key, Texts
from samspil.core.governance.shape import shaped

_Line = Annotated[str, StringConstraints(min_length=1)]
_Share = Annotated[float, Field(ge=0, lt=1)]
_Ratio = Annotated[float, Field(ge=0)]
_Point = Annotated[list[Annotated[float, Field(ge=0)]], Field(min_length=2, max_length=2)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Over(_Part):
    """How many ended above a ratio, and what those came to on average."""

    ratio: _Ratio
    share: _Share
    mean: _Ratio


class Stated(_Part):
    """What the source says, as ratios of actual over planned; at least one of these."""

    mean: _Ratio | None = None
    quantiles: list[_Point] = []
    over: Over | None = None
    between: _Point | None = None


class Assumed(_Part):
    """What the source does not say and a distribution needs."""

    body: Annotated[list[_Point], Field(min_length=2)]
    cap: _Ratio | None = None
    why: Texts


class Finding(_Part):
    """One source about one thing. Without ``assumed`` it is only told, and nothing is drawn from it."""

    key: Key
    title: Texts
    measured: Measured
    source: _Line
    published_in: Annotated[str, StringConstraints(pattern=r"^[0-9]{4}$")] | None = None
    n: Annotated[int, Field(ge=1)]
    stated: Stated
    caution: Texts | None = None
    disagrees_with: list[Key] = []
    assumed: Assumed | None = None

    @property
    def reference_class(self) -> ReferenceClass | None:
        """What is drawn from; none where the source gives too little for one."""
        if self.assumed is None:
            return None
        over, cap = self.stated.over, self.assumed.cap
        tail = None
        if over is not None and cap is not None:
            tail = Tail(over.ratio, over.share, alpha_of_mean(over.ratio, over.mean), cap)
        return ReferenceClass(
            self.key,
            self.measured,
            self.source,
            self.published_in or "",
            self.n,
            tuple((level, ratio) for level, ratio in self.assumed.body),
            tail,
            self.assumed.why.da,
        )


class Findings(_Part):
    """All that ships."""

    findings: Annotated[list[Finding], Field(min_length=1)]


_SAYS: Final = ("mean", "quantiles", "over", "between")


def parse_findings(data: bytes, name: str) -> tuple[Finding, ...]:
    """The findings in a YAML file, read as strictly as a governance model.

    Raises:
        ProblemsError: what is not as it should be, with its line: as for governance models; ``double_value``
            for a key that stood before, ``finding_states_nothing``, ``finding_disagrees_with_nobody``,
            ``class_out_of_order`` and ``tail_out_of_order`` for what is no distribution.

    >>> parse_findings(b"findings: []", "findings.yaml")
    Traceback (most recent call last):
    ProblemsError: findings.yaml:1: too_few key=findings
    """
    document = read(data, name)
    found = shaped(document, Findings).findings
    problems = list(_wrong_with(found, document))
    if problems:
        raise ProblemsError(problems)
    return tuple(found)


def _wrong_with(found: list[Finding], document: Document) -> Iterator[Problem]:
    keys = [one.key for one in found]
    for at, one in enumerate(found):
        path = ("findings", at)
        first = keys.index(one.key)
        if first != at:
            line = document.place(("findings", first, "key")).line
            yield problem_at(
                document, (*path, "key"), "double_value", column="key", value=one.key, first_line=line
            )
        if not any(getattr(one.stated, says) for says in _SAYS):
            yield problem_at(document, (*path, "stated"), "finding_states_nothing", finding=one.key)
        for number, other in enumerate(one.disagrees_with):
            if other not in keys or other == one.key:
                where = (*path, "disagrees_with", number)
                yield problem_at(
                    document, where, "finding_disagrees_with_nobody", finding=one.key, other=other
                )
        try:
            one.reference_class  # noqa: B018 – whether it can be made is the question
        except ProblemsError as error:
            yield from (
                Problem(problem.code, problem.args, document.place((*path, "assumed")))
                for problem in error.problems
            )
