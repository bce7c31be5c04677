"""Rows with an owner are asked for through a scope, everywhere; who goes past it is named here, with why."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from samspil.apps.organisations.models import Organisation
from samspil.kit.tenancy.rows import OwnedRow, ScopedManager

SOURCE = Path(__file__).parents[2] / "src" / "samspil"

# Ways to rows that no scope guards, and the modules that may go them.
PAST_THE_SCOPE = frozenset(
    {
        "everywhere",
        "_base_manager",
        "_default_manager",
        "raw",
        "extra",
        "QuerySet",
        "RawSQL",
        "cursor",
        "chunked_cursor",
        "send_ahead",
    }
)
MAY = {
    "kit/tenancy/rows.py": {"QuerySet"},  # it defines `everywhere`
    "kit/sharing/door.py": {"everywhere"},  # grants of others to those in scope; the door itself is journaled
    "kit/tenancy/pouring.py": {"cursor", "send_ahead"},  # it asks the scope, and names the owner
    "kit/tenancy/writing.py": {"cursor"},  # the same
    "kit/tenancy/kept.py": {"cursor"},  # a scoped question, kept for its scope alone
    "kit/tenancy/sqlite_ahead.py": {"cursor"},  # asks what the two above it and the journal hand it
    "kit/journal/tables.py": {"cursor", "chunked_cursor", "send_ahead"},  # it asks the scope before each
    "apps/governance/services/search_words.py": {"cursor"},  # the search index of SQLite: numbers of matters
    "kit/tenancy/drop_index.py": {"cursor"},  # the names of indexes, in a migration
    "apps/organisations/selectors/held.py": {"cursor"},  # it asks the scope itself, and names the owner
    "apps/governance/selectors/one_matter.py": {"cursor"},  # it asks the scope itself, and names the owner
    "apps/organisations/selectors/signing_in.py": {"cursor"},  # before it is known for whom somebody acts
    "apps/portfolio/selectors/reached.py": {"cursor"},  # it asks the scope itself, and names the owner
    "apps/portfolio/selectors/offered.py": {"cursor"},  # it asks the scope itself, and names the owner
    "apps/portfolio/services/settling.py": {"cursor"},  # writes what was found in scope, and names the owner
    # One kept question about one initiative: it asks the scope itself, and names the owner.
    "apps/portfolio/selectors/gathering.py": {"cursor"},
    "apps/funding/services/holding.py": {"cursor"},  # after the chain, which asks the scope; names the owner
    "apps/portfolio/selectors/whole_rows.py": {"everywhere"},
    "apps/governance/selectors/searching.py": {
        "RawSQL",
        "cursor",
    },  # the same read, inside a question that is scoped
}
# Rows that hang on an organisation without being behind its wall.
OF_NO_OWNER = {
    "organisations.Access": "read before it is known for whom somebody acts; holds ids only",
    "api.Token": "read before it is known for whom a program acts; holds a hash",
}
OURS = [model for model in apps.get_models() if model.__module__.startswith("samspil.")]
OWNED = [model for model in OURS if issubclass(model, OwnedRow)]


def ways_past(tree: ast.AST) -> Iterator[str]:
    """Each attribute or name by which rows could be asked for without a scope."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name in PAST_THE_SCOPE:
                yield name
        elif isinstance(node, ast.Attribute) and node.attr in {"_base_manager", "_default_manager"}:
            yield node.attr


def test_only_named_modules_go_past_the_scope() -> None:
    found = {
        str(file.relative_to(SOURCE)): set(ways_past(ast.parse(file.read_text(encoding="utf-8"))))
        for part in ("apps", "kit", "processes", "cli")
        for file in sorted((SOURCE / part).rglob("*.py"))
        if "migrations" not in file.parts
    }
    past = {file: names - MAY.get(file, set()) for file, names in found.items()}
    assert {file: names for file, names in past.items() if names} == {}
    unused = {file: names - found.get(file, set()) for file, names in MAY.items()}
    assert {file: names for file, names in unused.items() if names} == {}


@pytest.mark.parametrize(
    "line", ["Unit.everywhere()", "Unit._base_manager.all()", "Unit.objects.raw('')", "QuerySet(Unit)"]
)
def test_a_way_past_is_noticed(line: str) -> None:
    assert list(ways_past(ast.parse(line)))


def test_every_row_of_an_organisation_is_an_owned_row() -> None:
    hang_on_one = {
        model._meta.label
        for model in OURS
        for field in model._meta.get_fields()
        if field.name == "organisation" and isinstance(field, models.ForeignKey)
    }
    assert hang_on_one - {model._meta.label for model in OWNED} == set(OF_NO_OWNER)


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model._meta.label)
def test_every_way_django_takes_to_an_owned_row_is_scoped(model: type[OwnedRow]) -> None:
    assert isinstance(model._default_manager, ScopedManager)
    assert isinstance(model._base_manager, ScopedManager)
    assert all(isinstance(manager, ScopedManager) for manager in model._meta.managers)


def test_no_join_begins_outside_the_scope() -> None:
    """A question about rows without an owner cannot reach, by its joins, rows that have one."""
    reached = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if not issubclass(model, OwnedRow)
        for field in model._meta.get_fields()
        if isinstance(field.related_model, type) and issubclass(field.related_model, OwnedRow)
        if not field.name.endswith("+") and not getattr(field, "hidden", False)
    }
    assert reached == set()


def test_an_organisation_has_no_way_back_to_its_rows() -> None:
    assert [one.name for one in Organisation._meta.related_objects if one.get_accessor_name()] == []
