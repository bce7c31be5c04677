"""Journey: five of nine share a system by keys they decide; one leaves, one joins late; all work it out."""

from __future__ import annotations

from datetime import date

import pytest
from tests.apps.portfolio.ground import programme
from tests.apps.world import HVIDOVRE, NOW, RODOVRE, SOLROD, World
from tests.journeys.conftest import Clock, Sit
from tests.journeys.desk import Desk

from samspil.apps.portfolio.models import Initiative

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ALBERTSLUND, ISHOJ, VALLENSBAEK = "0165", "0183", "0187"
FIVE = (HVIDOVRE, RODOVRE, SOLROD, ALBERTSLUND, ISHOJ)
WAITS = "Det er registreret, men ikke bogført endnu. En anden godkender det."
DECISION = "Bestyrelsen den 2. marts 2026, punkt 4"


def joined(world: World, common: Initiative, *codes: str, on: date) -> None:
    """By their own decisions, which other journeys tell of."""
    with world.scope(""):
        common.participations.filter(code__in=codes).update(joined_on=on)


def tries_what_is_fair(desk: Desk, sharing: str) -> None:
    """Prices in; who pays what, and who would object, out."""
    desk.goes(sharing)
    desk.sees("Der er endnu ikke besluttet nogen nøgle.")
    desk.follows("Prøv en fordeling")
    desk.sees("Priserne nedenfor er et eksempel.")
    desk.writes("Pris én gang, uanset hvor mange I er", "1.000.000")
    desk.writes("Pris pr. indbygger", "9,50")
    desk.presses("Regn ud")
    desk.sees("Alle 30 grupper er prøvet.")
    desk.sees("Nucleolus: mindst at klage over")


def decides(desk: Desk, sharing: str, kind: str, rule: str) -> None:
    """A key, by what the board has decided."""
    desk.goes(f"{sharing}decide/")
    desk.answers("Hvilken udgift gælder den?", kind)
    desk.answers("Hvordan fordeles udgiften?", rule)
    desk.writes("Fra hvilken dag?", "2026-01-01")
    desk.presses("Gem nøglen")
    desk.sees("Vælg beslutningen, eller skriv, hvilken det er.")
    desk.writes("Eller beslutningen i ord", DECISION)
    desk.presses("Gem nøglen")
    desk.sees("Fordelingsnøglen er gemt og gælder fra den dag.")


def shares(desk: Desk, sharing: str, kind: str, text: str, amount: str, **more: str) -> None:
    """A cost of the year."""
    desk.goes(f"{sharing}share/")
    desk.answers("Hvilken udgift er det?", kind)
    desk.writes("Hvad er udgiften til?", text)
    desk.writes("Beløb", amount)
    for name, written in more.items():
        desk.writes(name.replace("_", ", "), written)
    desk.presses("Fordel, og registrér")


def approves(other: Desk, sharing: str, what: str, member: str) -> None:
    """Somebody else reads what each pays, and approves it."""
    other.goes(sharing)
    other.follows(what)
    other.sees(member)
    other.answers("Skal det bogføres?", "Ja, det er rigtigt: bogfør det")
    other.presses("Svar")
    other.sees("Det er godkendt og bogført.")


def test_five_of_nine_share_a_system(world: World, sits: Sit, clock: Clock) -> None:
    clock(NOW)
    common = programme(world, *world.members)
    joined(world, common, *FIVE, on=date(2026, 1, 1))
    sharing = f"/money/sharing/{common.public_id}/"
    coordinator, another = sits("", "coordinator"), sits("", "secretariat_staff")
    tries_what_is_fair(coordinator, sharing)

    shares(coordinator, sharing, "Drift", "Drift 2026", "365.000")
    coordinator.sees("Der er ingen fordelingsnøgle for den slags udgift")
    decides(coordinator, sharing, "Drift", "Alle lige")
    decides(coordinator, sharing, "Etablering", "Alle lige")

    shares(coordinator, sharing, "Etablering", "Etablering af systemet", "1.200.000")
    coordinator.sees(WAITS)
    approves(another, sharing, "Deltagerne deler en udgift", "Hvidovre betaler")
    coordinator.goes(sharing)
    coordinator.follows("Etablering af systemet")
    coordinator.sees("240.000 kr.")

    # Hvidovre leaves in the middle of the year: it carries 181 days of 365.
    shares(coordinator, sharing, "Drift", "Drift 2026", "365.000", Til_Hvidovre="2026-06-30")
    approves(another, sharing, "Deltagerne deler en udgift", "Hvidovre betaler")
    coordinator.goes(sharing)
    coordinator.follows("Drift 2026")
    coordinator.sees("40.258,99 kr.")
    coordinator.sees("365.000 kr.")

    # Vallensbæk joins half a year later: a sixth of 1,200,000, of which 54 months of 60 are left.
    joined(world, common, VALLENSBAEK, on=date(2026, 7, 1))
    coordinator.goes(f"{sharing}join/")
    coordinator.chooses("Hvem kommer med?", "Vallensbæk")
    coordinator.writes("Fra hvilken dag?", "2026-07-01")
    coordinator.presses("Regn ud, og registrér")
    coordinator.sees(WAITS)
    approves(another, sharing, "En ny kommer med og betaler sin del", "Vallensbæk betaler")
    coordinator.goes(sharing)
    coordinator.follows("Etablering af systemet")
    coordinator.sees("180.000 kr.")
    coordinator.sees("-36.000 kr.")

    hvidovre = sits(HVIDOVRE, "head_of_digitalisation")
    hvidovre.goes(sharing)
    hvidovre.sees("Vi betaler")
    hvidovre.sees("40.258,99 kr.")
    hvidovre.follows("Drift 2026")
    hvidovre.sees("Sådan er der regnet")
    outsider = sits(RODOVRE, "head_of_digitalisation", scripts=False)
    outsider.goes(f"{sharing}try/")
    outsider.presses("Regn ud")
    outsider.sees("Besluttet: Drift: Alle lige")
