"""Who has to work with what in the example, in which short cycles, and what has been learned before."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from samspil.apps.organisations.types import Acting
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import effort, initiatives, iterations, notes, ranking, staffing
from samspil.apps.portfolio.types import End, Form, NewInitiative, NoteSort
from samspil.core.units import PersonDays

UNIT: Final = "Digitalisering"
_LEADING: Final = "Projektledelse"
_BUILDING: Final = "IT-arkitektur"
# Person-days a month: what the common task asks for, what each own project does, and what there is.
_LAW: Final = {_LEADING: 6, _BUILDING: 3}
_WISHES: Final = ({_LEADING: 5}, {_LEADING: 6, _BUILDING: 4})
_THERE_IS: Final = {_LEADING: 13, _BUILDING: 9}
# What each is worth on the municipality's own scale; the first own project is the dearest wish.
_LAW_IS_WORTH: Final = 70
_WORTH: Final = (60, 45)
_A_CYCLE: Final = timedelta(days=14)
_BEFORE: Final = "Sensorer på plejecentre, første forsøg"


def share_out(
    law: Initiative | None, wishes: list[Initiative], acting: Acting, began: datetime, now: datetime
) -> None:
    """A year of work from this month on: more is asked for than there is, and the law comes first."""
    first = now.date().replace(day=1)
    for competence, days in _THERE_IS.items():
        effort.set_capacity(_asked(competence, first, days), acting=acting, at=began)
    asking = [(law, _LAW)] if law is not None else []
    for initiative, wanted in [*asking, *zip(wishes, _WISHES, strict=False)]:
        for competence, days in wanted.items():
            effort.plan_effort(initiative, _asked(competence, first, days), acting=acting, at=began)


def rank(law: Initiative | None, wishes: list[Initiative], acting: Acting, at: datetime) -> None:
    """What each is worth, and which wish comes first. What the law demands is no wish and has no place."""
    if law is not None:
        ranking.rank(law, _LAW_IS_WORTH, None, acting=acting, at=at)
    for place, (initiative, worth) in enumerate(zip(wishes, _WORTH, strict=False), 1):
        ranking.rank(initiative, worth, place, acting=acting, at=at)


def lend(programme: Initiative, acting: Acting, began: datetime, now: datetime) -> None:
    """A member that is with lends somebody to what is done together, for half a year."""
    first = now.date().replace(day=1)
    last = first + relativedelta(months=5)
    hand = staffing.NewHand("Digitaliseringskonsulent", _LEADING, first, last, PersonDays.of(3))
    staffing.lend(programme, hand, acting=acting, at=began)


def _asked(competence: str, first: date, days: int) -> effort.Asked:
    return effort.Asked(UNIT, competence, first, first + relativedelta(months=11), PersonDays.of(days))


def work_in_cycles(initiative: Initiative, acting: Acting, now: datetime) -> None:
    """A cycle that is over and has told what it brought, and the one of now."""
    today = now.date()
    before = iterations.IterationSaid(
        "Sprint 1", today - _A_CYCLE - timedelta(days=5), today - timedelta(days=6), "Log ind med MitID"
    )
    done = iterations.plan_iteration(initiative, before, acting=acting, at=now)
    told = "Medarbejderne kan logge ind. Borgernes fuldmagter kommer i næste forløb."
    iterations.tell_what_it_brought(done, told, acting=acting, at=now)
    this = iterations.IterationSaid(
        "Sprint 2", today - timedelta(days=5), today + timedelta(days=8), "Fuldmagter til pårørende"
    )
    iterations.plan_iteration(initiative, this, acting=acting, at=now)


def learn(acting: Acting, began: datetime, now: datetime) -> None:
    """A pilot that is over, and the lesson that others find when they start something like it."""
    new = NewInitiative(
        title=_BEFORE,
        purpose="Færre fald om natten uden flere tilsyn",
        form=Form.PILOT,
        is_mandatory=False,
        outside_model_because="Forsøget begyndte, før projektmodellen gjaldt",
        areas=("Sundhed og omsorg",),
        hypothesis="Sensorer halverer de natlige tilsyn, uden at beboerne føler sig overvåget",
    )
    pilot = initiatives.start(new, acting=acting, at=began)
    lesson = notes.NewNote(
        NoteSort.LESSON,
        "Oplær nattevagterne, før sensorerne sættes op",
        "Alarmerne blev slukket de første uger, fordi ingen vidste, hvad de betød.",
    )
    noted = notes.add_note(pilot, lesson, acting=acting, at=now)
    notes.share_lesson(noted, acting=acting, at=now)
    learned = "Tilsynene faldt med en tredjedel. Beboerne var trygge ved det, da de selv valgte."
    initiatives.end(pilot, End.COMPLETED, learned=learned, acting=acting, at=now)
