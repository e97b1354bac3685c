"""Closed sets of what is known of organisations, each with its words."""

from django.db import models


class Shortcomings(models.TextChoices):
    """Hạn chế, khuyết điểm của kỳ trước hoặc theo kết luận thanh tra, kiểm tra."""

    NONE = "none", "Không có hạn chế nào được chỉ ra"
    MENDED = "mended", "Đã khắc phục toàn bộ"
    OPEN = "open", "Còn hạn chế chưa khắc phục"


class MatterKind(models.TextChoices):
    """Việc đã ghi nhận về một đơn vị."""

    COMPLAINT = "complaint", "Đơn thư, phản ánh, dấu hiệu mất đoàn kết"
    WRONGDOING = "wrongdoing", "Kết luận sai phạm trong công tác cán bộ, mất đoàn kết"
    CORRUPTION = "corruption", "Tham ô, tham nhũng, lãng phí đã bị xử lý"
