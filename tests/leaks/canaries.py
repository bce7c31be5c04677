"""Canaries: a word in every text of every row of an organisation, by which a leak is heard.

What rows there are is asked of Django: a new sort of row is laid and listened for without a line here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count, cycle
from typing import Any, Final
from uuid import UUID

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import DatabaseError, models, transaction
from tests.apps.simulations.kept import kept
from tests.apps.world import BY, NOW, SINCE, TODAY, World

from samspil.apps.governance.adopted import model_of
from samspil.apps.governance.models import CalledOffAdoption, ModelVersion
from samspil.apps.governance.services.adoptions import draft_version, own_model
from samspil.apps.organisations.models import Account, Organisation
from samspil.kit.ids import new_id
from samspil.kit.journal.recording import Told, record
from samspil.kit.tenancy.rows import OwnedRow

OWNED: Final[list[type[OwnedRow]]] = [one for one in apps.get_models() if issubclass(one, OwnedRow)]
# A word that stands beside every canary: whoever searches for it in the wrong place finds the canary.
BESIDE: Final = "faellesord"
TEXTS: Final = (models.CharField, models.TextField)
# What the program reads as a key, a number or a hash: with a canary in it the row would be no row.
# fmt: off
KEYS: Final = frozenset([
    "kind", "step", "body", "end", "result", "state", "role", "forum", "seat", "code",
    "member", "outcome", "effect", "ground", "mandate", "rule", "owed_by", "owed_to", "sort", "sorts",
    "answer", "pace", "vote", "model", "key", "version", "digest", "hash", "previous", "commitment",
    "salt", "actor", "action", "subject_type", "subject_id", "facts", "who", "request_digest", "reader",
    "worker", "event", "tables", "tables_digest", "file_digest", "key_hash", "minutes_hash", "sha256",
    "media_type", "chaired_by", "stage", "project_model", "phase", "to_phase", "document", "criterion",
    "changes", "mapping", "from_numbers", "shape", "stopped", "came_to",
    "value_currency", "value_is", "cpv", "ean", "zone", "path", "attributes", "tally", "public_id",
    "accounts", "weights", "assessors", "plan", "scores", "supports", "group", "question", "language",
    "cells",
])
# fmt: on
# Read as a whole of many parts: its words are laid where it is made (`SHAPED`), and not changed afterwards.
SHAPED_WHOLE: Final = frozenset(
    {"simulations.SimulationRun.inputs", "simulations.SimulationRun.stopped_because"}
)
IN_THREE: Final = {"da": "x", "en": "x", "nb": "x"}
SHORTEST: Final = 40  # characters that a canary takes


def canary(code: str, row: models.Model | str, pk: object = "") -> str:
    """The word of one row: whose it is, and which row."""
    label = row if isinstance(row, str) else row._meta.model_name
    return f"kanarie{code or 'aa'}q{label}q{pk or getattr(row, 'pk', '')}q"


def heard(content: str, code: str) -> set[str]:
    """The canaries of an organisation that sing in some text."""
    return set(re.findall(rf"kanarie{code or 'aa'}q\w*?q\w*?q", content, re.IGNORECASE))


def lay(world: World, code: str) -> None:
    """A canary in every text of every sort of row of an organisation; in its scope."""
    owner = world.organisation(code)
    key = f"own_{owner.code or 'association'}_canary"
    name = f"{canary(code, 'draft', 1)} {BESIDE}"
    draft_version(owner.pk, key, own_model(key, "danish_municipality", owner.code, name, TODAY), BY)
    for sort in OWNED:
        if not sort.objects.filter(organisation=owner).exists():
            made(sort, owner, code)
    for sort in OWNED:
        sang = [_sings_now(row, code) for row in sort.objects.filter(organisation=owner)]
        if not all(sang):
            made(sort, owner, code)  # what stands there already is never changed
    with transaction.atomic():
        said = canary(code, "journal", 1)
        record(owner.pk, [Told("canary.laid", "person", str(new_id()), {"said": said}, {"x": said})], BY)


def _sings_now(row: OwnedRow, code: str) -> bool:
    said = {
        field.name: _words(field, getattr(row, field.name), canary(code, row))
        for field in row._meta.concrete_fields
        if sings(field)
    }
    try:
        with transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**said)
    except DatabaseError:
        return row._meta.app_label == "journal"  # it has its own canary, laid by the journal
    return True


def sings(field: models.Field[Any, Any]) -> bool:
    """Whether a field holds words of people."""
    if str(field) in SHAPED_WHOLE:
        return False
    if field.name in KEYS or field.choices or not isinstance(field, (*TEXTS, models.JSONField)):
        return False
    return isinstance(field, (models.TextField, models.JSONField)) or (field.max_length or 0) >= SHORTEST


def _words(field: models.Field[Any, Any], now: Any, word: str) -> Any:
    if isinstance(field, models.EmailField):
        return f"{word}@{BESIDE}.example"
    if isinstance(field, models.JSONField):
        return now if field.name == "files" else _in_json(now, word)
    if str(now).startswith(("http://", "https://")):
        return f"https://{word}.example/{BESIDE}"
    return f"{word} {BESIDE}"[: field.max_length]


def _in_json(value: Any, word: str) -> Any:
    match value:
        case dict() if value:
            return {name: _in_json(part, word) for name, part in value.items()}
        case [_, *_]:
            return [_in_json(part, word) for part in value]
        case str() | [] | None:
            return [f"{word} {BESIDE}"] if value == [] else f"{word} {BESIDE}"
    return value


def made(sort: type[OwnedRow], owner: Organisation, code: str) -> OwnedRow:
    """A row of a sort, with canaries and what it cannot be without."""
    given = EXCEPTIONS.get(sort._meta.label, {})
    if sort._meta.label in SHAPED:
        given = SHAPED[sort._meta.label](f"{canary(code, sort._meta.model_name or '', 'new')} {BESIDE}")
    if sort is CalledOffAdoption:
        version = ModelVersion.objects.filter(organisation=owner).order_by("pk")[0]
        given = {"version": version, "kind": next(iter(model_of(version).spec.kinds))}
    if sort._meta.label == "needs.Pair":
        given |= _two_that_are_told(owner, code)
    said = {}
    for field in sort._meta.concrete_fields:
        if field.primary_key or field.name in given:
            continue
        found = _value(field, owner, code)
        if sings(field):
            now = {list: [], dict: dict(IN_THREE)}.get(field.default, found)
            found = _words(field, now, canary(code, sort._meta.model_name or "", "new"))
        if found is not None:
            said[field.name] = found
    return sort.objects.create(**said, **given)


EXCEPTIONS: Final[dict[str, dict[str, Any]]] = {
    "organisations.Holding": {"forum": "", "seat": "", "role": "employee"},
    "governance.Meeting": {"state": "planned", "begins_at": NOW + timedelta(days=30)},
    "portfolio.Estimate": {"decision": UUID(int=1)},
    "portfolio.Risk": {"likelihood": 2, "impact": 3},
    "measurements.DueMeasurement": {"measurement": None},
    "resources.MixTarget": {"protected": 1, "percents": {"a": 100}},
    "workshops.Workshop": {"begins_at": NOW, "ends_at": NOW + timedelta(hours=2)},
    "webhooks.Hook": {"url": "https://example.org/x", "sorts": ["matters", "decisions"]},
}


def _forecast(word: str) -> dict[str, Any]:
    """A forecast that a page can show, with the word where titles of initiatives stand."""
    question = {"classes": [], "scenarios": 10, "rate": "7/200", "together": 0.0}
    told = {"left_out": [word], "without_end": [word], "hours_left_out": 0, "own": {}, "cautions": []}
    result = {
        "digest": "0" * 64,
        "planned": dict.fromkeys(("cost", "benefit", "net", "end"), 0),
        "chances": {},
        "drivers": [],
        "reserves": {"plan": {"minor": 0}},
        "cautions": [],
        "years": [],
    }
    return {"inputs": {"question": question, "initiatives": {}, **told}, "result": result}


def _score(_word: str) -> dict[str, Any]:
    """How a forecast came out: numbers alone."""
    held = dict.fromkeys(("0.5", "0.8", "0.9"), True)
    said = {"outcome": 1.0, "pit": 0.5, "crps": 0.1, "of_plan": 0.2, "is_within": True, "held": held}
    return {"measured": next(MEASURED), "scores": said}


def _case(word: str) -> dict[str, Any]:
    """A business case that a page can show, with the word in all that people wrote."""
    line = {"name": word, "kind": "operation", "party": word, "amounts": [100, 200]}
    beside = [{"text": word, "bottom_line": "quality"}]
    content = {"first_year": 2027, "price_year": 2026, "currency": "DKK", "beside": beside}
    bands = [{"first": 0, "last": 35, "rate": "7/200"}]
    return {
        "content": {**content, "lines": [{**line, "pessimistic": "1", "optimistic": "1"}]},
        "rates": {"since": "2021-01-07", "source": "FM", "bands": bands},
        "currency": "DKK",
    }


def _cost_key(_word: str) -> dict[str, Any]:
    """A cost key: a rule and numbers alone."""
    return {"content": {"version": 1, "kind": "operation", "rule": {"by": "equal"}}}


def _shared_cost(word: str) -> dict[str, Any]:
    """A cost of one member, called by the word."""
    days = dict.fromkeys(("from_on", "to_on", "expected_on"))
    member = {"key": "0101", "name": word, "inhabitants": 1, "use": 1, "forecast": 1, **days}
    told = {"members": [member], "pays": {"0101": 1}, "amount_minor": 1, "currency": "DKK"}
    return {**told, "again": next(NUMBERS)}


def _pool(word: str) -> dict[str, Any]:
    """A pool called by the word, with the accounts that its page looks up; nothing has been posted there."""
    kinds = ("pool", "levy", "treasury", "grants", "loans", "repayments", "external_funds")
    name = dict.fromkeys(("da", "en", "nb"), word)
    return {"name": name, "currency": "DKK", "accounts": {one: str(new_id()) for one in kinds}}


def _call(word: str) -> dict[str, Any]:
    """A call with one criterion, called by the word, and nobody to assess it."""
    return {"weights": {word: "1"}, "most_points": 5, "assessors": []}


def _record(word: str) -> dict[str, Any]:
    """A system in use or a contract with a document, called by the word."""
    return {"links": [[word, "https://example.org/"]]}


def _pair(word: str) -> dict[str, Any]:
    """Two needs that may be the same, because of the word."""
    return {"reasons": [["words", [word]]]}


def _dialogue(word: str) -> dict[str, Any]:
    """A dialogue that can be read, with the word in its question."""
    three = f"{{da: {word}, en: {word}, nb: {word}}}"
    step = f"{{name: {three}}}"
    other = f"{{name: {three.replace(word, word + 'x')}}}"
    told = (
        f"dialogue: 1\nkey: canary\nname: {three}\nsummary: {three}\nsource: assumed\n"
        f"groups: {{x: {three}}}\n"
        f"scales: {{s: {{steps: {{a: {step}, b: {other}}}}}}}\nthemes: {{t: {{name: {three}}}}}\n"
        f"questions: {{q: {{theme: t, scale: s, text: {three}, source: assumed}}}}\n"
    )
    return {"key": "canary", "number": next(NUMBERS), "document": told}


def _survey(word: str) -> dict[str, Any]:
    """A survey that can be read, with the word in its question."""
    three = f"{{da: {word}, en: {word}, nb: {word}}}"
    other = f"{{name: {three.replace(word, word + 'x')}}}"
    told = (
        f"survey: 1\nkey: canary\nname: {three}\nsummary: {three}\nsource: assumed\n"
        f"scales: {{s: {{share: {three}, steps: {{a: {{name: {three}, good: true}}, b: {other}}}}}}}\n"
        f"questions: {{q: {{scale: s, text: {three}, source: assumed}}}}\n"
    )
    return {"key": "canary", "number": next(NUMBERS), "document": told}


def _catalogue(word: str) -> dict[str, Any]:
    """A catalogue that can be read, with the word for its levels and its competence."""
    three = f"{{da: {word}, en: {word}, nb: {word}}}"
    other = three.replace(word, f"{word}x")
    told = (
        f"catalogue: 1\nname: {three}\nsource: assumed\n"
        f"levels: {{a: {{name: {three}, means: {three}}}, b: {{name: {other}, means: {other}}}}}\n"
        f"competences: {{x: {{name: {three}, means: {three}, source: assumed}}}}\n"
    )
    return {"number": next(NUMBERS), "document": told}


def _task_categories(word: str) -> dict[str, Any]:
    """Sorts of tasks that can be read, with the word for each."""
    three, other = (f"{{da: {one}, en: {one}, nb: {one}}}" for one in (word, f"{word}x"))
    told = (
        f"tasks: 1\nname: {three}\nsource: assumed\n"
        "working_day: {minutes: 444, source: assumed}\nmost_overtime: {percent: 25, source: assumed}\n"
        f"categories:\n  a: {{name: {three}, means: {three}, is_development: true, source: assumed}}\n"
        f"  b: {{name: {other}, means: {other}, source: assumed}}\n"
    )
    return {"key": "tasks", "number": next(NUMBERS), "document": told}


def _answer(word: str) -> dict[str, Any]:
    """What one person said, in the word."""
    return {"said": {"q": ["a", word]}}


def _two_that_are_told(owner: Organisation, code: str) -> dict[str, Any]:
    """Two new things, of which a pair is made: it is of two, and each two make one."""
    told: Any = apps.get_model("needs", "Told")
    one, other = (made(told, owner, code) for _ in range(2))
    return {"one": one, "other": other}


MEASURED: Final = cycle(("cost", "duration", "benefit"))  # a forecast is scored once of each
# What a page reads as a whole of many parts, made of a word.
SHAPED: Final[dict[str, Callable[[str], dict[str, Any]]]] = {
    "balance.Answer": _answer,
    "balance.DialogueVersion": _dialogue,
    "benefits.Forecast": _forecast,
    "competences.CatalogueVersion": _catalogue,
    "resources.CategoriesVersion": _task_categories,
    "benefits.ForecastScore": _score,
    "funding.Pool": _pool,
    "surveys.SurveyVersion": _survey,
    "funding.Call": _call,
    "funding.KeyVersion": _cost_key,
    "funding.SharedCost": _shared_cost,
    "funding.CaseVersion": _case,
    "needs.Pair": _pair,
    "simulations.SimulationRun": kept,
    "systems.Contract": _record,
    "systems.LocalUse": _record,
}
NUMBERS: Final = count(100)


def _value(field: models.Field[Any, Any], owner: Organisation, code: str) -> Any:
    if isinstance(field, models.ForeignKey):
        return _related(field, owner, code)
    if isinstance(field, models.FileField):
        return ContentFile(b"kanarie", name=f"{new_id().hex}.txt")
    if field.has_default() or field.null:
        return None
    if field.choices and not field.blank:
        return next(iter(field.flatchoices))[0]
    if isinstance(field, TEXTS):
        return "" if field.blank else f"x{new_id().hex[-16:]}"[: field.max_length]
    sorts: list[tuple[type[models.Field[Any, Any]], Any]] = [
        (models.UUIDField, new_id()),
        (models.DateTimeField, NOW),
        (models.DateField, SINCE),
        (models.BooleanField, False),
        (models.DecimalField, 0),
        (models.FloatField, 0.0),
        (models.IntegerField, next(NUMBERS)),
        (models.JSONField, IN_THREE),
    ]
    return next((value for sort, value in sorts if isinstance(field, sort)), None)


def _related(field: models.ForeignKey[Any, Any], owner: Organisation, code: str) -> Any:
    to: Any = field.related_model
    if to is type(owner):
        return owner
    if field.null:
        return None
    if issubclass(to, OwnedRow):
        return to.objects.filter(organisation=owner).first() or made(to, owner, code)
    return to.objects.filter(accesses__organisation=owner).first() if to is Account else to.objects.first()


def ids_of(owner: Organisation) -> dict[str, list[str]]:
    """Everything by which rows in scope could be asked for: ids, numbers, keys; some of each sort."""
    found: dict[str, set[str]] = {"uuid": set(), "int": set(), "slug": set()}
    for sort in OWNED:
        rows = sort.objects.filter(organisation=owner).order_by("-pk")[:2]
        for row in rows:
            found["int"].add(str(row.pk))
            for field in sort._meta.concrete_fields:
                value = getattr(row, field.attname)
                if isinstance(field, models.UUIDField) and value and field.name == "public_id":
                    found["uuid"].add(str(value))
                elif field.name in {"key", "forum", "kind"} and re.fullmatch(r"[\w-]+", str(value or "")):
                    found["slug"].add(str(value))
    return {name: sorted(values) for name, values in found.items()}


def all_of(owner: Organisation) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of an organisation, value by value; in its scope."""
    return {
        sort._meta.label: list(sort.objects.filter(organisation=owner).order_by("pk").values_list())
        for sort in OWNED
    }


def texts_of(owner: Organisation) -> Iterator[tuple[str, str]]:
    """Every row of an organisation as one text, with its sort; in its scope."""
    for label, rows in all_of(owner).items():
        for row in rows:
            yield label, repr(row)
