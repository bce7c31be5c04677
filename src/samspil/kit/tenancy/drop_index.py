"""Taking away the index on a column where another index begins with that column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class DropIndex(Operation):
    """Only the index goes: the column, its foreign key and the table's triggers stay as they are."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, field_name: str = "organisation") -> None:
        self.model_name = model_name
        self.field_name = field_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """By its columns: its name was made by Django."""
        _drop(schema_editor, to_state.apps.get_model(app_label, self.model_name), [self.field_name])

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Make it again."""
        _make(schema_editor, from_state.apps.get_model(app_label, self.model_name), [self.field_name])

    def describe(self) -> str:
        """For the list of migrations."""
        return f"Drop the index on {self.field_name} of {self.model_name} alone"


class DropIndexes(Operation):
    """The indexes on single columns of several models; their fields say so from here on.

    To change a column Django would make its table anew on SQLite, and with it lose the triggers; and each
    time it would make all models anew.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, fields: Mapping[str, Sequence[str]]) -> None:
        self.fields = fields

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models that are made from here on have these fields; those that are there differ in this alone."""
        for model, names in self.fields.items():
            fields = state.models[app_label, model].fields
            for name in names:
                fields[name] = fields[name].clone()
                fields[name].db_index = False

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """By their columns: their names were made by Django."""
        for model, names in self._models(app_label, to_state):
            _drop(schema_editor, model, names)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Make them again."""
        for model, names in self._models(app_label, from_state):
            _make(schema_editor, model, names)

    def _models(self, app_label: str, state: Any) -> Iterator[tuple[Any, Sequence[str]]]:
        return ((state.apps.get_model(app_label, name), fields) for name, fields in self.fields.items())

    def describe(self) -> str:
        """For the list of migrations."""
        return "Drop indexes that others begin with"


def _drop(schema_editor: BaseDatabaseSchemaEditor, model: Any, names: Sequence[str]) -> None:
    """Those that Django made for the columns; what the model names itself is another that stays."""
    named = {one.name for one in model._meta.indexes}
    columns = [[model._meta.get_field(one).column] for one in names]
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table)
    for name, told in found.items():
        if told["index"] and told["columns"] in columns and not told["unique"] and name not in named:
            schema_editor.execute(f"DROP INDEX {schema_editor.quote_name(name)}")


def _make(schema_editor: BaseDatabaseSchemaEditor, model: Any, names: Sequence[str]) -> None:
    for one in names:
        made = schema_editor._create_index_sql(model, fields=[model._meta.get_field(one)])  # type: ignore[attr-defined]
        schema_editor.execute(made)
