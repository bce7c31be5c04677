"""What holds for every command: three languages, any width, JSON, exit codes, a quick start."""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import ROOT, Ask
from tests.took import took

from samspil.cli.desk import Desk
from samspil.cli.parser import language_of, parser
from samspil.cli.welcome import EXAMPLES
from samspil.wording.catalogues import LANGUAGES, texts

KEY = "jammerbugt_purchase_screening"
EXPLAIN = ("model", "explain", KEY, "--matter", "docs/examples/purchase.yaml", "--on", "2026-11-23")
COMMANDS = {
    "welcome": (),
    "list": ("model", "list"),
    "check": ("model", "check", KEY),
    "show": ("model", "show", KEY, "--on", "2026-11-23"),
    "explain": EXPLAIN,
    "compare": ("model", "compare", KEY, "rudersdal_committee", "--on", "2026-11-23"),
    "diagram": ("model", "diagram", KEY),
    "schema": ("model", "schema"),
}
TELLING = [name for name in COMMANDS if name not in ("diagram", "schema")]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", COMMANDS)
def test_it_answers_in_each_language(ask: Ask, name: str, language: str) -> None:
    answer = ask(*COMMANDS[name], "--lang", language)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.strip()


@pytest.mark.parametrize("name", TELLING)
def test_the_languages_differ(ask: Ask, name: str) -> None:
    assert len({ask(*COMMANDS[name], "--lang", language).out for language in LANGUAGES}) == 3


@pytest.mark.parametrize("name", COMMANDS)
def test_it_answers_machines(ask: Ask, name: str) -> None:
    before, after = ask("--json", *COMMANDS[name]), ask(*COMMANDS[name], "--json")
    assert before.code == after.code == 0
    assert isinstance(after.data, dict)
    assert before.data == after.data


@pytest.mark.parametrize("columns", [60, 80, 200])
@pytest.mark.parametrize("name", TELLING)
def test_no_line_is_wider_than_the_screen_and_no_name_is_broken(ask: Ask, name: str, columns: int) -> None:
    answer = ask(*COMMANDS[name], columns=columns)
    told = [line for line in answer.out.splitlines() if not line.startswith("  samspil ")]
    assert max(map(len, told)) <= columns
    words = set(re.findall(r"[\wæøåÆØÅ]+", ask(*COMMANDS[name], columns=1000).out))
    assert set(re.findall(r"[\wæøåÆØÅ]+", answer.out)) <= words | {"Kilde", "Op", "til"} | all_labels()


def all_labels() -> set[str]:
    """The labels of a table that became paragraphs."""
    return {word for text in texts("da", "cli").values() for word in re.findall(r"[\wæøåÆØÅ]+", text)}


def test_nothing_is_coloured_where_nobody_wants_it(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b[3" not in ask(*COMMANDS["list"]).out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "words", [[], ["model"], *(["model", name] for name in (*list(COMMANDS)[1:], "new"))], ids=" ".join
)
def test_help_is_in_the_language(ask: Ask, words: list[str], language: str) -> None:
    answer = ask(*words, "--help", "--lang", language)
    assert answer.code == 0
    assert ("usage:" in answer.out) == (language == "en")
    assert "show this help" not in answer.out or language == "en"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("model",), 2),
        (("model", "dance"), 2),
        (("model", "show"), 2),
        (("model", "show", KEY, "--frob"), 2),
        (("--lang", "fr"), 2),
        (("model", "show", KEY, "--on", "23-11-2026"), 2),
        (("model", "show", "no_such_model"), 3),
        (("model", "show", "./no/such/folder"), 3),
        (("model", "show", "pyproject.toml"), 3),
        (("model", "check", "no_such_model"), 3),
        ((*EXPLAIN[:4], "no_such.yaml", *EXPLAIN[5:]), 3),
        (("model", "show", KEY, "--on", "2001-01-01"), 1),
        (("model", "show", KEY, "--on", "2199-01-01"), 1),
        (("model", "compare", KEY, "common"), 1),
        (("model", "diagram", KEY, "--route", "nowhere"), 1),
        (("model", "diagram", KEY, "--out", "no/such/folder/x.svg"), 1),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else str(value),
)
def test_the_exit_code_says_what_went_wrong(ask: Ask, words: tuple[str, ...], code: int) -> None:
    for language in LANGUAGES:
        answer = ask(*words, "--lang", language) if words[0] != "--lang" else ask(*words)
        assert answer.code == code
        assert answer.out == ""
        assert answer.err.strip()


