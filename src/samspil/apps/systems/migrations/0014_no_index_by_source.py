"""Two indexes go that no question uses: whoever looks a source up reads all that an organisation has."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("systems", "0013_long_lists_by_a_worker")]

    operations = [
        migrations.RemoveIndex("contract", "contracts_by_source"),
        migrations.RemoveIndex("localuse", "uses_by_source"),
    ]
