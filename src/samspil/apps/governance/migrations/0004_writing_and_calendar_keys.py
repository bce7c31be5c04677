"""Answers in writing, minutes for an item, and keys with which a calendar fetches meetings."""

import django.db.models.deletion
from django.db import migrations, models

from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0003_search"),
        ("organisations", "0003_the_way_for_all"),
    ]

    operations = [
        migrations.AddField(
            model_name="agendaitem",
            name="minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.CharField(max_length=60)),
                ("outcome", models.CharField(max_length=60)),
                ("reason", models.TextField(blank=True)),
                ("conditions", models.JSONField(default=list)),
                (
                    "item",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposal",
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
            },
        ),
        migrations.CreateModel(
            name="CalendarKey",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("person", models.UUIDField()),
                ("key_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "person"), name="one_calendar_key_each"),
                    models.UniqueConstraint(fields=("key_hash",), name="a_calendar_key_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="WrittenAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seat", models.CharField(max_length=80)),
                ("person", models.UUIDField()),
                ("person_name", models.CharField(max_length=200)),
                ("vote", models.CharField(max_length=10)),
                ("remark", models.TextField(blank=True)),
                ("answered_at", models.DateTimeField()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                (
                    "proposal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="governance.proposal",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(fields=("proposal", "seat"), name="a_seat_answers_once")
                ],
            },
        ),
        EnableRowSecurity("proposal"),
        EnableRowSecurity("writtenanswer"),
        EnableRowSecurity("calendarkey"),
    ]
