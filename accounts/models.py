"""Accounts: who may sign in. What an account may do is a grant of ``agencies``."""

from django.contrib.auth.models import AbstractUser
from django.db import models

from core.history import track


@track(exclude=["password", "last_login"])
class User(AbstractUser):
    """An account (tài khoản). Made without a password: its holder sets one through a one-time link."""

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=150)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "tài khoản"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name
