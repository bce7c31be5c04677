"""Whatever is done in whatever order: no milestone is lost, loads match, out and in changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.portfolio.test_import_pages import fields
from tests.apps.portfolio.test_importing import everything
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.governance.types import RefusedError
from samspil.apps.portfolio.models import Initiative, Milestone
from samspil.apps.portfolio.selectors.load import load_of
from samspil.apps.portfolio.services import effort, fanning_out, initiatives, plans, reporting
from samspil.apps.portfolio.types import Form, NewEstimate, NewInitiative
from samspil.core.portfolio.status import Light
from samspil.core.units import Money, PersonDays

pytestmark = pytest.mark.django_db
# The world stands; each example changes it and takes that back.
a_few = settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
FIRST = date(2026, 9, 1)
MEMBERS = (HVIDOVRE, RODOVRE)


class TakenBackError(Exception):
    """The example is over."""


@contextmanager
def taken_back() -> Generator[None]:
    try:
        with transaction.atomic():
            yield
            raise TakenBackError
    except TakenBackError:
        pass


days = st.integers(0, 200).map(lambda n: FIRST + timedelta(days=n))
deeds = st.lists(
    st.tuples(
        st.sampled_from(["add", "move", "deviate", "follow", "reach", "fan out"]),
        st.sampled_from(MEMBERS),
        st.integers(0, 5),
        days,
    ),
    max_size=9,
)


def own(place: int) -> Milestone | None:
    """One of the milestones of who is in scope that follow a common one."""
    found = list(Milestone.objects.filter(initiative__common__isnull=False).order_by("pk"))
    return found[place % len(found)] if found else None


def does(world: World, common: Initiative, deed: tuple[str, str, int, date], number: int) -> None:
    """What somebody does; what is refused changes nothing."""
    what, code, place, day = deed
    code = "" if what in {"add", "move", "fan out"} else code
    with world.scope(code):
        kept: Any = {"acting": keeper(world, code) if code else coordinator(world), "at": NOW}
        row = own(place) if code else None
        try:
            with transaction.atomic():
                match what:
                    case "add":
                        plans.add_milestone(common, plans.NewMilestone(f"Milepæl {number}", day), **kept)
                    case "move":
                        every = list(common.milestones.order_by("pk"))
                        plans.move_milestone(every[place % len(every)], day, reason="Sygdom", **kept)
                    case "fan out":
                        fanning_out.fan_out_plan(common, **kept)
                    case "deviate" if row:
                        fanning_out.deviate(row, day, reason="Vores arkiv", **kept)
                    case "follow" if row:
                        fanning_out.follow_again(row, **kept)
                    case "reach" if row:
                        plans.reach_milestone(row, NOW.date(), **kept)
        except RefusedError:
            pass


@given(deeds)
@a_few
def test_no_member_loses_a_milestone_and_deviations_stand(
    world: World, done: list[tuple[str, str, int, date]]
) -> None:
    with taken_back():
        common = programme(world, *MEMBERS)
        for number, deed in enumerate(done):
            does(world, common, deed, number)
        before = {code: deviating(world, code) for code in MEMBERS}
        does(world, common, ("fan out", "", 0, FIRST), 0)
        with world.scope(""):
            planned = {one.public_id: one.expected_on for one in common.milestones.all()}
        for code in MEMBERS:
            with world.scope(code):
                found = list(Milestone.objects.filter(initiative__common=common.public_id))
            assert sorted(one.common for one in found if one.common) == sorted(planned)
            assert deviating(world, code) == before[code]
            following = [one for one in found if one.common and not one.deviation and not one.done_on]
            assert all(one.planned_on == planned[one.common] for one in following if one.common)


def deviating(world: World, code: str) -> dict[str, tuple[date, str]]:
    with world.scope(code):
        found = Milestone.objects.filter(initiative__common__isnull=False).exclude(deviation="")
        return {str(one.common): (one.planned_on, one.deviation) for one in found}


MARCH = date(2026, 3, 1)
months = st.integers(0, 5).map(lambda n: date(2026, 3 + n, 1))
asked = st.lists(
    st.tuples(
        st.sampled_from(["Vagtplan", "Arkiv", "Lov"]),
        st.sampled_from(["Jura", "Projektledelse"]),
        months,
        st.integers(0, 3),
        st.integers(0, 4000),
    ),
    max_size=8,
)


@given(asked)
@a_few
def test_the_load_of_each_month_is_what_was_planned_last_for_it(
    world: World, said: list[tuple[str, str, date, int, int]]
) -> None:
    with taken_back():
        rows = {title: local(world, RODOVRE, title) for title in ("Vagtplan", "Arkiv", "Lov")}
        planned: dict[tuple[str, str, date], int] = {}
        with world.scope(RODOVRE):
            for title, competence, first, more, hundredths in said:
                last = date(2026, first.month + more, 1)
                what = effort.Asked("IT", competence, first, last, PersonDays(hundredths))
                effort.plan_effort(rows[title], what, acting=keeper(world, RODOVRE), at=NOW)
                for month in range(first.month, last.month + 1):
                    planned[title, competence, date(2026, month, 1)] = hundredths
            picture = load_of(world.organisation(RODOVRE).pk, MARCH, 12)
        sums: dict[tuple[str, date], int] = defaultdict(int)
        for (_title, competence, on), hundredths in planned.items():
            sums[competence, on] += hundredths
        found = {(one.slot.competence, one.slot.month): one.asked.hundredths for one in picture.loads}
        assert {key: value for key, value in found.items() if value} == {
            key: value for key, value in sums.items() if value
        }


# What people write in titles: letters, the marks that divide cells, and what begins a formula.
titles = st.text(st.sampled_from("aæøÅ0159 ;,|\"'=+-@/()\n\u2013"), min_size=1, max_size=20).filter(str.strip)
lines = st.lists(
    st.tuples(
        titles,
        st.sampled_from([Form.PROJECT, Form.PROGRAMME, Form.TASK]),
        st.none() | st.integers(0, 10**12),
        st.none() | days,
        st.sampled_from([None, Light.GREEN, Light.YELLOW, Light.RED]),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda one: " ".join(one[0].split()).casefold(),
)
_numbers = count()


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@example(portfolio=[("'-", Form.PROJECT, None, None, None), ("''=1", Form.TASK, 0, None, None)])
@example(portfolio=[("0", Form.PROJECT, None, None, None), ("'\n0", Form.PROJECT, None, None, None)])
@given(portfolio=lines)
@a_few
def test_the_whole_portfolio_goes_out_and_in_and_nothing_changes(
    world: World, form: str, portfolio: list[tuple[str, Form, int | None, date | None, Light | None]]
) -> None:
    browser = world.log_in(Client(), HVIDOVRE, "head_of_digitalisation")
    with taken_back():
        for title, shape, cost, ends, light in portfolio:
            write(world, title, shape, cost, ends, light)
        before = everything(world)
        data = browser.get(f"/portfolio/whole.{form}").content
        file = SimpleUploadedFile(f"hele-{next(_numbers)}.{form}", data)
        read = browser.post("/portfolio/import/", {"file": file, "currency": "DKK"})["Location"]
        shown = browser.post(read, fields(browser.get(read)))["Location"]
        seen = browser.get(shown).context["seen"]
        assert [(one.code, one.args) for one in seen.refused] == []
        assert [one.differences for one in seen.consequences if one.differences] == []
        assert seen.changes_nothing
        assert len(seen.consequences) == len(portfolio)
        assert everything(world) == before


def write(
    world: World, title: str, shape: Form, cost: int | None, ends: date | None, light: Light | None
) -> None:
    with world.scope(HVIDOVRE):
        kept: Any = {"acting": keeper(world, HVIDOVRE), "at": NOW}
        estimate = NewEstimate(Money(cost)) if cost is not None else None
        new = NewInitiative(title, "", shape, is_mandatory=False, ends_on=ends)
        row = initiatives.start(new, estimate, **kept)
        if light is not None:
            said = reporting.NewReport(light, light, light, light, light, "Går", "Vi ved det")
            reporting.report(row, said, **kept)
