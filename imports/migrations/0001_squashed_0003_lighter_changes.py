"""The room as it is after 0003_lighter_changes, made at once on an empty database."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

from core.migrations_together import Together


class Migration(migrations.Migration):

    replaces = [('imports', '0001_initial'), ('imports', '0002_purge'), ('imports', '0003_lighter_changes')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='Batch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(max_length=20, verbose_name='loại danh sách')),
                    ('file', models.FileField(blank=True, max_length=200, upload_to='workbooks/%Y/%m', verbose_name='tệp')),
                    ('file_name', models.CharField(max_length=200, verbose_name='tên tệp')),
                    ('sha256', models.CharField(max_length=64)),
                    ('size', models.PositiveIntegerField()),
                    ('state', models.CharField(choices=[('uploaded', 'Đang đọc tệp'), ('refused', 'Không đọc được'), ('has_errors', 'Còn lỗi'), ('compared', 'Đã so sánh'), ('submitted', 'Chờ duyệt'), ('approved', 'Đang áp dụng'), ('applied', 'Đã áp dụng'), ('rejected', 'Trả lại'), ('cancelled', 'Đã hủy'), ('undo_asked', 'Chờ duyệt hoàn tác'), ('undoing', 'Đang hoàn tác'), ('undone', 'Đã hoàn tác')], default='uploaded', max_length=10, verbose_name='trạng thái')),
                    ('refusal', models.TextField(blank=True, verbose_name='vì sao không đọc được')),
                    ('as_of', models.DateField(null=True, verbose_name='tính đến ngày')),
                    ('title_day', models.DateField(help_text="The day that the workbook's own title names.", null=True)),
                    ('scope', models.JSONField(default=dict, help_text='Read by the kind; {} is the whole province.', verbose_name='phạm vi')),
                    ('columns', models.JSONField(default=list, help_text='Per sheet: the columns found and the field of each.')),
                    ('mapping', models.JSONField(default=dict, help_text="Corrections: {sheet: {column letter: field or ''}}.")),
                    ('counts', models.JSONField(default=dict)),
                    ('totals', models.JSONField(default=list)),
                    ('moved', models.JSONField(default=list, help_text='What changed in the portal between two comparisons.')),
                    ('left_reason', models.CharField(blank=True, help_text='The reason given for all who left.', max_length=30)),
                    ('clock', models.JSONField(default=dict, help_text='The newest event of each table when it was compared, or applied.')),
                    ('warnings_confirmed', models.BooleanField(default=False)),
                    ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='tải lên lúc')),
                    ('applied_at', models.DateTimeField(null=True)),
                    ('undo_reason', models.CharField(blank=True, max_length=300)),
                    ('undone_at', models.DateTimeField(null=True)),
                    ('purged_at', models.DateTimeField(help_text='When the workbook and its rows were deleted.', null=True)),
                    ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt')),
                    ('undo_asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
                ],
                options={
                    'verbose_name': 'đợt nhập',
                    'ordering': ['-uploaded_at', '-id'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['uploaded', 'has_errors', 'compared', 'submitted', 'approved', 'applied', 'undo_asked', 'undoing'])), fields=('kind', 'sha256'), name='imports_same_bytes_once', violation_error_message='Tệp này đã có trong một đợt nhập.'), models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('uploaded_by')), _negated=True), _connector='OR'), name='imports_second_person_approves', violation_error_message='Người duyệt phải khác người tải lên.')],
                },
            ), migrations.CreateModel(
                name='BatchStateAsOfScopeApprovedByUndoReasonEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('state', models.CharField(choices=[('uploaded', 'Đang đọc tệp'), ('refused', 'Không đọc được'), ('has_errors', 'Còn lỗi'), ('compared', 'Đã so sánh'), ('submitted', 'Chờ duyệt'), ('approved', 'Đang áp dụng'), ('applied', 'Đã áp dụng'), ('rejected', 'Trả lại'), ('cancelled', 'Đã hủy'), ('undo_asked', 'Chờ duyệt hoàn tác'), ('undoing', 'Đang hoàn tác'), ('undone', 'Đã hoàn tác')], default='uploaded', max_length=10, verbose_name='trạng thái')),
                    ('as_of', models.DateField(null=True, verbose_name='tính đến ngày')),
                    ('scope', models.JSONField(default=dict, help_text='Read by the kind; {} is the whole province.', verbose_name='phạm vi')),
                    ('undo_reason', models.CharField(blank=True, max_length=300)),
                    ('approved_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người duyệt')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='imports.batch')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Change',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.SmallIntegerField(null=True)),
                    ('row', models.PositiveIntegerField(null=True)),
                    ('table', models.CharField(max_length=60)),
                    ('pk_value', models.BigIntegerField()),
                    ('operation', models.CharField(choices=[('insert', 'thêm'), ('update', 'sửa'), ('delete', 'xóa')], max_length=6)),
                    ('before', models.JSONField(null=True)),
                    ('after', models.JSONField(null=True)),
                    ('batch', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='changes', to='imports.batch')),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.BrinIndex(autosummarize=True, fields=['batch'], name='imports_change_of_batch', pages_per_range=16)],
                },
            ), migrations.CreateModel(
                name='Difference',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('outcome', models.CharField(choices=[('new', 'Thêm mới'), ('changed', 'Thay đổi'), ('unchanged', 'Giữ nguyên'), ('left', 'Không còn trong danh sách')], max_length=9)),
                    ('subject_id', models.BigIntegerField()),
                    ('label', models.CharField(max_length=250)),
                    ('sort_key', models.CharField(blank=True, db_collation='C', max_length=600)),
                    ('detail', models.CharField(blank=True, max_length=300)),
                    ('sheet', models.SmallIntegerField(null=True)),
                    ('row', models.PositiveIntegerField(null=True)),
                    ('field', models.CharField(blank=True, max_length=30)),
                    ('field_label', models.CharField(blank=True, max_length=60)),
                    ('old', models.TextField(blank=True)),
                    ('new', models.TextField(blank=True)),
                    ('is_correction', models.BooleanField(default=False)),
                    ('reason', models.CharField(blank=True, max_length=30)),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='differences', to='imports.batch')),
                ],
                options={
                    'ordering': ['sort_key', 'id'],
                    'indexes': [models.Index(fields=['batch', 'outcome', 'sort_key'], name='imports_diff_list')],
                },
            ), migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('severity', models.CharField(choices=[('error', 'Lỗi'), ('warning', 'Cảnh báo')], max_length=7)),
                    ('code', models.CharField(max_length=40)),
                    ('sheet', models.CharField(max_length=100, verbose_name='trang tính')),
                    ('row', models.PositiveIntegerField(null=True, verbose_name='dòng')),
                    ('cell', models.CharField(blank=True, max_length=12, verbose_name='ô')),
                    ('value', models.CharField(blank=True, max_length=250, verbose_name='giá trị')),
                    ('sentence', models.TextField(verbose_name='nội dung')),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='imports.batch')),
                ],
                options={
                    'ordering': ['severity', 'id'],
                },
            ), migrations.CreateModel(
                name='Step',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(max_length=60)),
                    ('note', models.TextField(blank=True)),
                    ('at', models.DateTimeField(auto_now_add=True)),
                    ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='imports.batch')),
                    ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['at', 'id'],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='batch',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "imports_batchstateasofscopeapprovedbyundoreasonevent" ("approved_by_id", "as_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "state", "undo_reason") SELECT new_values."approved_by_id", new_values."as_of", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."scope", new_values."state", new_values."undo_reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='90fbe640e74fcf493dd845340ce619798a7571db', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_262f0', referencing='REFERENCING NEW TABLE AS new_values ', table='imports_batch', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='batch',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "imports_batchstateasofscopeapprovedbyundoreasonevent" ("approved_by_id", "as_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "state", "undo_reason") SELECT new_values."approved_by_id", new_values."as_of", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."scope", new_values."state", new_values."undo_reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."approved_by_id" IS DISTINCT FROM (new_values."approved_by_id") OR old_values."as_of" IS DISTINCT FROM (new_values."as_of") OR old_values."scope" IS DISTINCT FROM (new_values."scope") OR old_values."state" IS DISTINCT FROM (new_values."state") OR old_values."undo_reason" IS DISTINCT FROM (new_values."undo_reason")) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a9e2e1034577215b35ae0fac4a645e9318588e6b', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ff84a', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='imports_batch', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='batch',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "imports_batchstateasofscopeapprovedbyundoreasonevent" ("approved_by_id", "as_of", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "scope", "state", "undo_reason") SELECT old_values."approved_by_id", old_values."as_of", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."scope", old_values."state", old_values."undo_reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='39546bb8e68e490ad1684876310c5aed2b829e27', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_acd36', referencing='REFERENCING OLD TABLE AS old_values ', table='imports_batch', when='AFTER')),
            )],
        ),
    ]
