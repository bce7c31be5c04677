"""The portfolio drawn: each initiative a link with a name, and a table that says the same."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.portfolio.ground import keeper, local
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, World

from samspil.apps.portfolio.models import Initiative, Risk
from samspil.apps.portfolio.services import initiatives, plans
from samspil.apps.portfolio.types import NewEstimate
from samspil.core.units import Money

TIMELINE, BUBBLES = "/portfolio/timeline/", "/portfolio/bubbles/"


def seen(world: World, url: str, code: str = RODOVRE) -> Any:
    page = world.log_in(Client(), code, "head_of_digitalisation").get(url)
    assert page.status_code == 200
    return page


def care(world: World, title: str = "Nyt omsorgssystem") -> Initiative:
    row = local(world, RODOVRE, title, starts_on=date(2026, 4, 1), ends_on=date(2026, 6, 30))
    with world.scope(RODOVRE):
        new = plans.NewMilestone("I drift", date(2026, 6, 30))
        plans.add_milestone(row, new, acting=keeper(world, RODOVRE), at=NOW)
    return row


def test_a_row_of_the_timeline_is_a_link_that_says_all(world: World) -> None:
    row = care(world)
    page = seen(world, TIMELINE).content.decode()
    name = (
        "Nyt omsorgssystem. 1. april 2026 – 30. juni 2026. Ingen status endnu. Næste: I drift 30. juni 2026"
    )
    assert f'<a href="/portfolio/initiatives/{row.public_id}/" aria-label="{name}">' in page
    assert "<title>I drift 30. juni 2026</title>" in page
    assert "Det samme i en tabel" in page


def test_what_somebody_has_written_is_escaped_in_the_picture(world: World) -> None:
    care(world, "<script>x</script> & 'co'")
    for url in (TIMELINE, BUBBLES):
        page = seen(world, url).content.decode()
        assert "<script>x" not in page
        assert "&lt;script&gt;x" in page


def test_the_timeline_is_narrowed_as_the_list_is(world: World) -> None:
    care(world)
    care(world, "Robot")
    lines = seen(world, f"{TIMELINE}?q=robot").context["lines"]
    assert [one["title"] for one in lines] == ["Robot"]


def test_a_bubble_has_value_risk_and_cost_and_what_has_no_value_is_in_the_table(world: World) -> None:
    row = care(world)
    care(world, "Robot")
    with world.scope(RODOVRE):
        Initiative.objects.filter(pk=row.pk).update(value=300)
        estimate = NewEstimate(Money.of(90_000))
        initiatives.keep_estimate(row, estimate, acting=keeper(world, RODOVRE), at=NOW)
        for likelihood, closed_on in ((2, None), (5, NOW.date())):
            Risk.objects.create(
                organisation_id=row.organisation_id,
                initiative=row,
                title="Leverandøren",
                likelihood=likelihood,
                impact=4,
                response="reduce",
                owner="Projektleder",
                review_on=NOW.date(),
                raised_on=NOW.date(),
                closed_on=closed_on,
            )
    page = seen(world, BUBBLES)
    told = page.content.decode()
    assert "Nyt omsorgssystem. Værdi: 300. Risiko: 8 af 25. Pris: 90.000 kr." in told
    assert told.count("<circle") == 1
    assert page.context["left_out"] == 1
    assert [one["title"] for one in page.context["lines"]] == ["Nyt omsorgssystem", "Robot"]


def test_the_pictures_ask_the_same_few_questions_however_many_there_are(world: World) -> None:
    counts: dict[str, list[int]] = {TIMELINE: [], BUBBLES: []}
    browser = world.log_in(Client(), RODOVRE, "head_of_digitalisation")
    for _round in range(2):
        for number in range(3):
            care(world, f"Indsats {number}")
        for url, found in counts.items():
            browser.get(url)
            with CaptureQueriesContext(connection) as asked:
                browser.get(url)
            found.append(len(asked))
    assert all(len(set(found)) == 1 for found in counts.values()), counts


def test_another_organisations_initiatives_are_not_drawn(world: World) -> None:
    care(world)
    for url in (TIMELINE, BUBBLES):
        assert seen(world, url, HVIDOVRE).context["lines"] == []
        assert Client().get(url).status_code == 302
