"""What the rules said of each guide, and counters that tell whether it still holds, whoever writes to the tables."""

import django.contrib.postgres.fields
from django.db import migrations, models

_GUIDE = "SELECT 'guide:' || guide.slug FROM rows JOIN conditions_guide guide ON guide.id = rows.guide_id"
_OPTION = (
    "SELECT 'guide:' || guide.slug FROM rows JOIN conditions_option above ON above.id = rows.option_id"
    " JOIN conditions_guide guide ON guide.id = above.guide_id"
)
_CHECK = (
    "SELECT 'guide:' || guide.slug FROM rows JOIN conditions_check above ON above.id = rows.check_question_id"
    " JOIN conditions_guide guide ON guide.id = above.guide_id"
)
# table -> which guides, sources and terms some of its rows belong to
WHAT = {
    "guide": "SELECT 'guide:' || rows.slug FROM rows",
    **dict.fromkeys(
        (
            "known", "unknown", "notverified", "choice", "option", "rung", "studynote", "trial", "mechanism", "claim",
            "risk", "warningsign", "country", "value", "check", "question", "signed",
        ),
        _GUIDE,
    ),
    "outcome": _OPTION,
    "harm": _OPTION,
    "answer": _CHECK,
    "source": "SELECT 'source:' || rows.key FROM rows",
    "finding": "SELECT 'source:' || above.key FROM rows JOIN conditions_source above ON above.id = rows.source_id",
    "term": "SELECT 'term:' || rows.key FROM rows",
}
FUNCTION = """
CREATE FUNCTION conditions_count_touches() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    touched text := CASE TG_OP
        WHEN 'INSERT' THEN 'SELECT * FROM new_rows'
        WHEN 'DELETE' THEN 'SELECT * FROM old_rows'
        ELSE 'SELECT * FROM old_rows UNION ALL SELECT * FROM new_rows' END;
BEGIN
    EXECUTE 'INSERT INTO conditions_touch (what, number) SELECT what, 1 FROM (WITH rows AS (' || touched || ') '
        || TG_ARGV[0] || ') AS found (what) GROUP BY what ORDER BY what'
        || ' ON CONFLICT (what) DO UPDATE SET number = conditions_touch.number + 1';
    RETURN NULL;
END $$;
"""
EVENTS = {
    "INSERT": "NEW TABLE AS new_rows",
    "DELETE": "OLD TABLE AS old_rows",
    "UPDATE": "OLD TABLE AS old_rows NEW TABLE AS new_rows",
}


def _create():
    for table, what in WHAT.items():
        for event, names in EVENTS.items():
            argument = what.replace("'", "''")
            yield (
                f"CREATE TRIGGER conditions_touch_{event.lower()} AFTER {event} ON conditions_{table} REFERENCING {names}"
                f" FOR EACH STATEMENT EXECUTE FUNCTION conditions_count_touches('{argument}');"
            )


def _drop():
    for table in WHAT:
        for event in EVENTS:
            yield f"DROP TRIGGER conditions_touch_{event.lower()} ON conditions_{table};"


class Migration(migrations.Migration):

    dependencies = [("conditions", "0005_who_works_at_the_desk")]

    operations = [
        migrations.CreateModel(
            name="Touch",
            fields=[
                ("what", models.CharField(max_length=180, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField()),
            ],
            options={"ordering": ["what"]},
        ),
        migrations.CreateModel(
            name="Checkup",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True)),
                (
                    "rests_on",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=180), size=None
                    ),
                ),
                ("stamp", models.CharField(max_length=32)),
                ("program", models.CharField(max_length=32)),
                ("errors", models.PositiveIntegerField()),
                ("notices", models.PositiveIntegerField()),
                ("report", models.JSONField()),
            ],
            options={"ordering": ["slug"]},
        ),
        migrations.RunSQL(FUNCTION + "\n".join(_create()), "\n".join(_drop()) + "\nDROP FUNCTION conditions_count_touches();"),
    ]
