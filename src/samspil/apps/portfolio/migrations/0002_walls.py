"""The walls around these rows that the database itself keeps."""

from django.db import migrations

from samspil.kit.journal.append_only import AppendOnly
from samspil.kit.tenancy.row_security import EnableRowSecurity


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]

    operations = [
        AppendOnly("estimate"),
        AppendOnly("milestonemove"),
        AppendOnly("pacechange"),
        AppendOnly("statusreport"),
        EnableRowSecurity("activityplan"),
        EnableRowSecurity("capacity"),
        EnableRowSecurity("changeagent"),
        EnableRowSecurity("changerequest"),
        EnableRowSecurity("criterion"),
        EnableRowSecurity("dependency"),
        EnableRowSecurity("estimate"),
        EnableRowSecurity("gate"),
        EnableRowSecurity("goal"),
        EnableRowSecurity("initiative"),
        EnableRowSecurity("involvement"),
        EnableRowSecurity("iteration"),
        EnableRowSecurity("listupload"),
        EnableRowSecurity("listedrow"),
        EnableRowSecurity("milestone"),
        EnableRowSecurity("milestonemove"),
        EnableRowSecurity("note"),
        EnableRowSecurity("pacechange"),
        EnableRowSecurity("participation"),
        EnableRowSecurity("party"),
        EnableRowSecurity("payer"),
        EnableRowSecurity("phasedocument"),
        EnableRowSecurity("plannedactivity"),
        EnableRowSecurity("plannedeffort"),
        EnableRowSecurity("risk"),
        EnableRowSecurity("roleholder"),
        EnableRowSecurity("savedview"),
        EnableRowSecurity("scenario"),
        EnableRowSecurity("serves"),
        EnableRowSecurity("staffing"),
        EnableRowSecurity("statusreport"),
        EnableRowSecurity("strategy"),
        EnableRowSecurity("tablemapping"),
        EnableRowSecurity("variant"),
    ]
