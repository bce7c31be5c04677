"""On PostgreSQL a page keeps room for the next version of an initiative, beside the one that is there.

Reports, milestones and slips write its shown columns again and again, mostly none that an index holds. Where
the new version finds room on its page, no index is written; where it does not, all eleven are.
"""

from typing import Any

from django.db import migrations

_TABLE = "portfolio_initiative"


def leave_room(_apps: Any, schema_editor: Any) -> None:
    """Of pages that are filled from here on, a quarter."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {_TABLE} SET (fillfactor = 75)")


def fill(_apps: Any, schema_editor: Any) -> None:
    """As before."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"ALTER TABLE {_TABLE} RESET (fillfactor)")


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0013_no_index_begins_another")]

    operations = [migrations.RunPython(leave_room, fill)]
