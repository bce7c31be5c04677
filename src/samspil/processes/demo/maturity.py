"""What one member of the example aims at, and the talk about maturity that it has held."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from samspil.apps.balance.selectors.dialogues import asked_in
from samspil.apps.balance.selectors.standing import invited_in
from samspil.apps.balance.services.agreeing import agree
from samspil.apps.balance.services.answering import answer
from samspil.apps.balance.services.comparing import agree_to_compare
from samspil.apps.balance.services.inviting import invite
from samspil.apps.balance.services.preparing import prepare_round
from samspil.apps.balance.services.running import close_round, open_round
from samspil.apps.balance.types import NewRound, Said, Shows
from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.access import access_initiative
from samspil.apps.portfolio.selectors.listing import PortfolioFilter, list_initiatives
from samspil.apps.portfolio.services import strategies
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

CODE: Final = "0167"
_OTHER: Final = "0175"  # has talked too, and agrees to be compared
_PEOPLE: Final = 6
_STEPS: Final = ("not_begun", "begun", "many", "everywhere")
# How far each group thinks they have come, in the order of the questions: a place on the scale.
_FAR: Final = {"it": (2, 2, 1, 2, 2, 1, 2, 1, 2), "areas": (1, 0, 1, 1, 0, 1, 1, 0, 1)}
_GOALS: Final = (
    "Borgerne kan klare sig selv, når de vil",
    "Medarbejderne bruger tiden på kerneopgaven",
)


def aim_and_talk(cast: Cast, since: date, now: datetime) -> None:
    """A strategy whose goals its own initiatives serve, and a closed dialogue with what was agreed."""
    acting = cast.acting(CODE, "head_of_digitalisation", since)
    if acting is None:
        return
    with scope.within([cast.organisation(CODE).pk]):
        _aim(acting, now)
        _talk(acting, now - timedelta(days=30))
        _compare(acting, now)
    other = cast.acting(_OTHER, "head_of_digitalisation", since)
    if other is not None:
        with scope.within([cast.organisation(_OTHER).pk]):
            _talk(other, now - timedelta(days=60))
            _compare(other, now)


def _aim(acting: Acting, now: datetime) -> None:
    name = "Digitaliseringsstrategi 2026–2029"
    strategy = strategies.make_strategy(name, set_by="Kommunalbestyrelsen", acting=acting, at=now)
    goals = [strategies.add_goal(strategy, one, acting=acting, at=now) for one in _GOALS]
    for goal, row in zip(goals, list_initiatives(acting, PortfolioFilter(), now.date()).rows, strict=False):
        strategies.serve(access_initiative(acting, row.public_id), goal, acting=acting, at=now)


def _compare(acting: Acting, now: datetime) -> None:
    agree_to_compare("nine_advices", acting=acting, at=now)


def _talk(acting: Acting, at: datetime) -> None:
    """Six people of each group answer every question; two who see it a step lower than the others."""
    new = NewRound("Hvor langt er vi?", "nine_advices", at.date() + timedelta(days=10), Shows.TOGETHER)
    row = prepare_round(new, acting=acting, at=at)
    people = {group: [f"{group}{number}@eksempel.dk" for number in range(_PEOPLE)] for group in _FAR}
    invite(row, people, acting=acting, at=at)
    row = open_round(row, acting=acting, at=at)
    questions = list(asked_in(row).questions)
    for number, one in enumerate(invited_in(row)):
        far = [max(0, place - (number % 3 == 0)) for place in _FAR[one.group]]
        said = {key: Said(_STEPS[place], "") for key, place in zip(questions, far, strict=True)}
        answer(one, said, at=at)
    close_round(row, acting=acting, at=at + timedelta(days=9))
    text = "Gevinsterne skal have en ejer i fagområdet, før en indsats begynder."
    agree(row, questions[-1], text, acting=acting, at=at + timedelta(days=10))
