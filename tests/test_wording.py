"""Whatever the core reports has a text in every language, with the same arguments, that it can fill in."""

import ast
import functools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from pydantic import StringConstraints

from samspil.core.calendar import ClockRules, WorkCalendar, deadline
from samspil.core.errors import Place, Problem
from samspil.core.governance.compare import Decider
from samspil.core.governance.language import basics, model
from samspil.core.governance.language.forums import Level, Rule
from samspil.core.governance.language.joint import JointEffect, Participation
from samspil.core.governance.language.mandates import DelegationCode, Scope
from samspil.core.governance.language.organisation import Result
from samspil.core.governance.language.routes import AttributeType, Do
from samspil.core.units import Money
from samspil.wording import explanations
from samspil.wording.catalogues import LANGUAGES, Language, arguments, fill, texts
from samspil.wording.problems import PATTERNS
from samspil.wording.words import Words

SOURCE = Path(__file__).parents[1] / "src" / "samspil"
CODE_AT = {"problem_at": 2, "refuse": 2, "Problem": 0, "of": 0}

# Where a code or its arguments are not written out at the call: file and function, and what can come of it.
PASSED_ON = {
    "errors.py of": {},
    # What these tell of others report as well, with nothing to fill in.
    "waiting.py _sheet": {},
    "waiting.py check_may_answer": {},
    "document.py problem_at": {},
    "matter.py refuse": {},
    "organisation.py check_organisation": {},
    "organisation.py _check_forum": {},
    "register.py _checked_rows": {},
    "standing.py refuse": {},
    "bring.py _refuse": {},
    "engine.py _refused": {},
    "calendars.py _check_hours": {},
    "cells.py problem": {},
    "reading.py in_file": {
        code: {"found", "sheet", "row", "column"}
        for code in (
            *("listed_no_day", "listed_unknown_rating", "listed_no_amount", "listed_no_share"),
            "listed_no_year",
        )
    },
    "reading.py _understood": {},
    "json_pieces.py _refuse": {"not_json": {"said"}, "json_double_key": {"key", "path"}},
    "files.py _problem_of": {},
    "kitos.py asked": {},  # why it stopped, as it was kept
    "looked.py _variant": {},  # why a variant cannot be, as it was kept
    "run.py _frame": {},  # why an answer is not made surer, as it was kept
    # What was wrong the last time that another system was asked.
    "asking.py get": {
        code: {"said", "tries"}
        for code in ("other_system_busy", "other_system_unreachable", "other_system_not_json")
    },
    "published.py _wrong_with": {},
    # Which cell it is and what stands in it; what is wrong is told by who reads the cell.
    "case_parameters.py parse_case_parameters": {"discount_bands_out_of_order": {"since"}},
    "case_sheet.py _problem": {
        code: {"found", "sheet", "row", "column"}
        for code in (
            *("case_cell_unknown_sort", "case_cell_no_amount", "case_cell_no_percent"),
            "case_cell_unknown_bottom_line",
        )
    },
    "checking.py _no_longer": {"listed_too_long": {"found", "limit", "sheet", "row", "column"}},
    "checking.py _as_one": {"listed_unknown_form": {"found", "sheet", "row", "column"}},
    "checking.py _ends": {"listed_ends_before_it_starts": {"found", "starts_on", "sheet", "row", "column"}},
    "reading.py _nameless": {"listed_without_a_name": {"sheet", "row", "column"}},
    "confirmed.py where_is": {},
    "gates.py refusal_to_stop": {"mandatory_is_not_stopped": {"title", "legal_source"}},
    "cells.py _whole": {},
    "obligations.py _name": {"missing_attribute": {"attribute", "kind"}},
    "coverage.py _fault": {
        "nobody_may_decide": {"step", "body", "matter", "day"},
        "approved_by_nobody": {"step", "body", "matter", "day"},
    },
    "routes.py _check_loops": {"loop_without_end": {"step", "steps"}, "told_in_a_circle": {"step", "steps"}},
    "shape.py _problem": {
        "unknown_key": {"key", "perhaps"},
        "missing_key": {"key"},
        "not_one_of": {"value", "expected"},
        "bad_form": {"value", "pattern"},
        "exactly_one": {"keys", "given"},
        "not_a_day": {"value"},
        "not_a_moment": {"value"},
        "too_few": {"key", "least"},
        "too_many": {"key", "most"},
        "wrong_value": {"key", "said"},
    },
    "units.py _refuse_float": {
        "float_is_not_money": {"value"},
        "float_is_not_person_days": {"value"},
        "float_is_not_a_share": {"value"},
    },
    "units.py _hundredths": {"money_too_precise": {"value"}, "person_days_too_precise": {"value"}},
    "joining.py _too_little_refusal": {"leaves_less_than_it_took_on": {"member", "matter", "taken_on"}},
    "joint_decisions.py _authority_from": {"mandate_does_not_reach": {"mandate", "member", "matter"}},
    "joint_decisions.py _content_refusal": {
        "another_kind_of_answer": {"member", "matter", "kind", "wanted"},
        "takes_on_no_amount": {"member", "matter", "costs"},
    },
    "matter.py describe": {"wrong_attribute": {"attribute", "value", "expected"}},
    "measured_list.py _indicator": {
        "measured_indicator_unclear": {"value", "text"},
        "measured_indicator_unknown": {"value", "text"},
    },
    # What a forecast was kept with: each code is made in `core.forecasting`.
    "forecast_shown.py _cautions": {},
    "runner.py _problem": {"case_fails": {"case", "what", "expected", "got"}},
}
# A forum's calendar is checked by `_check_forum`, which adds the forum.
# A cell of a list says where it stands.
ADDED = {"calendar": {"forum"}, "organisation_import": {"sheet", "row", "column"}}


