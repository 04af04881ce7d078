"""Who works at the desk: their roles, what they declared, and every change they made, which stays as it is."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from conditions.editing import roles

REFUSE = """
CREATE TRIGGER conditions_change_stays BEFORE UPDATE OR DELETE ON conditions_change
    FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change();
CREATE TRIGGER conditions_interest_stays BEFORE UPDATE OR DELETE ON conditions_interest
    FOR EACH ROW EXECUTE FUNCTION conditions_refuse_change();
"""
ALLOW = """
DROP TRIGGER conditions_interest_stays ON conditions_interest;
DROP TRIGGER conditions_change_stays ON conditions_change;
"""


def roles_as_groups(apps, schema_editor):
    roles.ensure()


class Migration(migrations.Migration):

    dependencies = [
        ('conditions', '0004_readers_lists'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('guides', django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=80), default=list, size=None)),
                ('place', models.CharField(max_length=400)),
                ('model', models.CharField(max_length=40)),
                ('row', models.BigIntegerField()),
                ('field', models.CharField(max_length=80)),
                ('language', models.CharField(blank=True, default='', max_length=10)),
                ('by', models.CharField(db_index=True, max_length=150)),
                ('at', models.DateTimeField(db_index=True)),
                ('old', models.TextField(blank=True, default='')),
                ('new', models.TextField(blank=True, default='')),
            ],
            options={
                'ordering': ['-at', '-pk'],
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['guides'], name='change_guides')],
            },
        ),
        migrations.CreateModel(
            name='Interest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('declared_on', models.DateField()),
                ('declared_by', models.CharField(max_length=150)),
                ('earns_from_cells', models.BooleanField(verbose_name='earns from cell products')),
                ('what', models.TextField(blank=True, default='')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interests', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='OneTimePassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('good_until', models.DateTimeField()),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='one_time_password', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AlterModelOptions(
            name='guide',
            options={'ordering': ['slug'], 'permissions': [('write_guide', 'Can write both languages of a guide'), ('translate_guide', 'Can write the Chinese of a guide'), ('review_guide', 'Can sign the clinical review of a guide'), ('publish_guide', 'Can publish, withdraw and republish a guide')]},
        ),
        migrations.RunSQL(REFUSE, ALLOW),
        migrations.RunPython(roles_as_groups, migrations.RunPython.noop),
    ]
