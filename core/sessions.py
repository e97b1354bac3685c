"""Sessions in the database, as Django keeps them; each page reads its own by a prepared query."""

from datetime import UTC, datetime

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from core.prepared import Prepared

_VALID = Prepared(
    lambda key, now: Session.objects.filter(session_key=key, expire_date__gt=now),
    key="the key",
    now=datetime(2000, 1, 1, tzinfo=UTC),
)


class SessionStore(db.SessionStore):
    """``SESSION_ENGINE``."""

    def _get_session_from_db(self) -> Session | None:
        found = _VALID.one(key=self.session_key, now=timezone.now())
        if found is None:
            self._session_key = None
        return found

    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session
