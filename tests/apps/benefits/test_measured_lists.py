"""Many measurements in one file: all are kept or none, each as if it had been measured alone."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.benefits.ground import expects
from tests.apps.benefits.measured_ground import faster, measured
from tests.apps.portfolio.ground import keeper
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.benefits.models import MeasuredList
from samspil.apps.benefits.selectors.measuring_in_lists import access_measured_list
from samspil.apps.benefits.services import indicators, measured_lists
from samspil.apps.benefits.services.measured_lists import KEPT_FOR, ListRefusedError
from samspil.apps.governance.types import NotFoundError
from samspil.apps.measurements.models import DueMeasurement, Indicator, Measurement
from samspil.apps.measurements.types import NewMeasurement
from samspil.core.benefits.measuring import Grade
from samspil.core.errors import ProblemsError
from samspil.kit.excel.writing import Table, as_xlsx
from samspil.kit.journal.models import Entry

pytestmark = pytest.mark.django_db

HEAD = "Gevinst;Indikator;Fra;Til;Værdi;Enhed;Sted;Antal målt;Målt på;Andel;Dokumentation"
SEND = "/benefits/measure/list/"


def lines(number: str, *values: tuple[str, str, str], name: str = "Minutter pr. sag") -> bytes:
    rows = [f"{number};{name};{first};{last};{value};minutter;;;;;" for first, last, value in values]
    return "\n".join([HEAD, *rows]).encode()


JANUARY = ("01.01.2026", "31.01.2026", "9,5")
FEBRUARY = ("01.02.2026", "28.02.2026", "9")


def sent(world: World, data: bytes, name: str = "maal.csv") -> MeasuredList:
    acting = keeper(world, HVIDOVRE)
    return measured_lists.keep_list(name, data, "da", acting=acting, at=NOW)


def kept(world: World, data: bytes, name: str = "maal.csv") -> tuple[int, int]:
    found = measured_lists.keep_measured(sent(world, data, name), acting=keeper(world, HVIDOVRE), at=NOW)
    return len(found.new), found.as_before


def test_a_list_is_kept_and_what_it_shows_is_added_up(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        assert kept(world, lines(benefit.number, JANUARY, FEBRUARY)) == (2, 0)
        rows = Measurement.objects.filter(indicator=indicator).order_by("first")
        assert [(one.first, one.last, one.value, one.grade) for one in rows] == [
            (date(2026, 1, 1), date(2026, 1, 31), Decimal("9.5"), "all"),
            (date(2026, 2, 1), date(2026, 2, 28), Decimal(9), "all"),
        ]
        assert {one.measured_by for one in rows} == {keeper(world, HVIDOVRE).person}
        indicator.refresh_from_db()
        benefit.refresh_from_db()
    assert (indicator.latest, indicator.latest_on) == (Decimal(9), date(2026, 2, 28))
    assert benefit.measured_until == date(2026, 2, 28)
    assert benefit.measured_minor is not None


def test_a_list_leaves_all_as_measuring_one_by_one_does(world: World) -> None:
    mine, benefit, one_by_one = faster(world)
    other = expects(world, mine, HVIDOVRE, "Færre fejl", a_year=120_000)
    in_a_list = measured(world, other)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        for first, last, value in [
            (date(2026, 1, 1), date(2026, 1, 31), Decimal("9.5")),
            (date(2026, 2, 1), date(2026, 2, 28), Decimal(9)),
        ]:
            new = NewMeasurement(first, last, value, "minutter")
            indicators.measure(benefit, one_by_one.public_id, new, acting=acting, at=NOW)
        kept(world, lines(other.number, JANUARY, FEBRUARY))
        told = [
            Indicator.objects.filter(pk=one.pk).values_list("latest", "latest_on", "light").get()
            for one in (one_by_one, in_a_list)
        ]
        assert told[0] == told[1]
        met = [
            list(DueMeasurement.objects.filter(indicator=one, met_at=NOW).values_list("due_on", flat=True))
            for one in (one_by_one, in_a_list)
        ]
        assert met[0] == met[1]
        for row in (benefit, other):
            row.refresh_from_db()
        assert benefit.measured_minor == other.measured_minor
        followed = [(row.due, row.in_time, row.next_due_on) for row in (benefit, other)]
        assert followed[0] == followed[1]
        entries = Entry.objects.filter(action="measurements.measured").order_by("sequence")
        assert len(entries) == 4
        said = [re.sub(r'"(measurement|of|attributed|value)":"[^"]*"', "", one.facts) for one in entries]
        assert said[:2] == said[2:]


def test_a_list_sent_twice_keeps_nothing_twice(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        kept(world, lines(benefit.number, JANUARY, FEBRUARY))
        assert kept(world, lines(benefit.number, JANUARY, FEBRUARY)) == (0, 2)
        assert Measurement.objects.count() == 2


def test_the_same_list_is_confirmed_once(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        upload, acting = sent(world, lines(benefit.number, JANUARY)), keeper(world, HVIDOVRE)
        measured_lists.keep_measured(upload, acting=acting, at=NOW)
        upload.refresh_from_db()
        assert (upload.content, upload.came_to) == (None, {"new": 1, "as_before": 0})
        with pytest.raises(ProblemsError, match="upload_already_applied"):
            measured_lists.keep_measured(upload, acting=acting, at=NOW)


def test_one_line_in_error_keeps_the_whole_list_out(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    wrong = ("01.03.2026", "01.04.2026", "8")
    with world.scope(HVIDOVRE):
        upload, acting = sent(world, lines(benefit.number, JANUARY, wrong)), keeper(world, HVIDOVRE)
        seen = measured_lists.preview(upload, acting=acting, at=NOW)
        assert [(one.line, one.column.value, one.problem.code) for one in seen.refused] == [
            (3, "last", "measured_in_the_future")
        ]
        assert not seen.can_be_kept
        with pytest.raises(ListRefusedError, match="measured_in_the_future"):
            measured_lists.keep_measured(upload, acting=acting, at=NOW)
        assert not Measurement.objects.exists()


def test_what_was_measured_since_is_seen_when_the_list_is_kept(world: World) -> None:
    _mine, benefit, indicator = faster(world)
    with world.scope(HVIDOVRE):
        upload, acting = sent(world, lines(benefit.number, JANUARY)), keeper(world, HVIDOVRE)
        new = NewMeasurement(date(2026, 1, 1), date(2026, 1, 31), Decimal(8), "minutter")
        indicators.measure(benefit, indicator.public_id, new, acting=acting, at=NOW)
        with pytest.raises(ListRefusedError, match="period_is_measured"):
            measured_lists.keep_measured(upload, acting=acting, at=NOW)


def test_a_workbook_says_its_numbers_and_days_itself(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    columns = ["Benefit", "Indicator", "From", "To", "Value", "Unit", "Measured on"]
    rows: list[list[str | int | date | datetime | None]] = [
        [benefit.number, "minutter PR. sag", date(2026, 1, 1), date(2026, 1, 31), 9, "minutter", "Sample"]
    ]
    with world.scope(HVIDOVRE):
        assert kept(world, as_xlsx(Table("Measurements", columns, rows)), "maal.xlsx") == (1, 0)
        row = Measurement.objects.get()
    assert (row.first, row.value, row.grade) == (date(2026, 1, 1), Decimal(9), Grade.SAMPLE.value)


def test_a_file_without_the_headings_is_no_list(world: World) -> None:
    with world.scope(HVIDOVRE), pytest.raises(ProblemsError, match="measured_list_lacks value=Til, Enhed"):
        sent(world, b"Indikator;Fra;V\xc3\xa6rdi\na;01.01.2026;9")
    with world.scope(HVIDOVRE), pytest.raises(ProblemsError, match="list_is_empty"):
        sent(world, HEAD.encode())


def test_a_list_that_nobody_confirms_is_forgotten(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    with world.scope(HVIDOVRE):
        upload, acting = sent(world, lines(benefit.number, JANUARY)), keeper(world, HVIDOVRE)
        with pytest.raises(ProblemsError, match="upload_expired"):
            measured_lists.keep_measured(upload, acting=acting, at=NOW + KEPT_FOR)
        measured_lists.preview(upload, acting=acting, at=NOW + KEPT_FOR - timedelta(seconds=1))
        data = lines(benefit.number, FEBRUARY)
        measured_lists.keep_list("b.csv", data, "da", acting=acting, at=NOW + KEPT_FOR)
        assert not MeasuredList.objects.filter(pk=upload.pk).exists()


def test_whoever_is_named_to_measure_sends_lists_of_what_they_measure_alone(world: World) -> None:
    fellow = world.people[HVIDOVRE, "employee"]
    mine, benefit, _indicator = faster(world, measurer_person=fellow)
    other = expects(world, mine, HVIDOVRE, "Færre fejl", a_year=1000)
    measured(world, other, "Fejl pr. sag")
    with world.scope(HVIDOVRE):
        acting = world.acting(HVIDOVRE, "employee")
        own = measured_lists.keep_list("a.csv", lines(benefit.number, JANUARY), "da", acting=acting, at=NOW)
        assert len(measured_lists.keep_measured(own, acting=acting, at=NOW).new) == 1
        data = lines(other.number, JANUARY, name="Fejl pr. sag")
        others = measured_lists.keep_list("b.csv", data, "da", acting=acting, at=NOW)
        with pytest.raises(ListRefusedError, match="measured_indicator_unknown"):
            measured_lists.keep_measured(others, acting=acting, at=NOW)
        with pytest.raises(NotFoundError):
            access_measured_list(keeper(world, HVIDOVRE), own.public_id)


def test_anothers_indicator_is_not_known(world: World) -> None:
    _mine, _benefit, indicator = faster(world)
    with world.scope(RODOVRE):
        acting = keeper(world, RODOVRE)
        data = lines("", JANUARY, name=str(indicator.public_id))
        upload = measured_lists.keep_list("a.csv", data, "da", acting=acting, at=NOW)
        seen = measured_lists.preview(upload, acting=acting, at=NOW)
    assert [one.problem.code for one in seen.refused] == ["measured_indicator_unknown"]


def test_many_lines_take_no_more_questions_than_few(world: World) -> None:
    _mine, benefit, _indicator = faster(world)
    days = [date(2026, 1, 1) + timedelta(days=one) for one in range(50)]
    told = [(f"{one:%d.%m.%Y}", f"{one:%d.%m.%Y}", "9") for one in days]

    def asked(*values: tuple[str, str, str]) -> int:
        with world.scope(HVIDOVRE), CaptureQueriesContext(connection) as questions:
            kept(world, lines(benefit.number, *values))
        return len(questions)

    assert asked(*told[:40]) <= asked(*told[40:42]) + 2


def test_the_pages_lead_from_the_template_to_what_is_kept(world: World, browser: Client) -> None:
    _mine, benefit, _indicator = faster(world)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    template = browser.get(f"{SEND}template.csv").content.decode("utf-8-sig").splitlines()
    assert template[0].startswith("Gevinst;Indikator;Fra;Til;Værdi;Enhed")
    assert template[1].startswith(f"{benefit.number};Minutter pr. sag;;;;minutter")
    filled = template[1].replace(";;;;", ";01.01.2026;31.01.2026;9,5;", 1)
    data = "\n".join([template[0], filled]).encode()
    answer = browser.post(SEND, {"file": SimpleUploadedFile("maal.csv", data)})
    page = browser.get(answer["Location"])
    assert "Nye målinger" in page.content.decode()
    done = browser.post(answer["Location"], follow=True)
    assert "Gemt: 1 nye, 0 stod der i forvejen." in done.content.decode()
    again = browser.get(answer["Location"])
    assert again.status_code == 422


def test_a_page_tells_the_first_problems_and_how_many_more(world: World, browser: Client) -> None:
    _mine, benefit, _indicator = faster(world)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    wrong = [("01.01.2026", "31.01.2026", "ni")] * 52
    answer = browser.post(SEND, {"file": SimpleUploadedFile("maal.csv", lines(benefit.number, *wrong))})
    page = browser.get(answer["Location"]).content.decode()
    assert "»ni« er ikke et tal" in page
    assert page.count("»ni« er ikke et tal") == 50
    assert "og 2 mere" in page or "og 2 til" in page
    assert "Gem målingerne" not in page


def test_a_file_that_is_no_list_is_told_at_once(world: World, browser: Client) -> None:
    faster(world)
    world.log_in(browser, HVIDOVRE, "head_of_digitalisation")
    answer = browser.post(SEND, {"file": SimpleUploadedFile("maal.csv", b"a;b\n1;2")})
    assert answer.status_code == 422
    assert "Overskrifterne mangler" in answer.content.decode()
    assert browser.post(SEND, {}).status_code == 422
