from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("balance", "0001_rounds_of_dialogues"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="language",
            field=models.CharField(default="da", max_length=2),
        ),
    ]
