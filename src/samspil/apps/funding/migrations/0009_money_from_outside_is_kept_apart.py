"""Money from outside is on accounts of its own, with what it was given for."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.journal.append_only import StillAppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


def _key(to: str, related_name: str, **rest: Any) -> models.ForeignKey[Any, Any]:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to=to, **rest
    )


class Migration(migrations.Migration):
    dependencies = [
        ("funding", "0008_what_money_is_applied_for"),
        ("organisations", "0006_no_index_begins_another"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("giver", models.CharField(max_length=200)),
                ("purpose", models.TextField()),
                ("supports", models.JSONField(default=list)),
                ("conditions", models.TextField(blank=True)),
                ("spend_by", models.DateField(blank=True, null=True)),
                ("report_by", models.DateField(blank=True, null=True)),
                ("account", models.UUIDField()),
                ("opened_at", models.DateTimeField()),
                ("told", models.TextField(blank=True)),
                ("told_on", models.DateField(blank=True, null=True)),
                ("organisation", _key("organisations.organisation", "+", db_index=False)),
                ("pool", _key("funding.pool", "funds", db_index=False)),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["pool", "id"], name="funds_of_a_pool"),
                    models.Index(fields=["organisation", "spend_by"], name="funds_by_last_day"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("report_by__isnull", True),
                            ("spend_by__isnull", True),
                            ("report_by__gte", models.F("spend_by")),
                            _connector="OR",
                        ),
                        name="told_of_after_it_is_spent",
                    )
                ],
            },
        ),
        EnableRowSecurity("fund"),
        migrations.AddField("filling", "fund", _key("funding.fund", "fillings", blank=True, null=True)),
        migrations.AddField(
            "application", "fund", _key("funding.fund", "applications", blank=True, null=True)
        ),
        migrations.AddField("application", "fits_because", models.TextField(blank=True, default=""), False),
        StillAppendOnly("filling"),
    ]