@dataclass(frozen=True)
class Site:
    """One place in the source where a problem is made; no code or arguments where they are passed on."""

    code: str | None
    args: frozenset[str] | None
    where: str
    folder: str


def sites() -> Iterator[Site]:
    for file in sorted(SOURCE.rglob("*.py")):
        if file.parent.name == "wording":
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for function, node in calls(tree, "module"):
            yield from site_of(node, f"{file.name} {function}", file.parent.name)


def calls(node: ast.AST, function: str) -> Iterator[tuple[str, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inner = child.name if isinstance(child, ast.FunctionDef) else function
        if isinstance(child, ast.Call | ast.Tuple):
            yield function, child
        yield from calls(child, inner)


def site_of(node: ast.AST, where: str, folder: str) -> Iterator[Site]:
    if isinstance(node, ast.Tuple):
        match node.elts:  # a table's fault: its code with its arguments
            case [ast.Constant(value=str(fault)), ast.Dict() as given]:
                yield Site(fault, keys_of(given), where, folder)
        return
    assert isinstance(node, ast.Call)
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name == "of" and getattr(getattr(node.func, "value", None), "id", "") not in ("ProblemsError", "cls"):
        return
    at = 1 if name == "refuse" and isinstance(node.func, ast.Attribute) else CODE_AT.get(name, len(node.args))
    if len(node.args) <= at:
        return
    code = literal(node.args[at])
    args: frozenset[str] | None
    if name == "Problem":
        args = keys_of(node.args[1]) if len(node.args) > 1 else frozenset()
    else:
        names = [keyword.arg for keyword in node.keywords]
        args = None if None in names else frozenset(str(one) for one in names)
    yield Site(code, args, where, folder)


def literal(node: ast.AST | None) -> str | None:
    return str(node.value) if isinstance(node, ast.Constant) else None


def keys_of(node: ast.AST) -> frozenset[str] | None:
    if not isinstance(node, ast.Dict):
        return None
    return frozenset(key for key in map(literal, node.keys) if key is not None)


@functools.cache
def reported() -> dict[str, list[frozenset[str]]]:
    """Every code with the arguments it is given at each place."""
    found: dict[str, list[frozenset[str]]] = {}
    for site in sites():
        if site.code is not None and site.args is not None:
            found.setdefault(site.code, []).append(site.args)
            if site.folder in ADDED:
                found[site.code].append(site.args | ADDED[site.folder])
    for passed in PASSED_ON.values():
        for code, args in passed.items():
            found.setdefault(code, []).append(frozenset(args))
    return found


def test_the_source_is_read() -> None:
    assert len(reported()) > 150
    assert set(reported()["bad_cvr"]) == {frozenset({"found"})}
    assert {"first_day", "parameter", "day"} in reported()["no_value_on_day"]


def test_every_place_that_passes_a_code_on_is_known() -> None:
    unknown = {site.where for site in sites() if site.code is None or site.args is None} - set(PASSED_ON)
    assert not unknown, "write down in PASSED_ON what can come of these"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_a_text_and_every_text_a_code(language: Language) -> None:
    assert set(texts(language, "problems")) == set(reported())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_can_be_filled_in_wherever_its_code_is_reported(language: Language) -> None:
    said = texts(language, "problems")
    lacking, unused = {}, {}
    for code, given in reported().items():
        always, sometimes = arguments(said[code])
        lacking[code] = always - frozenset.intersection(*given)
        unused[code] = sometimes - frozenset.union(*given)
    assert not {code: names for code, names in lacking.items() if names}, "not given everywhere: put in [ ]"
    assert not {code: names for code, names in unused.items() if names}, "never given"


@pytest.mark.parametrize("catalogue", ["problems", "words", "cli"])
def test_the_languages_say_the_same_with_the_same_arguments(catalogue: str) -> None:
    danish = texts("da", catalogue)
    for language in LANGUAGES:
        other = texts(language, catalogue)
        assert list(other) == list(danish)
        differing = [key for key in danish if arguments(danish[key]) != arguments(other[key])]
        assert not differing, language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("catalogue", ["problems", "words", "cli"])
def test_no_text_is_empty_or_left_in_another_language(catalogue: str, language: Language) -> None:
    assert all(text.strip() for text in texts(language, catalogue).values())
    if language != "en":
        english = texts("en", catalogue)
        sentences = [key for key, text in english.items() if len(text.split()) > 4]
        assert [key for key in sentences if texts(language, catalogue)[key] == english[key]] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_says_what_is_wrong_and_ends_as_a_sentence(language: Language) -> None:
    for code, given in reported().items():
        problem = Problem(code, dict.fromkeys(given[0], "x"))
        told = Words(language).problem(problem)
        assert told[-1] in ".?", told
        assert "{" not in told, told
        assert code not in told, told


def test_a_code_without_a_text_is_told_as_it_is() -> None:
    assert Words("da").problem(Problem("not_yet_known", {"a": 1}, Place("m.yaml", 1))) == "not_yet_known a=1"
    assert Words("da").problem(Problem("double_key", {})) == "double_key"


@pytest.mark.parametrize(
    ("language", "problem", "told"),
    [
        (
            "da",
            Problem("no_value_on_day", {"parameter": "p", "day": "2023-05-01", "first_day": "2024-01-01"}),
            (
                "Parameteren »p« har ingen værdi den 1. maj 2023; den første gælder fra 1. januar 2024. "
                "Tilføj en tidligere værdi, eller spørg om en senere dag."
            ),
        ),
        (
            "en",
            Problem("unknown_key", {"key": "quorom", "perhaps": "quorum"}),
            "The key “quorom” is not known here. Did you mean “quorum”? Correct it, or take it out.",
        ),
        (
            "en",
            Problem("unknown_key", {"key": "x", "perhaps": ""}),
            "The key “x” is not known here. Correct it, or take it out.",
        ),
        (
            "da",
            Problem("file_too_large", {"size_bytes": 52_428_800, "limit_bytes": 100_000}),
            (
                "Filen er for stor: 52.428.800 byte; grænsen er 100.000. "
                "Del den op, eller fjern det, der ikke hører til."
            ),
        ),
        (
            "da",
            Problem("not_one_of", {"value": "x", "expected": "'a', 'b' or 'c'"}),
            "»x« kan ikke bruges her. Vælg mellem »a«, »b« eller »c«.",
        ),
        (
            "nb",
            Problem("wrong_attribute", {"attribute": "a", "value": Money(100), "expected": "true, false"}),
            "Opplysningen «a» er «1 DKK», men skal være: true, false. Rett den.",
        ),
        (
            "da",
            Problem("clock_has_run_out", {"due": datetime(2026, 11, 30, 15, tzinfo=UTC)}),
            (
                "Fristen udløb 30. november 2026 kl. 16.00, og sagen er gået videre. "
                "Svar på det trin, hvor den nu står."
            ),
        ),
        (
            "da",
            Problem("wrong_unit", {"parameter": "p", "unit": "hour", "expected": "calendar_days, months"}),
            (
                "Parameteren »p« tæller klokkeslæt (hour), men her skal bruges dage (calendar_days) eller "
                "måneder (months). Peg på en anden parameter, eller ret enheden i parameters.yaml."
            ),
        ),
        (
            "da",
            Problem("wrong_value", {"key": "k", "said": "Input should be greater than or equal to 1"}),
            "Værdien af »k« kan ikke bruges: det skal være 1 eller mere. Ret den.",
        ),
        (
            "da",
            Problem("not_your_table", {"body": "forum council", "roles": "mayor"}),
            "Trinnet ligger hos forummet »council«; kun den, der har en af disse roller, kan handle: mayor.",
        ),
    ],
)
def test_arguments_are_told_as_the_language_writes_them(
    language: Language, problem: Problem, told: str
) -> None:
    assert Words(language).problem(problem) == told


def test_what_stands_in_a_file_is_repeated_as_it_stands() -> None:
    problem = Problem("bad_form", {"value": "2026-11-23", "pattern": "^[0-9]{4}$"})
    assert "»2026-11-23«" in Words("da").problem(problem)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_vocabulary_of_the_language_has_words(language: Language) -> None:
    words = Words(language)
    vocabularies = {
        "unit_name": basics.Unit,
        "level": Level,
        "rule": Rule,
        "delegation": DelegationCode,
        "scope": Scope,
        "result": Result,
        "do": Do,
        "type": AttributeType,
        "decider": Decider,
        "participation": Participation,
        "members": JointEffect,
    }
    for name, vocabulary in vocabularies.items():
        assert [one for one in vocabulary if not words.knows(f"{name}.{one.value}")] == []
    for unit in basics.Unit:
        assert words.quantity(2, unit.value)
    for table in set(model.Model.model_fields) & {"roles", "forums", "kinds", "mandates", "routes", "joint"}:
        assert words.knows(f"table.{table}")


def test_every_form_that_the_language_asks_for_is_told_in_words() -> None:
    used = {
        one.pattern
        for name in ("Key", "Code", "Source")
        for one in getattr(basics, name).__metadata__
        if isinstance(one, StringConstraints)
    }
    version = model.Model.model_fields["version"].metadata
    used |= {one.pattern for one in version if hasattr(one, "pattern")}
    assert used == set(PATTERNS)


@pytest.mark.parametrize(
    ("language", "day", "short", "money", "number"),
    [
        ("da", "23. november 2026", "man. 23. nov. 2026", "100.000 kr.", "1.234,5"),
        ("en", "23 November 2026", "Mon 23 Nov 2026", "DKK 100,000", "1,234.5"),
        ("nb", "23. november 2026", "man. 23. nov. 2026", "100 000 DKK", "1 234,5"),
    ],
)
def test_days_and_amounts(language: Language, day: str, short: str, money: str, number: str) -> None:
    words = Words(language)
    on = date(2026, 11, 23)
    assert words.day(on) == day
    assert words.weekday(on) == short
    assert words.money(Money.of(100_000)) == money
    assert words.number(Fraction(2469, 2)) == number


def test_oere_are_told_only_where_there_are_any() -> None:
    assert [Words("da").money(Money(minor)) for minor in (0, 99, 100, 101)] == [
        "0 kr.",
        "0,99 kr.",
        "1 kr.",
        "1,01 kr.",
    ]


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("da", ["F2.11", "antaget", "lov: kommunestyrelsesloven § 40", "beslutning: Rådet"]),
        ("en", ["F2.11", "assumed", "law: kommunestyrelsesloven § 40", "decision: Rådet"]),
        ("nb", ["F2.11", "antatt", "lov: kommunestyrelsesloven § 40", "vedtak: Rådet"]),
    ],
)
def test_a_source_is_told_in_the_reader_s_words(language: Language, told: list[str]) -> None:
    written = ("F2.11", "assumed", "law: kommunestyrelsesloven § 40", "decision: Rådet")
    assert [explanations.source(one, Words(language)) for one in written] == told


