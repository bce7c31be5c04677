"""Lists as KITOS writes them, made from its field lists and a seed: hundreds of rows, dirty as reality is."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

import openpyxl

Rows = list[list[str]]
CONTRACTS = (
    *(
        "Status",
        "Kontrakt ID",
        "IT Kontrakt",
        "Gyldig fra",
        "Gyldig til",
        "Ansvarlig org. enhed",
        "Leverandør",
    ),
    *(
        "Kontraktunderskriver",
        "Kontrakttype",
        "Indkøbsform",
        "Genanskaffelsesstrategi",
        "Genanskaffelsesplan",
    ),
    *("Genanskaffelse igangsat", "IT Systemer", "IT Systemer (UUID)", "Anskaffelse", "Drift/år", "Option"),
    *("Opsigelse (måneder)", "Uopsigelig til", "Opsagt", "Kontraktejer", "Kontraktejer: e-mail"),
)
SYSTEMS = (
    *(
        "Status",
        "Lokal System ID",
        "IT-System (UUID)",
        "IT System",
        "Lokal kaldenavn",
        "Leverandør",
        "KLE ID",
    ),
    *("Ansv. organisationsenhed", "Forretningstype", "Livscyklus", "Ibrugtagningsdato", "Antal brugere"),
    *("Forretningskritisk IT-system", "Indeholder AI-teknologi", "IT systemet driftes", "Systemejer"),
)
_TYPES = ("Hovedkontrakt", "Tillægskontrakt", "Serviceaftale", "")
_LIFE = ("I drift", "Under indfasning", "Under udfasning", "Ikke i drift", "")


def _kitos_day(day: date) -> str:
    return f"{day:%d-%m-%Y}"


def catalogue_id(number: int) -> str:
    return str(UUID(int=(0x018C << 112) | (7 << 76) | (2 << 62) | number))


def systems(count: int, seed: int = 1) -> Rows:
    """So many systems in use, some without a local name, some with users as a band."""
    draw = random.Random(seed)
    return [
        [
            *("Gyldig", f"S-{one}", catalogue_id(one), f"System {one}", draw.choice(("", f"Vores {one}"))),
            *(f"Leverandør {one % 40}", draw.choice(("27.35, 27.36", "00.15", ""))),
            *(f"Enhed {one % 12}", "Specialsystemer", draw.choice(_LIFE)),
            _kitos_day(date(2015, 1, 1) + timedelta(days=draw.randrange(3000))),
            *(draw.choice(("<10", "10-49", ">500", "")), draw.choice(("Ja", "Nej", ""))),
            *(
                draw.choice(("Ja", "Nej", "Ved ikke")),
                draw.choice(("Eksternt", "On-premise", "")),
                "Pia Prøve",
            ),
        ]
        for one in range(count)
    ]


def contracts(count: int, seed: int = 1) -> Rows:
    """So many contracts, each about a system or none; numbers and days as KITOS writes them."""
    draw = random.Random(seed)
    found = []
    for one in range(count):
        starts = date(2020, 1, 1) + timedelta(days=draw.randrange(1500))
        ends = starts + timedelta(days=draw.randrange(200, 3000))
        about = draw.randrange(300)
        found.append(
            [
                *(
                    "Gyldig",
                    f"K-{one}",
                    f"Kontrakt {one}",
                    _kitos_day(starts),
                    draw.choice((_kitos_day(ends), "")),
                ),
                *(f"Enhed {one % 12}", f"Leverandør {one % 40}", "Per Underskriver", draw.choice(_TYPES)),
                *(draw.choice(("SKI 02.19", "EU udbud", "")), "Udbud", draw.choice(("Q3 2027", ""))),
                *(draw.choice(("Ja", "Nej", "")), f"System {about}", catalogue_id(about)),
                *(str(draw.randrange(10**6)), f"{draw.randrange(1, 999)}.000", "2 x 1 år"),
                *(draw.choice(("3", "6", "12", "")), "", "", "Kai Kontrakt", "kai@example.org"),
            ]
        )
    return found


def as_csv(headings: Sequence[str], rows: Rows) -> bytes:
    """With semicolons and in Windows-1252, as a spreadsheet in Danish saves it."""
    return "\r\n".join(";".join(row) for row in [list(headings), *rows]).encode("cp1252")


def as_xlsx(headings: Sequence[str], rows: Rows) -> bytes:
    """As KITOS sends it."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Overblik")
    for row in [list(headings), *rows]:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
