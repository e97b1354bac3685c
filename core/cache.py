"""Redis as the cache, with one client for all that a process asks: Django makes a new one for each question,
which takes as long as asking.
"""

from functools import cached_property
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient


class OneClient(RedisCacheClient):
    @cached_property
    def _one(self) -> Any:
        return super().get_client()

    def get_client(self, key=None, *, write=False) -> Any:
        """One server holds all: no key and no writing asks for another."""
        return self._one


class QuickRedisCache(RedisCache):
    def __init__(self, server, params) -> None:
        super().__init__(server, params)
        self._class = OneClient
