"""Meetings, their minutes, and what was agreed."""

import django.db.models.deletion
import django.db.models.manager
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("groups", "0003_letters"),
        ('people', '0016_roles_of_seats'),
        ('projects', '0002_lines_end_and_change'),
        ('publications', '0018_count_what_one_opens'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('title', models.CharField(max_length=160)),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('zone', models.CharField(help_text="The meeting's own time zone", max_length=40)),
                ('place', models.CharField(blank=True, max_length=200)),
                ('link', models.URLField(blank=True, max_length=300)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('invited_at', models.DateTimeField(blank=True, help_text='When it was last said to the invited', null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('because', models.CharField(blank=True, help_text='Why it was cancelled', max_length=300)),
                ('stage', models.CharField(blank=True, choices=[('', 'No minutes yet'), ('draft', 'Draft minutes'), ('circulated', 'Minutes circulated'), ('adopted', 'Minutes adopted and sealed')], default='', max_length=12)),
                ('circulated_at', models.DateTimeField(blank=True, null=True)),
                ('comments_until', models.DateField(blank=True, null=True)),
                ('adopted_at', models.DateTimeField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, help_text='SHA-256 of the adopted minutes', max_length=64)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('counterpart', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.group')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.network')),
                ('organisation', models.ForeignKey(blank=True, help_text='It runs the project', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('project', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='projects.project')),
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
            name='Feedback',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('about', models.CharField(max_length=200)),
                ('words', models.TextField()),
                ('received_on', models.DateField()),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(help_text='By whom', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
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
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('place', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('notes', models.TextField(blank=True)),
                ('outcome', models.CharField(blank=True, choices=[('', 'Not decided'), ('agreed', 'Agreed'), ('noted', 'Noted'), ('deferred', 'Deferred'), ('referred', 'Referred')], default='', max_length=10)),
                ('decision', models.CharField(blank=True, max_length=600)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
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
            name='ActionItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('number', models.PositiveSmallIntegerField()),
                ('words', models.CharField(max_length=400)),
                ('due_on', models.DateField()),
                ('evidence', models.CharField(blank=True, max_length=600)),
                ('evidence_link', models.URLField(blank=True, max_length=300)),
                ('done_at', models.DateTimeField(blank=True, null=True)),
                ('reminded_on', models.DateField(blank=True, null=True)),
                ('at', models.DateTimeField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('done_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(help_text='Its owner', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
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
            name='MeetingPaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
                ('publication', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='publications.publication')),
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
            name='MinutesParagraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('place', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('heading', 'Heading'), ('text', 'Paragraph'), ('decision', 'Decision')], default='text', max_length=10)),
                ('text', models.TextField()),
                ('is_out', models.BooleanField(default=False)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('item', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
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
            name='MinutesComment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(editable=False, max_length=22, unique=True)),
                ('text_then', models.TextField()),
                ('at', models.DateTimeField()),
                ('words', models.TextField()),
                ('settled', models.CharField(blank=True, choices=[('', 'Open'), ('accepted', 'Accepted'), ('rejected', 'Not accepted'), ('merged', 'Dealt with together with another')], default='', max_length=10)),
                ('answer', models.CharField(blank=True, max_length=600)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('revision', models.PositiveIntegerField(default=1)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.minutescomment')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('paragraph', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='groups.minutesparagraph')),
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
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('how', models.CharField(choices=[('in-person', 'In person'), ('remote', 'Remotely')], max_length=10)),
                ('people', models.PositiveSmallIntegerField(default=1)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
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
            name='Reply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('says', models.CharField(choices=[('comes', 'Comes'), ('remote', 'Takes part remotely'), ('alternate', 'The alternate comes'), ('not', 'Does not come')], max_length=10)),
                ('sequence', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='groups.meeting')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('seat', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.seat')),
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
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['-starts_at', '-id'], name='meeting_newest'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['group', '-starts_at'], name='meeting_of_group'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='meeting_ends_later'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('counterpart__isnull', True), ('group__isnull', False), ('organisation__isnull', True), ('project__isnull', True)), models.Q(('counterpart__isnull', False), ('group__isnull', True), ('organisation__isnull', False), ('project__isnull', False)), _connector='OR'), name='meeting_of_a_group_or_a_project'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('adopted_at__isnull', False), ('stage', 'adopted'), models.Q(('digest', ''), _negated=True)), models.Q(models.Q(('stage', 'adopted'), _negated=True), ('adopted_at__isnull', True), ('digest', '')), _connector='OR'), name='adopted_minutes_are_sealed'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['received_on'], name='feedback_by_day'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True), ('answered_by__isnull', True)), models.Q(('answered_at__isnull', False), ('answered_by__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='answered_feedback_has_an_answer'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'place'), name='one_agenda_item_a_place'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', ''), _negated=True), ('decision', ''), _connector='OR'), name='decision_says_which_it_is'),
        ),
        migrations.AddIndex(
            model_name='actionitem',
            index=models.Index(condition=models.Q(('done_at__isnull', True)), fields=['due_on'], name='action_item_open'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='one_action_item_a_number'),
        ),
        migrations.AddConstraint(
            model_name='actionitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('done_at__isnull', True), ('done_by__isnull', True)), models.Q(('done_at__isnull', False), ('done_by__isnull', False), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='done_action_has_evidence'),
        ),
        migrations.AddConstraint(
            model_name='meetingpaper',
            constraint=models.UniqueConstraint(fields=('meeting', 'publication'), name='one_paper_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='minutesparagraph',
            constraint=models.UniqueConstraint(fields=('meeting', 'place'), name='one_paragraph_of_minutes_a_place'),
        ),
        migrations.AddConstraint(
            model_name='minutescomment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled', 'rejected'), _negated=True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='rejected_comment_says_why'),
        ),
        migrations.AddConstraint(
            model_name='minutescomment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('merged_into__isnull', False), ('settled', 'merged')), models.Q(models.Q(('settled', 'merged'), _negated=True), ('merged_into__isnull', True)), _connector='OR'), name='merged_comment_says_into_which'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(condition=models.Q(('seat__isnull', False)), fields=('meeting', 'seat'), name='one_presence_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(condition=models.Q(('seat__isnull', True)), fields=('meeting', 'organisation'), name='one_presence_an_organisation'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.CheckConstraint(condition=models.Q(('people__gt', 0)), name='presence_is_of_somebody'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(condition=models.Q(('seat__isnull', False)), fields=('meeting', 'seat'), name='one_reply_a_seat'),
        ),
        migrations.AddConstraint(
            model_name='reply',
            constraint=models.UniqueConstraint(condition=models.Q(('seat__isnull', True)), fields=('meeting', 'organisation'), name='one_reply_an_organisation'),
        ),
    ]
