"""The room as it is after 0011_one_truth_by_trigger, made at once on an empty database."""

import core.migrations_together
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('staff', '0001_initial'), ('staff', '0002_export'), ('staff', '0003_staged_rows'), ('staff', '0004_service_facts'), ('staff', '0005_tally'), ('staff', '0006_references_by_statement'), ('staff', '0007_references_by_statement'), ('staff', '0008_day_sums'), ('staff', '0009_conclusions'), ('staff', '0010_changed_keys_only'), ('staff', '0011_one_truth_by_trigger')]

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('agencies', '0008_conclusions'),
        ('core', '0001_extensions'),
        ('imports', '0002_purge'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        core.migrations_together.Together(
            operations=[migrations.CreateModel(
                name='EthnicGroup',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                ],
                options={
                    'verbose_name': 'dân tộc',
                    'ordering': ['order', 'code'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Export',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='lúc')),
                    ('as_of', models.DateField(verbose_name='số liệu tại ngày')),
                    ('filters', models.CharField(blank=True, max_length=500, verbose_name='bộ lọc')),
                    ('count', models.PositiveIntegerField(verbose_name='số người')),
                    ('has_numbers', models.BooleanField(default=False, verbose_name='có số định danh đầy đủ')),
                    ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                    ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xuất')),
                ],
                options={
                    'verbose_name': 'lượt xuất danh sách',
                    'ordering': ['-made_at', '-pk'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('has_numbers', False), models.Q(('reason', ''), _negated=True), _connector='OR'), name='staff_export_numbers_with_a_reason', violation_error_message='Xuất đủ số định danh thì phải ghi lý do.')],
                },
            ), migrations.CreateModel(
                name='Religion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('is_none', models.BooleanField(default=False, verbose_name='không theo tôn giáo')),
                ],
                options={
                    'verbose_name': 'tôn giáo',
                    'ordering': ['order', 'code'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Title',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('leader_kind', models.CharField(choices=[('head', 'Người đứng đầu'), ('deputy_head', 'Cấp phó của người đứng đầu'), ('division_head', 'Trưởng phòng, ban thuộc đơn vị'), ('division_deputy', 'Phó trưởng phòng, ban thuộc đơn vị'), ('commune_leader', 'Lãnh đạo cấp xã'), ('none', 'Không giữ chức vụ')], default='none', max_length=16, verbose_name='loại chức vụ')),
                    ('heads_commune', models.BooleanField(default=False, help_text='Người đứng đầu UBND cấp xã là người giữ chức danh này.', verbose_name='là người đứng đầu cấp xã')),
                ],
                options={
                    'verbose_name': 'chức vụ, chức danh',
                    'ordering': ['order', 'code'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='QualificationLevel',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('kind', models.CharField(choices=[('education', 'Chuyên môn'), ('theory', 'Lý luận chính trị'), ('state_management', 'Quản lý nhà nước'), ('it', 'Tin học'), ('language', 'Ngoại ngữ, tiếng dân tộc')], max_length=16, verbose_name='loại')),
                    ('is_degree', models.BooleanField(default=False, verbose_name='từ đại học trở lên')),
                ],
                options={
                    'verbose_name': 'trình độ',
                    'ordering': ['kind', 'order', 'code'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Rank',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('is_professional_title', models.BooleanField(default=False, verbose_name='là chức danh nghề nghiệp')),
                    ('level', models.CharField(blank=True, help_text='Cột của phụ lục: CVCC, CVC, CV, CS, NV; hạng I–V.', max_length=20, verbose_name='nhóm ngạch')),
                    ('first_coefficient', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='hệ số bậc 1')),
                    ('step_width', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='khoảng cách bậc')),
                    ('steps', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số bậc')),
                ],
                options={
                    'verbose_name': 'ngạch, chức danh nghề nghiệp',
                    'ordering': ['order', 'code'],
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RosterRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.SmallIntegerField()),
                    ('row', models.PositiveIntegerField()),
                    ('label', models.CharField(max_length=250)),
                    ('detail', models.CharField(blank=True, max_length=300)),
                    ('outcome', models.CharField(choices=[('new', 'Thêm mới'), ('changed', 'Thay đổi'), ('unchanged', 'Giữ nguyên'), ('left', 'Không còn trong danh sách')], max_length=9)),
                    ('changed', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                    ('subject_id', models.BigIntegerField(null=True)),
                    ('citizen_number', models.CharField(max_length=12)),
                    ('full_name', models.CharField(max_length=120)),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                    ('search_key', models.CharField(max_length=150)),
                    ('sex', models.CharField(max_length=6, null=True)),
                    ('born_on', models.DateField(null=True)),
                    ('born_precision', models.CharField(max_length=5, null=True)),
                    ('ethnicity_id', models.BigIntegerField(null=True)),
                    ('religion_id', models.BigIntegerField(null=True)),
                    ('home_place', models.CharField(max_length=200, null=True)),
                    ('is_party_member', models.BooleanField(null=True)),
                    ('party_on', models.DateField(null=True)),
                    ('recruited_on', models.DateField(null=True)),
                    ('unit_id', models.BigIntegerField(null=True)),
                    ('group', models.CharField(max_length=22, null=True)),
                    ('title_id', models.BigIntegerField(null=True)),
                    ('rank_id', models.BigIntegerField(null=True)),
                    ('step', models.PositiveSmallIntegerField(null=True)),
                    ('coefficient', models.DecimalField(decimal_places=2, max_digits=4, null=True)),
                    ('education_id', models.BigIntegerField(null=True)),
                    ('theory_id', models.BigIntegerField(null=True)),
                    ('state_management_id', models.BigIntegerField(null=True)),
                    ('it_id', models.BigIntegerField(null=True)),
                    ('language_id', models.BigIntegerField(null=True)),
                    ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='imports.batch')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['batch', 'outcome', 'sort_key'], name='staff_rosterrow_list')],
                },
            ), migrations.CreateModel(
                name='ServiceRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('sheet', models.SmallIntegerField()),
                    ('row', models.PositiveIntegerField()),
                    ('label', models.CharField(max_length=250)),
                    ('detail', models.CharField(blank=True, max_length=300)),
                    ('outcome', models.CharField(choices=[('new', 'Thêm mới'), ('changed', 'Thay đổi'), ('unchanged', 'Giữ nguyên'), ('left', 'Không còn trong danh sách')], max_length=9)),
                    ('changed', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), default=list, size=None)),
                    ('subject_id', models.BigIntegerField(null=True)),
                    ('person_id', models.BigIntegerField(null=True)),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                    ('what', models.CharField(max_length=10, null=True)),
                    ('kind', models.CharField(help_text='The kind, or the form of a discipline.', max_length=16, null=True)),
                    ('side', models.CharField(max_length=14, null=True)),
                    ('number', models.CharField(max_length=60)),
                    ('decided_on', models.DateField(null=True)),
                    ('begins_on', models.DateField(null=True)),
                    ('ends_on', models.DateField(help_text='The first day on which it no longer holds.', null=True)),
                    ('title', models.CharField(max_length=500)),
                    ('given_by', models.CharField(max_length=200)),
                    ('in_duty', models.BooleanField(null=True)),
                    ('degradation', models.BooleanField(null=True)),
                    ('happened_on', models.DateField(null=True)),
                    ('happened_unit_id', models.BigIntegerField(null=True)),
                    ('counted_in_year', models.PositiveSmallIntegerField(null=True)),
                    ('fact_id', models.BigIntegerField(help_text='The fact that the portal has already.', null=True)),
                    ('batch', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='imports.batch')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['batch', 'outcome', 'sort_key'], name='staff_servicerow_list')],
                },
            ), migrations.CreateModel(
                name='Tally',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('unit_id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                    ('people', models.PositiveIntegerField()),
                    ('groups', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='People of each Group, in the order of its values.', size=None)),
                    ('born', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), help_text="Each person's day of birth as 19800228.", size=None)),
                    ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), help_text='What is held, by the code of staff.tally.', size=None)),
                    ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), help_text='How many hold it, in the order of cells.', size=None)),
                ],
                options={
                    'indexes': [django.contrib.postgres.indexes.GistIndex(fields=['valid'], name='staff_tally_day'), models.Index(fields=['unit_id'], name='staff_tally_unit')],
                },
            ), migrations.CreateModel(
                name='TallyMark',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('events', models.JSONField(default=dict)),
                ],
            ), migrations.CreateModel(
                name='EthnicGroupEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(max_length=30, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.ethnicgroup')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Person',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('citizen_number', models.CharField(max_length=12, unique=True, validators=[django.core.validators.RegexValidator('^[0-9]{12}$', 'Số định danh cá nhân gồm đúng 12 chữ số.')], verbose_name='số định danh cá nhân')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                    ('search_key', models.CharField(max_length=150)),
                    ('sex', models.CharField(choices=[('male', 'Nam'), ('female', 'Nữ')], max_length=6, null=True, verbose_name='giới tính')),
                    ('born_on', models.DateField(null=True, verbose_name='ngày sinh')),
                    ('born_precision', models.CharField(choices=[('day', 'đủ ngày, tháng, năm'), ('month', 'chỉ tháng, năm'), ('year', 'chỉ năm')], default='day', max_length=5)),
                    ('home_place', models.CharField(blank=True, max_length=200, verbose_name='quê quán')),
                    ('is_party_member', models.BooleanField(null=True, verbose_name='đảng viên')),
                    ('party_on', models.DateField(blank=True, null=True, verbose_name='ngày vào Đảng')),
                    ('recruited_on', models.DateField(blank=True, null=True, verbose_name='ngày tuyển dụng')),
                    ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='person', to=settings.AUTH_USER_MODEL)),
                    ('ethnicity', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.ethnicgroup', verbose_name='dân tộc')),
                    ('religion', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.religion', verbose_name='tôn giáo')),
                ],
                options={
                    'verbose_name': 'người',
                    'ordering': ['sort_key', 'id'],
                    'indexes': [models.Index(fields=['sort_key', 'id'], name='staff_person_by_name'), django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('search_key', name='gin_trgm_ops'), fastupdate=True, name='staff_person_search')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('citizen_number__regex', '^[0-9]{12}$')), name='staff_person_citizen_number_12_digits', violation_error_message='Số định danh cá nhân gồm đúng 12 chữ số.'), models.CheckConstraint(condition=models.Q(('party_on__isnull', True), ('is_party_member', True), _connector='OR'), name='staff_person_party_day_of_members', violation_error_message='Có ngày vào Đảng thì phải là đảng viên.')],
                },
            ), migrations.CreateModel(
                name='ReligionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(max_length=30, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('is_none', models.BooleanField(default=False, verbose_name='không theo tôn giáo')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.religion')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='TitleEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(max_length=30, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('leader_kind', models.CharField(choices=[('head', 'Người đứng đầu'), ('deputy_head', 'Cấp phó của người đứng đầu'), ('division_head', 'Trưởng phòng, ban thuộc đơn vị'), ('division_deputy', 'Phó trưởng phòng, ban thuộc đơn vị'), ('commune_leader', 'Lãnh đạo cấp xã'), ('none', 'Không giữ chức vụ')], default='none', max_length=16, verbose_name='loại chức vụ')),
                    ('heads_commune', models.BooleanField(default=False, help_text='Người đứng đầu UBND cấp xã là người giữ chức danh này.', verbose_name='là người đứng đầu cấp xã')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.title')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='QualificationLevelEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(max_length=30, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('kind', models.CharField(choices=[('education', 'Chuyên môn'), ('theory', 'Lý luận chính trị'), ('state_management', 'Quản lý nhà nước'), ('it', 'Tin học'), ('language', 'Ngoại ngữ, tiếng dân tộc')], max_length=16, verbose_name='loại')),
                    ('is_degree', models.BooleanField(default=False, verbose_name='từ đại học trở lên')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.qualificationlevel')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='RankEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('code', models.CharField(max_length=30, verbose_name='mã')),
                    ('name', models.CharField(max_length=150, verbose_name='tên')),
                    ('variants', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=150), blank=True, default=list, size=None, verbose_name='cách viết khác')),
                    ('order', models.PositiveSmallIntegerField(default=0, verbose_name='thứ tự')),
                    ('is_professional_title', models.BooleanField(default=False, verbose_name='là chức danh nghề nghiệp')),
                    ('level', models.CharField(blank=True, help_text='Cột của phụ lục: CVCC, CVC, CV, CS, NV; hạng I–V.', max_length=20, verbose_name='nhóm ngạch')),
                    ('first_coefficient', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='hệ số bậc 1')),
                    ('step_width', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='khoảng cách bậc')),
                    ('steps', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số bậc')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.rank')),
                ],
                options={
                    'abstract': False,
                },
            ), migrations.CreateModel(
                name='Evidence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('file', models.FileField(max_length=200, upload_to='evidence/%Y/%m', verbose_name='tệp')),
                    ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                    ('content_type', models.CharField(max_length=100)),
                    ('size', models.PositiveIntegerField(verbose_name='dung lượng')),
                    ('sha256', models.CharField(max_length=64)),
                    ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='tải lên lúc')),
                    ('uploaded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='staff.person')),
                ],
                options={
                    'verbose_name': 'tệp minh chứng',
                    'ordering': ['-uploaded_at', '-pk'],
                },
            ), migrations.CreateModel(
                name='Offence',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('happened_on', models.DateField(verbose_name='ngày vi phạm')),
                    ('text', models.CharField(max_length=500, verbose_name='hành vi vi phạm')),
                    ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.unit', verbose_name='nơi vi phạm')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='offences', to='staff.person')),
                ],
                options={
                    'verbose_name': 'hành vi vi phạm',
                    'ordering': ['-happened_on', '-pk'],
                    'constraints': [models.UniqueConstraint(fields=('person', 'happened_on', 'unit'), name='staff_offence_once', violation_error_message='Hành vi vi phạm ngày này đã có trong hồ sơ.'), models.UniqueConstraint(fields=('id', 'person'), name='staff_offence_of_person'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='staff_offence_says_something')],
                },
            ), migrations.CreateModel(
                name='PersonEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('citizen_number', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^[0-9]{12}$', 'Số định danh cá nhân gồm đúng 12 chữ số.')], verbose_name='số định danh cá nhân')),
                    ('full_name', models.CharField(max_length=120, verbose_name='họ và tên')),
                    ('sort_key', models.CharField(db_collation='C', max_length=400)),
                    ('search_key', models.CharField(max_length=150)),
                    ('sex', models.CharField(choices=[('male', 'Nam'), ('female', 'Nữ')], max_length=6, null=True, verbose_name='giới tính')),
                    ('born_on', models.DateField(null=True, verbose_name='ngày sinh')),
                    ('born_precision', models.CharField(choices=[('day', 'đủ ngày, tháng, năm'), ('month', 'chỉ tháng, năm'), ('year', 'chỉ năm')], default='day', max_length=5)),
                    ('home_place', models.CharField(blank=True, max_length=200, verbose_name='quê quán')),
                    ('is_party_member', models.BooleanField(null=True, verbose_name='đảng viên')),
                    ('party_on', models.DateField(blank=True, null=True, verbose_name='ngày vào Đảng')),
                    ('recruited_on', models.DateField(blank=True, null=True, verbose_name='ngày tuyển dụng')),
                    ('account', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ethnicity', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.ethnicgroup', verbose_name='dân tộc')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.person')),
                    ('religion', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.religion', verbose_name='tôn giáo')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['pgh_obj'], name='staff_personevent_person')],
                },
            ), migrations.CreateModel(
                name='Post',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('group', models.CharField(choices=[('civil_servant', 'Công chức'), ('public_employee', 'Viên chức'), ('commune_official', 'Cán bộ cấp xã'), ('commune_civil_servant', 'Công chức cấp xã')], max_length=22, verbose_name='nhóm')),
                    ('is_main', models.BooleanField(default=True, verbose_name='chính')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                    ('unit', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='posts', to='agencies.unit', verbose_name='đơn vị')),
                    ('title', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.title', verbose_name='chức vụ, chức danh')),
                ],
                options={
                    'verbose_name': 'vị trí công tác',
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_post_person')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_post_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.')],
                },
            ), migrations.CreateModel(
                name='Qualification',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('kind', models.CharField(choices=[('education', 'Chuyên môn'), ('theory', 'Lý luận chính trị'), ('state_management', 'Quản lý nhà nước'), ('it', 'Tin học'), ('language', 'Ngoại ngữ, tiếng dân tộc')], max_length=16, verbose_name='loại')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                    ('level', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.qualificationlevel', verbose_name='trình độ')),
                ],
                options={
                    'verbose_name': 'trình độ',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_qualification_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.')],
                    'indexes': [models.Index(fields=['person'], name='staff_qualification_person')],
                },
            ), migrations.CreateModel(
                name='Salary',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('step', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='bậc')),
                    ('coefficient', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='hệ số lương')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                    ('rank', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staff.rank', verbose_name='ngạch, chức danh nghề nghiệp')),
                ],
                options={
                    'verbose_name': 'ngạch, bậc, hệ số lương',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_salary_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.'), models.CheckConstraint(condition=models.Q(('rank__isnull', False), ('step__isnull', False), ('coefficient__isnull', False), _connector='OR'), name='staff_salary_says_something')],
                    'indexes': [models.Index(fields=['person'], name='staff_salary_person')],
                },
            ), migrations.CreateModel(
                name='EvidenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('file', models.FileField(max_length=200, upload_to='evidence/%Y/%m', verbose_name='tệp')),
                    ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                    ('content_type', models.CharField(max_length=100)),
                    ('size', models.PositiveIntegerField(verbose_name='dung lượng')),
                    ('sha256', models.CharField(max_length=64)),
                    ('uploaded_at', models.DateTimeField(auto_now_add=True, verbose_name='tải lên lúc')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.evidence')),
                    ('uploaded_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_evidenceevent_person')],
                },
            ), migrations.CreateModel(
                name='Leave',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('maternity', 'Thai sản'), ('sick', 'Ốm đau'), ('unpaid', 'Nghỉ việc riêng không hưởng lương'), ('study', 'Đi học tập trung'), ('other', 'Vì lý do khác')], max_length=10, verbose_name='loại nghỉ')),
                    ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('evidence', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                ],
                options={
                    'verbose_name': 'thời gian nghỉ',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_leave_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('person', '='), ('valid', '&&')], name='staff_leave_one_a_day', violation_error_message='Người này đã có thời gian nghỉ khác trong những ngày này.')],
                },
            ), migrations.CreateModel(
                name='Reward',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('advanced_worker', 'Lao động tiên tiến'), ('base_fighter', 'Chiến sĩ thi đua cơ sở'), ('province_fighter', 'Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh'), ('national_fighter', 'Chiến sĩ thi đua toàn quốc'), ('praise', 'Giấy khen'), ('merit', 'Bằng khen'), ('badge', 'Kỷ niệm chương, huy hiệu'), ('medal', 'Huy chương'), ('order', 'Huân chương'), ('state_honour', 'Danh hiệu vinh dự nhà nước'), ('other', 'Khen thưởng khác')], max_length=16, verbose_name='loại khen thưởng')),
                    ('title', models.CharField(max_length=300, verbose_name='nội dung')),
                    ('given_by', models.CharField(blank=True, max_length=200, verbose_name='cơ quan khen thưởng')),
                    ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('evidence', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                ],
                options={
                    'verbose_name': 'khen thưởng',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_reward_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.'), models.UniqueConstraint(fields=('person', 'kind', 'number', 'decided_on'), name='staff_reward_decision_once', violation_error_message='Khen thưởng này đã có trong hồ sơ.'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', False), ('valid__startswith', models.F('decided_on')), models.Q(('number', ''), _negated=True)), name='staff_reward_is_decided', violation_error_message='Khen thưởng phải có số và ngày quyết định.')],
                },
            ), migrations.CreateModel(
                name='Training',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('degree', 'Đào tạo cấp bằng'), ('theory', 'Lý luận chính trị'), ('state_management', 'Quản lý nhà nước'), ('leadership', 'Lãnh đạo, quản lý'), ('position', 'Theo vị trí việc làm, nghiệp vụ'), ('defence', 'Quốc phòng và an ninh'), ('language', 'Ngoại ngữ, tiếng dân tộc'), ('it', 'Tin học, chuyển đổi số'), ('other', 'Bồi dưỡng khác')], max_length=16, verbose_name='loại đào tạo, bồi dưỡng')),
                    ('title', models.CharField(max_length=300, verbose_name='tên khóa')),
                    ('given_by', models.CharField(blank=True, max_length=200, verbose_name='cơ sở đào tạo')),
                    ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('evidence', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                ],
                options={
                    'verbose_name': 'đào tạo, bồi dưỡng',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_training_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.'), django.contrib.postgres.constraints.ExclusionConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], expressions=[('person', '='), ('title', '='), ('valid', '&&')], name='staff_training_once', violation_error_message='Khóa này đã có trong hồ sơ trong những ngày này.'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='staff_training_has_title')],
                },
            ), migrations.CreateModel(
                name='OffenceEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('happened_on', models.DateField(verbose_name='ngày vi phạm')),
                    ('text', models.CharField(max_length=500, verbose_name='hành vi vi phạm')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.offence')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit', verbose_name='nơi vi phạm')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_offenceevent_person')],
                },
            ), migrations.CreateModel(
                name='Discipline',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('side', models.CharField(choices=[('administration', 'Hành chính'), ('party', 'Đảng')], max_length=14, verbose_name='loại kỷ luật')),
                    ('form', models.CharField(choices=[('reprimand', 'Khiển trách'), ('warning', 'Cảnh cáo'), ('lower_pay', 'Hạ bậc lương'), ('demotion', 'Giáng chức'), ('removal', 'Cách chức'), ('dismissal', 'Buộc thôi việc'), ('expulsion', 'Khai trừ')], max_length=10, verbose_name='hình thức kỷ luật')),
                    ('in_duty', models.BooleanField(verbose_name='liên quan hoạt động công vụ')),
                    ('degradation', models.BooleanField(verbose_name='suy thoái')),
                    ('counted_in_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2200)], verbose_name='năm đánh giá đã tính')),
                    ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('evidence', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('offence', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='disciplines', to='staff.offence', verbose_name='hành vi vi phạm')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                ],
                options={
                    'verbose_name': 'kỷ luật',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_discipline_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.'), models.UniqueConstraint(fields=('person', 'side', 'number', 'decided_on'), name='staff_discipline_decision_once', violation_error_message='Quyết định kỷ luật này đã có trong hồ sơ.'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', False), ('valid__startswith__gte', models.F('decided_on')), models.Q(('number', ''), _negated=True)), name='staff_discipline_in_effect_once_decided', violation_error_message='Kỷ luật có hiệu lực từ ngày quyết định hoặc sau đó.'), models.CheckConstraint(condition=models.Q(models.Q(('form__in', ['reprimand', 'warning', 'lower_pay', 'demotion', 'removal', 'dismissal']), ('side', 'administration')), models.Q(('form__in', ['reprimand', 'warning', 'removal', 'expulsion']), ('side', 'party')), _connector='OR'), name='staff_discipline_form_of_side', violation_error_message='Hình thức này không phải của bên ra quyết định.'), models.CheckConstraint(condition=models.Q(('counted_in_year__isnull', True), models.Q(('counted_in_year__gte', 1990), ('counted_in_year__lte', 2200)), _connector='OR'), name='staff_discipline_counted_in_a_year')],
                },
            ), migrations.CreateModel(
                name='PostEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('group', models.CharField(choices=[('civil_servant', 'Công chức'), ('public_employee', 'Viên chức'), ('commune_official', 'Cán bộ cấp xã'), ('commune_civil_servant', 'Công chức cấp xã')], max_length=22, verbose_name='nhóm')),
                    ('is_main', models.BooleanField(default=True, verbose_name='chính')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.post')),
                    ('unit', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.unit', verbose_name='đơn vị')),
                    ('title', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.title', verbose_name='chức vụ, chức danh')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_postevent_person')],
                },
            ), migrations.CreateModel(
                name='QualificationEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('kind', models.CharField(choices=[('education', 'Chuyên môn'), ('theory', 'Lý luận chính trị'), ('state_management', 'Quản lý nhà nước'), ('it', 'Tin học'), ('language', 'Ngoại ngữ, tiếng dân tộc')], max_length=16, verbose_name='loại')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.qualification')),
                    ('level', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.qualificationlevel', verbose_name='trình độ')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_qualevent_person')],
                },
            ), migrations.CreateModel(
                name='SalaryEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('step', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='bậc')),
                    ('coefficient', models.DecimalField(blank=True, decimal_places=2, max_digits=4, null=True, verbose_name='hệ số lương')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.salary')),
                    ('rank', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.rank', verbose_name='ngạch, chức danh nghề nghiệp')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_salaryevent_person')],
                },
            ), migrations.CreateModel(
                name='LeaveEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('maternity', 'Thai sản'), ('sick', 'Ốm đau'), ('unpaid', 'Nghỉ việc riêng không hưởng lương'), ('study', 'Đi học tập trung'), ('other', 'Vì lý do khác')], max_length=10, verbose_name='loại nghỉ')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('evidence', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.leave')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_leaveevent_person')],
                },
            ), migrations.CreateModel(
                name='RewardEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('advanced_worker', 'Lao động tiên tiến'), ('base_fighter', 'Chiến sĩ thi đua cơ sở'), ('province_fighter', 'Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh'), ('national_fighter', 'Chiến sĩ thi đua toàn quốc'), ('praise', 'Giấy khen'), ('merit', 'Bằng khen'), ('badge', 'Kỷ niệm chương, huy hiệu'), ('medal', 'Huy chương'), ('order', 'Huân chương'), ('state_honour', 'Danh hiệu vinh dự nhà nước'), ('other', 'Khen thưởng khác')], max_length=16, verbose_name='loại khen thưởng')),
                    ('title', models.CharField(max_length=300, verbose_name='nội dung')),
                    ('given_by', models.CharField(blank=True, max_length=200, verbose_name='cơ quan khen thưởng')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('evidence', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.reward')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_rewardevent_person')],
                },
            ), migrations.CreateModel(
                name='TrainingEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('degree', 'Đào tạo cấp bằng'), ('theory', 'Lý luận chính trị'), ('state_management', 'Quản lý nhà nước'), ('leadership', 'Lãnh đạo, quản lý'), ('position', 'Theo vị trí việc làm, nghiệp vụ'), ('defence', 'Quốc phòng và an ninh'), ('language', 'Ngoại ngữ, tiếng dân tộc'), ('it', 'Tin học, chuyển đổi số'), ('other', 'Bồi dưỡng khác')], max_length=16, verbose_name='loại đào tạo, bồi dưỡng')),
                    ('title', models.CharField(max_length=300, verbose_name='tên khóa')),
                    ('given_by', models.CharField(blank=True, max_length=200, verbose_name='cơ sở đào tạo')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('evidence', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.training')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_trainingevent_person')],
                },
            ), migrations.CreateModel(
                name='DisciplineEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('side', models.CharField(choices=[('administration', 'Hành chính'), ('party', 'Đảng')], max_length=14, verbose_name='loại kỷ luật')),
                    ('form', models.CharField(choices=[('reprimand', 'Khiển trách'), ('warning', 'Cảnh cáo'), ('lower_pay', 'Hạ bậc lương'), ('demotion', 'Giáng chức'), ('removal', 'Cách chức'), ('dismissal', 'Buộc thôi việc'), ('expulsion', 'Khai trừ')], max_length=10, verbose_name='hình thức kỷ luật')),
                    ('in_duty', models.BooleanField(verbose_name='liên quan hoạt động công vụ')),
                    ('degradation', models.BooleanField(verbose_name='suy thoái')),
                    ('counted_in_year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2200)], verbose_name='năm đánh giá đã tính')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.discipline')),
                    ('evidence', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('offence', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.offence', verbose_name='hành vi vi phạm')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_disciplineevent_person')],
                },
            ), migrations.CreateModel(
                name='Conclusion',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('degradation', 'Có biểu hiện suy thoái'), ('party_rules', 'Vi phạm những điều đảng viên không được làm'), ('example', 'Vi phạm trách nhiệm nêu gương')], max_length=12, verbose_name='loại kết luận')),
                    ('text', models.TextField(verbose_name='nội dung')),
                    ('given_by', models.CharField(max_length=200, verbose_name='cơ quan kết luận')),
                    ('closed_by', models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('evidence', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='%(class)ss', to='staff.person')),
                ],
                options={
                    'verbose_name': 'kết luận',
                    'abstract': False,
                    'constraints': [models.CheckConstraint(condition=models.Q(('valid__isempty', False), ('valid__lower_inf', False)), name='staff_conclusion_valid_begins', violation_error_message='Khoảng thời gian phải có ngày bắt đầu, và kết thúc sau ngày đó.'), models.UniqueConstraint(fields=('person', 'kind', 'number', 'decided_on'), name='staff_conclusion_once', violation_error_message='Kết luận này đã có trong hồ sơ.'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', False), ('valid__startswith', models.F('decided_on')), models.Q(('number', ''), _negated=True), models.Q(('text', ''), _negated=True), models.Q(('given_by', ''), _negated=True)), name='staff_conclusion_is_decided', violation_error_message='Kết luận phải có số, ngày, nội dung và cơ quan kết luận.')],
                },
            ), migrations.CreateModel(
                name='ConclusionEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('valid', django.contrib.postgres.fields.ranges.DateRangeField(verbose_name='hiệu lực')),
                    ('number', models.CharField(blank=True, max_length=60, verbose_name='số quyết định')),
                    ('decided_on', models.DateField(blank=True, null=True, verbose_name='ngày quyết định')),
                    ('kind', models.CharField(choices=[('degradation', 'Có biểu hiện suy thoái'), ('party_rules', 'Vi phạm những điều đảng viên không được làm'), ('example', 'Vi phạm trách nhiệm nêu gương')], max_length=12, verbose_name='loại kết luận')),
                    ('text', models.TextField(verbose_name='nội dung')),
                    ('given_by', models.CharField(max_length=200, verbose_name='cơ quan kết luận')),
                    ('closed_by', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('evidence', models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.evidence', verbose_name='tệp minh chứng')),
                    ('opened_by', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='agencies.act')),
                    ('person', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='staff.person')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='staff.conclusion')),
                ],
                options={
                    'abstract': False,
                    'indexes': [models.Index(fields=['person'], name='staff_conclusionevent_person')],
                },
            ), migrations.CreateModel(
                name='DaySum',
                fields=[
                    ('unit_id', models.BigIntegerField(help_text='0 for all units, those outside the tree too.', primary_key=True, serialize=False)),
                    ('day', models.DateField()),
                    ('events', models.JSONField()),
                    ('types', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10, null=True), help_text='Of units, in the order of cells.', size=None)),
                    ('cells', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('counts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                    ('ages', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(null=True), size=None)),
                    ('age_counts', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
                ],
            ), pgtrigger.migrations.AddTrigger(
                model_name='ethnicgroup',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_ethnicgroupevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."id", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='7101ae800df1032c70281aa1711e33fa3596285e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_85990', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_ethnicgroup', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='ethnicgroup',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_ethnicgroupevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."id", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='815db1dde8d9c59159309f71367c3ce29ebd676c', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_c9831', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_ethnicgroup', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='ethnicgroup',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_ethnicgroupevent" ("code", "id", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT old_values."code", old_values."id", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."variants" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e3ca7c0ce253e50fb3113448a3dfefc5e9f2f154', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_20a02', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_ethnicgroup', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='ethnicgroup',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_person', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_person IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_person r JOIN old_values o ON r.ethnicity_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_person',\n                        MESSAGE = format('%s: a row of staff_person refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='27fca821fe62c8d1b191a373f22ec4082d95ec4f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_person_3a7f3', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_ethnicgroup', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='ethnicgroup',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='340fcebfa016fc6e461a09c0f9e497932d8b7131', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_bdfba', table='staff_ethnicgroup', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='religion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_religionevent" ("code", "id", "is_none", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."id", new_values."is_none", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='f10c0189222306d951d8d5a966f030bead13d872', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_e51cf', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_religion', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='religion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_religionevent" ("code", "id", "is_none", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."id", new_values."is_none", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d6b5bd3516803aeae922c304b4cb6cdf556806f2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0abe5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_religion', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='religion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_religionevent" ("code", "id", "is_none", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT old_values."code", old_values."id", old_values."is_none", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."variants" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='e26a73a6ec96f45bbe40fc3f48d8cd5a68f3887e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_db3ca', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_religion', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='religion',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_person', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_person IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_person r JOIN old_values o ON r.religion_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_person',\n                        MESSAGE = format('%s: a row of staff_person refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='3681f5b1e47ae2a0afc5da208ac80297a98e9016', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_person_21b7d', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_religion', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='religion',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='a1422e705419ea4dfe03eed92efbf2b7a776b879', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_1e974', table='staff_religion', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='title',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_titleevent" ("code", "heads_commune", "id", "leader_kind", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."heads_commune", new_values."id", new_values."leader_kind", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='059468d0654fa734aa35dbdfbe1e4e3975760442', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_0c6ab', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_title', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='title',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_titleevent" ("code", "heads_commune", "id", "leader_kind", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."heads_commune", new_values."id", new_values."leader_kind", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4a73ef78b40c8b91d0cc8e17ddb5a02874048bb7', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a374c', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_title', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='title',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_titleevent" ("code", "heads_commune", "id", "leader_kind", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT old_values."code", old_values."heads_commune", old_values."id", old_values."leader_kind", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."variants" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='36db158f61efcab299b2d27c146ec3008eb5eebb', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_20ddf', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_title', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='title',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_post', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_post IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_post r JOIN old_values o ON r.title_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_post',\n                        MESSAGE = format('%s: a row of staff_post refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='9ed9641e1258abafcf97e417bb42b9670a960e97', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_post_600a9', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_title', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='title',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='c7c2a18aeaf1e6cb11b811616e0369842e55a127', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_70f57', table='staff_title', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualificationlevel',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationlevelevent" ("code", "id", "is_degree", "kind", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."id", new_values."is_degree", new_values."kind", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='07afd8f0bfb81df0f42bf2f46ac755ce44f8e2d5', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_db3c3', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_qualificationlevel', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualificationlevel',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationlevelevent" ("code", "id", "is_degree", "kind", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT new_values."code", new_values."id", new_values."is_degree", new_values."kind", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."variants" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='72af5ec1d039d9eadaaa195f2c2ac3b74bbae784', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_a2bef', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_qualificationlevel', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualificationlevel',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationlevelevent" ("code", "id", "is_degree", "kind", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "variants") SELECT old_values."code", old_values."id", old_values."is_degree", old_values."kind", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."variants" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='35c2f92d9aa849974f93760b17fea6b81b8fc055', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7414f', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_qualificationlevel', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualificationlevel',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_qualification', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_qualification IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_qualification r JOIN old_values o ON r.level_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_qualification',\n                        MESSAGE = format('%s: a row of staff_qualification refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='c33a4b491262b21138b5c2353c0129490f0dc9f1', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_qualification_98559', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_qualificationlevel', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualificationlevel',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='99153a20c34087cce72509e033d90b81eebf28ba', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_cc2a1', table='staff_qualificationlevel', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='rank',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_rankevent" ("code", "first_coefficient", "id", "is_professional_title", "level", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_width", "steps", "variants") SELECT new_values."code", new_values."first_coefficient", new_values."id", new_values."is_professional_title", new_values."level", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."step_width", new_values."steps", new_values."variants" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3aa8a599be7efb4ab22ddd1d301d9bbbd378ed63', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_1ddf9', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_rank', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='rank',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_rankevent" ("code", "first_coefficient", "id", "is_professional_title", "level", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_width", "steps", "variants") SELECT new_values."code", new_values."first_coefficient", new_values."id", new_values."is_professional_title", new_values."level", new_values."name", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."step_width", new_values."steps", new_values."variants" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e85a2960103499ae30cf7cb3fac46c5d658f0c69', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_0c9a7', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_rank', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='rank',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_rankevent" ("code", "first_coefficient", "id", "is_professional_title", "level", "name", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "step_width", "steps", "variants") SELECT old_values."code", old_values."first_coefficient", old_values."id", old_values."is_professional_title", old_values."level", old_values."name", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."step_width", old_values."steps", old_values."variants" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='6ac8b4cd64848228b051af4c43c5086725f9b796', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_34a1a', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_rank', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='rank',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_salary', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_salary IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_salary r JOIN old_values o ON r.rank_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_salary',\n                        MESSAGE = format('%s: a row of staff_salary refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='339f90745066486eebbfd4d1b5a93499a760cb1e', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_salary_a1c66', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_rank', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='rank',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='54d18785d2668f0287fe8e68a7bd5dc6584f8c20', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_880f4', table='staff_rank', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_personevent" ("account_id", "born_on", "born_precision", "citizen_number", "ethnicity_id", "full_name", "home_place", "id", "is_party_member", "party_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recruited_on", "religion_id", "search_key", "sex", "sort_key") SELECT new_values."account_id", new_values."born_on", new_values."born_precision", new_values."citizen_number", new_values."ethnicity_id", new_values."full_name", new_values."home_place", new_values."id", new_values."is_party_member", new_values."party_on", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."recruited_on", new_values."religion_id", new_values."search_key", new_values."sex", new_values."sort_key" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4b8eafab14a4cebec3c7930fad64add59a00084e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b6b3a', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_personevent" ("account_id", "born_on", "born_precision", "citizen_number", "ethnicity_id", "full_name", "home_place", "id", "is_party_member", "party_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recruited_on", "religion_id", "search_key", "sex", "sort_key") SELECT new_values."account_id", new_values."born_on", new_values."born_precision", new_values."citizen_number", new_values."ethnicity_id", new_values."full_name", new_values."home_place", new_values."id", new_values."is_party_member", new_values."party_on", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."recruited_on", new_values."religion_id", new_values."search_key", new_values."sex", new_values."sort_key" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='bc891a27a0a40b5fc508ad1adab66019a9e6ca8f', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_72eb5', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_personevent" ("account_id", "born_on", "born_precision", "citizen_number", "ethnicity_id", "full_name", "home_place", "id", "is_party_member", "party_on", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recruited_on", "religion_id", "search_key", "sex", "sort_key") SELECT old_values."account_id", old_values."born_on", old_values."born_precision", old_values."citizen_number", old_values."ethnicity_id", old_values."full_name", old_values."home_place", old_values."id", old_values."is_party_member", old_values."party_on", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."recruited_on", old_values."religion_id", old_values."search_key", old_values."sex", old_values."sort_key" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='40077e2488928037c7d024afbe76a6fc9ae4602d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_c3832', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='references_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'ethnicity_id' AS name, n.key FROM (SELECT DISTINCT ethnicity_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_ethnicgroup o WHERE o.id = n.key) UNION ALL SELECT 'religion_id' AS name, n.key FROM (SELECT DISTINCT religion_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_religion o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_person', COLUMN = missing.name,\n                    MESSAGE = format('staff_person: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='4913fd2542d74f99833154c510cd556e0eba5cfc', level='STATEMENT', operation='INSERT', pgid='pgtrigger_references_insert_eff28', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_post', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_post IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_post r JOIN old_values o ON r.person_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_post',\n                        MESSAGE = format('%s: a row of staff_post refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='a30e050328378d27d39a3f4e4d63bb4643b2d095', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_post_d59df', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='key_stays', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "id" rows from % table\', TG_TABLE_NAME;', hash='17c58d0388fbbbdb38b2aae9c7dc3e21440a22e7', operation='UPDATE OF "id"', pgid='pgtrigger_key_stays_86cc4', table='staff_person', when='BEFORE')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_salary', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_salary IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_salary r JOIN old_values o ON r.person_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_salary',\n                        MESSAGE = format('%s: a row of staff_salary refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='47b83ae313dfa76fd0e55d48ff448d2cdf015624', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_salary_3ec93', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_staff_qualification', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE staff_qualification IN SHARE MODE;\n                IF EXISTS (SELECT FROM staff_qualification r JOIN old_values o ON r.person_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'staff_qualification',\n                        MESSAGE = format('%s: a row of staff_qualification refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='ccc979cacaad09ddfbd163b9b3d6e51848f3029a', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_staff_qualification_cd570', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_evaluations_evaluation', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE evaluations_evaluation IN SHARE MODE;\n                IF EXISTS (SELECT FROM evaluations_evaluation r JOIN old_values o ON r.person_id = o.id UNION ALL SELECT FROM evaluations_evaluation r JOIN old_values o ON r.monitor_id = o.id UNION ALL SELECT FROM evaluations_evaluation r JOIN old_values o ON r.rater_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'evaluations_evaluation',\n                        MESSAGE = format('%s: a row of evaluations_evaluation refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='80e6001fd0fef9fae48ae3fdd1b34a59ec2f7599', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_evaluations_evaluation_7ddc3', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='kept_for_evaluations_periodscore', sql=pgtrigger.compiler.UpsertTriggerSql(func="\n            IF EXISTS (SELECT FROM old_values) THEN\n                LOCK TABLE evaluations_periodscore IN SHARE MODE;\n                IF EXISTS (SELECT FROM evaluations_periodscore r JOIN old_values o ON r.person_id = o.id) THEN\n                    RAISE foreign_key_violation USING TABLE = 'evaluations_periodscore',\n                        MESSAGE = format('%s: a row of evaluations_periodscore refers to it', TG_TABLE_NAME);\n                END IF;\n            END IF;\n            RETURN NULL;\n        ", hash='4060810ef611a031dc331ad7d2daa2c4cf0d6a0b', level='STATEMENT', operation='DELETE', pgid='pgtrigger_kept_for_evaluations_periodscore_711b8', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='person',
                trigger=pgtrigger.compiler.Trigger(name='references_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'ethnicity_id' AS name, n.key FROM (SELECT ethnicity_id AS key FROM new_values EXCEPT SELECT ethnicity_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_ethnicgroup o WHERE o.id = n.key) UNION ALL SELECT 'religion_id' AS name, n.key FROM (SELECT religion_id AS key FROM new_values EXCEPT SELECT religion_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_religion o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_person', COLUMN = missing.name,\n                    MESSAGE = format('staff_person: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='43eacd944e7873706af0315e7872d671cdc857cf', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_references_update_830da', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_person', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='evidence',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_evidenceevent" ("content_type", "file", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") SELECT new_values."content_type", new_values."file", new_values."id", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."sha256", new_values."size", new_values."uploaded_at", new_values."uploaded_by_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2f3036822a736f2a38bd9c3a058bb83bc4e13f2f', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_7cf9a', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_evidence', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='evidence',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_evidenceevent" ("content_type", "file", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") SELECT new_values."content_type", new_values."file", new_values."id", new_values."name", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."sha256", new_values."size", new_values."uploaded_at", new_values."uploaded_by_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='d744ac23f68ff677968aa795046ab3de011584e3', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_e99d0', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_evidence', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='evidence',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_evidenceevent" ("content_type", "file", "id", "name", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "sha256", "size", "uploaded_at", "uploaded_by_id") SELECT old_values."content_type", old_values."file", old_values."id", old_values."name", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."sha256", old_values."size", old_values."uploaded_at", old_values."uploaded_by_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='8dc4d851d17a37246d5677576330ac839dc6cc71', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e2961', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_evidence', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='offence',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_offenceevent" ("happened_on", "id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id") SELECT new_values."happened_on", new_values."id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text", new_values."unit_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='1f6f0185e683c4536078153fa749749be3a9c04e', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_2c31c', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_offence', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='offence',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_offenceevent" ("happened_on", "id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id") SELECT new_values."happened_on", new_values."id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text", new_values."unit_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='4253c70aafcdab61ffa6d67b5eb150d40d2de6ba', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d79bc', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_offence', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='offence',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_offenceevent" ("happened_on", "id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "unit_id") SELECT old_values."happened_on", old_values."id", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text", old_values."unit_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='c226dc588628ef7032b894825567bef520ad5152', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7ea57', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_offence', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='post',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_postevent" ("closed_by_id", "group", "id", "is_main", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_id", "unit_id", "valid") SELECT new_values."closed_by_id", new_values."group", new_values."id", new_values."is_main", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title_id", new_values."unit_id", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b0413df012baf97f0d022944b68a18c6f09d0338', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_68d95', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_post', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='post',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_postevent" ("closed_by_id", "group", "id", "is_main", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_id", "unit_id", "valid") SELECT new_values."closed_by_id", new_values."group", new_values."id", new_values."is_main", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title_id", new_values."unit_id", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='81f2d16b7598f3cc20b3b9c31aebecead6560306', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ed8fe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_post', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='post',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_postevent" ("closed_by_id", "group", "id", "is_main", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title_id", "unit_id", "valid") SELECT old_values."closed_by_id", old_values."group", old_values."id", old_values."is_main", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title_id", old_values."unit_id", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b5436617231bd94e3b8c3e386ee403ceede22d9c', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_e06ef', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_post', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='post',
                trigger=pgtrigger.compiler.Trigger(name='references_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'person_id' AS name, n.key FROM (SELECT DISTINCT person_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_person o WHERE o.id = n.key) UNION ALL SELECT 'unit_id' AS name, n.key FROM (SELECT DISTINCT unit_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_unit o WHERE o.id = n.key) UNION ALL SELECT 'title_id' AS name, n.key FROM (SELECT DISTINCT title_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_title o WHERE o.id = n.key) UNION ALL SELECT 'opened_by_id' AS name, n.key FROM (SELECT DISTINCT opened_by_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key) UNION ALL SELECT 'closed_by_id' AS name, n.key FROM (SELECT DISTINCT closed_by_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_post', COLUMN = missing.name,\n                    MESSAGE = format('staff_post: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='c47995acbade18796790a1b496e2369c07f11dbf', level='STATEMENT', operation='INSERT', pgid='pgtrigger_references_insert_502b5', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_post', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='post',
                trigger=pgtrigger.compiler.Trigger(name='references_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'person_id' AS name, n.key FROM (SELECT person_id AS key FROM new_values EXCEPT SELECT person_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_person o WHERE o.id = n.key) UNION ALL SELECT 'unit_id' AS name, n.key FROM (SELECT unit_id AS key FROM new_values EXCEPT SELECT unit_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_unit o WHERE o.id = n.key) UNION ALL SELECT 'title_id' AS name, n.key FROM (SELECT title_id AS key FROM new_values EXCEPT SELECT title_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_title o WHERE o.id = n.key) UNION ALL SELECT 'opened_by_id' AS name, n.key FROM (SELECT opened_by_id AS key FROM new_values EXCEPT SELECT opened_by_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key) UNION ALL SELECT 'closed_by_id' AS name, n.key FROM (SELECT closed_by_id AS key FROM new_values EXCEPT SELECT closed_by_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_post', COLUMN = missing.name,\n                    MESSAGE = format('staff_post: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='a1a9eadcb4a8c168651e9056f92af23e35e05233', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_references_update_23ac9', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_post', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='post',
                trigger=pgtrigger.compiler.Trigger(name='single_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE twice RECORD;', func="\n            IF current_setting('transaction_isolation') <> 'read committed' THEN\n                RAISE feature_not_supported USING TABLE = 'staff_post',\n                    MESSAGE = 'staff_post: written in READ COMMITTED only';\n            END IF;\n            IF NOT \n    EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' AND relation = TG_RELID\n        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())\n        AND mode = 'ShareRowExclusiveLock' AND granted AND pid = pg_backend_pid())\n THEN\n                PERFORM FROM staff_person o WHERE o.id IN (SELECT person_id FROM new_values)\n                    AND o.xmin <> pg_current_xact_id()::xid ORDER BY o.id FOR NO KEY UPDATE;\n            END IF;\n            SELECT n.person_id AS owner, n.valid AS days INTO twice FROM new_values n\n                JOIN staff_post t ON t.person_id = n.person_id AND t.id <> n.id\n                    AND t.valid && n.valid AND n.is_main = t.is_main AND (n.is_main OR n.unit_id = t.unit_id) LIMIT 1;\n            IF FOUND THEN\n                RAISE exclusion_violation USING\n                    TABLE = 'staff_post', CONSTRAINT = 'staff_post_one_a_day',\n                    MESSAGE = format(\n                        'staff_post: two rows of person_id %s in %s', twice.owner, twice.days);\n            END IF;\n            RETURN NULL;\n        ", hash='d965b86f990a462c4a2399eedb1acf12d7275288', level='STATEMENT', operation='INSERT', pgid='pgtrigger_single_insert_84191', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_post', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='post',
                trigger=pgtrigger.compiler.Trigger(name='single_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.is_main IS DISTINCT FROM NEW.is_main OR OLD.unit_id IS DISTINCT FROM NEW.unit_id OR NOT NEW.valid <@ OLD.valid)', declare='DECLARE twice RECORD;', func="\n            IF current_setting('transaction_isolation') <> 'read committed' THEN\n                RAISE feature_not_supported USING TABLE = 'staff_post',\n                    MESSAGE = 'staff_post: written in READ COMMITTED only';\n            END IF;\n            IF NOT false THEN\n                PERFORM FROM staff_person o WHERE o.id IN (NEW.person_id)\n                    AND o.xmin <> pg_current_xact_id()::xid ORDER BY o.id FOR NO KEY UPDATE;\n            END IF;\n            SELECT n.person_id AS owner, n.valid AS days INTO twice FROM (SELECT NEW.*) n\n                JOIN staff_post t ON t.person_id = n.person_id AND t.id <> n.id\n                    AND t.valid && n.valid AND n.is_main = t.is_main AND (n.is_main OR n.unit_id = t.unit_id) LIMIT 1;\n            IF FOUND THEN\n                RAISE exclusion_violation USING\n                    TABLE = 'staff_post', CONSTRAINT = 'staff_post_one_a_day',\n                    MESSAGE = format(\n                        'staff_post: two rows of person_id %s in %s', twice.owner, twice.days);\n            END IF;\n            RETURN NULL;\n        ", hash='c54aa5e7270491cf1d1589113aaf3fa9f7d18df7', operation='UPDATE', pgid='pgtrigger_single_update_25a24', table='staff_post', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationevent" ("closed_by_id", "id", "kind", "level_id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid") SELECT new_values."closed_by_id", new_values."id", new_values."kind", new_values."level_id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='118c6af5356542953f3a1de833160ae668095390', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_b7434', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_qualification', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationevent" ("closed_by_id", "id", "kind", "level_id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid") SELECT new_values."closed_by_id", new_values."id", new_values."kind", new_values."level_id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='6e61c040eebb42ed062fbd1f515ba6ef4acc1a38', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_d933d', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_qualification', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationevent" ("closed_by_id", "id", "kind", "level_id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid") SELECT old_values."closed_by_id", old_values."id", old_values."kind", old_values."level_id", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='b0a6961af9e3aafea6ac43aed1bbecf2d0a9a4d7', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_7db38', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_qualification', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='references_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'person_id' AS name, n.key FROM (SELECT DISTINCT person_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_person o WHERE o.id = n.key) UNION ALL SELECT 'level_id' AS name, n.key FROM (SELECT DISTINCT level_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_qualificationlevel o WHERE o.id = n.key) UNION ALL SELECT 'opened_by_id' AS name, n.key FROM (SELECT DISTINCT opened_by_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key) UNION ALL SELECT 'closed_by_id' AS name, n.key FROM (SELECT DISTINCT closed_by_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_qualification', COLUMN = missing.name,\n                    MESSAGE = format('staff_qualification: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='6d35e2ca700b19d21765838dbe05407e144d4f5a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_references_insert_65e30', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_qualification', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='references_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'person_id' AS name, n.key FROM (SELECT person_id AS key FROM new_values EXCEPT SELECT person_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_person o WHERE o.id = n.key) UNION ALL SELECT 'level_id' AS name, n.key FROM (SELECT level_id AS key FROM new_values EXCEPT SELECT level_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_qualificationlevel o WHERE o.id = n.key) UNION ALL SELECT 'opened_by_id' AS name, n.key FROM (SELECT opened_by_id AS key FROM new_values EXCEPT SELECT opened_by_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key) UNION ALL SELECT 'closed_by_id' AS name, n.key FROM (SELECT closed_by_id AS key FROM new_values EXCEPT SELECT closed_by_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_qualification', COLUMN = missing.name,\n                    MESSAGE = format('staff_qualification: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='56988aa0dcab0079d864fa17377d28f20550aff2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_references_update_47907', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_qualification', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='single_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE twice RECORD;', func="\n            IF current_setting('transaction_isolation') <> 'read committed' THEN\n                RAISE feature_not_supported USING TABLE = 'staff_qualification',\n                    MESSAGE = 'staff_qualification: written in READ COMMITTED only';\n            END IF;\n            IF NOT \n    EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' AND relation = TG_RELID\n        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())\n        AND mode = 'ShareRowExclusiveLock' AND granted AND pid = pg_backend_pid())\n THEN\n                PERFORM FROM staff_person o WHERE o.id IN (SELECT person_id FROM new_values)\n                    AND o.xmin <> pg_current_xact_id()::xid ORDER BY o.id FOR NO KEY UPDATE;\n            END IF;\n            SELECT n.person_id AS owner, n.valid AS days INTO twice FROM new_values n\n                JOIN staff_qualification t ON t.person_id = n.person_id AND t.id <> n.id\n                    AND t.valid && n.valid AND true AND n.kind = t.kind LIMIT 1;\n            IF FOUND THEN\n                RAISE exclusion_violation USING\n                    TABLE = 'staff_qualification', CONSTRAINT = 'staff_qualification_one_a_day',\n                    MESSAGE = format(\n                        'staff_qualification: two rows of person_id %s in %s', twice.owner, twice.days);\n            END IF;\n            RETURN NULL;\n        ", hash='a39066ff3e48e1bf0c7ad719511675c7b2d640d8', level='STATEMENT', operation='INSERT', pgid='pgtrigger_single_insert_3882f', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_qualification', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='qualification',
                trigger=pgtrigger.compiler.Trigger(name='single_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR OLD.kind IS DISTINCT FROM NEW.kind OR NOT NEW.valid <@ OLD.valid)', declare='DECLARE twice RECORD;', func="\n            IF current_setting('transaction_isolation') <> 'read committed' THEN\n                RAISE feature_not_supported USING TABLE = 'staff_qualification',\n                    MESSAGE = 'staff_qualification: written in READ COMMITTED only';\n            END IF;\n            IF NOT false THEN\n                PERFORM FROM staff_person o WHERE o.id IN (NEW.person_id)\n                    AND o.xmin <> pg_current_xact_id()::xid ORDER BY o.id FOR NO KEY UPDATE;\n            END IF;\n            SELECT n.person_id AS owner, n.valid AS days INTO twice FROM (SELECT NEW.*) n\n                JOIN staff_qualification t ON t.person_id = n.person_id AND t.id <> n.id\n                    AND t.valid && n.valid AND true AND n.kind = t.kind LIMIT 1;\n            IF FOUND THEN\n                RAISE exclusion_violation USING\n                    TABLE = 'staff_qualification', CONSTRAINT = 'staff_qualification_one_a_day',\n                    MESSAGE = format(\n                        'staff_qualification: two rows of person_id %s in %s', twice.owner, twice.days);\n            END IF;\n            RETURN NULL;\n        ", hash='9a397dbad8064f0630163eb91c3c05d581766166', operation='UPDATE', pgid='pgtrigger_single_update_ab36a', table='staff_qualification', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='salary',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_salaryevent" ("closed_by_id", "coefficient", "id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank_id", "step", "valid") SELECT new_values."closed_by_id", new_values."coefficient", new_values."id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."rank_id", new_values."step", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='8bfaf0d77b8672622d602e5d7e41b7d8b9a36d9b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3b523', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_salary', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='salary',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_salaryevent" ("closed_by_id", "coefficient", "id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank_id", "step", "valid") SELECT new_values."closed_by_id", new_values."coefficient", new_values."id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."rank_id", new_values."step", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a7566d8610d0cfa9d798597c5f7e21674dfeafc2', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_bbc35', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_salary', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='salary',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_salaryevent" ("closed_by_id", "coefficient", "id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rank_id", "step", "valid") SELECT old_values."closed_by_id", old_values."coefficient", old_values."id", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."rank_id", old_values."step", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='79f8d56689b09b0f39593fef2b055d07d6894edd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_fdcd8', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_salary', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='salary',
                trigger=pgtrigger.compiler.Trigger(name='references_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'person_id' AS name, n.key FROM (SELECT DISTINCT person_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_person o WHERE o.id = n.key) UNION ALL SELECT 'rank_id' AS name, n.key FROM (SELECT DISTINCT rank_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_rank o WHERE o.id = n.key) UNION ALL SELECT 'opened_by_id' AS name, n.key FROM (SELECT DISTINCT opened_by_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key) UNION ALL SELECT 'closed_by_id' AS name, n.key FROM (SELECT DISTINCT closed_by_id AS key FROM new_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_salary', COLUMN = missing.name,\n                    MESSAGE = format('staff_salary: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='1497b066326cb892579e1b91b039e82277a5ca7a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_references_insert_e69af', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_salary', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='salary',
                trigger=pgtrigger.compiler.Trigger(name='references_update', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE missing RECORD;', func="\n            SELECT * INTO missing FROM (SELECT 'person_id' AS name, n.key FROM (SELECT person_id AS key FROM new_values EXCEPT SELECT person_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_person o WHERE o.id = n.key) UNION ALL SELECT 'rank_id' AS name, n.key FROM (SELECT rank_id AS key FROM new_values EXCEPT SELECT rank_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM staff_rank o WHERE o.id = n.key) UNION ALL SELECT 'opened_by_id' AS name, n.key FROM (SELECT opened_by_id AS key FROM new_values EXCEPT SELECT opened_by_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key) UNION ALL SELECT 'closed_by_id' AS name, n.key FROM (SELECT closed_by_id AS key FROM new_values EXCEPT SELECT closed_by_id FROM old_values) n WHERE n.key IS NOT NULL AND NOT EXISTS (SELECT FROM agencies_act o WHERE o.id = n.key)) AS m LIMIT 1;\n            IF FOUND THEN\n                RAISE foreign_key_violation USING\n                    TABLE = 'staff_salary', COLUMN = missing.name,\n                    MESSAGE = format('staff_salary: %s = %s is not there', missing.name, missing.key);\n            END IF;\n            RETURN NULL;\n        ", hash='51cdf2098f11db86bce696c18324a76105afb3c8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_references_update_0e44b', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_salary', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='salary',
                trigger=pgtrigger.compiler.Trigger(name='single_insert', sql=pgtrigger.compiler.UpsertTriggerSql(declare='DECLARE twice RECORD;', func="\n            IF current_setting('transaction_isolation') <> 'read committed' THEN\n                RAISE feature_not_supported USING TABLE = 'staff_salary',\n                    MESSAGE = 'staff_salary: written in READ COMMITTED only';\n            END IF;\n            IF NOT \n    EXISTS (SELECT FROM pg_locks WHERE locktype = 'relation' AND relation = TG_RELID\n        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())\n        AND mode = 'ShareRowExclusiveLock' AND granted AND pid = pg_backend_pid())\n THEN\n                PERFORM FROM staff_person o WHERE o.id IN (SELECT person_id FROM new_values)\n                    AND o.xmin <> pg_current_xact_id()::xid ORDER BY o.id FOR NO KEY UPDATE;\n            END IF;\n            SELECT n.person_id AS owner, n.valid AS days INTO twice FROM new_values n\n                JOIN staff_salary t ON t.person_id = n.person_id AND t.id <> n.id\n                    AND t.valid && n.valid AND true LIMIT 1;\n            IF FOUND THEN\n                RAISE exclusion_violation USING\n                    TABLE = 'staff_salary', CONSTRAINT = 'staff_salary_one_a_day',\n                    MESSAGE = format(\n                        'staff_salary: two rows of person_id %s in %s', twice.owner, twice.days);\n            END IF;\n            RETURN NULL;\n        ", hash='70c2122f4f9c36a393c095bb1fa471d209ad2e8a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_single_insert_dc45d', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_salary', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='salary',
                trigger=pgtrigger.compiler.Trigger(name='single_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id OR NOT NEW.valid <@ OLD.valid)', declare='DECLARE twice RECORD;', func="\n            IF current_setting('transaction_isolation') <> 'read committed' THEN\n                RAISE feature_not_supported USING TABLE = 'staff_salary',\n                    MESSAGE = 'staff_salary: written in READ COMMITTED only';\n            END IF;\n            IF NOT false THEN\n                PERFORM FROM staff_person o WHERE o.id IN (NEW.person_id)\n                    AND o.xmin <> pg_current_xact_id()::xid ORDER BY o.id FOR NO KEY UPDATE;\n            END IF;\n            SELECT n.person_id AS owner, n.valid AS days INTO twice FROM (SELECT NEW.*) n\n                JOIN staff_salary t ON t.person_id = n.person_id AND t.id <> n.id\n                    AND t.valid && n.valid AND true LIMIT 1;\n            IF FOUND THEN\n                RAISE exclusion_violation USING\n                    TABLE = 'staff_salary', CONSTRAINT = 'staff_salary_one_a_day',\n                    MESSAGE = format(\n                        'staff_salary: two rows of person_id %s in %s', twice.owner, twice.days);\n            END IF;\n            RETURN NULL;\n        ", hash='1c4c5079d400476d744526a576d396c1171dcf8b', operation='UPDATE', pgid='pgtrigger_single_update_48c96', table='staff_salary', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='leave',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_leaveevent" ("closed_by_id", "decided_on", "evidence_id", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='225ba8065a7294ccb5f2698e937f7b0e456365fa', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bcd76', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_leave', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='leave',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_leaveevent" ("closed_by_id", "decided_on", "evidence_id", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ddecdd0e48d43dece06acb9c41bd9a4f2487cad0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_6d417', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_leave', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='leave',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_leaveevent" ("closed_by_id", "decided_on", "evidence_id", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid") SELECT old_values."closed_by_id", old_values."decided_on", old_values."evidence_id", old_values."id", old_values."kind", old_values."number", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1ab1b8be9b5283279285d7eb3a7a9ce97ddf6d89', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_8ed03', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_leave', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='reward',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_rewardevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."given_by", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='3fd49491bfbd8ff4c9455d6f376609f7c033fbb1', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_24e05', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_reward', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='reward',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_rewardevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."given_by", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='924db5731cdff9ba2a700b074e784ffe422abb05', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_99cfe', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_reward', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='reward',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_rewardevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid") SELECT old_values."closed_by_id", old_values."decided_on", old_values."evidence_id", old_values."given_by", old_values."id", old_values."kind", old_values."number", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='ad21619d8f2ce0e925b34f903e9a501b2bf2d12f', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_55d9b', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_reward', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='training',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_trainingevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."given_by", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='b261d0daa2a6fecd619a8c84d81bfee058347a6a', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_bd099', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_training', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='training',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_trainingevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."given_by", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9f29553d06ebe9f59db639c61cef0816eeeaedf0', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_f9c57', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_training', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='training',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_trainingevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title", "valid") SELECT old_values."closed_by_id", old_values."decided_on", old_values."evidence_id", old_values."given_by", old_values."id", old_values."kind", old_values."number", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='645343bfd34526bb6f605c727d1ff93ccbf97f03', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_91e82', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_training', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='discipline',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_disciplineevent" ("closed_by_id", "counted_in_year", "decided_on", "degradation", "evidence_id", "form", "id", "in_duty", "number", "offence_id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "valid") SELECT new_values."closed_by_id", new_values."counted_in_year", new_values."decided_on", new_values."degradation", new_values."evidence_id", new_values."form", new_values."id", new_values."in_duty", new_values."number", new_values."offence_id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."side", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='95d7fbbfdd0f25b8ca2b7c15b8ea3dd7aea5dea0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_3cb43', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_discipline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='discipline',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_disciplineevent" ("closed_by_id", "counted_in_year", "decided_on", "degradation", "evidence_id", "form", "id", "in_duty", "number", "offence_id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "valid") SELECT new_values."closed_by_id", new_values."counted_in_year", new_values."decided_on", new_values."degradation", new_values."evidence_id", new_values."form", new_values."id", new_values."in_duty", new_values."number", new_values."offence_id", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."side", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='c855f394b5f6af55a267a13a4509bc1f1c83be9a', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_7ed81', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_discipline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='discipline',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_disciplineevent" ("closed_by_id", "counted_in_year", "decided_on", "degradation", "evidence_id", "form", "id", "in_duty", "number", "offence_id", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "side", "valid") SELECT old_values."closed_by_id", old_values."counted_in_year", old_values."decided_on", old_values."degradation", old_values."evidence_id", old_values."form", old_values."id", old_values."in_duty", old_values."number", old_values."offence_id", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."side", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1da38f6270c92ae93c235f673e3d15a74f481140', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d0749', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_discipline', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='conclusion',
                trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_conclusionevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."given_by", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."text", new_values."valid" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='e2fdcf49e3ed0988d3e79a5a3e88819c654d5002', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_fc52c', referencing='REFERENCING NEW TABLE AS new_values ', table='staff_conclusion', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='conclusion',
                trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_conclusionevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "valid") SELECT new_values."closed_by_id", new_values."decided_on", new_values."evidence_id", new_values."given_by", new_values."id", new_values."kind", new_values."number", new_values."opened_by_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."text", new_values."valid" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cc8fcaaecc206343c8db8b1d82c1a973cdacc0d8', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_ea540', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='staff_conclusion', when='AFTER')),
            ), pgtrigger.migrations.AddTrigger(
                model_name='conclusion',
                trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_conclusionevent" ("closed_by_id", "decided_on", "evidence_id", "given_by", "id", "kind", "number", "opened_by_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "text", "valid") SELECT old_values."closed_by_id", old_values."decided_on", old_values."evidence_id", old_values."given_by", old_values."id", old_values."kind", old_values."number", old_values."opened_by_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."text", old_values."valid" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='f82bcd1bc5a76b1995b32ddcd99885c7fce80396', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_948e6', referencing='REFERENCING OLD TABLE AS old_values ', table='staff_conclusion', when='AFTER')),
            )],
        ),
        # Applying a batch writes the new people's ids into its staged rows: with room beside each row that
        # stays in its page and touches no index.
        migrations.RunSQL(
            "ALTER TABLE staff_rosterrow SET (fillfactor = 45)",
            "ALTER TABLE staff_rosterrow RESET (fillfactor)",
        ),
        # Closing a fact changes no indexed column: with room on its page it stays there, and no index is written.
        *(
            migrations.RunSQL(
                f"ALTER TABLE {table} SET (fillfactor = 80)", f"ALTER TABLE {table} RESET (fillfactor)"
            )
            for table in ("staff_person", "staff_post", "staff_salary", "staff_qualification")
        ),
        # A discipline is for an offence of the same person.
        migrations.RunSQL(
            "ALTER TABLE staff_discipline ADD CONSTRAINT staff_discipline_own_offence "
            "FOREIGN KEY (offence_id, person_id) REFERENCES staff_offence (id, person_id) "
            "DEFERRABLE INITIALLY DEFERRED",
            "ALTER TABLE staff_discipline DROP CONSTRAINT staff_discipline_own_offence",
        ),
    ]
