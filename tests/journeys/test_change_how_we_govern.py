"""Journey 6: the governance model is changed by a decision, in forms, and what is under way keeps its own."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from tests.apps.governance.at_time import brought, purchase
from tests.apps.world import HVIDOVRE, NOW, TODAY, World
from tests.journeys.conftest import Sit
from tests.journeys.desk import Desk

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PARAMETER, UNDER_WAY = "Frist for screening", "Vagtplan til plejecentre"


def makes_a_draft_of_what_holds(desk: Desk) -> None:
    desk.follows("Styringsmodel")
    desk.page.get_by_role("row", name="Indkøbsønske").get_by_role("link").first.click()
    desk.presses("Lav en kladde ud fra den")
    desk.sees("En kladde må gerne have fejl og binder ingen.")


def sets_the_time_to_screen_to(desk: Desk, days: str) -> None:
    desk.follows(PARAMETER)
    row = desk.page.get_by_role("group", name="Værdier 2")
    row.get_by_label("Fra", exact=True).fill((TODAY + timedelta(days=1)).isoformat())
    row.get_by_label("Værdi", exact=True).fill(days)
    row.get_by_label("Besluttet af").fill("Direktionen")
    desk.presses("Gem i kladden")


def sees_what_it_would_change(desk: Desk) -> None:
    desk.follows("Sammenlign med det, der gælder nu")
    desk.sees("Det, der siges anderledes")
    desk.page.go_back()
    desk.follows("Prøv den på de seneste tyve sager")
    desk.sees("1 af de seneste 1 sager ville være gået anderledes.")
    desk.sees("14 dage")
    desk.page.go_back()


def adopts_it_from_tomorrow(desk: Desk) -> None:
    desk.follows("Tag i brug")
    desk.sees("De bliver færdige efter den version, de begyndte med.")
    desk.writes("Gælder fra", (TODAY + timedelta(days=1)).isoformat())
    for kind in ("Indkøbsønske", "Tilslutning til et fælles forslag"):
        desk.page.get_by_label(kind).check()
    desk.writes("Hvorfor", "En uge er for kort tid, når leverandøren skal svare.")
    desk.presses("Tag i brug")


def test_the_screening_gets_ten_days_from_tomorrow(sits: Sit, world: World) -> None:
    before = brought(world, purchase(title=UNDER_WAY))
    desk = sits(HVIDOVRE, "head_of_digitalisation")
    desk.goes("/")
    makes_a_draft_of_what_holds(desk)
    sets_the_time_to_screen_to(desk, "mange")
    desk.sees("som ikke kan være arbejdsdage")
    desk.page.get_by_role("group", name="Værdier 2").get_by_label("Værdi", exact=True).fill("10")
    desk.presses("Gem i kladden")
    desk.sees("Ingen fejl")
    sees_what_it_would_change(desk)
    adopts_it_from_tomorrow(desk)
    desk.sees("Taget i brug: ændres aldrig")
    after = brought(world, purchase(title="Ruteplan til hjemmeplejen"), at=NOW + timedelta(days=2))
    assert before.due_on == date(2026, 3, 9)  # five working days from Monday 2 March
    assert after.due_on == date(2026, 3, 18)  # ten from Wednesday 4 March


def adds(desk: Desk, sort: str) -> None:
    desk.clicks(desk.page.get_by_role("link", name=re.compile(f"^Tilføj ?: {sort}$")))


def adds_what_must_be_known(desk: Desk) -> None:
    adds(desk, "Det, der skal oplyses")
    desk.writes("Navn på dansk", "Er den set før")
    desk.page.get_by_label("Hvordan der svares").select_option("Ja eller nej")
    desk.presses("Gem i kladden")
    desk.sees("Gemt i kladden.")


def adds_a_kind_of_matter(desk: Desk) -> None:
    adds(desk, "Slags sager")
    desk.writes("Navn på dansk", "Digital idé")
    desk.page.get_by_label("Vej", exact=True).select_option("Fra indkøbsønske til svar")
    desk.answers("Rejst af", "Medarbejder eller leder i et fagområde")
    for known in ("Beløb for kommunen", "Kræver ny bevilling", "Behandler personoplysninger"):
        desk.answers("Skal oplyses", known)
    desk.answers("Skal oplyses", "Erstatter et system vi har")
    desk.answers("Skal oplyses", "Er den set før")
    desk.presses("Gem i kladden")


def sees_that_nobody_may_decide_it(desk: Desk) -> None:
    desk.sees("fejl at rette")


def gives_the_mandates_for_it(desk: Desk) -> None:
    """All that holds for a purchase holds for an idea: who decides it, and who may appropriate for it."""
    desk.goes(desk.page.url.split(desk.origin)[1].split("/edit/")[0] + "/edit/")
    mandates = desk.page.get_by_role("heading", name="Mandater", exact=True).locator("..")
    purchases = [one for one in mandates.get_by_role("link").all() if "Indkøbsønske" in one.inner_text()]
    for address in [one.get_attribute("href") for one in purchases]:
        desk.goes(address or "")
        desk.answers("I disse slags sager", "Digital idé")
        desk.presses("Gem i kladden")
        desk.sees("Gemt i kladden.")


def sets_a_condition(desk: Desk) -> None:
    """The group only decides what has not been seen before; what has, it sends on."""
    desk.follows("Ekspertgruppen screener")
    desk.follows("Betingelser og følger: Indstil")
    desk.sees("Kræver ny bevilling: ja")
    desk.clicks(desk.page.get_by_role("link", name="Ret betingelsen", exact=True))
    desk.page.get_by_role("group", name="Én mere").get_by_label("Forbundet ved").select_option("eller")
    desk.page.get_by_label("Hvad det afhænger af").select_option("Er den set før")
    desk.presses("Føj til betingelsen")
    row = desk.page.get_by_role("group", name="Er den set før", exact=True)
    row.get_by_label("Skal være").select_option("ja")
    desk.presses("Gem i kladden")


def asks_it_of_a_purchase_too(desk: Desk) -> None:
    """The condition stands on a route that both kinds take, so both must be asked."""
    desk.follows("Rediger kladden")
    desk.follows("Indkøbsønske")
    desk.answers("Skal oplyses", "Er den set før")
    desk.presses("Gem i kladden")
    desk.sees("Ingen fejl")
    desk.follows("Digital idé")


def test_a_new_kind_of_matter_with_what_must_be_known_of_it_and_a_condition(sits: Sit, world: World) -> None:
    desk = sits(HVIDOVRE, "head_of_digitalisation")
    desk.goes("/")
    makes_a_draft_of_what_holds(desk)
    adds_what_must_be_known(desk)
    adds_a_kind_of_matter(desk)
    sees_that_nobody_may_decide_it(desk)
    gives_the_mandates_for_it(desk)
    desk.goes(desk.page.url.split(desk.origin)[1])
    desk.sees("Ingen fejl")
    sets_a_condition(desk)
    desk.sees("Føj oplysningen til sagstypen")
    asks_it_of_a_purchase_too(desk)
    desk.opens("Vejen i ord: Fra indkøbsønske til svar")
    desk.sees("er den set før: ja")
