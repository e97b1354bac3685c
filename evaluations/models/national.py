"""What went to the national database, and in which file."""

import pgtrigger
from django.conf import settings
from django.db import models

from evaluations.enums import NationalFormat
from evaluations.models.scores import PeriodScore
from evaluations.models.steps import Rating


class NationalExport(models.Model):
    """Lượt xuất for the national database: who, when, how many; a job makes its files."""

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField("lúc", auto_now_add=True)
    made_on = models.DateField("ngày")
    count = models.PositiveIntegerField("số kết quả", default=0, help_text="Ratings and scores.")

    class Meta:
        verbose_name = "lượt xuất cho cơ sở dữ liệu quốc gia"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.count} kết quả, {self.made_on:%d/%m/%Y}"


class NationalFile(models.Model):
    """The file of an export, as it was made and for good: what is mended later changes nothing in it."""

    export = models.ForeignKey(NationalExport, on_delete=models.CASCADE, related_name="files")
    format = models.CharField("dạng tệp", max_length=4, choices=NationalFormat)
    content = models.BinaryField(help_text="Packed by gzip.")
    sha256 = models.CharField(max_length=64, help_text="Of the file before it was packed.")

    class Meta:
        verbose_name = "tệp xuất cho cơ sở dữ liệu quốc gia"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["export", "format"],
                name="evaluations_nationalfile_once",
                violation_error_message="Tệp này đã có.",
            )
        ]
        triggers = [pgtrigger.Protect(name="sent_stays", operation=pgtrigger.Update)]

    def __str__(self) -> str:
        return f"{self.export}, {self.get_format_display()}"


class ExportedRating(models.Model):
    """A rating goes out once; one that is replaced later goes out again as the new one."""

    export = models.ForeignKey(NationalExport, on_delete=models.CASCADE, related_name="rows")
    rating = models.OneToOneField(Rating, on_delete=models.PROTECT, related_name="exported")

    class Meta:
        verbose_name = "kết quả đã xuất"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Kết quả {self.rating_id}"


class ExportedScore(models.Model):
    """A confirmed score of a month or quarter goes out once; one that replaces it goes out again."""

    export = models.ForeignKey(NationalExport, on_delete=models.CASCADE, related_name="scores")
    score = models.OneToOneField(PeriodScore, on_delete=models.PROTECT, related_name="exported")

    class Meta:
        verbose_name = "điểm đã xuất"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Điểm {self.score_id}"
