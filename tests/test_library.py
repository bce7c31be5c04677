"""What ships is found, and is what the world outside says it is."""

import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.register import CpvLabel, is_valid_cvr

ROOT = Path(__file__).resolve().parent.parent
REFERENCE_DATA = ROOT / "src/samspil/reference_data"
RAW_DATA = (ROOT / os.environ.get("SAMSPIL_DATA", "../shared/data")).resolve()


# --- Municipalities


def test_there_are_98_municipalities_and_all_cvr_numbers_pass() -> None:
    register = library.municipalities()
    assert len(register) == 98
    assert all(is_valid_cvr(municipality.cvr) for municipality in register.values())
    assert all(code == municipality.code for code, municipality in register.items())


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("0155", "Dragør"),
        ("0161", "Glostrup"),
        ("0165", "Albertslund"),
        ("0167", "Hvidovre"),
        ("0169", "Høje-Taastrup"),
        ("0175", "Rødovre"),
        ("0183", "Ishøj"),
        ("0187", "Vallensbæk"),
        ("0269", "Solrød"),
    ],
)
def test_the_nine_members_have_their_codes(code: str, name: str) -> None:
    assert library.municipalities()[code].name == name


def test_each_region_has_its_number_of_municipalities() -> None:
    assert Counter(m.region for m in library.municipalities().values()) == {
        "Hovedstaden": 29,
        "Sjælland": 17,
        "Syddanmark": 22,
        "Midtjylland": 19,
        "Nordjylland": 11,
    }


def test_the_populations_sum_to_the_national_figure_of_their_day() -> None:
    """FOLK1A: 5,822,763 on 1 January 2020, with 84 on Christiansø, which is no municipality."""
    register = library.municipalities().values()
    assert sum(m.population for m in register) + 84 == 5_822_763
    assert {m.population_on for m in register} == {date(2020, 1, 1)}
    assert all(m.source for m in register)


# --- KLE and CPV


def test_kle_has_2913_numbers_on_three_levels() -> None:
    kle = library.kle()
    assert len(kle) == 2913
    assert Counter(number.count(".") for number in kle) == {0: 36, 1: 492, 2: 2385}
    assert kle["00"] == "Kommunens styrelse"


def test_the_sidecar_names_edition_and_rows_of_kle() -> None:
    sidecar = tomllib.loads((REFERENCE_DATA / "kle_2022.source.toml").read_text(encoding="utf-8"))
    assert (sidecar["edition"], sidecar["rows"]) == ("2022-05-01", len(library.kle()))


def test_cpv_has_450_codes_in_two_divisions() -> None:
    cpv = library.cpv()
    assert Counter(code[:2] for code in cpv) == {"48": 198, "72": 252}
    assert cpv["48820000-2"] == CpvLabel("Servere", "Servers")


def test_registers_are_read_once_and_cannot_be_written_in() -> None:
    assert library.kle() is library.kle()
    with pytest.raises(TypeError):
        library.kle()["99"] = "x"  # type: ignore[index]


# --- The files


@pytest.mark.parametrize("name", ["municipalities.csv", "kle_2022.csv", "cpv_48_72.csv"])
def test_a_shipped_table_is_sorted_utf8_with_unix_line_ends(name: str) -> None:
    data = (REFERENCE_DATA / name).read_bytes()
    codes = [line[: line.index(b";" if b";" in line else b",")] for line in data.splitlines()[1:]]
    assert codes == sorted(codes)
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")


@pytest.mark.parametrize(("name", "rows"), [("municipalities", 98), ("kle_2022", 2913), ("cpv_48_72", 450)])
def test_sources_name_every_table_with_its_rows(name: str, rows: int) -> None:
    sources = (REFERENCE_DATA / "SOURCES.md").read_text(encoding="utf-8")
    assert f"| `{name}.csv` | {rows:,} |" in sources
    assert len((REFERENCE_DATA / f"{name}.csv").read_bytes().splitlines()) == rows + 1


def test_making_the_reference_data_again_gives_the_same_bytes(tmp_path: Path) -> None:
    if not RAW_DATA.is_dir():
        pytest.skip(f"NOT PROVEN: no raw data in {RAW_DATA}; set SAMSPIL_DATA to see the files remade")
    command = [sys.executable, str(ROOT / "tools/make_reference_data.py"), "--out", str(tmp_path)]
    subprocess.run(command, check=True, capture_output=True)
    made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
    shipped = {file.name: file.read_bytes() for file in REFERENCE_DATA.iterdir()}
    del shipped["SOURCES.md"]
    assert made == shipped


# --- Governance models


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A small installation: two models, one of them with everything, and a folder that is none."""
    models = tmp_path / "governance_models"
    for name in (
        "gladsaxe_network/model.yaml",
        "aabenraa_loans/model.yaml",
        "aabenraa_loans/parameters.yaml",
        "aabenraa_loans/README.md",
        "aabenraa_loans/notes.txt",
        "aabenraa_loans/cases/repay.yaml",
        "aabenraa_loans/cases/apply.yaml",
        "aabenraa_loans/cases/apply.yaml~",
        "unfinished/README.md",
        "secret.yaml",
    ):
        (models / name).parent.mkdir(parents=True, exist_ok=True)
        (models / name).write_bytes(name.encode())
    monkeypatch.setattr(library, "_shipped", tmp_path.joinpath)
    library.shipped_models.cache_clear()
    yield models
    library.shipped_models.cache_clear()


@pytest.mark.usefixtures("shelf")
def test_models_are_the_folders_with_a_model_file_sorted() -> None:
    assert library.shipped_models() == ("aabenraa_loans", "gladsaxe_network")


@pytest.mark.usefixtures("shelf")
def test_the_files_of_a_model_come_by_name_inside_its_folder() -> None:
    assert list(library.model_files("aabenraa_loans")) == [
        "README.md",
        "cases/apply.yaml",
        "cases/repay.yaml",
        "model.yaml",
        "parameters.yaml",
    ]
    assert library.model_files("gladsaxe_network") == {"model.yaml": b"gladsaxe_network/model.yaml"}


@pytest.mark.usefixtures("shelf")
@pytest.mark.parametrize("key", ["gladsaxe", "unfinished", "", ".", "../governance_models/gladsaxe_network"])
def test_an_unknown_model_is_refused_with_the_known_ones(key: str) -> None:
    with pytest.raises(ProblemsError) as caught:
        library.model_files(key)
    (problem,) = caught.value.problems
    assert problem.code == "unknown_model"
    assert problem.args == {"key": key, "known": "aabenraa_loans, gladsaxe_network"}


def test_every_model_that_ships_can_be_read() -> None:
    for key in library.shipped_models():
        assert library.model_files(key)["model.yaml"]
