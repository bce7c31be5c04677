"""A problem as a sentence: its code's text, with every argument as the language says it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Final

from samspil.core.errors import Problem
from samspil.core.units import Money
from samspil.wording.catalogues import fill, texts

if TYPE_CHECKING:
    from samspil.wording.words import Words

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_AS_WRITTEN: Final = frozenset({"value", "found", "key", "known", "text", "file", "got"})
_LARGE_NUMBERS: Final = frozenset(
    {"size_bytes", "limit_bytes", "count", "limit", "votes_for", "votes_against"},
)
_QUOTES: Final = {"da": ("»", "«"), "en": ("“", "”"), "nb": ("«", "»")}

# What pydantic says, and our words for it.
_SAID: Final = (
    (re.compile(r"Input should be a valid string"), "said.string"),
    (re.compile(r"Input should be a valid integer"), "said.integer"),
    (re.compile(r"Input should be a valid boolean"), "said.boolean"),
    (re.compile(r"Input should be (?:an object|a valid dictionary)"), "said.object"),
    (re.compile(r"Input should be a valid (?:array|list)"), "said.array"),
    (re.compile(r"Input should be a valid datetime"), "said.datetime"),
    (re.compile(r"Input should be a valid date\b"), "said.date"),
    (re.compile(r"Input should be greater than or equal to (?P<n>\d+)"), "said.at_least"),
    (re.compile(r"Input should be less than or equal to (?P<n>\d+)"), "said.at_most"),
    (re.compile(r"(?:Dictionary|String|List) should have at least 1 "), "said.not_empty"),
    (re.compile(r"String should have at least (?P<n>\d+) "), "said.too_short"),
    (re.compile(r"Money ≥ 0"), "said.amount"),
    (re.compile(r"0, 1, 2 …"), "said.whole_number"),
)
PATTERNS: Final = {
    r"^[a-z][a-z0-9_]{0,59}$": "pattern.key",
    r"^[0-9]{4}$": "pattern.code",
    r"^[0-9]+\.[0-9]+$": "pattern.version",
    r"^(assumed|F[0-9]+\.[0-9]+(, F[0-9]+\.[0-9]+)*|(law|decision|data): \S.*)$": "pattern.source",
}


def in_words(problem: Problem, words: Words) -> str:
    """What is wrong and what to do. A code without a text is told as it is: an error must never be lost."""
    template = texts(words.language, "problems").get(problem.code)
    if template is None:
        return str(Problem(problem.code, problem.args))
    args = {name: _told(name, value, words) for name, value in problem.args.items()}
    try:
        told = fill(template, args)
    except KeyError:
        return str(Problem(problem.code, problem.args))
    return told[:1].upper() + told[1:]


def _told(name: str, value: object, words: Words) -> str:
    match value:
        case Money():
            return words.money(value)
        case datetime():
            return words.moment(value)
        case date():
            return words.day(value)
        case int() if name in _LARGE_NUMBERS:
            return words.number(value)
        case bool():
            return str(value).lower()
    return _told_as_text(name, str(value.value if isinstance(value, Enum) else value), words)


def _told_as_text(name: str, text: str, words: Words) -> str:
    if name in _BY_NAME:
        return _BY_NAME[name](text, words)
    if name not in _AS_WRITTEN and _DAY.fullmatch(text):
        return words.day(date.fromisoformat(text))
    return text


def _body(text: str, words: Words) -> str:
    sort, _, key = text.partition(" ")
    return words.say(f"body.{sort}", key=key) if words.knows(f"body.{sort}") else text


def _unit(text: str, words: Words) -> str:
    return ", ".join(_one_unit(one, words) for one in text.split(", "))


def _one_unit(unit: str, words: Words) -> str:
    """A unit's name with the word that stands in the file; what is no unit as it is."""
    return f"{words.say(f'unit_name.{unit}')} ({unit})" if words.knows(f"unit_name.{unit}") else unit


def _expected(text: str, words: Words) -> str:
    for pattern, key in _SAID:
        if pattern.match(text):
            return words.say(key)
    choices = text.split(", ")
    if all(words.knows(f"unit_name.{one}") for one in choices):
        return f" {words.say('or')} ".join(_one_unit(one, words) for one in choices)
    before, after = _QUOTES[words.language]
    quoted = re.sub(r"'([^']*)'", lambda found: f"{before}{found[1]}{after}", text)
    return quoted.replace(f"{after} or {before}", f"{after} {words.say('or')} {before}")


def _said(text: str, words: Words) -> str:
    for pattern, key in _SAID:
        if found := pattern.match(text):
            return words.say(key, **found.groupdict())
    return text


def _from(table: str) -> Callable[[str, Words], str]:
    """The word that a table has for the value; a value it does not have is told as it is."""

    def told(text: str, words: Words) -> str:
        return words.say(f"{table}.{text}") if words.knows(f"{table}.{text}") else text

    return told


def _pattern(text: str, words: Words) -> str:
    return words.say(PATTERNS[text]) if text in PATTERNS else text


_BY_NAME: Final[dict[str, Callable[[str, Words], str]]] = {
    "body": _body,
    "unit": _unit,
    "expected": _expected,
    "said": _said,
    "pattern": _pattern,
    "table": _from("table"),
    "log_column": _from("log_column"),
    "type": _from("type"),
    "rule": _from("rule"),
    "what": _from("what"),
    "part": _from("wider"),
    "do": _from("do"),
}
