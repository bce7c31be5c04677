"""``samspil log``: read, measured and replayed from the command line, in three languages and for machines."""

import re
import sys
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Ask

from samspil import library
from samspil.core.governance.load import load
from samspil.core.simulation.loop import running
from samspil.core.simulation.trying import try_models
from samspil.core.simulation.workload.language import Spread, Takes
from samspil.core.simulation.workload.reading import read_workload
from samspil.wording.catalogues import LANGUAGES

LOG = """Sag;Aktivitet;Start;Slut;Medarbejder
1;Modtaget;05-01-2026 09:00;05-01-2026 09:10;Anna
1;Udvalg;27-01-2026 09:00;27-01-2026 16:00;
1;Afgjort;28-01-2026 09:00;28-01-2026 09:30;Bo
2;Modtaget;06-01-2026 09:00;06-01-2026 09:10;Anna
2;Afgjort;07-01-2026 09:00;07-01-2026 09:30;Bo
3;Modtaget;28-01-2026 09:00;28-01-2026 09:10;Anna
3;Udvalg;24-02-2026 09:00;24-02-2026 16:00;
3;Afgjort;25-02-2026 09:00;25-02-2026 09:30;Bo
"""
DAY = 24 * 3600
WEEKLY = "FREQ=WEEKLY;BYDAY=TU"


@pytest.fixture
def log(tmp_path: Path) -> str:
    file = tmp_path / "sager.csv"
    file.write_text(LOG, encoding="utf-8")
    return str(file)


OVER = ("--workload", "purchases", "--kind", "purchase_request")
COMMANDS = {
    "import": ("log", "import", "LOG"),
    "metrics": ("log", "metrics", "LOG", "--order", "Modtaget", "Udvalg", "Afgjort"),
    "compared": ("log", "metrics", "LOG", "LOG"),
    "replay": ("log", "replay", "LOG", "--forum", "Udvalg", "--meets", WEEKLY),
    "fit": ("log", "fit", "LOG", *OVER, "--step", "purchase.council=Udvalg"),
}


def filled(name: str, log: str) -> list[str]:
    return [log if word == "LOG" else word for word in COMMANDS[name]]


@pytest.mark.parametrize("name", COMMANDS)
def test_it_answers_in_each_language_and_no_line_is_too_wide(ask: Ask, log: str, name: str) -> None:
    told = [ask(*filled(name, log), "--lang", language, columns=100) for language in LANGUAGES]
    assert [(one.code, one.err) for one in told] == [(0, "")] * 3
    assert len({one.out for one in told}) == 3
    assert all(len(line) <= 100 for one in told for line in one.out.splitlines() if log not in line)
    assert not any("{" in one.out for one in told)


def test_what_is_in_it(ask: Ask, log: str) -> None:
    told = ask("log", "import", log, "--json").data
    assert (told["cases"], told["events"], told["resources"], told["sort"]) == (3, 8, 2, "csv")
    assert told["columns"] == {
        "case": "Sag",
        "activity": "Aktivitet",
        "at": "Slut",
        "begun": "Start",
        "resource": "Medarbejder",
    }
    assert (told["first"], told["writes_zones"]) == ("2026-01-05T08:00:00+00:00", False)
    assert told["activities"][-1] == {"name": "Udvalg", "events": 2}


def test_written_plainly_it_reads_back_the_same(ask: Ask, log: str, tmp_path: Path) -> None:
    out = tmp_path / "ud.csv"
    assert ask("log", "import", log, "--out", str(out)).code == 0
    assert ask("log", "import", log, "--out", str(out)).code == 1, "it is there already"
    one, other = (ask("log", "metrics", file, "--json").data for file in (log, str(out)))
    assert {**one, "file": ""} == {**other, "file": ""}


def test_how_long_it_takes(ask: Ask, log: str) -> None:
    told = ask(*filled("metrics", log), "--json").data
    assert told["lead_time"]["median"] == 23 * DAY + 1800
    assert told["conformance"] | {"order": 0, "others": 0} == {
        "order": 0,
        "follow": 2,
        "skip": 1,
        "change": 0,
        "skipped": {"Udvalg": 1},
        "out_of_turn": {},
        "again": {},
        "others": 0,
    }
    assert told["arrivals"]["weekdays"] == [1, 1, 1, 0, 0, 0, 0]
    assert ask(*filled("compared", log), "--json").data["compared"]["median_longer"]["value"] == 0


def test_another_calendar_by_hand(ask: Ask, log: str) -> None:
    """Every Tuesday: case 1 on 6 January instead of the 27th, case 3 on 3 February instead of the 24th."""
    told = ask(*filled("replay", log), "--json").data
    assert (told["is_given_back"], told["moved"], told["meetings_seen"]) == (True, 2, 2)
    assert told["wait"]["longest"] - told["wait_then"]["longest"] == 21 * DAY
    assert told["lead_time_then"]["longest"] == told["lead_time"]["longest"] - 21 * DAY
    papers = ask(*filled("replay", log), "--papers", "7", "--json").data
    assert papers["wait_then"]["longest"] == told["wait_then"]["longest"] + 7 * DAY
    same = ask("log", "replay", log, "--forum", "Udvalg", "--json").data
    assert (same["moved"], same["is_given_back"]) == (0, True)


