"""The same content brought under two names is two papers, each with the name it was brought under."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("papers", "0001_papers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="paper", name="paper_once_per_owner"),
        migrations.AddConstraint(
            model_name="paper",
            constraint=models.UniqueConstraint(
                fields=("owner", "digest", "name"), name="paper_once_per_owner"
            ),
        ),
    ]
