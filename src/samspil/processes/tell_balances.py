"""What the rows of all apps say beside the answers of a balance check, and where these rows are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Final

from django.utils import timezone

from samspil.apps.balance.types import Figure, FigureLine
from samspil.apps.benefits.selectors.measured_share import measured_share
from samspil.apps.governance.selectors import overview
from samspil.apps.governance.selectors.raising import RaisedBy, raised_by_member, raised_by_unit
from samspil.apps.organisations.types import Acting, OrganisationKind
from samspil.apps.portfolio.selectors.load import load_of
from samspil.apps.portfolio.selectors.payers import who_pays
from samspil.core.dialogues.language import FigureKind
from samspil.kit.web.addresses import address
from samspil.kit.web.language import language
from samspil.processes.tell_resources import tell_resources

YEAR: Final = timedelta(days=365)
MONTHS: Final = 12


def tell_balances(acting: Acting, now: datetime) -> Sequence[Figure]:
    """Every figure there is of the organisation one acts for, known or not; some twenty questions."""
    return [
        _mandatory(acting, now),
        _payers(acting, now),
        _raised(acting, now),
        _waiting(acting, now),
        _decided(acting, now),
        _benefits(acting, now),
        *tell_resources(acting, now),
    ]


def _mandatory(acting: Acting, now: datetime) -> Figure:
    """Of the effort that is planned for a year, how much the organisation cannot decline."""
    share = load_of(acting.organisation_id, timezone.localdate(now), MONTHS).share_of_effort
    kind = FigureKind.MANDATORY_SHARE
    return Figure(kind, share is not None, address("portfolio:load"), share)


def _payers(acting: Acting, now: datetime) -> Figure:
    """Of the open initiatives, in how many somebody has still to say who pays for something."""
    every = who_pays(acting, timezone.localdate(now), only_unclear=False)
    unclear = sum(bool(one.unclear) for one in every)
    return _part(FigureKind.UNCLEAR_PAYERS, address("portfolio:payers"), unclear, len(every))


def _raised(acting: Acting, now: datetime) -> Figure:
    """Who has brought matters in a year: by unit, in an association by member."""
    rows: list[RaisedBy]
    if acting.organisation_kind is OrganisationKind.ASSOCIATION:
        rows = raised_by_member(acting, now, now - YEAR)
    else:
        rows = raised_by_unit(acting, now - YEAR)
    lines = tuple(FigureLine(one.name, one.matters) for one in rows)
    return Figure(FigureKind.WHO_RAISES, bool(lines), address("governance:matters"), lines=lines)


def _waiting(acting: Acting, now: datetime) -> Figure:
    """What waits before each forum, and how much of it is late."""
    names = overview.names_of_bodies(acting, timezone.localdate(now))
    lines = []
    for one in overview.waiting(acting, now):
        sort, _space, key = one.body.partition(" ")
        if sort == "forum" and one.body in names:
            name = names[one.body].in_language(language())
            lines.append(FigureLine(name, one.under_way, one.late, address("governance:forum", key)))
    return Figure(FigureKind.WAITING, bool(lines), address("governance:matters"), lines=tuple(lines))


def _decided(acting: Acting, now: datetime) -> Figure:
    """Who took the decisions of a year: a function by its own mandate, a forum, the members together."""
    taken = overview.figures(acting, now).taken_by
    lines = tuple(FigureLine(sort, count) for sort, count in taken.items())
    return Figure(FigureKind.WHO_DECIDES, any(taken.values()), address("governance:decisions"), lines=lines)


def _benefits(acting: Acting, now: datetime) -> Figure:
    """Of the benefits that are promised, how many somebody has measured."""
    measured, promised = measured_share(acting.organisation_id)
    del now
    return _part(FigureKind.BENEFITS_FOLLOWED, address("benefits:follow_up"), measured, promised)


def _part(kind: FigureKind, url: str, count: int, of: int) -> Figure:
    return Figure(kind, of > 0, url, Fraction(count, of) if of else None, count, of)
