"""What another entered instead of the person, and the reason of absence that stands in for a form."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from core.history import track
from evaluations.enums import AbsenceKind, BehalfKind
from evaluations.models.cycles import Evaluation
from evaluations.models.petitions import Petition
from evaluations.models.scores import PeriodScore
from evaluations.models.steps import SelfEvaluation


@track()
class OnBehalf(models.Model):
    """Nhập thay: another than the person wrote what stands in a yearly or a monthly form or in a petition,
    from the paper that the person signed, or (of a month) as who monitors, since nothing was handed in.

    Of a form it goes once the person writes the form themself; the history keeps it.
    """

    self_evaluation = models.OneToOneField(
        SelfEvaluation, null=True, on_delete=models.CASCADE, related_name="on_behalf"
    )
    score = models.OneToOneField(PeriodScore, null=True, on_delete=models.CASCADE, related_name="on_behalf")
    petition = models.OneToOneField(Petition, null=True, on_delete=models.CASCADE, related_name="on_behalf")
    kind = models.CharField("loại", max_length=8, choices=BehalfKind)
    reason = models.TextField("lý do")
    source = models.CharField("nguồn", max_length=300, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("ngày nhập")

    class Meta:
        verbose_name = "phiếu nhập thay"
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    self_evaluation__isnull=False,
                    score__isnull=True,
                    petition__isnull=True,
                    kind=BehalfKind.PAPER,
                )
                | Q(self_evaluation__isnull=True, score__isnull=False, petition__isnull=True)
                | Q(
                    self_evaluation__isnull=True,
                    score__isnull=True,
                    petition__isnull=False,
                    kind=BehalfKind.PAPER,
                ),
                name="evaluations_on_behalf_of_one_form",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & (Q(kind=BehalfKind.NOT_SENT) | ~Q(source="")),
                name="evaluations_on_behalf_with_reason_and_source",
                violation_error_message="Nhập thay thì phải ghi lý do và nguồn.",
            ),
        ]

    def __str__(self) -> str:
        how = f"{BehalfKind(self.kind).verb} bởi {self.made_by.full_name} ngày {self.made_on:%d/%m/%Y}"
        return f"{how}: {self.reason}" + (f" (nguồn: {self.source})" if self.source else "")

    @property
    def short(self) -> str:
        """For a column of states."""
        return "Nhập thay" if self.is_from_paper else "Không gửi phiếu"

    @property
    def is_from_paper(self) -> bool:
        return self.kind == BehalfKind.PAPER


@track()
class Absence(models.Model):
    """Lý do vắng mặt tại thời điểm xếp loại: where the law says so, it stands in for the yearly form."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="absence")
    kind = models.CharField("loại", max_length=9, choices=AbsenceKind)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến hết ngày", null=True, blank=True)
    reason = models.TextField("lý do")
    source = models.CharField("giấy tờ", max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField("ngày ghi")

    class Meta:
        verbose_name = "lý do vắng mặt"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="evaluations_absence_ends_after_it_starts",
                violation_error_message="Ngày cuối không thể trước ngày đầu.",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(source=""),
                name="evaluations_absence_with_reason_and_source",
                violation_error_message="Ghi lý do và giấy tờ kèm theo.",
            ),
        ]

    def __str__(self) -> str:
        until = f" đến {self.ends_on:%d/%m/%Y}" if self.ends_on else ""
        return (
            f"{self.get_kind_display()} từ {self.starts_on:%d/%m/%Y}{until}: {self.reason} ({self.source}); "
            f"{self.made_by.full_name} ghi ngày {self.made_on:%d/%m/%Y}"
        )

    def covers(self, day) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)
