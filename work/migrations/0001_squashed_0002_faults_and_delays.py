"""The room as it is after 0002_faults_and_delays, made at once on an empty database."""

import django.core.validators
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models

from core.migrations_together import Together


class Migration(migrations.Migration):

    replaces = [('work', '0001_work_items'), ('work', '0002_faults_and_delays')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('agencies', '0007_references_by_statement'),
        ('core', '0001_extensions'),
        ('pghistory', '0007_auto_20250421_0444'),
        ('staff', '0007_references_by_statement'),
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='WorkItem',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến ngày')),
                    ('name', models.CharField(max_length=300, verbose_name='công việc, sản phẩm')),
                    ('coefficient', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=8, verbose_name='hệ số quy đổi')),
                    ('assigned', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='được giao')),
                    ('done', models.DecimalField(decimal_places=2, default=0, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='hoàn thành')),
                    ('on_time', models.DecimalField(decimal_places=2, default=0, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='đúng hạn, đạt chất lượng')),
                    ('beyond', models.DecimalField(decimal_places=2, default=0, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='vượt mức')),
                    ('counting', models.CharField(blank=True, choices=[('', 'Được giao'), ('handed_over', 'Đã chuyển người khác'), ('taken_over', 'Nhận thay'), ('unplanned', 'Đột xuất')], default='', max_length=11, verbose_name='cách tính')),
                    ('faults', models.PositiveSmallIntegerField(default=0, verbose_name='lần sai sót lớn')),
                    ('delays', models.PositiveSmallIntegerField(default=0, verbose_name='lần chậm')),
                    ('objective_faults', models.PositiveSmallIntegerField(default=0, help_text='Of the faults, those with a confirmed objective cause.', verbose_name='sai sót do khách quan')),
                    ('objective_delays', models.PositiveSmallIntegerField(default=0, verbose_name='chậm do khách quan')),
                    ('objective_cause', models.CharField(blank=True, max_length=300, verbose_name='nguyên nhân khách quan')),
                    ('source', models.CharField(choices=[('typed', 'Tự kê khai'), ('assigned', 'Giao việc, nghiệm thu')], default='typed', max_length=8, verbose_name='nguồn')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('confirmed_by', models.ForeignKey(blank=True, help_text='Who confirmed the objective cause; never whose work it is.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='work_items', to='staff.person')),
                    ('unit', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit')),
                ],
                options={
                    'verbose_name': 'công việc',
                    'ordering': ['order', 'id'],
                    'indexes': [models.Index(fields=['person', 'starts_on'], name='work_item_person')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('starts_on__lte', models.F('ends_on'))), name='work_item_ends_after_it_starts', violation_error_message='Ngày cuối phải từ ngày đầu trở đi.'), models.CheckConstraint(condition=models.Q(('coefficient__gt', 0)), name='work_item_coefficient_above_0', violation_error_message='Hệ số quy đổi phải lớn hơn 0.'), models.CheckConstraint(condition=models.Q(('assigned__gte', 0), ('beyond__gte', 0), ('done__gte', 0), ('on_time__gte', 0)), name='work_item_numbers_from_0', violation_error_message='Số lượng không được âm.'), models.CheckConstraint(condition=models.Q(('on_time__lte', models.F('done'))), name='work_item_on_time_within_done', violation_error_message='Số đúng hạn, đạt chất lượng không thể nhiều hơn số hoàn thành.'), models.CheckConstraint(condition=models.Q(('beyond__lte', models.F('done'))), name='work_item_beyond_within_done', violation_error_message='Số vượt mức không thể nhiều hơn số hoàn thành.'), models.CheckConstraint(condition=models.Q(('objective_delays__lte', models.F('delays')), ('objective_faults__lte', models.F('faults'))), name='work_item_objective_within_all', violation_error_message='Số lần do khách quan không thể nhiều hơn số lần sai sót, chậm.'), models.CheckConstraint(condition=models.Q(models.Q(('objective_delays', 0), ('objective_faults', 0)), models.Q(('confirmed_by__isnull', False), models.Q(('objective_cause', ''), _negated=True)), _connector='OR'), name='work_item_objective_cause_is_confirmed', violation_error_message='Nguyên nhân khách quan phải được ghi rõ và có người xác nhận.')],
                },
            ), migrations.CreateModel(
                name='WorkItemEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('starts_on', models.DateField(verbose_name='từ ngày')),
                    ('ends_on', models.DateField(verbose_name='đến ngày')),
                    ('name', models.CharField(max_length=300, verbose_name='công việc, sản phẩm')),
                    ('coefficient', models.DecimalField(decimal_places=2, default=Decimal('1'), max_digits=8, verbose_name='hệ số quy đổi')),
                    ('assigned', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='được giao')),
                    ('done', models.DecimalField(decimal_places=2, default=0, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='hoàn thành')),
                    ('on_time', models.DecimalField(decimal_places=2, default=0, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='đúng hạn, đạt chất lượng')),
                    ('beyond', models.DecimalField(decimal_places=2, default=0, max_digits=8, validators=[django.core.validators.MinValueValidator(0, 'Không được âm.')], verbose_name='vượt mức')),
                    ('counting', models.CharField(blank=True, choices=[('', 'Được giao'), ('handed_over', 'Đã chuyển người khác'), ('taken_over', 'Nhận thay'), ('unplanned', 'Đột xuất')], default='', max_length=11, verbose_name='cách tính')),
                    ('faults', models.PositiveSmallIntegerField(default=0, verbose_name='lần sai sót lớn')),
                    ('delays', models.PositiveSmallIntegerField(default=0, verbose_name='lần chậm')),
                    ('objective_faults', models.PositiveSmallIntegerField(default=0, help_text='Of the faults, those with a confirmed objective cause.', verbose_name='sai sót do khách quan')),
                    ('objective_delays', models.PositiveSmallIntegerField(default=0, verbose_name='chậm do khách quan')),
                    ('objective_cause', models.CharField(blank=True, max_length=300, verbose_name='nguyên nhân khách quan')),
                    ('source', models.CharField(choices=[('typed', 'Tự kê khai'), ('assigned', 'Giao việc, nghiệm thu')], default='typed', max_length=8, verbose_name='nguồn')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('confirmed_by', models.ForeignKey(blank=True, db_constraint=False, db_index=False, help_text='Who confirmed the objective cause; never whose work it is.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='work.workitem')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='work_itemevent_person')],
                },
            ), pgtrigger.migrations.AddTrigger(
                model_name='workitem',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "work_workitemevent" ("assigned", "beyond", "coefficient", "confirmed_by_id", "counting", "delays", "done", "ends_on", "faults", "id", "name", "objective_cause", "objective_delays", "objective_faults", "on_time", "order", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "unit_id") SELECT new_values."assigned", new_values."beyond", new_values."coefficient", new_values."confirmed_by_id", new_values."counting", new_values."delays", new_values."done", new_values."ends_on", new_values."faults", new_values."id", new_values."name", new_values."objective_cause", new_values."objective_delays", new_values."objective_faults", new_values."on_time", new_values."order", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."starts_on", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7f66d85cc46ebb6aa3529e6f4ce303614f0dfdd1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_c15b0', referencing='REFERENCING NEW TABLE AS new_values ', table='work_workitem', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='workitem',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "work_workitemevent" ("assigned", "beyond", "coefficient", "confirmed_by_id", "counting", "delays", "done", "ends_on", "faults", "id", "name", "objective_cause", "objective_delays", "objective_faults", "on_time", "order", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "unit_id") SELECT new_values."assigned", new_values."beyond", new_values."coefficient", new_values."confirmed_by_id", new_values."counting", new_values."delays", new_values."done", new_values."ends_on", new_values."faults", new_values."id", new_values."name", new_values."objective_cause", new_values."objective_delays", new_values."objective_faults", new_values."on_time", new_values."order", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."starts_on", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c1ca26bd774cbc617059b8540476b0986ef300f4', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_10459', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='work_workitem', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='workitem',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "work_workitemevent" ("assigned", "beyond", "coefficient", "confirmed_by_id", "counting", "delays", "done", "ends_on", "faults", "id", "name", "objective_cause", "objective_delays", "objective_faults", "on_time", "order", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "starts_on", "unit_id") SELECT old_values."assigned", old_values."beyond", old_values."coefficient", old_values."confirmed_by_id", old_values."counting", old_values."delays", old_values."done", old_values."ends_on", old_values."faults", old_values."id", old_values."name", old_values."objective_cause", old_values."objective_delays", old_values."objective_faults", old_values."on_time", old_values."order", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."starts_on", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='0b8441c1c7775a3860eeec00a389e72723c0c9cf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7860a', referencing='REFERENCING OLD TABLE AS old_values ', table='work_workitem', when='AFTER')),
            )],
        ),
    ]
