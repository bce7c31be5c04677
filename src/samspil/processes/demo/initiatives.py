"""What is carried out in the example: together at nine paces, and by each for itself.

Made by the same services as in real use; the days follow from the day that the example begins.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from samspil import library
from samspil.apps.organisations.rights import KEEPERS
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.models import Initiative
from samspil.apps.portfolio.services import (
    details,
    fanning_out,
    initiatives,
    plans,
    reporting,
    risks,
    showing_own,
    taking_part,
)
from samspil.apps.portfolio.types import CostKind, Form, InitiativeRole, NewEstimate, NewInitiative, Response
from samspil.core.portfolio.pace import COMMITTED, Pace
from samspil.core.portfolio.status import Light
from samspil.core.strategy import StrategyTask, TaskKind
from samspil.core.units import Money, PersonDays
from samspil.kit.tenancy import scope
from samspil.processes.demo import benefits, cases, money, registers, shared_costs, texts, work
from samspil.processes.demo.cast import Cast
from samspil.processes.owe_reports import owe_reports

# Days from the beginning of the example: what is planned for all, and when the law wants it in use.
_COMMON: Final = (
    ("Analyse af arbejdsgange afsluttet", 60),
    ("Løsningen koblet til fagsystemer", 190),
    ("Medarbejdere uddannet", 400),
    ("I brug hos borgerne", 520),
)
_PACES: Final = (
    Pace.IMPLEMENTING,
    Pace.IMPLEMENTING,
    Pace.PREPARING,
    Pace.LIVE,
    Pace.IMPLEMENTING,
    Pace.OBSERVING,
    Pace.JOINING,
    Pace.PREPARING,
    Pace.IMPLEMENTING,
)
_LATER: Final = {
    2: (220, "Vores fagsystem skiftes først til foråret"),
    6: (200, "Vi afventer genudbud"),
    7: (240, "Udbuddet af omsorgssystemet går forud"),
}
_OWN: Final = (("Analyse", 40), ("Leverandør valgt", 150), ("Prøvedrift", 300), ("I drift", 420))
# How many of the common milestones a member has reached, the light it gives, and what it says to it.
_STANDS: Final = {
    Pace.LIVE: (4, Light.GREEN, "I brug, og borgerne er glade for det."),
    Pace.IMPLEMENTING: (2, Light.GREEN, "Vi følger den fælles plan."),
    Pace.JOINING: (1, Light.YELLOW, "Tilslutningen venter på et genudbud."),
    Pace.PREPARING: (1, Light.YELLOW, "Koblingen til fagsystemet kommer senere end hos de andre."),
    Pace.OBSERVING: (0, Light.RED, "Vi er ikke begyndt; der mangler en projektleder."),
}
_OUTSIDE: Final = "Indsatsen begyndte, før projektmodellen gjaldt"


@dataclass(frozen=True, slots=True)
class _Begun:
    """Who keeps a portfolio, and the day and hour it is done."""

    acting: Acting
    at: datetime


def carry_out(cast: Cast, since: date, now: datetime) -> None:
    """A programme with nine plans, a project that the members only look at, and what each does by itself."""
    tasks = library.strategy_2026_2029().tasks
    must = next(one for one in tasks if one.municipalities.kind is TaskKind.MANDATORY)
    may = next(one for one in tasks if one.municipalities.kind is TaskKind.VOLUNTARY)
    begun = _begun(cast, "", since, 20)
    if begun is None:
        return
    with scope.within([cast.association.pk]):
        programme = _common(must, begun, since, is_mandatory=True)
        taking_part.invite(programme, sorted(cast.members), acting=begun.acting, at=begun.at)
        fanning_out.fan_out_plan(programme, acting=begun.acting, at=begun.at)
        benefits.expect_together(programme, sorted(cast.members), begun.acting, begun.at)
        shared_costs.share_together(programme, since, begun.acting, begun.at)
        cases.together(programme, _names(cast), begun.acting, begun.at)
        looked_at = _common(may, begun, since, is_mandatory=False)
        taking_part.invite(looked_at, sorted(cast.members), acting=begun.acting, at=begun.at)
        _report(programme, begun, Light.YELLOW, "De fleste følger planen; to venter på udbud.", now)
        _report(looked_at, begun, Light.GREEN, "Vi samler erfaringer.", now - timedelta(days=35))
    for place, code in enumerate(sorted(cast.members)):
        own = _begun(cast, code, since, 30 + place)
        if own is None:
            continue
        with scope.within([cast.organisation(code).pk]):
            said = taking_part.Said(reason="Sat af kommunen selv", function="Borgerservice")
            if _PACES[place] is not Pace.OBSERVING:
                taking_part.set_pace(programme.public_id, _PACES[place], said, acting=own.acting, at=own.at)
            if place % 3 == 0:
                taking_part.set_pace(looked_at.public_id, Pace.PREPARING, acting=own.acting, at=own.at)
            mine = _go_on(cast, code, place, since, now)
            wishes = _local(own, place, since, now)
            work.share_out(mine, wishes, own.acting, own.at, now)
            work.rank(mine, wishes, own.acting, own.at)
            if _PACES[place] in COMMITTED:
                work.lend(programme, own.acting, own.at, now)
            work.work_in_cycles(wishes[0], own.acting, now)
            benefits.expect_alone(wishes[0], place, own.acting, own.at, now)
            cases.alone(wishes[0], place, own.acting, own.at, now - timedelta(days=20))
            registers.register(place, own.acting, own.at, now)
            if place % 3 == 0:
                owner = cast.organisation(code).pk
                money.save_and_use(owner, wishes[0].public_id, since, now)
                showing_own.show_to_associations(wishes[0], acting=own.acting, at=now)
            if place == 0:
                work.learn(own.acting, own.at, now)
    owe_reports(now)


def _begun(cast: Cast, code: str, since: date, day: int) -> _Begun | None:
    """Somebody who keeps the portfolio; nobody where a model has no such role."""
    sort = OrganisationKind.MUNICIPALITY if code else OrganisationKind.ASSOCIATION
    roles = sorted(KEEPERS[sort], key=lambda one: (one not in {"head_of_digitalisation", "coordinator"}, one))
    acting = next((found for role in roles if (found := cast.acting(code, role, since))), None)
    return _Begun(acting, _moment(since, day)) if acting else None


def _names(cast: Cast) -> dict[str, str]:
    return {code: cast.organisation(code).name for code in cast.members}


def _moment(since: date, days: int) -> datetime:
    return datetime.combine(since + timedelta(days=days), time(9), UTC)


def _common(task: StrategyTask, begun: _Begun, since: date, *, is_mandatory: bool) -> Initiative:
    strategy = library.strategy_2026_2029()
    last = since + timedelta(days=_COMMON[-1][1])
    new = NewInitiative(
        title=task.title.da,
        purpose=task.task.da,
        form=Form.PROGRAMME if is_mandatory else Form.PROJECT,
        is_mandatory=is_mandatory,
        legal_source=f"{strategy.title.da}, s. {task.page}" if is_mandatory else "",
        legal_deadline=last + timedelta(days=30) if is_mandatory else None,
        outside_model_because=_OUTSIDE,
        areas=("Borgerservice",),
        starts_on=since,
        ends_on=last,
    )
    estimate = NewEstimate(Money.of(1_800_000), PersonDays.of(260), since, last)
    started = initiatives.start(new, estimate, acting=begun.acting, at=begun.at)
    for name, day in _COMMON:
        latest = last + timedelta(days=30) if is_mandatory and day == _COMMON[-1][1] else None
        planned = plans.NewMilestone(name, since + timedelta(days=day), latest)
        plans.add_milestone(started, planned, acting=begun.acting, at=begun.at)
    function = "Koordinator i sekretariatet"
    initiatives.name(started, InitiativeRole.MANAGER, function, acting=begun.acting, at=begun.at)
    return started


def _go_on(cast: Cast, code: str, place: int, since: date, now: datetime) -> Initiative | None:
    """A member's own part: what it has reached of the common plan, where it deviates, how it says it goes."""
    mine = Initiative.objects.filter(organisation=cast.organisation(code), common__isnull=False).first()
    begun = _begun(cast, code, since, 45)
    if mine is None or begun is None:
        return mine
    acting = begun.acting
    steps = list(mine.milestones.order_by("planned_on", "pk"))
    if place in _LATER:
        days, why = _LATER[place]
        later = steps[1].planned_on + timedelta(days=days)
        fanning_out.deviate(steps[1], later, reason=why, acting=acting, at=begun.at)
    reached, light, words = _STANDS[_PACES[place]]
    for step in steps[:reached]:
        on = min(step.planned_on + timedelta(days=place), now.date())
        plans.reach_milestone(step, on, acting=acting, at=max(now, begun.at))
    _report(mine, begun, light, words, now)
    return mine


