"""Closed sets of what happens in a person's service, each with its words."""

from django.db import models


class LeaveKind(models.TextChoices):
    """Loại nghỉ."""

    MATERNITY = "maternity", "Thai sản"
    SICK = "sick", "Ốm đau"
    UNPAID = "unpaid", "Nghỉ việc riêng không hưởng lương"
    STUDY = "study", "Đi học tập trung"
    OTHER = "other", "Vì lý do khác"


class Side(models.TextChoices):
    """Who disciplines: the Party its members, the State its officials and employees."""

    ADMINISTRATION = "administration", "Hành chính"
    PARTY = "party", "Đảng"


class DisciplineForm(models.TextChoices):
    """Hình thức kỷ luật, from the lightest to the gravest."""

    REPRIMAND = "reprimand", "Khiển trách"
    WARNING = "warning", "Cảnh cáo"
    LOWER_PAY = "lower_pay", "Hạ bậc lương"
    DEMOTION = "demotion", "Giáng chức"
    REMOVAL = "removal", "Cách chức"
    DISMISSAL = "dismissal", "Buộc thôi việc"
    EXPULSION = "expulsion", "Khai trừ"


FORMS_OF = {
    Side.ADMINISTRATION: (
        DisciplineForm.REPRIMAND,
        DisciplineForm.WARNING,
        DisciplineForm.LOWER_PAY,
        DisciplineForm.DEMOTION,
        DisciplineForm.REMOVAL,
        DisciplineForm.DISMISSAL,
    ),
    Side.PARTY: (
        DisciplineForm.REPRIMAND,
        DisciplineForm.WARNING,
        DisciplineForm.REMOVAL,
        DisciplineForm.EXPULSION,
    ),
}


class ConclusionKind(models.TextChoices):
    """Nội dung kết luận của cấp có thẩm quyền về một người (điểm b khoản 4 Điều 20 Nghị định 335/2025)."""

    DEGRADATION = "degradation", "Có biểu hiện suy thoái"
    PARTY_RULES = "party_rules", "Vi phạm những điều đảng viên không được làm"
    EXAMPLE = "example", "Vi phạm trách nhiệm nêu gương"


class RewardKind(models.TextChoices):
    """Danh hiệu thi đua, then hình thức khen thưởng."""

    ADVANCED_WORKER = "advanced_worker", "Lao động tiên tiến"
    BASE_FIGHTER = "base_fighter", "Chiến sĩ thi đua cơ sở"
    PROVINCE_FIGHTER = "province_fighter", "Chiến sĩ thi đua cấp bộ, ban, ngành, tỉnh"
    NATIONAL_FIGHTER = "national_fighter", "Chiến sĩ thi đua toàn quốc"
    PRAISE = "praise", "Giấy khen"
    MERIT = "merit", "Bằng khen"
    BADGE = "badge", "Kỷ niệm chương, huy hiệu"
    MEDAL = "medal", "Huy chương"
    ORDER = "order", "Huân chương"
    STATE_HONOUR = "state_honour", "Danh hiệu vinh dự nhà nước"
    OTHER = "other", "Khen thưởng khác"


class TrainingKind(models.TextChoices):
    """Loại đào tạo, bồi dưỡng."""

    DEGREE = "degree", "Đào tạo cấp bằng"
    THEORY = "theory", "Lý luận chính trị"
    STATE_MANAGEMENT = "state_management", "Quản lý nhà nước"
    LEADERSHIP = "leadership", "Lãnh đạo, quản lý"
    POSITION = "position", "Theo vị trí việc làm, nghiệp vụ"
    DEFENCE = "defence", "Quốc phòng và an ninh"
    LANGUAGE = "language", "Ngoại ngữ, tiếng dân tộc"
    IT = "it", "Tin học, chuyển đổi số"
    OTHER = "other", "Bồi dưỡng khác"
