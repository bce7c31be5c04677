"""Write the pages that are made from what ships: a page and a picture for each model, and the language.

Run by ``make docs``; ``tests/architecture/test_docs.py`` holds the committed pages to what this writes.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from samspil import library
from samspil.core.governance.cases.language import CasesFile
from samspil.core.governance.cases.runner import CaseResult, run_cases
from samspil.core.governance.diagram import describe, diagram
from samspil.core.governance.language.basics import Strict
from samspil.core.governance.language.model import Model
from samspil.core.governance.load import GovernanceModel, load
from samspil.core.governance.sources import SourceKind, count_sources
from samspil.wording.words import Words

DOCS = Path(__file__).parent
DANISH = Words("da")
PAGES = "models"
REFERENCE = "reference/language.md"
LANGUAGE_INTRODUCTION = """\
Written by `make docs` from `core/governance/language`; `samspil model schema` gives the same as JSON
Schema for editors. A key marked * must be there. What may be left out is, when it is left out, simply not so.
How to write a model, in Danish: [write-a-model](../how-to/write-a-model.md)."""


def pages() -> dict[str, str]:
    """Every generated page: its path under ``docs`` and its text."""
    models = {
        key: load(key, library.model_files, library.municipalities()) for key in library.shipped_models()
    }
    found = {REFERENCE: language_page(), f"{PAGES}/README.md": index_page(models.values())}
    for key, model in models.items():
        if model.spec.part:
            continue
        cases = run_cases(model, library.model_files(key), models.__getitem__)
        found[f"{PAGES}/{key}.svg"] = diagram(model, "da")
        found[f"{PAGES}/{key}.md"] = model_page(model, cases)
    return found


def index_page(models: Iterable[GovernanceModel]) -> str:
    """All models in a table."""
    lines = [
        "# Styringsmodeller der følger med · Models that ship",
        "",
        "Skrevet af `make docs` ud fra modellerne selv. *Written by `make docs` from the models themselves.*",
        "",
        "| model | hvad den viser | fakta | antagne linjer |",
        "| --- | --- | --- | ---: |",
    ]
    for model in models:
        if not model.spec.part:
            spec, assumed = model.spec, _assumed(model)
            lines.append(
                f"| [{spec.name.da}]({spec.key}.md) | {spec.summary.da} | {spec.source} | {assumed} |"
            )
    return "\n".join(lines) + "\n"


def _assumed(model: GovernanceModel) -> int:
    return len(count_sources(model)[SourceKind.ASSUMED])


def model_page(model: GovernanceModel, cases: list[CaseResult]) -> str:
    """One model: what it is, its picture, the same in words, mandates, parameters and examples."""
    spec = model.spec
    parts = [
        f"# {spec.name.da}",
        f"*{spec.name.en}*",
        f"{spec.summary.da}",
        f"*{spec.summary.en}*",
        _facts(model),
        f"![{spec.name.da}]({spec.key}.svg)",
        "## I ord",
        _described(model),
        "## Mandater",
        "\n".join(_mandate_rows(model)),
        "## Tal",
        "\n".join(_parameter_rows(model)),
        "## Eksempler der skal holde",
        "\n".join(f"- {result.case.title.da}" for result in cases),
    ]
    return "\n\n".join(parts) + "\n"


def _facts(model: GovernanceModel) -> str:
    spec, folder = model.spec, f"../../src/samspil/governance_models/{model.key}/"
    return "\n".join(
        [
            f"Nøgle `{spec.key}`, version {spec.version}, gælder tidligst fra {DANISH.day(spec.valid_from)}.",
            f"Kilde: {spec.source}; {_assumed(model)} linjer er antaget.",
            f"Filerne ligger i [`governance_models/{spec.key}`]({folder}).",
        ]
    )


def _mandate_rows(model: GovernanceModel) -> Iterator[str]:
    yield "| hvem | kode | sagstyper | op til | kilde |"
    yield "| --- | --- | --- | --- | --- |"
    for mandate in model.spec.mandates.values():
        kinds = (
            "alle"
            if mandate.kinds == "all"
            else ", ".join(model.spec.kinds[key].name.da for key in mandate.kinds)
        )
        limit = model.spec.parameters[mandate.up_to].name.da if mandate.up_to else "–"
        who, code, source = _who(model, mandate.who), mandate.code.value, _source(mandate.source)
        yield f"| {who} | {code} | {kinds} | {limit} | {source} |"


def _who(model: GovernanceModel, who: Any) -> str:
    if who.forum:
        return model.spec.forums[who.forum].name.da
    if who.role:
        return model.spec.roles[who.role].name.da
    attribute = who.forum_for or who.role_for
    return f"afhænger af {model.spec.attributes[attribute].name.da.lower()}" if attribute else "medlemmerne"


def _parameter_rows(model: GovernanceModel) -> Iterator[str]:
    yield "| tal | værdi | fra | kilde |"
    yield "| --- | --- | --- | --- |"
    for key, spec in model.spec.parameters.items():
        for day in sorted(spec.values):
            read = model.program.book.read(key, day)
            value = DANISH.quantity(read.value, read.unit.value)
            yield f"| {spec.name.da} | {value} | {DANISH.day(day)} | {_source(read.spec.source)} |"


def _source(source: str) -> str:
    return "antaget" if source == "assumed" else source


def _described(model: GovernanceModel) -> str:
    """The text alternative without the title and summary that stand above it; each route a heading."""
    _, _, *lines = describe(model, "da").strip().splitlines()
    return "\n".join(re.sub(r"^Vej: ", "### Vej: ", line) for line in lines).strip()


def language_page() -> str:
    """The model language, part by part, from its own definitions."""
    parts = [
        "# The model language",
        LANGUAGE_INTRODUCTION,
    ]
    for shape in _reached(Model, {}) | _reached(CasesFile, {}):
        parts += [f"## {shape.__name__}", _docstring(shape), _fields(shape)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _reached(shape: type[BaseModel], found: dict[type[BaseModel], None]) -> dict[type[BaseModel], None]:
    """The shapes used by a shape, in the order they are met."""
    if shape not in found:
        found[shape] = None
        for field in shape.model_fields.values():
            for part in _parts(field.annotation):
                if isinstance(part, type) and issubclass(part, Strict):
                    _reached(part, found)
    return found


def _parts(annotation: Any) -> Iterator[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


def _docstring(shape: type) -> str:
    lines = [line.strip() for line in (shape.__doc__ or "").splitlines()]
    return "\n".join(line for line in lines if not line.startswith((">>>", "'"))).strip()


def _fields(shape: type[BaseModel]) -> str:
    lines = ["| key | what it holds |", "| --- | --- |"]
    for name, field in shape.model_fields.items():
        mark = "*" if field.is_required() else ""
        lines.append(f"| `{name}`{mark} | {_say(field.annotation, field)} |")
    return "\n".join(lines) if shape.model_fields else ""


def _say(annotation: Any, field: FieldInfo | None = None) -> str:  # noqa: PLR0911 – one line for each form
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _say(arguments[0])
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_say(part) for part in arguments if part is not NoneType))
    if origin is dict:
        return f"by {_say(arguments[0])}: {_say(arguments[1])}"
    if origin is list:
        return f"a list of {_say(arguments[0])}"
    if origin is Literal:
        return " or ".join(f"`{value}`" for value in arguments)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return " · ".join(f"`{member.value}`" for member in annotation)
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    if annotation is str and field is not None and field.description:
        return field.description
    return {"str": "text", "bool": "true or false", "int": "a whole number"}.get(
        getattr(annotation, "__name__", ""), getattr(annotation, "__name__", str(annotation))
    )


def main() -> None:
    """Write what has changed, and remove pages of models that no longer ship."""
    written = pages()
    for name, text in written.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
            print(f"wrote docs/{name}", file=sys.stderr)
    for path in (DOCS / PAGES).iterdir():
        if f"{PAGES}/{path.name}" not in written:
            path.unlink()


if __name__ == "__main__":
    main()
