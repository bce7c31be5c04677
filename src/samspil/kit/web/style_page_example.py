"""Made-up content for the style page, in Danish because Danish words are the long ones."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any, Final

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

ZONE: Final = timezone(timedelta(hours=1))

PACES: Final = [
    ("Ballerup", "BAL", "live", "I drift"),
    ("Brøndby", "BRØ", "implementing", "Indfører"),
    ("Gladsaxe", "GLA", "live", "I drift"),
    ("Herlev", "HER", "joining", "Tilslutter sig"),
    ("Hvidovre", "HVI", "preparing", "Forbereder"),
    ("Ishøj", "ISH", "observing", "Følger med"),
    ("Lyngby-Taarbæk", "LYN", "implementing", "Indfører"),
    ("Rudersdal", "RUD", "opted_out", "Valgt fra"),
    ("Rødovre", "RØD", "joining", "Tilslutter sig"),
]

ROWS: Final = [
    ("2026-0142", "Fælles borgerblanket 2.0", "Børn og Unge", "Screening", "4.250.000", "soon", "I morgen"),
    ("2026-0151", "Omlægning af ESDH", "Administration", "Styregruppe", "1.900.000", "ok", "14. dec."),
    ("2026-0158", "Digital visitation", "Sundhed og Omsorg", "Beslutning", "2.300.000", "met", "Besvaret"),
    ("2026-0163", "Udbud: fagsystem til job", "Beskæftigelse", "Screening", "7.800.000", "late", "3 dage"),
    ("2026-0170", "Dataplatform", "Administration", "Venter på svar", "5.100.000", "paused", "Sat på pause"),
    ("2026-0174", "Robot til byggesager", "Teknik og Miljø", "Beslutning", "480.000", "ok", "20. jan."),
]


class ExampleForm(forms.Form):
    """One field of each sort."""

    title = forms.CharField(label="Hvad drejer det sig om?", help_text="En linje, som en kollega forstår.")
    description = forms.CharField(
        label="Fortæl kort", widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
    area = forms.ChoiceField(
        label="Fagområde", choices=[("", "Vælg"), ("care", "Sundhed og Omsorg"), ("work", "Beskæftigelse")]
    )
    sort = forms.ChoiceField(
        label="Hvad har du?",
        widget=forms.RadioSelect,
        choices=[("need", "Et behov"), ("idea", "En idé"), ("purchase", "Et indkøbsønske")],
    )
    wanted_on = forms.DateField(
        label="Hvornår skal det bruges?", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    personal = forms.BooleanField(label="Der indgår oplysninger om personer", required=False)


class FilterForm(forms.Form):
    """What a list is narrowed by."""

    words = forms.CharField(label="Søg", required=False)
    area = forms.ChoiceField(
        label="Fagområde", required=False, choices=[("", "Alle fagområder"), ("care", "Sundhed og Omsorg")]
    )
    state = forms.ChoiceField(label="Tilstand", required=False, choices=[("", "Alle"), ("open", "Åbne")])
    late = forms.BooleanField(label="Kun forsinkede", required=False)


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the style page shows."""
    rows = Paginator(range(312), 25).get_page(request.GET.get("page", "5"))
    return {
        "acting": {"name": "Digitaliseringschef", "organisation_name": "Hvidovre", "is_example": True},
        "crumbs": [("Overblik", "/"), ("Sager", "/style/"), ("Udbud: fagsystem til jobcenteret", "")],
        "actions": [("Ny sag", "/style/"), ("Hent som regneark", "/style/")],
        "tabs": [
            {"label": "Overblik", "url": "/style/", "here": True},
            {"label": "Sager", "url": "/style/?tab=1", "count": 47},
            {"label": "Beslutninger", "url": "/style/?tab=2"},
            {"label": "Gevinster", "url": "/style/?tab=3"},
            {"label": "Penge", "url": "/style/?tab=4"},
        ],
        "tiles": [
            {"label": "Åbne sager", "value": "47", "note": "3 flere end i sidste kvartal", "url": "/style/"},
            {"label": "Venter på dig", "value": "4", "note": "én er forsinket", "url": "/style/"},
            {"label": "Bevilget i år", "value": "112,4 mio. kr.", "note": "78 % af puljen"},
            {"label": "Svartid, median", "value": "19 dage", "note": "fristen er 30"},
        ],
        "rows": [
            dict(zip(("number", "title", "area", "step", "amount", "clock", "due"), row, strict=True))
            for row in ROWS
        ],
        "page": rows,
        "filters": FilterForm(auto_id="filter_%s"),
        "form": ExampleForm({"title": "", "sort": "idea", "area": "care"}),
        "members": [
            {"name": name, "code": code, "pace": pace, "word": word, "own": name == "Gladsaxe"}
            for name, code, pace, word in PACES
        ],
        "clocks": CLOCKS,
        "steps": STEPS,
        "items": ITEMS,
        "facts": FACTS,
        "events": EVENTS,
        "decisions": DECISIONS,
    }


