"""``samspil simulate``: models tried on the same luck, told for people and for machines, or refused."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest

import samspil.core.simulation
from samspil import library
from samspil.cli import main
from samspil.core.simulation import compiled, explaining
from samspil.core.simulation.loop import running

KEY = "storkoebenhavn_association"
SHORT = ["--years", "1", "--replications", "2"]


@pytest.fixture(autouse=True)
def interpreted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Compiling takes half a minute; what comes out is the same (``test_runs``)."""
    monkeypatch.setattr(compiled, "compiled_loop", lambda folder: running)


EXPLAIN = explaining.explain
EXPLAINED: list[explaining.Explained] = []


def explained_once(*given: Any) -> explaining.Explained:
    """It is the same each time, and played but once."""
    if not EXPLAINED:
        EXPLAINED.append(EXPLAIN(*given))
    return EXPLAINED[0]


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(["simulate", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("Dage til beslutning", "Timer om året på at styre", "Gennemspillet 2 gange")),
        ("en", ("Days to a decision", "Hours a year spent on governing", "Played 2 times")),
        ("nb", ("Dager til beslutning", "Timer i året på å styre", "Spilt gjennom 2 ganger")),
    ],
)
def test_people_are_told_in_their_language(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = asked(capsys, KEY, "--workload", "association", *SHORT, "--lang", language)
    assert (code, err) == (0, "")
    for word in words:
        assert word in out


def test_machines_are_told_every_figure_and_the_same_each_time(capsys: pytest.CaptureFixture[str]) -> None:
    words = [KEY, "--workload", "association", "--set", "heads_agenda=1", *SHORT, "--json"]
    code, out, _ = asked(capsys, *words)
    assert code == 0
    assert asked(capsys, *words)[1] == out
    told: dict[str, Any] = json.loads(out)
    as_is, changed = told["models"]
    assert changed["name"] == f"{KEY}: heads_agenda=1"
    assert set(told["differences"][0]) == set(as_is["total"])
    assert [kind["key"] for kind in as_is["kinds"]] == [
        "mandatory_programme",
        "voluntary_initiative",
        "joint_purchase",
        "activity_plan",
    ]
    assert len(as_is["members"]) == 9
    difference = told["differences"][0]["lead_days"]["mean"]
    means = [model["total"]["lead_days"]["mean"] for model in told["models"]]
    assert difference == pytest.approx(means[1] - means[0], abs=1e-5)


@pytest.mark.parametrize(
    ("words", "code", "problem"),
    [
        ((KEY, "--workload", "nowhere.yaml"), 3, "file_not_found"),
        (("no_such_model", "--workload", "association"), 3, "unknown_model"),
        (("gladsaxe_network", "--workload", "association"), 1, "unknown_kind"),
        ((KEY, "--workload", "association", "--years", "0"), 2, "number_out_of_reach"),
        ((KEY, "--workload", "association", "--set", "board_agenda=0"), 1, "out_of_range"),
    ],
)
def test_what_cannot_be_tried_is_refused(
    words: tuple[str, ...], code: int, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    got, out, _ = asked(capsys, *words, "--json")
    assert got == code
    assert problem in {one["code"] for one in json.loads(out)["problems"]}


def test_a_mistake_in_ones_own_file_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "ours.yaml"
    file.write_bytes(library.workload_file("association").replace(b"kind: joint_purchase", b"kind: lunch"))
    code, _, err = asked(capsys, KEY, "--workload", str(file), "--lang", "en")
    line = next(at for at, text in enumerate(file.read_text().splitlines(), 1) if "lunch" in text)
    assert code == 1
    assert f"ours.yaml:{line}" in err.replace("\n", "")


def test_a_sweep_is_told_with_every_variant_and_its_line(capsys: pytest.CaptureFixture[str]) -> None:
    over = ["--over", "board_agenda=1", "0", "--over", "board_paper_days=2"]
    code, out, _ = asked(capsys, "sweep", KEY, "--workload", "association", *over, *SHORT, "--json")
    told: dict[str, Any] = json.loads(out)
    as_it_is, short, none = told["rows"]
    assert code == 0
    assert (as_it_is["changes"], as_it_is["differences"]) == ([], {})
    assert True in [one["on_frontier"] for one in told["rows"]]
    assert [(one["where"], one["value"]) for one in short["changes"]] == [
        ("board_agenda", "1"),
        ("board_paper_days", "2"),
    ]
    lines = library.model_files(KEY)["parameters.yaml"].decode().splitlines()
    assert lines[short["changes"][0]["line"] - 1 - 4].startswith("board_agenda:")  # name, unit, values, day
    assert short["differences"]["lead_days"]["mean"] == pytest.approx(
        short["total"]["lead_days"]["mean"] - as_it_is["total"]["lead_days"]["mean"], abs=1e-5
    )
    assert [one["code"] for one in none["problems"]] == ["out_of_range"]
    assert (none["total"], none["on_frontier"]) == ({}, False)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("som den er", "★ betyder", "Kan ikke prøves: board_agenda=0", "Timer om året")),
        ("en", ("as it is", "★ means", "Cannot be tried: board_agenda=0", "Hours a year")),
        ("nb", ("som den er", "★ betyr", "Kan ikke prøves: board_agenda=0", "Timer i året")),
    ],
)
def test_a_sweep_is_told_to_people(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    over = ["--over", "board_agenda=3", "0"]
    code, out, _ = asked(capsys, "sweep", KEY, "--workload", "association", *over, *SHORT, "--lang", language)
    assert code == 0
    for word in words:
        assert word in " ".join(out.split())


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("da", ("Mødes nu", "Alle muligheder er regnet igennem", "Sådan skrives det i modellen")),
        ("en", ("Meets now", "Every choice has been reckoned with", "How to write it in the model")),
        ("nb", ("Møtes nå", "Alle muligheter er regnet gjennom", "Slik skrives det i modellen")),
    ],
)
def test_phasing_is_told_to_people(
    language: str, words: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = asked(capsys, "phase", KEY, "--workload", "association", *SHORT, "--lang", language)
    assert code == 0
    for word in (*words, "--set", "forums.board.calendar.rule="):
        assert word in " ".join(out.split())


def test_phasing_is_told_to_machines_and_can_be_tried_by_hand(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = asked(capsys, "phase", KEY, "--workload", "association", *SHORT, "--json")
    told: dict[str, Any] = json.loads(out)
    waited = told["days_waited_a_year"]
    assert told["none_is_below"] <= waited["then"] < waited["now"]
    sets = [word for one in told["changes"] for word in ("--set", f"{one['where']}={one['value']}")]
    code, again, _ = asked(capsys, KEY, "--workload", "association", *sets, *SHORT, "--json")
    assert code == 0
    assert json.loads(again)["differences"] == [told["differences"]]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "da",
            (
                "Her venter sagerne på møder",
                "Ét punkt mere på dagsordenen: board (10 bliver til 11)",
                "Står i",
            ),
        ),
        ("en", ("Where matters wait", "One more item on the agenda: board (10 become 11)", "Stands in")),
        (
            "nb",
            ("Her venter sakene på møter", "Ett punkt mer på dagsordenen: board (10 blir til 11)", "Står i"),
        ),
    ],
)
def test_what_would_help_is_told_to_people(
    language: str,
    words: tuple[str, ...],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(explaining, "explain", explained_once)
    code, out, _ = asked(capsys, "explain", KEY, "--workload", "association", *SHORT, "--lang", language)
    assert code == 0
    for word in (*words, f"{KEY}/model.yaml:62"):
        assert word in " ".join(out.split())


def test_what_would_help_is_told_to_machines(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(explaining, "explain", explained_once)
    _, out, _ = asked(capsys, "explain", KEY, "--workload", "association", *SHORT, "--json")
    told: dict[str, Any] = json.loads(out)
    assert sum(one["share"] for one in told["waiting"]) == pytest.approx(1, abs=1e-5)
    assert {one["what"] for one in told["tried"]} == {"item", "meeting", "consent"}
    assert all(one["file"].startswith(f"{KEY}/") and one["line"] > 1 for one in told["tried"])


@pytest.mark.parametrize(
    "words", [(KEY,), ("sweep", KEY, "--over", "board_agenda=5"), ("phase", KEY), ("explain", KEY)]
)
def test_without_numpy_it_says_what_to_install(
    words: tuple[str, ...], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("samspil.cli.simulate.asking.find_spec", lambda _: None)
    code, out, _ = asked(capsys, *words, "--workload", "association", "--json")
    assert (code, [one["code"] for one in json.loads(out)["problems"]]) == (1, ["simulation_needs_numpy"])


def without_the_compiler(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(samspil.core.simulation, "compiled")
    monkeypatch.setitem(sys.modules, "samspil.core.simulation.compiled", None)


def test_without_the_compiler_it_is_played_as_written_and_people_are_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    words = [KEY, "--workload", "association", *SHORT]
    with_it = asked(capsys, *words, "--json")[1]
    without_the_compiler(monkeypatch)
    code, out, err = asked(capsys, *words, "--lang", "en")
    assert (code, "Played 2 times" in out, "numba is not installed here" in err) == (0, True, True)
    assert asked(capsys, *words, "--json") == (0, with_it, "")
