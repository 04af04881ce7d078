"""A question's second wording, and the rows of the comparison that answer what matters to a reader."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conditions', '0002_what_is_published_stays'),
    ]

    operations = [
        migrations.AddField(
            model_name='question',
            name='ask_for_other',
            field=models.TextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='question',
            name='ask_for_other_en',
            field=models.TextField(blank=True, default='', null=True),
        ),
        migrations.AddField(
            model_name='question',
            name='ask_for_other_zh_hans',
            field=models.TextField(blank=True, default='', null=True),
        ),
        migrations.AddField(
            model_name='value',
            name='rows',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.SlugField(max_length=80), blank=True, default=list, help_text='Rows of the comparison that answer it: involves, like, better, worse, cost, oversight, rules_out.', size=None),
        ),
    ]
