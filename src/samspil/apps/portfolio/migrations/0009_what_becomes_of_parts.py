from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0008_lists_are_packed")]

    operations = [
        migrations.AddField(
            model_name="gate",
            name="parts_then",
            field=models.CharField(
                blank=True, choices=[("go_on", "go_on"), ("stop", "stop")], max_length=5, default=""
            ),
            preserve_default=False,
        ),
    ]
