"""Make src/samspil/reference_data/ from the raw data: `python tools/make_reference_data.py [--out FOLDER]`.

The raw data are found through SAMSPIL_DATA (default ../shared/data), relative to the repository. The same raw
data give the same bytes. What comes out is read back by the product's own checks before anything is written.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from samspil.core.notices.reading import read_notice
from samspil.core.notices.records import NoticeRecord, parse_records, write_records
from samspil.core.register import parse_cpv, parse_kle, parse_municipalities

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "src/samspil/reference_data"

# The raw file says only "2020"; its 99 rows sum to 5,822,763, Statistics Denmark's figure for this very day.
POPULATION_ON = "2020-01-01"
POPULATION_SOURCE = "SSI 2020-11: Befolkningstal (Danmarks Statistik: folketal 2020-01-01)"

# The days of the two snapshots in which the notices lie.
TED_RETRIEVED_ON = date(2024, 10, 30)
EFORMS_RETRIEVED_ON = date(2025, 3, 3)


def raw_data() -> Path:
    return (ROOT / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve()


def municipalities(raw: Path) -> bytes:
    rows = _read(raw / "dk_reference/municipalities/dk_municipalities.csv")
    names = ("kommunekode", "navn", "region", "cvr", "befolkning_2020")
    header = ("code", "name", "region", "cvr", "population", "population_on", "source")
    dated = (POPULATION_ON, POPULATION_SOURCE)
    return _table(header, [(*(row[name] for name in names), *dated) for row in rows])


def kle(raw: Path) -> tuple[bytes, bytes]:
    """The table, and the sidecar that says which edition it is."""
    document = json.loads((raw / "dk_reference/kle/kle_2022-05_kitos.json").read_text(encoding="utf-8-sig"))
    rows = [(entry["kleNumber"], entry["description"]) for entry in document["payload"]]
    trimmed = [(number, title.strip()) for number, title in rows]
    sidecar = (
        'title = "KLE (KL Emnesystematik)"\n'
        f'edition = "{document["referenceVersion"][:10]}"\n'
        'publisher = "KL, kle-online.dk"\n'
        'repository = "os2kitos/kitos_frontend"\n'
        'path = "cypress/fixtures/shared/kles.json"\n'
        'commit = "ce4de2fa6bf8321a5ea3fd5ab03054b14f3d6a4d"\n'
        "commit_on = 2026-07-24\n"
        'repository_licence = "MPL-2.0"\n'
        f"rows = {len(rows)}\n"
        f"titles_trimmed = {sum(old != new for old, new in zip(rows, trimmed, strict=True))}\n"
    )
    return _table(("number", "title"), trimmed, delimiter=";"), sidecar.encode()


def cpv(raw: Path, *, of_it: bool) -> bytes:
    """The divisions of software and IT services, among which one searches; or all others."""
    rows = _read(raw / "procurement/cpv/cpv_2008_da_en_sv_de_nl.csv")
    kept = (row for row in rows if (row["CODE"][:2] in {"48", "72"}) is of_it)
    return _table(("code", "da", "en"), [(row["CODE"], row["DA"], row["EN"]) for row in kept])


def notices(raw: Path) -> bytes:
    """The facts of every Danish notice, in the order of their publication numbers."""
    records = []
    for file in sorted((raw / "procurement/ted_denmark").glob("*.xml")):
        retrieved_on = EFORMS_RETRIEVED_ON if file.name.startswith("eforms_") else TED_RETRIEVED_ON
        records.append(NoticeRecord(retrieved_on, read_notice(file.read_bytes(), file.name)))
    return write_records(sorted(records, key=lambda record: str(record.notice.publication_number).zfill(13)))


def reference_data(raw: Path) -> dict[str, bytes]:
    kle_table, kle_sidecar = kle(raw)
    files = {
        "municipalities.csv": municipalities(raw),
        "kle_2022.csv": kle_table,
        "kle_2022.source.toml": kle_sidecar,
        "cpv_48_72.csv": cpv(raw, of_it=True),
        "cpv_other.csv": cpv(raw, of_it=False),
        "notices.jsonl": notices(raw),
    }
    parse_municipalities(files["municipalities.csv"], "municipalities.csv")
    parse_kle(files["kle_2022.csv"], "kle_2022.csv")
    parse_cpv(files["cpv_48_72.csv"], "cpv_48_72.csv")
    parse_cpv(files["cpv_other.csv"], "cpv_other.csv")
    parse_records(files["notices.jsonl"], "notices.jsonl")
    return files


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _table(header: Sequence[str], rows: Iterable[tuple[str, ...]], delimiter: str = ",") -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(sorted(rows))
    return text.getvalue().encode()


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the shipped reference data from the raw data.")
    parser.add_argument("--out", type=Path, default=OUT, help="folder to write to")
    out: Path = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    for name, data in reference_data(raw_data()).items():
        (out / name).write_bytes(data)


if __name__ == "__main__":
    main()