def test_a_workload_is_fitted_written_and_taken_by_the_simulator(ask: Ask, log: str, tmp_path: Path) -> None:
    """Three matters from 5 to 28 January, 24 days; a committee sat from 9 to 16 both times."""
    out = tmp_path / "vores.yaml"
    told = ask(*filled("fit", log), "--out", str(out), "--json").data
    assert told["per_year"]["value"] == pytest.approx(3 * 365.25 / 24, abs=1e-6)
    assert told["per_year"]["low"] < told["per_year"]["value"] < told["per_year"]["high"]
    assert [(one["step"], one["times"], one["median"]["value"]) for one in told["takes"]] == [
        ("Modtaget", 3, 600.0),
        ("Udvalg", 2, 7 * 3600.0),
        ("Afgjort", 3, 1800.0),
    ]
    (after,) = (one for one in told["going"] if (one["step"], one["then"]) == ("Modtaget", "Udvalg"))
    assert (after["times"], round(after["share"]["low"], 2), round(after["share"]["high"], 2)) == (
        2,
        0.21,
        0.94,
    )
    found, base = (
        read_workload(data, "w") for data in (out.read_bytes(), library.workload_file("purchases"))
    )
    assert found.spec.arrivals["purchase_request"].facts == base.spec.arrivals["wishes"].facts
    assert set(found.spec.arrivals) == {"purchase_request", "joint_proposals"}
    council, before = (one.spec.steps["purchase"]["council"] for one in (found, base))
    assert council.takes == Takes(hours=Spread(fixed="7"))
    assert (council.agrees, council.outcomes) == (before.agrees, before.outcomes)
    assert council.source == "data: sager.csv, 3, 2026-01-05 – 2026-02-25"
    again = ask(*filled("fit", log), "--out", str(out), "--json")
    assert [one["code"] for one in again.data["problems"]] == ["file_is_there"]
    model = load("jammerbugt_purchase_screening", library.model_files, library.municipalities())
    assert try_models([model], found, years=1, runs=1, seed=1, loop=running)[0].kinds


def test_without_when_a_step_began_waiting_is_in_it_and_that_is_said(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "uden.csv"
    lines = [line.split(";") for line in LOG.splitlines()]
    file.write_text("\n".join(";".join([*one[:2], one[3]]) for one in lines), encoding="utf-8")
    told = ask("log", "fit", str(file), *OVER)
    assert told.code == 0, told.err
    assert "ventetid er med" in told.out
    assert ask("log", "fit", str(file), *OVER, "--json").data["holds_waiting"] is True


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        (("import", "nowhere.csv"), 3, "file_not_found"),
        (("import", "LOG", "--column", "sag=Sag"), 2, "log_column_said_wrongly"),
        (("import", "LOG", "--column", "case=Nr"), 1, "log_unknown_column"),
        (("import", "LOG", "--largest", "0"), 1, "log_too_large"),
        (("metrics", "LOG", "--order", "Tænkt"), 1, "log_unknown_activity"),
        (("replay", "LOG"), 2, "log_replay_what"),
        (("replay", "LOG", "--meets", WEEKLY), 2, "log_replay_needs_forum"),
        (("replay", "LOG", "--forum", "Udvalg", "--meets", "tirsdag"), 1, "bad_recurrence"),
        (("replay", "LOG", "--forum", "Udvalg", "--agenda", "0"), 1, "log_no_agenda"),
        (("replay", "LOG", "--forum", "Modtaget", "--agenda", "1", "--papers", "60"), 0, None),
        (("replay", "LOG", "--forum", "Udvalg", "--papers", "60"), 1, "log_no_meeting_left"),
        (("fit", "LOG", "--workload", "purchases", "--kind", "ide"), 1, "fit_unknown_kind"),
        (("fit", "LOG", *OVER, "--step", "purchase=Udvalg"), 2, "fit_step_said_wrongly"),
        (("fit", "LOG", *OVER, "--step", "purchase.nowhere=Udvalg"), 1, "fit_unknown_step"),
        (("fit", "LOG", *OVER, "--step", "purchase.screen=Tænkt"), 1, "fit_unknown_activity"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_the_exit_code_and_the_words_say_what_went_wrong(
    ask: Ask, log: str, words: tuple[str, ...], code: int, problem: str | None
) -> None:
    asked = ["log", *(log if word == "LOG" else word for word in words)]
    answer = ask(*asked, "--json")
    assert answer.code == code
    if problem:
        assert [one["code"] for one in answer.data["problems"]] == [problem]
        assert all(ask(*asked, "--lang", language).err.strip() for language in LANGUAGES)


def test_a_log_of_185_megabytes_is_refused_before_it_is_read(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "stor.csv"
    with file.open("wb") as opened:
        opened.write(LOG.encode())
        opened.truncate(185_000_000)
    answer = ask("log", "import", str(file), "--json")
    assert (answer.code, answer.data["problems"][0]["args"]) == (
        1,
        {"limit_bytes": 150_000_000, "size_bytes": 185_000_000},
    )
    assert "--largest" in ask("log", "import", str(file)).err


def test_without_numpy_it_says_what_to_install(ask: Ask, log: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("samspil.cli.log.asking.find_spec", lambda _: None)
    answer = ask("log", "import", log, "--json")
    assert (answer.code, answer.data["problems"][0]["code"]) == (1, "log_needs_numpy")


def test_the_command_line_itself_needs_no_numpy() -> None:
    before = set(sys.modules)
    __import__("samspil.cli.log.asking")
    assert "samspil.core.mining.log" not in set(sys.modules) - before


def test_the_how_to_names_every_key_of_every_answer(ask: Ask, log: str) -> None:
    told = (ROOT / "docs" / "how-to" / "command-line.md").read_text(encoding="utf-8")
    for name in ("import", "metrics", "replay", "fit"):
        (row,) = re.findall(rf"^\| `log {name}` \| (.*) \|$", told, re.MULTILINE)
        named = set(re.findall(r"`(\w+)`", row))
        assert set(ask(*filled(name, log), "--json").data) <= named
