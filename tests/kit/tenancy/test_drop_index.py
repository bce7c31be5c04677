"""An index that goes comes back where the migration is taken back, and the fields say which it is."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from samspil.kit.tenancy.drop_index import DropIndexes

DROP = DropIndexes({"key": ["organisation"]})
APP = "once"


def states() -> tuple[ProjectState, ProjectState]:
    """The models before the index goes, and after."""
    before = MigrationLoader(None).project_state((APP, "0002_walls"))
    after = before.clone()
    DROP.state_forwards(APP, after)
    return before, after


def test_the_field_says_that_it_has_no_index_and_the_one_before_still_has() -> None:
    before, after = states()
    said: list[Any] = [one.models[APP, "key"].fields["organisation"] for one in (before, after)]
    assert [one.db_index for one in said] == [True, False]


def test_it_is_made_again_where_the_migration_is_taken_back(db: None) -> None:
    before, after = states()
    editor = connection.schema_editor(collect_sql=True)
    DROP.database_backwards(APP, editor, after, before)
    [made] = editor.collected_sql
    assert made.startswith("CREATE INDEX")
    assert made.endswith('ON "once_key" ("organisation_id");')


def test_only_what_is_on_the_column_alone_goes(db: None) -> None:
    """The one that keeps keys apart begins with the owner too; what a migration took is gone already."""
    before, after = states()
    editor = connection.schema_editor(collect_sql=True)
    DROP.database_forwards(APP, editor, before, after)
    assert editor.collected_sql == []
