"""What ships is found, and is what the world outside says it is."""

import os
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path

import pytest
from tests.core.notices.notice_files import SOLROD_MEALS, ted

from samspil import library
from samspil.core.errors import ProblemsError
from samspil.core.notices.notice import Notice, Party, Stage, ValueIs
from samspil.core.register import CpvLabel, is_valid_cvr
from samspil.core.strategy import Ground, TaskKind
from samspil.core.strategy import Party as StrategyParty
from samspil.core.units import Money

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


def test_a_code_of_a_notice_has_a_label_whatever_is_bought() -> None:
    """Read in Regulation (EC) No 213/2008, annex I. A notice writes a code without its check digit."""
    assert library.cpv_label("98514000") == CpvLabel(da="Husligt arbejde", en="Domestic services")
    assert library.cpv_label("72000000") == library.cpv()["72000000-5"]
    assert library.cpv_label("00000000") is None


def test_every_code_of_every_notice_has_a_label() -> None:
    codes = {code for record in library.notices() for code in record.notice.cpv}
    assert [code for code in sorted(codes) if library.cpv_label(code) is None] == []


# --- Notices


def notice(number: str) -> Notice:
    return next(record.notice for record in library.notices() if record.notice.publication_number == number)


def test_all_24_notices_are_there_with_link_and_day() -> None:
    records = library.notices()
    assert len(records) == 24
    assert Counter(record.notice.schema for record in records) == {"ted": 23, "eforms": 1}
    assert all(
        str(record.notice.source_link).startswith(("https://ted.", "http://ted.")) for record in records
    )
    assert {record.retrieved_on for record in records} == {date(2024, 10, 30), date(2025, 3, 3)}


def test_the_forms_are_those_that_the_files_name() -> None:
    """Counted in the XML with `grep -o 'FORM="F..'`."""
    assert Counter(record.notice.form for record in library.notices()) == {
        "F21": 10,
        "F15": 5,
        "F04": 2,
        **dict.fromkeys(["F01", "F02", "F03", "F05", "F12", "F23", "15"], 1),
    }


def test_five_notices_buy_it_and_three_mainly() -> None:
    """Read in CPV_MAIN and CPV_ADDITIONAL of the files."""
    it = {record.notice.publication_number for record in library.notices() if record.notice.is_it}
    mainly = {record.notice.publication_number for record in library.notices() if record.notice.is_mainly_it}
    assert it == {"044586-2016", "083278-2022", "085984-2022", "377628-2022", "464969-2016"}
    assert mainly == {"044586-2016", "083278-2022", "377628-2022"}


def test_solroed_asked_for_meals() -> None:
    found = notice("044742-2022")
    assert found.buyers == (Party("Solrød Kommune", "DK", "68534917", "68534917"),)
    assert found.buyers[0].cvr == library.municipalities()["0269"].cvr
    assert (found.title, found.cpv, found.stage) == ("Madservice", ("98514000",), Stage.COMPETITION)
    assert (found.value, found.value_is) == (Money.of(7_200_000), ValueIs.ESTIMATED)
    assert (found.published_on, found.dispatched_on) == (date(2022, 1, 26), date(2022, 1, 21))
    assert (found.tenders_due_on, found.tenders_due_time) == (date(2022, 3, 21), time(23, 59))
    assert (found.starts_on, found.ends_on) == (date(2022, 5, 1), date(2026, 4, 30))


def test_roedovre_gave_notice_of_meals_without_a_number_of_its_own() -> None:
    found = notice("433955-2016")
    assert found.buyers == (Party("Rødovre Kommune", "DK", None, None),)
    assert found.title == "Forhåndsmeddelelse om madservice til Rødovre Kommune."
    assert (found.form, found.stage) == ("F21", Stage.PLANNING)
    assert found.cpv == ("55521200", "55521100")
    assert (found.value, found.tenders_due_on, found.winners) == (None, None, ())
    assert (found.published_on, found.dispatched_on) == (date(2016, 12, 9), date(2016, 12, 6))


def test_hvidovre_gave_a_concession_without_competition() -> None:
    found = notice("480364-2022")
    assert found.buyers[0].cvr == library.municipalities()["0167"].cvr == "55606617"
    assert (found.form, found.stage) == ("F15", Stage.DIRECT_AWARD)
    assert (found.value, found.value_is) == (Money.of(40_000_000), ValueIs.AWARDED)
    assert [(winner.name, winner.cvr) for winner in found.winners] == [("LOCA Management ApS", "38640585")]
    assert found.cpv == (
        *("55300000", "55311000", "55321000", "55322000"),
        *("55512000", "55521000", "55521200", "55523000"),
    )
    assert (found.concluded_on, found.published_on) == (date(2022, 8, 30), date(2022, 9, 2))


def test_the_danish_eforms_notice_is_among_them() -> None:
    found = notice("00665431-2023")
    assert (found.title, found.language) == ("Gaskonvertering Slagelse Vest 2024", "da")
    assert [(buyer.name, buyer.cvr) for buyer in found.buyers] == [("SK Varme A/S", "27736904")]
    assert found.cpv == ("45000000", "09323000", "44163120")
    assert (found.starts_on, found.ends_on) == (date(2024, 2, 13), date(2025, 9, 1))
    assert (found.value, found.tenders_due_on, found.published_on) == (None, None, date(2023, 10, 31))


# --- The national strategy


