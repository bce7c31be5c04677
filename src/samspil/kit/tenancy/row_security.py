"""The second wall: on PostgreSQL the database itself shows only rows of the organisations in scope."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

# A sub-query is worked out once for a question, not once for a row, so an index on the owner is still used.
_IN_SCOPE = (
    "{column} = ANY ((SELECT string_to_array(nullif(current_setting('app.organisations', true), ''), ',')"
    "::bigint[])::bigint[])"
)


class EnableRowSecurity(Operation):
    """Rows of a model are found and written only in scope; ``shared_by`` columns let a second party read."""

    reduces_to_sql = True
    reversible = True

    def __init__(self, model_name: str, owner: str = "organisation_id", also_read_by: str = "") -> None:
        self.model_name = model_name
        self.owner = owner
        self.also_read_by = also_read_by

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """The models stay as they are."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Force it on the owner of the table too: only a superuser is above it."""
        if schema_editor.connection.vendor != "postgresql":
            return
        table = schema_editor.quote_name(to_state.apps.get_model(app_label, self.model_name)._meta.db_table)
        owns = _IN_SCOPE.format(column=self.owner)
        reads = f"{owns} OR {_IN_SCOPE.format(column=self.also_read_by)}" if self.also_read_by else owns
        schema_editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"CREATE POLICY read_in_scope ON {table} FOR SELECT USING ({reads})")
        schema_editor.execute(f"CREATE POLICY add_in_scope ON {table} FOR INSERT WITH CHECK ({owns})")
        schema_editor.execute(
            f"CREATE POLICY change_in_scope ON {table} FOR UPDATE USING ({owns}) WITH CHECK ({owns})"
        )
        schema_editor.execute(f"CREATE POLICY delete_in_scope ON {table} FOR DELETE USING ({owns})")

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take the wall down again."""
        if schema_editor.connection.vendor != "postgresql":
            return
        table = schema_editor.quote_name(from_state.apps.get_model(app_label, self.model_name)._meta.db_table)
        for policy in ("read_in_scope", "add_in_scope", "change_in_scope", "delete_in_scope"):
            schema_editor.execute(f"DROP POLICY {policy} ON {table}")
        schema_editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        schema_editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")

    def describe(self) -> str:
        """For the list of migrations."""
        return f"Keep rows of {self.model_name} within their organisation"
