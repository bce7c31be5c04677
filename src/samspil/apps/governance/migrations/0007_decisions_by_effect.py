from django.db import migrations, models


class Migration(migrations.Migration):
    """The register narrowed by effect is read in order from an index, as by kind and by body.

    A prepared question is planned for no organisation in particular. Without the index PostgreSQL then read and
    sorted all decisions of an organisation that has many.
    """

    dependencies = [
        ("governance", "0006_called_off_adoptions"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(
                fields=["organisation", "effect", "-decided_at", "-id"], name="decisions_of_an_effect"
            ),
        ),
    ]
