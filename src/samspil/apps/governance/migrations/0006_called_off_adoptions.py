"""Adoptions that were called off before they began stay told."""

import django.db.models.deletion
from django.db import migrations, models

from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [
        ("governance", "0005_extraordinary_meetings_and_who_took_part"),
        ("organisations", "0003_the_way_for_all"),
    ]

    operations = [
        migrations.CreateModel(
            name="CalledOffAdoption",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=60)),
                ("was_from", models.DateField()),
                ("reason", models.TextField(blank=True)),
                ("decided_by", models.UUIDField(blank=True, null=True)),
                ("called_off_at", models.DateTimeField()),
                ("called_off_because", models.TextField()),
                ("called_off_by", models.UUIDField(blank=True, null=True)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="called_off",
                        to="governance.modelversion",
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
        EnableRowSecurity("calledoffadoption"),
    ]
