"""Readers' sealed lists and the links that share them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('conditions', '0003_second_wordings_and_rows'),
    ]

    operations = [
        migrations.CreateModel(
            name='SealedList',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.BinaryField(unique=True)),
                ('wrapped_key', models.BinaryField()),
                ('content', models.BinaryField()),
                ('made_on', models.DateField()),
                ('used_on', models.DateField(db_index=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Share',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token_hash', models.BinaryField(unique=True)),
                ('wrapped_key', models.BinaryField()),
                ('made_on', models.DateField()),
                ('sealed_list', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='shares', to='conditions.sealedlist')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
    ]
