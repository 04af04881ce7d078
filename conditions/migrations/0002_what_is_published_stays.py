"""Editions and steps never change: the database itself refuses UPDATE and DELETE, row by row.

TRUNCATE is withheld by privilege in production, not by a trigger, or no test database could be emptied.
"""

from django.db import migrations

REFUSE = """
CREATE FUNCTION conditions_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% on % is refused: what is published or done stays as it is', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER conditions_edition_stays BEFORE UPDATE OR DELETE ON conditions_edition
    FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change();
CREATE TRIGGER conditions_step_stays BEFORE UPDATE OR DELETE ON conditions_step
    FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change();
"""
ALLOW = """
DROP TRIGGER conditions_step_stays ON conditions_step;
DROP TRIGGER conditions_edition_stays ON conditions_edition;
DROP FUNCTION conditions_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("conditions", "0001_initial")]
    operations = [migrations.RunSQL(REFUSE, ALLOW)]
