"""What people can in the example, what is lacking, and whom one member asks another for."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Final

from dateutil.relativedelta import relativedelta

from samspil.apps.competences.models import CompetenceNeed, Findable
from samspil.apps.competences.services.confirming import confirm
from samspil.apps.competences.services.lending import answer_loan
from samspil.apps.competences.services.needing import say_need
from samspil.apps.competences.services.planning import plan
from samspil.apps.competences.services.saying import say_what_i_can, show_me
from samspil.apps.competences.types import For, LoanSaid, NewNeed, NewPlan, Way
from samspil.apps.organisations.rights import may_keep
from samspil.apps.organisations.types import Acting
from samspil.kit.tenancy import scope
from samspil.processes.demo.cast import Cast

# What each of a member's people can, in turn; the first two are confirmed.
_CAN: Final = (
    {"project_management": 4, "benefits_realisation": 3, "change_management": 2},
    {"process_consulting": 3, "service_design": 2},
    {"it_architecture": 3, "integration": 2, "information_security": 2},
)
_CONFIRMED: Final = 2
_POLITICIANS: Final = ("council_member", "mayor", "auditor")
# What is needed, as (competence, level, people, for what, days until).
_NEEDED: Final = (
    ("project_management", 3, 2, "Skal-opgaver i næste års aktivitetsplan", 120),
    ("automation", 2, 1, "Automatisering i borgerservice", 200),
    ("process_consulting", 3, 1, "Nye arbejdsgange før genudbuddet", 90),
)
_FUNCTION: Final = "Projektleder i digitaliseringsafdelingen"


def say(cast: Cast, since: date, now: datetime) -> None:
    """Each member's people say what they can; three let themselves be found, and one is asked for."""
    shown: dict[str, Findable] = {}
    for place, code in enumerate(sorted(cast.members)):
        with scope.within([cast.organisation(code).pk]):
            people = _people(cast, code, since)
            keeper = next((one for one in people if may_keep(one)), None)
            others = [one for one in people if keeper is None or one.person != keeper.person]
            for acting, can in zip(others, _CAN, strict=False):
                say_what_i_can(can, acting=acting, at=now - timedelta(days=40 + place))
            if keeper is None:
                continue
            for acting, can in list(zip(others, _CAN, strict=False))[:_CONFIRMED]:
                confirm(acting.person, next(iter(can)), is_so=True, acting=keeper, at=now)
            if place % 4 == 0:
                shown[code] = show_me(_FUNCTION, acting=others[0], at=now)
    _lack(cast, shown, since, now)


def _lack(cast: Cast, shown: dict[str, Findable], since: date, now: datetime) -> None:
    """Two members lack somebody; one has asked and is answered, the other trains."""
    (lender, who), *_rest = shown.items()
    lends = _keeper(cast, lender, since)
    lacking = [one for one in sorted(cast.members) if one not in shown][1:3]
    for code in lacking:
        keeper = _keeper(cast, code, since)
        if keeper is None or lends is None:
            continue
        with scope.within([cast.organisation(code).pk]):
            first, *rest = [_need(keeper, one, now) for one in _NEEDED]
            owner, day = keeper.person, now.date() + timedelta(days=45)
            last = now.date() + relativedelta(months=9)
            new = NewPlan(Way.BORROW, 1, owner, day, "To dage om ugen i et halvt år", who.public_id, last)
            asked = plan(first, new, acting=keeper, at=now)
            plan(rest[0], NewPlan(Way.TRAIN, 1, owner, day, "Kursus i foråret"), acting=keeper, at=now)
        if code == lacking[-1]:
            with scope.within([cast.organisation(lender).pk]):
                answer_loan(asked, LoanSaid(True, "Gerne fra den første i måneden"), acting=lends, at=now)


def _need(keeper: Acting, asked: tuple[str, int, int, str, int], now: datetime) -> CompetenceNeed:
    competence, level, people, what, days = asked
    new = NewNeed(competence, level, people, now.date() + timedelta(days=days), For.TASK, what)
    return say_need(new, acting=keeper, at=now)


def _people(cast: Cast, code: str, since: date) -> list[Acting]:
    """The people of a member by what they hold, without the seats of forums; whoever keeps it among them."""
    keys = sorted(
        key
        for where, key in cast.people
        if where == code and not key.startswith(_POLITICIANS) and "/" not in key
    )
    every = [found for key in keys if (found := cast.acting(code, key, since)) is not None]
    return [one for one in every if one.organisation_id == cast.organisation(code).pk]


def _keeper(cast: Cast, code: str, since: date) -> Acting | None:
    return next((one for one in _people(cast, code, since) if may_keep(one)), None)
