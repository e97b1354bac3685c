"""What is usual for nearly everybody isn't a case of anybody: those that nobody took up are taken away."""

from django.db import migrations

USUAL = "'follows-advanced-worker', 'follows-regular-raise', 'follows-bonus', 'follows-party-rating'"


class Migration(migrations.Migration):
    dependencies = [("evaluations", "0020_minutes")]

    operations = [
        migrations.RunSQL(
            "DELETE FROM evaluations_followup "
            f"WHERE state = 'open' AND assigned_to_id IS NULL AND rule IN ({USUAL})",
            migrations.RunSQL.noop,
        )
    ]
