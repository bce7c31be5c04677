"""What the example's matters are about. Made up; no municipality has asked for any of it."""

from __future__ import annotations

from typing import Final

PURCHASES: Final = (
    "Nyt omsorgssystem til hjemmeplejen",
    "Bookingsystem til idrætshaller",
    "Digitale skilte i borgerservice",
    "App til forældrekontakt i dagtilbud",
    "Ruteplanlægning til hjemmesygeplejen",
    "Licens til tegneprogram i Teknik og miljø",
    "Vagtplan til plejecentre",
    "Elektroniske nøgler til ældreboliger",
    "Mødeudstyr til hybride møder",
    "Journalmodul til tandplejen",
    "Værktøj til høringssvar",
    "Sensorer i affaldsbeholdere",
    "Lydoptagelse til møder i jobcentret",
    "Digital tavle til sygeplejeklinikken",
    "Selvbetjening til parkeringslicens",
    "Kursusportal til medarbejdere",
)
IDEAS: Final = (
    "Færre klik, når en borger flytter",
    "Fælles skabelon til afgørelsesbreve",
    "Automatisk kvittering til ansøgere",
    "Besked til pårørende, når hjælpen er givet",
    "Robot til indtastning af fakturaer",
    "Tale til tekst i hjemmebesøg",
    "Én indgang til flytteanmeldelser",
    "Bedre søgning i byggesager",
    "Opslag i stedet for vedhæftede filer",
    "Kalender for frister i ungesager",
    "Genbrug af data fra ansøgning til bevilling",
    "Kort over ledige lokaler",
    "Påmindelser om udløb af bevillinger",
    "Chat mellem sagsbehandler og borger",
    "Deling af erfaringer med velfærdsteknologi",
    "Aflæsning af målere uden besøg",
)
PROJECTS: Final = (
    "Digital visitation af hjælpemidler",
    "Indførelse af fælles borgeroverblik",
    "Data om kørsel på tværs af forvaltninger",
    "Mere selvbetjening i borgerservice",
    "Skærmbesøg i hjemmesygeplejen",
    "Automatisering af refusioner",
    "Velfærdsteknologi på plejecentre",
    "Digital byggesag fra start til slut",
    "Overblik over børns trivsel",
    "Smartere drift af bygninger",
)
TOGETHER: Final = (
    ("voluntary_initiative", "Fælles chatløsning til borgerservice"),
    ("joint_purchase", "Fælles indkøb af omsorgssystem"),
    ("voluntary_initiative", "Erfaringer med kunstig intelligens i sagsbehandling"),
    ("voluntary_initiative", "Fælles uddannelse af projektledere"),
    ("joint_purchase", "Fælles udbud af vagtplanlægning"),
    ("joint_model", "Fælles projektmodel"),
)
MET: Final = "Sendt og lagt på sagen."
FINDINGS: Final = (
    "Gennemgået. Ingen bemærkninger.",
    "Leverandøren har svaret på alle spørgsmål.",
    "Kan løses med den aftale, vi har.",
    "Kræver to timers arbejde af os.",
    "Vi har set dokumentationen.",
)
CONDITIONS: Final = (
    "Databehandleraftalen skal være underskrevet, før løsningen tages i brug.",
    "Brugerne skal oprettes gennem det fælles login.",
    "Kontrakten skal kunne opsiges med seks måneders varsel.",
)
REASONS_TO_REJECT: Final = (
    "Vi har allerede et system, der kan det samme.",
    "Gevinsten står ikke mål med udgiften.",
    "Vi afventer den fælles løsning.",
)
REASONS_TO_RETURN: Final = (
    "Vi mangler at vide, hvor mange der skal bruge det.",
    "Beskriv, hvad der sker med de data, der ligger i det gamle system.",
    "Vi mangler et overslag over den løbende drift.",
)
REASONS: Final = (
    "Det passer med årets mål og kan holdes inden for rammen.",
    "Fagområdet har selv tid og penge til at gennemføre det.",
    "Løsningen er prøvet i en anden kommune med godt resultat.",
)


def pool_for(kind: str) -> tuple[str, ...]:
    """Titles that fit a kind of matter."""
    if "purchase" in kind or "operations" in kind:
        return PURCHASES
    if any(word in kind for word in ("idea", "annoyance", "issue", "proposal", "initiative", "improvement")):
        return IDEAS
    return PROJECTS
