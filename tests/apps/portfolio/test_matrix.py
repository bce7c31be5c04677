"""Members and initiatives side by side: what stands in a cell, what is narrowed, and who sees what."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.apps.governance.at_time import set_clock
from tests.apps.portfolio.ground import coordinator, keeper, local, programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.portfolio.models import Initiative, Participation
from samspil.apps.portfolio.services import fanning_out, initiatives, leaving, plans, taking_part
from samspil.apps.portfolio.types import Form, NewInitiative
from samspil.core.portfolio.pace import Pace

HEAD = "head_of_digitalisation"


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def page(world: World, code: str = "", role: str = "coordinator", query: str = "") -> str:
    browser = world.log_in(Client(), code, role)
    response = browser.get(reverse("portfolio:matrix") + query)
    assert response.status_code == 200
    return response.content.decode()


def text(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def table(html: str) -> dict[str, dict[str, str]]:
    """The cells by the words of their row and of their column."""
    heads = [text(one) for one in re.findall(r'<th scope="col".*?</th>', html, re.DOTALL)]
    found = {}
    for row in re.findall(r"<tr><th scope=\"row\".*?</tr>", html, re.DOTALL):
        name = text(re.findall(r"<a .*?</a>", row, re.DOTALL)[0])
        cells = [text(one) for one in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        found[name] = dict(zip(heads[1:], cells, strict=True))
    return found


def fan_out(world: World, common: Initiative) -> None:
    with world.scope(""):
        fanning_out.fan_out_plan(common, acting=coordinator(world), at=NOW)


def sets(world: World, common: Initiative, code: str, pace: Pace) -> None:
    with world.scope(code):
        taking_part.set_pace(common.public_id, pace, acting=keeper(world, code), at=NOW)


def part(world: World, above: Initiative, title: str) -> Initiative:
    with world.scope(""):
        new = NewInitiative(
            title,
            "",
            Form.PROJECT,
            is_mandatory=False,
            programme=above.public_id,
            outside_model_because="Ældre end projektmodellen",
        )
        return initiatives.start(new, acting=coordinator(world), at=NOW)


def test_a_cell_says_pace_status_and_the_next_milestone_with_its_day(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    fan_out(world, common)
    sets(world, common, HVIDOVRE, Pace.IMPLEMENTING)
    with world.scope(""):
        Participation.objects.filter(code=HVIDOVRE).update(light="yellow")
    cells = table(page(world))["Digitale fuldmagter"]
    assert len(cells) == 9
    assert cells["Hvidovre"] == "Indfører Hold øje Systemer tilsluttet 1. september 2026"
    assert cells["Rødovre"] == "Følger med Systemer tilsluttet 1. september 2026"
    assert cells["Solrød"] == "Ikke inviteret"


def test_what_somebody_has_written_is_no_part_of_the_page(world: World) -> None:
    programme(world, HVIDOVRE)
    with world.scope(""):
        Participation.objects.update(next_name="<b onclick=x>I drift</b>", next_on=date(2026, 9, 1))
    html = page(world)
    assert "<b onclick" not in html
    assert "&lt;b onclick=x&gt;I drift" in html


def test_what_needs_somebodys_eye_is_marked(world: World) -> None:
    common = programme(world, HVIDOVRE, RODOVRE)
    assert table(page(world))["Digitale fuldmagter"]["Hvidovre"].endswith("Ingen plan endnu")
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        acting = keeper(world, HVIDOVRE)
        mine = Initiative.objects.get().milestones.select_related("initiative").get(name="I drift")
        fanning_out.deviate(mine, date(2027, 2, 1), reason="Leverandøren", acting=acting, at=NOW)
        taking_part.set_pace(common.public_id, Pace.JOINING, acting=acting, at=NOW)
        leaving.leave(common.public_id, date(2026, 6, 1), terms="Beholder", acting=acting, at=NOW)
    cell = table(page(world))["Digitale fuldmagter"]["Hvidovre"]
    assert cell.endswith("1 efter lovens frist 1 afvigelse ude fra 1. juni 2026")


def test_a_day_gone_by_says_so(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    set_clock(monkeypatch, NOW + timedelta(days=200))
    assert table(page(world))["Digitale fuldmagter"]["Hvidovre"].endswith("(overskredet)")


def test_a_programme_stands_above_its_parts_and_the_mandatory_first(world: World) -> None:
    programme(world, HVIDOVRE, is_mandatory=False)
    with world.scope(""):
        Initiative.objects.update(title="Aktiv fritid")
    above = programme(world, HVIDOVRE)
    part(world, above, "Borgerbreve")
    html = page(world)
    assert list(table(html)) == ["Digitale fuldmagter", "Borgerbreve", "Aktiv fritid"]
    assert [int(one) for one in re.findall(r'data-depth="(\d)"', html)] == [0, 1, 0]


def test_the_table_has_a_caption_and_names_its_rows_and_columns(world: World) -> None:
    programme(world, HVIDOVRE)
    html = page(world)
    assert "<caption" in html
    assert html.count('<th scope="col"') == 10
    assert html.count('<th scope="row"') == 1


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("?binds=mandatory", ["Digitale fuldmagter"]),
        ("?binds=voluntary", ["Aktiv fritid"]),
        (f"?member={RODOVRE}", ["Digitale fuldmagter"]),
        ("?pace=implementing", ["Digitale fuldmagter"]),
        ("?pace=live", []),
        ("?attention=no_plan", ["Digitale fuldmagter"]),
        ("?attention=deviates", []),
        ("?area=Kultur", ["Aktiv fritid"]),
        ("?light=red", []),
        ("?attention=what&nothing=1", ["Digitale fuldmagter", "Aktiv fritid"]),
    ],
)
def test_it_is_narrowed_by_the_address(world: World, query: str, rows: list[str]) -> None:
    programme(world, HVIDOVRE, is_mandatory=False)
    with world.scope(""):
        Initiative.objects.update(title="Aktiv fritid", areas=["Kultur"])
    mandatory = programme(world, HVIDOVRE, RODOVRE)
    sets(world, mandatory, HVIDOVRE, Pace.IMPLEMENTING)
    html = page(world, query=query)
    assert list(table(html)) == rows
    if not rows:
        assert "Intet passer" in html


def test_a_part_that_is_asked_for_stands_under_its_programme(world: World) -> None:
    above = programme(world, HVIDOVRE)
    below = part(world, above, "Borgerbreve")
    with world.scope(""):
        Initiative.objects.filter(pk=below.pk).update(areas=["Kultur"])
    part(world, above, "Kurser")
    assert list(table(page(world, query="?area=Kultur"))) == ["Digitale fuldmagter", "Borgerbreve"]


def test_one_member_alone_is_one_column(world: World) -> None:
    programme(world, HVIDOVRE, RODOVRE)
    assert list(table(page(world, query=f"?member={RODOVRE}"))["Digitale fuldmagter"]) == ["Rødovre"]


def test_a_member_sees_what_it_is_invited_to_itself_first(world: World) -> None:
    programme(world, HVIDOVRE, SOLROD)
    local(world, SOLROD)
    seen = table(page(world, SOLROD, HEAD))
    assert {name: list(cells) for name, cells in seen.items()} == {
        "Digitale fuldmagter": ["Solrød", "Hvidovre"]
    }
    assert "Den Storkøbenhavnske Digitaliseringsforening" in page(world, SOLROD, HEAD)
    assert table(page(world, RODOVRE, HEAD)) == {}


def test_what_is_over_stands_here_no_more(world: World) -> None:
    common = programme(world, HVIDOVRE)
    with world.scope(""):
        Initiative.objects.filter(pk=common.pk).update(end="completed", ended_on=NOW.date())
    assert table(page(world)) == {}
    assert table(page(world, HVIDOVRE, HEAD)) == {}


def queries(browser: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        browser.get(reverse("portfolio:matrix"))
    return len(asked)


@pytest.mark.parametrize("code", ["", HVIDOVRE])
def test_more_initiatives_ask_no_more_questions(world: World, code: str) -> None:
    browser = world.log_in(Client(), code, HEAD if code else "coordinator")
    fan_out(world, programme(world, HVIDOVRE, RODOVRE))
    few = queries(browser)
    for _each in range(3):
        fan_out(world, programme(world, HVIDOVRE, RODOVRE, SOLROD))
    assert queries(browser) == few


def test_who_is_not_logged_in_is_asked_to(client: Client, world: World) -> None:
    response: Any = client.get(reverse("portfolio:matrix"))
    assert response.status_code == 302
    assert "login" in response["Location"]


def test_a_milestone_moved_by_a_member_shows_its_new_day(world: World) -> None:
    common = programme(world, HVIDOVRE)
    fan_out(world, common)
    with world.scope(HVIDOVRE):
        mine = (
            Initiative.objects.get().milestones.select_related("initiative").get(name="Systemer tilsluttet")
        )
        plans.reach_milestone(mine, NOW.date(), acting=keeper(world, HVIDOVRE), at=NOW)
    assert "I drift 1. december 2026" in table(page(world))["Digitale fuldmagter"]["Hvidovre"]
