"""Triggers that refuse to change or delete a row, on both databases."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_SQLITE = """CREATE TRIGGER IF NOT EXISTS "{table}_no_{verb}" BEFORE {verb} ON "{table}"
BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"""
_POSTGRES_FUNCTION = """CREATE OR REPLACE FUNCTION samspil_append_only() RETURNS trigger
LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"""
_POSTGRES = """CREATE TRIGGER "{table}_no_{verb}" BEFORE {verb} ON "{table}"
FOR EACH ROW EXECUTE FUNCTION samspil_append_only()"""


class AppendOnly(Operation):
    """Rows of a model are added, never changed or deleted, whoever asks.

    Row triggers only: one on TRUNCATE would stop tests from emptying their database; in production the
    application's role may not truncate.
    """

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Set the triggers."""
        table = to_state.apps.get_model(app_label, self.model_name)._meta.db_table
        is_postgres = schema_editor.connection.vendor == "postgresql"
        if is_postgres:
            schema_editor.execute(_POSTGRES_FUNCTION, params=None)  # it has a % of its own
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute((_POSTGRES if is_postgres else _SQLITE).format(table=table, verb=verb))

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take them away again."""
        table = from_state.apps.get_model(app_label, self.model_name)._meta.db_table
        on = f' ON "{table}"' if schema_editor.connection.vendor == "postgresql" else ""
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f'DROP TRIGGER IF EXISTS "{table}_no_{verb}"{on}')

    def describe(self) -> str:
        """For the list of migrations."""
        return f"Let rows of {self.model_name} be added only"


class StillAppendOnly(AppendOnly):
    """The same after a table was changed: SQLite makes it anew, and the triggers go with the old one."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Set them again where they may have gone."""
        if schema_editor.connection.vendor == "sqlite":
            super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """What comes before it has set them."""

    def describe(self) -> str:
        """For the list of migrations."""
        return f"Let rows of {self.model_name} still be added only"
