"""The walls around these rows that the database itself keeps."""

from django.db import migrations

from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("systems", "0001_notices")]

    operations = [EnableRowSecurity("notice")]
