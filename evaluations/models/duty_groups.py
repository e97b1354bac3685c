"""Within one pool of the cap: groups of people with like duties, and a share raised by a decision."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from core.history import track
from evaluations.models.cycles import Evaluation
from evaluations.models.shares import Raised
from evaluations.models.steps import Pool

SIGNED_IN_GROUP = "evaluations_signed_stay_in_their_group"
SIGNED_WORDS = "Người đã có quyết định xếp loại ở lại trong nhóm của mình."


@track()
class DutyGroup(models.Model):
    """Nhóm có nhiệm vụ tương đồng: the cap is counted within it, besides the whole pool."""

    pool = models.ForeignKey(Pool, on_delete=models.CASCADE, related_name="duty_groups", db_index=False)
    name = models.CharField("tên nhóm", max_length=120)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "nhóm có nhiệm vụ tương đồng"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["pool", "name"],
                name="evaluations_duty_group_named_once",
                violation_error_message="Đã có nhóm mang tên này.",
            ),
            models.CheckConstraint(
                condition=~Q(name=""),
                name="evaluations_duty_group_has_a_name",
                violation_error_message="Đặt tên cho nhóm.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
@pgtrigger.register(
    pgtrigger.Trigger(
        name="signed_stay",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("one", "BIGINT")],
        func=f"""
            one := CASE WHEN TG_OP = 'INSERT' THEN NEW.evaluation_id ELSE OLD.evaluation_id END;
            IF EXISTS (SELECT FROM evaluations_rating r WHERE r.evaluation_id = one) THEN
                RAISE check_violation USING CONSTRAINT = '{SIGNED_IN_GROUP}', MESSAGE = '{SIGNED_WORDS}';
            END IF;
            RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
        """,
    )
)
class DutyMember(models.Model):
    """One person's place in a group. It counts only while the group's pool is that of the evaluation."""

    evaluation = models.OneToOneField(Evaluation, on_delete=models.CASCADE, related_name="duty_member")
    group = models.ForeignKey(DutyGroup, on_delete=models.CASCADE, related_name="members")

    class Meta:
        verbose_name = "người trong nhóm có nhiệm vụ tương đồng"
        ordering = ["id"]

    def __str__(self) -> str:
        return f"Đánh giá {self.evaluation_id} trong nhóm {self.group_id}"


@track()
class RaisedPeopleShare(Raised):
    """Of the people of one pool: for outstanding achievement of their organisation."""

    pool = models.OneToOneField(Pool, on_delete=models.CASCADE, related_name="raised")

    class Meta(Raised.Meta):
        verbose_name = "quyết định nâng tỷ lệ đối với cá nhân"
