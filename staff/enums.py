"""Closed sets of the room of people, each with its words."""

from django.db import models


class Group(models.TextChoices):
    """Nhóm: who is governed by which law."""

    CIVIL_SERVANT = "civil_servant", "Công chức"
    PUBLIC_EMPLOYEE = "public_employee", "Viên chức"
    COMMUNE_OFFICIAL = "commune_official", "Cán bộ cấp xã"
    COMMUNE_CIVIL_SERVANT = "commune_civil_servant", "Công chức cấp xã"


COMMUNE_GROUPS = (Group.COMMUNE_OFFICIAL, Group.COMMUNE_CIVIL_SERVANT)


class Sex(models.TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Precision(models.TextChoices):
    """How much of a birth date is known."""

    DAY = "day", "đủ ngày, tháng, năm"
    MONTH = "month", "chỉ tháng, năm"
    YEAR = "year", "chỉ năm"


class LeaderKind(models.TextChoices):
    """Loại chức vụ lãnh đạo, quản lý."""

    HEAD = "head", "Người đứng đầu"
    DEPUTY_HEAD = "deputy_head", "Cấp phó của người đứng đầu"
    DIVISION_HEAD = "division_head", "Trưởng phòng, ban thuộc đơn vị"
    DIVISION_DEPUTY = "division_deputy", "Phó trưởng phòng, ban thuộc đơn vị"
    COMMUNE_LEADER = "commune_leader", "Lãnh đạo cấp xã"
    NONE = "none", "Không giữ chức vụ"


class QualificationKind(models.TextChoices):
    EDUCATION = "education", "Chuyên môn"
    THEORY = "theory", "Lý luận chính trị"
    STATE_MANAGEMENT = "state_management", "Quản lý nhà nước"
    IT = "it", "Tin học"
    LANGUAGE = "language", "Ngoại ngữ, tiếng dân tộc"


class LeaveReason(models.TextChoices):
    """Lý do thôi công tác."""

    RETIRED = "retired", "Nghỉ hưu"
    MOVED_AWAY = "moved_away", "Chuyển công tác ra ngoài tỉnh"
    RESIGNED = "resigned", "Thôi việc"
    STREAMLINED = "streamlined", "Tinh giản biên chế"
    DISMISSED = "dismissed", "Buộc thôi việc"
    DIED = "died", "Từ trần"
    UNKNOWN = "unknown", "Chưa rõ"
