"""That two entries of the catalogue are one system, what each answers; which way data goes."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.tenancy.row_security import EnableRowSecurity

_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _owner() -> Any:
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to="organisations.organisation",
    )


class Migration(migrations.Migration):
    dependencies = [("systems", "0009_kitos_is_asked")]

    operations = [
        migrations.AddField("localuse", "listed_as", models.UUIDField(blank=True, null=True)),
        migrations.AddField(
            "systemrelation",
            "way",
            models.CharField(
                choices=[("out", "out"), ("in", "in"), ("both", "both")], default="out", max_length=20
            ),
        ),
        migrations.CreateModel(
            name="SameSystem",
            fields=[
                ("id", _ID),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("gone", models.UUIDField()),
                ("kept", models.UUIDField()),
                ("gone_name", models.CharField(max_length=200)),
                ("kept_name", models.CharField(max_length=200)),
                ("said_at", models.DateTimeField()),
                ("said_by", models.UUIDField()),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                ("organisation", _owner()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("taken_back_at", None)),
                        fields=("organisation", "gone"),
                        name="gone_to_one_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("gone", models.F("kept")), _negated=True),
                        name="two_that_are_one",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SameAnswer",
            fields=[
                ("id", _ID.clone()),
                ("proposal", models.UUIDField()),
                ("gone", models.UUIDField()),
                ("kept", models.UUIDField()),
                ("is_same", models.BooleanField()),
                ("answered_at", models.DateTimeField()),
                ("answered_by", models.UUIDField()),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                ("organisation", _owner()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("undone_at", None)),
                        fields=("organisation", "proposal"),
                        name="one_answer_a_proposal",
                    )
                ],
            },
        ),
        EnableRowSecurity("samesystem"),
        EnableRowSecurity("sameanswer"),
    ]
