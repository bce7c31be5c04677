"""Indexes go that another begins with: they cost each row, and PostgreSQL took the wrong one of the two."""

from django.db import migrations

from samspil.kit.tenancy.drop_index import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("governance", "0008_fewer_indexes")]

    operations = [
        DropIndexes(
            {
                "agendaitem": ["meeting"],
                "attendance": ["meeting"],
                "calendarkey": ["organisation"],
                "consent": ["matter"],
                "meeting": ["organisation"],
                "modelversion": ["organisation"],
                "paper": ["organisation"],
                "participation": ["matter"],
                "seatatitem": ["item"],
                "writtenanswer": ["proposal"],
            }
        )
    ]
