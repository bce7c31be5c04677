"""What each member's part adds up to is kept on the part."""

from django.db import migrations, models

from samspil.kit.tenancy.drop_index import DropIndexes


class Migration(migrations.Migration):
    dependencies = [("benefits", "0005_no_index_begins_another")]

    operations = [
        migrations.AddField(
            "share", "counted_in", models.CharField(blank=True, max_length=5, default=""), False
        ),
        migrations.AddField("share", "expected_minor", models.BigIntegerField(blank=True, null=True)),
        migrations.AddField("share", "measured_minor", models.BigIntegerField(blank=True, null=True)),
        migrations.RemoveIndex("share", "shares_of_a_member"),
        migrations.AddIndex(
            "share",
            models.Index(
                fields=["organisation", "code", "counted_in", "expected_minor", "measured_minor"],
                name="shares_added_up",
            ),
        ),
        # SQLite makes the table anew for a column that is never nothing, and its single indexes with it.
        DropIndexes({"share": ["organisation", "benefit"]}),
    ]
