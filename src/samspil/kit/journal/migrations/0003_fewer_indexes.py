"""The index on the owner alone answers nothing that the one on owner and place does not."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

from samspil.kit.tenancy.drop_index import DropIndex

NAMES = ("entry", "head", "personalvalue")


def owner() -> models.ForeignKey[Any, Any]:
    """As it is from now on."""
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisations.organisation",
    )


class Migration(migrations.Migration):
    dependencies = [("journal", "0002_walls")]

    # Django would make the table anew on SQLite to change a column, and with it lose the triggers.
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AlterField(name, "organisation", owner())],
            database_operations=[DropIndex(name)],
        )
        for name in NAMES
    ]