CLOCKS: Final = [
    {"state": "ok", "text": "Svar senest 14. december", "due": date(2026, 12, 14)},
    {"state": "soon", "text": "Svar senest i morgen", "due": date(2026, 11, 24)},
    {"state": "late", "text": "3 arbejdsdage over fristen", "due": date(2026, 11, 18)},
    {"state": "paused", "text": "Venter på oplysninger", "due": None},
    {"state": "met", "text": "Besvaret 20. november", "due": date(2026, 11, 20)},
]

STEPS: Final = [
    {"state": "done", "title": "Modtaget", "who": "Digitaliseringsafdelingen", "when": "16. november 2026"},
    {
        "state": "current",
        "title": "Screening",
        "who": "Screeningsgruppen",
        "clock": CLOCKS[1],
        "note": "Gruppen mødes hver tirsdag. Næste møde er 24. november kl. 9.00.",
    },
    {
        "state": "future",
        "title": "Beslutning",
        "who": "Styregruppen for digitalisering",
        "when": "3. december",
    },
    {"state": "skipped", "title": "Fælles udbud", "note": "Beløbet er under grænsen på 500.000 kr."},
    {"state": "future", "title": "Svar til dig", "when": "senest 14. december 2026"},
]

ITEMS: Final = [
    {"id": 1, "title": "Godkendelse af dagsorden", "kind": "Formalia", "minutes": 5},
    {
        "id": 2,
        "title": "Udbud: fagsystem til jobcenteret",
        "url": "/style/",
        "kind": "Til beslutning",
        "colour": "accent",
        "who": "Beskæftigelse",
        "minutes": 20,
        "note": "3 bilag",
    },
    {
        "id": 3,
        "title": "Status på de fælles skal-opgaver",
        "url": "/style/",
        "kind": "Til orientering",
        "minutes": 15,
    },
]

FACTS: Final = [
    ("Sagsnummer", "2026-0163"),
    ("Fagområde", "Beskæftigelse"),
    ("Ansvarlig", "Mette Holm"),
    ("Beløb", "7.800.000 kr. over fire år"),
    ("Mandat", "Direktionens bemyndigelse til styregruppen, § 4, stk. 2"),
]

EVENTS: Final = [
    {
        "at": datetime(2026, 11, 20, 14, 5, tzinfo=ZONE),
        "when": "20. nov. kl. 14.05",
        "what": "Screeningsgruppen bad om flere oplysninger",
        "who": "Jonas Bak, it-arkitekt",
    },
    {
        "at": datetime(2026, 11, 18, 9, 0, tzinfo=ZONE),
        "when": "18. nov. kl. 9.00",
        "what": "Sat på dagsordenen for screeningsgruppen",
        "who": "Samspil, efter styringsmodellen",
    },
    {
        "at": datetime(2026, 11, 16, 10, 41, tzinfo=ZONE),
        "when": "16. nov. kl. 10.41",
        "what": "Sagen blev sendt ind",
        "who": "Mette Holm, Beskæftigelse",
        "strong": True,
    },
]

DECISIONS: Final = [
    {
        "title": "Digital ældrevisitation",
        "url": "/style/",
        "outcome": "Godkendt",
        "colour": "success",
        "reason": "Gevinsten er sandsynliggjort, og driften kan bæres inden for rammen.",
        "facts": ["Styregruppen for digitalisering", "3. november 2026", "Bemyndigelse § 4, stk. 2"],
    },
    {
        "title": "Skærmpolitik på skolerne",
        "url": "/style/",
        "outcome": "Afslået",
        "colour": "danger",
        "reason": "Sagen hører under Børne- og Skoleudvalget, der ikke er spurgt.",
        "facts": ["Styregruppen for digitalisering", "3. november 2026"],
    },
]