def test_a_moment_is_told_by_the_clock_of_the_zone() -> None:
    at = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    assert Words("en", "Europe/Copenhagen").moment(at) == "2 July 2026 at 00:30"
    assert Words("en", "UTC").moment(at) == "1 July 2026 at 22:30"
    assert Words("da").moment(datetime.fromisoformat("2026-07-01T09:00")) == "1. juli 2026 kl. 09.00"


def test_a_deadline_is_counted_in_words_with_the_closed_days_by_name() -> None:
    calendar = WorkCalendar("DK", frozenset(), frozenset({date(2026, 4, 7)}), "Europe/Copenhagen")
    rules = ClockRules(calendar, cut_off_hour=15, closing_hour=16, first_day_counts=False)
    due = deadline(datetime(2026, 4, 1, 14, tzinfo=UTC), 1, "working_days", rules)
    assert explanations.counted(due, Words("da")) == (
        "Modtaget 1. april 2026.",
        "Efter skæringstidspunktet eller på en lukket dag: regnes fra 8. april 2026.",
        "1 arbejdsdag fra 8. april 2026 er 9. april 2026.",
        "Tæller ikke med: 2. april 2026, Skærtorsdag.",
        "Tæller ikke med: 3. april 2026, Langfredag.",
        "Tæller ikke med: 6. april 2026, Anden påskedag.",
        "Tæller ikke med: 7. april 2026, lukket af organisationen selv.",
        "Frist: 9. april 2026 kl. 16.00.",
    )


def test_a_first_day_that_counts_is_said_except_of_months() -> None:
    calendar = WorkCalendar("DK", frozenset(), frozenset(), "Europe/Copenhagen")
    rules = ClockRules(calendar, cut_off_hour=15, closing_hour=16, first_day_counts=True)
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    days = explanations.counted(deadline(at, 2, "working_days", rules), Words("en"))
    assert "2 working days, counting 23 November 2026 itself, is 24 November 2026." in days
    months = explanations.counted(deadline(at, 2, "months", rules), Words("en"))
    assert "2 months from 23 November 2026 is 23 January 2027." in months


def test_a_part_without_its_arguments_is_left_out() -> None:
    assert fill("A[ b {c}].", {}) == "A."
    assert fill("A[ b {c}].", {"c": "d"}) == "A b d."
    with pytest.raises(KeyError):
        fill("A {b}", {})
