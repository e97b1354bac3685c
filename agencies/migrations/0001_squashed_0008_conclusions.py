"""The room as it is after 0008_conclusions, made at once on an empty database."""

import core.migrations_together
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('agencies', '0001_initial'), ('agencies', '0002_initial'), ('agencies', '0003_staged_rows'), ('agencies', '0004_service_causes'), ('agencies', '0005_references_by_statement'), ('agencies', '0006_rating_cause'), ('agencies', '0007_references_by_statement'), ('agencies', '0008_conclusions')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('core', '0001_extensions'),
        ('imports', '0002_purge'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migrations_together.Together(
            operations=[migrations.CreateModel(
                name='Act',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('cause', models.CharField(choices=[('roster', 'Theo danh sách'), ('recruit', 'Tuyển dụng, tiếp nhận'), ('transfer', 'Chuyển đơn vị'), ('appoint', 'Bổ nhiệm, đổi chức vụ'), ('leave', 'Thôi công tác'), ('raise', 'Nâng bậc, nâng ngạch'), ('qualify', 'Trình độ mới'), ('found', 'Thành lập'), ('rename', 'Đổi tên, đổi trực thuộc'), ('dissolve', 'Giải thể'), ('correction', 'Đính chính'), ('off_work', 'Nghỉ'), ('discipline', 'Kỷ luật'), ('conclusion', 'Kết luận của cấp có thẩm quyền'), ('reward', 'Khen thưởng'), ('training', 'Đào tạo, bồi dưỡng'), ('rating', 'Kết quả xếp loại năm trước')], max_length=12, verbose_name='lý do')),
                    ('reason', models.CharField(blank=True, help_text='For leaving: its reason.', max_length=30, verbose_name='chi tiết')),
                    ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                    ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decision_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('effective_on', models.DateField(verbose_name='có hiệu lực từ')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('batch', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='imports.batch', verbose_name='đợt nhập')),
                    ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                ],
                options={
                    'verbose_name': 'căn cứ',
                    'ordering': ['-effective_on', '-id'],
                },
            ), migrations.CreateModel(
                name='Unit',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('founded_on', models.DateField(blank=True, null=True, verbose_name='ngày thành lập')),
                    ('founding_decision', models.CharField(blank=True, max_length=60, verbose_name='số quyết định thành lập')),
                ],
                options={
                    'verbose_name': 'đơn vị',
                    'ordering': ['id'],
                },
            ), migrations.CreateModel(
                name='UnitRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.SmallIntegerField()),
                    ('row', models.PositiveIntegerField()),
                    ('label', models.CharField(max_length=250)),
                    ('detail', models.CharField(blank=True, max_length=300)),
                    ('outcome', models.CharField(choices=[('new', 'Thêm mới'), ('changed', 'Thay đổi'), ('unchanged', 'Giữ nguyên'), ('left', 'Không còn trong danh sách')], max_length=9)),
                    ('changed', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                    ('subject_id', models.BigIntegerField(null=True)),
                    ('code', models.CharField(max_length=30)),
                    ('name', models.CharField(max_length=250)),
                    ('name_key', models.CharField(max_length=250)),
                    ('search_key', models.CharField(max_length=300)),
                    ('sort_key', models.CharField(db_collation='C', max_length=600)),
                    ('type', models.CharField(max_length=10, null=True)),
                    ('parent_code', models.CharField(max_length=30, null=True)),
                    ('founded_on', models.DateField(null=True)),
                    ('founding_decision', models.CharField(max_length=60, null=True)),
                    ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='imports.batch')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['batch', 'outcome', 'sort_key'], name='agencies_unitrow_list')],
                },
            ), migrations.CreateModel(
                name='ActEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('cause', models.CharField(choices=[('roster', 'Theo danh sách'), ('recruit', 'Tuyển dụng, tiếp nhận'), ('transfer', 'Chuyển đơn vị'), ('appoint', 'Bổ nhiệm, đổi chức vụ'), ('leave', 'Thôi công tác'), ('raise', 'Nâng bậc, nâng ngạch'), ('qualify', 'Trình độ mới'), ('found', 'Thành lập'), ('rename', 'Đổi tên, đổi trực thuộc'), ('dissolve', 'Giải thể'), ('correction', 'Đính chính'), ('off_work', 'Nghỉ'), ('discipline', 'Kỷ luật'), ('conclusion', 'Kết luận của cấp có thẩm quyền'), ('reward', 'Khen thưởng'), ('training', 'Đào tạo, bồi dưỡng'), ('rating', 'Kết quả xếp loại năm trước')], max_length=12, verbose_name='lý do')),
                    ('reason', models.CharField(blank=True, help_text='For leaving: its reason.', max_length=30, verbose_name='chi tiết')),
                    ('note', models.TextField(blank=True, verbose_name='ghi chú')),
                    ('decision_number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decision_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('effective_on', models.DateField(verbose_name='có hiệu lực từ')),
                    ('made_at', models.DateTimeField(auto_now_add=True)),
                    ('batch', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='imports.batch', verbose_name='đợt nhập')),
                    ('made_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người thực hiện')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.act')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Grant',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('role', models.CharField(choices=[('unit_clerk', 'Đầu mối đơn vị'), ('unit_head', 'Thủ trưởng đơn vị'), ('officer', 'Chuyên viên Sở Nội vụ'), ('home_affairs_leader', 'Lãnh đạo Sở Nội vụ'), ('provincial_leader', 'Lãnh đạo tỉnh'), ('inspector', 'Thanh tra công vụ'), ('admin', 'Quản trị hệ thống')], max_length=20, verbose_name='vai trò')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời hạn')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='căn cứ')),
                    ('given_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người cấp')),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grants', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
                    ('unit', models.ForeignKey(blank=True, help_text='Để trống là toàn tỉnh.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='grants', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'vai trò được giao',
                    'ordering': ['user_id', 'role', 'id'],
                    'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['valid'], name='agencies_grant_valid')],
                    'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), (django.db.models.functions.comparison.Coalesce('unit', 0), '='), ('valid', '&&')], name='agencies_grant_once', violation_error_message='Tài khoản đã có vai trò này cho đơn vị này trong thời gian đó.'), models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='agencies_grant_valid_begins')],
                },
            ), migrations.CreateModel(
                name='UnitEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('founded_on', models.DateField(blank=True, null=True, verbose_name='ngày thành lập')),
                    ('founding_decision', models.CharField(blank=True, max_length=60, verbose_name='số quyết định thành lập')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.unit')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='UnitPeriod',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('code', models.CharField(max_length=30, verbose_name='mã đơn vị')),
                    ('name', models.CharField(max_length=250, verbose_name='tên đơn vị')),
                    ('name_key', models.CharField(help_text='The name as it is matched: see agencies.names.', max_length=250)),
                    ('search_key', models.CharField(max_length=300)),
                    ('sort_key', models.CharField(db_collation='C', max_length=600)),
                    ('type', models.CharField(choices=[('province', 'UBND cấp tỉnh'), ('agency', 'Cơ quan chuyên môn và tương đương'), ('district', 'Đơn vị hành chính cấp huyện'), ('commune', 'Đơn vị hành chính cấp xã'), ('service', 'Đơn vị sự nghiệp công lập')], max_length=10, verbose_name='loại đơn vị')),
                    ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_periods', to='agencies.unit', verbose_name='đơn vị quản lý trực tiếp')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='periods', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'verbose_name': 'thông tin đơn vị theo thời gian',
                    'ordering': ['sort_key', 'id'],
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='agencies_unitperiod_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('unit', '='), ('valid', '&&')], name='agencies_unit_one_truth_a_day', violation_error_message='Đơn vị đã có thông tin khác cho những ngày này.'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('code', '='), ('valid', '&&')], name='agencies_code_one_unit_a_day', violation_error_message='Mã này đang là mã của một đơn vị khác trong những ngày này.'), models.CheckConstraint(condition=models.Q(('unit', models.F('parent')), _negated=True), name='agencies_unit_not_its_own_parent', violation_error_message='Đơn vị không thể trực thuộc chính nó.'), models.CheckConstraint(condition=models.Q(models.Q(('code', ''), _negated=True), models.Q(('name', ''), _negated=True)), name='agencies_unit_has_code_and_name')],
                },
            ), migrations.CreateModel(
                name='GrantEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('role', models.CharField(choices=[('unit_clerk', 'Đầu mối đơn vị'), ('unit_head', 'Thủ trưởng đơn vị'), ('officer', 'Chuyên viên Sở Nội vụ'), ('home_affairs_leader', 'Lãnh đạo Sở Nội vụ'), ('provincial_leader', 'Lãnh đạo tỉnh'), ('inspector', 'Thanh tra công vụ'), ('admin', 'Quản trị hệ thống')], max_length=20, verbose_name='vai trò')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='thời hạn')),
                    ('reason', models.CharField(blank=True, max_length=200, verbose_name='căn cứ')),
                    ('given_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người cấp')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.grant')),
                    ('user', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='tài khoản')),
                    ('unit', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Để trống là toàn tỉnh.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='UnitPeriodEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('code', models.CharField(max_length=30, verbose_name='mã đơn vị')),
                    ('name', models.CharField(max_length=250, verbose_name='tên đơn vị')),
                    ('name_key', models.CharField(help_text='The name as it is matched: see agencies.names.', max_length=250)),
                    ('search_key', models.CharField(max_length=300)),
                    ('sort_key', models.CharField(db_collation='C', max_length=600)),
                    ('type', models.CharField(choices=[('province', 'UBND cấp tỉnh'), ('agency', 'Cơ quan chuyên môn và tương đương'), ('district', 'Đơn vị hành chính cấp huyện'), ('commune', 'Đơn vị hành chính cấp xã'), ('service', 'Đơn vị sự nghiệp công lập')], max_length=10, verbose_name='loại đơn vị')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('parent', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit', verbose_name='đơn vị quản lý trực tiếp')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='agencies.unitperiod')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit', verbose_name='đơn vị')),
                ],
                options={
                    'abstract': False,
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='act',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_actevent" ("batch_id", "cause", "decision_number", "decision_on", "effective_on", "id", "made_at", "made_by_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."batch_id", new_values."cause", new_values."decision_number", new_values."decision_on", new_values."effective_on", new_values."id", new_values."made_at", new_values."made_by_id", new_values."note", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='014a7aefd401fbe5c116c0ce99df1b498f75a60c', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3f809', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_act', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='act',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_actevent" ("batch_id", "cause", "decision_number", "decision_on", "effective_on", "id", "made_at", "made_by_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."batch_id", new_values."cause", new_values."decision_number", new_values."decision_on", new_values."effective_on", new_values."id", new_values."made_at", new_values."made_by_id", new_values."note", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c95b0614d1016afb4b55dd889e043a65c4c82a8f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_57c2c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_act', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='act',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_actevent" ("batch_id", "cause", "decision_number", "decision_on", "effective_on", "id", "made_at", "made_by_id", "note", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT old_values."batch_id", old_values."cause", old_values."decision_number", old_values."decision_on", old_values."effective_on", old_values."id", old_values."made_at", old_values."made_by_id", old_values."note", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='db182c87d8cc184f48ca8107f049cf51a9d28ac6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_4c013', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_act', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='act',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_post', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_post IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_post r JOIN old_values o ON r.opened_by_id = o.id UNION ALL SELECT FROM staff_post r JOIN old_values o ON r.closed_by_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_post',\n                        MESSAGE = format('%s: a row of staff_post refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='2052b6273aadd3746b58bf3a2a02e96d3b30ba3f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_post_4d448', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_act', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='act',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='f63697e34503d55764575c5a6f5e0a3fd8f7b986', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_c3d8f', table='agencies_act', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='act',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_salary', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_salary IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_salary r JOIN old_values o ON r.opened_by_id = o.id UNION ALL SELECT FROM staff_salary r JOIN old_values o ON r.closed_by_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_salary',\n                        MESSAGE = format('%s: a row of staff_salary refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='c971d2b6b4c64aba3ea3d224a9c5786238984c5d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_salary_971e9', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_act', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='act',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_qualification', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_qualification IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_qualification r JOIN old_values o ON r.opened_by_id = o.id UNION ALL SELECT FROM staff_qualification r JOIN old_values o ON r.closed_by_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_qualification',\n                        MESSAGE = format('%s: a row of staff_qualification refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='54d1e47b3fb61ff18374985bff58d0ead9758427', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_qualification_23310', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_act', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unit',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_unitevent" ("founded_on", "founding_decision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."founded_on", new_values."founding_decision", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3325686e41806a39f512ba6f68f1cd8832588b39', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_d74d8', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_unit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unit',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_unitevent" ("founded_on", "founding_decision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT new_values."founded_on", new_values."founding_decision", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='743f023d56b524a33aa932c6c4581d9f39d5d01d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_44224', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_unit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unit',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_unitevent" ("founded_on", "founding_decision", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id") SELECT old_values."founded_on", old_values."founding_decision", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1e559b084aaede9a9a25e33d0a32c1afd926adf6', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_259d6', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_unit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unit',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_post', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_post IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_post r JOIN old_values o ON r.unit_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_post',\n                        MESSAGE = format('%s: a row of staff_post refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='e1d1d6b5233da58e0f7423d5faa3cd135695845b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_post_8c1e9', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_unit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unit',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='f24b09d9bb0f8471937cbab0ba81f21add05f860', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_d3e8a', table='agencies_unit', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unit',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_evaluations_evaluation', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE evaluations_evaluation IN SHARE MODE;\n                IF EXISTS (SELECT FROM evaluations_evaluation r JOIN old_values o ON r.unit_id = o.id UNION ALL SELECT FROM evaluations_evaluation r JOIN old_values o ON r.monitor_unit_id = o.id UNION ALL SELECT FROM evaluations_evaluation r JOIN old_values o ON r.rater_unit_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'evaluations_evaluation',\n                        MESSAGE = format('%s: a row of evaluations_evaluation refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='1445ccf30ffec59af94db3301a1888c98773334b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_evaluations_evaluation_32064', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_unit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unit',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_evaluations_periodscore', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE evaluations_periodscore IN SHARE MODE;\n                IF EXISTS (SELECT FROM evaluations_periodscore r JOIN old_values o ON r.unit_id = o.id UNION ALL SELECT FROM evaluations_periodscore r JOIN old_values o ON r.monitor_unit_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'evaluations_periodscore',\n                        MESSAGE = format('%s: a row of evaluations_periodscore refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='e737c4bad29da97f204603e7ef999095630b98ad', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_evaluations_periodscore_db57f', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_unit', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='grant',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_grantevent" ("given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "unit_id", "user_id", "valid") SELECT new_values."given_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason", new_values."role", new_values."unit_id", new_values."user_id", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f8d824818cee981ca35fd5cb53afb30ba7416438', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bc3c4', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_grant', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='grant',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_grantevent" ("given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "unit_id", "user_id", "valid") SELECT new_values."given_by_id", new_values."id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason", new_values."role", new_values."unit_id", new_values."user_id", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6fa116797fc7084f924bacc8090ebee13ed093a6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_695b0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_grant', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='grant',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_grantevent" ("given_by_id", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "role", "unit_id", "user_id", "valid") SELECT old_values."given_by_id", old_values."id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason", old_values."role", old_values."unit_id", old_values."user_id", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e7107d96a130d9136d62be1ee83fb9f0ed0f2e62', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_54b1d', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_grant', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unitperiod',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_unitperiodevent" ("closed_by_id", "code", "id", "name", "name_key", "opened_by_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_key", "sort_key", "type", "unit_id", "valid") SELECT new_values."closed_by_id", new_values."code", new_values."id", new_values."name", new_values."name_key", new_values."opened_by_id", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."search_key", new_values."sort_key", new_values."type", new_values."unit_id", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='439882081c022f540856971c5d67ec675176192a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_dae86', referencing='REFERENCING NEW TABLE AS new_values ', table='agencies_unitperiod', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unitperiod',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_unitperiodevent" ("closed_by_id", "code", "id", "name", "name_key", "opened_by_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_key", "sort_key", "type", "unit_id", "valid") SELECT new_values."closed_by_id", new_values."code", new_values."id", new_values."name", new_values."name_key", new_values."opened_by_id", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."search_key", new_values."sort_key", new_values."type", new_values."unit_id", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7e862f003d3deb9292e76b8262a60022af6e29d8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_15cc9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='agencies_unitperiod', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='unitperiod',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "agencies_unitperiodevent" ("closed_by_id", "code", "id", "name", "name_key", "opened_by_id", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "search_key", "sort_key", "type", "unit_id", "valid") SELECT old_values."closed_by_id", old_values."code", old_values."id", old_values."name", old_values."name_key", old_values."opened_by_id", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."search_key", old_values."sort_key", old_values."type", old_values."unit_id", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='dbda6b867feaaf845d9182f81e5b311f087da07c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_eb3bb', referencing='REFERENCING OLD TABLE AS old_values ', table='agencies_unitperiod', when='AFTER')),
            )],
        ),
    ]
