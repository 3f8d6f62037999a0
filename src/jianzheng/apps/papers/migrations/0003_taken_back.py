"""Two more kinds of paper: what takes a licence back, and what annuls one."""

from django.db import migrations, models

from jianzheng.core.document import DocumentKind


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_own_names")]

    operations = [
        migrations.AlterField(
            model_name="issued",
            name="kind",
            field=models.CharField(
                choices=[(kind.value, kind.label.zh) for kind in DocumentKind], max_length=16
            ),
        ),
    ]
