"""Tasks and resources as people see and fill them in."""

from __future__ import annotations

from fractions import Fraction

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.resources.resources_world import (
    AREA,
    HEAD,
    MIX,
    before,
    leader,
    record,
    recorded,
    this_month,
    unit,
)
from tests.apps.world import HVIDOVRE, RODOVRE, World

from samspil.apps.resources.models import ConsultantDays, MixTarget, TaskTime
from samspil.apps.resources.selectors.capacity import capacity_on, reports_on
from samspil.apps.resources.selectors.mix import recorded_in
from samspil.core.dialogues.language import FigureKind
from samspil.processes.tell_resources import tell_resources

MONTH = before(1)
HOURS = {"hours_development": "30", "hours_operations": "50,5", "hours_data_and_administration": "0"}


def month_page(here: object, month: object = MONTH) -> str:
    return reverse("resources:month", args=[here.id, f"{month:%Y-%m}"])  # type: ignore[attr-defined]


def test_a_month_is_recorded_with_the_last_as_a_proposal_and_stands_on_the_pages(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    with world.scope(HVIDOVRE):
        here = unit(world)
    assert head.post(month_page(here), HOURS).status_code == 302
    with world.scope(HVIDOVRE):
        found = recorded_in(leader(world).organisation_id, here.id, MONTH)
        assert found == {"development": 1800, "operations": 3030, "data_and_administration": 0}
    proposed = head.get(month_page(here, this_month())).content.decode()
    assert 'value="50,5"' in proposed
    assert "Tallene er dem, der sidst blev registreret" in proposed
    page = head.get(reverse("resources:unit", args=[here.id])).content.decode()
    for said in ("Digitalisering og udvikling 37%", "Drift og support 63%", "<svg", "Ikke registreret"):
        assert said in page
    assert "Digitalisering own" in head.get(reverse("resources:mix")).content.decode()


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"hours_operations": "-1"}, "fra 0 til"),
        ({"hours_operations": "1" + "0" * 18}, "Skriv tallet som"),
        ({"hours_operations": "9999999"}, "fra 0 til"),
        ({"hours_operations": "mange"}, "Skriv tallet som"),
        ({"hours_operations": ""}, "Dette felt er påkrævet"),
        ({"hours_operations": "0", "hours_development": "0"}, "Der er 0 timer i alt"),
        ({"hours_operations": "20000"}, "med overarbejde"),
        ({"seen": "operations:1"}, "En anden har registreret"),
        ({"seen": "<script>;;:x"}, ""),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_kept(world: World, said: dict[str, str], told: str) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    with world.scope(HVIDOVRE):
        here = recorded(world)
        before_it = TaskTime.objects.count()
    answer = head.post(month_page(here, this_month()), HOURS | said)
    if not told:
        assert answer.status_code == 302
        return
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with world.scope(HVIDOVRE):
        assert TaskTime.objects.count() == before_it


@pytest.mark.parametrize("month", ["2026-13", "1999-01", "x", "2026-3", "9999-12"])
def test_a_month_that_is_none_is_not_there(world: World, month: str) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    with world.scope(HVIDOVRE):
        here = unit(world)
    assert head.get(reverse("resources:month", args=[here.id, month])).status_code == 404
    assert head.get(reverse("resources:month", args=[here.id, "2026-03"])).status_code == 200  # the control


def test_what_took_the_protected_time_stands_in_words_and_in_a_table(world: World) -> None:
    """30, 50 and 20 of a hundred hours, against 50, 25 and 25 with 40 protected."""
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    with world.scope(HVIDOVRE):
        recorded(world)
    page = head.get(reverse("resources:mix")).content.decode()
    for said in (
        "Mindst 40% er fredet til udvikling. Den fik 30%: 10 procentpoint mindre.",
        "Drift og support +25",
        "Tid, der er fredet til udvikling",
    ):
        assert said in page


