"""Indexes go that another begins with: they cost each row, and PostgreSQL took the wrong one of the two."""

from django.db import migrations

from samspil.kit.tenancy.drop_index import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("api", "0002_when_it_was_ended")]

    operations = [
        DropIndexes(
            {
                "token": ["organisation"],
            }
        )
    ]
