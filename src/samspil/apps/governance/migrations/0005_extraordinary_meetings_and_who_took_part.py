"""Meetings outside the calendar, and who took part in each item: written once, by the database's own rule."""

import django.db.models.deletion
from django.db import migrations, models

from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("governance", "0004_writing_and_calendar_keys")]

    operations = [
        migrations.AddField(
            model_name="meeting", name="papers_shortened", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="meeting", name="planned_for", field=models.DateField(blank=True, null=True)
        ),
        migrations.AddField(
            model_name="meeting", name="is_extraordinary", field=models.BooleanField(default=False)
        ),
        migrations.AddField(
            model_name="meeting",
            name="called_because",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="chaired_by",
            field=models.CharField(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="SeatAtItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seat", models.CharField(max_length=80)),
                ("person_name", models.CharField(blank=True, max_length=200)),
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("took_part", "took_part"),
                            ("stepped", "stepped"),
                            ("absent", "absent"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="governance.agendaitem",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [models.UniqueConstraint(fields=("item", "seat"), name="a_seat_once_an_item")],
            },
        ),
        AppendOnly("seatatitem"),
        EnableRowSecurity("seatatitem"),
    ]
