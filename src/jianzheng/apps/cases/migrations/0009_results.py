"""A licence's number is looked up in its organ before it is given again."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """One short index."""

    dependencies = [("cases", "0008_standings")]
    operations = [
        migrations.AddIndex(
            model_name="item",
            index=models.Index(
                condition=models.Q(("result_no__gt", "")), fields=["organ", "result_no"], name="item_result"
            ),
        ),
    ]
