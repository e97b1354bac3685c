"""Accounts: who may sign in. What an account may do is a grant of ``agencies``."""

from django.conf import settings
from django.contrib.auth.models import AbstractUser, UserManager
from django.db import models
from django.utils.functional import cached_property

from core.history import track
from core.prepared import Prepared


class AccountManager(UserManager["User"]):
    """Every page reads its account by key, through Django's own sign-in: that one question is prepared."""

    def get(self, *args, **wanted):
        if args or wanted.keys() != {"pk"} or not isinstance(wanted["pk"], int):
            return super().get(*args, **wanted)
        found = _BY_KEY.one(pk=wanted["pk"])
        if found is None:
            raise self.model.DoesNotExist
        return found


@track(exclude=["password", "last_login"])
class User(AbstractUser):
    """An account (tài khoản). Made without a password: its holder sets one through a one-time link."""

    first_name = None
    last_name = None
    full_name = models.CharField("họ và tên", max_length=150)

    REQUIRED_FIELDS = ["full_name"]

    objects = AccountManager()

    class Meta:
        verbose_name = "tài khoản"
        ordering = ["username"]

    def __str__(self) -> str:
        return self.full_name or self.username

    @cached_property
    def has_record(self) -> bool:
        """Whether somebody's record is tied to the account; known with the account where a page reads it."""
        return hasattr(self, "person")

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


def _by_key(pk: int):
    tied = models.Q(person__isnull=False)
    return User.objects.filter(pk=pk).annotate(
        has_record=models.ExpressionWrapper(tied, models.BooleanField())
    )


_BY_KEY = Prepared(_by_key, pk=9_100_000_000_000_000_001)


class IssuedLink(models.Model):
    """A one-time link that an administrator made for an account: whoever holds it enters as the account.

    The link itself is never kept.
    """

    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="issued_links",
        verbose_name="tài khoản",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="người cấp",
    )
    made_at = models.DateTimeField("cấp lúc", auto_now_add=True)

    class Meta:
        verbose_name = "đường dẫn đã cấp"
        ordering = ["-made_at", "-id"]

    def __str__(self) -> str:
        return f"{self.account}: {self.made_at:%d/%m/%Y %H:%M}"
