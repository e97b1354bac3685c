"""Closed sets of the room of evaluation, each with its words."""

from django.db import models


class CycleState(models.TextChoices):
    """Trạng thái kỳ đánh giá."""

    DRAFT = "draft", "Đang chuẩn bị"
    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã đóng"


class ScoringStep(models.TextChoices):
    """Theo dõi, đánh giá theo tháng hay quý (khoản 4 Điều 3 NĐ 335/2025)."""

    MONTH = "month", "Theo tháng"
    QUARTER = "quarter", "Theo quý"


class OrganisationState(models.TextChoices):
    """How far an organisation is within a cycle."""

    WAITING = "waiting", "Chưa mở"
    OPEN = "open", "Đang mở"
    CLOSED = "closed", "Đã đóng"


class Place(models.TextChoices):
    """Where the ratee stands in their organisation: who monitors and rates follows from it."""

    EMPLOYING_HEAD = "employing_head", "Người đứng đầu"
    EMPLOYING_DEPUTY = "employing_deputy", "Cấp phó"
    EMPLOYING_STAFF = "employing_staff", "Người thuộc quyền"
    DIRECT_HEAD = "direct_head", "Trưởng phòng, ban"
    DIRECT_DEPUTY = "direct_deputy", "Phó trưởng phòng, ban"
    DIRECT_STAFF = "direct_staff", "Người thuộc phòng, ban"


class DelegationKind(models.TextChoices):
    """Vì sao một người làm thay người đứng đầu."""

    ACTING = "acting", "Giao phụ trách đơn vị"
    SIGNING = "signing", "Ủy quyền ký thay"


class Step(models.TextChoices):
    """Bước của một lần đánh giá, theo thứ tự của nghị định (``law/kinds/cycles.STEPS``)."""

    SELF_EVALUATION = "self_evaluation", "Tự đánh giá"
    HEAD_REMARKS = "head_remarks", "Nhận xét của người đứng đầu"
    MEETING = "meeting", "Họp nhận xét, đánh giá"
    PARTY_OPINION = "party_opinion", "Ý kiến cấp ủy"
    SYNTHESIS = "synthesis", "Tổng hợp, đề xuất"
    DECISION = "decision", "Quyết định"
    NOTICE = "notice", "Thông báo"


class RatingLevel(models.TextChoices):
    """Mức xếp loại chất lượng (``law.levels.Level``)."""

    EXCELLENT = "EXCELLENT", "Hoàn thành xuất sắc nhiệm vụ"
    GOOD = "GOOD", "Hoàn thành tốt nhiệm vụ"
    FULFILLED = "FULFILLED", "Hoàn thành nhiệm vụ"
    NOT_FULFILLED = "NOT_FULFILLED", "Không hoàn thành nhiệm vụ"


class General(models.TextChoices):
    """How the general criteria (tiêu chí chung) are met, as the head judges."""

    WELL = "well", "Thực hiện tốt"
    MET = "met", "Đáp ứng"
    NOT_MET = "not_met", "Chưa đáp ứng"


class BehalfKind(models.TextChoices):
    """Vì sao người khác ghi phiếu."""

    PAPER = "paper", "Nhập thay từ bản giấy"
    NOT_SENT = "not_sent", "Chấm khi người được đánh giá không gửi phiếu"

    @property
    def verb(self) -> str:
        return "Nhập thay" if self == self.PAPER else "Không gửi phiếu, chấm"


class AbsenceKind(models.TextChoices):
    """Lý do vắng mặt tại thời điểm xếp loại (khoản 3 Điều 19 NĐ 335/2025)."""

    REASON = "reason", "Vắng mặt có lý do chính đáng"
    SICK = "sick", "Nghỉ ốm"
    MATERNITY = "maternity", "Nghỉ chế độ thai sản"


class PetitionState(models.TextChoices):
    """Trạng thái kiến nghị."""

    OPEN = "open", "Chờ trả lời"
    KEPT = "kept", "Giữ nguyên kết quả"
    UPHELD = "upheld", "Đã xếp loại lại"


class HandedOver(models.TextChoices):
    """What the old unit sends about who moved in the year (``asks`` of the rule ``moved_in_year``)."""

    REMARKS = "remarks", "Nhận xét"
    SCORES = "scores", "Kết quả theo dõi, đánh giá"


class About(models.TextChoices):
    """What a notice is about: what the person opens to have read it."""

    CHANGE = "change", "Thay đổi trong kỳ"
    RESULT = "result", "Kết quả xếp loại"
    PETITION = "petition", "Trả lời kiến nghị"
    SCORE = "score", "Điểm theo dõi"
    SELF = "self", "Phiếu tự đánh giá"
    DISCIPLINE = "discipline", "Kỷ luật"
    CONCLUSION = "conclusion", "Kết luận"


class FollowState(models.TextChoices):
    """Trạng thái việc cần xem xét sau xếp loại."""

    OPEN = "open", "Cần xem xét"
    CONSIDERING = "considering", "Đang xem xét"
    DECIDED = "decided", "Đã quyết định"
    CLOSED = "closed", "Khép lại, không xử lý"


class FollowFact(models.TextChoices):
    """Dữ kiện mà hồ sơ không có, do người ghi (``docs/check-rules.md``)."""

    INITIATIVE = "initiative", "Có sáng kiến được công nhận"
    OUTSTANDING = "outstanding_result", "Có thành tích xuất sắc"
    LIMITED = "limited_ability", "Hạn chế về năng lực"
    HIGHER_POST = "higher_post_free", "Có vị trí việc làm cao hơn phù hợp đang trống"
    DEMANDS_UNMET = "demands_unmet", "Không đáp ứng yêu cầu nhiệm vụ"


class Untrue(models.TextChoices):
    """Vì sao một kết quả đã ký không chính xác (khoản 3 Điều 21 NĐ 335/2025)."""

    FAULT = "fault", "Sau đó phát hiện có khuyết điểm"
    RULE = "rule", "Không bảo đảm quy định về mức xếp loại"
    DISHONEST = "dishonest", "Thiếu trung thực làm cho kết quả không chính xác"


class Kinship(models.TextChoices):
    """Quan hệ thân thích được khai."""

    SPOUSE = "spouse", "Vợ, chồng"
    PARENT = "parent", "Cha, mẹ"
    CHILD = "child", "Con"
    SIBLING = "sibling", "Anh, chị, em ruột"
    OTHER = "other", "Người thân khác"


class PrintFormat(models.TextChoices):
    """Dạng tệp."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"


class NationalFormat(models.TextChoices):
    """Dạng tệp cho cơ sở dữ liệu quốc gia."""

    XLSX = "xlsx", "Excel"
    JSON = "json", "JSON"


class Printed(models.TextChoices):
    """Giấy tờ của từng người, in được cho cả đơn vị trong một tệp."""

    FORM = "phieu", "Phiếu đánh giá, xếp loại"
    NOTICE = "thong-bao", "Thông báo kết quả"
    MONITORING = "theo-doi", "Phiếu theo dõi, đánh giá"

    @classmethod
    def of_year(cls) -> "list[Printed]":
        """What there is once of each person in a cycle; a form of monitoring is of a month or quarter."""
        return [cls.FORM, cls.NOTICE]