def test_a_refusal_is_told_to_machines_with_code_and_text(ask: Ask) -> None:
    answer = ask("model", "show", "no_such_model", "--json", "--lang", "en")
    assert answer.code == 3
    (problem,) = answer.data["problems"]
    assert problem["code"] == "unknown_model"
    assert problem["args"]["key"] == "no_such_model"
    assert problem["text"].startswith("There is no governance model with the key “no_such_model”.")
    assert (problem["file"], problem["line"]) == (None, None)


@pytest.mark.parametrize(
    ("argv", "environ", "language"),
    [
        ([], {}, "da"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "nb_NO.UTF-8"}, "nb"),
        ([], {"LANG": "no_NO"}, "nb"),
        ([], {"LANG": "C.UTF-8"}, "da"),
        ([], {"LC_ALL": "da_DK.UTF-8", "LANG": "en_GB"}, "da"),
        ([], {"LC_ALL": "", "LANG": "en_GB"}, "en"),
        (["--lang", "nb"], {"LANG": "en_GB"}, "nb"),
        (["--lang=en"], {}, "en"),
        (["--lang"], {"LANG": "en_GB"}, "en"),
        (["--lang", "fr"], {}, "da"),
    ],
)
def test_the_language(argv: list[str], environ: dict[str, str], language: str) -> None:
    assert language_of(argv, environ) == language


def samspil(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "samspil", *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src", **environ},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_examples_of_the_welcome_work() -> None:
    for command in EXAMPLES.values():
        answer = samspil(*command.split()[1:])
        assert answer.returncode == 0, answer.stderr


def test_the_examples_of_the_how_to_are_answered(ask: Ask) -> None:
    told = (ROOT / "docs" / "how-to" / "command-line.md").read_text(encoding="utf-8")
    commands = re.findall(r"^    samspil (model explain .*)$", told, re.MULTILINE)
    assert commands
    for command in commands:
        assert ask(*command.split()).code == 0
    matter = re.search(r"```yaml\n# docs/examples/purchase.yaml\n(.*?)```", told, re.DOTALL)
    assert matter is not None
    assert (ROOT / "docs/examples/purchase.yaml").read_text(encoding="utf-8").endswith(matter[1])


def test_the_how_to_names_every_key_of_every_answer(ask: Ask) -> None:
    told = (ROOT / "docs" / "how-to" / "command-line.md").read_text(encoding="utf-8")
    for name in ("list", "check", "show", "explain", "compare"):
        (row,) = re.findall(rf"^\| `{name}` \| (.*) \|$", told, re.MULTILINE)
        answer = ask(*COMMANDS[name], "--json").data
        inside = answer.get("models") or answer.get("steps") or [{}]
        named = set(re.findall(r"`(\w+)`", row))
        assert {key for key in answer if not key.endswith("_text")} <= named
        assert set(inside[0]) <= named


def _commands(asked: argparse.ArgumentParser, name: str = "samspil") -> Iterator[tuple[str, set[str]]]:
    """Each command with its own options; what belongs to all of them is left out."""
    inside = [one for one in asked._actions if isinstance(one, argparse._SubParsersAction)]
    for among in inside:
        for word, one in among.choices.items():
            yield from _commands(one, f"{name} {word}")
    if not inside:
        options = {said for one in asked._actions for said in one.option_strings if said.startswith("--")}
        yield name, options - {"--help", "--lang", "--json"}


def test_the_how_to_names_every_command_with_all_its_options() -> None:
    told = (ROOT / "docs" / "how-to" / "command-line.md").read_text(encoding="utf-8")
    found = dict(_commands(parser(Desk("en"))))
    assert len(found) > len(COMMANDS)
    for name, options in found.items():
        rows = " ".join(re.findall(rf"^\| `{name}\b.*$", told, re.MULTILINE))
        assert rows, name
        assert {one for one in options if one not in rows} == set(), name


def test_a_screen_without_our_letters_is_no_error() -> None:
    answer = samspil("model", "list", PYTHONIOENCODING="ascii")
    assert answer.returncode == 0
    assert "Rudersdal" in answer.stdout


def test_a_reader_that_stops_reading_is_no_error() -> None:
    command = f"{sys.executable} -m samspil model show {KEY} | head -1"
    answer = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize(("words", "seconds"), [(["--help"], 0.6), (["model", "list"], 2)])
def test_it_starts_quickly(words: list[str], seconds: float) -> None:
    said: list[int] = []
    assert took(lambda: said.append(samspil(*words).returncode), seconds) < seconds
    assert set(said) == {0}


@pytest.mark.parametrize("words", [["--help"], ["model", "list", "--json"]])
def test_a_short_question_loads_no_engine_and_no_screen(words: list[str]) -> None:
    command = (
        "import sys; from samspil.cli import main; main(sys.argv[1:]); sys.stdout.flush();"
        "sys.exit(bool({'rich', 'pydantic', 'holidays'} & set(sys.modules)))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", command, *words],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "src"},
        capture_output=True,
        check=False,
    )
    assert answer.returncode == 0


