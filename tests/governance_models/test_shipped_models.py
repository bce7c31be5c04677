"""What every governance model that ships must hold."""

import re
from collections.abc import Iterator
from functools import cache

import pytest
from tests.governance_models.breaking import OneCase, broken, cases_of

from samspil import library
from samspil.core.errors import Problem
from samspil.core.finance.pool_cases import pool_problems
from samspil.core.governance import kernel
from samspil.core.governance.cases.runner import CaseResult, run_cases, value_of
from samspil.core.governance.checks.references import clauses
from samspil.core.governance.conditions import comparisons
from samspil.core.governance.document import Path
from samspil.core.governance.language.basics import Bounds
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.sources import SourceKind, count_sources
from samspil.core.units import Money

MODELS = library.shipped_models()
WITH_CASES = [key for key in MODELS if key != "common"]
FEWEST_CASES = 6
LONGEST_README = 60
LANGUAGES = {"da", "en", "nb"}

# Where a test changes its answer: between these two distances from the parameter, in øre or ones.
TURNS_BETWEEN = {kernel.OVER: {0, 1}, kernel.AT_MOST: {0, 1}, kernel.AT_LEAST: {-1, 0}, kernel.UNDER: {-1, 0}}

PLACES_ASSUMED = re.compile(r"\b(\d+) (?:af modellens )?(?:linjer|steder)\b")
NUMBERS_ASSUMED = re.compile(r"\b(\d+) (?:af de \d+ )?tal\b")


@cache
def loaded(key: str) -> GovernanceModel:
    return load(key, library.model_files, library.municipalities())


@cache
def results(key: str) -> list[CaseResult]:
    return run_cases(loaded(key), library.model_files(key), loaded)


@pytest.mark.parametrize("key", MODELS)
def test_every_model_loads(key: str) -> None:
    assert loaded(key).key == key


@pytest.mark.parametrize("key", WITH_CASES)
def test_every_case_passes(key: str) -> None:
    assert [str(problem) for result in results(key) for problem in result.problems] == []
    assert [str(problem) for problem in pool_problems(loaded(key), library.model_files(key))] == []
    assert len(results(key)) >= FEWEST_CASES


def test_a_model_without_cases_has_nothing_that_travels() -> None:
    assert not loaded("common").spec.kinds
    assert loaded("common").spec.part


@pytest.mark.slow
@pytest.mark.parametrize("key", WITH_CASES)
def test_every_case_that_is_broken_in_any_way_fails(key: str) -> None:
    assert list(surviving(key, every=1)) == []


@pytest.mark.parametrize("key", WITH_CASES)
def test_every_case_that_is_broken_on_purpose_fails(key: str) -> None:
    """Each in a few of the ways: in each the first, and then every sixteenth as it comes."""
    assert list(surviving(key, every=16)) == []


def surviving(key: str, every: int) -> Iterator[str]:
    """What can be changed in the cases of a model without a problem where it was changed."""
    for name, data in library.model_files(key).items():
        if name.startswith("cases/"):
            for case in cases_of(data):
                yield from surviving_in(key, name, case, every)


def surviving_in(key: str, name: str, case: OneCase, every: int) -> Iterator[str]:
    """What can be changed in a case without a problem for that case on the line that was changed."""
    changes = list(broken(case))
    if not changes:
        yield f"{name} {case.key} expects nothing"
    for change in changes[::every]:
        found = problems(key, name, change.data)
        if not any(is_of(problem, f"{key}/{name}", case.key, change.lines) for problem in found):
            yield f"{name} {case.key} {change.what} {sorted(change.lines)}: {[str(one) for one in found]}"


def problems(key: str, name: str, data: bytes) -> tuple[Problem, ...]:
    [result] = run_cases(loaded(key), {name: data}, loaded)
    return (*result.problems, *pool_problems(loaded(key), {name: data}))


def is_of(problem: Problem, file: str, case: str, lines: frozenset[int]) -> bool:
    return (
        problem.code == "case_fails"
        and problem.args["case"] == case
        and problem.place is not None
        and problem.place.file == file
        and problem.place.line in lines
    )


@pytest.mark.parametrize("key", WITH_CASES)
def test_a_case_alone_still_passes(key: str) -> None:
    """Or what breaks it would not be what was changed."""
    for name, data in library.model_files(key).items():
        if name.startswith("cases/"):
            for case in cases_of(data):
                assert problems(key, name, case.bytes) == ()


@pytest.mark.parametrize("key", WITH_CASES)
def test_a_refused_matter_is_expected_to_do_nothing_more(key: str) -> None:
    for result in results(key):
        if result.case.expect.refused:
            assert result.case.then is None or not result.case.then.model_fields_set, result.key
            assert not [play for play in result.case.play if play.refused], result.key


@pytest.mark.parametrize("key", WITH_CASES)
def test_every_threshold_has_cases_on_both_sides(key: str) -> None:
    one_sided = [
        f"{model_place(key, path)}: {attribute} against {parameter}, seen at {sorted(seen)}"
        for attribute, operator, parameter, path in numeric_tests(loaded(key))
        if model_place(key, path).startswith(f"{key}/")
        for seen in [distances(key, attribute, parameter, kinds_that_ask(loaded(key), path))]
        if not seen >= TURNS_BETWEEN[operator]
    ]
    assert one_sided == []