def _local(begun: _Begun, place: int, since: date, now: datetime) -> list[Initiative]:
    """Two projects of a municipality's own: one with all in place, one whose payer nobody has named."""
    found = []
    for number in range(2):
        title = texts.PROJECTS[(2 * place + number) % len(texts.PROJECTS)]
        new = NewInitiative(
            title=title,
            purpose="Kortere vej for borgerne og mindre dobbeltarbejde for medarbejderne",
            form=Form.PROJECT,
            is_mandatory=False,
            outside_model_because=_OUTSIDE,
            areas=("Sundhed og omsorg" if number else "Teknik og miljø",),
            starts_on=since + timedelta(days=25),
            ends_on=since + timedelta(days=_OWN[-1][1]),
        )
        estimate = NewEstimate(Money.of(350_000 + 40_000 * place), PersonDays.of(60 + place))
        acting, at = begun.acting, begun.at
        started = initiatives.start(new, estimate, acting=acting, at=at)
        initiatives.name(started, InitiativeRole.OWNER, "Leder af fagområdet", acting=acting, at=at)
        before = None
        for name, day in _OWN:
            planned = plans.NewMilestone(name, since + timedelta(days=day + 5 * place))
            step = plans.add_milestone(started, planned, acting=acting, at=at)
            if before is not None:
                plans.let_wait(step, before.public_id, 20, acting=acting, at=at)
            if step.planned_on <= now.date() and (number == 0 or before is None):
                plans.reach_milestone(step, step.planned_on, acting=acting, at=max(now, at))
            before = step
        if number == 0:
            for cost in CostKind:
                details.add_payer(started, cost, "Fagområdet", since.year + 1, acting=acting, at=at)
        said = risks.RiskSaid(
            "Leverandøren når ikke koblingen til fagsystemet",
            2 + number,
            3 + place % 3,
            Response.REDUCE,
            "Projektlederen",
            now.date() + timedelta(days=20),
            "Prøve i et mindre område først",
        )
        risks.raise_risk(started, said, acting=acting, at=at)
        light, words = Light.GREEN, "Det går efter planen."
        if number:
            light = Light.RED if place % 4 == 0 else Light.YELLOW
            words = "Valget af leverandør er forsinket."
        late = number and place % 3 == 0  # nobody has written the last report
        _report(started, begun, light, words, now - timedelta(days=35) if late else now)
        found.append(started)
    return found


def _report(initiative: Initiative, begun: _Begun, light: Light, words: str, now: datetime) -> None:
    at = max(begun.at, now - timedelta(days=12))
    said = reporting.NewReport(
        expenditure=Light.GREEN,
        time=light,
        economic_benefits=Light.GREY,
        other_benefits=Light.GREEN,
        overall=light,
        text=words,
        differs_because="Som projektlederen ser det",
    )
    reporting.report(initiative, said, acting=begun.acting, at=at)
