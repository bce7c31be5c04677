"""The purchase history: what has really been published, for those who act for the buyer."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.world import RODOVRE, SOLROD, World

from samspil import library
from samspil.apps.organisations.models import Access
from samspil.apps.systems.models import Notice
from samspil.kit.journal.recording import By
from samspil.processes.import_notices import import_notices


@pytest.fixture
def shown(world: World) -> World:
    import_notices(library.notices(), By("import", datetime(2026, 3, 2, 9, tzinfo=UTC)))
    return world


def page(browser: Client, address: str = "/history/") -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_notice_stands_there_with_label_value_days_and_source(shown: World, browser: Client) -> None:
    told = page(shown.log_in(browser, SOLROD, "employee"))
    for words in (
        *("Indkøbshistorik", "Madservice", "Husligt arbejde", "98514000", "7.200.000 kr.", "anslået"),
        *("1. maj 2022 til 30. april 2026", "21. marts 2022", "Sendt i udbud", "TED 044742-2022"),
        'href="https://ted.europa.eu/udl?uri=TED:NOTICE:044742-2022:TEXT:DA:HTML"',
    ):
        assert words in told


def test_it_is_told_to_be_real_where_all_else_is_example_data(shown: World, browser: Client) -> None:
    told = page(shown.log_in(browser, SOLROD, "employee"))
    assert "Rigtige offentlige oplysninger." in told
    assert "Personer, sager og beløb er opdigtede." not in told


def test_another_member_sees_its_own_and_nobody_elses(shown: World, browser: Client) -> None:
    told = page(shown.log_in(browser, RODOVRE, "employee"))
    assert "Forhåndsmeddelelse om madservice" in told
    assert "Solrød Kommune" not in told


def test_who_has_bought_nothing_is_told_what_will_come(shown: World, browser: Client) -> None:
    assert "Ingen offentliggjorte indkøb endnu" in page(shown.log_in(browser, "", "coordinator"))


def test_nobody_is_asked_to_log_in(shown: World, browser: Client) -> None:
    assert browser.get("/history/")["Location"].startswith("/account/login/")


def test_whose_access_has_ended_sees_nothing(shown: World, browser: Client) -> None:
    shown.log_in(browser, SOLROD, "employee")
    Access.objects.filter(organisation=shown.members[SOLROD]).update(valid_to="2026-03-01")
    assert browser.get("/history/").status_code == 403


def test_it_is_searched_in_any_writing_and_narrowed_to_it(shown: World, browser: Client) -> None:
    shown.log_in(browser, RODOVRE, "employee")
    assert "Forhåndsmeddelelse" in page(browser, "/history/?q=RØDOVRE madservice")
    assert "Ingen bekendtgørelse passer" in page(browser, "/history/?q=cykler")
    assert "Ingen bekendtgørelse passer" in page(browser, "/history/?it=on")


def many(world: World, count: int) -> None:
    [record] = [one for one in library.notices() if one.notice.publication_number == "044742-2022"]
    with world.scope(SOLROD):
        row = Notice.objects.get(key=record.notice.publication_number)
        Notice.objects.bulk_create(
            Notice(
                organisation=row.organisation,
                key=f"{number}",
                subject=f"Køb {number}",
                dated_on=row.dated_on,
                retrieved_on=row.retrieved_on,
                imported_at=row.imported_at,
                cpv=row.cpv,
            )
            for number in range(count)
        )


def test_every_notice_stands_on_exactly_one_page_also_of_one_day(shown: World, browser: Client) -> None:
    many(shown, 60)
    shown.log_in(browser, SOLROD, "employee")
    seen, address = [], "/history/"
    while address:
        answer = browser.get(address)
        seen += [row["notice"].subject for row in answer.context["rows"]]
        older = answer.context["older"]
        address = f"/history/?before={older}" if older else ""
    assert len(seen) == len(set(seen)) == 61


@pytest.mark.parametrize(
    "key", ["x", "2022-01-26_", "2022-13-01_1", "2022-01-26_²", "2022-01-26_" + "9" * 30]
)
def test_what_is_no_key_of_a_page_is_the_first_page(shown: World, browser: Client, key: str) -> None:
    shown.log_in(browser, SOLROD, "employee")
    assert "Madservice" in page(browser, f"/history/?before={key}")


def test_the_number_of_questions_does_not_grow_with_the_notices(shown: World, browser: Client) -> None:
    shown.log_in(browser, SOLROD, "employee")
    with CaptureQueriesContext(
        connection,
    ) as few:
        page(browser)
    many(shown, 25)
    with CaptureQueriesContext(connection) as more:
        page(browser)
    assert len(more) == len(few)


def test_the_rows_are_asked_for_by_their_owner(shown: World) -> None:
    with shown.scope(RODOVRE):
        assert not Notice.objects.filter(organisation=shown.members[SOLROD]).exists()
