"""Topics that departments propose, and the few words for national priorities that they are mapped to."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models

PRIORITIES = [
    ("trafficking", "Prevent and suppress trafficking in persons", "การป้องกันและปราบปรามการค้ามนุษย์"),
    ("smuggling", "Suppress migrant smuggling and organised crime", "การปราบปรามการลักลอบขนผู้ย้ายถิ่นฐานและองค์กรอาชญากรรม"),
    ("documents", "Detect fraudulent travel documents", "การตรวจพบเอกสารเดินทางปลอม"),
    ("borders", "Manage borders and immigration", "การบริหารจัดการชายแดนและการตรวจคนเข้าเมือง"),
    ("sea", "Security and rescue at sea", "ความมั่นคงและการช่วยชีวิตทางทะเล"),
    ("protection", "Protect people in vulnerable situations", "การคุ้มครองผู้อยู่ในสถานการณ์เปราะบาง"),
    ("cooperation", "Departments work together", "การทำงานร่วมกันระหว่างหน่วยงาน"),
]


def name_priorities(apps, _schema_editor):
    priorities = apps.get_model("curriculum", "Priority").objects
    for key, english, thai in PRIORITIES:
        priorities.create(key=key, name_en=english, name_th=thai)


class Migration(migrations.Migration):

    dependencies = [
        ('curriculum', '0012_freeze'),
        ('people', '0017_one_chair_a_group'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Priority',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40, unique=True)),
                ('name_en', models.CharField(max_length=160)),
                ('name_th', models.CharField(max_length=160)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ProposedTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('at', models.DateTimeField()),
                ('title_en', models.CharField(blank=True, max_length=160)),
                ('title_th', models.CharField(blank=True, max_length=160)),
                ('why_en', models.TextField(blank=True)),
                ('why_th', models.TextField(blank=True)),
                ('rank', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('curriculum', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='curriculum.curriculum')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.group')),
                ('organisation', models.ForeignKey(help_text='The department', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('priorities', models.ManyToManyField(related_name='+', to='curriculum.priority')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unfiltered',
                'default_manager_name': 'closed',
            },
            managers=[
                ('closed', django.db.models.manager.Manager()),
                ('unfiltered', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TopicAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stable', models.CharField(max_length=12)),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.proposedtopic')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unfiltered',
                'default_manager_name': 'closed',
            },
            managers=[
                ('closed', django.db.models.manager.Manager()),
                ('unfiltered', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TopicSupport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='curriculum.proposedtopic')),
            ],
            options={
                'abstract': False,
                'base_manager_name': 'unfiltered',
                'default_manager_name': 'closed',
            },
            managers=[
                ('closed', django.db.models.manager.Manager()),
                ('unfiltered', django.db.models.manager.Manager()),
            ],
        ),
        migrations.AddConstraint(
            model_name='proposedtopic',
            constraint=models.CheckConstraint(condition=models.Q(('title_en', ''), ('title_th', ''), _negated=True), name='proposed_topic_has_a_title'),
        ),
        migrations.AddConstraint(
            model_name='topicanswer',
            constraint=models.UniqueConstraint(fields=('topic', 'stable'), name='one_answer_a_part'),
        ),
        migrations.AddConstraint(
            model_name='topicsupport',
            constraint=models.UniqueConstraint(fields=('topic', 'organisation'), name='one_support_a_department'),
        ),
        migrations.RunPython(name_priorities, migrations.RunPython.noop),
    ]
