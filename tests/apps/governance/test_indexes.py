"""What a decision writes has the indexes that something asks for, and no others."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.models import Model

from samspil.apps.governance.models import Decision, Matter, MatterEvent


@pytest.mark.parametrize("model", [Matter, MatterEvent, Decision])
def test_no_index_is_the_beginning_of_another(db: None, model: type[Model]) -> None:
    """Each costs every decision. PostgreSQL may take the shorter, and sort what the longer has in order."""
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, model._meta.db_table).values()
    indexes = [tuple(one["columns"]) for one in found if one["index"] or one["unique"]]
    assert not [one for one in indexes for other in indexes if one != other and one == other[: len(one)]]
