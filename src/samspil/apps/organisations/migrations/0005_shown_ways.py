"""Whether the way into an account has stood on a screen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("organisations", "0004_posts_and_uploads"),
    ]

    operations = [
        migrations.AddField(
            model_name="account",
            name="way_was_shown",
            field=models.BooleanField(default=False),
        ),
    ]
