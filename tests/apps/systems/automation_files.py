"""The export of OS2autoproces, made from the names of its 62 columns and a seed, as rows are there."""

from __future__ import annotations

import io
import random
from datetime import date, timedelta
from typing import Any, Final

import openpyxl

COLUMNS: Final = (
    *("ID", "Titel", "Resumé", "Fase", "Status", "Statustekst", "Indberetter", "Faglig kontaktperson"),
    *(
        "Kontaktperson",
        "Mail",
        "Anden kontakt information",
        "Tilknyttede personer",
        "Synlighed",
        "Fagområder",
    ),
    *("Afdelinger", "Myndighed", "Leverandør", "Lovparagraf", "KLE-nr", "KL ID", "KL's Arbejdsgangsbank"),
    *("Beskrivelse", "Idéer til løsning", "Udfordringer i den nuværende proces", "Nuværende systemer"),
    *("Andre nuværende systemer", "Oprettet", "Sidst opdateret", "Antal gange processen foretages årligt"),
    *("Tidsforbrug pr. proces i minutter", "Forventet automatiseringsgrad", "Manuelt tidsforbrug i timer"),
    *("Forventet årlig effektiviseringspotentiale", "Antal medarbejdere der foretager processen"),
    *("Er borgere påvirket", "Er virksomheder påvirket", "Forventet timeforbrug på udvikling"),
    "Kommentarer til tidsforbrug",
    "I hvor høj grad indgår der faglig vurdering i processen?",
    "I hvor høj grad er processen præget af hyppige ændringer?",
    "I hvor høj grad er processen baseret på struktureret information?",
    "Er der variation i den måde processen løses?",
    "Er de data og informationer, der skal bruges i processen, tilgængelige digitalt i IT-systemer?",
    "Vil en automatiseret løsning bidrage til en højere kvalitet, som er mere ensrettet og med færre fejl?",
    "Vil en automatiseret løsning bidrage til en hurtigere og mere fyldestgørende service?",
    "Vil automatisering frigive tid og nedbringe rutineopgaver, som skaber en bedre trivsel blandt medarbejderne?",  # noqa: E501
    "I hvor høj grad vurderes det at processen kan automatiseres? ",
    *("Teknisk implementering", "Organisatorisk implementering", "Anvendt teknologi", "Skedulering"),
    *("Automatiseringen anvender følgende systemer/snitflader", "Beskrivelse af automatisering"),
    "I hvor høj grad indfriede løsningen de forventede gevinster?",
    *("Sidst kontrolleret i forhold til §", "Løsningen sat i drift", "Løsningen taget ud af drift"),
    *("Kommentar til realiseret gevinster", "Sagsreference i ESDH", "Links", "Bilag", "Interne Noter"),
)
_PHASES: Final = (
    *("Idé", "Foranalyse", "Specifikation", "Udvikling", "Implementering", "Drift", "Taget ud af drift"),
    "Deling (ingen fase)",
)
PEOPLE: Final = {
    "Indberetter": "Pia Prøve",
    "Faglig kontaktperson": "Per Fag",
    "Kontaktperson": "Kaj Kontakt",
    "Mail": "kaj@example.org",
    "Anden kontakt information": "tlf. 12 34 56 78, Lis",
    "Tilknyttede personer": "Ida Med\nBo Og",
}


def processes(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """So many processes of one's own, each with a number, persons, systems and its addresses there."""
    draw = random.Random(seed)
    found = []
    for number in range(1, count + 1):
        phase = draw.choice(_PHASES)
        runs = date(2021, 1, 1) + timedelta(days=draw.randrange(1000)) if phase == "Drift" else ""
        found.append(
            {
                **dict.fromkeys(COLUMNS, ""),
                **PEOPLE,
                "ID": 1000 + number,
                "Titel": f"Automatisering {number}",
                "Resumé": f"Flytter breve {number}",
                "Fase": phase,
                "Status": draw.choice(("I gang", "Afventer", "Ikke vurderet")),
                "Synlighed": draw.choice(("Synlig for alle", "Synlig i egen organisation")),
                "Fagområder": "Social,Sundhed",
                "Afdelinger": "Borgerservice,Løn og personale",
                "Myndighed": "Hvidovre Kommune",
                "KLE-nr": draw.choice(("27.35.04", "00.15.00", "")),
                "Beskrivelse": "Hver nat.\n* Først\n* Så",
                "Nuværende systemer": draw.choice(("System 1,System 2", "System 3", "Ukendt fagsystem", "")),
                "Oprettet": date(2020, 5, 1),
                "Antal gange processen foretages årligt": float(draw.randrange(10_000)),
                "Er borgere påvirket": "Ja",
                "Anvendt teknologi": "UiPath,Python",
                "Skedulering": "Dagligt",
                "Automatiseringen anvender følgende systemer/snitflader": draw.choice(("System 1", "")),
                "Løsningen sat i drift": runs,
                "Links": f"https://www.os2autoproces.eu/details/{1000 + number}\nhttps://git.example/{number}",
                "Interne Noter": "Ring først",
            }
        )
    return found


def as_xlsx(rows: list[dict[str, Any]]) -> bytes:
    """As OS2autoproces sends it."""
    book, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = book.create_sheet("Processer")
    for row in [list(COLUMNS), *([one[name] for name in COLUMNS] for one in rows)]:
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def as_csv(rows: list[dict[str, Any]]) -> bytes:
    """The same, saved as CSV."""
    lines = [";".join(COLUMNS)]
    for one in rows:
        cells = [
            f'"{one[name]:%d/%m/%Y}"' if isinstance(one[name], date) else f'"{one[name]}"' for name in COLUMNS
        ]
        lines.append(";".join(cells))
    return "\r\n".join(lines).encode()
