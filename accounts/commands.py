"""What commands share about accounts."""

from django.core.management.base import CommandError

from accounts.models import User


def active_account(username: str) -> User:
    """The active account of the name; raises CommandError."""
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise CommandError(f"Không có tài khoản “{username}”.")
    return user
