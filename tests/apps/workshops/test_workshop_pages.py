"""The pages of a workshop: phones without a log-in, the shared screen, the wall in order, the record."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.apps.benefits.pdf_words import pages
from tests.apps.workshops.workshop_world import HEAD, as_idea, found, leader, note, opened, prepared
from tests.apps.world import BY, HVIDOVRE, RODOVRE, SINCE, World

from samspil.apps.governance.models import Matter
from samspil.apps.organisations import services
from samspil.apps.workshops.models import Heading, Note, Potential, Workshop
from samspil.apps.workshops.selectors.links import key_of
from samspil.apps.workshops.services.running import end_workshop
from samspil.apps.workshops.services.sending import send_on
from samspil.apps.workshops.types import Improves

HTMX = {"HX-Request": "true"}


@pytest.fixture
def head(world: World) -> Client:
    return world.log_in(Client(), RODOVRE, HEAD)


@pytest.fixture
def held(world: World) -> Workshop:
    with world.scope(RODOVRE):
        return opened(world, timezone.now())


def link(row: Workshop) -> str:
    return reverse("workshops:join", args=[key_of(row)])


def page_of(row: Workshop) -> str:
    return reverse("workshops:workshop", args=[row.public_id])


def read(browser: Client, path: str, status: int = 200) -> str:
    answer = browser.get(path)
    assert answer.status_code == status
    return str(answer.content.decode())


def key_on(page: str) -> str:
    found = re.search(r'name="key" value="([^"]+)"', page)
    assert found
    return found[1]


def write(path: str, text: str, **more: str) -> Any:
    browser = Client()
    key = key_on(read(browser, path))
    return browser.post(path, {"asks": "annoys", "text": text, "key": key, **more})


def test_somebody_without_a_log_in_writes_by_the_link_and_sees_what_others_wrote(
    world: World, held: Workshop
) -> None:
    assert "Ingen kan se, hvem der har skrevet en seddel" in read(Client(), link(held))
    answer = write(link(held), "Vi taster det samme to gange", asks="smarter")
    assert answer.status_code == 302
    thanks = read(Client(), answer.url)
    assert "Din seddel hænger på væggen" in thanks
    assert "Vi taster det samme to gange" in thanks
    assert 'value="smarter" id="id_asks_1" checked' in thanks  # one goes on with the same question


def test_the_page_of_a_phone_is_kept_by_nobody_and_tells_nobody_where_it_was(held: Workshop) -> None:
    answer = Client().get(link(held))
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "same-origin"


def test_a_phone_asks_for_what_is_new_and_gets_nothing_until_there_is_some(
    world: World, held: Workshop
) -> None:
    def news(seen: int) -> Any:
        return Client().get(link(held), {"seen": seen}, headers=HTMX)

    assert news(0).status_code == 204
    write(link(held), "Nyt på væggen")
    answer = news(0)
    assert (answer.status_code, "Nyt på væggen" in answer.content.decode()) == (200, True)
    assert "<!doctype" not in answer.content.decode()
    assert news(1).status_code == 204


def test_when_it_has_ended_the_link_opens_nothing_and_a_phone_asks_no_more(
    world: World, held: Workshop
) -> None:
    path = link(held)
    write(path, "I tide")
    form = {"asks": "annoys", "text": "For sent", "key": key_on(read(Client(), path))}
    with world.scope(RODOVRE):
        end_workshop(held, acting=leader(world), at=timezone.now())
    over = read(Client(), path, 404)
    assert "Ingen workshop her nu" in over
    assert "I tide" not in over
    assert Client().post(path, form).status_code == 404
    with world.scope(RODOVRE):
        assert Note.objects.count() == 1
    news = Client().get(path, {"seen": 0}, headers=HTMX).content.decode()
    assert "tager ikke imod flere sedler" in news
    assert "hx-get" not in news
    assert "I tide" not in news


def test_a_note_that_is_sent_twice_hangs_there_once(world: World, held: Workshop) -> None:
    browser = Client()
    form = {"asks": "annoys", "text": "Kun én gang", "key": key_on(read(browser, link(held)))}
    assert browser.post(link(held), form).status_code == browser.post(link(held), form).status_code == 302
    with world.scope(RODOVRE):
        assert Note.objects.count() == 1
    write(link(held), "Kun én gang")  # the control: another page is another note
    with world.scope(RODOVRE):
        assert Note.objects.count() == 2


def test_fifty_thousand_characters_are_refused_and_stand_there_still(world: World, held: Workshop) -> None:
    answer = write(link(held), "x" * 50_000)
    assert answer.status_code == 422
    assert "500" in answer.content.decode()
    assert "x" * 50_000 in answer.content.decode()
    with world.scope(RODOVRE):
        assert not Note.objects.exists()
    assert write(link(held), "x" * 500).status_code == 302


def test_a_name_is_warned_of_before_anybody_can_read_it(world: World, held: Workshop) -> None:
    answer = write(link(held), "Aksel Larsen svarer aldrig")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Her står noget, der ligner en person: Aksel Larsen" in page
    assert "Den nævner ingen: send den, som den er" in page
    with world.scope(RODOVRE):
        assert not Note.objects.exists()
    assert write(link(held), "Microsoft Teams går ned", meant="yes").status_code == 302
    assert "Den nævner ingen" not in read(Client(), link(held))  # only where there is something to mean


def test_whoever_leads_prepares_with_a_unit_or_an_area_and_opens_the_screen(
    world: World, head: Client
) -> None:
    with world.scope(RODOVRE):
        unit = services.add_unit(world.members[RODOVRE], "Børn og familie", SINCE, BY)
    day = timezone.localdate().isoformat()
    form = {"unit": str(unit.public_id), "area": "", "day": day, "begins": "00:00", "ends": "23:59"}
    assert head.post(reverse("workshops:new"), form).status_code == 302
    with world.scope(RODOVRE):
        row = Workshop.objects.get()
    assert (row.area, row.unit) == ("Børn og familie", unit.public_id)
    assert head.get(reverse("workshops:screen", args=[row.public_id])).url == page_of(row)  # type: ignore[attr-defined]
    answer = head.post(reverse("workshops:open", args=[row.public_id]), follow=True)
    with world.scope(RODOVRE):
        row = Workshop.objects.get()
    assert f"testserver{link(row)}" in answer.content.decode()
    screen = reverse("workshops:screen", args=[row.public_id])
    said = {"asks": "annoys", "text": "Sagt højt", "key": key_on(read(head, screen))}
    assert head.post(screen, said).status_code == 302
    assert "Sagt højt" in read(Client(), link(row))


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"ends": "08:00"}, "Den skal slutte, efter at den er begyndt."),
        ({"ends": "09:00"}, "Den skal slutte, efter at den er begyndt."),
        ({"day": "2020-01-01"}, "Den tid er gået."),
        ({"day": "0001-01-01"}, "Det årstal kan ikke passe."),
        ({"area": ""}, "Vælg en enhed ovenfor"),
        ({"area": "x" * 201}, "200"),
        ({"unit": "0198c0de-0000-7000-8000-000000000000"}, "gyldig"),
    ],
)
def test_a_workshop_that_cannot_be_is_told(
    world: World, head: Client, said: dict[str, str], told: str
) -> None:
    day = (timezone.localdate() + timedelta(days=3)).isoformat()
    good = {"unit": "", "area": "Skolerne", "day": day, "begins": "09:00", "ends": "11:00"}
    answer = head.post(reverse("workshops:new"), good | said)
    assert (answer.status_code, told in answer.content.decode()) == (422, True)
    with world.scope(RODOVRE):
        assert not Workshop.objects.exists()
    assert head.post(reverse("workshops:new"), good).status_code == 302


def test_a_workshop_gets_more_time_and_its_link_works_on(world: World, head: Client, held: Workshop) -> None:
    with world.scope(RODOVRE):
        begins = timezone.now() - timedelta(hours=5)
        Workshop.objects.filter(pk=held.pk).update(begins_at=begins, ends_at=begins + timedelta(hours=1))
    assert read(Client(), link(held), 404)
    assert "Tiden er gået" in read(head, page_of(held))
    begins = timezone.localtime(begins)
    form = {"area": "Hjemmeplejen", "day": (timezone.localdate() + timedelta(days=1)).isoformat(),
            "begins": "00:00", "ends": "23:59"}  # fmt: skip
    assert head.post(reverse("workshops:change", args=[held.public_id]), form).status_code == 302
    assert read(Client(), link(held))


def test_notes_are_ticked_and_put_in_order_by_forms_alone(world: World, head: Client, held: Workshop) -> None:
    with world.scope(RODOVRE):
        first, second = (str(note(held, text, timezone.now()).public_id) for text in ("Et", "To"))
    path = reverse("workshops:group", args=[held.public_id])
    nothing = head.post(path, {"put": "put", "name": "Log-in"})
    assert (nothing.status_code, "ikke sat hak" in nothing.content.decode()) == (422, True)
    nowhere = head.post(path, {"put": "put", "note": [first, second]})
    assert "Vælg en overskrift, eller skriv en ny." in nowhere.content.decode()
    assert f'value="{first}" id="note-{first}" checked' in nowhere.content.decode()  # nothing is lost
    assert head.post(path, {"put": "put", "name": "Log-in", "note": [first, "x"]}).status_code == 302
    with world.scope(RODOVRE):
        heading = str(Heading.objects.get().public_id)
    head.post(path, {"put": "put", "heading": heading, "note": [second]})
    page = read(head, page_of(held))
    assert page.index("Log-in") < page.index("Et</label>") < page.index("To</label>")
    head.post(path, {"down": "down", "note": [first]})
    head.post(path, {"out": "out", "note": [second]})
    with world.scope(RODOVRE):
        assert [one.text for one in Note.objects.all()] == ["To"]
        assert not Heading.objects.exists()


def test_two_and_two_are_chosen_and_fewer_or_more_is_said_and_not_refused(
    world: World, head: Client, held: Workshop
) -> None:
    path = reverse("workshops:choose", args=[held.public_id])

    def choose(title: str, improves: str) -> str:
        assert head.post(path, {"title": title, "improves": improves, "text": ""}).status_code == 302
        return read(head, page_of(held))

    assert "1 mulig kvalitetsforbedring, 1 færre end de 2, I leder efter" in choose("Et", "quality")
    assert "2 mulige kvalitetsforbedringer, så mange, som I leder efter" in choose("To", "quality")
    page = choose("Tre", "quality")
    assert "3 mulige kvalitetsforbedringer, flere end de 2, I leder efter" in page
    assert "0 mulige effektivitetsforbedringer, 2 færre end de 2, I leder efter" in page
    refused = head.post(path, {"title": "Fire", "improves": "happiness"})
    assert refused.status_code == 422


def test_an_improvement_begins_with_the_heading_it_is_chosen_from(
    world: World, head: Client, held: Workshop
) -> None:
    with world.scope(RODOVRE):
        first = str(note(held, "Fire adgangskoder", timezone.now()).public_id)
    head.post(
        reverse("workshops:group", args=[held.public_id]), {"put": "1", "name": "Log-in", "note": first}
    )
    with world.scope(RODOVRE):
        heading = Heading.objects.get().public_id
    page = read(head, f"{page_of(held)}?from={heading}")
    assert 'name="title" value="Log-in"' in page
    assert "Fire adgangskoder</textarea>" in page.replace("\n", "")
    assert 'name="title" value="Log-in"' not in read(head, f"{page_of(held)}?from=x")


def test_what_is_found_is_sent_as_an_idea_once_and_the_workshop_shows_what_becomes_of_it(
    world: World, head: Client
) -> None:
    with world.scope(RODOVRE):
        unit = services.add_unit(world.members[RODOVRE], "Børn og familie", SINCE, BY)
        row = opened(world, timezone.now())
        Workshop.objects.filter(pk=row.pk).update(unit=unit.public_id)
        one = found(world, row, "Ét log-in", timezone.now(), Improves.EFFICIENCY)
    path = reverse("workshops:send", args=[one.public_id])
    page = read(head, path)
    assert f'value="{unit.public_id}" selected' in page  # the unit of the workshop is known
    answers = {f"a_{key}": "no" for key in ("cross_cutting", "business_critical", "new_appropriation")}
    form = {
        "kind": "issue",
        "title": "Ét log-in",
        "unit": str(unit.public_id),
        "key": key_on(page),
        **answers,
    }
    sent = head.post(path, form)
    with world.scope(RODOVRE):
        matter = Matter.objects.get()
    assert sent.url == reverse("governance:matter", args=[matter.public_id])  # type: ignore[attr-defined]
    again = head.get(path, follow=True)
    assert "Den er allerede sendt videre" in again.content.decode()
    head.post(path, {**form, "key": "0198c0de-0000-7000-8000-000000000000"})
    with world.scope(RODOVRE):
        assert Matter.objects.count() == 1
        assert Potential.objects.get().matter == matter.public_id
    assert matter.case_number in read(head, page_of(row))
    about = read(head, reverse("governance:matter", args=[matter.public_id]))
    assert "Fundet på en workshop" in about
    assert page_of(row) in about
    back = head.post(reverse("workshops:take_back", args=[one.public_id]), follow=True)
    assert "blevet til en sag" in back.content.decode()


def test_a_model_without_ideas_says_what_is_missing(world: World) -> None:
    with world.scope(HVIDOVRE):
        one = found(world, opened(world, timezone.now(), code=HVIDOVRE), "Ét log-in", timezone.now())
    browser = world.log_in(Client(), HVIDOVRE, HEAD)
    assert "En idé" in read(browser, reverse("workshops:send", args=[one.public_id]))


def test_it_is_said_to_be_in_use_from_a_day_that_has_come(world: World, head: Client, held: Workshop) -> None:
    with world.scope(RODOVRE):
        one = found(world, held, "Vi gjorde det selv", timezone.now())
    path = reverse("workshops:in_use", args=[one.public_id])
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "den dag er ikke kommet endnu" in head.post(path, {"on": tomorrow}, follow=True).content.decode()
    assert "Skriv en dag" in head.post(path, {"on": "x"}, follow=True).content.decode()
    answer = head.post(path, {"on": timezone.localdate().isoformat()}, follow=True)
    assert "Den står nu som i brug." in answer.content.decode()


def test_the_list_counts_by_area_and_over_time(world: World, head: Client, held: Workshop) -> None:
    with world.scope(RODOVRE):
        one = found(world, held, "Et", timezone.now())
        found(world, held, "To", timezone.now(), Improves.EFFICIENCY)
        unit = "0198c0de-0000-7000-8000-000000000001"
        send_on(one, as_idea("Et", unit), acting=leader(world), at=timezone.now())
        prepared(world, timezone.now(), "Skolerne")
    page = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", read(head, reverse("workshops:workshops"))))
    assert "Hjemmeplejen 1 1 1 1 0 0" in page
    assert "Skolerne 0 0 0 0 0 0" in page
    assert "Alle områder 1 1 1 1 0 0" in page
    assert f"{timezone.localdate().year} 1 1 1 0 0" in page


def test_a_colleague_reads_what_was_written_and_can_change_nothing(world: World, held: Workshop) -> None:
    write(link(held), "Vi taster det samme to gange")
    employee = world.log_in(Client(), RODOVRE, "employee")
    page = read(employee, page_of(held))
    assert "Vi taster det samme to gange" in page
    assert "<form" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_the_record_is_two_tagged_pages_of_what_was_found_and_what_was_written(
    world: World, head: Client, held: Workshop
) -> None:
    for text in ("Vi taster det samme to gange", "Fire adgangskoder"):
        write(link(held), text)
    with world.scope(RODOVRE):
        found(world, held, "Ét sted at taste", timezone.now())
        last = str(Note.objects.latest("id").public_id)
    head.post(reverse("workshops:group", args=[held.public_id]), {"put": "1", "name": "Log-in", "note": last})
    answer = head.get(reverse("workshops:record", args=[held.public_id]))
    sheets = pages(answer.content)
    assert len(sheets) == 2
    assert "Ét sted at taste" in sheets[0]
    assert "1 mulig kvalitetsforbedring" in sheets[0]
    for said in ("Vi taster det samme to gange", "Log-in", "Fire adgangskoder", "ikke, hvem der skrev"):
        assert said in sheets[1]
    assert b"/StructTreeRoot" in answer.content
    with world.scope(RODOVRE):
        closed = prepared(world, timezone.now())
    assert head.get(reverse("workshops:record", args=[closed.public_id])).status_code == 404


def test_the_way_to_workshops_is_the_overview_and_the_balance_checks(world: World, head: Client) -> None:
    for path in (reverse("governance:overview"), reverse("balance:rounds")):
        assert f'href="{reverse("workshops:workshops")}"' in read(head, path)
