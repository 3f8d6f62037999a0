"""What an applicant chose to promise in answer to a notice is kept with the files gathered for it."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0010_standings")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="reply",
            name="form",
            field=models.JSONField(default=dict),
        ),
    ]