def test_what_a_unit_has_and_reports_to_is_said_by_forms(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    with world.scope(HVIDOVRE):
        here, area = unit(world), unit(world, AREA)
    since = f"{this_month():%Y-%m}"
    filled = [
        ("strength", {"full_time": "12,5", "seat": "central", "since": since}),
        ("consultants", {"area": str(area.id), "days": "8", "since": since}),
        ("reports", {"reports_to": "board", "function": "Direktionen", "since": since}),
    ]
    for name, typed in filled:
        address = reverse(f"resources:{name}", args=[here.id])
        assert head.post(address, {}).status_code == 422
        assert head.post(address, typed).status_code == 302
    percents = {
        "percent_development": "50",
        "percent_operations": "30",
        "percent_data_and_administration": "20",
    }
    target = {**percents, "protected": "40", "since": since, "source": "Direktionen"}
    for address in (reverse("resources:target"), reverse("resources:unit_target", args=[here.id])):
        answer = head.post(address, target | {"percent_operations": "31"})
        assert (answer.status_code, "tilsammen 101 procent" in answer.content.decode()) == (422, True)
        assert head.post(address, target).status_code == 302
    with world.scope(HVIDOVRE):
        owner = leader(world).organisation_id
        assert capacity_on(owner, this_month()).full_time == 1250
        assert reports_on(owner, this_month())[here.id].function == "Direktionen"
        assert ConsultantDays.objects.get().hundredths == 800
        assert sorted(MixTarget.objects.values_list("unit", flat=True), key=str) == [here.id, None]
    page = head.get(reverse("resources:capacity")).content.decode()
    for said in ("12,5", "Konsulentdage i fagområderne om måneden", "Direktionen"):
        assert said in page


def test_an_employee_reads_it_and_changes_nothing(world: World) -> None:
    browser = world.log_in(Client(), HVIDOVRE, "employee")
    with world.scope(HVIDOVRE):
        here = recorded(world)
    page = browser.get(reverse("resources:unit", args=[here.id])).content.decode()
    assert "Direktionen" in page
    for not_theirs in ("Enhedens eget mål", "Registrer en måned"):
        assert not_theirs not in page
    head = world.log_in(Client(), HVIDOVRE, HEAD).get(reverse("resources:unit", args=[here.id]))
    assert "Enhedens eget mål" in head.content.decode()  # the control


def test_own_sorts_of_tasks_are_refused_line_by_line_and_kept(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    address = reverse("resources:categories")
    answer = head.post(address, {"document": "tasks: 1\nname: x\n"})
    assert (answer.status_code, "Linje" in answer.content.decode()) == (422, True)
    assert head.post(address, {"document": "x" * 60_000}).status_code == 422


def test_the_balance_check_and_the_overview_tell_it_with_where_it_stands(world: World) -> None:
    head = world.log_in(Client(), HVIDOVRE, HEAD)
    with world.scope(HVIDOVRE):
        here, acting = recorded(world), leader(world)
        told = {one.kind: one for one in tell_resources(acting, timezone.now())}
    mix = told[FigureKind.TASK_MIX]
    assert (mix.count, mix.of, mix.url) == (2, 12, reverse("resources:mix"))
    assert [(line.name, line.share, line.target) for line in mix.lines][:1] == [
        ("Digitalisering og udvikling", Fraction(3, 10), Fraction(1, 2))
    ]
    assert (told[FigureKind.PROTECTED_TIME].count, told[FigureKind.PROTECTED_TIME].of) == (0, 2)
    # Ten of twelve and a half.
    assert told[FigureKind.WHERE_PEOPLE_SIT].share == Fraction(4, 5)
    assert [(line.name, line.count) for line in told[FigureKind.ANCHORED].lines] == [("board", 1)]
    page = head.get(reverse("insight:report")).content.decode()
    for said in ("Hvad tiden går til", "Direktionen", "Hvor folk sidder"):
        assert said in page
    assert "det er ikke registreret" not in page.casefold()
    assert here.name in page


def test_where_nothing_is_recorded_nothing_is_known_and_the_overview_says_so(world: World) -> None:
    with world.scope(RODOVRE):
        told = tell_resources(world.acting(RODOVRE, HEAD), timezone.now())
        assert not any(one.is_known for one in told)
    page = world.log_in(Client(), RODOVRE, HEAD).get(reverse("insight:report")).content.decode()
    assert "Hvad tiden går til, udvikling, drift eller administration: Det er ikke registreret." in page


def test_another_organisations_unit_is_not_there(world: World) -> None:
    with world.scope(HVIDOVRE):
        here = recorded(world)
        record(world, here, this_month(), MIX)
    stranger = world.log_in(Client(), RODOVRE, HEAD)
    assert stranger.get(reverse("resources:unit", args=[here.id])).status_code == 404
    assert stranger.post(month_page(here), HOURS).status_code == 404
    assert "Digitalisering own" not in stranger.get(reverse("resources:mix")).content.decode()
