"""``samspil model check``: does a model load, and do its examples hold?"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from samspil import library
from samspil.cli.assumptions import assumed_in
from samspil.cli.desk import OK, REFUSED, Desk
from samspil.cli.sources import Source, find, load
from samspil.core.errors import Problem, ProblemsError
from samspil.core.finance.pool_cases import pool_problems
from samspil.core.governance.cases.runner import run_cases
from samspil.core.governance.load import GovernanceModel

Load = Callable[[Source], GovernanceModel]


@dataclass(frozen=True, slots=True)
class Checked:
    """What checking one model found."""

    source: Source
    cases: int
    failed: int
    assumed: int
    problems: tuple[Problem, ...]
    loaded: bool = True


def run(asked: Namespace, desk: Desk) -> int:
    """Check the models asked for, or all that ship."""
    sources = [find(key) for key in asked.models or library.shipped_models()]
    loaded = cache(load)
    found = []
    for source in sources:
        found.append(checked(source, loaded))
        if not desk.as_json:
            draw(found[-1], desk)
    if desk.as_json:
        desk.write_json({"models": [as_data(one, desk) for one in found]})
    elif len(found) > 1:
        draw_sum(found, desk)
    return REFUSED if any(one.problems for one in found) else OK


def checked(source: Source, loaded: Load) -> Checked:
    """Load a model and run its cases."""
    try:
        model = loaded(source)
    except ProblemsError as error:
        return Checked(source, 0, 0, 0, error.problems, loaded=False)
    assumed = len(assumed_in(model))
    try:
        files = source.files(source.key)
        results = run_cases(model, files, lambda key: loaded(_members_use(source, key)))
        of_pools = pool_problems(model, files)
    except ProblemsError as error:
        return Checked(source, 0, 0, assumed, tuple(source.placed(problem) for problem in error.problems))
    found = [*(problem for result in results for problem in result.problems), *of_pools]
    problems = [source.placed(problem) for problem in found]
    failed = len({(problem.place.file if problem.place else "", problem.args["case"]) for problem in found})
    return Checked(source, len(results), failed, assumed, tuple(problems))


def _members_use(source: Source, key: str) -> Source:
    """The model under which members answer: this one, or a shipped one."""
    return source if key == source.key else Source(key)


def as_data(one: Checked, desk: Desk) -> dict[str, Any]:
    """A checked model for machines."""
    return {
        "key": one.source.key,
        "ok": not one.problems,
        "loaded": one.loaded,
        "cases": one.cases,
        "failed": one.failed,
        "assumed": one.assumed,
        "problems": [desk.as_data(problem) for problem in one.problems],
    }


def draw(one: Checked, desk: Desk) -> None:
    """A checked model for people."""
    from rich.text import Text  # noqa: PLC0415 – the JSON needs no screen

    from samspil.cli import screen  # noqa: PLC0415

    verdict = ("check.fails", "bold red") if one.problems else ("check.holds", "bold green")
    args = {"cases": one.cases, "failed": one.failed, "assumed": one.assumed}
    counted = desk.say("check.counted", **args) if one.loaded else desk.say("check.not_loaded")
    told = Text.assemble((desk.say(verdict[0]), verdict[1]), f"  {one.source.key}  ", (counted, "dim"))
    screen.line(desk.console, told)
    for problem in one.problems:
        text = Text.assemble(
            (f"{problem.place}: " if problem.place else "", "bold"), desk.words.problem(problem)
        )
        screen.line(desk.console, text, indent=2)


def draw_sum(found: list[Checked], desk: Desk) -> None:
    """All of them together."""
    from samspil.cli import screen  # noqa: PLC0415 – the JSON needs no screen

    counts = {
        "models": len(found),
        "bad": sum(bool(one.problems) for one in found),
        "cases": sum(one.cases for one in found),
        "failed": sum(one.failed for one in found),
        "assumed": sum(one.assumed for one in found),
    }
    desk.console.print()
    screen.line(desk.console, desk.say("check.sum", **counts), style="bold")
