"""One broken file per message: each is refused at once, whole, with its code, its file and its line."""

import ast
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from ruamel.yaml import YAML
from tests.core.governance.small_world import (
    HERE,
    WORLD,
    Broken,
    changed,
    load_from,
    read_patch,
    with_file,
)
from tests.took import took

from samspil.core.errors import Place, Problem, ProblemsError
from samspil.wording.problems import in_words
from samspil.wording.words import Words

# Measuring coverage takes its time, and so does asking at every call which mutant is under test.
A_SECOND = 1.0 if sys.gettrace() is None and "MUTANT_UNDER_TEST" not in os.environ else 10.0
# A second sentence says what to do, where the first does not say what must be.
MUST = {"da": " skal", "en": " must", "nb": " skal"}
PATCHES = sorted((HERE / "broken").glob("*/*.patch"))
# What the sentence about a broken file must name, beside the line: by file, as it is written there.
TOLD = YAML(typ="safe").load(HERE / "broken" / "told.yaml")
NOT_OURS = {("not_yaml", "said"), ("too_many_moves", "count")}  # another's words; a number nobody can check
SOURCE = Path(__file__).parents[3] / "src" / "samspil" / "core" / "governance"

TOWN = WORLD["town"]["model.yaml"]


def whole(code: str, data: bytes, line: int = 1) -> Broken:
    return Broken(code, "town", with_file("town/model.yaml", data), Place("town/model.yaml", line))


def chain(length: int) -> Broken:
    """Models that build on one another, each named in the next, until the reader gives up."""
    files = {f"m{number}": {"model.yaml": f"extends: m{number + 1}".encode()} for number in range(length)}
    return Broken("extends_too_deep", "m0", files, Place("m7/model.yaml", 1))


MADE: dict[str, Callable[[], Broken]] = {
    "fifty megabytes": lambda: whole("file_too_large", b"#" * 50_000_000),
    "utf-16": lambda: whole("not_utf8", TOWN.decode().encode("utf-16")),
    "latin-1": lambda: whole("not_utf8", TOWN.decode().encode("latin-1"), 31),
    "a hundred thousand brackets": lambda: whole("too_deep", b"a: " + b"[" * 99_990),
    "as many values as fit": lambda: whole("too_many_values", b"a: [" + b"1," * 49_000 + b"]"),
    "as many keys as fit": lambda: whole(
        "too_many_values", b"".join(b"k%d:\n" % number for number in range(13_000)), 5_000
    ),
    "an anchor bomb": lambda: whole(
        "anchor_not_allowed",
        b"a: &a [x,x,x,x,x,x,x,x,x]\n"
        + b"".join(b"%c: &%c [*%c,*%c,*%c]\n" % (n + 1, n + 1, n, n, n) for n in range(97, 105)),
    ),
    "thousands of unknown keys": lambda: whole(
        "unknown_key",
        TOWN + b"".join(b"forumss%d: 1\n" % number for number in range(4000)),
        len(TOWN.splitlines()) + 1,
    ),
    "a very long unknown key": lambda: whole(
        "unknown_key", TOWN + b"? " + b"forums" * 13_000 + b"\n: 1\n", len(TOWN.splitlines()) + 1
    ),
    "ninety models in a row": lambda: chain(90),
}


def problems_of(broken: Broken) -> ProblemsError:
    with pytest.raises(ProblemsError) as refused:
        load_from(broken.files, broken.model)
    return refused.value


def refused_within(seconds: float, broken: Broken) -> ProblemsError:
    found: list[ProblemsError] = []
    assert took(lambda: found.append(problems_of(broken)), seconds) < seconds
    return found[-1]