@pytest.mark.parametrize("words", [("diagram", KEY), ("schema",)], ids=" ".join)
def test_a_file_that_is_there_is_not_overwritten_unless_it_is_said(
    ask: Ask, tmp_path: Path, words: tuple[str, ...]
) -> None:
    file = tmp_path / "mine"
    file.write_text("mine", encoding="utf-8")
    answer = ask("model", *words, "--out", str(file), columns=500)
    assert (answer.code, file.read_text(encoding="utf-8")) == (1, "mine")
    assert "--force" in answer.err
    assert ask("model", *words, "--out", str(file), "--force").code == 0
    assert file.read_text(encoding="utf-8") != "mine"


def test_what_is_not_a_file_of_ours_is_read_no_further_than_it_must(ask: Ask, tmp_path: Path) -> None:
    file = tmp_path / "matter.yaml"
    for size, code in ((100_000, "not_yaml"), (100_001, "file_too_large"), (2**40, "file_too_large")):
        with file.open("wb") as opened:
            opened.write(b"{")
            opened.truncate(size)
        answer = ask(*EXPLAIN[:4], str(file), *EXPLAIN[5:], "--json")
        (problem,) = answer.data["problems"]
        assert (answer.code, problem["file"]) == (1, str(file))
        assert problem["code"] == code if size > 100_000 else problem["code"] != "file_too_large"
        if code == "file_too_large":
            assert problem["args"]["size_bytes"] == size


def test_a_model_s_own_values_come_first_and_sources_are_in_the_language(ask: Ask) -> None:
    told = ask("model", "show", "favrskov_bank", "--json").data
    files = [one["file"].split("/")[0] for one in told["parameters"]]
    assert files[0] == "favrskov_bank"
    assert files == sorted(files, key=lambda file: file != "favrskov_bank")
    assert set(files) > {"favrskov_bank"}
    out = ask("model", "show", "favrskov_bank", columns=250).out
    assert "lov: kommunestyrelsesloven § 40" in out
    assert "law:" not in out
    assert ",00 kr." not in out


def test_a_diagram_and_a_schema_go_to_a_file(ask: Ask, tmp_path: Path) -> None:
    svg, schema = tmp_path / "way.svg", tmp_path / "schema.json"
    assert ask("model", "diagram", KEY, "--route", "purchase", "--out", str(svg)).code == 0
    assert svg.read_text(encoding="utf-8").startswith("<svg")
    answer = ask("model", "schema", "--out", str(schema), "--json")
    assert answer.data == {"file": str(schema)}
    assert json.loads(schema.read_text(encoding="utf-8"))["title"] == "Model"
