"""What people do with a purchase in Hvidovre, step by step: bring it, screen it, read the answer."""

from __future__ import annotations

from tests.apps.world import PASSWORD
from tests.journeys.desk import Desk

TITLE = "Digital vagtplan til hjemmeplejen"
SIX = (
    "Sikkerhed og databehandling",
    "Brugerstyring",
    "Support",
    "Kontrakt",
    "Installation",
    "Implementering",
)


def logs_in(desk: Desk, email: str) -> None:
    desk.goes("/")
    desk.sees("Log ind")
    desk.writes("E-mail", email)
    desk.writes("Adgangskode", PASSWORD)
    desk.presses("Log ind")
    desk.sees("Mit arbejde")


def describes_a_purchase(desk: Desk) -> None:
    desk.follows("Kom med noget")
    desk.follows("Indkøbsønske")
    desk.writes("Hvad drejer det sig om?", TITLE)
    desk.writes("Hvad har du brug for, og hvorfor?", "Vagterne lægges i regneark.")
    desk.writes("Beløb for kommunen", "40.000")
    for question, answer in (("Kræver ny bevilling", "Nej"), ("Behandler", "Ja"), ("Erstatter", "Nej")):
        desk.answers(question, answer)
    if not desk.has_scripts:
        desk.presses("Vis vejen")


def sees_the_way_before_sending(desk: Desk) -> None:
    way = desk.page.get_by_role("complementary", name="Vejen")
    way.get_by_text("Ekspertgruppen screener").wait_for()
    way.get_by_text("Svar senest").wait_for()
    assert "Digitaliseringschef" in way.inner_text()
    desk.looks()


def sends_it(desk: Desk) -> None:
    desk.presses("Send", exact=True)
    desk.sees("Sendt som sag")
    desk.page.get_by_role("heading", name=TITLE, level=1).wait_for()
    desk.sees("Ekspertgruppen screener")


def finds_it_in_my_work(desk: Desk) -> None:
    desk.follows("Mit arbejde")
    desk.page.get_by_role("heading", name="Det har du rejst").wait_for()
    desk.follows(TITLE)


def answers_the_six_parts(desk: Desk) -> None:
    desk.follows("Mit arbejde")
    desk.follows(TITLE)
    for number, part in enumerate(SIX, 1):
        folded = desk.opens(part)
        on_a_condition = part == "Kontrakt"
        desk.answers(
            "Er det i orden?", "Nej, eller kun på et vilkår" if on_a_condition else "Ja", inside=folded
        )
        desk.writes("Hvad fandt du?", f"Set på {part.lower()}.", inside=folded)
        if on_a_condition:
            desk.writes("Vilkår", "Databehandleraftale før brug", inside=folded)
        desk.presses("Gem svaret", inside=folded)
        desk.sees(f"{number} af 6 besvaret")


def approves(desk: Desk) -> None:
    yours = desk.page.get_by_role("region", name="Din afgørelse")
    desk.answers("Hvad vælger du?", "Godkend", inside=yours)
    desk.writes("Begrundelse", "Det passer ind i det, vi har.", inside=yours)
    desk.presses("Afgør sagen")
    desk.sees("Godkendt")


def reads_one_answer(desk: Desk) -> None:
    desk.follows("Mit arbejde")
    desk.follows(TITLE)
    desk.follows("Læs svaret")
    desk.sees("Godkendt")
    desk.sees("Det passer ind i det, vi har.")
    points = desk.page.get_by_role("region", name="Det er der set på")
    for part in SIX:
        points.get_by_role("rowheader", name=part).wait_for()
    desk.sees("Databehandleraftale før brug")
