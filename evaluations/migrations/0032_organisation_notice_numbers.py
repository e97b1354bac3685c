import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('evaluations', '0031_changed_keys_only'),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name='noticenumber',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='noticenumber',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='noticenumber',
            name='delete_delete',
        ),
        migrations.AddField(
            model_name='noticenumber',
            name='recognition',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice_number', to='evaluations.recognition'),
        ),
        migrations.AddField(
            model_name='noticenumberevent',
            name='recognition',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluations.recognition'),
        ),
        migrations.AlterField(
            model_name='noticenumber',
            name='rating',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notice_number', to='evaluations.rating'),
        ),
        migrations.AlterField(
            model_name='noticenumberevent',
            name='rating',
            field=models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='evaluations.rating'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticenumber',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluations_noticenumberevent" ("id", "issued_on", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_id", "recognition_id", "serial", "symbol", "unit_id", "year") SELECT new_values."id", new_values."issued_on", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rating_id", new_values."recognition_id", new_values."serial", new_values."symbol", new_values."unit_id", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d07696ed2114bdcafbd04e25bafed29be736f487', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bbabb', referencing='REFERENCING NEW TABLE AS new_values ', table='evaluations_noticenumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticenumber',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluations_noticenumberevent" ("id", "issued_on", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_id", "recognition_id", "serial", "symbol", "unit_id", "year") SELECT new_values."id", new_values."issued_on", new_values."made_at", new_values."made_by_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rating_id", new_values."recognition_id", new_values."serial", new_values."symbol", new_values."unit_id", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='868da5fcc2469faa01c98526e04b7073bfc6e3c6', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_b8585', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='evaluations_noticenumber', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='noticenumber',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "evaluations_noticenumberevent" ("id", "issued_on", "made_at", "made_by_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating_id", "recognition_id", "serial", "symbol", "unit_id", "year") SELECT old_values."id", old_values."issued_on", old_values."made_at", old_values."made_by_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rating_id", old_values."recognition_id", old_values."serial", old_values."symbol", old_values."unit_id", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='5bc8de5b768ced94efed65a11ca362b48fdb7666', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_3b5f6', referencing='REFERENCING OLD TABLE AS old_values ', table='evaluations_noticenumber', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='noticenumber',
            constraint=models.CheckConstraint(condition=models.Q(('rating__isnull', False), ('recognition__isnull', False), _connector='XOR'), name='evaluations_notice_of_one_result'),
        ),
    ]