def check(broken: Broken) -> Problem:
    error = refused_within(A_SECOND, broken)
    first = error.problems[0]
    assert {problem.code for problem in error.problems} == {broken.code}, str(error)
    assert first.place is not None
    assert (first.place.file, first.place.line) == (broken.place.file, broken.place.line), str(error)
    for language in ("da", "en", "nb"):
        for problem in error.problems:
            told = in_words(problem, Words(language))
            assert problem.code not in told
            assert "{" not in told
            assert len(re.findall(r"[.?!](?: |$)", told)) > 1 or MUST[language] in told, "says not what to do"
    return first


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: f"{patch.parent.name}-{patch.stem}")
def test_a_broken_model_is_refused_with_its_message_file_and_line(patch: Path) -> None:
    told = check(read_patch(patch)).args
    said = {key: str(value) for key, value in told.items() if (patch.parent.name, key) not in NOT_OURS}
    assert said == TOLD.get(f"{patch.parent.name}/{patch.stem}", {})


@pytest.mark.parametrize("name", MADE)
def test_what_is_too_large_to_keep_is_refused_as_well(name: str) -> None:
    check(MADE[name]())


def test_fifty_megabytes_are_refused_unread() -> None:
    refused_within(0.05, MADE["fifty megabytes"]())


def test_a_host_that_leaves_and_comes_again_on_the_day_is_a_member_all_along() -> None:
    leaving = '  - {municipality: "0159", joined: 2020-01-01, left: 2027-01-01, '
    again = leaving.replace("joined: 2020-01-01, left: 2027-01-01", "joined: 2027-01-01")
    rest = "consented_to_statutes: 2019-12-01, source: assumed}\n"
    second_turn = '  - {municipality: "0101", since: 2026-07-01, source: assumed}\n'
    changes = ((leaving + rest, leaving + rest + again + rest), (second_turn, ""))
    assert changed("league/model.yaml", *changes).key == "league"


def test_weights_are_asked_about_from_the_model_s_first_day_and_on_the_day_they_change() -> None:
    """What they were before the model held is nobody's; what they become is told with its day."""
    first, half = "2020-01-01: {value: 1/2, source: assumed}}", "words/parameters.yaml"
    changed(half, (f"values: {{{first}", f"values: {{2019-01-01: {{value: 2/3, source: assumed}}, {first}"))
    error = problems_of(read_patch(HERE / "broken/weights_are_not_the_whole/raised_a_year_later.patch"))
    assert error.problems[0].args == {"pool": "pool", "total": "4/3", "day": "2027-06-01"}


def test_nothing_is_half_loaded() -> None:
    before = {key: load_from(WORLD, key).digest for key in ("town", "league")}
    for patch in PATCHES[::20]:
        problems_of(read_patch(patch))
    assert {key: load_from(WORLD, key).digest for key in ("town", "league")} == before


def test_many_problems_are_all_told_in_the_order_of_the_file() -> None:
    text = TOWN.decode().replace("level: tactical", "level: low").replace("type: number", "type: numbr")
    error = problems_of(whole("not_one_of", text.encode()))
    places = [problem.place for problem in error.problems]
    assert len(places) == 2
    assert places == sorted(places, key=lambda place: place or Place("", 0))


def test_what_stands_first_in_the_file_is_told_first_whatever_it_is() -> None:
    """The reader of shapes tells keys that it does not know last."""
    text = "forumss: 1\n" + TOWN.decode().replace("level: tactical", "level: low")
    with pytest.raises(ProblemsError) as refused:
        load_from(with_file("town/model.yaml", text.encode()), "town")
    first, second = refused.value.problems
    assert (first.code, second.code) == ("unknown_key", "not_one_of")
    assert first.place is not None
    assert first.place.line == 1


def test_a_fault_in_a_list_is_told_at_its_own_line() -> None:
    second = '{municipality: "0147", joined: 2020-01-01'
    assert told_at("league", second, second.replace("2020-01-01", "soon")) == {"not_a_day"}


def test_a_number_where_a_word_or_a_list_is_wanted_is_told_at_its_line() -> None:
    assert told_at("town", "{to: approved, creates: [report]}", "{to: 5}") == {"wrong_value"}


