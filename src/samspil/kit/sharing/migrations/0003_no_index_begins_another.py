"""Indexes go that another begins with: they cost each row, and PostgreSQL took the wrong one of the two."""

from django.db import migrations

from samspil.kit.tenancy.drop_index import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("sharing", "0002_walls")]

    operations = [
        DropIndexes(
            {
                "grant": ["organisation", "to"],
            }
        )
    ]
