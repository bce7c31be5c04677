"""What the board's secretary does with a meeting, step by step, from the calendar to the minutes."""

from __future__ import annotations

import re
import zlib
from datetime import date, datetime

from playwright.sync_api import expect
from tests.journeys.desk import Desk

HELD = datetime.fromisoformat("2026-03-12T08:00+00:00")  # the board meets at nine, Danish winter time
EXTRAORDINARY = date(2026, 3, 13)
WHEN = "12. mar. 2026"
PLANS = ("Fælles aktivitetsplan", "Plan for kurser", "Plan for netværk")


def plans_from_the_calendar(desk: Desk) -> None:
    desk.follows("Fora")
    desk.follows("Bestyrelsen")
    desk.presses("Planlæg møder efter kalenderen")
    desk.follows(WHEN)


def puts_on_the_agenda(desk: Desk) -> None:
    for title in PLANS:
        desk.presses(f"Tilføj {title}")
        desk.page.get_by_role("button", name=f"Tag af {title}").wait_for()


def moves_the_last_up_by_keyboard(desk: Desk) -> None:
    move = desk.page.get_by_role("button", name=f"Flyt {PLANS[2]} op")
    move.focus()
    desk.page.keyboard.press("Enter")
    stand_in_order(desk, PLANS[0], PLANS[2], PLANS[1])
    expect(desk.page.get_by_role("button", name=f"Flyt {PLANS[2]} op")).to_be_focused()


def stand_in_order(desk: Desk, *titles: str) -> None:
    """Now or in a moment."""
    items = desk.page.get_by_role("region", name="Dagsorden").locator(".s-agenda > li")
    expect(items).to_have_text([re.compile(rf"^\s*{re.escape(title)}") for title in titles])


def opens_it(desk: Desk) -> None:
    desk.follows("Åbn mødet")
    desk.presses("Åbn mødet")


def notes_who_is_present(desk: Desk) -> None:
    desk.sees("9 af 9; der kræves 5.")
    present = desk.page.get_by_role("group", name="Hvem er til stede nu?").get_by_role("checkbox")
    for number in range(5):
        present.nth(number).uncheck()
    desk.presses("Gem fremmødet")
    desk.sees("Ikke beslutningsdygtigt")
    for number in range(3):
        present.nth(number).check()
    desk.presses("Gem fremmødet")
    desk.sees("7 af 9; der kræves 5.")
    desk.page.get_by_text("Beslutningsdygtigt", exact=True).wait_for()


def notes_that_somebody_left(desk: Desk) -> None:
    """On the item's own page it is seen who is in the room, and one comes from there to the attendance."""
    desk.follows(f"Tag punktet {PLANS[2]}")
    desk.sees("7 af 9; der kræves 5.")
    desk.follows("Nogen er kommet eller gået")
    present = desk.page.get_by_role("group", name="Hvem er til stede nu?").get_by_role("checkbox")
    present.nth(8).uncheck()
    desk.presses("Gem fremmødet")
    desk.sees("6 af 9; der kræves 5.")


def sees_who_took_part(desk: Desk) -> None:
    """Seven took part in the first item, six in the one after somebody had left."""
    agenda = desk.page.get_by_role("region", name="Dagsorden")
    for summary in agenda.locator("summary").filter(has_text="Hvem deltog").all():
        summary.click()
    told = agenda.inner_text()
    assert "Deltog (7)" in told
    assert "Deltog (6)" in told


def calls_an_extraordinary_meeting(desk: Desk) -> None:
    desk.follows("Fora")
    desk.follows("Bestyrelsen")
    desk.follows("Indkald til et ekstraordinært møde")
    desk.page.get_by_label("Hvornår").fill("2026-03-13T15:00")
    desk.writes("Hvor", "Rådhuset, sal 2")
    desk.presses("Indkald til mødet")
    assert desk.page.url.endswith("/extraordinary/")  # a reason is asked for, and nothing typed is lost
    desk.writes("Hvorfor indkaldes mødet?", "Prisen på kurserne kan ikke vente.")
    desk.presses("Indkald til mødet")
    desk.sees("Fristen er forkortet")
    desk.presses(f"Tilføj {PLANS[1]}")
    desk.page.get_by_role("button", name=f"Tag af {PLANS[1]}").wait_for()
    fora = desk.page.get_by_role("navigation").get_by_role("link", name="Fora", exact=True)
    assert fora.first.get_attribute("aria-current") in {"page", "true"}


def decides(desk: Desk, title: str) -> None:
    desk.follows(f"Tag punktet {title}")
    desk.answers("Hvad besluttes?", "Vedtag")
    desk.writes("Begrundelse", "Planen dækker det, medlemmerne har bedt om.")
    desk.writes("Vilkår", "Bestyrelsen får en status i juni")
    desk.presses("Se det, før det besluttes")
    desk.sees("Er det dette, der besluttes?")
    desk.presses("Afgør sagen")


def puts_off(desk: Desk, title: str) -> None:
    desk.follows(f"Tag punktet {title}")
    desk.writes("Hvorfor udsættes det?", "Der mangler en pris.")
    desk.presses("Udsæt til næste møde")


def closes(desk: Desk) -> None:
    desk.follows("Afslut mødet")
    desk.writes("Bemærkninger til referatet", "Mødet sluttede før tid.")
    desk.presses("Afslut mødet")


def downloads_the_minutes(desk: Desk) -> None:
    """The browser's own session fetches what the link points to."""
    link = desk.page.get_by_role("link", name="Referat (PDF)").get_attribute("href")
    answer = desk.page.request.get(f"{desk.origin}{link}")
    assert answer.headers["content-type"] == "application/pdf"
    pdf = answer.body()
    assert pdf.startswith(b"%PDF-")
    assert "Bestyrelsen" in told_about_itself(pdf)


def told_about_itself(pdf: bytes) -> str:
    """The document's own description (XMP), which readers show as its title."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    plain = [one for one in streams if one.lstrip().startswith(b"<?xpacket")]
    for one in set(streams) - set(plain):
        try:
            plain.append(zlib.decompress(one))
        except zlib.error:
            continue
    return "".join(one.decode() for one in plain if one.lstrip().startswith(b"<?xpacket"))


def puts_it_in_a_calendar(desk: Desk) -> str:
    desk.follows("Bestyrelsen")
    desk.follows("Få din adresse")
    desk.presses("Lav min adresse")
    return desk.page.get_by_label("Din adresse").input_value()
