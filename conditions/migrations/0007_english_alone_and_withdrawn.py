"""Editions in English alone, repeated, or correcting an error; and guides withdrawn, which is never changed either."""

from django.db import migrations, models

REFUSE = """
CREATE TRIGGER conditions_withdrawal_stays BEFORE UPDATE OR DELETE ON conditions_withdrawal
    FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change();
"""
ALLOW = "DROP TRIGGER conditions_withdrawal_stays ON conditions_withdrawal;"


class Migration(migrations.Migration):

    dependencies = [("conditions", "0006_checkups")]

    operations = [
        migrations.AddField("edition", "english_alone", models.BooleanField(default=False)),
        migrations.AddField("edition", "chinese_gives_way", models.BooleanField(default=False)),
        migrations.AddField("edition", "again_of", models.PositiveIntegerField(blank=True, null=True)),
        migrations.AddField("edition", "corrects_en", models.TextField(blank=True, default="")),
        migrations.AddField("edition", "corrects_zh_hans", models.TextField(blank=True, default="")),
        migrations.CreateModel(
            name="Withdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("by", models.CharField(max_length=150)),
                ("reason_en", models.TextField()),
                ("reason_zh_hans", models.TextField()),
            ],
            options={
                "ordering": ["slug", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "number"), name="withdrawn_once_per_edition")
                ],
            },
        ),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
