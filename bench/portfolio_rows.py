"""Ninety-eight portfolios with very many rows, written in bulk: what the portfolio's pages are measured on.

`python -m bench.portfolio_rows 10000` fills the database of the settings with that many initiatives, ten
milestones and a hundred status reports of each. Organisations, people, models and what is shared come in by
the doors of real use and stand in the journal; the bulk is laid beside it, and stands in no journal.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice, pairwise
from typing import Any, Final, TypeVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samspil.settings.dev")

import django
from dateutil.relativedelta import relativedelta

django.setup()

from django.contrib.auth.hashers import make_password
from django.core.management import call_command
from django.db import connection, models, transaction

from samspil import library
from samspil.apps.governance.services.adoptions import Adoption, adopt_version, draft_version, own_model
from samspil.apps.organisations import services
from samspil.apps.organisations.models import Account, Organisation
from samspil.apps.organisations.selectors import members_on
from samspil.apps.portfolio import models as rows
from samspil.apps.portfolio.selectors.access import SHARED
from samspil.apps.portfolio.services.settling import settle
from samspil.core.portfolio.pace import Pace
from samspil.kit.ids import new_id
from samspil.kit.journal.recording import By
from samspil.kit.sharing.models import Grant
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped
from samspil.processes.found_association import found_association, municipality

MEASURED: Final = "0167"
ASSOCIATION: Final = ""
COMMON: Final = 200
SHARE_OF_MEASURED: Final = 10  # in a hundred
MILESTONES, REPORTS = 10, 100
WAITING: Final = 200  # for the milestone that many wait for
ALL, MANY, ONE = "Ny lov i kraft", "Fælles platform i drift", "Kontrakt underskrevet"
_NAMES: Final = {("I-2024-00000", MILESTONES - 1): MANY, ("I-2024-00001", MILESTONES - 1): ALL}
SINCE: Final = datetime(2024, 1, 1, 8, tzinfo=UTC)
TODAY: Final = datetime.now(UTC).date()
FAR: Final = TODAY + timedelta(days=900)  # so late that it pushes all that wait for it
BY: Final = By("bench", SINCE)
LIGHTS: Final = ("green", "green", "yellow", "grey", "red")
AREAS: Final = ("Ældre", "Børn og Unge", "Teknik og Miljø", "Kultur", "Beskæftigelse")
PHASES: Final = ("idea", "analysis", "procurement", "realisation", "")
PACES: Final = tuple(one.value for one in Pace)
_BATCH: Final = 2000
_One = TypeVar("_One")


@dataclass
class Laid:
    """The organisations, and the people of them who ask, by role."""

    organisations: dict[str, Organisation]
    people: dict[str, Any] = field(default_factory=dict)


def fill(count: int) -> None:
    """Everything."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    laid = _organisations()
    for code, number in _shares(count, list(laid.organisations)).items():
        with scope.within([laid.organisations[code].pk]), transaction.atomic():
            _portfolio(laid, code, number)
    _take_part(laid)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _shares(count: int, codes: list[str]) -> dict[str, int]:
    """A tenth where it is measured, what is common in the association, and the rest alike."""
    own = max(count * SHARE_OF_MEASURED // 100, COMMON)
    others = [code for code in codes if code not in {MEASURED, ASSOCIATION}]
    left, each = divmod(max(count - own - COMMON, 0), len(others))[::-1]
    shares = {code: each + (place < left) for place, code in enumerate(others)}
    return shares | {MEASURED: own, ASSOCIATION: COMMON}


def _organisations() -> Laid:
    """An association of nine, and municipalities enough to be ninety-eight with it; people where we ask."""
    association = found_association("storkoebenhavn_association", BY)
    with scope.within([association.pk]):
        found = {one.code: one for one in members_on(association.pk, TODAY)}
        take_on(association, "director", "board")
    for code in library.municipalities():
        if len(found) < 97 and code not in found:
            found[code] = municipality(code)
    laid = Laid({ASSOCIATION: association, **found})
    with scope.within([found[MEASURED].pk]):
        adopt_shipped(found[MEASURED], "jammerbugt_purchase_screening", SINCE.date(), BY)
        _adopt_project_model(found[MEASURED])
        for role in ("employee", "it_expert"):
            laid.people[role] = take_on(found[MEASURED], role, role)
    return laid


def _adopt_project_model(organisation: Organisation) -> None:
    base, key = "herning_project_model", "bench_project_model"
    files = own_model(key, base, MEASURED, organisation.name, SINCE.date())
    draft = draft_version(organisation.pk, key, files, BY)
    adopt_version(draft, Adoption(SINCE.date(), ("gate",)), BY)


def take_on(organisation: Organisation, role: str, name: str) -> Any:
    """Somebody who holds a role and can log in."""
    person = services.add_person(organisation, name, SINCE.date(), BY)
    services.give(organisation, person.public_id, name, services.Held(role, SINCE.date()), BY)
    password = make_password("a long password for measuring")
    account = Account.objects.create(email=f"{name}@bench.example", password=password)
    services.let_act(account, organisation, person.public_id, SINCE.date(), BY)
    return person.public_id


def _portfolio(laid: Laid, code: str, number: int) -> None:
    owner = laid.organisations[code]
    initiatives = _laid(_initiative(owner.pk, code, place) for place in range(number))
    milestones = _laid(_milestone(one, place) for one in initiatives for place in range(MILESTONES))
    _laid(_waits(milestones, code))
    _laid(_beside(initiatives, laid.people.get("it_expert") if code == MEASURED else None))
    _lay_reports(owner.pk)
    if code in {MEASURED, ASSOCIATION}:
        _lay_load(owner.pk, initiatives)
    for one in milestones:
        if one.name in {MANY, ALL}:
            settle(one)


def _initiative(owner: int, code: str, place: int) -> rows.Initiative:
    """In every form, phase and light; every seventh is mandatory, every twelfth is over."""
    begins, coming = SINCE.date() + timedelta(days=place % 600), TODAY + timedelta(days=place * 7 % 400 - 20)
    is_over, in_model = place % 12 == 11 and code != ASSOCIATION, place % 6 and code == MEASURED
    return rows.Initiative(
        organisation_id=owner,
        number=f"I-2024-{place:05d}",
        title=f"Indsats nummer {place} om digital {AREAS[place % 5].lower()}",
        purpose=f"Borgerne skal kunne klare sag {place} selv, og det skal gå hurtigere end i dag.",
        form="programme" if place % 25 == 0 else ("project", "pilot", "task")[place % 3],
        is_mandatory=place % 7 == 0,
        legal_source="Lov om digital forvaltning § 4" if place % 7 == 0 else "",
        is_joint=code == ASSOCIATION,
        project_model="shared_model" if in_model else "",
        phase=PHASES[place % 5] if in_model else "",
        areas=[AREAS[place % 5]],
        value=place * 37 % 100 if place % 3 else None,
        light=LIGHTS[place % 5],
        reported_on=TODAY - timedelta(days=place % 60),
        starts_on=begins,
        expected_end=begins + timedelta(days=400)
        if is_over
        else coming + timedelta(days=60 * (MILESTONES - 4)),
        next_on=None if is_over else coming,
        next_name="" if is_over else ONE,
        started_at=SINCE + timedelta(days=place % 600),
        changed_at=SINCE + timedelta(days=place % 600),
        ended_on=begins + timedelta(days=400) if is_over else None,
        end="completed" if is_over else "",
    )


def _milestone(one: rows.Initiative, place: int) -> rows.Milestone:
    """A third is reached, and all where it is over; a slip of ten days is taken up by what lies between."""
    fourth = one.next_on or (one.ended_on or TODAY) - timedelta(days=60 * (MILESTONES - 4))
    name = _NAMES.get((one.number, place))
    on = FAR if name else fourth + timedelta(days=60 * (place - 3))
    return rows.Milestone(
        organisation_id=one.organisation_id,
        initiative=one,
        name=name or (ONE if place == 3 else f"Milepæl {place + 1}"),
        first_on=on - timedelta(days=20),
        planned_on=on,
        expected_on=on,
        done_on=on if place < 3 or one.end else None,
    )


def _waits(milestones: list[rows.Milestone], code: str) -> Iterator[rows.Dependency]:
    """Each waits for the one before it; in the measured portfolio many wait for one, and all for another."""
    for before, one in pairwise(milestones):
        if before.initiative_id == one.initiative_id:
            yield _dependency(before, one, 50)
    if code != MEASURED:
        return
    last = milestones[MILESTONES - 1 :: MILESTONES]
    for one in last[2 : WAITING + 2]:
        yield _dependency(last[0], one, 0)
    for one in last[2:]:
        yield _dependency(last[1], one, 0)


def _dependency(before: rows.Milestone, one: rows.Milestone, lag: int) -> rows.Dependency:
    return rows.Dependency(
        organisation_id=one.organisation_id, successor=one, predecessor=before.public_id, lag_days=lag
    )


def _beside(initiatives: list[rows.Initiative], leader: Any) -> Iterator[models.Model]:
    """Who answers, what was promised, who pays, what may go wrong: sort by sort."""
    for one in initiatives:
        own = {"organisation_id": one.organisation_id, "initiative": one}
        period = {"valid_from": SINCE.date()}
        yield rows.RoleHolder(role="owner", function=f"Chef {one.pk % 37}", **period, **own)
        yield rows.RoleHolder(
            role="manager", function=f"Konsulent {one.pk % 211}", person=leader, **period, **own
        )
    for one in initiatives:
        cost = 50_000_00 + one.pk * 701 % 3_000_000_00
        yield rows.Estimate(
            organisation_id=one.organisation_id, initiative=one, sequence=1, made_at=SINCE, cost_minor=cost
        )
    for one in initiatives:
        for cost_kind in ("establishment", "operation"):
            yield rows.Payer(
                organisation_id=one.organisation_id,
                initiative=one,
                pays_for=cost_kind,
                payer="Kommunen",
                first_year=2025,
            )
    for one in initiatives:
        for place in range(3):
            yield rows.Risk(
                organisation_id=one.organisation_id,
                initiative=one,
                title=f"Risiko {place + 1}",
                likelihood=1 + (one.pk + place) % 5,
                impact=1 + one.pk * 3 % 5,
                response="reduce",
                owner="Projektlederen",
                review_on=TODAY,
                raised_on=SINCE.date(),
                closed_on=TODAY if place == 2 else None,
            )


def _lay_load(owner: int, initiatives: list[rows.Initiative]) -> None:
    """What six units have for two years, and what a third of the initiatives ask of them."""
    first = TODAY.replace(day=1)
    months = [first + relativedelta(months=place) for place in range(24)]
    units = [(f"Afdeling {n}", skill) for n in range(6) for skill in ("Projektledelse", "Arkitektur")]
    _laid(
        rows.Capacity(organisation_id=owner, unit=unit, competence=skill, month=month, hundredths=40_00)
        for unit, skill in units
        for month in months
    )
    _laid(
        rows.PlannedEffort(
            organisation_id=owner,
            initiative=one,
            unit=units[one.pk % 12][0],
            competence=units[one.pk % 12][1],
            month=month,
            hundredths=2_00,
        )
        for one in initiatives[::3]
        for month in months[:6]
    )


# A row for each initiative and month. Written by the database: a million would take Python minutes.
_REPORTS: Final = """
INSERT INTO portfolio_statusreport
    (public_id, organisation_id, initiative_id, "on", reported_at, reported_by, expenditure, time,
     economic_benefits, other_benefits, overall, from_numbers, differs_because, text, spent_minor,
     expected_cost_minor)
{numbers}
SELECT {new_id}, one.organisation_id, one.id, {day}, {moment}, {nobody}, 'green', one.light, 'grey', 'grey',
    one.light, {nothing}, '', 'Går som planlagt. Leverandøren er i gang, og testen er begyndt.',
    month * 100000, 5000000 + month * 1000
FROM numbers, portfolio_initiative AS one WHERE one.organisation_id = %s ORDER BY month, one.id
"""
_BY_VENDOR: Final = {
    "sqlite": {
        "numbers": "WITH RECURSIVE numbers(month) AS "
        f"(SELECT 1 UNION ALL SELECT month + 1 FROM numbers WHERE month < {REPORTS})",
        "new_id": "lower(hex(randomblob(16)))",
        "day": "date('2018-07-28', '+' || month || ' months')",
        "moment": "datetime('2018-07-28 09:00:00', '+' || month || ' months')",
        "nobody": "'00000000000000000000000000000000'",
        "nothing": "'{}'",
    },
    "postgresql": {
        "numbers": f"WITH numbers(month) AS (SELECT generate_series(1, {REPORTS}))",
        "new_id": "gen_random_uuid()",
        "day": "CAST(date '2018-07-28' + month * interval '1 month' AS date)",
        "moment": "timestamptz '2018-07-28 09:00+00' + month * interval '1 month'",
        "nobody": "CAST('00000000-0000-0000-0000-000000000000' AS uuid)",
        "nothing": "CAST('{}' AS jsonb)",
    },
}


def _lay_reports(owner: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_REPORTS.format(**_BY_VENDOR[connection.vendor]), [owner])


def _take_part(laid: Laid) -> None:
    """Every member is invited to everything that is common, and may see it."""
    association = laid.organisations[ASSOCIATION]
    with scope.within([association.pk]):
        members = members_on(association.pk, TODAY)
        common = list(rows.Initiative.objects.filter(organisation_id=association.pk).order_by("pk"))
        _laid(
            _part(one, member, (one.pk + place) % len(PACES), place)
            for one in common
            for place, member in enumerate(members)
        )
        _laid(
            Grant(
                organisation=association,
                to=member,
                subject_type=SHARED,
                subject_id=one.public_id,
                purpose="bench",
                valid_from=SINCE.date(),
            )
            for one in common
            for member in members
        )


def _part(one: rows.Initiative, member: Organisation, pace: int, place: int) -> rows.Participation:
    has_plan = (one.pk + place) % 3 > 0
    return rows.Participation(
        organisation_id=one.organisation_id,
        initiative=one,
        member=member,
        code=member.code,
        pace=PACES[pace],
        pace_since=SINCE.date(),
        invited_on=SINCE.date(),
        own=new_id() if has_plan else None,
        light=LIGHTS[(one.pk + place) % 5],
        next_name="Systemer tilsluttet" if has_plan else "",
        next_on=TODAY + timedelta(days=(one.pk * 3 + place) % 300 - 30) if has_plan else None,
        deviations=int((one.pk + place) % 8 == 0),
        too_late=int((one.pk + place) % 17 == 0),
    )


def _laid(made: Iterable[_One]) -> list[_One]:
    """Written in batches; what is of several sorts is written sort by sort, as it comes."""
    source, kept = iter(made), []
    while batch := list(islice(source, _BATCH)):
        for kind in dict.fromkeys(type(one) for one in batch):
            kind.objects.bulk_create([one for one in batch if type(one) is kind])  # type: ignore[attr-defined]
        kept += batch
    return kept


if __name__ == "__main__":
    fill(int(sys.argv[1]))
