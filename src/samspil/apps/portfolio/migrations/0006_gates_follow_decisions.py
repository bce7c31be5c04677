from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0005_currencies")]

    operations = [
        migrations.RemoveConstraint(model_name="gate", name="a_gate_is_passed_by_a_decision"),
        migrations.AlterField(model_name="gate", name="matter", field=models.UUIDField()),
        migrations.AlterField(
            model_name="gate",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("go", "go"),
                    ("rework", "rework"),
                    ("pause", "pause"),
                    ("stop", "stop"),
                    ("lapsed", "lapsed"),
                ],
                max_length=8,
            ),
        ),
        migrations.AddConstraint(
            model_name="gate",
            constraint=models.UniqueConstraint(
                fields=("initiative", "decision"), name="a_decision_is_of_one_gate"
            ),
        ),
        migrations.AddConstraint(
            model_name="gate",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("decision__isnull", True), ("outcome", "")),
                    models.Q(
                        ("decided_at__isnull", False), ("decision__isnull", True), ("outcome", "lapsed")
                    ),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decision__isnull", False),
                        ("outcome__in", ["go", "rework", "pause", "stop"]),
                    ),
                    _connector="OR",
                ),
                name="a_gate_is_passed_by_a_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="gate",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_phase", ""), ("outcome", "go"), _connector="OR"),
                name="only_go_leads_to_a_phase",
            ),
        ),
        migrations.AddIndex(
            model_name="gate",
            index=models.Index(fields=["organisation", "matter"], name="gates_of_a_matter"),
        ),
    ]
