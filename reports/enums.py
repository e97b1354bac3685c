"""Closed sets of the room of reports, each with its words."""

from django.db import models


class State(models.TextChoices):
    """Trạng thái của một báo cáo."""

    MAKING = "making", "Đang dựng số liệu"
    DRAFT = "draft", "Dự thảo"
    SUBMITTED = "submitted", "Chờ Lãnh đạo Sở kiểm tra"
    CHECKED = "checked", "Chờ Lãnh đạo tỉnh duyệt"
    RETURNED = "returned", "Trả lại"
    APPROVED = "approved", "Đã duyệt"


EDITABLE = (State.DRAFT, State.RETURNED)


class Definition(models.TextChoices):
    """Loại báo cáo."""

    STAFF = "staff", "Số lượng, chất lượng đội ngũ"


class Period(models.TextChoices):
    """Kỳ báo cáo."""

    QUARTER_1 = "quarter_1", "Quý I"
    HALF_YEAR = "half_year", "6 tháng"
    QUARTER_3 = "quarter_3", "Quý III"
    YEAR = "year", "Năm"


class Format(models.TextChoices):
    DOCX = "docx", "docx"
    PDF = "pdf", "pdf"
    XLSX = "xlsx", "xlsx"


class Move(models.TextChoices):
    """What a person did between the two days of a report."""

    JOINED = "joined", "Vào"
    LEFT = "left", "Thôi"
    MOVED_IN = "moved_in", "Chuyển đến"
    MOVED_OUT = "moved_out", "Chuyển đi"
