"""A list of thirty thousand contracts with twenty-three columns: read, checked, kept, and carried out."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from bench.list_files import as_csv, as_xlsx
from bench.lists import Clock, main, measured, table
from bench.report import Section

LINES: Final = int(os.environ.get("BENCH_CONTRACTS", "30000"))
SYSTEMS: Final = 2000
AT: Final = datetime(2026, 3, 2, 9, tzinfo=UTC)
HEADINGS: Final = (
    *("IT Kontrakt", "Kontrakt ID", "Gyldig fra", "Gyldig til", "Kritikalitet", "Ansvarlig org. enhed"),
    *("Leverandør", "Kontrakttype", "Kontraktskabelon", "Indkøbsform", "Genanskaffelsesstrategi"),
    *("Genanskaffelsesplan", "Genanskaffelse igangsat", "IT Systemer", "Anskaffelse", "Drift/år"),
    *("Betalingsmodel", "Betalingsfrekvens", "Option", "Opsigelse (måneder)", "CPV", "Bemærkning"),
    "Systemejer",
)
UNITS: Final = ("Ældre", "Kultur", "Børn og Unge", "Teknik og Miljø")


def lines(count: int) -> Iterator[list[Any]]:
    """Lines as KITOS writes them, one in a thousand with a day that is none."""
    for at in range(count):
        begins = date(2022, 1, 1) + timedelta(days=at % 900)
        ends: Any = begins + timedelta(days=1000 + at % 1500)
        if at % 1000 == 999:
            ends = "når systemet er udfaset"
        yield [
            *(f"Drift af system {at}", f"K-{at:06d}", begins, ends, ("Høj", "Mellem", "Lav")[at % 3]),
            *(UNITS[at % 4], f"Leverandør {at % 900} A/S", ("Drift", "Licens", "Support")[at % 3], "K02"),
            *("EU-udbud", ("EU udbud", "SKI - mini-udbud", "")[at % 3], f"Q{at % 4 + 1} {2027 + at % 4}"),
            *("Ja" if at % 5 == 0 else "Nej", f"System {at % SYSTEMS}", 50_000 + at * 7 % 900_000),
            *(10_000 + at * 11 % 700_000, "Licens - fast pris", ("Årlig", "Kvartalsvis")[at % 2]),
            *(("2 x 1 år", "1 x 2 år", "", "")[at % 4], (3, 6, 12)[at % 3], "48000000-8; 72000000-5"),
            *(f"Se sag {at} i ESDH.", f"Konsulent {at % 211}"),
        ]


def measure(name: str, file: Path) -> Iterator[dict[str, Any]]:
    """One file through the door that people use: sent, shown, approved, and sent again."""
    from samspil.apps.organisations.services import found_organisation  # noqa: PLC0415
    from samspil.apps.organisations.types import OrganisationKind  # noqa: PLC0415
    from samspil.apps.systems.services.importing.applying import apply_list  # noqa: PLC0415
    from samspil.apps.systems.services.importing.keeping import keep_list  # noqa: PLC0415
    from samspil.apps.systems.services.importing.seeing import see  # noqa: PLC0415
    from samspil.core.systems.vocabulary import Visibility  # noqa: PLC0415
    from samspil.kit.journal.recording import By  # noqa: PLC0415
    from samspil.kit.tenancy import scope  # noqa: PLC0415

    code = {"Excel": "0167", "CSV": "0175"}[name]  # each its own, where both are in one database
    owner = found_organisation(OrganisationKind.MUNICIPALITY, name, code).pk
    data = file.read_bytes()

    def kept() -> Any:
        return keep_list(owner, file.name, data, Visibility.ASSOCIATION, by=UUID(int=0), at=AT)

    with scope.within([owner]):
        _lay_systems(owner)
        clock = Clock()
        upload = kept()
        yield clock.row(f"{name}: read, its shape found, and kept")
        seen = see(upload)
        digest, counts = seen.digest, seen.counts
        yield clock.row(f"{name}: every line checked and compared, every fault with its cell")
        # Whoever says yes sends the digest: nothing of what was seen is still held then.
        del seen
        done = apply_list(upload, digest, By("bench", AT))
        assert done["new"] == counts["new"] > 0, done
        yield clock.row(f"{name}: carried out: all compared again, rows and journal written")
        again = see(kept()).counts
        assert again["unchanged"] == counts["new"], again
        yield clock.row(f"{name}: the same list again, seen to change nothing")


def _lay_systems(owner: int) -> None:
    from samspil.apps.systems.models import LocalUse  # noqa: PLC0415

    LocalUse.objects.bulk_create(
        LocalUse(organisation_id=owner, name=f"System {number}", made_at=AT, changed_at=AT)
        for number in range(SYSTEMS)
    )


def sections() -> Iterator[Section]:
    """The section of the page."""
    with tempfile.TemporaryDirectory() as folder:
        files = {kind: Path(folder) / f"kontrakter.{kind}" for kind in ("xlsx", "csv")}
        files["xlsx"].write_bytes(as_xlsx("IT Kontrakter", HEADINGS, lines(LINES)))
        files["csv"].write_bytes(as_csv(HEADINGS, lines(LINES)))
        found = measured(files, Path(folder), "bench.register_lists")
    yield Section("A list of 30,000 contracts", "register_lists", table=table(found))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], measure)
