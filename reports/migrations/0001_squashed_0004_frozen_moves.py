"""The room as it is after 0004_frozen_moves, made at once on an empty database."""

import core.migrations_together
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('reports', '0001_initial'), ('reports', '0002_initial'), ('reports', '0003_frozen_ratings'), ('reports', '0004_frozen_moves')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('agencies', '0008_conclusions'),
        ('core', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '0009_conclusions'),
    ]

    operations = [
        core.migrations_together.Together(
            operations=[migrations.CreateModel(
                name='Report',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('definition', models.CharField(choices=[('staff', 'Số lượng, chất lượng đội ngũ')], default='staff', max_length=20, verbose_name='loại báo cáo')),
                    ('day', models.DateField(verbose_name='số liệu đến ngày')),
                    ('since', models.DateField(blank=True, null=True, verbose_name='so với ngày')),
                    ('period_words', models.CharField(blank=True, max_length=60, verbose_name='kỳ')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn gửi')),
                    ('state', models.CharField(choices=[('making', 'Đang dựng số liệu'), ('draft', 'Dự thảo'), ('submitted', 'Chờ Lãnh đạo Sở kiểm tra'), ('checked', 'Chờ Lãnh đạo tỉnh duyệt'), ('returned', 'Trả lại'), ('approved', 'Đã duyệt')], default='making', max_length=10, verbose_name='trạng thái')),
                    ('number', models.CharField(blank=True, max_length=40, verbose_name='số')),
                    ('signed_on', models.DateField(null=True, verbose_name='ngày ký')),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('approver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt')),
                    ('checker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người kiểm tra')),
                    ('drafter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người soạn')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'báo cáo',
                    'ordering': ['-day', '-id'],
                    'constraints': [models.UniqueConstraint(fields=('definition', 'unit', 'day'), name='reports_one_a_day', nulls_distinct=False, violation_error_message='Đã có báo cáo này cho ngày đó.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(models.Q(('number', ''), _negated=True), ('signed_on__isnull', False), ('approver__isnull', False)), _connector='OR'), name='reports_approved_has_number'), models.CheckConstraint(condition=models.Q(models.Q(('checker__isnull', True), models.Q(('checker', models.F('drafter')), _negated=True), _connector='OR'), models.Q(('approver__isnull', True), models.Q(('approver', models.F('drafter')), _negated=True), _connector='OR')), name='reports_never_the_drafter_alone', violation_error_message='Người kiểm tra, người duyệt phải khác người soạn.'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('since__lt', models.F('day')), _connector='OR'), name='reports_since_before_day')],
                },
            ), migrations.CreateModel(
                name='Schedule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('definition', models.CharField(choices=[('staff', 'Số lượng, chất lượng đội ngũ')], default='staff', max_length=20, verbose_name='loại báo cáo')),
                    ('period', models.CharField(choices=[('quarter_1', 'Quý I'), ('half_year', '6 tháng'), ('quarter_3', 'Quý III'), ('year', 'Năm')], max_length=10, verbose_name='kỳ')),
                    ('active_from', models.DateField(verbose_name='bắt đầu từ ngày')),
                    ('is_active', models.BooleanField(default=True, verbose_name='đang bật')),
                    ('drafter', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người soạn')),
                    ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'lịch báo cáo',
                    'ordering': ['definition', 'period', 'id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('is_active', True)), fields=('definition', 'unit', 'period'), name='reports_schedule_once', nulls_distinct=False, violation_error_message='Đã có lịch cho kỳ báo cáo này.')],
                },
            ), migrations.CreateModel(
                name='ReportEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('definition', models.CharField(choices=[('staff', 'Số lượng, chất lượng đội ngũ')], default='staff', max_length=20, verbose_name='loại báo cáo')),
                    ('day', models.DateField(verbose_name='số liệu đến ngày')),
                    ('since', models.DateField(blank=True, null=True, verbose_name='so với ngày')),
                    ('period_words', models.CharField(blank=True, max_length=60, verbose_name='kỳ')),
                    ('due_on', models.DateField(blank=True, null=True, verbose_name='hạn gửi')),
                    ('state', models.CharField(choices=[('making', 'Đang dựng số liệu'), ('draft', 'Dự thảo'), ('submitted', 'Chờ Lãnh đạo Sở kiểm tra'), ('checked', 'Chờ Lãnh đạo tỉnh duyệt'), ('returned', 'Trả lại'), ('approved', 'Đã duyệt')], default='making', max_length=10, verbose_name='trạng thái')),
                    ('number', models.CharField(blank=True, max_length=40, verbose_name='số')),
                    ('signed_on', models.DateField(null=True, verbose_name='ngày ký')),
                    ('approved_at', models.DateTimeField(null=True)),
                    ('approver', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt')),
                    ('checker', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người kiểm tra')),
                    ('drafter', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người soạn')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.report')),
                    ('unit', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='ReportStep',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=60)),
                    ('note', models.TextField(blank=True)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reports.report')),
                ],
                options={
                    'ordering': ['at', 'id'],
                },
            ), migrations.CreateModel(
                name='Snapshot',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('content', models.JSONField()),
                    ('rows_count', models.PositiveIntegerField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='reports.report')),
                ],
                options={
                    'ordering': ['id'],
                },
            ), migrations.CreateModel(
                name='ScheduleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('definition', models.CharField(choices=[('staff', 'Số lượng, chất lượng đội ngũ')], default='staff', max_length=20, verbose_name='loại báo cáo')),
                    ('period', models.CharField(choices=[('quarter_1', 'Quý I'), ('half_year', '6 tháng'), ('quarter_3', 'Quý III'), ('year', 'Năm')], max_length=10, verbose_name='kỳ')),
                    ('active_from', models.DateField(verbose_name='bắt đầu từ ngày')),
                    ('is_active', models.BooleanField(default=True, verbose_name='đang bật')),
                    ('drafter', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người soạn')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='reports.schedule')),
                    ('unit', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='FrozenRating',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField()),
                    ('full_name', models.CharField(max_length=120)),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                    ('unit_name', models.CharField(max_length=250)),
                    ('unit_type', models.CharField(max_length=10)),
                    ('group', models.CharField(max_length=22)),
                    ('title', models.CharField(max_length=150)),
                    ('is_leader', models.BooleanField()),
                    ('is_signed', models.BooleanField()),
                    ('level', models.CharField(max_length=13)),
                    ('not_rated_by', models.TextField()),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='staff.person')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.unit')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='reports.snapshot')),
                ],
                options={
                    'ordering': ['sort_key', 'id'],
                },
            ), migrations.CreateModel(
                name='FrozenRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('full_name', models.CharField(max_length=120)),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                    ('born_on', models.DateField(null=True)),
                    ('unit_type', models.CharField(max_length=10, null=True)),
                    ('group', models.CharField(max_length=22)),
                    ('title', models.CharField(max_length=150, null=True)),
                    ('leader_kind', models.CharField(max_length=16)),
                    ('is_head', models.BooleanField(null=True)),
                    ('sex', models.CharField(max_length=6, null=True)),
                    ('age', models.PositiveSmallIntegerField(null=True)),
                    ('ethnicity', models.CharField(max_length=30, null=True)),
                    ('religion', models.CharField(max_length=30, null=True)),
                    ('has_religion', models.BooleanField(null=True)),
                    ('is_party_member', models.BooleanField(null=True)),
                    ('education', models.CharField(max_length=30, null=True)),
                    ('is_degree', models.BooleanField(null=True)),
                    ('theory', models.CharField(max_length=30, null=True)),
                    ('state_management', models.CharField(max_length=30, null=True)),
                    ('it', models.CharField(max_length=30, null=True)),
                    ('language', models.CharField(max_length=30, null=True)),
                    ('rank', models.CharField(max_length=30, null=True)),
                    ('rank_level', models.CharField(max_length=20, null=True)),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='staff.person')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.unit')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='reports.snapshot')),
                ],
                options={
                    'ordering': ['sort_key', 'id'],
                },
            ), migrations.CreateModel(
                name='Version',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveSmallIntegerField(verbose_name='bản')),
                    ('words', models.JSONField(default=dict, help_text='{anchor: text} of the paragraphs that an officer writes.', verbose_name='lời văn')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('why', models.CharField(blank=True, max_length=200)),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reports.report')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='reports.snapshot')),
                ],
                options={
                    'ordering': ['-number'],
                    'constraints': [models.UniqueConstraint(fields=('report', 'number'), name='reports_version_number')],
                },
            ), migrations.CreateModel(
                name='FrozenLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('year', models.PositiveSmallIntegerField()),
                    ('full_name', models.CharField(max_length=250)),
                    ('sort_key', models.CharField(db_collation='C', max_length=600)),
                    ('unit_type', models.CharField(max_length=10)),
                    ('level', models.CharField(max_length=13)),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.unit')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='levels', to='reports.snapshot')),
                ],
                options={
                    'ordering': ['sort_key', 'id'],
                },
            ), migrations.CreateModel(
                name='Document',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('format', models.CharField(choices=[('docx', 'docx'), ('pdf', 'pdf'), ('xlsx', 'xlsx')], max_length=4)),
                    ('is_final', models.BooleanField(default=False)),
                    ('content', models.BinaryField()),
                    ('sha256', models.CharField(max_length=64)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='reports.version')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('version', 'format', 'is_final'), name='reports_document_once')],
                },
            ), migrations.CreateModel(
                name='Comment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('anchor', models.CharField(max_length=40)),
                    ('place', models.CharField(max_length=200, verbose_name='chỗ')),
                    ('text', models.TextField(verbose_name='nội dung')),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('answer', models.TextField(blank=True, verbose_name='trả lời')),
                    ('answered_at', models.DateTimeField(null=True)),
                    ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('version', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to='reports.version')),
                ],
                options={
                    'ordering': ['at', 'id'],
                },
            ), migrations.CreateModel(
                name='FrozenMove',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('joined', 'Vào'), ('left', 'Thôi'), ('moved_in', 'Chuyển đến'), ('moved_out', 'Chuyển đi')], max_length=9)),
                    ('full_name', models.CharField(max_length=120)),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                    ('unit_name', models.CharField(max_length=250)),
                    ('other_name', models.CharField(max_length=250)),
                    ('day', models.DateField()),
                    ('reason', models.CharField(choices=[('retired', 'Nghỉ hưu'), ('moved_away', 'Chuyển công tác ra ngoài tỉnh'), ('resigned', 'Thôi việc'), ('streamlined', 'Tinh giản biên chế'), ('dismissed', 'Buộc thôi việc'), ('died', 'Từ trần'), ('unknown', 'Chưa rõ')], max_length=30)),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='staff.person')),
                    ('snapshot', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='reports.snapshot')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='agencies.unit')),
                ],
                options={
                    'ordering': ['sort_key', 'id'],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='approved_stays', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."state" = \'approved\')', func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e16a846cab91209e034a29049cd355de69efbdf6', operation='UPDATE OR DELETE', pgid='pgtrigger_approved_stays_7c70e', table='reports_report', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("approved_at", "approver_id", "checker_id", "day", "definition", "drafter_id", "due_on", "id", "number", "period_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "since", "state", "unit_id") SELECT new_values."approved_at", new_values."approver_id", new_values."checker_id", new_values."day", new_values."definition", new_values."drafter_id", new_values."due_on", new_values."id", new_values."number", new_values."period_words", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."signed_on", new_values."since", new_values."state", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='83f068ecb2ef6d9d02563dd5d6f0a3a096bbfd6c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_84ceb', referencing='REFERENCING NEW TABLE AS new_values ', table='reports_report', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("approved_at", "approver_id", "checker_id", "day", "definition", "drafter_id", "due_on", "id", "number", "period_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "since", "state", "unit_id") SELECT new_values."approved_at", new_values."approver_id", new_values."checker_id", new_values."day", new_values."definition", new_values."drafter_id", new_values."due_on", new_values."id", new_values."number", new_values."period_words", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."signed_on", new_values."since", new_values."state", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='fea98b87cbc437b6f544b610bbc492e85cc4b3d4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_234a9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reports_report', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='report',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_reportevent" ("approved_at", "approver_id", "checker_id", "day", "definition", "drafter_id", "due_on", "id", "number", "period_words", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "signed_on", "since", "state", "unit_id") SELECT old_values."approved_at", old_values."approver_id", old_values."checker_id", old_values."day", old_values."definition", old_values."drafter_id", old_values."due_on", old_values."id", old_values."number", old_values."period_words", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."signed_on", old_values."since", old_values."state", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='7a0d9f7fb8b4ed504e4f19450f56adedff72b60c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6acd6', referencing='REFERENCING OLD TABLE AS old_values ', table='reports_report', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='schedule',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_scheduleevent" ("active_from", "definition", "drafter_id", "id", "is_active", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."active_from", new_values."definition", new_values."drafter_id", new_values."id", new_values."is_active", new_values."period", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6f3ae0e3ff564dd3e7a008b602d475176041ac7', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_712d4', referencing='REFERENCING NEW TABLE AS new_values ', table='reports_schedule', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='schedule',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_scheduleevent" ("active_from", "definition", "drafter_id", "id", "is_active", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT new_values."active_from", new_values."definition", new_values."drafter_id", new_values."id", new_values."is_active", new_values."period", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e1a6afc6bab5860947b37b249cccf0516700eacf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ae15d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='reports_schedule', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='schedule',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "reports_scheduleevent" ("active_from", "definition", "drafter_id", "id", "is_active", "period", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "unit_id") SELECT old_values."active_from", old_values."definition", old_values."drafter_id", old_values."id", old_values."is_active", old_values."period", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ab9fd4b5aef69306246dae026dcd9140b24c659c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_6d104', referencing='REFERENCING OLD TABLE AS old_values ', table='reports_schedule', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='snapshot',
                trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='c7b96d08fdccbe7a7ef7b9a84e5fe6dc2266aec9', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_fee8a', table='reports_snapshot', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='frozenrating',
                trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='7f317ecf4b5258cade942399b51a5bbc97a072a7', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_a6e2e', table='reports_frozenrating', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='frozenrow',
                trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='0935c1e46bc87186b5960a7571243b5752a40423', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_3caab', table='reports_frozenrow', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='version',
                trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='77b8e8e1b102284a20814354856eb809dd9d84ea', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_5e095', table='reports_version', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='frozenlevel',
                trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='856e16acec36e361ec1304ba6014823c95e308c5', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_f4bac', table='reports_frozenlevel', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='document',
                trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9ae72c37d95e84e4e723662a202779d999be5bb8', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_c01bf', table='reports_document', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='frozenmove',
                trigger=pgtrigger.compiler.Trigger(name='frozen', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e8f2a789c93e851c2923706b690ac43410d2e77b', operation='UPDATE OR DELETE', pgid='pgtrigger_frozen_59a2c', table='reports_frozenmove', when='BEFORE')),
            )],
        ),
    ]
