"""A round with very many invited that is open, and one with very many answers, closed as in real use.

`python -m bench.survey_rows 5000` fills the database of the settings: that many are invited and get a letter,
and twenty times as many have answered the other round. What they chose is laid as it is counted.
"""

from __future__ import annotations

import sys
from itertools import product
from typing import Final

from django.core.management import call_command
from django.utils import timezone

from bench import crowd
from samspil import library
from samspil.apps.organisations.models import Organisation
from samspil.apps.organisations.services import found_organisation
from samspil.apps.organisations.types import OrganisationKind
from samspil.apps.surveys import models as rows
from samspil.apps.surveys.selectors.surveys import asked_in
from samspil.apps.surveys.services.inviting import invite
from samspil.apps.surveys.services.preparing import keep_areas, prepare_round
from samspil.apps.surveys.services.running import close_round, open_round
from samspil.apps.surveys.types import NewArea, NewRound, Readers
from samspil.kit.tenancy import scope
from samspil.processes.adopt_governance_model import adopt_shipped

MEASURED: Final = "0167"
AREAS: Final = 40
TIMES: Final = 20
KEEPER: Final = "head_of_digitalisation"


def fill(count: int) -> None:
    """So many invited, and twenty times as many answers."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    name = library.municipalities()[MEASURED].name
    organisation = found_organisation(OrganisationKind.MUNICIPALITY, name, MEASURED)
    with scope.within([organisation.pk]):
        adopt_shipped(organisation, crowd.BASE, crowd.SINCE.date(), crowd.BY)
        crowd.people(organisation)
    with scope.within([organisation.pk]):
        _open(organisation, count)
        _closed(organisation, count * TIMES)


def _round(organisation: Organisation, title: str, people: int) -> rows.Round:
    acting, now = crowd.somebody(organisation, KEEPER), timezone.now()
    new = NewRound(title, "it_service_yearly", "", timezone.localdate(), Readers.EVERYBODY)
    row = prepare_round(new, acting=acting, at=now)
    areas = [NewArea(f"Område {number:02}", people // AREAS) for number in range(AREAS)]
    keep_areas(row, areas, acting=acting, at=now)
    return row


def _open(organisation: Organisation, count: int) -> None:
    acting, now = crowd.somebody(organisation, KEEPER), timezone.now()
    row = _round(organisation, "Åben", count)
    wanted = {
        area.public_id: [f"{area.pk}.{number}@bench.example" for number in range(count // AREAS)]
        for area in rows.Area.objects.filter(round=row)
    }
    invite(row, wanted, acting=acting, at=now)
    open_round(row, acting=acting, at=now)


def _closed(organisation: Organisation, answers: int) -> None:
    """Areas of very different sizes, the smallest with few answers of some function."""
    acting, now = crowd.somebody(organisation, KEEPER), timezone.now()
    row = open_round(_round(organisation, "Lukket", answers * 2), acting=acting, at=now)
    survey, areas = asked_in(row), list(rows.Area.objects.filter(round=row).order_by("name"))
    whole = sum((place + 1) ** 2 for place in range(AREAS)) * len(survey.functions)
    tallies = []
    for (place, area), function in product(enumerate(areas), survey.functions):
        share = answers * (place + 1) ** 2 // whole
        own = {"organisation_id": organisation.pk, "round": row, "version": row.version, "area": area}
        tallies.append(rows.Tally(**own, function=function, count=share))
        for question, scale in survey.on_scales().items():
            steps = list(scale.steps)
            counts = [share // len(steps)] * len(steps)
            counts[place % len(steps)] += share - sum(counts)
            tallies += [
                rows.Tally(**own, function=function, question=question, step=step, count=count)
                for step, count in zip(steps, counts, strict=True)
                if count
            ]
        rows.Area.objects.filter(pk=area.pk).update(answered=area.answered + share)
    rows.Tally.objects.bulk_create(tallies, batch_size=500)
    close_round(row, acting=acting, at=now)


if __name__ == "__main__":
    fill(int(sys.argv[1]))
