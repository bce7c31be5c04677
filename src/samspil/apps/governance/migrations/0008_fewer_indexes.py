"""What is added or changed with every decision keeps only those indexes that something asks for."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from samspil.kit.tenancy.drop_index import DropIndex

OWNED = ("matter", "matterevent", "decision")
OF_A_MATTER = {"matterevent": "events", "decision": "decisions"}


def pointing(to: str, name: str) -> models.ForeignKey[Any, Any]:
    """As it is from now on."""
    return models.ForeignKey(
        db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name=name, to=to
    )


def without_index(
    model: str, field: str, after: models.ForeignKey[Any, Any]
) -> migrations.SeparateDatabaseAndState:
    """Django would make the table anew on SQLite to change a column, and with it lose the triggers."""
    return migrations.SeparateDatabaseAndState(
        state_operations=[migrations.AlterField(model, field, after)],
        database_operations=[DropIndex(model, field)],
    )


class Migration(migrations.Migration):
    """Others begin with the same column, in the order in which rows are shown.

    A prepared question is planned for no organisation in particular. PostgreSQL then took the index on the owner
    alone, and read and sorted all rows of an organisation that has many to show a hundred.
    """

    dependencies = [("governance", "0007_decisions_by_effect")]

    operations = [
        *(without_index(one, "organisation", pointing("organisations.organisation", "+")) for one in OWNED),
        *(
            without_index(one, "matter", pointing("governance.matter", name))
            for one, name in OF_A_MATTER.items()
        ),
    ]
