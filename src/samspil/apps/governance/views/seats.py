"""Seats by name: the role, and the member or the number it is of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from samspil.apps.governance.services.seat_names import name_of_seat
from samspil.core.errors import Problem
from samspil.core.governance.load import GovernanceModel
from samspil.kit.web.language import language, words
from samspil.wording.names import named


def seat_name(model: GovernanceModel, forum: str, seat: str) -> str:
    """What a seat is called, in the language of the page."""
    return name_of_seat(model, forum, seat, language())


_SEATS: Final = frozenset({"seat", "seats", "chair"})


def told(
    problem: Problem, model: GovernanceModel, forum: str, people: Mapping[str, str] | None = None
) -> str:
    """Why something was refused, with seats and people by name."""

    def name(given: object) -> object:
        if not isinstance(given, str):
            return given
        return "; ".join(seat_name(model, forum, one) for one in given.split(", "))

    args = {key: name(value) if key in _SEATS else value for key, value in problem.args.items()}
    if "person" in args:
        args["person"] = (people or {}).get(str(args["person"]), str(args["person"]))
    said = replace(problem, args=args)
    if problem.code == "unknown_seat":
        known = [*_each(str(problem.args["known"]), lambda one: seat_name(model, forum, one))]
        said = replace(said, args={**said.args, "known": "; ".join(known)})
    return words().problem(named(said, model, words()))


def _each(listed: str, do: Callable[[str], str]) -> list[str]:
    return [do(one) for one in listed.split(", ")]
