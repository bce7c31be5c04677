"""The pages of common needs: read by all, answered by who may, in order, and without a script."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.apps.governance.at_time import brought
from tests.apps.needs.needs_world import (
    KEEPER,
    LATER,
    NAMES,
    care_of_three,
    found_by,
    seen_by,
    shows,
    told_of,
    worker,
)
from tests.apps.systems.test_register import contract_in
from tests.apps.world import ASSOCIATION, HVIDOVRE, NOW, RODOVRE, SOLROD, World

from samspil.apps.needs.selectors.common import Narrowing, list_common
from samspil.apps.systems.models import Contract
from samspil.kit.journal.models import Entry


@pytest.fixture
def head(world: World, browser: Client) -> Client:
    return world.log_in(browser, HVIDOVRE, KEEPER)


@pytest.fixture
def three(world: World) -> World:
    care_of_three(world)
    worker()
    return world


def page(browser: Client, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def address_of(world: World, code: str = HVIDOVRE) -> str:
    [found] = found_by(world, code)
    return f"/needs/{found.public_id}/"


def test_before_anything_is_found_the_list_says_how_it_comes(head: Client) -> None:
    assert "Ingen fælles behov endnu" in page(head, "/needs/")
    assert "Intet at vise endnu" in page(head, "/needs/shown/")
    assert "Ingen forslag er afvist" in page(head, "/needs/different/")


def test_the_list_shows_who_has_it_how_sure_and_by_when(three: World, head: Client) -> None:
    said = page(head, "/needs/")

    assert all(name in said for name in NAMES.values())
    assert "det samme" in said
    assert "Den første skal handle senest" in said


def test_a_common_need_says_why_and_is_confirmed_without_a_script(three: World, head: Client) -> None:
    where = address_of(three)
    said = page(head, where)
    assert all(one in said for one in ("Samme leverandør", "Samme system", "27.36.00"))
    assert said.count('value="same"') == 1, "one answers for one's own alone"

    told = told_of(three, HVIDOVRE, NAMES[HVIDOVRE])
    answer = head.post(f"{where}answer/", {"told": told.public_id, "said": "same"}, follow=True)

    assert "Du har sagt, at det er det samme" in answer.content.decode()
    assert "Bekræftet" in page(head, "/needs/")
    assert page(head, "/needs/?state=open").count(NAMES[HVIDOVRE]) == 0
    assert NAMES[HVIDOVRE] in page(head, "/needs/?state=confirmed&whose=ours&area=27")


def test_a_common_need_is_refused_and_taken_back_without_a_script(three: World, head: Client) -> None:
    told = told_of(three, HVIDOVRE, NAMES[HVIDOVRE])
    where = address_of(three)
    said = head.post(f"{where}answer/", {"told": told.public_id, "said": "other"}, follow=True)
    assert "Det foreslås ikke igen" in said.content.decode()
    pairs = [row["pair"] for row in said.context["rows"]]

    for pair in pairs:
        assert head.post("/needs/different/take-back/", {"pair": pair}).status_code == 302

    assert len(pairs) == 2
    assert "Ingen forslag er afvist" in page(head, "/needs/different/")


def test_the_association_may_answer_for_all(three: World, browser: Client) -> None:
    world_keeper = three.log_in(browser, ASSOCIATION, "coordinator")
    assert page(world_keeper, address_of(three, ASSOCIATION)).count('value="same"') == 3
    assert "whose" not in page(world_keeper, "/needs/")


@pytest.mark.parametrize(
    ("said", "status"),
    [({"said": "same"}, 404), ({"said": "x", "told": "x"}, 404), ({"said": "same", "told": "x"}, 404)],
)
def test_an_answer_that_makes_no_sense_is_no_page(
    three: World, head: Client, said: dict[str, Any], status: int
) -> None:
    assert head.post(f"{address_of(three)}answer/", said).status_code == status


def test_who_may_not_answer_is_told_so(three: World, browser: Client) -> None:
    employee = three.log_in(browser, HVIDOVRE, "employee")
    where, told = address_of(three), told_of(three, HVIDOVRE, NAMES[HVIDOVRE])
    assert 'value="same"' not in page(employee, where)

    answer = employee.post(f"{where}answer/", {"told": told.public_id, "said": "other"})

    assert answer.status_code == 422
    assert "Bed en af dem" in answer.content.decode()


def test_pages_ask_as_often_for_one_common_need_as_for_many(three: World, head: Client) -> None:
    def asked(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as found:
            page(head, address)
        return len(found)

    first = asked("/needs/"), asked(address_of(three))
    where = address_of(three)
    for code in (HVIDOVRE, RODOVRE, SOLROD):
        use = {"name": "Vagtplan", "catalogue": None, "vendor": "Fiktiv Vagt", "kle": ("81.00",)}
        shows(three, code, "Vagtplansystem", use=use)
    worker(LATER)

    assert (asked("/needs/"), asked(where)) == first


def test_pages_of_the_list_come_one_after_the_other_in_the_order_of_their_days(world: World) -> None:
    for place, name in enumerate(("Vagtplan", "Byggesag", "Tandpleje", "Bibliotek")):
        for code in (HVIDOVRE, RODOVRE):
            use = {"name": name, "catalogue": None, "vendor": name, "kle": ()}
            shows(world, code, name, use=use, ends_on=NOW.date() + timedelta(days=900 + 30 * place))
    worker()

    with seen_by(world) as reach:
        whole = list_common(reach, Narrowing()).rows
        first = list_common(reach, Narrowing(size=3))
        then = list_common(reach, Narrowing(size=3, after=first.next_after))
    assert [one.told[0].title for one in whole] == ["Vagtplan", "Byggesag", "Tandpleje", "Bibliotek"]
    assert [*first.rows, *then.rows] == whole
    assert then.next_after is None


def test_a_need_is_shown_by_choice_alone_with_its_title_and_nothing_that_was_written(
    world: World, head: Client
) -> None:
    matter = brought(world)
    worker()
    told = told_of(world, HVIDOVRE, matter.title)
    assert (told.is_shown, told.text) == (False, matter.title)
    assert "Kun os" in page(head, "/needs/shown/")
    with world.scope(HVIDOVRE):
        head.post("/needs/shown/", {"told": told.public_id, "show": "yes"})
    worker(LATER)

    with seen_by(world, RODOVRE) as reach:
        [seen] = reach.shown.filter(organisation__code=HVIDOVRE)
    assert (seen.title, matter.description in seen.text) == (matter.title, False)
    with world.scope(HVIDOVRE):
        assert Entry.objects.filter(action="needs.need.shown").count() == 1

    head.post("/needs/shown/", {"told": told.public_id, "show": "no"})

    with seen_by(world, RODOVRE) as reach:
        assert not reach.shown.filter(organisation__code=HVIDOVRE).exists()


def test_what_its_record_shows_is_not_chosen_here(three: World, head: Client) -> None:
    told = told_of(three, HVIDOVRE, NAMES[HVIDOVRE])

    answer = head.post("/needs/shown/", {"told": told.public_id, "show": "no"})

    assert answer.status_code == 422
    assert "vælges på dets egen side" in answer.content.decode()


def test_an_employee_sees_what_is_shown_and_may_not_choose(world: World, browser: Client) -> None:
    matter = brought(world)
    worker()
    told = told_of(world, HVIDOVRE, matter.title)
    employee = world.log_in(browser, HVIDOVRE, "employee")
    assert 'name="show"' not in page(employee, "/needs/shown/")

    assert employee.post("/needs/shown/", {"told": told.public_id, "show": "yes"}).status_code == 422
    assert employee.post("/needs/shown/", {"told": told.public_id, "show": "x"}).status_code == 404


def test_what_another_tells_is_not_chosen_by_us(three: World, head: Client) -> None:
    theirs = told_of(three, RODOVRE, NAMES[RODOVRE])

    assert head.post("/needs/shown/", {"told": theirs.public_id, "show": "yes"}).status_code == 404


def test_the_pages_of_a_contract_and_of_its_system_lead_to_others_with_the_same(
    three: World, head: Client
) -> None:
    with three.scope(HVIDOVRE):
        contract = Contract.objects.get()
        use = contract.systems.get().use
    for where in (f"/contracts/{contract.public_id}/", f"/systems/{use.public_id}/"):
        said = page(head, where)
        assert "2 andre ser ud til at have samme behov" in said
        assert address_of(three) in said


def test_what_is_hidden_says_that_it_is_not_compared(world: World, head: Client) -> None:
    contract = contract_in(world, HVIDOVRE)
    assert "så det sammenlignes ikke" in page(head, f"/contracts/{contract.public_id}/")


def test_what_nobody_else_has_says_so(world: World, head: Client) -> None:
    contract = shows(world, HVIDOVRE, "Vagtplan")
    worker()
    assert "Vi kender ingen andre" in page(head, f"/contracts/{contract.public_id}/")