def model_place(key: str, path: Path) -> str:
    return str(loaded(key).place(*path))


def numeric_tests(model: GovernanceModel) -> Iterator[tuple[str, int, str, Path]]:
    """Every test of a number that a model makes, in whatever part of it, with the line that makes it."""
    for path, clause in clauses(model.spec):
        for attribute, test in clause.items():
            if isinstance(test, Bounds):
                for operator, parameter in comparisons(test):
                    yield attribute, operator, parameter, (*path, attribute)
    for key, mandate in model.spec.mandates.items():
        if mandate.up_to:
            yield "amount", kernel.AT_MOST, mandate.up_to, ("mandates", key, "up_to")


def kinds_that_ask(model: GovernanceModel, path: Path) -> set[str]:
    table, key = str(path[0]), str(path[1])
    if table == "routes":
        return {name for name, kind in model.spec.kinds.items() if kind.route == key}
    if table == "project_models":
        asking = {name for name, one in model.spec.attributes.items() if one.phases_of == key}
        return {name for name, kind in model.spec.kinds.items() if asking & set(kind.attributes)}
    kinds = model.spec.mandates[key].kinds
    return set(model.spec.kinds) if kinds == "all" else set(kinds)


def distances(key: str, attribute: str, parameter: str, kinds: set[str]) -> set[int]:
    """How far from the parameter, as it was on the day, the cases' matters of these kinds stand."""
    model = loaded(key)
    found = set()
    for result in results(key):
        case = result.case
        if case.matter.kind not in kinds or case.expect.refused:
            continue
        limit = int(model.program.book.read(parameter, case.on.date()).value)
        for written in [case.matter.attributes, *(play.amends for play in case.play if not play.refused)]:
            if attribute in written:
                value = value_of(model, attribute, written[attribute])
                assert isinstance(value, Money | int)
                found.add((value.minor if isinstance(value, Money) else value) - limit)
    return found


@pytest.mark.parametrize("key", WITH_CASES)
def test_no_threshold_is_compiled_that_is_not_looked_for(key: str) -> None:
    program = loaded(key).program
    tables = program.tables
    compiled = {
        (program.attributes[attribute], operator, program.book.keys[operand])
        for attribute, operator, operand in zip(
            tables.test_attribute, tables.test_operator, tables.test_operand, strict=True
        )
        if operator != kernel.IN
    }
    assert {one[:3] for one in numeric_tests(loaded(key))} == compiled


@pytest.mark.parametrize("key", MODELS)
def test_every_text_is_there_in_three_languages(key: str) -> None:
    for texts in texts_in(loaded(key).document.value):
        assert set(texts) == LANGUAGES
        assert all(said.strip() for said in texts.values())


def texts_in(value: object) -> Iterator[dict[str, str]]:
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if isinstance(value, dict) and value.keys() & LANGUAGES:
        yield value
    for part in parts:
        yield from texts_in(part)


@pytest.mark.parametrize("key", MODELS)
def test_every_model_explains_itself_in_danish_and_then_in_english(key: str) -> None:
    lines = readme(key).splitlines()
    headings = [line for line in lines if line.startswith("#")]
    assert headings[0].startswith("# ")
    assert any("English" in heading for heading in headings[1:])
    assert len(lines) <= LONGEST_README


@pytest.mark.parametrize("key", MODELS)
def test_the_readme_says_how_much_is_assumed(key: str) -> None:
    """As `24 steder` or `24 af modellens linjer`, and `alle 9 tal` or `9 af de 12 tal`."""
    assumed = [place.file for place in count_sources(loaded(key))[SourceKind.ASSUMED]]
    said = " ".join(part for part in readme(key).split("\n\n") if re.search("antag", part, re.IGNORECASE))
    said = " ".join(said.split())
    assert (assumed.count(f"{key}/model.yaml"), assumed.count(f"{key}/parameters.yaml")) == (
        number_in(PLACES_ASSUMED, said),
        number_in(NUMBERS_ASSUMED, said),
    )


def readme(key: str) -> str:
    return library.model_files(key)["README.md"].decode()


def number_in(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found.group(1)) if found else None


@pytest.mark.parametrize("key", MODELS)
def test_every_source_is_counted_on_the_line_that_states_it(key: str) -> None:
    counted = count_sources(loaded(key))
    for place in {place for places in counted.values() for place in places}:
        folder, name = place.file.split("/", 1)
        line = library.model_files(folder)[name].decode().splitlines()[place.line - 1]
        assert line[place.column - 1 :].startswith("source:")


def test_the_sources_of_the_shared_words_are_all_assumed() -> None:
    counted = {kind.value: len(places) for kind, places in count_sources(loaded("common")).items()}
    assert counted == {"fact": 0, "assumed": 16, "law": 0, "decision": 0, "data": 0}


def test_a_part_counts_what_it_inherits_under_the_file_it_stands_in() -> None:
    counted = count_sources(loaded("danish_municipality"))
    assert {place.file for place in counted[SourceKind.ASSUMED]} == {
        "common/model.yaml",
        "common/parameters.yaml",
        "danish_municipality/model.yaml",
        "danish_municipality/parameters.yaml",
    }
    assert {place.file for place in counted[SourceKind.LAW]} == {
        "danish_municipality/model.yaml",
        "danish_municipality/parameters.yaml",
    }
