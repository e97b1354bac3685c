"""Settings of the tests: the portal's own, made stricter where a test can catch more, and quicker.

Without ``DATABASE_URL`` each process that tests has its own data folder with its own servers
(``tests/servers.py``); ``TEST_DATA=folder`` keeps one from run to run.
"""

import os
import tempfile

os.environ.setdefault("SECRET_KEY", "for tests only")
os.environ["HTTPS"] = "0"
KEEP_DATA = "TEST_DATA" in os.environ
if "TEST_DATABASE" not in os.environ:  # else a Celery worker, which uses the folder of its run
    own = os.environ.get("TEST_DATA") or f"{tempfile.gettempdir()}/portal-tests-{os.getpid()}"
    os.environ["DATA"] = own + os.environ.get("PYTEST_XDIST_WORKER", "")

from backend.settings import *  # noqa: E402, F403
from backend.settings import DATABASES, TEMPLATES  # noqa: E402
from tests.strict import UnknownVariable  # noqa: E402

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
if database := os.environ.get("TEST_DATABASE"):  # a worker process on the database of the test run
    DATABASES["default"]["NAME"] = database
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable()
# The test of the throttle turns it on; elsewhere many sign-ins from one address are the usual case.
AXES_ENABLED = False