@pytest.mark.parametrize("rule", ["interest", "most_instalments"])
def test_what_only_loans_have_must_be_a_parameter_too(rule: str) -> None:
    """The pool of the town gives no loans: its table of what names what knows neither."""
    assert told_at("town", "    forms: [grant]\n", f"    {rule}: border\n    forms: [grant]\n") == {
        "unknown_reference"
    }


def told_at(model: str, right: str, wrong: str) -> set[str]:
    """What a model is refused for, all of it on the line that is wrong."""
    text = WORLD[model]["model.yaml"].decode()
    assert text.count(right) == 1
    with pytest.raises(ProblemsError) as refused:
        load_from(with_file(f"{model}/model.yaml", text.replace(right, wrong).encode()), model)
    lines = {(one.place.file, one.place.line) for one in refused.value.problems if one.place}
    assert lines == {(f"{model}/model.yaml", text[: text.index(right)].count("\n") + 1)}
    return {one.code for one in refused.value.problems}


def test_each_key_that_a_place_lacks_is_told_at_once() -> None:
    text = TOWN.decode().replace("    code: B*\n    kinds: [purchase]\n", "")
    error = problems_of(whole("missing_key", text.encode()))
    assert [problem.code for problem in error.problems] == ["missing_key", "missing_key"]
    assert {problem.args["key"] for problem in error.problems} == {"code", "kinds"}


# Codes that are not written where the problem is made: from tables, and from the calendar and the register.
PASSED_ON: dict[str, set[str]] = {
    "document.py problem_at": set(),
    "shape.py _problem": {
        "unknown_key", "missing_key", "not_one_of", "bad_form", "exactly_one", "not_a_day", "not_a_moment",
        "too_few", "too_many", "wrong_value",
    },
    "routes.py _check_loops": {"loop_without_end", "told_in_a_circle"},
    "coverage.py _fault": {"nobody_may_decide", "approved_by_nobody"},
    "calendars.py _check_hours": {"cut_off_after_closing"},
    "organisation.py check_organisation": {
        "unknown_country", "unknown_zone", "unknown_closed_day", "year_outside_calendar",
    },
    "organisation.py _check_forum": {
        "bad_recurrence", "too_many_meetings", "calendar_never_meets", "year_outside_meetings",
    },
}  # fmt: skip
CODE_AT = {"problem_at": 2, "Problem": 0, "of": 0}


def test_every_message_of_loading_has_a_broken_file() -> None:
    shown = {patch.parent.name for patch in PATCHES} | {make().code for make in MADE.values()}
    assert reported() - shown == set(), "no broken file shows these"
    assert shown - reported() == set(), "nothing reports these any longer"


def reported() -> set[str]:
    files = [SOURCE.parent / "utf8.py"]
    files += [SOURCE / f"{name}.py" for name in ("document", "inheritance", "shape", "parameters", "load")]
    found: set[str] = set()
    for file in [*files, *sorted((SOURCE / "checks").glob("*.py"))]:
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                found |= codes_in(function, f"{file.name} {function.name}")
    return found


def codes_in(function: ast.FunctionDef, where: str) -> set[str]:
    found: set[str] = set()
    for call in ast.walk(function):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        place = CODE_AT.get(name)
        if place is None or len(call.args) <= place:
            continue
        code = call.args[place]
        if isinstance(code, ast.Constant):
            found.add(str(code.value))
        else:
            assert where in PASSED_ON, f"say in PASSED_ON which codes come from {where}"
            found |= PASSED_ON[where]
    return found


def test_what_is_told_is_told_of_a_broken_file() -> None:
    assert set(TOLD) <= {f"{patch.parent.name}/{patch.stem}" for patch in PATCHES}


def test_the_names_of_broken_files_are_codes_and_words() -> None:
    for patch in PATCHES:
        assert re.fullmatch(r"[a-z0-9_]+", patch.parent.name)
        assert re.fullmatch(r"[a-z0-9_]+", patch.stem)
