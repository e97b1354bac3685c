"""Closed sets of the room of units, each with its words."""

from django.db import models


class UnitType(models.TextChoices):
    """Loại đơn vị."""

    PROVINCE = "province", "UBND cấp tỉnh"
    AGENCY = "agency", "Cơ quan chuyên môn và tương đương"
    DISTRICT = "district", "Đơn vị hành chính cấp huyện"
    COMMUNE = "commune", "Đơn vị hành chính cấp xã"
    SERVICE = "service", "Đơn vị sự nghiệp công lập"


class Cause(models.TextChoices):
    """Vì sao một dữ kiện bắt đầu hay kết thúc."""

    ROSTER = "roster", "Theo danh sách"
    RECRUIT = "recruit", "Tuyển dụng, tiếp nhận"
    TRANSFER = "transfer", "Chuyển đơn vị"
    APPOINT = "appoint", "Bổ nhiệm, đổi chức vụ"
    LEAVE = "leave", "Thôi công tác"
    RAISE = "raise", "Nâng bậc, nâng ngạch"
    QUALIFY = "qualify", "Trình độ mới"
    FOUND = "found", "Thành lập"
    RENAME = "rename", "Đổi tên, đổi trực thuộc"
    DISSOLVE = "dissolve", "Giải thể"
    CORRECTION = "correction", "Đính chính"
    OFF_WORK = "off_work", "Nghỉ"
    DISCIPLINE = "discipline", "Kỷ luật"
    CONCLUSION = "conclusion", "Kết luận của cấp có thẩm quyền"
    REWARD = "reward", "Khen thưởng"
    TRAINING = "training", "Đào tạo, bồi dưỡng"
    RATING = "rating", "Kết quả xếp loại năm trước"


class Role(models.TextChoices):
    """Vai trò."""

    STAFF = "staff", "Cá nhân"
    UNIT_CLERK = "unit_clerk", "Đầu mối đơn vị"
    UNIT_HEAD = "unit_head", "Thủ trưởng đơn vị"
    OFFICER = "officer", "Chuyên viên Sở Nội vụ"
    HOME_AFFAIRS_LEADER = "home_affairs_leader", "Lãnh đạo Sở Nội vụ"
    PROVINCIAL_LEADER = "provincial_leader", "Lãnh đạo tỉnh"
    INSPECTOR = "inspector", "Thanh tra công vụ"
    ADMIN = "admin", "Quản trị hệ thống"
