"""Closed sets of the room of work."""

from django.db import models


class Source(models.TextChoices):
    """Nguồn: where a row of work comes from."""

    TYPED = "typed", "Tự kê khai"
    ASSIGNED = "assigned", "Giao việc, nghiệm thu"