def test_the_strategy_has_twelve_tasks_on_their_pages() -> None:
    """The pages on which the strategy prints its initiatives 1 to 12."""
    tasks = library.strategy_2026_2029().tasks
    assert [task.number for task in tasks] == list(range(1, 13))
    assert [task.page for task in tasks] == [11, 11, 11, 11, 13, 14, 14, 15, 15, 16, 18, 19]
    assert [task.focus_area for task in tasks] == [1, 1, 1, 1, 2, 3, 3, 3, 3, 3, 4, 4]


def test_two_initiatives_name_the_municipalities_as_parties() -> None:
    """Initiatives 7 and 11: "Staten, kommunerne og regionerne"."""
    tasks = library.strategy_2026_2029().tasks
    assert [task.number for task in tasks if StrategyParty.MUNICIPALITIES in task.parties] == [7, 11]


def test_only_the_wallet_has_a_day_and_only_the_platform_says_that_no_demand_changes() -> None:
    tasks = library.strategy_2026_2029().tasks
    dated = {task.number: task.deadline.on for task in tasks if task.deadline}
    assert dated == {7: date(2026, 3, 31)}
    assert [task.number for task in tasks if task.municipalities.kind_is is Ground.STATED] == [9]
    assert [task.number for task in tasks if task.municipalities.kind is TaskKind.MANDATORY] == [1, 7, 11]


def test_every_task_is_one_sentence_in_each_language() -> None:
    for task in library.strategy_2026_2029().tasks:
        for language in ("da", "en", "nb"):
            sentence = task.task.in_language(language)
            assert sentence.endswith(".")
            assert sentence.count(". ") == 0
            assert len(task.title.in_language(language)) <= 45


# --- The files


@pytest.mark.parametrize("name", ["municipalities.csv", "kle_2022.csv", "cpv_48_72.csv", "cpv_other.csv"])
def test_a_shipped_table_is_sorted_utf8_with_unix_line_ends(name: str) -> None:
    data = (REFERENCE_DATA / name).read_bytes()
    codes = [line[: line.index(b";" if b";" in line else b",")] for line in data.splitlines()[1:]]
    assert codes == sorted(codes)
    assert b"\r" not in data
    assert not data.startswith(b"\xef\xbb\xbf")
    assert data.endswith(b"\n")


@pytest.mark.parametrize(
    ("name", "rows"), [("municipalities", 98), ("kle_2022", 2913), ("cpv_48_72", 450), ("cpv_other", 9004)]
)
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
    shipped = {file.name: file.read_bytes() for file in REFERENCE_DATA.iterdir() if file.is_file()}
    written = ("strategy_2026_2029", "reference_classes", "business_case", "retender")
    for by_hand in ("SOURCES.md", *(f"{name}.yaml" for name in written)):
        del shipped[by_hand]
    assert made == shipped


def small_raw_data(folder: Path) -> Path:
    """A corner of the raw data: out of order, with a mark at the front, a space too many, a code too many."""
    files = {
        "dk_reference/municipalities/dk_municipalities.csv": (
            "\ufeffkommunekode,navn,region,cvr,befolkning_2020,member\r\n"
            "0269,Solrød,Sjælland,68534917,23065,1\r\n"
            "0155,Dragør,Hovedstaden,12881517,14494,1\r\n"
        ),
        "dk_reference/kle/kle_2022-05_kitos.json": (
            '{"referenceVersion": "2022-05-01T00:00:00Z", "payload": ['
            '{"kleNumber": "01", "description": " Fysisk planlægning "},'
            '{"kleNumber": "00", "description": "Kommunens styrelse"}]}'
        ),
        "procurement/cpv/cpv_2008_da_en_sv_de_nl.csv": (
            "CODE,DA,EN,SV,DE,NL\n"
            "72000000-5,It-tjenester,IT services,,,\n"
            "03000000-1,Landbrug,Farming,,,\n"
            "48820000-2,Servere,Servers,,,\n"
        ),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    notice = folder / "procurement/ted_denmark/044742-2022.xml"
    notice.parent.mkdir(parents=True)
    notice.write_bytes(ted(SOLROD_MEALS))
    return folder


def test_reference_data_are_made_of_raw_data_sorted_trimmed_dated_and_by_division(tmp_path: Path) -> None:
    raw, out = small_raw_data(tmp_path / "raw"), tmp_path / "out"
    command = [sys.executable, str(ROOT / "tools/make_reference_data.py"), "--out", str(out)]
    where = {**os.environ, "SAMSPIL_DATA": str(raw)}
    subprocess.run(command, check=True, capture_output=True, env=where)
    dated = "2020-01-01,SSI 2020-11: Befolkningstal (Danmarks Statistik: folketal 2020-01-01)"
    assert (out / "municipalities.csv").read_text(encoding="utf-8") == (
        "code,name,region,cvr,population,population_on,source\n"
        f"0155,Dragør,Hovedstaden,12881517,14494,{dated}\n"
        f"0269,Solrød,Sjælland,68534917,23065,{dated}\n"
    )
    assert (out / "kle_2022.csv").read_text(encoding="utf-8") == (
        "number;title\n00;Kommunens styrelse\n01;Fysisk planlægning\n"
    )
    sidecar = tomllib.loads((out / "kle_2022.source.toml").read_text(encoding="utf-8"))
    assert (sidecar["edition"], sidecar["rows"], sidecar["titles_trimmed"]) == ("2022-05-01", 2, 1)
    assert (out / "cpv_48_72.csv").read_text(encoding="utf-8") == (
        "code,da,en\n48820000-2,Servere,Servers\n72000000-5,It-tjenester,IT services\n"
    )
    assert (out / "cpv_other.csv").read_text(encoding="utf-8") == "code,da,en\n03000000-1,Landbrug,Farming\n"
    assert (out / "notices.jsonl").read_bytes().count(b"\n") == 1


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
