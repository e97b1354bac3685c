"""Closed sets of the room of work."""

from django.db import models


class Source(models.TextChoices):
    """Nguồn: where a row of work comes from."""

    TYPED = "typed", "Tự kê khai"
    ASSIGNED = "assigned", "Giao việc, nghiệm thu"


class Counting(models.TextChoices):
    """How a product counts (điểm d khoản 1 Điều 18 NĐ 335/2025); the values are names of facts of the law."""

    ASSIGNED = "", "Được giao"
    HANDED_OVER = "handed_over", "Đã chuyển người khác"
    TAKEN_OVER = "taken_over", "Nhận thay"
    UNPLANNED = "unplanned", "Đột xuất"
