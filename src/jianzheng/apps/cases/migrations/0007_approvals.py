"""What waits for a decision is found without walking past all other work."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One short index."""

    dependencies = [("cases", "0006_parties")]
    operations = [
        migrations.AddIndex(
            model_name="work",
            index=models.Index(
                condition=models.Q(("kind__in", ("decide", "sign"))),
                fields=["organ", "due_at", "case", "step"],
                name="work_approvals",
            ),
        ),
    ]
