"""One that joins late pays its part of each cost of establishment, once for each."""

import django.db.models.deletion
from django.db import migrations, models

from samspil.kit.journal.append_only import StillAppendOnly


class Migration(migrations.Migration):
    dependencies = [("funding", "0009_money_from_outside_is_kept_apart")]

    operations = [
        migrations.AddField(
            model_name="sharedcost",
            name="enters",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="funding.sharedcost",
            ),
        ),
        migrations.RemoveConstraint(model_name="sharedcost", name="joins_late_once"),
        migrations.AddConstraint(
            model_name="sharedcost",
            constraint=models.UniqueConstraint(
                fields=("enters", "whose", "again"), name="joins_each_cost_once"
            ),
        ),
        StillAppendOnly("sharedcost"),
    ]
