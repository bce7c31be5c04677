"""What looks further into a comparison."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("simulations", "0001_what_was_tried"),
    ]

    operations = [
        migrations.AddField(
            model_name="simulationrun",
            name="about",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="simulations.simulationrun",
            ),
        ),
        migrations.AddField(
            model_name="simulationrun",
            name="sort",
            field=models.CharField(
                choices=[("compare", "compare"), ("helps", "helps"), ("vary", "vary")],
                default="compare",
                max_length=10,
            ),
        ),
    ]
