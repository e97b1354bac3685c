"""``/suc-khoe/``: whether this process can do its work, for proxies, supervisors and people on duty."""

import logging

import redis
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

logger = logging.getLogger(__name__)
OK, FAILED = "ok", "failed"


@login_not_required
@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """200 when the database and Valkey answer, else 503 and which one fails; why is in the log."""
    parts = {"database": _database(), "valkey": _valkey()}
    healthy = set(parts.values()) == {OK}
    return JsonResponse({"status": OK if healthy else FAILED, **parts}, status=200 if healthy else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        logger.exception("The database does not answer")
        return FAILED
    return OK


def _valkey() -> str:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=3, socket_connect_timeout=3) as broker:
            broker.ping()
    except redis.RedisError:
        logger.exception("Valkey does not answer")
        return FAILED
    return OK
