"""Surveys of the example: the yearly one, asked twice, with an area that few answered; and an open pulse."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from samspil.apps.organisations.types import Acting
from samspil.apps.surveys.selectors.areas import open_areas
from samspil.apps.surveys.services.answering import answer
from samspil.apps.surveys.services.preparing import keep_areas, prepare_round
from samspil.apps.surveys.services.running import close_round, open_round
from samspil.apps.surveys.types import Given, NewArea, NewRound, Readers
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

_ASKING: Final = ("0167", "0175")
_HEAD: Final = "head_of_digitalisation"
_LASTS: Final = timedelta(days=14)
_ROUNDS: Final = (
    (20, "Hvordan er vi at arbejde sammen med? Sidste år", 0),
    (250, "Hvordan er vi at arbejde sammen med?", 2),
)
# How many people an area has, and how many of each function answer.
_AREAS: Final = {
    "Skoler og dagtilbud": (240, {"leader": 6, "citizens": 18}),
    "Sundhed og ældre": (310, {"leader": 5, "citizens": 14}),
    "Teknik og miljø": (90, {"leader": 5, "staff": 9}),
    "Kultur og fritid": (40, {"staff": 3}),
}
_STEPS: Final = {
    "whole": ("poor", "middling", "good", "good", "very_good"),
    "reach": ("very_poor", "middling", "good", "poor", "good"),
    "solved": ("poor", "good", "middling", "good", "cannot_say"),
    "where": ("little", "not_at_all", "mostly", "little", "cannot_say"),
    "systems": ("mostly", "little", "fully", "mostly", "middling"),
}
_WROTE: Final = (
    "Ét log-in i stedet for fire",
    "Sig til, før systemet bliver lukket ned",
    "At nogen tager telefonen",
)
_EVERY: Final = 5  # so many answer before somebody writes


def ask_areas(cast: Cast, since: date, now: datetime) -> None:
    """In two municipalities."""
    for code in _ASKING:
        acting = cast.acting(code, _HEAD, now.date())
        if acting is None:
            continue
        with scope.within([cast.organisation(code).pk]):
            for days, title, better in _ROUNDS:
                _ask(acting, title, _at(since + timedelta(days=days)), better)
            _pulse(acting, now)


def _ask(acting: Acting, title: str, at: datetime, better: int) -> None:
    """The yearly survey from its preparation until it is closed; what gets better is chosen more often."""
    new = NewRound(title, "it_service_yearly", "", (at + _LASTS).date(), Readers.EVERYBODY)
    row = prepare_round(new, acting=acting, at=at)
    keep_areas(row, [NewArea(name, people) for name, (people, _who) in _AREAS.items()], acting=acting, at=at)
    open_round(row, acting=acting, at=at)
    for opened in open_areas(row):
        who = [one for one, count in _AREAS[opened.area.name][1].items() for _ in range(count)]
        for number, function in enumerate(who):
            answer(opened, _given(number, function, better), at=at)
    close_round(row, acting=acting, at=at + _LASTS)


def _given(number: int, function: str, better: int) -> Given:
    steps = {
        key: said[min((number + better) % 5 + (better and number % 2), 4)] for key, said in _STEPS.items()
    }
    words = {"better": _WROTE[number // _EVERY % len(_WROTE)]} if number % _EVERY == 0 else {}
    return Given(steps, words, function)


def _pulse(acting: Acting, now: datetime) -> None:
    new = NewRound("Puls: den digitale hverdag", "pulse", "", (now + _LASTS).date(), Readers.EVERYBODY)
    row = prepare_round(new, acting=acting, at=now)
    keep_areas(row, [NewArea(name, people) for name, (people, _who) in _AREAS.items()], acting=acting, at=now)
    open_round(row, acting=acting, at=now)


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), ZoneInfo("Europe/Copenhagen"))
