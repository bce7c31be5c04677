"""An index that goes comes back where the migration is taken back, and the fields say which it is."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from samspil.kit.once.models import Key
from samspil.kit.tenancy.drop_index import DropIndexes

DROP = DropIndexes({"key": ["organisation"]})
APP = "once"


def states() -> tuple[ProjectState, ProjectState]:
    """The models before the index goes, and after."""
    before = MigrationLoader(None).project_state((APP, "0002_walls"))
    after = before.clone()
    DROP.state_forwards(APP, after)
    return before, after


def on_the_owner_alone() -> list[str]:
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Key._meta.db_table)
    return [name for name, one in found.items() if one["index"] and one["columns"] == ["organisation_id"]]


def test_the_field_says_that_it_has_no_index_and_the_one_before_still_has() -> None:
    before, after = states()
    said: list[Any] = [one.models[APP, "key"].fields["organisation"] for one in (before, after)]
    assert [one.db_index for one in said] == [True, False]


@pytest.mark.django_db(transaction=True)
def test_it_is_made_again_and_goes_again() -> None:
    before, after = states()
    assert on_the_owner_alone() == []
    with connection.schema_editor() as editor:
        DROP.database_backwards(APP, editor, before, after)
    assert len(on_the_owner_alone()) == 1
    with connection.schema_editor() as editor:
        DROP.database_forwards(APP, editor, before, after)
    assert on_the_owner_alone() == []
