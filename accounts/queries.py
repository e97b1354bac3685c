"""Who signed in when: what django-axes keeps, read for one account."""

from axes.models import AccessAttempt, AccessLog
from django.db.models import QuerySet

from accounts.models import User

SHOWN = 10


def sign_ins(account: User) -> QuerySet:
    """The account's last sign-ins, newest first."""
    return AccessLog.objects.filter(username=account.username).order_by("-attempt_time", "-id")[:SHOWN]


def failures(account: User) -> QuerySet:
    """Attempts with a wrong password since the last success, per address, newest first."""
    return AccessAttempt.objects.filter(username=account.username).order_by("-attempt_time", "-id")[:SHOWN]
