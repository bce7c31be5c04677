"""Matters can be found by their words: by three letters at a time on SQLite, by Danish stems on PostgreSQL.

On SQLite the service that brings a matter adds it: a trigger would be lost when Django remakes the table.
On PostgreSQL a generated column follows the row by itself.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def begin(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(
            "CREATE VIRTUAL TABLE governance_matter_words USING fts5("
            "words, tokenize='trigram', content='', contentless_delete=1)"
        )
        schema_editor.execute(
            "INSERT INTO governance_matter_words(rowid, words) "
            "SELECT id, case_number || ' ' || title || ' ' || description FROM governance_matter"
        )
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            "ALTER TABLE governance_matter ADD COLUMN words tsvector GENERATED ALWAYS AS "
            "(to_tsvector('danish', title || ' ' || description)) STORED"
        )


def end(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE governance_matter_words")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE governance_matter DROP COLUMN words")


class Migration(migrations.Migration):
    dependencies = [("governance", "0002_walls")]

    operations = [migrations.RunPython(begin, end)]
