"""What is promised and delivered: versions that keep what they said, corrections, rights, lists."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from tests.apps.service_levels.service_world import BEGUN, at, keeper, level_of
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.governance.types import NotFoundError, RefusedError
from samspil.apps.service_levels.models import Figure, FigureList, Level, ListSource, Promise
from samspil.apps.service_levels.selectors.access import access_level, access_list, access_service
from samspil.apps.service_levels.selectors.held import levels_now, list_services
from samspil.apps.service_levels.services import describing
from samspil.apps.service_levels.services.delivering import deliver
from samspil.apps.service_levels.services.lists import (
    FiguresRefusedError,
    keep_figures,
    keep_list,
    look,
    read_otherwise,
)
from samspil.apps.service_levels.types import CameTo, NewFigure, NewPromise, NewService
from samspil.core.errors import ProblemsError
from samspil.core.service_levels.figure_list import Column
from samspil.kit.journal.models import Entry

JUNE = date(2025, 6, 15)
NOW = at(JUNE)
LIST = "Mål;Måned;Afdeling;Resultat\nLøst samme dag;2025-04;;82\nFCR;maj 2025;Sund;79,5\n"


def promised(
    level: Level, day: date, value: int | None, area: str = "", *, world: World, on: date = JUNE
) -> Promise:
    new = NewPromise(day, None if value is None else Decimal(value), area=area)
    return describing.promise(level, new, acting=keeper(world), at=at(on))


def delivered(level: Level, day: date, value: str, *, world: World, **more: object) -> Figure:
    new = replace(NewFigure(day, Decimal(value)), **more)  # type: ignore[arg-type]
    return deliver(level, new, acting=keeper(world), at=NOW)


def values(level: Level, area: str = "", on: date = JUNE) -> list[tuple[int, object, object, bool | None]]:
    [now] = levels_now([level])
    return [
        (one.period.first.month, one.promised, one.delivered, one.is_kept) for one in now.over_time(area, on)
    ]


def test_an_old_promise_keeps_what_it_said_when_another_begins(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        delivered(level, date(2025, 4, 2), "85", world=world)
        promised(level, date(2025, 7, 1), 90, world=world)
        assert values(level)[3:] == [(4, 80, 85, True), (5, 80, None, None)]
        later = date(2025, 9, 1)
        deliver(level, NewFigure(date(2025, 8, 1), Decimal(85)), acting=keeper(world), at=at(later))
        assert values(level, on=later)[3:] == [
            (4, 80, 85, True),
            (5, 80, None, None),
            (6, 80, None, None),
            (7, 90, None, None),
            (8, 90, 85, False),
        ]


@pytest.mark.parametrize(
    ("day", "value", "area", "why"),
    [
        (BEGUN, 90, "", "promise_before_the_last"),
        (JUNE - timedelta(days=1), 90, "", "promise_changes_the_past"),
        (JUNE - timedelta(days=1), 90, "Skoler", "promise_changes_the_past"),
        (JUNE, 90, "", ""),
        (JUNE, 90, "Skoler", ""),
        (date(2024, 12, 1), 90, "Skoler", ""),  # nothing was promised anybody then
        (JUNE, None, "", "promise_without_value"),
        (JUNE, None, "Skoler", "promise_without_value"),
    ],
)
def test_a_promise_that_would_change_the_past_is_refused(
    world: World, day: date, value: int | None, area: str, why: str
) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        if not why:
            assert promised(level, day, value, area, world=world).pk
            return
        with pytest.raises(RefusedError, match=why):
            promised(level, day, value, area, world=world)
        assert Promise.objects.count() == 1


def test_an_areas_own_promise_ends_and_what_everybody_is_promised_holds_again(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        promised(level, date(2025, 7, 1), 60, "Skoler", world=world)
        promised(level, date(2025, 9, 1), None, "Skoler", world=world)
        [now] = levels_now([level])
        days = [date(2025, month, 1) for month in (6, 7, 9)]
        assert [now.promised("Skoler", day) for day in days] == [80, 60, 80]
        assert now.areas == ["", "Skoler"]
        with pytest.raises(RefusedError, match="promise_without_value"):
            promised(level, date(2025, 10, 1), None, "Skoler", world=world)


def test_the_same_promise_again_is_the_one_that_is_there(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        made = promised(level, date(2025, 7, 1), 90, world=world)
        assert promised(level, date(2025, 8, 1), 90, world=world) == made
        assert Promise.objects.count() == 2


def test_a_promise_is_taken_back_until_it_holds_and_on_the_day_it_was_made(world: World) -> None:
    with world.scope(HVIDOVRE):
        level, who = level_of(world), keeper(world)
        to_come = promised(level, date(2025, 7, 1), 90, world=world)
        with pytest.raises(RefusedError, match="promise_has_held"):
            describing.take_back(level, to_come.pk, acting=who, at=at(date(2025, 7, 1)))
        describing.take_back(level, to_come.pk, acting=who, at=at(date(2025, 6, 30)))
        describing.take_back(level, to_come.pk, acting=who, at=at(date(2025, 6, 30)))  # gone already
        today = promised(level, JUNE, 90, world=world)
        describing.take_back(level, today.pk, acting=who, at=NOW)
        assert [one.value for one in Promise.objects.all()] == [80]


def test_a_figure_stands_until_it_is_corrected_and_what_stood_is_kept(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        first = delivered(level, date(2025, 4, 2), "85", world=world)
        assert delivered(level, date(2025, 4, 30), "85", world=world) == first
        with pytest.raises(RefusedError, match="delivered_stands_otherwise"):
            delivered(level, date(2025, 4, 2), "75", world=world)
        delivered(level, date(2025, 4, 2), "75", world=world, corrects=True)
        assert values(level)[3] == (4, 80, 75, False)
        assert [(one.value, one.is_old) for one in Figure.objects.order_by("id")] == [
            (Decimal(85), True),
            (Decimal(75), False),
        ]
        promised(level, JUNE, 70, "Skoler", world=world)
        assert delivered(level, date(2025, 4, 2), "85", world=world, area="Skoler").pk  # of an area by itself


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"day": JUNE}, "delivered_period_not_over"),
        ({"day": date(2025, 5, 31)}, ""),
        ({"area": "Havnen"}, "delivered_area_unknown"),
    ],
)
def test_a_figure_that_cannot_be_is_refused(world: World, more: dict[str, object], why: str) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        new = replace(NewFigure(date(2025, 4, 2), Decimal(85)), **more)  # type: ignore[arg-type]
        if not why:
            assert deliver(level, new, acting=keeper(world), at=NOW).pk
            return
        with pytest.raises(RefusedError, match=why):
            deliver(level, new, acting=keeper(world), at=NOW)


def test_only_whoever_keeps_the_organisation_writes(world: World) -> None:
    with world.scope(HVIDOVRE):
        level, other = level_of(world), world.acting(HVIDOVRE, "employee")
        new = NewService("Print", "", "")
        acts = [
            lambda: describing.add_service(new, acting=other, at=NOW),
            lambda: describing.change_service(level.service, new, acting=other, at=NOW),
            lambda: describing.end_service(level.service, acting=other, at=NOW),
            lambda: describing.end_level(level, acting=other, at=NOW),
            lambda: describing.promise(level, NewPromise(JUNE, Decimal(1)), acting=other, at=NOW),
            lambda: describing.take_back(level, 1, acting=other, at=NOW),
            lambda: deliver(level, NewFigure(BEGUN, Decimal(1)), acting=other, at=NOW),
            lambda: keep_list("x", ("x.csv", LIST.encode()), "da", acting=other, at=NOW),
        ]
        for act in acts:
            with pytest.raises(RefusedError, match="not_yours_to_promise"):
                act()  # type: ignore[no-untyped-call]
        assert describing.add_service(new, acting=keeper(world), at=NOW).pk  # the control


def test_a_name_is_of_one_service_and_of_one_level_of_it(world: World) -> None:
    with world.scope(HVIDOVRE):
        level, who = level_of(world), keeper(world)
        with pytest.raises(RefusedError, match="service_is_there"):
            describing.add_service(NewService("servicedesk", "", ""), acting=who, at=NOW)
        other = describing.add_service(NewService("Print", "", ""), acting=who, at=NOW)
        with pytest.raises(RefusedError, match="service_is_there"):
            describing.change_service(other, NewService("Servicedesk", "", ""), acting=who, at=NOW)
        describing.end_service(level.service, acting=who, at=NOW)
        assert describing.change_service(other, NewService("Servicedesk", "", ""), acting=who, at=NOW).pk
        with pytest.raises(RefusedError, match="service_has_ended"):
            describing.change_service(level.service, NewService("x", "", ""), acting=who, at=NOW)


def test_nothing_is_promised_or_delivered_of_what_has_ended(world: World) -> None:
    with world.scope(HVIDOVRE):
        level, who = level_of(world), keeper(world)
        describing.end_level(level, acting=who, at=NOW)
        assert describing.end_level(level, acting=who, at=NOW + timedelta(days=1)).ended_at == NOW
        for act in (
            lambda: promised(level, JUNE, 90, world=world),
            lambda: delivered(level, BEGUN, "1", world=world),
        ):
            with pytest.raises(RefusedError, match="service_level_has_ended"):
                act()
        assert [len(one.levels) for one in list_services(who.organisation_id)] == [0]


def test_the_database_itself_keeps_one_figure_of_a_period(world: World) -> None:
    with world.scope(HVIDOVRE):
        row = delivered(level_of(world), date(2025, 4, 2), "85", world=world)
        row.pk, row.value = None, Decimal(1)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_what_is_of_another_organisation_is_not_there(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        sent = keep_list("Desk", ("x.csv", LIST.encode()), "da", acting=keeper(world), at=NOW)
        assert access_level(keeper(world), level.public_id) == level  # the control
        assert access_list(keeper(world), sent.public_id) == sent
    other = world.acting(RODOVRE, "head_of_digitalisation")
    with world.scope(RODOVRE):
        for access, key in (
            (access_level, level.public_id),
            (access_service, level.service.public_id),
            (access_list, sent.public_id),
        ):
            with pytest.raises(NotFoundError):
                access(other, key)


def sent(world: World, text: str = LIST, source: str = "Desk") -> FigureList:
    return keep_list(source, ("tal.csv", text.encode()), "da", acting=keeper(world), at=NOW)


def said(row: FigureList, level: Level) -> FigureList:
    """In which columns what stands, and what two words mean."""
    how = look(row, at=NOW).how
    columns = {
        Column.LEVEL: "Mål", Column.PERIOD: "Måned", Column.AREA: "Afdeling", Column.VALUE: "Resultat",
    }  # fmt: skip
    told = replace(how, columns=columns, levels={"fcr": str(level.public_id)}, areas={"sund": ""})
    return read_otherwise(row, told, at=NOW)


def test_a_list_is_read_as_was_said_of_its_source_and_sent_again_changes_nothing(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        row = sent(world)
        assert look(row, at=NOW).lacks == [Column.LEVEL, Column.PERIOD, Column.VALUE]
        with pytest.raises(FiguresRefusedError):
            keep_figures(row, acting=keeper(world), at=NOW)
        assert keep_figures(said(row, level), acting=keeper(world), at=NOW) == CameTo(2, 0, 0)
        assert values(level)[3:] == [(4, 80, 82, True), (5, 80, Decimal("79.5"), False)]
        assert set(Figure.objects.values_list("source", flat=True)) == {"Desk"}
        entries = Entry.objects.count()
        again = sent(world)
        seen = look(again, at=NOW)
        assert (seen.lacks, seen.came.as_before, seen.can_be_kept) == ([], 2, False)
        with pytest.raises(FiguresRefusedError):
            keep_figures(again, acting=keeper(world), at=NOW)
        assert (Figure.objects.count(), Entry.objects.count()) == (2, entries)
        assert look(sent(world, source="Et andet"), at=NOW).lacks  # of another source nothing was said


def test_what_was_said_of_a_source_is_kept_with_its_first_list_only_when_that_is_kept(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        row = said(sent(world), level)
        assert not ListSource.objects.exists()
        keep_figures(row, acting=keeper(world), at=NOW)
        assert [one.name for one in ListSource.objects.all()] == ["Desk"]


def test_a_list_with_an_error_keeps_nothing(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        row = said(sent(world, f"{LIST}Løst samme dag;2025-03;;godt\n"), level)
        assert [(one.line, one.column) for one in look(row, at=NOW).came.refused] == [(4, Column.VALUE)]
        with pytest.raises(FiguresRefusedError):
            keep_figures(row, acting=keeper(world), at=NOW)
        assert not Figure.objects.exists()
        assert keep_figures(said(sent(world), level), acting=keeper(world), at=NOW).new == 2  # the control


def test_a_list_is_kept_once_and_waits_a_day(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        row = said(sent(world), level)
        keep_figures(row, acting=keeper(world), at=NOW)
        with pytest.raises(ProblemsError, match="upload_already_applied"):
            keep_figures(row, acting=keeper(world), at=NOW)
        other = sent(world, LIST.replace("04", "03"))
        with pytest.raises(ProblemsError, match="upload_expired"):
            look(other, at=NOW + timedelta(days=1))
        keep_list("x", ("x.csv", LIST.encode()), "da", acting=keeper(world), at=NOW + timedelta(days=2))
        assert not FigureList.objects.filter(pk=other.pk).exists()  # what nobody kept is thrown away


def test_areas_of_a_list_are_units_or_areas_that_something_is_promised_to(world: World) -> None:
    with world.scope(HVIDOVRE):
        level = level_of(world)
        promised(level, JUNE, 70, "Havnen", world=world)
        lines = ("Løst samme dag;2025-04;havnen;1", "Løst samme dag;2025-04;Heden;1")
        text = "\n".join(["Serviceniveau;Periode;Område;Værdi", *lines])
        seen = look(sent(world, text), at=NOW)
        assert [one.area for one in seen.came.new] == ["Havnen"]
        assert seen.unknown(Column.AREA) == ["Heden"]


def test_the_catalogue_takes_as_many_questions_however_many_services(
    world: World, django_assert_num_queries: object
) -> None:
    with world.scope(HVIDOVRE):
        for number in range(3):
            level_of(world, service=f"Ydelse {number}")
        own = keeper(world).organisation_id
        with django_assert_num_queries(4):  # type: ignore[operator]
            assert len(list_services(own)) == 3
