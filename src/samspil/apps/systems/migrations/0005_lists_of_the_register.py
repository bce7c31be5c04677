"""Lists of systems and contracts on their way in."""

import django.db.models.deletion
from django.db import migrations, models

import samspil.kit.ids
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("systems", "0004_the_register")]

    operations = [
        migrations.CreateModel(
            name="RegisterUpload",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                    ),
                ),
                ("public_id", models.UUIDField(default=samspil.kit.ids.new_id, editable=False, unique=True)),
                ("file_name", models.CharField(max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("content", models.BinaryField()),
                ("mapping", models.JSONField(default=dict)),
                ("sent_by", models.UUIDField()),
                ("sent_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
            ],
            options={
                "abstract": False,
                "base_manager_name": "objects",
                "indexes": [
                    models.Index(fields=["organisation", "expires_at"], name="register_lists_by_end")
                ],
            },
        ),
        EnableRowSecurity("registerupload"),
    ]
