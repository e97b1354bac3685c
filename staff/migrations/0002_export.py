import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Export",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="lúc")),
                ("as_of", models.DateField(verbose_name="số liệu tại ngày")),
                ("filters", models.CharField(blank=True, max_length=500, verbose_name="bộ lọc")),
                ("count", models.PositiveIntegerField(verbose_name="số người")),
                ("has_numbers", models.BooleanField(default=False, verbose_name="có số định danh đầy đủ")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="lý do")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="người xuất",
                    ),
                ),
            ],
            options={
                "verbose_name": "lượt xuất danh sách",
                "ordering": ["-made_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("has_numbers", False), models.Q(("reason", ""), _negated=True), _connector="OR"),
                        name="staff_export_numbers_with_a_reason",
                        violation_error_message="Xuất đủ số định danh thì phải ghi lý do.",
                    )
                ],
            },
        ),
    ]
