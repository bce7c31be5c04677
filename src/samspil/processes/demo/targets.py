"""Target pictures of the example: two municipalities have written theirs and are on their way."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.selectors.titles import open_titles
from samspil.apps.targets.services.picturing import write_picture
from samspil.apps.targets.services.placing import place, share_radar
from samspil.apps.targets.services.stepping import add_step, say_done
from samspil.apps.targets.types import Kind, NewPicture, NewPlacing, NewStep, Position
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

_WRITING: Final = ("0167", "0175")
_HEAD: Final = "head_of_digitalisation"
_PICTURES: Final = {
    Kind.STRATEGIC: NewPicture(
        "Digitaliseringen giver tid til borgerne, og vi vælger sammen, hvad der kommer først.",
        "Én portefølje, som direktionen prioriterer hvert kvartal, og en ejer for hver gevinst.",
    ),
    Kind.SERVICE: NewPicture(
        "Borgeren fortæller kun det samme én gang, og medarbejderen kan se, hvor sagen er.",
        "Fælles henvendelser på tværs af fagområder og et serviceniveau, der bliver målt.",
    ),
    Kind.TECHNICAL: NewPicture(
        "Vores systemer taler sammen, og vi kan skifte et af dem uden at skifte resten.",
        "En oversigt over integrationer, ét log-in og kontrakter med ret til egne data.",
    ),
}
_STEPS: Final = {
    Kind.STRATEGIC: ("Vis porteføljen på direktionens møde hvert kvartal", "Find en ejer til hver gevinst"),
    Kind.SERVICE: ("Saml henvendelser ét sted i borgerservice",),
    Kind.TECHNICAL: ("Tegn alle integrationer op", "Ét log-in for hjemmeplejen"),
}


_RADAR: Final = {
    "0167": (
        ("Tale til tekst i journalen", Position.TRY, "To teams prøver det i et halvt år."),
        ("Selvbetjent log-in for pårørende", Position.READY, "I drift uden problemer siden foråret."),
        ("Robotter til genkendelse af fakturaer", Position.WAIT, "Økonomisystemet skal skiftes først."),
    ),
    "0175": (
        ("Tale til tekst i journalen", Position.WATCH, "Vi venter på, hvad Hvidovre lærer."),
        ("Sensorer i affaldsspande", Position.TRY, "Ti spande i midtbyen."),
    ),
}


def write_targets(cast: Cast, since: date, now: datetime) -> None:
    """The pictures half a year ago, and the steps; the first of each picture that has two is done."""
    at = datetime.combine(since + timedelta(days=180), time(9), UTC)
    for code in _WRITING:
        acting = cast.acting(code, _HEAD, now.date())
        if acting is not None:
            with scope.within([cast.organisation(code).pk]):
                _write(acting, at, now)
                for technology, position, reason in _RADAR[code]:
                    place(NewPlacing(technology, position, reason), acting=acting, at=at)
                share_radar(acting=acting, at=at)


def _write(acting: Acting, at: datetime, now: datetime) -> None:
    tied = next((key for key, _title in open_titles(acting)), None)
    for kind, picture in _PICTURES.items():
        write_picture(kind, picture, acting=acting, at=at)
        steps = [
            add_step(
                kind,
                NewStep(what, acting.person, now.date() + timedelta(days=60 * place), initiative=tied),
                acting=acting,
                at=at,
            )
            for place, what in enumerate(_STEPS[kind], 1)
        ]
        if len(steps) > 1:
            say_done(steps[0], acting=acting, at=at + timedelta(days=90))
