from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0007_owed_reports")]

    # No defaults: SQLite would make the table anew, without its walls.
    operations = [
        migrations.AddField("listupload", "content", models.BinaryField(null=True)),
        migrations.AddField("listupload", "confirmed_at", models.DateTimeField(null=True, blank=True)),
        migrations.AddField("listupload", "confirmed_by", models.UUIDField(null=True, blank=True)),
        migrations.AddField("listupload", "stopped", models.JSONField(null=True, blank=True)),
        migrations.AddField("listupload", "came_to", models.JSONField(null=True, blank=True)),
    ]
