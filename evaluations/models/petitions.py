"""Kiến nghị: a person's petition against their rating or the score of a period, and the answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from core.history import track
from evaluations.enums import PetitionState
from evaluations.law.working_days import remarks
from evaluations.models.scores import PeriodScore
from evaluations.models.steps import Decision, Rating
from evaluations.queries import PetitionQuerySet
from staff.models import Person
from staff.service_models import Evidence


@track()
class Petition(models.Model):
    """One petition against one rating or one confirmed score; answered once, by who rated or monitors, before
    the day due."""

    rating = models.OneToOneField(Rating, null=True, on_delete=models.PROTECT, related_name="petition")
    score = models.OneToOneField(PeriodScore, null=True, on_delete=models.PROTECT, related_name="petition")
    text = models.TextField("nội dung kiến nghị")
    filed_on = models.DateField("ngày gửi")
    due_on = models.DateField("hạn trả lời")
    state = models.CharField("trạng thái", max_length=9, choices=PetitionState, default=PetitionState.OPEN)
    answer = models.TextField("nội dung trả lời", blank=True)
    answered_on = models.DateField("ngày trả lời", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )
    decision = models.OneToOneField(
        Decision, null=True, on_delete=models.PROTECT, related_name="petition",
        help_text="The new decision where the petition was upheld.",
    )  # fmt: skip
    new_score = models.OneToOneField(
        PeriodScore, null=True, on_delete=models.PROTECT, related_name="+",
        help_text="The confirmed version that took the score's place where the petition was upheld.",
    )  # fmt: skip

    objects = PetitionQuerySet.as_manager()

    class Meta:
        verbose_name = "kiến nghị"
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=PetitionState.OPEN, answered_on__isnull=True)
                | (~Q(state=PetitionState.OPEN) & Q(answered_on__isnull=False) & ~Q(answer="")),
                name="evaluations_petition_answered_with_words",
            ),
            models.CheckConstraint(
                condition=Q(state=PetitionState.UPHELD, rating__isnull=False, decision__isnull=False)
                | Q(state=PetitionState.UPHELD, score__isnull=False, new_score__isnull=False)
                | (~Q(state=PetitionState.UPHELD) & Q(decision__isnull=True, new_score__isnull=True)),
                name="evaluations_upheld_by_what_is_new",
                violation_error_message="Chấp nhận kiến nghị thì phải có quyết định mới hoặc điểm mới.",
            ),
            models.CheckConstraint(
                condition=Q(rating__isnull=False, score__isnull=True, new_score__isnull=True)
                | Q(rating__isnull=True, score__isnull=False, decision__isnull=True),
                name="evaluations_petition_about_one_thing",
                violation_error_message="Mỗi kiến nghị về một kết quả xếp loại hoặc một điểm theo dõi.",
            ),
        ]

    def __str__(self) -> str:
        return f"Kiến nghị ngày {self.filed_on:%d/%m/%Y}"

    @property
    def person(self) -> Person:
        return self.score.person if self.score else self.rating.evaluation.person

    @property
    def is_under_draft(self) -> bool:
        return self.score.is_under_draft if self.score else self.rating.evaluation.is_under_draft

    @property
    def entered(self):
        """Who entered it instead of the person (``OnBehalf``); None where nobody did."""
        return getattr(self, "on_behalf", None)

    @property
    def cycle_id(self) -> int:
        return self.score.cycle_id if self.score else self.rating.evaluation.cycle_id

    @property
    def answering_unit_id(self) -> int:
        """The unit whose head answers: who monitors a score, who rated a rating."""
        return self.score.monitor_unit_id if self.score else self.rating.evaluation.rater_unit_id

    @property
    def due_remarks(self) -> list[str]:
        """What isn't known of the days off on which the day due stands."""
        return [] if self.answered_on else remarks(self.filed_on, self.due_on)

    @property
    def state_words(self) -> str:
        if self.score_id and self.state != PetitionState.OPEN:
            return "Đã chấm lại" if self.state == PetitionState.UPHELD else "Giữ nguyên điểm"
        new = getattr(self.rating, "replaced_by", None) if self.state == PetitionState.KEPT else None
        if new and new.decision.decided_on <= self.answered_on:
            return f"Kết quả đã được thay bằng Quyết định số {new.decision.number}"
        return self.get_state_display()


@track()
class PetitionFile(models.Model):
    """Tệp kèm kiến nghị: one of the files that the person sent along."""

    petition = models.ForeignKey(Petition, on_delete=models.PROTECT, related_name="files")
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="petition_file")

    class Meta:
        verbose_name = "tệp kèm kiến nghị"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.evidence.name
